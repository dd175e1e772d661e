"""A summary as one page for the browser that stands alone: no script, nothing to fetch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, islice
from string import Template
from typing import Any, Final

from quoteattr.corpus.quotes import CorpusQuote, value_of
from quoteattr.corpus.register import SEPARATOR
from quoteattr.corpus.tables import TABLES, Row, Tables
from quoteattr.display.frame import closing, opening, web_files
from quoteattr.display.markup import escape

SHOWN: Final = (50, 10)
"""Rows of a table that the page shows, the largest, of all documents and of each group; the workbook has all."""
QUOTES: Final = 10
"""Quotes of a person that the page shows."""
_PERCENT: Final = ("share", "top_ten")
_INTERVALS: Final = {
    "share": ("low", "high"),
    "top_ten": ("top_ten_low", "top_ten_high"),
    "gini": ("gini_low", "gini_high"),
}
_FIRST: Final = "first"
"""The column of the first date; it shows the last one too."""
_HEADINGS: Final = {
    "people": "people and organizations",
    "named": "quotes of these",
    "first": "dates",
    "gini": "Gini coefficient",
    "top_ten": "share of the ten most quoted",
}
_NOTES: Final = {
    "speakers": "Shares are of all quotes. In brackets, here and below: the range that holds 95 of 100 such shares "
    "when the documents are drawn again at random (bootstrap); a wide one rests on few documents.",
    "concentration": "Gini coefficient: 0 if all are quoted equally often, near 1 if a few have nearly all quotes. In "
    "brackets: the range when documents are drawn again.",
}
_HIDDEN: Final = {"id", "last", "low", "high", "top_ten_low", "top_ten_high", "gini_low", "gini_high"}


def page(summary: Tables, title: str) -> str:
    """The page of a summary."""
    quotes_of = _Opened(summary)
    filled = {name: heading for name, heading in TABLES.items() if summary.tables[name]}
    overview = summary.tables["overview"]
    documents, quotes = (sum(row[name] for row in overview) for name in ("documents", "quotes"))
    by = f", by {', '.join(summary.by)}" if summary.by else ""
    body = Template(web_files("summary.html")).substitute(
        title=escape(title),
        lead=escape(f"{_number(quotes, 'quote')} in {_number(documents, 'document')}{by}"),
        contents="".join(f'<li><a href="#{name}">{escape(heading)}</a></li>' for name, heading in filled.items()),
        tables="".join(_section(summary, name, heading, quotes_of) for name, heading in filled.items()),
        provenance=escape("; ".join(f"{key}: {value}" for key, value in summary.provenance.items())),
    )
    return opening(title, ["base.css", "summary.css"]) + body + closing()


def _section(summary: Tables, name: str, heading: str, quotes_of: _Opened) -> str:
    columns = [
        column for column in summary.columns[name] if column not in _HIDDEN and _is_filled(summary, name, column)
    ]
    head = "".join(
        f'<th scope="col"{_class(summary.tables[name], column)}>{escape(_words(column))}</th>' for column in columns
    )
    rows = list(_shown(summary, name))
    body = "".join(_row(name, columns, row, quotes_of) for row in rows)
    left = len(summary.tables[name]) - len(rows)
    note = f'<p class="note">{left:,} smaller rows are left out here; the workbook has all.</p>' if left else ""
    note += f'<p class="note">{escape(_NOTES[name])}</p>' if name in _NOTES else ""
    return (
        f'<section id="{name}"><h2>{escape(heading)}</h2>\n<div class="scroll" tabindex="0" role="region" '
        f'aria-label="{escape(heading)}"><table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>{note}'
        "</section>\n"
    )


def _is_filled(summary: Tables, name: str, column: str) -> bool:
    """Whether a column is to be shown: dates only where there are any."""
    return column != _FIRST or any(row[column] for row in summary.tables[name])


def _shown(summary: Tables, name: str) -> Iterator[Row]:
    """The first rows of each group."""
    by = summary.by
    for _, rows in groupby(summary.tables[name], key=lambda row: [row[key] for key in by]):
        yield from islice(rows, SHOWN[bool(by)])


def _row(name: str, columns: list[str], row: Row, quotes_of: _Opened) -> str:
    cells = []
    for column in columns:
        cell = _cell(column, row)
        if name == "speakers" and column == "name":
            cell = quotes_of.opened(row, cell)
        cells.append(f"<td{_class([row], column)}>{cell}</td>")
    return f"<tr>{''.join(cells)}</tr>\n"


def _cell(column: str, row: Mapping[str, Any]) -> str:
    value = row.get(column)
    if value is None:
        return "–"
    if column == _FIRST:
        return escape(value) if value == row["last"] else f"{escape(value)} –<br>{escape(row['last'])}"
    if column == "roles":
        return escape(value.split(SEPARATOR)[0])
    if column in _INTERVALS:
        return _figure(column, value, *(row[bound] for bound in _INTERVALS[column]))
    return f"{value:,}" if isinstance(value, int) else escape(value)


def _figure(column: str, value: float, low: float | None, high: float | None) -> str:
    """A share with its interval and a bar."""
    percent = column in _PERCENT

    def told(figure: float) -> str:
        return f"{figure:.1%}" if percent else f"{figure:.2f}"

    interval = "" if low is None or high is None else f" <small>({told(low)} to {told(high)})</small>"
    bar = f'<span class="bar" aria-hidden="true"><i style="width:{min(value, 1):.1%}"></i></span>'
    return f"{told(value)}{bar}{interval}"


class _Opened:
    """Names of people that open on their first quotes of a group, which are looked up once for each person."""

    def __init__(self, summary: Tables) -> None:
        self._summary = summary
        self._first: dict[str, dict[tuple[str, ...], list[CorpusQuote]]] = {}

    def opened(self, row: Row, name: str) -> str:
        """The name of a person, and the quotes with where they stand."""
        if row["id"] not in self._first:
            self._first[row["id"]] = self._look_up(row["id"])
        found = self._first[row["id"]].get(tuple(row[key] for key in self._summary.by), [])
        items = "".join(
            f"<li>{escape(quote.text)} <small>{escape(quote.document)}, {quote.start}:{quote.end}</small></li>"
            for quote in found
        )
        return f"<details><summary>{name}</summary><ol>{items}</ol></details>"

    def _look_up(self, person: str) -> dict[tuple[str, ...], list[CorpusQuote]]:
        first: dict[tuple[str, ...], list[CorpusQuote]] = {}
        for quote in self._summary.quotes(person):
            some = first.setdefault(tuple(value_of(key, quote.date, quote.meta) for key in self._summary.by), [])
            if len(some) < QUOTES:
                some.append(quote)
        return first


def _class(rows: list[Row], column: str) -> str:
    value = rows[0].get(column) if rows else None
    if column == _FIRST:
        return ' class="date"'
    return ' class="number"' if isinstance(value, int | float) else ""


def _words(column: str) -> str:
    return _HEADINGS.get(column, column.replace("_", " "))


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
