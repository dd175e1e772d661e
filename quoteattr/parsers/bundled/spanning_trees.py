"""From the parser's scores to a tree: the best head of each word, if that is a tree, else the best tree."""

from collections.abc import Sequence
from typing import Any

import numpy as np


def best_tree(scores: Any, heads: Sequence[int]) -> list[int]:
    """The head of each word (1-based, 0 for the root), in the best tree with one root.

    `scores` is a square array: of each word, beginning with the root, for each head. `heads` are the best of each row
    but the root's. Where they make a tree, it is the best tree; only other sentences need the algorithm of Chu and Liu
    (1965) and Edmonds (1967).

    >>> scores = np.log([[0.1, 0.1, 0.1], [0.1, 0.1, 0.8], [0.3, 0.6, 0.1]])
    >>> best_tree(scores, [2, 1])
    [2, 0]
    """
    if is_tree(heads):
        return list(heads)
    scores = _chances(scores.astype(np.float64))
    np.fill_diagonal(scores, -np.inf)
    scores[:, 0] -= 2 * np.abs(scores[np.isfinite(scores)]).max() * len(scores)  # no tree of two roots is the best
    found: list[int] = _arborescence(scores)[1:].tolist()
    return found


def _chances(scores: Any) -> Any:
    """Scores of heads as logarithms of chances, so that those of different words compare."""
    apart = scores - scores.max(1, keepdims=True)
    return apart - np.log(np.exp(apart).sum(1, keepdims=True))


def _arborescence(scores: Any) -> Any:
    """The best head of each node, of which the first is the root, such that there is no cycle."""
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads.tolist())
    if not cycle:
        return heads
    outside = [node for node in range(len(heads)) if node not in cycle]
    entering = scores[np.ix_(cycle, outside)] - scores[cycle, heads[cycle]][:, None]
    leaving = scores[np.ix_(outside, cycle)]
    one = len(outside)  # the cycle, as one node behind the others
    smaller = np.full((one + 1, one + 1), -np.inf)
    smaller[:one, :one] = scores[np.ix_(outside, outside)]
    smaller[one, :one] = entering.max(0)
    smaller[:one, one] = leaving.max(1)
    found = _arborescence(smaller)
    for place, head in enumerate(found[:-1].tolist()):
        heads[outside[place]] = cycle[leaving[place].argmax()] if head == one else outside[head]
    above = int(found[one])
    heads[cycle[entering[:, above].argmax()]] = outside[above]
    return heads


def _cycle(heads: Sequence[int]) -> list[int]:
    """The nodes of one cycle, if there is one. `heads` begins with the root, which is its own."""
    safe = {0}
    for place in range(1, len(heads)):
        path: dict[int, None] = {}
        while place not in safe and place not in path:
            path[place] = None
            place = heads[place]
        if place in path:
            walked = list(path)
            return walked[walked.index(place) :]
        safe.update(path)
    return []


def is_tree(heads: Sequence[int]) -> bool:
    """Whether heads (1-based, 0 for the root) make a tree with one root.

    >>> is_tree([2, 0, 2]), is_tree([2, 1, 0]), is_tree([0, 0])
    (True, False, False)
    """
    return heads.count(0) == 1 and not _cycle([0, *heads])
