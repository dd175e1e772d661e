"""The quotes of a corpus in arrays, so that they are counted in groups of documents without being read again."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any, TypeAlias

import numpy as np
from attrs import frozen

from quoteattr.corpus.quotes import NOT_ATTRIBUTED, value_of
from quoteattr.corpus.store import NAMELESS, Store
from quoteattr.errors import InputError, shown
from quoteattr.records.export import QUOTE_KINDS, SPEAKER_KINDS

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"

KINDS_OF_SPEAKERS: tuple[str, ...] = (*SPEAKER_KINDS, NOT_ATTRIBUTED)


@frozen
class Quotes:
    """Quotes, the place of each in the arrays: of its document, kind, words, first speaker, medium and reason.

    `nameless` and `media` are places in the lists of words beside them, -1 for none.
    """

    documents: Numbers
    kinds: Numbers
    words: Numbers
    speaker_kinds: Numbers
    nameless: Numbers
    media: Numbers
    has_reason: Numbers
    descriptions: list[str]
    channels: list[str]


@frozen
class Said:
    """Who said which quote, one of several speakers each: the place of the quote, and of the person."""

    quotes: Numbers
    people: Numbers


@frozen
class Counting:
    """All that is counted: quotes, who said them, dates of documents, and the groups that the documents fall into."""

    quotes: Quotes
    said: Said
    dates: list[str | None]
    groups: dict[tuple[str, ...], Numbers]
    """The places of the documents of each group."""


def count(store: Store, by: Sequence[str], left_out: Collection[int]) -> Counting:
    """Read what is to be counted; documents that are left out are in no group."""
    places, dates, groups = _groups(store, by, left_out)
    quotes, rows = _quotes(store, places)
    said = [
        (rows[quote], person)
        for quote, person in store.rows(
            "SELECT DISTINCT said.quote, person FROM said JOIN figure ON figure.place = said.figure "
            "WHERE person IS NOT NULL"
        )
        if quote in rows
    ]
    pairs = np.array(said, np.int64).reshape(-1, 2)
    return Counting(quotes, Said(pairs[:, 0], pairs[:, 1]), dates, groups)


def _groups(
    store: Store, by: Sequence[str], left_out: Collection[int]
) -> tuple[dict[int, int], list[str | None], dict[tuple[str, ...], Numbers]]:
    """The numbers of documents by their places in the store, their dates, and the groups by values, sorted."""
    numbers: dict[int, int] = {}
    dates: list[str | None] = []
    members: dict[tuple[str, ...], list[int]] = {}
    keys: dict[str, None] = {}
    for place, date, written in store.rows("SELECT place, date, meta FROM document ORDER BY place"):
        meta = json.loads(written)
        keys |= dict.fromkeys(meta)
        if place not in left_out:
            number = numbers[place] = len(dates)
            dates.append(date)
            members.setdefault(tuple(value_of(name, date, meta) for name in by), []).append(number)
    for name in by:
        if name not in keys and not (name in ("year", "month") and any(dates)):
            there = ", ".join(map(repr, keys)) or "none"
            raise InputError(
                f"no document has {shown(name)} in its meta; there are: {there}; with dates year and month"
            )
    return numbers, dates, {values: np.array(members[values], np.int64) for values in sorted(members)}


_QUERY = """
SELECT quote.place, quote.document, quote.kind, quote.words, medium, reason IS NOT NULL, figure.kind, figure.name
FROM quote
LEFT JOIN said ON said.rowid = (SELECT MIN(first.rowid) FROM said AS first WHERE first.quote = quote.place)
LEFT JOIN figure ON figure.place = said.figure
WHERE level = 0
"""


def _quotes(store: Store, numbers: dict[int, int]) -> tuple[Quotes, dict[int, int]]:
    descriptions: dict[str, int] = {}
    channels: dict[str, int] = {}
    kinds = {kind: code for code, kind in enumerate(QUOTE_KINDS)}
    speakers: dict[str, int] = {kind: code for code, kind in enumerate(KINDS_OF_SPEAKERS)}
    rows: dict[int, int] = {}
    columns: list[tuple[int, ...]] = []
    for place, document, kind, words, medium, has_reason, speaker_kind, name in store.rows(_QUERY):
        if document in numbers:
            rows[place] = len(columns)
            nameless = _code(name, descriptions) if speaker_kind in NAMELESS else -1
            channel = _code(medium, channels) if medium else -1
            speaker = speakers.get(speaker_kind or NOT_ATTRIBUTED, len(KINDS_OF_SPEAKERS) - 1)
            columns.append((numbers[document], kinds.get(kind, 0), words, speaker, nameless, channel, has_reason))
    table = np.array(columns, np.int32).reshape(-1, 7)
    documents, kind_codes, words_of, speakers_of, nameless_of, media, reasons = table.T
    lists = list(descriptions), list(channels)
    return Quotes(documents, kind_codes, words_of, speakers_of, nameless_of, media, reasons, *lists), rows


def _code(words: str, known: dict[str, int]) -> int:
    return known.setdefault(" ".join(words.lower().split()), len(known))
