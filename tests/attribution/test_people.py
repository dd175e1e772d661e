"""The people of a text: all who are named and who speak, what stands for them, and how often they are quoted."""

import pytest

from quoteattr import Attributor, Person, Result

TEXT = (
    "Ann Lee, mayor of Exeter, met Bill Kerr at the Harbour Board. “We need a bridge,” Lee said. "
    "Lee and Kerr said that the old one was unsafe. Critics said that it would cost too much."
)


@pytest.fixture(scope="module")
def result(attributor: Attributor) -> Result:
    return attributor(TEXT)


def people_of(result: Result) -> dict[str, Person]:
    return {person.name: person for person in result.people}


def words(person: Person) -> list[str]:
    return [mention.text for mention in person.mentions]


def test_who_is_named_and_who_speaks_is_there(result: Result) -> None:
    assert {name: person.kind for name, person in people_of(result).items()} == {
        "Ann Lee": "person",
        "Bill Kerr": "person",
        "Critics": "group",
        "Harbour Board": "organization",
    }


def test_who_speaks_comes_first_and_is_the_speaker(result: Result) -> None:
    assert [person.id for person in result.people] == list(range(4))
    assert [(person.id, person.name, person.role) for person in result.people[:3]] == [
        (speaker.id, speaker.name, speaker.role) for speaker in result.speakers
    ]


def test_what_is_said_jointly_counts_for_each(result: Result) -> None:
    counts = {name: person.quotes for name, person in people_of(result).items()}
    assert counts == {"Ann Lee": 2, "Bill Kerr": 1, "Critics": 1, "Harbour Board": 0}


def test_a_role_is_told_of_those_too_who_do_not_speak(attributor: Attributor) -> None:
    lee = people_of(attributor("Ann Lee, mayor of Exeter, met Bill Kerr."))["Ann Lee"]
    assert lee.role is not None
    assert (lee.role.text, lee.quotes) == ("mayor of Exeter", 0)


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        pytest.param(
            "A spokesman rose. He said that they had won.", "spokesman", ["A spokesman", "He"], id="brought in"
        ),
        pytest.param("Critics rose. They said that it sank.", "Critics", ["Critics", "They"], id="brought in, a group"),
        pytest.param("A spokesman said that they had won.", "spokesman", ["A spokesman"], id="a source"),
        pytest.param("Ann Lee rose. She sat down.", "Ann Lee", ["Ann Lee", "She"], id="somebody who does not speak"),
        pytest.param("“I am glad,” said Ann Lee.", "Ann Lee", ["I", "Ann Lee"], id="I in marks"),
    ],
)
def test_mentions_are_names_descriptions_and_pronouns(
    attributor: Attributor, text: str, name: str, mentions: list[str]
) -> None:
    assert words(people_of(attributor(text))[name]) == mentions


@pytest.mark.parametrize("text", ["", "It rained all day.", "The ferry sank near the pier."])
def test_a_text_that_names_nobody_has_no_people(attributor: Attributor, text: str) -> None:
    assert attributor(text).people == ()
