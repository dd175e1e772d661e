"""A conversation as a chain: how likely each candidate speaks each line, where all its lines are decided at once.

A second-order conditional random field. Whoever speaks a line may have spoken the line before (`again`), the one before
that (`back`), or both (`thrice`); each has a weight of its own, and all other sequences have none. So a step takes
time with the square of the candidates, not with the cube.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

Array = NDArray[np.float64]
AGAIN, BACK, THRICE = range(3)
_TINY = 1e-300


@frozen(eq=False)
class Decoded:
    """What a chain says: `shares` of the candidates by line, how often each `repeat` is expected, and the likelihood.

    All have the leading axes of what was decoded; `shares` has lines and candidates behind them, `repeats` lines and
    the three kinds of repeat.
    """

    shares: Array
    repeats: Array
    log_likelihood: Array


def decode(scores: Array, repeats: Array) -> Decoded:
    """The chances of all candidates for all lines.

    `scores` has a number for each line and candidate, minus infinity for those who are out of sight; at least one
    candidate of each line must be in sight. `repeats` has for each line the weights of `AGAIN`, `BACK` and `THRICE`.
    Leading axes are of as many chains of one length.

    >>> nobody_knows = np.zeros((3, 2))
    >>> nobody_knows[0] = [2.0, 0.0]
    >>> never_twice = np.tile([-9.0, 0.0, -9.0], (3, 1))
    >>> decode(nobody_knows, never_twice).shares.round(2).tolist()
    [[0.88, 0.12], [0.12, 0.88], [0.88, 0.12]]
    """
    lines = scores.shape[-2]
    highest = scores.max(axis=-1, keepdims=True)
    odds = np.exp(scores - highest)
    factors = np.exp(repeats)
    forward, scale = _forward(odds, factors)
    backward = _backward(odds, factors)
    shares = np.empty_like(scores)
    expected = np.zeros(repeats.shape)
    for line in range(lines):
        joint = forward[line] * backward[line]
        total = np.maximum(joint.sum(axis=(-2, -1)), _TINY)[..., None]
        shares[..., line, :] = joint.sum(axis=-2) / total
        if line:
            before = forward[line - 1] if line > 1 else None
            expected[..., line, :] = _expected(
                before, forward[line], odds[..., line, :], factors[..., line, :], backward[line], total
            )
    return Decoded(shares, expected, scale + highest[..., 0].sum(axis=-1))


def _forward(odds: Array, factors: Array) -> tuple[list[Array], Array]:
    """For each line the weight of all that leads to a pair of speakers, of the line before and of the line."""
    first = odds[..., 0, :]
    size = first.shape[-1]
    found = [first[..., None, :] * np.full((size, 1), 1.0 / size)]
    log = np.zeros(odds.shape[:-2])
    for line in range(odds.shape[-2]):
        if line == 1:
            pairs = np.repeat(found[0].sum(axis=-2)[..., :, None], size, axis=-1)
            _scale_diagonal(pairs, factors[..., 1, AGAIN, None])
            found.append(pairs * odds[..., 1, None, :])
        elif line:
            found.append(_reached(found[-1], factors[..., line, :]) * odds[..., line, None, :])
        total = np.maximum(found[-1].sum(axis=(-2, -1)), _TINY)
        found[-1] = found[-1] / total[..., None, None]
        log = log + np.log(total)
    return found, log


def _reached(before: Array, factors: Array) -> Array:
    """What leads to a pair, without the odds of its second: a sum over who spoke before them."""
    sums = before.sum(axis=-2)
    diagonal = np.diagonal(before, axis1=-2, axis2=-1)
    again, back, thrice = (factors[..., kind, None] for kind in (AGAIN, BACK, THRICE))
    returned = before.swapaxes(-2, -1)
    reached: Array = np.maximum(sums[..., :, None] - returned, 0) + back[..., None] * returned
    _set_diagonal(reached, again * (sums - diagonal) + again * thrice * diagonal)
    return reached


def _backward(odds: Array, factors: Array) -> list[Array]:
    """For each line the weight of all that follows from a pair of speakers, of the line before and of the line."""
    lines, size = odds.shape[-2:]
    found = [np.ones((*odds.shape[:-2], size, size))]
    for line in range(lines - 1, 0, -1):
        ahead = found[-1] * odds[..., line, None, :]
        sums = ahead.sum(axis=-1)
        diagonal = np.diagonal(ahead, axis1=-2, axis2=-1)
        again, back, thrice = (factors[..., line, kind, None] for kind in (AGAIN, BACK, THRICE))
        if line == 1:
            left = np.repeat((np.maximum(sums - diagonal, 0) + again * diagonal)[..., None, :], size, axis=-2)
        else:
            returned = ahead.swapaxes(-2, -1)
            others = np.maximum((sums - diagonal)[..., None, :] - returned, 0)
            left = others + (again * diagonal)[..., None, :] + back[..., None] * returned
            _set_diagonal(left, np.maximum(sums - diagonal, 0) + again * thrice * diagonal)
        total = np.maximum(left.max(axis=(-2, -1)), _TINY)
        found.append(left / total[..., None, None])
    return found[::-1]


def _expected(
    before: Array | None, forward: Array, odds: Array, factors: Array, backward: Array, total: Array
) -> Array:
    """How likely each kind of repeat is at a line."""
    twice = np.diagonal(forward, axis1=-2, axis2=-1) * np.diagonal(backward, axis1=-2, axis2=-1)
    again = twice.sum(axis=-1) / total[..., 0]
    if before is None:
        return np.stack([again, np.zeros_like(again), np.zeros_like(again)], axis=-1)
    reached = _reached(before, factors) * odds[..., None, :]
    scale = np.maximum(reached.sum(axis=(-2, -1)), _TINY)
    diagonal = np.diagonal(before, axis1=-2, axis2=-1)
    ahead = odds[..., None, :] * backward / scale[..., None, None]
    thrice = diagonal * np.diagonal(ahead, axis1=-2, axis2=-1) * (factors[..., AGAIN] * factors[..., THRICE])[..., None]
    returned = before.swapaxes(-2, -1) * ahead * factors[..., BACK, None, None]
    back = returned.sum(axis=(-2, -1)) - np.diagonal(returned, axis1=-2, axis2=-1).sum(axis=-1)
    return np.stack([again, back / total[..., 0], thrice.sum(axis=-1) / total[..., 0]], axis=-1)


def _scale_diagonal(pairs: Array, by: Array) -> None:
    places = np.arange(pairs.shape[-1])
    pairs[..., places, places] *= by


def _set_diagonal(pairs: Array, to: Array) -> None:
    places = np.arange(pairs.shape[-1])
    pairs[..., places, places] = to
