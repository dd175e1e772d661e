"""Tables to records: CSV and its like, Excel, Parquet. A record is a dict by the names of the columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from io import BytesIO
from itertools import chain
from typing import Any, Final, TypeAlias

from quoteattr.errors import InputError
from quoteattr.interfaces.readers.extras import needing
from quoteattr.interfaces.readers.rows import read_rows
from quoteattr.interfaces.readers.texts import refuse_other_encodings

Record: TypeAlias = dict[str, Any]
Flaw: TypeAlias = Callable[[str, int], None]
Check: TypeAlias = Callable[[list[str]], None]
"""Is shown the names of the columns, and raises InputError where one is missing."""

_DELIMITERS: Final = (",", ";", "\t", "|")


def csv_records(stream: Iterable[bytes], check: Check, complain: Flaw) -> Iterator[tuple[Record, int]]:
    r"""The rows of CSV with the lines on which they begin; the header says what parts the fields.

    Fields keep bytes that are not UTF-8 as lone surrogates.

    >>> [record for record, _ in csv_records([b"id;text\n", b"1;Wait, she said.\n"], list, print)]
    [{'id': '1', 'text': 'Wait, she said.'}]
    """
    lines = iter(stream)
    first = next(lines, b"")
    refuse_other_encodings(first[:4])
    rows = read_rows(chain([first], lines), complain, delimiter=_delimiter(first))
    header, _ = next(rows, ([], 1))
    check(header)
    names = _told_apart(header)
    for fields, number in rows:
        yield dict(zip(names, fields, strict=True)), number


def xlsx_records(data: bytes, check: Check) -> Iterator[tuple[Record, int]]:
    """The rows of the first sheet of an Excel file, with their numbers; the first one that is not empty is the header.

    Raises InputError for a file that cannot be read, and where openpyxl is not installed.
    """
    with needing("excel", "reading .xlsx", "openpyxl"):
        import openpyxl
    try:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
    except Exception as error:  # what a broken file raises, its reader does not say
        raise InputError(f"not a readable .xlsx ({type(error).__name__}: {error})") from error
    header: list[str] = []
    for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
        if all(cell is None for cell in cells):
            continue
        if not header:
            header = ["" if cell is None else str(cell) for cell in cells]
            check([name for name in header if name])
            header = _told_apart(header)
            continue
        yield {name: _plain(cell) for name, cell in zip(header, cells, strict=False) if name}, number


def parquet_records(data: bytes, check: Check) -> Iterator[tuple[Record, int]]:
    """The rows of a Parquet file, with their numbers. Raises InputError where it, or pyarrow, is not there."""
    with needing("parquet", "reading Parquet", "pyarrow"):
        from pyarrow import ArrowException, BufferReader
        from pyarrow.parquet import ParquetFile
    try:
        file = ParquetFile(BufferReader(data))
        check(file.schema_arrow.names)
        batches = file.iter_batches(1000)
        rows = chain.from_iterable(batch.to_pylist() for batch in batches)
        yield from (({name: _plain(cell) for name, cell in row.items()}, number) for number, row in enumerate(rows, 1))
    except ArrowException as error:
        raise InputError(f"not a readable Parquet ({type(error).__name__}: {error})") from error


def _told_apart(names: list[str]) -> list[str]:
    """The names of columns, of which the second of one name gets a number, so that none is lost.

    >>> _told_apart(["date", "date", "text"])
    ['date', 'date_2', 'text']
    """
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(f"{name}_{seen[name]}" if seen[name] > 1 and name else name)
    return found


def _delimiter(header: bytes) -> str:
    """What parts the fields of a header: what stands most often in it outside of quotation marks."""
    outside = b"".join(header.split(b'"')[::2]).decode("utf-8", "replace")
    return max(_DELIMITERS, key=outside.count)


def _plain(cell: Any) -> Any:
    """A cell as JSON can hold it."""
    if isinstance(cell, datetime | date | time):
        midnight = isinstance(cell, datetime) and cell.time() == time()
        return cell.date().isoformat() if midnight and isinstance(cell, datetime) else cell.isoformat()
    return cell if cell is None or isinstance(cell, str | int | float | bool) else str(cell)
