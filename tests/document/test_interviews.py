"""Interviews that are printed as questions and answers without labels."""

import pytest

from quoteattr import Attributor
from quoteattr.document.interviews import Interview

INTRODUCTION = "Ann Lee is the mayor of Exeter. Ann Lee spoke to us about the ferry.\n\n"
TURNS = [
    "Why do you think that the ferry was late?",
    "I think that nobody had asked the captain.",
    "And do you believe that it will sail again?",
    "It will. I hope that Bo Dahl sees it. Bo Dahl built it, and Bo Dahl loves it.",
    "What did the captain say?",
    "Nothing. I said that it was late.",
]
INTERVIEW = INTRODUCTION + "\n\n".join(TURNS)


def test_who_is_interviewed_speaks_in_the_answers_and_is_asked(attributor: Attributor) -> None:
    result = attributor(INTERVIEW)
    said = {quote.text: quote.speaker and quote.speaker.name for quote in result}
    assert said["that nobody had asked the captain"] == "Ann Lee"
    assert said["that the ferry was late"] == "Ann Lee"  # do you think
    assert "interviewee" in next(quote for quote in result if "nobody" in quote.text).explain()


@pytest.mark.parametrize("turns", [2, 4], ids=["one question", "two questions"])
def test_a_few_questions_are_no_interview(attributor: Attributor, turns: int) -> None:
    [document] = attributor.documents([INTRODUCTION + "\n\n".join(TURNS[:turns])])
    interview = Interview(document)
    assert interview.first_question is None
    assert not interview.asks(len(INTRODUCTION))


def test_paragraphs_ask_or_answer(attributor: Attributor) -> None:
    [document] = attributor.documents([INTERVIEW])
    interview = Interview(document)
    assert interview.first_question == len(INTRODUCTION)
    asked = [interview.asks(paragraph.start) for paragraph in document.paragraphs]
    answered = [interview.answers(paragraph.start) for paragraph in document.paragraphs]
    assert asked == [False, True, False, True, False, True, False]
    assert answered == [False, False, True, False, True, False, True]


@pytest.mark.parametrize("word", ["We", "You"])
def test_those_who_write_and_read_are_groups(attributor: Attributor, word: str) -> None:
    [quote] = attributor(f"{word} believe that the ferry will sail again.")
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.kind) == (word.lower(), "group")
