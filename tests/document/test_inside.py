"""What is quoted as a document of its own: words in their places, trees cut, marks paired anew."""

from quoteattr.document.document import Document
from quoteattr.document.inside import inside, unwrapped
from tests.cases import case_called, frozen_document


def document() -> Document:
    return frozen_document(case_called("inner marks that run over the outer cue"))


def test_words_keep_their_places_and_all_else_is_blank() -> None:
    outer = document()
    pieces = tuple((quoted.inner_start, quoted.inner_end) for quoted in outer.outer)
    found = inside(outer, [pieces]).document
    assert len(found.text) == len(outer.text)
    assert found.text.split() == ["He", "told", "me,", "‘I", "warned", "them,", "for", "years.’"]
    assert all(
        outer.text[token.start : token.end] == token.text for tree in found.trees.sentences for token in tree.nodes
    )


def test_inner_marks_are_the_outer_ones_there() -> None:
    outer = document()
    pieces = tuple((quoted.inner_start, quoted.inner_end) for quoted in outer.outer)
    found = inside(outer, [pieces]).document
    assert [found.inner(quoted).split() for quoted in found.outer] == [["I", "warned", "them,", "for", "years."]]


def test_each_word_knows_whose_it_is() -> None:
    outer = frozen_document(case_called("a conjoined report is no inner one"))
    one, other = (
        (outer.text.index("the road"), outer.text.index(" and ")),
        (outer.text.index("it was"), len(outer.text)),
    )
    found = inside(outer, [(other,), (one,)])
    assert [found.owner_at(token.start) for tree in found.document.trees.sentences for token in tree.nodes] == [
        *[1] * 4,
        *[0] * 4,
    ]


def test_a_tree_whose_root_is_outside_has_a_new_one() -> None:
    outer = frozen_document(case_called("he said that she had told him"))
    found = inside(outer, [((outer.text.index("Bill"), len(outer.text)),)]).document
    [tree] = found.trees.sentences
    assert [node.text for node in tree.nodes if node.head is None and node.upos != "PUNCT"] == ["told"]
    assert all(node.deprel == "root" for node in tree.nodes if node.head is None)


def test_marks_can_be_taken_off() -> None:
    outer = frozen_document(case_called("three floors of marks"))
    bare = unwrapped(outer, {outer.outer[0].start})
    assert [(quoted.depth, outer.inner(quoted)) for quoted in bare.quoted_spans] == [
        (0, "She told me, “Run,” and I ran,"),
        (1, "Run,"),
    ]
