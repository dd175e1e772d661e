"""Where in the sources the word n-grams of the quotations stand: one pass over the sources, whatever the quotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from attrs import frozen

from quoteattr.trust.alignment import Alignment, Form, fit
from quoteattr.trust.sources import Library

Gram: TypeAlias = tuple[Form, ...]

SIZE: Final = 3
"""Words of an n-gram; of a shorter piece, all its words."""
SHORT: Final = 12
"""Words up to which a piece is also looked for by pairs of words, since one change may leave no three together."""
FREQUENT: Final = 200
"""Places from which on an n-gram says too little about where changed words may be."""
MOST: Final = 2_000
"""Places at which one piece is looked for, at most."""
WINDOWS: Final = 4
"""Stretches on which changed words are laid, at most."""
MOST_SLACK: Final = 200
"""Words by which a stretch may be longer than the piece, at most."""
LEAST: Final = 0.5
"""Similarity below which a stretch is none that a piece may come from."""


@frozen(eq=False)
class Index:
    """The places of n-grams in a library, sorted."""

    sources: Library
    places: dict[Gram, list[int]]

    @classmethod
    def of(cls, library: Library, pieces: Iterable[Sequence[Form]]) -> Index:
        """Look up all n-grams of the pieces in a library."""
        places: dict[Gram, list[int]] = {gram: [] for forms in pieces for gram in _grams(forms)}
        forms = library.forms
        for size in {len(gram) for gram in places}:
            for at, gram in enumerate(zip(*(forms[first:] for first in range(size)), strict=False)):
                found = places.get(gram)
                if found is not None:
                    found.append(at)
        return cls(library, places)

    def occurrences(self, forms: Sequence[Form]) -> list[int]:
        """Where the words stand as they are, one behind the other."""
        size = min(SIZE, len(forms))
        offsets = range(len(forms) - size + 1)
        rarest = min(offsets, key=lambda offset: len(self.places[tuple(forms[offset : offset + size])]))
        row, wanted = self.sources.forms, list(forms)
        starts = (at - rarest for at in self.places[tuple(forms[rarest : rarest + size])][:MOST])
        return [start for start in starts if start >= 0 and row[start : start + len(wanted)] == wanted]

    def similar(self, forms: Sequence[Form]) -> list[Alignment]:
        """Where words like these stand, the likest first; nothing for fewer than three words."""
        if len(forms) < SIZE:
            return []
        found = {(found.start, found.end): found for found in map(self._fitted(forms), self._windows(forms))}
        alike = [one for one in found.values() if similarity(one, len(forms)) >= LEAST]
        return sorted(alike, key=lambda one: (one.edits, one.start or 0))

    def _fitted(self, forms: Sequence[Form]) -> _Fitter:
        return _Fitter(self.sources, forms)

    def _windows(self, forms: Sequence[Form]) -> list[int]:
        """Where stretches may begin: those on which most of the rare n-grams agree."""
        width = max(4, min(len(forms), MOST_SLACK) // 2)
        votes: Counter[int] = Counter()
        for offset, gram in _placed_grams(forms):
            places = self.places[gram]
            if len(places) <= FREQUENT:
                for at in places:
                    votes[(at - offset) // width * width] += 1
        return [start for start, _ in votes.most_common(WINDOWS)]


@frozen(eq=False)
class _Fitter:
    """Lays words on the stretch around a place."""

    sources: Library
    forms: Sequence[Form]

    def __call__(self, start: int) -> Alignment:
        length = len(self.forms)
        slack = min(length, MOST_SLACK) // 2 + 6
        lowest, highest = self.sources.bounds(max(0, start + length // 2))
        return fit(
            self.forms,
            self.sources.forms,
            min(max(lowest, start - slack), highest),
            min(highest, start + 2 * length + slack),
        )


def similarity(found: Alignment, words: int) -> float:
    """The share of words that are the same, of the longer side.

    >>> similarity(fit(["we", "want", "it"], ["we", "need", "it"], 0, 3), 3)
    0.6666666666666667
    """
    length = 0 if found.start is None or found.end is None else found.end - found.start
    return 1 - found.edits / max(words, length, 1)


def _grams(forms: Sequence[Form]) -> Iterator[Gram]:
    return (gram for _, gram in _placed_grams(forms))


def _placed_grams(forms: Sequence[Form]) -> Iterator[tuple[int, Gram]]:
    """All n-grams by which a piece is looked for, with their offsets in it."""
    sizes = [min(SIZE, len(forms))]
    if SIZE <= len(forms) <= SHORT:
        sizes.append(SIZE - 1)
    for size in sizes:
        for offset in range(len(forms) - size + 1):
            yield offset, tuple(forms[offset : offset + size])
