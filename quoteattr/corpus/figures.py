"""Quotes to figures: what of each group of documents stands in the tables of a summary."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from importlib.metadata import version
from typing import Final

import numpy as np

from quoteattr.corpus.bootstrap import Draws, Interval, gini, top_share
from quoteattr.corpus.census import Census
from quoteattr.corpus.counting import KINDS_OF_SPEAKERS, Counting, Numbers, count
from quoteattr.corpus.quotes import value_of
from quoteattr.corpus.register import SEPARATOR
from quoteattr.corpus.store import Store
from quoteattr.corpus.summary import Summary
from quoteattr.corpus.tables import COLUMNS, TABLES, Row
from quoteattr.records.export import QUOTE_KINDS

SURE_OF: Final = 100
"""People of a group, the most quoted ones, who get intervals."""


def summarize(
    store: Store, census: Census, by: Sequence[str], left_out: Collection[int], draws: int, seed: int
) -> Summary:
    """Count all groups of documents."""
    counting = count(store, by, left_out)
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    for values, documents in counting.groups.items():
        group = _Group(counting, documents, Draws(len(documents), draws, seed), census)
        labels = dict(zip(by, values, strict=True))
        for name, rows in group.tables().items():
            tables[name] += [{**labels, **row} for row in rows]
    tables["reasons"] = list(_reasons(store, by, left_out))
    tables["silences"] = list(_silences(store, by, left_out))
    columns = {name: (*by, *COLUMNS[name]) for name in TABLES}
    provenance = {
        "quoteattr": version("quoteattr"),
        "documents": len(counting.dates),
        "copies left out": len(left_out),
        "draws": draws,
        "seed": seed,
    }
    return Summary(tuple(by), tables, columns, provenance, store, census, frozenset(left_out))


class _Group:
    """The documents of a group, renumbered from 0, with their quotes."""

    def __init__(self, counting: Counting, documents: Numbers, draws: Draws, census: Census) -> None:
        numbers = np.full(len(counting.dates), -1, np.int64)
        numbers[documents] = np.arange(len(documents))
        quotes = counting.quotes
        self._census, self._draws, self._all = census, draws, quotes
        self._chosen = np.flatnonzero(numbers[quotes.documents] >= 0)
        self._documents = numbers[quotes.documents[self._chosen]]
        self._words = quotes.words[self._chosen]
        self._size = len(documents)
        self._dates = [counting.dates[number] for number in documents]
        self._totals = np.bincount(self._documents, minlength=self._size).astype(np.float32)
        rows = np.full(len(quotes.documents), -1, np.int64)
        rows[self._chosen] = np.arange(len(self._chosen))
        mine = rows[counting.said.quotes] >= 0
        self._said_quotes, self._said_people = rows[counting.said.quotes[mine]], counting.said.people[mine]

    def tables(self) -> dict[str, list[Row]]:
        """The tables that count quotes."""
        quotes, chosen = self._all, self._chosen
        return {
            "overview": [self._overview()],
            "speakers": self._speakers(),
            "kinds": self._rows("kind", KINDS_OF_SPEAKERS, quotes.speaker_kinds[chosen]),
            "forms": self._rows("form", QUOTE_KINDS, quotes.kinds[chosen]),
            "nameless": self._nameless(),
            "media": self._rows("medium", quotes.channels, quotes.media[chosen]),
            "concentration": [self._concentration()],
        }

    def _overview(self) -> Row:
        dates = sorted(filter(None, self._dates))
        return {
            "documents": self._size,
            "quotes": len(self._chosen),
            "words": int(self._words.sum()),
            "people": len(np.unique(self._said_people)),
            "named": len(np.unique(self._said_quotes)),
            "first": dates[0] if dates else None,
            "last": dates[-1] if dates else None,
        }

    def _rows(self, name: str, labels: Sequence[str], codes: Numbers) -> list[Row]:
        """How many quotes have each label, those with most first; a code of -1 has none."""
        rows = np.flatnonzero(codes >= 0)
        return [{name: labels[code], **row} for code, row in self._counted(rows, codes[rows], len(labels), len(labels))]

    def _counted(self, rows: Numbers, codes: Numbers, size: int, sure_of: int) -> Iterator[tuple[int, Row]]:
        """Codes with the number of their quotes, words and documents; the most frequent ones with intervals."""
        quotes = np.bincount(codes, minlength=size)
        words = np.bincount(codes, self._words[rows], minlength=size)
        pairs = np.unique(codes.astype(np.int64) * self._size + self._documents[rows])
        documents = np.bincount(pairs // max(1, self._size), minlength=size)
        order = [int(code) for code in np.argsort(-quotes, kind="stable") if quotes[code]]
        intervals = self._intervals(rows, codes, order[: min(sure_of, SURE_OF)])
        for place, code in enumerate(order):
            low, high = (intervals[place] if place < len(intervals) else None) or (None, None)
            yield (
                code,
                {
                    "documents": int(documents[code]),
                    "quotes": int(quotes[code]),
                    "words": int(words[code]),
                    "share": float(quotes[code] / max(1, len(self._chosen))),
                    "low": low,
                    "high": high,
                },
            )

    def _intervals(self, rows: Numbers, codes: Numbers, wanted: list[int]) -> list[Interval]:
        parts = np.zeros((self._size, len(wanted)), np.float32)
        for place, code in enumerate(wanted):
            parts[:, place] = np.bincount(self._documents[rows[codes == code]], minlength=self._size)
        return self._draws.shares(parts, self._totals)

    def _speakers(self) -> list[Row]:
        people = self._census.people
        kinds = self._all.kinds[self._chosen][self._said_quotes]
        of_kind = [np.bincount(self._said_people[kinds == kind], minlength=len(people)) for kind in range(3)]
        first, last = self._spans()
        return [
            {
                "id": people[code].id,
                "name": people[code].name,
                "kind": people[code].kind,
                "roles": SEPARATOR.join(people[code].roles),
                **row,
                **{name: int(counts[code]) for name, counts in zip(QUOTE_KINDS, of_kind, strict=True)},
                "first": first.get(code),
                "last": last.get(code),
            }
            for code, row in self._counted(self._said_quotes, self._said_people, len(people), SURE_OF)
        ]

    def _spans(self) -> tuple[dict[int, str], dict[int, str]]:
        """The first and the last date of each person's quotes."""
        first: dict[int, str] = {}
        last: dict[int, str] = {}
        pairs = np.unique(self._said_people * self._size + self._documents[self._said_quotes])
        for pair in pairs.tolist():
            person, document = divmod(pair, self._size)
            date = self._dates[document]
            if date:
                first[person] = min(date, first.get(person, date))
                last[person] = max(date, last.get(person, date))
        return first, last

    def _nameless(self) -> list[Row]:
        codes = self._all.nameless[self._chosen]
        told = codes[self._all.has_reason[self._chosen] > 0]
        reasons = Counter(told[told >= 0].tolist())
        places = {words: code for code, words in enumerate(self._all.descriptions)}
        rows = self._rows("source", self._all.descriptions, codes)
        return [{**row, "with_reason": reasons[places[row["source"]]]} for row in rows]

    def _concentration(self) -> Row:
        owners = np.unique(self._said_people, return_inverse=True)[1]
        documents = self._documents[self._said_quotes]
        pairs, counts = np.unique(owners * max(1, self._size) + documents, return_counts=True)
        totals = np.bincount(owners).astype(float)
        top, spread = self._draws.of_counts(pairs % max(1, self._size), pairs // max(1, self._size), counts)
        return {
            "people": len(totals),
            "quotes": int(totals.sum()),
            "top_ten": top_share(totals),
            **dict(zip(("top_ten_low", "top_ten_high"), top or (None, None), strict=True)),
            "gini": gini(totals),
            **dict(zip(("gini_low", "gini_high"), spread or (None, None), strict=True)),
        }


def _reasons(store: Store, by: Sequence[str], left_out: Collection[int]) -> Iterator[Row]:
    """The reasons that are given for leaving a name out, each place once."""
    seen = set()
    query = """SELECT quote.document, reason, source, quote.id, reason_start, reason_end, document.id, date, meta
        FROM quote JOIN document ON document.place = quote.document WHERE reason IS NOT NULL AND level = 0
        ORDER BY quote.document, reason_start, reason_end"""
    for place, reason, source, key, start, end, document, date, meta in store.rows(query):
        if place not in left_out and (place, start) not in seen:
            seen.add((place, start))
            yield {
                **_labels(by, date, meta),
                "reason": reason,
                "source": source,
                "document": json.loads(document),
                "quote": json.loads(key),
                "start": start,
                "end": end,
            }


def _silences(store: Store, by: Sequence[str], left_out: Collection[int]) -> Iterator[Row]:
    query = """SELECT document, name, source, cue, text, start, end, document.id, date, meta
        FROM silence JOIN document ON document.place = silence.document"""
    for place, name, source, cue, text, start, end, document, date, meta in store.rows(query):
        if place not in left_out:
            yield {
                **_labels(by, date, meta),
                "name": name,
                "source": source,
                "cue": cue,
                "text": text,
                "document": json.loads(document),
                "start": start,
                "end": end,
            }


def _labels(by: Sequence[str], date: str | None, meta: str) -> dict[str, str]:
    values = json.loads(meta)
    return {name: value_of(name, date, values) for name in by}
