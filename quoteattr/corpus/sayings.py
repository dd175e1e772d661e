"""Quotations of a few words: they are one only where the same person says them, as many people say such words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, TypeAlias

from quoteattr.corpus.alike import words_of
from quoteattr.corpus.store import Store

Places: TypeAlias = list[tuple[int, int]]
"""Places of quotes, each with that of its document."""

FEWEST: Final = 3
"""Words that one person says again on purpose, those of one letter not counted; *no* and *of course* are not."""
_MANY: Final = 3
"""Times as many words as are counted that a short quotation may have, those of one letter among them."""
_BATCH: Final = 500


def find_sayings(store: Store, below: int, tell: Callable[[str], None]) -> Iterator[tuple[int, int]]:
    """Pairs of quotes of different documents that have the same words, fewer than `below`, and the same speaker.

    How many wordings stand in several documents and are left out is told.
    """
    left_out = 0
    several = list(_in_several(store, below))
    people = _people(store, [place for words, places in several if len(words) >= FEWEST for place, _ in places])
    for _, places in several:
        pairs = list(_of_one_person(places, people))
        left_out += not pairs
        yield from pairs
    if left_out:
        wordings = "1 wording" if left_out == 1 else f"{left_out} wordings"
        tell(
            f"{wordings} of fewer than {below} words in several documents left out of the quotations, as many people "
            f"say such words; from {FEWEST} words on they count where it is the same person by name"
        )


def _in_several(store: Store, below: int) -> Iterator[tuple[tuple[str, ...], Places]]:
    """Short wordings in quotation marks that stand in more than one document."""
    found: defaultdict[tuple[str, ...], Places] = defaultdict(list)
    query = "SELECT place, document, text FROM quote WHERE words < ? AND kind != 'indirect' ORDER BY place"
    for place, document, text in store.rows(query, _MANY * below):
        words = tuple(words_of(text))
        if 0 < len(words) < below:
            found[words].append((place, document))
    return ((words, places) for words, places in found.items() if len({document for _, document in places}) > 1)


def _people(store: Store, quotes: Iterable[int]) -> dict[int, set[int]]:
    """By quote, those with a name who say it."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    rest = iter(quotes)
    while some := list(islice(rest, _BATCH)):
        marks = ", ".join("?" * len(some))
        query = "SELECT said.quote, figure.person FROM said JOIN figure ON figure.place = said.figure"
        for quote, person in store.rows(f"{query} WHERE figure.person IS NOT NULL AND said.quote IN ({marks})", *some):
            found[quote].add(person)
    return found


def _of_one_person(places: Sequence[tuple[int, int]], people: dict[int, set[int]]) -> Iterator[tuple[int, int]]:
    """Each later quote of a person with the first one in another document."""
    first: dict[int, tuple[int, int]] = {}
    for place, document in places:
        for person in sorted(people.get(place, ())):
            before, there = first.setdefault(person, (place, document))
            if there != document:
                yield before, place
