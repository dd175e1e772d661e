"""Answers to files: one writer for each format, each of which writes a document as soon as it is there."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import get_terminal_size
from typing import Final, TextIO, TypeAlias

from quoteattr.display.tables import plain, table
from quoteattr.interfaces import view
from quoteattr.interfaces.inputs import Input
from quoteattr.records.export import COLUMNS, quote_to_row
from quoteattr.records.result import Result

Answers: TypeAlias = Iterable[tuple[Result, Input]]
Writer: TypeAlias = Callable[[Answers, TextIO, bool], None]

_WIDTH_OF_FILES: Final = 100


@contextmanager
def open_output(path: str | None) -> Iterator[TextIO]:
    """Open what to write to, in UTF-8 whatever the locale and with line ends as they are written."""
    if path is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
        yield sys.stdout
    else:
        with Path(path).open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            yield stream


def write_table(answers: Answers, stream: TextIO, several: bool) -> None:
    """Write a table for reading, with the document's id above it if there are several."""
    width = get_terminal_size().columns if stream.isatty() else _WIDTH_OF_FILES
    gap = ""
    for result, document in answers:
        heading = f"{gap}{plain(str(document.id))}\n" if several else ""
        stream.write(heading + table(result.to_dict(), width))
        stream.flush()
        gap = "\n"


def write_json(answers: Answers, stream: TextIO, several: bool) -> None:
    """Write one object, or an array of them if there are several documents."""
    opening, closing = ("[", "]\n") if several else ("", "\n")
    stream.write(opening)
    try:
        for place, (result, document) in enumerate(answers):
            written = result.to_json(document.id, indent=2, with_text=document.extracted)
            stream.write((",\n" if place else "") + written)
            stream.flush()
    finally:  # Ctrl-C may fall just after an answer was written
        stream.write(closing)


def write_jsonl(answers: Answers, stream: TextIO, _: bool) -> None:
    """Write an object a line."""
    for result, document in answers:
        stream.write(result.to_json(document.id, with_text=document.extracted) + "\n")
        stream.flush()


def write_csv(answers: Answers, stream: TextIO, _: bool) -> None:
    """Write a row a quote."""
    writer = csv.DictWriter(stream, ("id", *COLUMNS))
    writer.writeheader()
    for result, document in answers:
        writer.writerows({"id": document.id, **quote_to_row(quote)} for quote in result)
        stream.flush()


def write_page(answers: Answers, stream: TextIO, _: bool) -> None:
    """Write a page for the browser."""
    for piece in view.page((result, document.id) for result, document in answers):
        stream.write(piece)
        stream.flush()


def write_explanations(answers: Answers, stream: TextIO, several: bool) -> None:
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
    "explain": write_explanations,
}
