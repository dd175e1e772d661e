"""Answers to files: one writer for each format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import PurePath
from typing import Any, Final, TypeAlias

from quoteattr.display.tables import left_out, people_table, plain, table, width_for
from quoteattr.exports.formats import FORMATS
from quoteattr.interfaces import view
from quoteattr.interfaces.exporting import export
from quoteattr.interfaces.inputs import Input
from quoteattr.interfaces.provenance import in_words
from quoteattr.interfaces.sheets import write_csv, write_markdown, write_parquet, write_tsv, write_xlsx
from quoteattr.interfaces.targets import Output
from quoteattr.interfaces.wanted import Answers, Wanted
from quoteattr.records.certain import hidden, without_weak
from quoteattr.records.result import Result, written

Writer: TypeAlias = Callable[[Answers, Output, Wanted], None]


def write_table(answers: Answers, stream: Output, wanted: Wanted) -> None:
    """Write a table for reading, with the document's id above it if there are several."""
    width = width_for(stream.is_terminal)
    gap = ""
    for result, document in answers:
        heading = f"{gap}{plain(str(document.id))}\n" if wanted.several else ""
        shown = result if wanted.every else without_weak(result)
        data = shown.to_dict(people=wanted.people)
        below = "\n" + people_table(data["people"], width) if wanted.people else ""
        stream.write(heading + table(data, width) + below + left_out(hidden(result, shown)))
        stream.flush()
        gap = "\n"


def write_json(answers: Answers, stream: Output, wanted: Wanted) -> None:
    """Write one object, or an array of them if there are several documents."""
    opening, closing = ("[", "]\n") if wanted.several else ("", "\n")
    stream.write(opening)
    try:
        for place, (result, document) in enumerate(answers):
            stream.write((",\n" if place else "") + written(_as_dict(result, document, wanted), indent=2))
            stream.flush()
    finally:  # Ctrl-C may fall just after an answer was written
        stream.write(closing)


def write_jsonl(answers: Answers, stream: Output, wanted: Wanted) -> None:
    """Write an object a line, as soon as it is there."""
    for result, document in answers:
        stream.write(written(_as_dict(result, document, wanted)) + "\n")
        stream.flush()


def _as_dict(result: Result, document: Input, wanted: Wanted) -> dict[str, Any]:
    data = result.to_dict(document.id, with_text=wanted.with_text or document.extracted, people=wanted.people)
    return {**data, "provenance": wanted.made}


def write_page(answers: Answers, stream: Output, wanted: Wanted) -> None:
    """Write a page for the browser; that of a large archive has parts beside it, if it goes to a file."""
    pages = ((result, document.id) for result, document in answers)
    for piece in view.page(pages, made=in_words(wanted.made), every=wanted.every, parts=stream.beside()):
        stream.write(piece)
        stream.flush()


def write_explanations(answers: Answers, stream: Output, wanted: Wanted) -> None:
    """Write in sentences why each quote is as it is."""
    gap = ""
    for result, document in answers:
        heading = [plain(str(document.id))] if wanted.several else []
        told = [quote.explain() for quote in result.all()] or ["(no quotes)"]
        stream.write(gap + "\n\n".join([*heading, *told]) + "\n")
        stream.flush()
        gap = "\n"


WRITERS: Final[dict[str, Writer]] = {
    "table": write_table,
    "json": write_json,
    "jsonl": write_jsonl,
    "csv": write_csv,
    "tsv": write_tsv,
    "xlsx": write_xlsx,
    "parquet": write_parquet,
    "html": write_page,
    "md": write_markdown,
    "explain": write_explanations,
    **{name: partial(export, name) for name in FORMATS},
}
WITH_PEOPLE: Final = ("table", "json", "jsonl")
"""The formats that can hold everybody who is named."""
WITH_TEXT: Final = ("json", "jsonl")
"""The formats that can hold the texts."""
TABLES: Final = ("csv", "tsv", "xlsx", "parquet", "md")
"""The formats with a row for each quote, of which columns can be chosen."""
SHOWING: Final = ("table", "html")
"""The formats for reading, which leave weak quotes out."""
BYTES: Final = ("xlsx", "parquet")
"""The formats that are no text."""
ONE_EACH: Final = tuple(name for name, form in FORMATS.items() if form.around is None)
"""The formats of which a file holds one text."""
_WITHOUT_SUFFIX: Final = ("table", "explain", *FORMATS)
_BY_SUFFIX: Final[Mapping[str, str]] = {
    **{f".{name}": name for name in WRITERS if name not in _WITHOUT_SUFFIX},
    **{form.suffix: name for name, form in FORMATS.items() if form.suffix.count(".") == 1},
}


def format_by_name(file: str | None) -> str:
    """The format that the name of an output asks for; a table for reading if it asks for none.

    >>> format_by_name("quotes.XLSX"), format_by_name("quotes.xml"), format_by_name("quotes.txt"), format_by_name(None)
    ('xlsx', 'tei', 'table', 'table')
    """
    return _BY_SUFFIX.get(PurePath(file or "").suffix.lower(), "table")
