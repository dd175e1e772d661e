"""Time grows with the names in a text and no faster: eight times the text may take about eight times as long."""

import gc
import time
from collections.abc import Callable
from random import Random

import pytest

from quoteattr.attribution.assembly import attribute_document
from quoteattr.document.document import Document

LINEAR = 16.0
"""How many times longer eight times the text may take: between eight, and the 64 of quadratic time."""
SIZE = 125


def word(number: int, first: str) -> str:
    """A word of its own for each number, from a first letter."""
    chance = Random(f"{first}{number}")
    return first + "".join(chance.choice("dfglmnrst") + chance.choice("aeiou") for _ in range(chance.choice((3, 4, 5))))


def said(subject: str, verb: int) -> str:
    """A sentence: somebody said it was ready; the subject has as many words as there are before the verb."""
    rest = f"it/PRON/{verb + 3}/nsubj was|be/AUX/{verb + 3}/cop ready/ADJ/{verb}/ccomp ./PUNCT/{verb}/punct"
    return f"{subject} said|say/VERB/0/root {rest}"


def bodies_that_share_a_first_word(number: int) -> list[str]:
    return [said(f"Norsund/PROPN/3/nsubj/B-ORG {word(number, 'A')}/PROPN/1/flat/I-ORG", 3)]


def bodies_that_share_a_last_word(number: int) -> list[str]:
    return [said(f"{word(number, 'A')}/PROPN/3/nsubj/B-ORG Group/PROPN/1/flat/I-ORG", 3)]


def bodies_taken_up_by_their_noun(number: int) -> list[str]:
    union = f"The|the/DET/2/det {word(number, 'A')}/PROPN/4/nsubj/B-ORG Union/PROPN/2/flat/I-ORG"
    return [said(union, 4), said("The|the/DET/2/det union/NOUN/3/nsubj", 3)]


def people_who_share_a_given_name(number: int) -> list[str]:
    return [said(f"Ida/PROPN/3/nsubj/B-PER {word(number, 'M')}/PROPN/1/flat/I-PER", 3)]


def one_person_described_again_and_again(number: int) -> list[str]:
    moe = "Ida/PROPN/6/nsubj/B-PER Moe/PROPN/1/flat/I-PER ,/PUNCT/5/punct the/DET/5/det mayor/NOUN/1/appos"
    mayor = f"{moe} rose|rise/VERB/0/root ./PUNCT/6/punct"
    return ([] if number else [mayor]) + [said("The|the/DET/3/det old/ADJ/3/amod mayor/NOUN/4/nsubj//Number=Sing", 4)]


def new_names_of_one_word_beside_full_names(number: int) -> list[str]:
    met = f"Bo/PROPN/3/nsubj/B-PER {word(number, 'L')}/PROPN/1/flat/I-PER left|leave/VERB/0/root ./PUNCT/3/punct"
    return [met, said(f"{word(number, 'R')}/PROPN/2/nsubj/B-PER", 2)]


@pytest.mark.parametrize(
    "piece",
    [
        bodies_that_share_a_first_word,
        bodies_that_share_a_last_word,
        bodies_taken_up_by_their_noun,
        people_who_share_a_given_name,
        one_person_described_again_and_again,
        new_names_of_one_word_beside_full_names,
    ],
)
def test_time_grows_with_the_names(document_of: Callable[..., Document], piece: Callable[[int], list[str]]) -> None:
    def document(size: int) -> Document:
        trees = [tree for number in range(size) for tree in piece(number)]
        words = " ".join(entry.split("/")[0].partition("|")[0] for tree in trees for entry in tree.split())
        return document_of(words, *trees)

    def seconds(given: Document) -> float:
        gc.collect()
        gc.disable()
        start = time.process_time()
        quotes, _ = attribute_document(given)
        end = time.process_time()
        gc.enable()
        assert quotes
        return end - start

    short, long = document(SIZE), document(8 * SIZE)
    seconds(short)
    ratios = (seconds(long) / min(seconds(short) for _ in range(3)) for _ in range(3))  # a near miss may be noise
    assert any(ratio < LINEAR for ratio in ratios)
