"""What pronouns and descriptions stand for."""

import pytest

from quoteattr import Attributor
from quoteattr.coreference.resolution import resolve
from quoteattr.coreference.scene import Scene
from quoteattr.entities.gathering import find_entities

CASES = [
    ("Ida Moe met Bo Dahl. She left.", "She", "Ida Moe"),
    ("Bo Dahl rose. Ida Moe met him. He left.", "He", "Bo Dahl"),
    ("Sen. Ida Moe met Gov. Bo Dahl. The governor left.", "governor", "Bo Dahl"),
    ("Sen. Ida Moe met Gov. Bo Dahl of Ohio. The lawmaker left.", "lawmaker", "Ida Moe"),
    ("Bo Dahl opened a shop in Bergen. The former carpenter left.", "carpenter", "Bo Dahl"),
    ("The Harbour Institute closed. Its staff left. The institute reopened.", "institute", "Harbour Institute"),
    ("Bo Dahl spoke to a woman on the quay. She wept.", "She", "woman"),
]


@pytest.mark.parametrize(("text", "pointing", "named"), CASES, ids=[case[0] for case in CASES])
def test_what_stands_for_whom(attributor: Attributor, text: str, pointing: str, named: str) -> None:
    document = next(attributor.documents([text]))
    antecedents = resolve(document, find_entities(document))
    token = next(node for sentence in document.trees.sentences for node in sentence.nodes if node.text == pointing)
    found = antecedents.of(token)
    assert found is not None
    assert (found.entity.name if found.entity else found.head.text) == named


def test_what_is_said_of_a_pronoun_is_a_role(attributor: Attributor) -> None:
    document = next(attributor.documents(["Ida Moe left. She is the mayor of Bergen."]))
    cast = find_entities(document)
    [ida] = [entity for entity in cast.entities if entity.kind == "person"]
    assert [role.text for role in resolve(document, cast).roles(ida)] == ["mayor of Bergen"]


def test_a_given_name_is_believed_against_pronouns_nearby_but_not_for_sure(attributor: Attributor) -> None:
    document = next(attributor.documents(["Linda Moe said he left. " * 5]))
    cast = find_entities(document)
    [linda] = cast.entities
    assert Scene(document, cast).gender(linda) == ("Fem", "contested")
