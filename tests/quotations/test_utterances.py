"""Which words in quotation marks are speech of their own, on trees made by hand."""

from collections.abc import Callable

import pytest

from quoteattr.document.document import Document
from quoteattr.quotations.utterances import is_utterance

BOOK = "She/PRON/2/nsubj wrote|write/VERB/0/root a/DET/4/det book/NOUN/2/obj ,/PUNCT/4/punct “/PUNCT/7/punct"


@pytest.mark.parametrize(
    ("text", "trees"),
    [
        pytest.param("She wrote a book, “Go.”", (f"{BOOK} Go/VERB/4/appos ./PUNCT/7/punct ”/PUNCT/7/punct",), id="one"),
        pytest.param(
            "She wrote a book, “… Go.”",
            (f"{BOOK.replace('7/punct', '8/punct')} …/PUNCT/4/punct Go/VERB/4/appos ./PUNCT/8/punct ”/PUNCT/8/punct",),
            id="a mark within it hangs elsewhere",
        ),
        pytest.param(
            "She wrote a book, “Go. We shall all wait.”",
            (
                f"{BOOK} Go/VERB/4/appos ./PUNCT/7/punct",
                "We/PRON/4/nsubj shall/AUX/4/aux all/ADV/4/advmod wait/VERB/0/root ./PUNCT/4/punct ”/PUNCT/4/punct",
            ),
            id="two sentences, of which the first hangs from the noun",
        ),
    ],
)
def test_an_apposition_is_no_speech(document_of: Callable[..., Document], text: str, trees: tuple[str, ...]) -> None:
    document = document_of(text, *trees)
    assert not is_utterance(document, document.outer[0])


def test_what_a_verb_reports_is_speech(document_of: Callable[..., Document]) -> None:
    tree = f"{BOOK} Go/VERB/2/ccomp ./PUNCT/7/punct ”/PUNCT/7/punct"
    document = document_of("She wrote a book, “Go.”", tree)
    assert is_utterance(document, document.outer[0])


def test_what_stands_before_its_noun_is_no_apposition(document_of: Callable[..., Document]) -> None:
    tree = "She/PRON/2/nsubj wrote|write/VERB/0/root ,/PUNCT/2/punct “/PUNCT/5/punct Go/VERB/8/appos ./PUNCT/5/punct"
    document = document_of("She wrote, “Go.” Books", f"{tree} ”/PUNCT/5/punct Books|book/NOUN/2/obj")
    assert is_utterance(document, document.outer[0])
