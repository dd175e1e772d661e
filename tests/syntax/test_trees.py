"""Trees are walked, and refused where they are none."""

from collections.abc import Iterable

import pytest
from attrs import evolve

from quoteattr.errors import ParseError, QuoteattrError
from quoteattr.syntax.parse import Parse, Sentence, Token
from quoteattr.syntax.trees import Tree, Trees


def sentence(text: str, heads: Iterable[int], offset: int = 0, relations: str = "") -> Sentence:
    """Tokens parted by spaces, with their heads and, if need be, their relations."""
    words = text.split(" ")
    starts = [offset + sum(len(word) + 1 for word in words[:place]) for place in range(len(words))]
    names = relations.split() or ["dep"] * len(words)
    return Sentence(
        tuple(
            Token(index, start, start + len(word), word, word.lower(), "X", head, relation)
            for index, (word, start, head, relation) in enumerate(zip(words, starts, heads, names, strict=True), 1)
        )
    )


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


def test_cycles_end() -> None:
    """Parsers are expected to give trees; one that does not must not hang the rules."""
    a, b, _ = tree("a b c", [2, 1, 0]).nodes
    assert list(a.ancestors()) == [b]
    assert a.subtree() == [a, b]


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


def test_features() -> None:
    token = Token(1, 0, 2, "he", "he", "PRON", 0, "root", feats="Case=Nom|Gender=Masc")
    [node] = Tree([token]).nodes
    assert token.feature("Case") == node.feature("Case") == "Nom"
    assert token.feature("Number") == node.feature("Number") == ""
    assert Token(1, 0, 2, "he", "he", "PRON", 0, "root").feature("Case") == ""


@pytest.mark.parametrize(
    "heads", [[0, 3], [0, 2], [0, -1], [1, 0]], ids=["beyond", "itself", "negative", "root itself"]
)
def test_wrong_heads_are_refused(heads: list[int]) -> None:
    with pytest.raises(ParseError, match=r"index .* and head .* or 0 for the root"):
        sentence("a b", heads)


def test_wrong_indices_and_empty_sentences_are_refused() -> None:
    with pytest.raises(ParseError, match="its index must be 1"):
        Sentence((Token(2, 0, 1, "a", "a", "X", 0, "root"),))
    with pytest.raises(ParseError, match="leave empty sentences out"):
        Sentence(())


def test_parse_errors_are_caught_by_the_family_name() -> None:
    assert issubclass(ParseError, QuoteattrError)
    assert issubclass(ParseError, ValueError)


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [(0, 1, "b"), (0, 2, "a"), (5, 6, "a"), (1, 0, "")],
    ids=["words", "end", "beyond", "order"],
)
def test_tokens_must_be_cut_from_the_text(start: int, end: int, text: str) -> None:
    with pytest.raises(ParseError, match="cut from the text"):
        Parse("a b", (Sentence((Token(1, start, end, text, "a", "X", 0, "root"),)),))


def test_tokens_must_be_in_order() -> None:
    with pytest.raises(ParseError, match="in order"):
        Parse("a b", (sentence("b", [0], offset=2), sentence("a", [0])))


TREES = Trees.of((sentence("Moe rose.", [2, 0]), sentence("It sank .", [2, 0, 2], offset=11)))
FIRST, SECOND = TREES.sentences
# The text that they stand in: "Moe rose.  It sank . End"


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
