"""Probabilities from numbers that were fitted: logistic regression over named features, and calibration."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from math import exp, fsum


def probability(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """The probability that the weights give to features; those without a weight count for nothing.

    >>> probability({"bias": -1.0, "cue=say": 3.0}, ["cue=say", "cue=say", "first=True"])
    0.8807970779778823
    """
    evidence = weights["bias"] + fsum(weights[feature] for feature in weights.keys() & features)
    return 1 / (1 + exp(-evidence))


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
