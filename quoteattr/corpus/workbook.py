"""A summary as a workbook for Excel and its like: a sheet for each table, and one for the quotes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from quoteattr.corpus.quotes import CorpusQuote, value_of
from quoteattr.corpus.register import SEPARATOR
from quoteattr.corpus.tables import Tables
from quoteattr.errors import QuoteattrError

MOST: Final = 100_000
"""Rows of a sheet; the sheet of quotes ends there, and says so."""
_LONGEST: Final = 32_000
"""Characters that a cell of Excel takes, about."""
_BEYOND_XML: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDTHS: Final = (8, 60)
QUOTE_COLUMNS: Final = (
    *("document", "id", "start", "end", "date", "people", "speakers", "speaker_kinds"),
    *("kind", "words", "text", "source", "medium", "reason"),
)


def write_workbook(summary: Tables, file: str | os.PathLike[str]) -> None:
    """Write it beside its place first, so that a file that was there is whole or new."""
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise QuoteattrError(
            'a workbook needs openpyxl, which is not installed; pip install "quoteattr[excel]"'
        ) from error
    book = Workbook(write_only=True)
    for name, rows in summary.tables.items():
        _write_sheet(book, name, summary.columns[name], (list(row.values()) for row in _ordered(rows, summary, name)))
    quotes = (_quote_cells(quote, summary.by) for quote in summary.quotes())
    _write_sheet(book, "quotes", (*summary.by, *QUOTE_COLUMNS), quotes)
    _write_sheet(book, "about", ("what", "value"), ([key, value] for key, value in summary.provenance.items()))
    target = Path(file)
    beside = target.with_name(f".{target.name}.new")
    try:
        book.save(beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _ordered(rows: Iterable[dict[str, Any]], summary: Tables, name: str) -> Iterator[dict[str, Any]]:
    return ({column: row.get(column) for column in summary.columns[name]} for row in rows)


def _write_sheet(book: Any, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A sheet with its head frozen and a filter on each column; widths go by the first rows."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)

    def cell(value: Any) -> Any:
        """Words are words even where they begin like a formula."""
        value = _written(value)
        if not isinstance(value, str) or not value.startswith("="):
            return value
        words = WriteOnlyCell(sheet, value)
        words.data_type = "s"
        return words

    rows = iter(rows)
    first = list(islice(rows, 100))
    for place, column in enumerate(columns):
        longest = max([len(column), *(len(str(row[place])) for row in first)])
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(max(longest + 2, _WIDTHS[0]), _WIDTHS[1])
    sheet.freeze_panes = "A2"
    head = [WriteOnlyCell(sheet, column) for column in columns]
    for title in head:
        title.font = Font(bold=True)
    sheet.append(head)
    written = 1
    for row in islice(chain(first, rows), MOST):
        sheet.append([cell(value) for value in row])
        written += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{written}"
    if next(rows, None) is not None:
        sheet.append([f"only the first {MOST} rows; Corpus.quotes() gives all"])


def _written(value: Any) -> Any:
    """What a cell can hold: numbers, and words that are not too long, without what XML has no way to write."""
    if value is None or isinstance(value, int | float):
        return value
    return _BEYOND_XML.sub("\ufffd", str(value)[:_LONGEST])


def _quote_cells(quote: CorpusQuote, by: Sequence[str]) -> list[Any]:
    labels = [value_of(name, quote.date, quote.meta) for name in by]
    values = (getattr(quote, name) for name in QUOTE_COLUMNS)
    return [*labels, *(SEPARATOR.join(value) if isinstance(value, tuple) else value for value in values)]
