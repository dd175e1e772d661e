"""From scores of tags to names: the best sequence of tags, as BIO."""

from collections.abc import Sequence
from typing import Any

import numpy as np


def best_tags(scores: Any, transitions: Any, words: Sequence[int]) -> list[list[int]]:
    """The best sequence of tags for each sentence: the algorithm of Viterbi (1967) on all of them at once.

    `scores` is (sentence, word, tag); `transitions` is what it adds to go from one tag to another, with a first row for
    the beginning; `words` is how many words each sentence has: what stands behind them is of no account.
    """
    lengths = np.array(words)
    reached = scores[:, 0] + transitions[0]
    transitions = transitions[1:]
    origins = []
    for place in range(1, max(words)):
        steps = reached[:, :, None] + transitions
        origins.append(steps.argmax(1))
        following = steps.max(1) + scores[:, place]
        reached = np.where((place < lengths)[:, None], following, reached)
    found = np.zeros((len(words), max(words)), dtype=np.int64)
    tags = reached.argmax(1)
    rows = np.arange(len(words))
    for place in range(max(words) - 1, 0, -1):
        found[:, place] = tags
        tags = np.where(place < lengths, origins[place - 1][rows, tags], tags)
    found[:, 0] = tags
    return [row[:count] for row, count in zip(found.tolist(), words, strict=True)]
