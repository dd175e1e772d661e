"""Answers to files: one writer for each format, each of which writes a document as soon as it is there."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from shutil import get_terminal_size
from typing import Any, Final, TypeAlias

from quoteattr.display.tables import left_out, people_table, plain, table
from quoteattr.interfaces import view
from quoteattr.interfaces.inputs import Input
from quoteattr.interfaces.targets import Output
from quoteattr.records.certain import without_weak
from quoteattr.records.export import COLUMNS, quote_to_row
from quoteattr.records.result import Result

Answers: TypeAlias = Iterable[tuple[Result, Input]]
Writer: TypeAlias = Callable[[Answers, Output, bool], None]

_WIDTH_OF_FILES: Final = 100
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that spreadsheets run; the wide signs count in some languages."""


def write_table(answers: Answers, stream: Output, several: bool, *, people: bool = False, every: bool = False) -> None:
    """Write a table for reading, with the document's id above it if there are several; `people` adds one of them.

    `every` shows weak quotes too, which are else only counted.
    """
    width = get_terminal_size().columns if stream.is_terminal else _WIDTH_OF_FILES
    gap = ""
    for result, document in answers:
        heading = f"{gap}{plain(str(document.id))}\n" if several else ""
        shown = result if every else without_weak(result)
        data = shown.to_dict(people=people)
        below = "\n" + people_table(data["people"], width) if people else ""
        stream.write(heading + table(data, width) + below + left_out(len(result) - len(shown)))
        stream.flush()
        gap = "\n"


def write_json(answers: Answers, stream: Output, several: bool, *, people: bool = False) -> None:
    """Write one object, or an array of them if there are several documents."""
    opening, closing = ("[", "]\n") if several else ("", "\n")
    stream.write(opening)
    try:
        for place, (result, document) in enumerate(answers):
            written = result.to_json(document.id, indent=2, with_text=document.extracted, people=people)
            stream.write((",\n" if place else "") + written)
            stream.flush()
    finally:  # Ctrl-C may fall just after an answer was written
        stream.write(closing)


def write_jsonl(answers: Answers, stream: Output, _: bool, *, people: bool = False) -> None:
    """Write an object a line."""
    for result, document in answers:
        stream.write(result.to_json(document.id, with_text=document.extracted, people=people) + "\n")
        stream.flush()


def write_csv(answers: Answers, stream: Output, _: bool) -> None:
    """Write a row a quote, for programs: each cell as it is."""
    _write_rows(answers, stream, dict)


def write_spreadsheet(answers: Answers, stream: Output, _: bool) -> None:
    """Write a row a quote, for Excel and its like: they know UTF-8 by its mark, and run what looks like a formula."""
    stream.write("\ufeff")
    _write_rows(answers, stream, lambda row: {name: without_formula(cell) for name, cell in row.items()})


def without_formula(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: words that begin like one get an apostrophe before them.

    >>> without_formula("-Now,"), without_formula("=1+1"), without_formula("Now,"), without_formula(-1)
    ("'-Now,", "'=1+1", 'Now,', -1)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _write_rows(answers: Answers, stream: Output, guarded: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> None:
    writer = csv.DictWriter(stream, ("id", *COLUMNS))
    writer.writeheader()
    for result, document in answers:
        writer.writerows(guarded({"id": document.id, **quote_to_row(quote)}) for quote in result)
        stream.flush()


def write_page(answers: Answers, stream: Output, _: bool, *, every: bool = False) -> None:
    """Write a page for the browser; `every` shows weak quotes too."""
    for piece in view.page(((result, document.id) for result, document in answers), every=every):
        stream.write(piece)
        stream.flush()


def write_explanations(answers: Answers, stream: Output, several: bool) -> None:
    """Write in sentences why each quote is as it is."""
    gap = ""
    for result, document in answers:
        heading = [plain(str(document.id))] if several else []
        told = [quote.explain() for quote in result] or ["(no quotes)"]
        stream.write(gap + "\n\n".join([*heading, *told]) + "\n")
        stream.flush()
        gap = "\n"


WRITERS: Final[dict[str, Writer]] = {
    "table": write_table,
    "json": write_json,
    "jsonl": write_jsonl,
    "csv": write_csv,
    "spreadsheet": write_spreadsheet,
    "explain": write_explanations,
}
WITH_PEOPLE: Final[dict[str, Writer]] = {
    "table": partial(write_table, people=True),
    "json": partial(write_json, people=True),
    "jsonl": partial(write_jsonl, people=True),
}
"""The formats that can hold everybody who is named."""
