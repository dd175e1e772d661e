"""The same words in several documents: what is one quotation, and what only looks like it."""

import time
from typing import Any

import pytest

from quoteattr import Corpus
from quoteattr.corpus.reprints import is_reprint
from tests.corpus.made import quote, result, said, speaker

BRIDGE = "We will not gamble with four hundred lives on a stormy sea"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BRIDGE, f"‘{BRIDGE.upper()}’."),
        (BRIDGE, "We will not gamble with four hundred lives"),
        (BRIDGE, "We will not gamble with 400 lives on a stormy sea"),
        (BRIDGE, f"Everybody knows it. {BRIDGE}, whatever the ministry may say to us tonight."),
        (BRIDGE, "We will not … gamble with four hundred lives"),
        ("it would cost “more than a new ship did twenty years ago”", "More than a new ship did twenty years ago"),
    ],
)
def test_reprints_are_found(one: str, other: str) -> None:
    assert is_reprint(one, other)
    assert is_reprint(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BRIDGE, "We will not gamble"),
        (BRIDGE, "We will not go to sea with a broken engine, and four hundred people know why"),
        ("I think she will do it", "I think that he is right. She will be there, and then we will do it"),
        ("", ""),
    ],
)
def test_what_is_said_by_many_is_none(one: str, other: str) -> None:
    assert not is_reprint(one, other)


def test_reports_in_similar_words_are_none() -> None:
    assert not is_reprint(
        "to ban ships from entering the harbour", "his plan to ban all ships from entering it", marked=False
    )
    assert is_reprint("to ban ships from entering the harbour", "to ban ships from entering the harbour", marked=False)


def archive() -> list[Any]:
    """One quotation in four papers, the first of which is not the earliest, and one that stands alone."""
    return [
        said("late", "We will not gamble with four hundred lives", "Ann Lee", meta={"date": "2020-02-09"}),
        said("first", BRIDGE, "Ann Lee", meta={"date": "2020-02-07"}),
        said("other", BRIDGE, "Bo Ek", meta={"date": "2020-02-08"}),
        said("short", BRIDGE.replace("four hundred", "400"), "Lee", meta={"date": "2020-02-10"}),
        said("alone", "Nobody asked us about the new bridge", "Ann Lee"),
    ]


def test_a_quotation_knows_who_had_it_first_and_what_became_of_it() -> None:
    with Corpus(archive()) as corpus:
        [quotation] = corpus.quotations
    assert quotation.text == BRIDGE
    assert quotation.documents == 4
    assert quotation.first.document == "first"
    assert [(place.quote.document, place.change) for place in quotation.places] == [
        ("first", "first"),
        ("other", "same"),
        ("late", "cut"),
        ("short", "changed"),
    ]


def test_whoever_is_put_in_anothers_place_is_a_conflict() -> None:
    with Corpus(archive()) as corpus:
        [quotation] = corpus.quotations
    assert [place.quote.document for place in quotation.conflicts] == ["other"]


def test_words_twice_in_one_document_are_no_reprint() -> None:
    ann = speaker(0, "Ann Lee")
    with Corpus([result("a", [quote(BRIDGE, ann), quote(BRIDGE, ann)], [ann])]) as corpus:
        assert corpus.quotations == ()


def test_many_copies_are_one_quotation() -> None:
    with Corpus([said(number, BRIDGE, "Ann Lee") for number in range(300)]) as corpus:
        [quotation] = corpus.quotations
        assert quotation.documents == 300


LONG = " ".join(
    f"The {word} of the harbour was counted on day {number}."
    for number, word in enumerate(["ab", "cd", "ef", "gh"] * 20)
)


def test_copies_of_articles_are_found_and_counted_once() -> None:
    documents = [
        said("b", BRIDGE, "Ann Lee", text=f"{LONG} Signed.", meta={"date": "2020-02-09"}),
        said("a", BRIDGE, "Ann Lee", text=LONG, meta={"date": "2020-02-07"}),
        said("c", BRIDGE, "Ann Lee", text="Quite another text. " * 40),
    ]
    with Corpus(documents) as corpus:
        assert corpus.copies == (("a", "b"),)
        assert corpus.summary().tables["overview"][0]["documents"] == 3
        once = corpus.summary(copies_once=True)
        assert once.tables["overview"][0]["documents"] == 2
        assert once.tables["overview"][0]["first"] == "2020-02-07"
        assert [quote.document for quote in once.quotes()] == ["a", "c"]
        assert "<small>b," not in once.to_html()


def test_a_speech_of_thousands_of_words_is_found_in_no_long_time() -> None:
    speech = " ".join(f"word{number % 977} and{number % 13}" for number in range(20_000))
    documents = [
        said("a", speech, "Ann Lee"),
        said("b", speech[: len(speech) // 2], "Ann Lee"),
        said("c", BRIDGE, "Bo Ek"),
    ]
    start = time.process_time()
    with Corpus(documents) as corpus:
        assert [quotation.documents for quotation in corpus.quotations] == [2]
    assert time.process_time() - start < 5


def test_a_few_words_are_one_quotation_where_one_person_says_them() -> None:
    documents = [
        said("a", "We will not pay!", "Ann Lee"),
        said("b", "we will not pay", "Ann Lee"),
        said("c", "We will not pay", "Bo Ek"),
        said("d", "No comment", "Ann Lee"),
        said("e", "No comment", "Ann Lee"),
    ]
    with Corpus(documents) as corpus:
        [quotation] = corpus.quotations
        assert [place.quote.document for place in quotation.places] == ["a", "b"]
        assert corpus.warnings == (
            "1 wording of fewer than 5 words in several documents left out of the quotations, as many people say such "
            "words; from 3 words on they count where it is the same person by name",
        )
        corpus.add([said("f", "We will not pay", "Ann Lee")])
        assert len(corpus.warnings) == 0
        assert corpus.quotations[0].documents == 3


def test_a_few_words_of_nobody_or_twice_in_one_document_are_none() -> None:
    ann = speaker(0, "Ann Lee")
    twice = result("a", [quote("We will not pay", ann), quote("We will not pay", ann)], [ann])
    nobody = [result(key, [quote("Not in my town")], []) for key in ("b", "c")]
    with Corpus([twice, *nobody]) as corpus:
        assert corpus.quotations == ()
        assert corpus.warnings[0].startswith("1 wording of fewer than 5 words")


def test_nothing_is_found_in_nothing() -> None:
    with Corpus() as corpus:
        assert (corpus.quotations, corpus.copies, corpus.people, corpus.doubtful) == ((), (), (), ())
