"""Probabilities from numbers that were fitted or counted: regression, boosted trees, calibration, smoothed shares."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp, fsum
from typing import TypeAlias

from attrs import field, frozen

from quoteattr.languages.freezing import Copyable, freezing

PRIOR = 2.0
"""The weight of the share of all in that of one, in sightings."""


@frozen(field_transformer=freezing)
class Weights(Copyable):
    """The weights of a logistic regression over named features; false where a language has none.

    >>> weights = Weights({"bias": -1.0, "cue=say": 3.0})
    >>> weights.probability(["cue=say", "cue=say", "first=True"])
    0.8807970779778823
    >>> bool(weights), bool(Weights())
    (True, False)
    """

    by_feature: Mapping[str, float] = field(factory=dict)

    def probability(self, features: Iterable[str]) -> float:
        """The probability that the weights give to features; those without a weight count for nothing."""
        evidence = self["bias"] + fsum(map(self.by_feature.__getitem__, self.evidence(features)))
        return 1 / (1 + exp(-evidence))

    def evidence(self, features: Iterable[str]) -> frozenset[str]:
        """Those of the features that have a weight."""
        return frozenset(self.by_feature.keys() & features)

    def __getitem__(self, feature: str) -> float:
        return self.by_feature[feature]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_feature)

    def __len__(self) -> int:
        return len(self.by_feature)


DecisionTree: TypeAlias = "float | tuple[int, float, DecisionTree, DecisionTree]"
"""A leaf, or the place of a feature, a threshold, and the trees for what is at most as much and for what is more."""


@frozen(field_transformer=freezing)
class RoleWeights(Copyable):
    """What speaks for a phrase as somebody's role: boosted trees over named features; false where a language has none.

    `heads` count how often phrases with a noun were roles, and `share` how often all were. Below the probability `bar`
    nothing is told as a role.

    >>> weights = RoleWeights(("length", "rate"), -1.0, ((0, 2.0, 0.5, (1, 0.3, -0.5, 2.0)),), {"mayor": (8, 8)}, 0.2)
    >>> weights.probability({"length": 3, "rate": 0.8})
    0.7310585786300049
    >>> round(weights.rate("mayor"), 2), weights.rate("winter")
    (0.84, 0.2)
    """

    features: tuple[str, ...] = ()
    bias: float = 0.0
    trees: tuple[DecisionTree, ...] = ()
    heads: Mapping[str, tuple[int, int]] = field(factory=dict)
    share: float = 0.0
    bar: float = 0.5

    def __bool__(self) -> bool:
        return bool(self.trees)

    def probability(self, values: Mapping[str, float]) -> float:
        """The probability that the trees give to features; one without a value counts as 0."""
        row = [values.get(name, 0.0) for name in self.features]
        evidence = self.bias
        for tree in self.trees:
            while isinstance(tree, tuple):
                place, threshold, low, high = tree
                tree = low if row[place] <= threshold else high
            evidence += tree
        return 1 / (1 + exp(-evidence))

    def rate(self, head: str) -> float:
        """How often phrases with a noun were roles, smoothed by the share of all."""
        right, seen = self.heads.get(head, (0, 0))
        return (right + PRIOR * self.share) / (seen + PRIOR)

    def seen(self, head: str) -> int:
        """How many phrases with a noun were counted."""
        return self.heads.get(head, (0, 0))[1]


def smoothed(counts: Mapping[str, tuple[int, int]]) -> dict[str, float]:
    """The share of each pair of right and seen, to three digits, where the share of all weighs as PRIOR sightings.

    >>> smoothed({"often": (90, 100), "once": (1, 1), "never": (0, 1)})
    {'often': 0.9, 'once': 0.928, 'never': 0.595}
    """
    seen = sum(seen for _, seen in counts.values())
    overall = sum(right for right, _ in counts.values()) / seen if seen else 0.0
    return {name: round((right + PRIOR * overall) / (seen + PRIOR), 3) for name, (right, seen) in counts.items()}


def calibrated(knots: Sequence[tuple[float, float]], value: float) -> float:
    """The share that was right among what had a value: on a straight line between knots, flat beyond them.

    >>> calibrated([(0.2, 0.4), (0.8, 0.6)], 0.5), calibrated([(0.2, 0.4), (0.8, 0.6)], 0.9), calibrated([], 0.9)
    (0.5, 0.6, 0.9)
    """
    if not knots:
        return value
    place = bisect_right([knot for knot, _ in knots], value)
    if place == 0 or place == len(knots):
        return knots[max(place - 1, 0)][1]
    (left, low), (right, high) = knots[place - 1], knots[place]
    return low + (high - low) * (value - left) / (right - left)
