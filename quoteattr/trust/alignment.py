"""The words of a piece laid on the words of a stretch with the fewest changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from attrs import frozen

Form: TypeAlias = str | None
Pair: TypeAlias = tuple[int | None, int | None]
"""The places of two words that stand for each other; None where one has no counterpart."""

PORTION: Final = 150
"""Words of a piece that are aligned at a time."""
_EDIT: Final = 1000
_SAME: Final = -1
"""Costs: of two alignments with as few changes, the one with more words that are the same is the better."""


@frozen
class Alignment:
    """Pairs of words, in order, and how many of them are changes."""

    pairs: tuple[Pair, ...]
    edits: int

    @property
    def start(self) -> int | None:
        """The first place in the source that has a counterpart."""
        return next((place for _, place in self.pairs if place is not None), None)

    @property
    def end(self) -> int | None:
        """Behind the last place in the source that has a counterpart."""
        return next((place + 1 for _, place in reversed(self.pairs) if place is not None), None)


def exact(piece: int, start: int) -> Alignment:
    """All words of a piece on those from a place in the source on.

    >>> exact(2, 7)
    Alignment(pairs=((0, 7), (1, 8)), edits=0)
    """
    return Alignment(tuple((place, start + place) for place in range(piece)), 0)


def fit(words: Sequence[Form], source: Sequence[Form], start: int, end: int) -> Alignment:
    """Lay all words on the best stretch within `start` and `end` of a source.

    >>> fit(["we", "want", "it"], ["so", "we", "do", "want", "it", "now"], 0, 6)
    Alignment(pairs=((0, 1), (None, 2), (1, 3), (2, 4)), edits=1)
    """
    pairs: list[Pair] = []
    edits = 0
    slack = min(max(0, end - start - len(words)), 2 * PORTION)
    for first in range(0, len(words), PORTION):
        portion = words[first : first + PORTION]
        window = source[start : min(end, start + len(portion) + slack)]
        found, costs = _fit(portion, window, anywhere=first == 0)
        pairs += [(None if i is None else first + i, None if j is None else start + j) for i, j in found]
        edits += costs
        start = next((j + 1 for _, j in reversed(pairs) if j is not None), start)
    return Alignment(tuple(pairs), edits)


def _fit(words: Sequence[Form], window: Sequence[Form], *, anywhere: bool) -> tuple[list[Pair], int]:
    """The pairs with the fewest words replaced, added or left out, and their number.

    The window may go on behind the words, and with `anywhere` before them.
    """
    width = len(window)
    row = [0 if anywhere else at * _EDIT for at in range(width + 1)]
    rows = [row]
    for word in words:
        before, row = row, [row[0] + _EDIT]
        append = row.append
        left = row[0]
        for at in range(width):
            cost = before[at] + (_SAME if word == window[at] else _EDIT)
            above = before[at + 1] + _EDIT
            left += _EDIT
            if above < cost:
                cost = above
            if cost < left:
                left = cost
            append(left)
        rows.append(row)
    at = min(range(width + 1), key=row.__getitem__)
    while at < width and row[at + 1] == row[at]:  # a word replaced, rather than left out
        at += 1
    return _traced(words, window, rows, at, anywhere), -(-row[at] // _EDIT)


def _traced(
    words: Sequence[Form], window: Sequence[Form], rows: Sequence[Sequence[int]], at: int, anywhere: bool
) -> list[Pair]:
    pairs: list[Pair] = []
    place = len(words)
    while place or (at and not anywhere):
        cost = rows[place][at]
        if place and at and cost == rows[place - 1][at - 1] + _cost(words[place - 1], window[at - 1]):
            place, at = place - 1, at - 1
            pairs.append((place, at))
        elif at and cost == rows[place][at - 1] + _EDIT:
            at -= 1
            pairs.append((None, at))
        else:
            place -= 1
            pairs.append((place, None))
    return pairs[::-1]


def _cost(one: Form, other: Form) -> int:
    return _SAME if one == other else _EDIT
