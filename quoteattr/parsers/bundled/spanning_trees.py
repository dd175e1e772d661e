"""From the parser's scores to a tree: the best head of each word, if that is a tree, else the best tree."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from stanza.models.common.chuliu_edmonds import expand_contracted_tree, prepare_scores, process_cycle


def best_tree(scores: Any, heads: Sequence[int]) -> list[int]:
    """The head of each word (1-based, 0 for the root), in the best tree with one root.

    `scores` is a square array: of each word, beginning with the root, for each head. `heads` are the best of each row.
    Where they make a tree, it is the best tree; only other sentences need the algorithm of Chu and Liu (1965) and
    Edmonds (1967).
    """
    if is_tree(heads):
        return list(heads)
    return _best_tree(scores)


def _best_tree(scores: Any) -> list[int]:
    """As Stanza's `chuliu_edmonds_one_root`, which looks for cycles with the algorithm of Tarjan and takes longer."""
    scores = scores.astype(np.float64)
    scores[:, 0] += scores[np.isfinite(scores)].min() * len(scores)  # so that no tree with two roots is the best
    contracted = []
    prepare_scores(scores)
    tree = scores.argmax(1)
    while (cycle := _cycle(tree.tolist())) is not None:
        scores, *step = process_cycle(tree, cycle, scores)
        contracted.append((tree, step))
        prepare_scores(scores)
        tree = scores.argmax(1)
    for whole, step in reversed(contracted):
        tree = expand_contracted_tree(whole, tree, *step)
    found: list[int] = tree[1:].tolist()
    return found


def _cycle(heads: Sequence[int]) -> Any:
    """A mask of the words of one cycle, if there is one. `heads` begins with the root, which is its own."""
    safe = {0}
    for place in range(1, len(heads)):
        path: dict[int, None] = {}
        while place not in safe and place not in path:
            path[place] = None
            place = heads[place]
        if place in path:
            mask = np.zeros(len(heads), dtype=bool)
            walked = list(path)
            mask[walked[walked.index(place) :]] = True
            return mask
        safe.update(path)
    return None


def is_tree(heads: Sequence[int]) -> bool:
    """Whether heads (1-based, 0 for the root) make a tree with one root.

    >>> is_tree([2, 0, 2]), is_tree([2, 1, 0]), is_tree([0, 0])
    (True, False, False)
    """
    if heads.count(0) != 1:
        return False
    safe = {0}
    for place in range(1, len(heads) + 1):
        path = set()
        while place not in safe:
            if place in path:
                return False
            path.add(place)
            place = heads[place - 1]
        safe |= path
    return True
