"""Who speaks in the words of whom."""

import pytest
from attrs import evolve

from quoteattr import Attributor, Result
from quoteattr.languages.weights import Weights
from tests.cases import case_called, frozen_parse

ATTRIBUTOR = Attributor("en")


def result_of(label: str) -> Result:
    return ATTRIBUTOR(frozen_parse(case_called(label)))


def test_i_within_marks_within_marks_is_who_speaks_there() -> None:
    result = result_of("three floors of marks")
    ada = next(person for person in result.people if person.name == "Ada Roth")
    assert [mention.text for mention in ada.mentions if mention.form == "pronoun" and mention.text == "me"] == []


def test_speakers_of_inner_quotes_say_so() -> None:
    result = result_of("he said that she had told him")
    assert [(speaker.name, speaker.relayed) for speaker in result.speakers] == [
        ("Ada Roth", False),
        ("Bill Kerr", True),
    ]
    assert {person.name: person.quotes for person in result.people} == {"Ada Roth": 1, "Bill Kerr": 1}


def test_an_explanation_says_in_whose_words_a_quote_is() -> None:
    [inner] = result_of("I within a quotation")[0].inner
    told = inner.explain()
    assert "It is part of what Ada Roth says [q1]." in told
    assert "the one who speaks the words around it" in told


def test_what_is_said_in_what_nobody_says_is_found() -> None:
    result = ATTRIBUTOR("“I think they said that it was late,” Ada Roth said.")
    assert [(one.source and one.source.text, one.text) for one in result[0].inner] == [("they", "that it was late")]


def test_a_language_without_weights_takes_what_the_judge_takes() -> None:
    plain = Attributor(evolve(ATTRIBUTOR.language, within_weights=Weights()))
    result = plain(frozen_parse(case_called("he said that she had told him")))
    assert [one.text for one in result.all()] == [
        "Bill Kerr had told her that the road was closed",
        "that the road was closed",
    ]


@pytest.mark.parametrize("depth", [3, 40])
def test_speech_is_read_to_a_bounded_depth(depth: int) -> None:
    text = "Ada Roth said " + "Bo Dahl told her that " * depth + "it rained."
    quotes = list(ATTRIBUTOR(text).all())
    assert len(quotes) > min(depth, 3)
    assert all(text[span.start : span.end] == span.text for quote in quotes for span in quote.content)
