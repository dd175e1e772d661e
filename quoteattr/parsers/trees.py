"""From the parser's scores to a tree: the best head of each word, if that is a tree, else the best tree."""

from collections.abc import Sequence
from typing import Any

from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root


def best_tree(scores: Any, heads: Sequence[int]) -> list[int]:
    """The head of each word (1-based, 0 for the root), in the best tree with one root.

    `scores` is a square array: of each word, beginning with the root, for each head. `heads` are the best of each row.
    Where they make a tree, it is the best tree; only other sentences need the algorithm of Chu and Liu (1965) and
    Edmonds (1967).
    """
    if is_tree(heads):
        return list(heads)
    found: list[int] = chuliu_edmonds_one_root(scores)[1:].tolist()
    return found


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
