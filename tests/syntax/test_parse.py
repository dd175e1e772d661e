"""Rows are refused where they make no trees or are not cut from their text."""

import pytest

from quoteattr.errors import ParseError, QuoteattrError
from quoteattr.syntax.parse import Parse, Sentence, Token
from quoteattr.syntax.trees import Tree
from tests.rows import sentence


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


def test_a_mention_beside_the_tokens_is_refused() -> None:
    with pytest.raises(ParseError, match=r"mentions 1:8, where the text has 'da Roth'; mentions must begin where"):
        Parse("Ada Roth", (sentence("Ada Roth", [0, 1]),), chains=[[(1, 8)]])
