"""A chain against the sum over all sequences of speakers, which is what it stands for."""

from itertools import product

import numpy as np
import pytest
from numpy.random import Generator, default_rng

from quoteattr.attribution.turns.chain import AGAIN, BACK, THRICE, Array, decode

CANDIDATES = 3


def counted(scores: Array, repeats: Array) -> tuple[Array, Array, float]:
    """The shares, the expected repeats and the likelihood, sequence by sequence."""
    shares, expected, total = np.zeros_like(scores), np.zeros_like(repeats), 0.0
    for sequence in product(range(scores.shape[1]), repeat=len(scores)):
        repeated = np.zeros_like(repeats)
        for line in range(1, len(sequence)):
            again = sequence[line] == sequence[line - 1]
            back = line > 1 and sequence[line] == sequence[line - 2]
            repeated[line, AGAIN] = again
            repeated[line, BACK] = back and not again
            repeated[line, THRICE] = back and again
        odds = float(np.exp(scores[range(len(sequence)), list(sequence)].sum() + (repeated * repeats).sum()))
        total += odds
        shares[range(len(sequence)), list(sequence)] += odds
        expected += odds * repeated
    return shares / total, expected / total, float(np.log(total))


def drawn(random: Generator, lines: int) -> tuple[Array, Array]:
    scores, repeats = random.normal(size=(lines, CANDIDATES)), random.normal(size=(lines, 3))
    scores[0, 1] = -np.inf  # out of sight
    return scores, repeats


@pytest.mark.parametrize("lines", [1, 2, 3, 6])
def test_all_sequences_are_weighed(lines: int) -> None:
    scores, repeats = drawn(default_rng(lines), lines)
    decoded = decode(scores, repeats)
    shares, expected, likelihood = counted(scores, repeats)
    assert np.allclose(decoded.shares, shares)
    assert np.allclose(decoded.repeats, expected)
    assert decoded.log_likelihood == pytest.approx(likelihood)


def test_chains_of_one_length_are_decoded_together() -> None:
    random = default_rng(1)
    chains = [drawn(random, 5) for _ in range(4)]
    together = decode(*(np.stack(parts) for parts in zip(*chains, strict=True)))
    for place, (scores, repeats) in enumerate(chains):
        assert np.allclose(together.shares[place], decode(scores, repeats).shares)


def test_a_long_chain_of_sure_turns_stays_finite() -> None:
    scores = np.full((2000, 2), -np.inf)
    scores[range(2000), [line % 2 for line in range(2000)]] = 500.0
    decoded = decode(scores, np.full((2000, 3), -50.0))
    assert np.isfinite(decoded.log_likelihood)
    assert decoded.shares[-1].tolist() == [0.0, 1.0]
