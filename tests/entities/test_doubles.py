"""Members of a given cast who are in it twice."""

import pytest

from quoteattr.entities.doubles import without_doubles
from quoteattr.entities.given import CastMember
from quoteattr.languages.loading import load_language


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        pytest.param(["Moe", "Mr. Bo Moe"], ["Mr. Bo Moe"], id="a last name alone"),
        pytest.param(["Bo Moe", "Mrs. Moe", "Moe"], ["Bo Moe", "Mrs. Moe"], id="rather a man"),
        pytest.param(["Mrs. Moe", "Moe"], ["Mrs. Moe"], id="a woman where there is no man"),
        pytest.param(["Moe", "Bo Moe", "Tom Moe"], ["Moe", "Bo Moe", "Tom Moe"], id="two who may be meant"),
        pytest.param(["Bo", "Bo Moe"], ["Bo", "Bo Moe"], id="a given name"),
        pytest.param(["Heron", "The Heron"], ["Heron", "The Heron"], id="an article"),
    ],
)
def test_a_last_name_alone_is_that_of_the_one_bearer(names: list[str], kept: list[str]) -> None:
    found = without_doubles([CastMember(name) for name in names], load_language("en"))
    assert [member.name for member in found] == kept


def test_a_member_with_another_alias_is_believed() -> None:
    cast = [CastMember("Moe", ("Captain",)), CastMember("Bo Moe")]
    assert without_doubles(cast, load_language("en")) == cast


def test_what_was_said_of_either_is_kept() -> None:
    cast = [CastMember("Moe", role="mayor", narrator=True), CastMember("Bo Moe", ("Bo",))]
    assert without_doubles(cast, load_language("en")) == [
        CastMember("Bo Moe", ("Bo", "Moe"), role="mayor", narrator=True)
    ]
