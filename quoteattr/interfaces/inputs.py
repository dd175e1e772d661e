"""Files to documents: plain text, HTML, JSON Lines and CSV.

The readers are lazy. What is wrong with one file, line or row is told to a callback, and the rest is read.
"""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Callable, Iterator
from typing import IO, Any, Final, TypeAlias

import click
from attrs import evolve, frozen

from quoteattr.entities.given import CastMember, as_cast
from quoteattr.errors import InputError

Id: TypeAlias = str | int
Complain: TypeAlias = Callable[[str], None]

_FORMATS: Final = {".jsonl": "jsonl", ".csv": "csv", ".html": "html", ".htm": "html"}
_LONGEST_FIELD: Final = 2**31 - 1
"""What the csv module takes at most; its own limit is less than a long article."""


@frozen
class Input:
    """A text and its id, and those who are known to be in it.

    `extracted` says that no file holds the text as it is, so that it must go with its records.
    """

    text: str
    id: Id
    extracted: bool = False
    cast: tuple[CastMember, ...] = ()


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
        with click.open_file(file, "rb") as stream:
            yield from _READERS[reading.format_of(file)](stream, file, reading, complain)
    except OSError as error:
        complain(f"{file}: {error.strerror or error}")


def read_objects(file: str, complain: Complain) -> Iterator[tuple[dict[str, Any], str]]:
    """Read the objects of a JSON Lines file, each with the words that say where it stands."""
    try:
        with click.open_file(file, "rb") as stream:
            for data, number in _objects(stream, file, complain):
                yield data, f"{file}, line {number}"
    except OSError as error:
        complain(f"{file}: {error.strerror or error}")


def decode(data: bytes) -> str:
    r"""Read UTF-8 and take a byte order mark off.

    >>> decode(b"caf\xe9")
    Traceback (most recent call last):
    ...
    quoteattr.errors.InputError: not UTF-8: byte 0xe9 at offset 3; convert it to UTF-8 first
    """
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        wrong = f"byte {data[error.start]:#04x} at offset {error.start}"
        raise InputError(f"not UTF-8: {wrong}; convert it to UTF-8 first") from error


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
    text = trafilatura.extract(page, include_comments=False) if page.strip() else None
    if not text:
        raise InputError("no main text found in the page; save its text to a .txt file instead")
    return str(text)


def _read_text(stream: IO[bytes], file: str, _: Columns, complain: Complain) -> Iterator[Input]:
    try:
        yield Input(decode(stream.read()), file)
    except InputError as error:
        complain(f"{file}: {error}")


def _read_html(stream: IO[bytes], file: str, _: Columns, complain: Complain) -> Iterator[Input]:
    try:
        yield Input(main_text(stream.read()), file, extracted=True)
    except InputError as error:
        complain(f"{file}: {error}")


def _read_jsonl(stream: IO[bytes], file: str, reading: Columns, complain: Complain) -> Iterator[Input]:
    for data, number in _objects(stream, file, complain):
        try:
            yield evolve(_document(data, number, reading), cast=as_cast(data.get("cast") or ()))
        except InputError as error:
            complain(f"{file}, line {number}: {error}")


def _read_csv(stream: IO[bytes], file: str, reading: Columns, complain: Complain) -> Iterator[Input]:
    csv.field_size_limit(_LONGEST_FIELD)
    # A byte that is not UTF-8 must not lose the other rows, so it is let through here and found in its field.
    rows = csv.DictReader(codecs.iterdecode(stream, "utf-8-sig", errors="surrogateescape"))
    columns = rows.fieldnames or []
    if reading.text_column not in columns:
        there = ", ".join(map(repr, columns)) or "none"
        complain(f"{file}: no column {reading.text_column!r}; choose one with --text-column, there are: {there}")
        return
    try:
        for row in rows:
            try:
                yield _document({key: _decoded(value) for key, value in row.items()}, rows.line_num, reading)
            except InputError as error:
                complain(f"{file}, line {rows.line_num}: {error}")
    except csv.Error as error:
        complain(f"{file}, line {rows.line_num}: {error}; the rest of the file was left out")


_READERS: Final = {"text": _read_text, "html": _read_html, "jsonl": _read_jsonl, "csv": _read_csv}


def _decoded(value: Any) -> Any:
    """A field of a CSV file, refused if it held bytes that are not UTF-8."""
    return decode(value.encode("utf-8", "surrogateescape")) if isinstance(value, str) else value


def _objects(stream: IO[bytes], file: str, complain: Complain) -> Iterator[tuple[dict[str, Any], int]]:
    for number, line in enumerate(stream, 1):
        if line.strip():
            try:
                yield _object(line), number
            except InputError as error:
                complain(f"{file}, line {number}: {error}")


def _object(line: bytes) -> dict[str, Any]:
    source = decode(line)
    try:
        data = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {error}") from error
    if not isinstance(data, dict):
        raise InputError('not an object; expected {"id": ..., "text": ...}')
    return data


def _document(data: dict[str, Any], number: int, reading: Columns) -> Input:
    """Read a row or an object; the number of its line stands in for a missing id.

    >>> _document({"text": "No one spoke.", "date": "2020-02-02"}, 7, Columns())
    Input(text='No one spoke.', id='7', extracted=False, cast=())
    """
    text, key = data.get(reading.text_column), data.get(reading.id_column)
    if not isinstance(text, str):
        raise InputError(f'no string under "{reading.text_column}"')
    if key is None:
        return Input(text, str(number))
    if not isinstance(key, str | int) or isinstance(key, bool):
        raise InputError(f'neither a string nor an integer under "{reading.id_column}"')
    return Input(text, key)
