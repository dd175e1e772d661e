"""Quotes of a corpus as records, with the documents that they stand in: the way from a count to what was counted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from attrs import frozen

from quoteattr.corpus.register import CorpusPerson
from quoteattr.corpus.store import Store

NOT_ATTRIBUTED: Final = "not attributed"
"""Stands in tables where the text does not tell who speaks."""
NONE: Final = "(none)"
"""Stands in tables for documents without a value."""

SAID_BY: Final = (
    "quote.place IN (SELECT said.quote FROM said JOIN figure ON figure.place = said.figure WHERE figure.person = ?)"
)
"""The condition that a person, by place, said a quote."""

_QUERY: Final = """
SELECT quote.place, document.id, document.date, document.meta, quote.id, start, end, text, quote.kind, quote.words,
       source, medium, reason, level, figure.name, figure.kind, figure.person
FROM quote JOIN document ON document.place = quote.document
LEFT JOIN said ON said.quote = quote.place LEFT JOIN figure ON figure.place = said.figure
"""


@frozen
class CorpusQuote:
    """A quote of a document: where it stands, its words, and who said it.

    `document` and `id` are those of the result; a quote without an id goes by its place among the quotes. `start` and
    `end` are code points into the document's text, the end not included. `speakers` are the names in the document and
    `speaker_kinds` their kinds; `people` the ids of those of them who have a name. `reason` is what the text gives for
    a source without one.
    """

    document: Any
    id: Any
    start: int
    end: int
    text: str
    kind: str
    words: int
    speakers: tuple[str, ...]
    speaker_kinds: tuple[str, ...]
    people: tuple[str, ...]
    source: str | None
    medium: str | None
    reason: str | None
    date: str | None
    meta: Mapping[str, Any]


def find_quotes(
    store: Store, people: Sequence[CorpusPerson], condition: str = "level = 0", values: Iterable[Any] = ()
) -> Iterator[CorpusQuote]:
    """The quotes for which a condition of SQL holds, in the order of the documents."""
    rows = store.rows(f"{_QUERY} WHERE {condition} ORDER BY quote.place, said.rowid", *values)
    for _, some in groupby(rows, key=itemgetter(0)):
        yield _quote(list(some), people)


def value_of(name: str, date: str | None, meta: Mapping[str, Any]) -> str:
    """What a document has under a key of its `meta`; `year` and `month` are those of its date, unless it has such keys.

    >>> value_of("month", "2020-02-07", {}), value_of("outlet", None, {"outlet": "Courier"}), value_of("desk", None, {})
    ('2020-02', 'Courier', '(none)')
    """
    value = meta[name] if name in meta else {"year": (date or "")[:4], "month": (date or "")[:7]}.get(name)
    return NONE if value is None or value == "" else str(value)


def _quote(rows: list[tuple[Any, ...]], people: Sequence[CorpusPerson]) -> CorpusQuote:
    first = rows[0]
    _, document, date, meta, key, start, end, text, kind, words, source, medium, reason, *_ = first
    speakers = [row[-3:] for row in rows if row[-3] is not None]
    return CorpusQuote(
        document=json.loads(document),
        id=json.loads(key),
        start=start,
        end=end,
        text=text,
        kind=kind,
        words=words,
        speakers=tuple(name for name, _, _ in speakers),
        speaker_kinds=tuple(kind for _, kind, _ in speakers),
        people=tuple(dict.fromkeys(people[place].id for _, _, place in speakers if place is not None)),
        source=source,
        medium=medium,
        reason=reason,
        date=date,
        meta=json.loads(meta),
    )
