"""The best tree for a parser's scores."""

import torch
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root

from quoteattr.parsers.bundled.spanning_trees import best_tree, is_tree


def test_best_trees_are_those_of_stanza() -> None:
    dice = torch.Generator().manual_seed(0)
    trees = 0
    for size in [6] * 100 + list(range(2, 40)):
        scores = torch.randn(size, size, generator=dice).fill_diagonal_(-torch.inf).log_softmax(1).numpy()
        heads = scores.argmax(1)[1:].tolist()
        trees += is_tree(heads)
        assert best_tree(scores, heads) == chuliu_edmonds_one_root(scores)[1:].tolist()
    assert 0 < trees < 138
