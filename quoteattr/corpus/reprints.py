"""The same words in several articles: quotations that were printed again, cut or changed, and copies of articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, Literal, TypeAlias

import numpy as np
from attrs import frozen

from quoteattr.corpus.alike import RUN, Numbers, common, runs, shared, words_of
from quoteattr.corpus.census import Census
from quoteattr.corpus.quotes import CorpusQuote, find_quotes
from quoteattr.corpus.sayings import find_sayings
from quoteattr.corpus.store import Store

Change: TypeAlias = Literal["first", "same", "cut", "longer", "changed"]
"""What became of the words since they were first printed."""

SHORTEST: Final = 5
"""Words of a quotation that may be compared, those of one letter not counted; fewer must be said by one person."""
LIKELY: Final = 0.25
"""Share of the shorter one's runs of words from which two quotations are compared word by word."""
SENTENCE: Final = 10
"""Words in a row, in quotation marks, that nobody says again by chance."""
KEPT_WORDS: Final = 0.75
"""Share of the shorter one's words that must be left of it after cuts and changes."""
NEARLY_ALL: Final = 0.9
"""The same without quotation marks, of the longer one: many reports tell of one thing in similar words."""
PARAGRAPH: Final = 16
"""Words without quotation marks that are taken over, even where the rest is cut."""
LONG: Final = 1000
"""Runs of words of a quotation that is too long to be compared word by word; the runs in common decide."""
COPIED: Final = 0.8
"""Share of the shorter one's runs that two articles have in common of which one is a copy."""
_BATCH: Final = 500


@frozen
class Reprint:
    """One place where a quotation stands, and what became of the words there since they were first printed."""

    quote: CorpusQuote
    change: Change


@frozen
class Quotation:
    """The same words in several documents: as they stand at their longest, and each place, the first printed first.

    Which was first is told by the dates of the documents, and where they have none by their order. `conflicts` are
    places where the words are put down to somebody else than at the first that names somebody: worth a look.
    """

    text: str
    places: tuple[Reprint, ...]
    conflicts: tuple[Reprint, ...] = ()

    @property
    def first(self) -> CorpusQuote:
        """Where the words were first printed."""
        return self.places[0].quote

    @property
    def documents(self) -> int:
        """How many documents have the words."""
        return len({repr(place.quote.document) for place in self.places})


def find_quotations(store: Store, census: Census, tell: Callable[[str], None]) -> list[Quotation]:
    """Quotations that stand in more than one document, those in most documents first; what is left out is told."""
    found = []
    for members in _groups(chain(_alike(store), find_sayings(store, SHORTEST, tell))):
        quotes = list(_quotes(store, census, members))
        quotes.sort(key=lambda quote: quote.date or "\uffff")  # stable: else in the order of the documents
        found.append(_quotation(quotes, census))
    return sorted(found, key=lambda quotation: -quotation.documents)


def find_copies(store: Store) -> list[list[int]]:
    """Places of documents that are copies of one another, the earliest first."""
    rows = list(store.rows("SELECT place, sketch, date FROM document ORDER BY place"))
    sketches = {place: np.frombuffer(sketch, np.uint64) for place, sketch, _ in rows}
    dates = {place: date or "\uffff" for place, _, date in rows}
    pairs = [
        (one, other)
        for one, other, count in _shared(sketches)
        if count >= 2 and count >= COPIED * max(len(sketches[one]), len(sketches[other]))
    ]
    return [sorted(members, key=lambda place: (dates[place], place)) for members in _groups(pairs)]


def is_reprint(one: str, other: str, *, marked: bool = True) -> bool:
    """Whether two quotations are one: marks, case, small changes and cuts at the ends or inside are set aside.

    `marked` says that both stand in quotation marks, at least in part. Indirect reports must be nearly the same.

    >>> is_reprint("We will not gamble with four hundred lives,", "We will NOT gamble with ... hundred lives!")
    True
    >>> is_reprint("the mayor of the town of Exeter", "the plans of the mayor of the town of Exeter", marked=False)
    False
    """
    short, long = sorted((words_of(one), words_of(other)), key=len)
    if len(short) < SHORTEST:
        return False
    found = common(short, long)
    if marked and found.longest >= SENTENCE:
        return True
    if found.words < KEPT_WORDS * len(short) or found.reach > 2 * len(short) + SHORTEST:
        return False
    if marked:
        return found.longest > SHORTEST or (found.longest >= SHORTEST - 1 and found.telling >= 2)
    return found.words >= min(PARAGRAPH, NEARLY_ALL * len(long))


def _alike(store: Store) -> Iterator[tuple[int, int]]:
    """Pairs of quotes of different documents that are one, by their places."""
    numbers: dict[int, Numbers] = {}
    documents: dict[int, int] = {}
    for place, document, text in store.rows("SELECT place, document, text FROM quote WHERE words >= ?", SHORTEST):
        words = words_of(text)
        if len(words) >= SHORTEST:
            numbers[place], documents[place] = runs(words, RUN), document
    for one, other, count in _shared(numbers):
        enough = min(SENTENCE - RUN, LIKELY * min(len(numbers[one]), len(numbers[other])))
        if documents[one] == documents[other] or count < enough:
            continue
        if max(len(numbers[one]), len(numbers[other])) > LONG:
            alike = count >= KEPT_WORDS * min(len(numbers[one]), len(numbers[other]))
        else:
            (text, kind), (again, kind_again) = _said(store, one), _said(store, other)
            alike = is_reprint(text, again, marked="indirect" not in (kind, kind_again))
        if alike:
            yield one, other


def _shared(numbers: dict[int, Numbers]) -> Iterator[tuple[int, int, int]]:
    if numbers:
        lengths = [len(some) for some in numbers.values()]
        owners = np.repeat(np.fromiter(numbers, np.uint32, len(numbers)), lengths)
        yield from shared(owners, np.concatenate(list(numbers.values())))


def _said(store: Store, place: int) -> tuple[str, str]:
    text, kind = next(store.rows("SELECT text, kind FROM quote WHERE place = ?", place))
    return text, kind


def _groups(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Those who hang together by pairs, each group in order."""
    parent: dict[int, int] = {}

    def root(place: int) -> int:
        while parent.setdefault(place, place) != place:
            parent[place] = place = parent[parent[place]]
        return place

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    members: dict[int, list[int]] = defaultdict(list)
    for place in sorted(parent):
        members[root(place)].append(place)
    return list(members.values())


def _quotes(store: Store, census: Census, members: Sequence[int]) -> Iterator[CorpusQuote]:
    for start in range(0, len(members), _BATCH):
        some = members[start : start + _BATCH]
        marks = ", ".join("?" * len(some))
        yield from find_quotes(store, census.people, f"quote.place IN ({marks})", some)


def _quotation(quotes: Sequence[CorpusQuote], census: Census) -> Quotation:
    first = quotes[0]
    words = words_of(first.text)
    places = tuple(
        Reprint(quote, _change(words, words_of(quote.text)) if number else "first")
        for number, quote in enumerate(quotes)
    )
    named = next((quote for quote in quotes if quote.people), None)
    conflicts = tuple(place for place in places if named is not None and _contradicts(place.quote, named, census))
    return Quotation(max((quote.text for quote in quotes), key=len), places, conflicts)


def _change(first: list[str], now: list[str]) -> Change:
    """How words differ from those that were first: the same, fewer, more, or others.

    >>> _change("we need a bridge".split(), "need a bridge".split()), _change(["no"], ["never"])
    ('cut', 'changed')
    """
    if first == now:
        return "same"
    if _is_within(now, first):
        return "cut"
    return "longer" if _is_within(first, now) else "changed"


def _is_within(short: list[str], long: list[str]) -> bool:
    """Whether words stand in others in order, with others between them or not."""
    rest = iter(long)
    return all(word in rest for word in short)


def _contradicts(quote: CorpusQuote, named: CorpusQuote, census: Census) -> bool:
    """Whether a quote is put down to somebody else: neither the same, nor somebody who may be the same."""
    if not quote.people or set(quote.people) & set(named.people):
        return False
    last = {name.split()[-1].lower() for name in quote.speakers if name.split()}
    return last.isdisjoint(name.split()[-1].lower() for name in named.speakers if name.split())
