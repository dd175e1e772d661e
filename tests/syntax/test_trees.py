"""Trees are walked, and asked by offset."""

from collections.abc import Iterable

import pytest
from attrs import evolve

from quoteattr.syntax.parse import Parse
from quoteattr.syntax.trees import Tree, Trees
from tests.rows import sentence


def tree(text: str, heads: Iterable[int], relations: str = "") -> Tree:
    """The same, linked."""
    return Tree(sentence(text, heads, relations=relations).tokens)


MOE = tree("Ida Moe said the ferry sank", [3, 1, 0, 5, 6, 3], relations="nsubj flat root det nsubj:pass ccomp")
IDA, LAST, SAID, THE, FERRY, SANK = MOE.nodes


def test_heads_and_ancestors() -> None:
    assert SAID.head is None
    assert LAST.head is IDA
    assert list(THE.ancestors()) == [FERRY, SANK, SAID]


def test_neighbours() -> None:
    assert (IDA.before, IDA.after) == (None, LAST)
    assert (SANK.before, SANK.after) == (FERRY, None)
    assert (IDA.preceding, IDA.following) == ((), (LAST, SAID, THE, FERRY, SANK))
    assert (FERRY.preceding, FERRY.following) == ((IDA, LAST, SAID, THE), (SANK,))
    assert all(node.sentence is MOE for node in MOE.nodes)


def test_children_come_in_order_and_by_relation() -> None:
    assert SAID.children() == [IDA, SANK]
    assert SANK.children("nsubj") == [FERRY]
    assert SANK.children("nsubj:pass", "obj") == [FERRY]
    assert SAID.children("nsubj:pass") == []
    assert THE.children() == []


def test_children_are_the_callers_to_change() -> None:
    SAID.children().clear()
    assert SAID.children() == [IDA, SANK]


def test_subtrees_come_in_order_and_may_be_pruned() -> None:
    assert SAID.subtree() == list(MOE.nodes)
    assert SANK.subtree() == [THE, FERRY, SANK]
    assert SAID.subtree(without=[SANK]) == [IDA, LAST, SAID]
    assert SANK.subtree(without=[SAID]) == [THE, FERRY, SANK]


def test_a_chain_of_thousands_is_walked() -> None:
    """Walks do not recurse."""
    chain = tree(" ".join("a" * 5000), range(5000))
    assert len(chain.nodes[0].subtree()) == 5000
    assert len(list(chain.nodes[-1].ancestors())) == 4999


def test_a_tree_with_other_tokens_is_linked_anew() -> None:
    changed = MOE.with_tokens([evolve(THE.token, head=3)])
    assert [node.text for node in changed.nodes[2].children()] == ["Ida", "the", "sank"]
    assert FERRY.children() == [THE]
    assert MOE.with_tokens([]) is MOE


TREES = Trees.of((sentence("Moe rose.", [2, 0]), sentence("It sank .", [2, 0, 2], offset=11)))
FIRST, SECOND = TREES.sentences


@pytest.mark.parametrize(
    ("offset", "found"), [(0, FIRST), (8, FIRST), (9, None), (11, SECOND), (13, SECOND), (20, None), (99, None)]
)
def test_sentence_at_an_offset(offset: int, found: Tree | None) -> None:
    assert TREES.sentence_at(offset) is found


def test_sentences_before_one_come_nearest_first() -> None:
    assert list(TREES.before(SECOND, 1)) == [SECOND, FIRST]
    assert list(TREES.before(SECOND, 0)) == [SECOND]
    assert list(TREES.before(FIRST, 8)) == [FIRST]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (0, 24, (FIRST, SECOND)),
        (0, 9, (FIRST,)),
        (8, 12, (FIRST, SECOND)),
        (9, 11, ()),
        (9, 12, (SECOND,)),
        (20, 24, ()),
    ],
)
def test_sentences_between_offsets(start: int, end: int, found: tuple[Tree, ...]) -> None:
    assert TREES.between(start, end) == found


def test_nodes_within_offsets() -> None:
    assert [node.text for node in TREES.nodes(4, 18)] == ["rose.", "It", "sank"]
    assert TREES.nodes(1, 3) == []


def test_nothing_parses() -> None:
    nothing = Trees.of(Parse("", ()).sentences)
    assert nothing.sentence_at(0) is None
    assert nothing.between(0, 0) == ()
