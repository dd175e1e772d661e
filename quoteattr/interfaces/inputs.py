"""Files to documents: plain text, HTML, JSON Lines and CSV.

The readers are lazy. What is wrong with one file, line or row is told to a callback, and the rest is read.
"""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import chain
from typing import IO, Any, Final, TypeAlias

import click
from attrs import evolve, field, frozen

from quoteattr.entities.given import CastMember, as_cast
from quoteattr.errors import InputError
from quoteattr.interfaces.rows import read_rows

Id: TypeAlias = str | int
Complain: TypeAlias = Callable[[str], None]

_FORMATS: Final = {".jsonl": "jsonl", ".csv": "csv", ".html": "html", ".htm": "html"}
_OTHER_ENCODINGS: Final = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
"""By their byte order marks, the longer ones first."""


@frozen
class Input:
    """A text and its id, and those who are known to be in it.

    `extracted` says that no file holds the text as it is, so that it must go with its records; `place` says to the user
    where it is from, by file and line.
    """

    text: str
    id: Id
    extracted: bool = False
    cast: tuple[CastMember, ...] = ()
    place: str = field(default="", eq=False)


@frozen
class Columns:
    """How to read files: their format, None to go by their names, and where texts and ids are found in rows.

    >>> Columns().format_of("a.csv"), Columns().format_of("-"), Columns("jsonl").format_of("a.csv")
    ('csv', 'text', 'jsonl')
    """

    format: str | None = None
    text_column: str = "text"
    id_column: str = "id"

    def format_of(self, file: str) -> str:
        """`text`, `html`, `jsonl` or `csv`."""
        return self.format or next((name for end, name in _FORMATS.items() if file.lower().endswith(end)), "text")

    def holds_several(self, file: str) -> bool:
        """Whether a file may hold more than one document."""
        return self.format_of(file) in ("jsonl", "csv")


def read(file: str, reading: Columns, complain: Complain) -> Iterator[Input]:
    """Read the documents of one file, or of standard input for `-`."""
    try:
        with _opened(file) as stream:
            yield from _READERS[reading.format_of(file)](stream, file, reading, complain)
    except OSError as error:
        complain(f"{file or repr('')}: {error.strerror or error}")


def read_objects(file: str, complain: Complain) -> Iterator[tuple[dict[str, Any], str]]:
    """Read the objects of a JSON Lines file that have an id, each with the words that say where it stands."""
    try:
        with _opened(file) as stream:
            for data, place, _ in _objects(stream, file, complain):
                if _is_id(data.get("id")):
                    yield data, place
                else:
                    complain(f'{place}: neither a string nor an integer under "id"')
    except OSError as error:
        complain(f"{file or repr('')}: {error.strerror or error}")


def _opened(file: str) -> AbstractContextManager[IO[bytes]]:
    if file == "-" and sys.stdin is None:
        raise OSError("standard input is closed")
    return click.open_file(file, "rb")


def decode(data: bytes) -> str:
    r"""Read UTF-8 and take a byte order mark off; InputError for what is in another encoding, or no text.

    >>> decode(b"caf\xe9")
    Traceback (most recent call last):
    ...
    quoteattr.errors.InputError: not UTF-8: byte 0xe9 at offset 3; convert it to UTF-8 first
    """
    _refuse_other_encodings(data)
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        wrong = f"byte {data[error.start]:#04x} at offset {error.start}"
        raise InputError(f"not UTF-8: {wrong}; convert it to UTF-8 first") from error


def _refuse_other_encodings(data: bytes) -> None:
    """Raise InputError for bytes that begin like UTF-16 or UTF-32, or hold what no text does."""
    for mark, encoding in _OTHER_ENCODINGS.items():
        if data.startswith(mark):
            raise InputError(
                f"{encoding}, by its byte order mark {mark.hex(' ')}; convert it to UTF-8 first: "
                f"iconv -f {encoding} -t UTF-8 FILE > NEWFILE"
            )
    if b"\0" in data:
        raise InputError(
            f"no text: a NUL byte at offset {data.index(0)}; if it is UTF-16, convert it to UTF-8 first: "
            "iconv -f UTF-16LE -t UTF-8 FILE > NEWFILE"
        )


def main_text(page: bytes) -> str:
    """Take the main text out of an HTML page, without menus, comments and what else stands around it.

    Raises InputError where there is none, and where trafilatura, which finds it, is not installed.
    """
    try:
        import trafilatura
    except ImportError as error:
        raise InputError(
            f'reading HTML needs trafilatura, which is not there ({error}); pip install "quoteattr[html]"'
        ) from error
    try:
        text = trafilatura.extract(page, include_comments=False) if page.strip() else None
    except Exception as error:
        raise InputError(f"the page cannot be read ({type(error).__name__}: {error})") from error
    if not text:
        raise InputError("no main text found in the page; save its text to a .txt file instead")
    return str(text)


def _read_text(stream: IO[bytes], file: str, _: Columns, complain: Complain) -> Iterator[Input]:
    try:
        yield Input(decode(stream.read()), file, place=file)
    except InputError as error:
        complain(f"{file}: {error}")


def _read_html(stream: IO[bytes], file: str, _: Columns, complain: Complain) -> Iterator[Input]:
    try:
        yield Input(main_text(stream.read()), file, extracted=True, place=file)
    except InputError as error:
        complain(f"{file}: {error}")


def _read_jsonl(stream: IO[bytes], file: str, reading: Columns, complain: Complain) -> Iterator[Input]:
    for data, place, number in _objects(stream, file, complain):
        try:
            cast = data.get("cast")
            yield evolve(_document(data, place, number, reading), cast=() if cast is None else as_cast(cast))
        except InputError as error:
            complain(f"{place}: {error}")


def _read_csv(stream: IO[bytes], file: str, reading: Columns, complain: Complain) -> Iterator[Input]:
    try:
        rows = read_rows(_lines(stream), lambda flaw, number: complain(f"{file}, line {number}: {flaw}"))
        columns, _ = next(rows, ([], 1))
        _check_columns(columns, reading)
    except InputError as error:
        complain(f"{file}: {error}")
        return
    wanted = {name: columns.index(name) for name in (reading.text_column, reading.id_column) if name in columns}
    for fields, number in rows:
        place = f"{file}, line {number}"
        try:
            # What is not UTF-8 was let through, so as not to lose the other rows.
            data = {name: decode(fields[at].encode("utf-8", "surrogateescape")) for name, at in wanted.items()}
            yield _document(data, place, number, reading)
        except InputError as error:
            complain(f"{place}: {error}")


_READERS: Final = {"text": _read_text, "html": _read_html, "jsonl": _read_jsonl, "csv": _read_csv}


def _check_columns(columns: list[str], reading: Columns) -> None:
    there = ", ".join(map(repr, columns)) or "none"
    if reading.text_column not in columns:
        raise InputError(f"no column {reading.text_column!r}; choose one with --text-column, there are: {there}")
    for name in (reading.text_column, reading.id_column):
        if columns.count(name) > 1:
            raise InputError(f"two columns are called {name!r}; rename one, there are: {there}")


def _lines(stream: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of a file, or an InputError if it begins in another encoding."""
    lines = iter(stream)
    first = next(lines, b"")
    _refuse_other_encodings(first[:4])
    return chain([first], lines)


def _objects(stream: IO[bytes], file: str, complain: Complain) -> Iterator[tuple[dict[str, Any], str, int]]:
    """The objects of a file with their places; JSON has no bare line ends inside strings, so any will do."""
    try:
        lines = chain.from_iterable(line.splitlines() for line in _lines(stream))
    except InputError as error:
        complain(f"{file}: {error}")
        return
    for number, line in enumerate(lines, 1):
        place = f"{file}, line {number}"
        if line.strip():
            try:
                yield json_object(line), place, number
            except InputError as error:
                complain(f"{place}: {error}")


def json_object(line: bytes) -> dict[str, Any]:
    """The object that a line of JSON Lines holds. Raises InputError for anything else."""
    source = decode(line)
    try:
        data = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {error}") from error
    if not isinstance(data, dict):
        raise InputError('not an object; expected {"id": ..., "text": ...}')
    return data


def _document(data: dict[str, Any], place: str, number: int, reading: Columns) -> Input:
    """Read a row or an object; the number of its line stands in for a missing id.

    >>> _document({"text": "No one spoke.", "date": "2020-02-02"}, "a.jsonl, line 7", 7, Columns())
    Input(text='No one spoke.', id='7', extracted=False, cast=(), place='a.jsonl, line 7')
    """
    text, key = data.get(reading.text_column), data.get(reading.id_column)
    if not isinstance(text, str):
        raise InputError(f'no string under "{reading.text_column}"')
    if key is None:
        key = str(number)
    if not _is_id(key):
        raise InputError(f'neither a string nor an integer under "{reading.id_column}"')
    return Input(text, key, place=place)


def _is_id(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)
