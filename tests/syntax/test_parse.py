"""Rows are refused where they make no trees or are not cut from their text."""

from collections.abc import Callable
from typing import Any

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


WRONG: Any = 5
GOOD: dict[str, Any] = {
    "index": 1,
    "start": 0,
    "end": 1,
    "text": "a",
    "lemma": "a",
    "upos": "X",
    "head": 0,
    "deprel": "root",
}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[("index", "1"), ("index", 1.0), ("index", True), ("head", True), ("head", None), ("head", "0")],
        *[("start", 0.0), ("start", None), ("end", 1.5), ("end", "1"), ("text", None), ("lemma", None), ("lemma", 5)],
        *[("upos", None), ("upos", []), ("deprel", None), ("deprel", b"root"), ("feats", 5), ("feats", None)],
        *[("ner", None), ("ner", ["B-PER"])],
    ],
)
def test_values_of_wrong_types_are_refused(field: str, value: Any) -> None:
    with pytest.raises(ParseError, match=rf"{field}|has index|cut from the text"):
        Parse("a", (Sentence((Token(**{**GOOD, field: value}),)),))


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda: Sentence(WRONG), "expected a tuple of sentences, or of their tokens, got 5"),
        (lambda: Sentence(("a",)), "expected a Token, got 'a'"),
        (lambda: Parse("a", WRONG), "expected a tuple"),
        (lambda: Parse("a", ("a",)), "expected a Sentence, got 'a'"),
        (lambda: Parse(WRONG, ()), "the text of a Parse is 5"),
        *[
            (lambda chains=chains: Parse("a", (), chains), "expected a list of lists of pairs")
            for chains in ([[1]], [1], 5, [[("0", "1")]], [[(0, 1.0)]], [[(0, 1, 2)]], None)
        ],
    ],
)
def test_what_holds_other_things_is_refused(make: Callable[[], object], complaint: str) -> None:
    with pytest.raises(ParseError, match=complaint):
        make()


def test_lists_become_tuples() -> None:
    given: Any = [sentence("a b", [0, 1])]
    parse = Parse("a b", given)
    assert parse == Parse("a b", tuple(given))
    assert hash(parse) == hash(Parse("a b", tuple(given)))


def test_tokens_past_the_end_of_the_text_are_refused() -> None:
    with pytest.raises(ParseError, match="claims offsets 7:7"):
        Parse("a", (Sentence((Token(1, 7, 7, "", "", "X", 0, "root"),)),))


@pytest.mark.parametrize("value", ["a" * 20_000, ["a" * 20_000] * 20_000, 10**5_000], ids=["text", "list", "number"])
def test_errors_quote_little(value: Any) -> None:
    for field in ("index", "head", "start", "text"):
        with pytest.raises(ParseError) as caught:
            Parse("a", (Sentence((Token(**{**GOOD, field: value}),)),))
        assert len(str(caught.value)) < 600
