"""The tables of a summary: which there are, their columns and rows, and the quotes behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from quoteattr.corpus.census import Census
from quoteattr.corpus.quotes import SAID_BY, CorpusQuote, find_quotes
from quoteattr.corpus.store import Store
from quoteattr.records.export import QUOTE_KINDS

Row: TypeAlias = dict[str, Any]

TABLES: Final[Mapping[str, str]] = {
    "overview": "Documents and quotes",
    "speakers": "Who is quoted",
    "kinds": "Kinds of speakers",
    "forms": "Direct, mixed, indirect",
    "nameless": "Sources without a name",
    "reasons": "Why they have no name",
    "media": "Medium",
    "silences": "Who did not answer",
    "concentration": "Concentration: how much the most quoted take up",
}
"""The tables of a summary, each with its heading."""


_COUNTED: Final = ("documents", "quotes", "share", "low", "high", "words")
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "overview": ("documents", "quotes", "words", "people", "named", "first", "last"),
    "speakers": ("id", "name", "kind", "roles", *_COUNTED, *QUOTE_KINDS, "first", "last"),
    "kinds": ("kind", *_COUNTED),
    "forms": ("form", *_COUNTED),
    "nameless": ("source", *_COUNTED, "with_reason"),
    "reasons": ("reason", "source", "document", "quote", "start", "end"),
    "media": ("medium", *_COUNTED),
    "silences": ("name", "source", "cue", "text", "document", "start", "end"),
    "concentration": ("people", "quotes", "top_ten", "top_ten_low", "top_ten_high", "gini", "gini_low", "gini_high"),
}
"""The columns of each table behind those of the group."""


@frozen(repr=False)
class Tables:
    """The tables of a summary: lists of rows by the names of `TABLES`, and the columns of each.

    `by` are the columns by which documents were grouped, with which each table begins.
    """

    by: tuple[str, ...]
    tables: Mapping[str, list[Row]]
    columns: Mapping[str, tuple[str, ...]]
    provenance: Mapping[str, Any]
    _store: Store = field(eq=False)
    _census: Census = field(eq=False)
    _left_out: frozenset[int] = field(eq=False)

    def quotes(self, person: str | None = None) -> Iterator[CorpusQuote]:
        """The quotes that were counted, in order, or those of a person by id. Raises KeyError for the id of nobody."""
        people = self._census.people
        counted = f"level = 0 AND quote.document NOT IN ({', '.join(map(str, sorted(self._left_out)))})"
        if person is None:
            return find_quotes(self._store, people, counted)
        place = {one.id: place for place, one in enumerate(people)}[person]
        return find_quotes(self._store, people, f"{counted} AND {SAID_BY}", (place,))
