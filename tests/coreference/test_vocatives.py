"""Who is spoken to by name."""

import pytest

from quoteattr import Attributor
from quoteattr.attribution.analysis import Analysis
from quoteattr.coreference.vocatives import find_addressed


@pytest.mark.parametrize(
    ("words", "called"),
    [
        pytest.param("The pump is broken, Mr. Roth.", True, id="a name that stands apart"),
        pytest.param("My dear Mr. Roth, the pump is broken.", True, id="with a fond word"),
        pytest.param("It was whole on Sunday, my good Tom Roth.", True, id="at the end"),
        pytest.param("I gave it to my dear Mr. Roth.", False, id="one who is only spoken of"),
        pytest.param("I gave it to Mr. Roth, and he broke it.", False, id="a name after a preposition"),
    ],
)
def test_a_name_that_stands_apart_calls_somebody(attributor: Attributor, words: str, called: bool) -> None:
    [document] = attributor.documents([f"Tom Roth came in. “{words}” said Ida Moe."])
    found = find_addressed(document, Analysis(document).cast)
    assert {address.entity.name for here in found.values() for address in here} == set(["Tom Roth"] if called else [])
