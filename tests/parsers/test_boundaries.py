"""Sentence boundaries are mended around quotation marks and in the midst of sentences, and nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.parsers.boundaries import LONGEST, mend


def word(token: str) -> str:
    return token.lstrip("_/")


def gap(_: str, right: str) -> str:
    return {"_": "", "/": "\n"}.get(right[:1], " ")


def mended(*sentences: str) -> list[str]:
    """Mend sentences written with a space between tokens; `_` glues a token to the one before, `/` begins a line."""
    split = [sentence.split() for sentence in sentences]
    found = mend(split, word, gap)
    return [" ".join(sentence) for sentence in found]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(["We sank _. _”", "She wept _."], ["We sank _. _”", "She wept _."], id="nothing to mend"),
        pytest.param(["We sank _.", "_” She wept _."], ["We sank _. _”", "She wept _."], id="stranded mark"),
        pytest.param(["Sank _?", "_” she asked _."], ["Sank _? _” she asked _."], id="question"),
        pytest.param(["Sank _? _”", "she asked _."], ["Sank _? _” she asked _."], id="question, mark in place"),
        pytest.param(["Sank _? _”", "She asked _."], ["Sank _? _”", "She asked _."], id="a capital begins anew"),
        pytest.param(["We sank _. _’", "_” She wept _."], ["We sank _. _’ _”", "She wept _."], id="nested marks"),
        pytest.param(["We sank _. _)", "she wept _."], ["We sank _. _)", "she wept _."], id="brackets end sentences"),
        pytest.param(["We sank _.", '" Twice _.'], ["We sank _.", '" Twice _.'], id="a mark after a space opens"),
        pytest.param(["We sank _.", "_”"], ["We sank _. _”"], id="nothing but a stranded mark"),
        pytest.param(["Mayor Ida", "Moe wept _."], ["Mayor Ida Moe wept _."], id="in the midst of a name"),
        pytest.param(
            ["Mayor Ida", "/Moe wept _."], ["Mayor Ida", "/Moe wept _."], id="a line ends without a full stop"
        ),
        pytest.param(["THE FERRY", "It sank _."], ["THE FERRY", "It sank _."], id="a heading in capitals"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_marks(before: list[str], after: list[str]) -> None:
    assert mended(*before) == after


def test_long_sentences_are_cut_after_their_strongest_late_punctuation() -> None:
    clause = "a " * (LONGEST - 40) + "; " + "b " * 20 + ", " + "c " * 60
    first, second = mended(clause)
    assert first.endswith(" ;")
    assert second.startswith("b ")


def test_long_sentences_without_punctuation_are_cut_all_the_same() -> None:
    assert [len(sentence.split()) for sentence in mended("a " * (2 * LONGEST + 5))] == [LONGEST, LONGEST, 5]


words = st.sampled_from(["a", "B", "_.", "_?", "“", "_”", "”", "_'", "_)", ";", ","])


@given(st.lists(st.lists(words, max_size=2 * LONGEST), max_size=5))
def test_no_token_is_lost_or_moved(sentences: list[list[str]]) -> None:
    found = mend(sentences, word, gap)
    assert [token for sentence in found for token in sentence] == [
        token for sentence in sentences for token in sentence
    ]
    assert all(0 < len(sentence) <= LONGEST for sentence in found)
