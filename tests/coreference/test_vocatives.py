"""Who is spoken to by name."""

import pytest

from quoteattr import Attributor
from quoteattr.attribution.analysis import Analysis
from quoteattr.coreference.vocatives import find_addressed, find_narrator


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


@pytest.mark.parametrize(
    ("telling", "narrator"),
    [
        pytest.param("I put the lamp on the table.", "Ida", id="called twice in a short story"),
        pytest.param("I put the lamp on the table, and Ida sat down. Ida was tired.", None, id="named by the telling"),
        pytest.param("Tom put the lamp on the table.", None, id="nobody says I"),
    ],
)
def test_who_tells_a_short_story(attributor: Attributor, telling: str, narrator: str | None) -> None:
    before, behind = "“Is it late, Ida?” asked Tom Roth.", "“Then we go, Ida.”\n\n“Not yet.”\n\n“When?”\n\n“Soon.”"
    [document] = attributor.documents([f"{before}\n\n{telling}\n\n{behind}"])
    cast = Analysis(document).cast
    found = find_narrator(document, cast, find_addressed(document, cast))
    assert (found and found.name) == narrator
