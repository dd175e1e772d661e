"""Logistic regression over named features: a sum of weights, turned into a probability."""

from collections.abc import Iterable, Mapping
from math import exp


def probability(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """The probability that the weights give to features; those without a weight count for nothing.

    >>> probability({"bias": -1.0, "cue=say": 3.0}, ["cue=say", "cue=say", "first=True"])
    0.8807970779778823
    """
    evidence = weights["bias"] + sum(weights.get(feature, 0.0) for feature in set(features))
    return 1 / (1 + exp(-evidence))
