"""Whom pronouns mean inside quotation marks and around them, as `people` tells it."""

import pytest

from quoteattr import Attributor

LEE_AND_DAHL = "Ann Lee met Bo Dahl on Monday. "


def mentions(attributor: Attributor, text: str) -> dict[str, list[str]]:
    """The pronouns and descriptions that stand for each of the people."""
    result = attributor(text)
    return {
        person.name: [mention.text for mention in person.mentions if mention.form != "name"] for person in result.people
    }


CASES = [
    pytest.param(LEE_AND_DAHL + "“I told him that he was wrong,” she said.", "Ann Lee", ["I", "she"], id="the speaker"),
    pytest.param(LEE_AND_DAHL + "“I told him that he was wrong,” she said.", "Bo Dahl", ["him", "he"], id="another"),
    pytest.param("Ann Lee met Bo Dahl. “You were right,” she told him.", "Bo Dahl", ["You", "him"], id="the addressee"),
    pytest.param("“You were right, Bo,” said Ann Lee. Bo Dahl nodded.", "Bo Dahl", ["You"], id="called by name"),
    pytest.param("When she left the office, Ann Lee said that it was late.", "Ann Lee", ["she"], id="named later"),
    pytest.param("Ann Lee blamed herself for the delay.", "Ann Lee", ["herself"], id="reflexive"),
    pytest.param("Ann Lee, who chairs the board, left.", "Ann Lee", ["who"], id="relative"),
]


@pytest.mark.parametrize(("text", "name", "expected"), CASES)
def test_whom_pronouns_mean(attributor: Attributor, text: str, name: str, expected: list[str]) -> None:
    assert mentions(attributor, text)[name] == expected


def test_they_are_those_named_together(attributor: Attributor) -> None:
    found = mentions(attributor, "Ann Lee and Bo Dahl met on Monday. They said that the bridge was closed.")
    assert found["Ann Lee"] == found["Bo Dahl"] == ["They"]


def test_they_are_a_group_without_a_name(attributor: Attributor) -> None:
    found = mentions(attributor, "Several lawmakers met on Monday. They said that the bill was weak.")
    assert found["lawmakers"][-1] == "They"


@pytest.mark.parametrize(
    ("text", "name", "description"),
    [
        ("The Norsund Times praised the bill. The paper said that it was long overdue.", "Norsund Times", "The paper"),
        ("CNN aired the clip on Monday. The network said that it stood by the report.", "CNN", "The network"),
        ("PM Lena Brandt said it was late. The PM noted that it would end in May.", "Lena Brandt", "The PM"),
    ],
    ids=["a paper", "a network", "a title in capitals"],
)
def test_what_is_known_by_its_kind(attributor: Attributor, text: str, name: str, description: str) -> None:
    found = mentions(attributor, text)
    [key] = [key for key in found if key.removeprefix("The ") == name]
    assert description in found[key]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Roth and Bill Kerr met on Monday. “It is over,” he said. “I am glad,” she said.",
        "Bill Kerr met Ada Roth on Monday. She said that it was over. He left.",
    ],
    ids=["quoted", "told"],
)
def test_a_known_gender_comes_before_who_was_mentioned_last(attributor: Attributor, text: str) -> None:
    found = mentions(attributor, text)
    assert {word.lower() for word in found["Ada Roth"]} <= {"she", "i"}
    assert {word.lower() for word in found["Bill Kerr"]} <= {"he", "i"}


def test_whose_somebody_is_is_not_he(attributor: Attributor) -> None:
    """`Her lawyer` is never she."""
    found = mentions(attributor, "Ann Lee left the court on Monday. Her lawyer said that the case was closed.")
    assert found["Ann Lee"] == ["Her"]


def test_who_is_never_a_thing(attributor: Attributor) -> None:
    result = attributor("“It is weak,” said one lawmaker familiar with the talks, who added that the bill was dead.")
    assert [quote.speaker and quote.speaker.name for quote in result] == ["lawmaker", "lawmaker"]


@pytest.mark.parametrize(
    ("text", "owner", "theirs"),
    [
        ("Bo Dahl lost on Monday. His campaign said that the count was wrong.", "Bo Dahl", "His"),
        ("Bo Dahl lost on Monday. Dahl’s campaign said that the count was wrong.", "Bo Dahl", "Dahl"),
    ],
    ids=["a pronoun", "a name"],
)
def test_who_speaks_is_mentioned_without_whose_it_is(
    attributor: Attributor, text: str, owner: str, theirs: str
) -> None:
    people = attributor(text).people
    starts = [mention.start for person in people for mention in person.mentions]
    assert len(starts) == len(set(starts))
    assert [mention.text for person in people if person.name != owner for mention in person.mentions] == ["campaign"]
    assert theirs in [mention.text for person in people if person.name == owner for mention in person.mentions]
