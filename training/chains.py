"""Fit the weights of a chain over the lines of conversations, and how sure of itself it may be. Needs SciPy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import frozen

from quoteattr.attribution.turns.chain import Array, decode
from quoteattr.attribution.turns.turns import LEAST as SHARE

PENALTY = 2.0
"""How much weights are held back."""
SEEN_AT_LEAST = 8
"""Options without which a feature is left out."""
LEAST = 0.01
"""Weights that are less are left out."""
BATCH = 256
"""Chains that are weighed together."""


@frozen
class Example:
    """A piece of a conversation: by line the features of each candidate, who is right, and who speaks again.

    `given` says whether the cast was. `seen` has the places of those in sight among all candidates of the piece, by
    line.
    """

    given: bool
    size: int
    seen: tuple[tuple[int, ...], ...]
    options: tuple[tuple[tuple[str, ...], ...], ...]
    right: tuple[frozenset[int], ...]
    repeats: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]


def is_nobody(features: Sequence[str]) -> bool:
    """Whether a candidate is none of those in sight."""
    return any("nobody=" in name for name in features)


def fit(found: Sequence[Example], start: Mapping[str, float] | None = None) -> dict[str, float]:
    """The weights of the features that occur often enough; `start` are weights to begin with."""
    from scipy.optimize import minimize

    columns = {name: place for place, name in enumerate(sorted(_seen(found)))}
    batches = [_Batch.of(some, columns) for some in _batches(found)]

    def loss(weights: Array) -> tuple[float, Array]:
        value, gradient = PENALTY / 2 * float(weights @ weights), PENALTY * weights
        for batch in batches:
            more, slope = batch.loss(weights)
            value, gradient = value + more, gradient + slope
        return value, gradient

    first = np.array([(start or {}).get(name, 0.0) for name in columns])
    answer = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": 80, "ftol": 3e-5})
    kept = {name: round(float(answer.x[place]), 3) for name, place in columns.items()}
    return {"bias": 0.0, **{name: weight for name, weight in kept.items() if abs(weight) >= LEAST}}


def _seen(found: Sequence[Example]) -> list[str]:
    counts = Counter(name for example in found for line in example.options for names in line for name in names)
    counts.update(name for example in found for kinds in example.repeats for names in kinds for name in names)
    return [name for name, count in counts.items() if count >= SEEN_AT_LEAST]


def _batches(found: Sequence[Example]) -> Iterator[list[Example]]:
    """Examples of like length and size together."""
    ordered = sorted((e for e in found if any(e.right)), key=lambda e: (len(e.seen), e.size))
    running: list[Example] = []
    for example in ordered:
        if running and (len(running) == BATCH or len(example.seen) != len(running[0].seen)):
            yield running
            running = []
        running.append(example)
    if running:
        yield running


@frozen(eq=False)
class _Batch:
    """Examples of one length as matrices: of their options, of their repeats, and who is in sight and right."""

    options: Any
    cells: Array  # where each option stands among the scores
    repeats: Any
    shape: tuple[int, int, int]
    right: Array

    @classmethod
    def of(cls, found: Sequence[Example], columns: Mapping[str, int]) -> _Batch:
        size = max(example.size for example in found)
        lines = len(found[0].seen)
        rows: list[tuple[str, ...]] = []
        cells: list[int] = []
        right = np.zeros((len(found), lines, size), dtype=bool)
        for number, example in enumerate(found):
            for line, (seen, named) in enumerate(zip(example.seen, example.options, strict=True)):
                rows += named
                cells += [(number * lines + line) * size + column for column in seen]
                right[number, line, list(example.right[line] or seen)] = True
        kinds = [names for example in found for line in example.repeats for names in line]
        return cls(_matrix(rows, columns), np.array(cells), _matrix(kinds, columns), (len(found), lines, size), right)

    def shares(self, weights: Array) -> Array:
        """How likely each candidate speaks each line."""
        return decode(*self._scored(weights)).shares

    def _scored(self, weights: Array) -> tuple[Array, Array]:
        scores = np.full(self.shape, -np.inf)
        scores.reshape(-1)[self.cells] = self.options @ weights
        return scores, (self.repeats @ weights).reshape(*self.shape[:2], 3)

    def loss(self, weights: Array) -> tuple[float, Array]:
        scores, repeats = self._scored(weights)
        free = decode(scores, repeats)
        bound = decode(np.where(self.right, scores, -np.inf), repeats)
        value = float((free.log_likelihood - bound.log_likelihood).sum())
        slope = self.options.T @ (free.shares - bound.shares).reshape(-1)[self.cells]
        return value, slope + self.repeats.T @ (free.repeats - bound.repeats).reshape(-1)


def _matrix(rows: Sequence[Sequence[str]], columns: Mapping[str, int]) -> Any:
    from scipy.sparse import csr_matrix

    known = [[columns[name] for name in names if name in columns] for names in rows]
    pointers = np.cumsum([0, *map(len, known)])
    indices = np.fromiter((place for row in known for place in row), dtype=np.int32, count=int(pointers[-1]))
    return csr_matrix((np.ones(len(indices)), indices, pointers), shape=(len(rows), len(columns)))


def judged(found: Sequence[Example], weights: Mapping[str, float]) -> Iterator[tuple[float, bool]]:
    """How likely the likeliest speaker of each labelled line is, whose cue names nobody, and whether it is right."""
    columns = {name: place for place, name in enumerate(sorted(weights))}
    values = np.array([weights[name] for name in columns])
    for some in _batches(found):
        shares = _Batch.of(some, columns).shares(values)
        for example, chances in zip(some, shares, strict=True):
            lines = zip(example.seen, example.options, example.right, chances, strict=True)
            for seen, options, right, chance in lines:
                somebody = [c for c, names in zip(seen, options, strict=True) if not is_nobody(names)]
                if right and len(seen) > 1:
                    best = max(somebody, key=lambda column: chance[column])
                    yield float(chance[best]), best in right


def fit_certainty(pairs: Sequence[tuple[float, bool]]) -> dict[str, float]:
    """How the odds of being right follow from those that the chain gives (`turns.certainty`)."""
    from sklearn.linear_model import LogisticRegression

    shares = np.clip([share for share, _ in pairs], SHARE, 1 - SHARE)
    odds = np.log(shares / (1 - shares)).reshape(-1, 1)
    model = LogisticRegression().fit(odds, [right for _, right in pairs])
    return {
        "certainty=slope": round(float(model.coef_[0][0]), 3),
        "certainty=rise": round(float(model.intercept_[0]), 3),
    }
