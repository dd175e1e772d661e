"""Files to documents, by what the files hold.

The readers are lazy. What is wrong with one file, line or row is told to a callback, and the rest is read.
"""

from __future__ import annotations

import gzip
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from typing import IO, Any, Final, TypeAlias, cast

import click
from attrs import evolve, field, frozen

from quoteattr.entities.given import CastMember, as_cast
from quoteattr.errors import InputError
from quoteattr.interfaces.readers.documents import docx_text, epub_text, pdf_text
from quoteattr.interfaces.readers.formats import SEVERAL, format_of
from quoteattr.interfaces.readers.objects import json_lines, json_objects
from quoteattr.interfaces.readers.places import is_address
from quoteattr.interfaces.readers.tables import csv_records, parquet_records, xlsx_records
from quoteattr.interfaces.readers.texts import decode, fetched, main_text

Id: TypeAlias = str | int
Complain: TypeAlias = Callable[[str], None]
Record: TypeAlias = Mapping[str, Any]


@frozen
class Input:
    """A text and its id, those who are known to be in it, and as `meta` what else is known of it.

    `extracted` says that no file holds the text as it is, so that it must go with its records; `place` says to the user
    where it is from, by file and line.
    """

    text: str
    id: Id
    extracted: bool = False
    cast: tuple[CastMember, ...] = ()
    place: str = field(default="", eq=False)
    meta: Mapping[str, Any] = field(factory=dict, eq=False)

    def source(self) -> Any:
        """What an attributor is asked."""
        return {"text": self.text, "id": self.id, "cast": self.cast, "meta": self.meta}


@frozen
class Columns:
    """How to read files: their format, None to go by their names, and where texts and ids are found in rows.

    `split_on` is a regular expression of what stands between the documents of one text; its named groups tell more of
    the document that follows.

    >>> Columns().format_of("a.csv"), Columns().format_of("-"), Columns("jsonl").format_of("a.csv")
    ('csv', 'text', 'jsonl')
    """

    format: str | None = None
    text_column: str = "text"
    id_column: str = "id"
    split_on: re.Pattern[str] | None = None

    def format_of(self, file: str) -> str:
        """One of `quoteattr.interfaces.readers.formats.FORMATS`. Raises InputError for a suffix that is not known."""
        return self.format or ("html" if is_address(file) else format_of(file))

    def holds_several(self, file: str) -> bool:
        """Whether a file may hold more than one document."""
        try:
            return self.split_on is not None or self.format_of(file) in SEVERAL
        except InputError:
            return False


def read(file: str, reading: Columns, complain: Complain) -> Iterator[Input]:
    """Read the documents of one file, of a page of the web, or of standard input for `-`."""
    try:
        kind = reading.format_of(file)
        with _opened(file) as stream:
            found = _rows(kind, stream, file, reading, complain) if kind in SEVERAL else _whole(kind, stream, file)
            yield from _split(found, reading.split_on) if reading.split_on is not None else found
    except InputError as error:
        complain(f"{file}: {error}")
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        complain(f"{file}: not gzip, or cut off: {error}")
    except OSError as error:
        complain(f"{file or repr('')}: {error.strerror or error}")


def read_objects(file: str, complain: Complain) -> Iterator[tuple[dict[str, Any], str]]:
    """Read the objects of a JSON Lines file that have an id, each with the words that say where it stands."""
    try:
        with _opened(file) as stream:
            for data, number in json_lines(stream, _telling(file, "line", complain)):
                place = f"{file}, line {number}"
                if _is_id(data.get("id")):
                    yield data, place
                else:
                    complain(f'{place}: neither a string nor an integer under "id"')
    except InputError as error:
        complain(f"{file}: {error}")
    except OSError as error:
        complain(f"{file or repr('')}: {error.strerror or error}")


@contextmanager
def _opened(file: str) -> Iterator[IO[bytes]]:
    if is_address(file):
        yield BytesIO(fetched(file))
        return
    if file == "-" and sys.stdin is None:
        raise OSError("standard input is closed")
    with click.open_file(file, "rb") as stream:
        if file.lower().endswith(".gz"):
            yield cast("IO[bytes]", gzip.GzipFile(fileobj=stream))
        else:
            yield stream


_WHOLE: Final[dict[str, Callable[[bytes], str]]] = {
    "text": decode,
    "html": main_text,
    "docx": docx_text,
    "pdf": pdf_text,
    "epub": epub_text,
}


def _whole(kind: str, stream: IO[bytes], file: str) -> Iterator[Input]:
    """The one document that a file is."""
    yield Input(_WHOLE[kind](stream.read()), file, extracted=kind != "text", place=file)


def _rows(kind: str, stream: IO[bytes], file: str, reading: Columns, complain: Complain) -> Iterator[Input]:
    """The documents of a file of many."""
    unit = {"json": "item", "jsonl": "line", "csv": "line"}.get(kind, "row")
    tell = _telling(file, unit, complain)
    for record, number in _records(kind, stream, partial(_check_columns, reading), tell):
        try:
            told = _as_utf_8(record, reading) if kind == "csv" else record
            document = evolve(_document(told, number, reading), place=f"{file}, {unit} {number}")
            yield _with_cast(document) if kind in ("json", "jsonl") else document
        except InputError as error:
            tell(str(error), number)


def _with_cast(document: Input) -> Input:
    """A document with those who are known to be in it, taken out of what else is known."""
    meta = dict(document.meta)
    cast = meta.pop("cast", None)
    return evolve(document, cast=() if cast is None else as_cast(cast), meta=meta)


def _records(
    kind: str, stream: IO[bytes], check: Callable[[list[str]], None], tell: Callable[[str, int], None]
) -> Iterator[tuple[dict[str, Any], int]]:
    if kind == "csv":
        return csv_records(stream, check, tell)
    if kind == "jsonl":
        return json_lines(stream, tell)
    if kind == "json":
        return json_objects(stream.read(), tell)
    return (xlsx_records if kind == "xlsx" else parquet_records)(stream.read(), check)


def _as_utf_8(record: Record, reading: Columns) -> Record:
    """A row of CSV whose text and id are UTF-8, else InputError; what else is not, is replaced."""
    fields = {name: cell.encode("utf-8", "surrogateescape") for name, cell in record.items()}
    wanted = (reading.text_column, reading.id_column)
    return {name: decode(cell) if name in wanted else cell.decode("utf-8", "replace") for name, cell in fields.items()}


def _telling(file: str, unit: str, complain: Complain) -> Callable[[str, int], None]:
    return lambda flaw, number: complain(f"{file}, {unit} {number}: {flaw}")


def _document(record: Record, number: int, reading: Columns) -> Input:
    """Read a row or an object; its number stands in for a missing id.

    >>> _document({"text": "No one spoke.", "date": "2020-02-02"}, 7, Columns()).meta
    {'date': '2020-02-02'}
    """
    text, key = record.get(reading.text_column), record.get(reading.id_column)
    if not isinstance(text, str):
        raise InputError(f'no string under "{reading.text_column}"')
    if key is None:
        key = str(number)
    if not _is_id(key):
        raise InputError(f'neither a string nor an integer under "{reading.id_column}"')
    meta = {name: value for name, value in record.items() if name not in (reading.text_column, reading.id_column)}
    return Input(text, key, meta=meta)


def _split(documents: Iterable[Input], pattern: re.Pattern[str]) -> Iterator[Input]:
    """The documents that one text holds, between what fits a pattern; blank ones are none."""
    for whole in documents:
        begins, meta, number = 0, whole.meta, 0
        for found in [*pattern.finditer(whole.text), None]:
            end = found.start() if found else len(whole.text)
            text = whole.text[begins:end].strip("\r\n")
            if text.strip():
                number += 1
                place = f"{whole.place}, document {number}"
                yield evolve(whole, text=text, id=f"{whole.id}#{number}", extracted=True, place=place, meta=meta)
            if found:
                told = {name: value for name, value in found.groupdict().items() if value is not None}
                begins, meta = found.end(), {**whole.meta, **told}


def _check_columns(reading: Columns, names: list[str]) -> None:
    there = ", ".join(map(repr, names)) or "none"
    if reading.text_column not in names:
        raise InputError(f"no column {reading.text_column!r}; choose one with --text-column, there are: {there}")
    for name in (reading.text_column, reading.id_column):
        if names.count(name) > 1:
            raise InputError(f"two columns are called {name!r}; rename one, there are: {there}")


def _is_id(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)
