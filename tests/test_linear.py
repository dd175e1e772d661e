"""Time grows with the text and no faster: four times the text may take about four times as long, not sixteen."""

import gc
import time
from collections.abc import Callable, Iterator
from random import Random
from typing import TypeVar

import pytest

from quoteattr import Attributor, Parse
from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.assembly import attribute_quotations
from quoteattr.attribution.sieves.order import SOURCE_SIEVES
from quoteattr.document.document import Document
from quoteattr.document.marks import find_quoted_spans
from quoteattr.document.paragraphs import find_paragraphs
from quoteattr.evaluation.evaluate import score
from quoteattr.languages.loading import load_language
from quoteattr.parsers.conllu import to_parse
from quoteattr.syntax.parse import Sentence, Token

ENGLISH = load_language("en")
LINEAR = 8.0
"""How many times longer four times the text may take: between four, and the sixteen of quadratic time."""


T = TypeVar("T")


def marked(text: str) -> None:
    find_quoted_spans(text, find_paragraphs(text, ENGLISH), ENGLISH.marks)


def grows_in_line(run: Callable[[T], object], text: Callable[[int], T], size: int) -> bool:
    """Whether four times the size takes less than LINEAR times as long; a near miss may be noise and tries again."""

    def seconds(given: T) -> float:
        gc.collect()
        gc.disable()
        start = time.process_time()
        run(given)
        end = time.process_time()
        gc.enable()
        return end - start

    short, long = text(size), text(4 * size)
    run(short)
    for _ in range(4):
        ratio = seconds(long) / min(seconds(short) for _ in range(3))
        if ratio < LINEAR or ratio > 2 * LINEAR:
            break
    return ratio < LINEAR


@pytest.mark.parametrize(
    "piece",
    [
        *('"', "'", "“", "”", "‘", "’", "“”", "“‘", "“‘’”", "\"'", "``", "«“", "5'", "5'11\" "),
        *('"a" ', "'a' ", "“a ", "‘a ", "s' ", "“a\n", "“a\n\n", "'a\n\n", "Q: “a\n"),
        *(
            "> ",
            ">",
            "**A:** ",
            "**A:** b?\n",
            "[00:01] A: b\n",
            "Q A ",
            "— a\n",
            "—a ",
            "| a | b |\n",
            "A\tb\n",
            "A\nb?\n",
        ),
        *("*", "_a_ ", "[a](", "[1]", "<a>", "</a><", "MOE. ", "MOE: I (a) [b] ", "Moe of Exeter ", "From: a\n", "1\n"),
        *("A", "A ", "A: ", "A-", "A, ", "Ab. ", "OSLO-", "(A", "4 March 2021 ", "1 ", " ", "\n", " \n", "\u00a0"),
    ],
)
def test_marks_and_paragraphs(piece: str) -> None:
    assert grows_in_line(marked, lambda size: piece * (size // len(piece)), 10_000)


def test_half_a_million_marks_are_read() -> None:
    marked('"' * 500_000)


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param("“We sank.”", id="quotation alone"),
        pytest.param("“We sank.", id="one quotation over all"),
        pytest.param("The mayor said it was “cold”.", id="marked words"),
        pytest.param("“He said, ‘She said, “We sank,”’” said Ann Lee.", id="marks within marks"),
        pytest.param("Ann Lee said he said she said they said it sank.", id="speech within speech"),
        pytest.param("“We sank,” said Ann Lee.", id="one speaker"),
        pytest.param("“We sank,” said Ann%d Lee%d.", id="many speakers"),
        pytest.param("Ann Lee rose.\n\n“We sank,” she said.", id="pronouns"),
        pytest.param("Ann%d: “We sank.”", id="labels"),
        pytest.param("Ann Lee said:\n\n“We sank.”", id="colons"),
    ],
)
@pytest.mark.parametrize("separator", ["\n\n", " "], ids=["paragraphs", "one paragraph"])
def test_attribution(stub_attributor: Attributor, paragraph: str, separator: str) -> None:
    def text(size: int) -> str:
        return separator.join(paragraph.replace("%d", str(number)) for number in range(size))

    assert grows_in_line(stub_attributor, text, 150)


@pytest.mark.parametrize(
    "piece",
    [
        *("1", "a", "A", ".", ",", "-", "'", "’", '"', "“", "(", "@", "\u00a0", "1,", "1.", "1/", "A-", "(A"),
        *(
            "a ",
            "A ",
            "A. ",
            "1 ",
            "of ",
            "not ",
            "’s ",
            "Ab, ",
            "A & ",
            "A: ",
            "1\n",
            "a\n",
            "A\n",
            " \n",
            "\r\n",
            "a\n\n",
        ),
        *(
            "Lee said it sank. ",
            "“No” ",
            "“No,” and ",
            "said “no” and ",
            "Ann, the aunt of ",
            "Ann and ",
            "She said he said ",
        ),
    ],
)
def test_any_characters(stub_attributor: Attributor, piece: str) -> None:
    assert grows_in_line(stub_attributor, lambda size: "Lee said: " + piece * (size // len(piece)), 6_000)


def test_thirty_thousand_digits(stub_attributor: Attributor) -> None:
    """Digits were tried as feet and inches from each of them on: 22 seconds."""
    start = time.process_time()
    stub_attributor("1" * 30_000)
    assert time.process_time() - start < 5


def test_adjacent_quotations(stub_attributor: Attributor) -> None:
    def text(size: int) -> str:
        return "Lee and " + "a " * 3 * size + "said:\n\n" + "“No” " * size

    assert grows_in_line(stub_attributor, text, 300)


def chain(size: int) -> Iterator[Token]:
    """Ben Ben ..., each the apposition of the one before it."""
    yield from (Token(i + 1, 7 * i, 7 * i + 3, "Ben", "Ben", "PROPN", i, "appos", ner="B-PER") for i in range(size))


def clauses(size: int) -> Iterator[Token]:
    """Verbs, each reported by the one before it."""
    yield from (Token(i + 1, 7 * i, 7 * i + 4, "said", "say", "VERB", i, "ccomp") for i in range(size))


def names(size: int) -> Iterator[Token]:
    """Ann Ann ..., all beside the first."""
    yield from (
        Token(i + 1, 7 * i, 7 * i + 3, "Ann", "Ann", "PROPN", min(i, 1), "conj", ner="B-PER") for i in range(size)
    )


@pytest.mark.parametrize("rows", [chain, clauses, names])
def test_one_sentence(rows: Callable[[int], Iterator[Token]]) -> None:
    def parse(size: int) -> Parse:
        tokens = tuple(rows(size))
        return Parse("".join(token.text.ljust(7) for token in tokens), (Sentence(tokens),))

    assert grows_in_line(Attributor("en"), parse, 1_000)


@pytest.mark.parametrize("piece", ["a", "(a", "(a[", "a)", "-", "(", ")", "["])
def test_brackets_of_chains(piece: str) -> None:
    def row(size: int) -> str:
        return "\t".join(["1", "Go", *"____", "0", "_", "_", f"Entity={piece * size}"])

    assert grows_in_line(to_parse, row, 10_000)


@pytest.mark.parametrize("piece", ["\n", " \n", "a\n", " ", '"', "“", "„a"])
def test_marks_of_gold_texts(piece: str) -> None:
    def gold(size: int) -> dict[str, object]:
        return {"id": 1, "text": piece * size, "quotes": []}

    assert grows_in_line(lambda document: score([document], [document]), gold, 10_000)


def test_thousands_of_paragraphs(stub_attributor: Attributor) -> None:
    assert grows_in_line(stub_attributor, lambda size: "“We sank,” said Ann Lee.\n\n" * size, 2_000)


def attribute(document: Document) -> None:
    assert attribute_quotations(Analysis(document), SOURCE_SIEVES).quotes


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


def people_of_whom_the_given_name_comes_again(number: int) -> list[str]:
    return [*people_who_share_a_given_name(number), said("Ida/PROPN/2/nsubj/B-PER", 2)]


def people_who_share_a_last_name(number: int) -> list[str]:
    return [said(f"{word(number, 'I')}/PROPN/3/nsubj/B-PER Moe/PROPN/1/flat/I-PER", 3)]


def people_of_whom_the_last_name_comes_again(number: int) -> list[str]:
    return [*people_who_share_a_last_name(number), said("Moe/PROPN/2/nsubj/B-PER", 2)]


def one_person_described_again_and_again(number: int) -> list[str]:
    moe = "Ida/PROPN/6/nsubj/B-PER Moe/PROPN/1/flat/I-PER ,/PUNCT/5/punct the/DET/5/det mayor/NOUN/1/appos"
    mayor = f"{moe} rose|rise/VERB/0/root ./PUNCT/6/punct"
    return ([] if number else [mayor]) + [said("The|the/DET/3/det old/ADJ/3/amod mayor/NOUN/4/nsubj//Number=Sing", 4)]


def new_names_of_one_word_beside_full_names(number: int) -> list[str]:
    met = f"Bo/PROPN/3/nsubj/B-PER {word(number, 'L')}/PROPN/1/flat/I-PER left|leave/VERB/0/root ./PUNCT/3/punct"
    return [met, said(f"{word(number, 'R')}/PROPN/2/nsubj/B-PER", 2)]


def people_without_a_name_told_apart_by_where_they_are(number: int) -> list[str]:
    officials = f"Officials|official/NOUN/4/nsubj//Number=Plur in/ADP/3/case {word(number, 'V')}/PROPN/1/nmod/B-LOC"
    return [said(officials, 4)]


@pytest.mark.parametrize(
    "piece",
    [
        bodies_that_share_a_first_word,
        bodies_that_share_a_last_word,
        bodies_taken_up_by_their_noun,
        people_who_share_a_given_name,
        people_of_whom_the_given_name_comes_again,
        people_who_share_a_last_name,
        people_of_whom_the_last_name_comes_again,
        one_person_described_again_and_again,
        new_names_of_one_word_beside_full_names,
        people_without_a_name_told_apart_by_where_they_are,
    ],
)
def test_names(document_of: Callable[..., Document], piece: Callable[[int], list[str]]) -> None:
    def document(size: int) -> Document:
        trees = [tree for number in range(size) for tree in piece(number)]
        words = " ".join(entry.split("/")[0].partition("|")[0] for tree in trees for entry in tree.split())
        return document_of(words, *trees)

    assert grows_in_line(attribute, document, 250)
