"""Who speaks and who is spoken to in a story whose cast is known beforehand, and what is said of why."""

from collections.abc import Sequence
from typing import Any

import pytest

from quoteattr import Attributor, Result
from quoteattr.attribution.sieves.order import SOURCE_SIEVES

STORY = """The Gryphon lay in the sun.

“Come here,” said the Gryphon.

“Why?” asked Mrs.
Moe.

“It is late.”

“It is not.”

“It is.”

“It is never late,” said the innkeeper. “Never.”

“So you say, Gryphon,” said Mrs. Moe.
"""
CAST = [{"name": "The Gryphon"}, {"name": "Mrs Moe"}, {"name": "The Innkeeper"}, {"name": "Mr Moe"}]


def told(result: Result) -> list[str | None]:
    return [quote.speaker.name if quote.speaker else None for quote in result]


@pytest.fixture(scope="module")
def story(attributor: Attributor) -> Result:
    return attributor({"text": STORY.replace("Mrs.\nMoe", "Mrs.  Moe"), "cast": CAST})


def test_a_given_cast_is_found_however_the_text_writes_it(story: Result) -> None:
    """With or without an article, a full stop and one space, in small letters."""
    assert told(story)[:2] == ["The Gryphon", "Mrs Moe"]
    assert told(story)[5] == "The Innkeeper"


def test_who_is_called_is_spoken_to(story: Result) -> None:
    assert [addressee.name for addressee in story[-1].addressees] == ["The Gryphon"]


def test_who_is_spoken_to_is_among_the_people(story: Result) -> None:
    people = {person.id: person.name for person in story.people}
    spoken_to = [addressee for quote in story for addressee in quote.addressees]
    assert spoken_to
    assert all(people[addressee.id] == addressee.name for addressee in spoken_to)


def test_how_likely_a_turn_is_is_told(story: Result) -> None:
    told = story[2].explain()
    assert "whose turn it is, judged from all lines of the conversation together" in told
    assert "Estimated probability, all lines of the conversation considered:" in told
    assert f"Speaker confidence: {story[2].speaker_confidence:.2f}, the probability given above." in told


def test_sieves_of_ones_own_without_turns_are_not_overruled(attributor: Attributor, bundled_parser: Any) -> None:
    kept = [rule for rule in SOURCE_SIEVES if rule.name != "turn_taking"]
    result = Attributor("en", parser=bundled_parser, sieves=kept)({"text": STORY, "cast": CAST})
    assert all(quote.addressees == () for quote in result)
    assert "whose_turn" not in {quote.sieve for quote in result}


@pytest.mark.parametrize("cast", [[{"name": "Jake Barnes", "narrator": True}], []])
def test_a_given_narrator_is_who_says_i(attributor: Attributor, cast: Sequence[Any]) -> None:
    text = "I sat down.\n\n“A beer,” I said.\n\n“Cold?” asked the waiter.\n\n“Cold.”\n\n“At once.”\n\n“Good,” I said."
    result = attributor({"text": text, "cast": cast})
    assert {told(result)[0], told(result)[-1]} == {"Jake Barnes" if cast else "the narrator"}
