"""Chains of coreference that come with a parse are believed before any guess."""

import pytest

from quoteattr import Attributor
from tests.chained import read


@pytest.fixture(scope="module")
def rules() -> Attributor:
    return Attributor("en")


@pytest.mark.parametrize(
    ("entities", "speaker"),
    [
        ({}, "Ada Roth"),
        ({"Ida": "(e2-person-1-", "Moe": "e2)", "She": "(e2-person-1-)"}, "Ida Moe"),
        ({"Ada": "(e1-person-1-", "Roth": "e1)", "She": "(e1-person-1-)"}, "Ada Roth"),
        ({"She": "(e3-person-1-)"}, "Ada Roth"),
    ],
    ids=["no chain", "the object", "the subject", "a chain of a pronoun alone says nothing"],
)
def test_a_chain_is_believed_before_a_guess(rules: Attributor, entities: dict[str, str], speaker: str) -> None:
    [quote] = rules(read(entities))
    assert quote.speaker is not None
    assert quote.speaker.name == speaker
    assert ("by the rule coreferent" in quote.explain()) is ("(e2" in str(entities) or "(e1" in str(entities))
