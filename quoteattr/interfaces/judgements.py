"""Sheets of quotes to judge: as CSV that spreadsheets open, and as a page that saves such a file itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from quoteattr.display.frame import closing, embedded, opening, web_files
from quoteattr.errors import InputError
from quoteattr.interfaces.readers.texts import decode
from quoteattr.interfaces.sheets import without_formula
from quoteattr.trust.judging import SHEET


def sheet(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as CSV with a byte order mark, by which Excel knows UTF-8; no cell runs as a formula."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, SHEET)
    writer.writeheader()
    writer.writerows({name: without_formula(row[name]) for name in SHEET} for row in rows)
    return "\ufeff" + stream.getvalue()


def page(rows: Sequence[Mapping[str, Any]]) -> str:
    """A page that shows one quote after the other, judged by the keys 1 to 4, and saves the sheet itself.

    >>> row = dict.fromkeys(SHEET, "") | {"words": "</script>", "context": "“⟦</script>⟧”"}
    >>> page([row]).count("</script>")
    2
    """
    script = web_files("judge.js")
    data = [{**row, "context_pieces": _pieces(row["context"])} for row in rows]
    body = web_files("judge.html").replace("$rows", embedded(data))
    return opening("Quotes to judge", ["base.css", "judge.css"], script) + body + closing(script)


def read_sheet(data: bytes) -> list[dict[str, str]]:
    r"""The rows of a sheet, parted by commas, semicolons or tabs, as spreadsheets save it.

    Raises InputError where a column is missing.

    >>> read_sheet(b"id;quote;judgement\r\na;0;right\r\n")
    [{'id': 'a', 'quote': '0', 'judgement': 'right'}]
    """
    text = decode(data)
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise InputError(f"no sheet: {error}; save it as CSV") from error
    missing = {"id", "quote", "judgement"}.difference(reader.fieldnames or ())
    if missing:
        raise InputError(f"the sheet has no column {', '.join(sorted(missing))}; keep those that `sample` wrote")
    return [{name: value or "" for name, value in row.items() if name} for row in rows]


def _pieces(context: str) -> list[str]:
    """What stands around a quote and the quote, in turn."""
    return context.replace("⟧", "⟦").split("⟦")
