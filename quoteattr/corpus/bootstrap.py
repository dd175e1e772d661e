"""How far figures would move if other documents of the kind had been read: draws of documents with replacement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

import numpy as np
from attrs import Factory, define

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"
Interval: TypeAlias = tuple[float, float] | None

_BOUNDS: Final = (2.5, 97.5)
_AT_ONCE: Final = 2_000_000
"""Weights that are worked on at once."""
_KEPT: Final = 100_000_000
"""Weights, of a byte each, that are kept between tables."""


@define
class Draws:
    """So many draws of so many documents; the same for the same seed. Too few documents, or no draws, tell nothing."""

    documents: int
    draws: int
    seed: int
    _kept: list[Numbers] = Factory(list)

    def shares(self, parts: Numbers, wholes: Numbers) -> list[Interval]:
        """Intervals of shares: each column of `parts` in `wholes`, both a row for each document.

        >>> Draws(50, 200, 0).shares(np.array([[1.0]] * 50), np.array([2.0] * 50))
        [(0.5, 0.5)]
        """
        if not self._tell or not parts.shape[1]:
            return [None] * parts.shape[1]
        drawn = [_divided(weights @ parts, weights @ wholes) for weights in self._weights()]
        return _intervals(np.concatenate(drawn))

    def of_counts(self, documents: Numbers, owners: Numbers, counts: Numbers) -> tuple[Interval, Interval]:
        """Intervals of the share of the ten with most, and of the Gini coefficient: a count of an owner each."""
        if not self._tell or not len(owners):
            return None, None
        size = int(owners.max()) + 1
        drawn = [
            (top_share(totals), gini(totals))
            for weights in self._weights()
            for row in weights
            for totals in [np.bincount(owners, row[documents] * counts, size)]
        ]
        totals = np.bincount(owners, counts, size)
        top, spread = _intervals(_centred(np.array(drawn), [top_share(totals), gini(totals)]))
        return top, spread

    @property
    def _tell(self) -> bool:
        return self.draws > 0 and self.documents > 1

    def _weights(self) -> Iterator[Numbers]:
        """How often each document is drawn, a row for each draw; drawn once, unless there are very many."""
        if not self._kept and self.documents * self.draws <= _KEPT:
            self._kept = list(self._drawn())
        for weights in self._kept or self._drawn():
            yield weights.astype(np.float32)

    def _drawn(self) -> Iterator[Numbers]:
        chance = np.random.default_rng(self.seed)
        at_once = max(1, _AT_ONCE // self.documents)
        each = np.full(self.documents, 1 / self.documents)
        for start in range(0, self.draws, at_once):
            rows = min(at_once, self.draws - start)
            yield chance.multinomial(self.documents, each, size=rows).astype(np.uint8)


TOP: Final = 10


def top_share(totals: Numbers) -> float:
    """The share of the ten with most in all.

    >>> top_share(np.array([1.0] * 20))
    0.5
    """
    whole = totals.sum()
    if len(totals) <= TOP or not whole:
        return 1.0 if whole else 0.0
    return float(np.partition(totals, -TOP)[-TOP:].sum() / whole)


def gini(totals: Numbers) -> float:
    """The Gini coefficient of those with anything: 0 where all have the same, near 1 where one has all.

    >>> round(gini(np.array([1.0, 1.0, 1.0])), 2), round(gini(np.array([1.0, 2.0, 9.0])), 2)
    (0.0, 0.44)
    """
    some = np.sort(totals[totals > 0])
    if not len(some):
        return 0.0
    ranks = np.arange(1, len(some) + 1)
    return float((2 * ranks - len(some) - 1) @ some / (len(some) * some.sum()))


def _divided(parts: Numbers, wholes: Numbers) -> Numbers:
    return np.divide(parts, wholes[:, None], out=np.zeros(parts.shape), where=wholes[:, None] > 0)


def _centred(drawn: Numbers, figures: list[float]) -> Numbers:
    """Draws moved to lie around the figures: whoever is in no document of a draw is missing there, which adds up."""
    moved: Numbers = np.clip(drawn - np.median(drawn, axis=0) + np.array(figures), 0, 1)
    return moved


def _intervals(drawn: Numbers) -> list[Interval]:
    return [(float(low), float(high)) for low, high in np.percentile(drawn, _BOUNDS, axis=0).T]
