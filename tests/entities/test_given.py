"""Casts that are given are checked where they come in."""

from typing import Any

import pytest

from quoteattr import Attributor
from quoteattr.entities.gathering import find_entities
from quoteattr.entities.given import CastMember, as_cast
from quoteattr.errors import InputError


@pytest.mark.parametrize(
    ("member", "complaint"),
    [
        ({"name": ""}, "has '' for a name"),
        ({"name": " - "}, "has ' - ' for a name"),
        ({"name": None}, "has None for a name"),
        ({"name": 5}, "has 5 for a name"),
        ({"name": "Lee", "aliases": "Ann"}, "aliases of 'Lee' must be a list of strings, got 'Ann'"),
        ({"name": "Lee", "aliases": 5}, "aliases of 'Lee' must be a list of strings, got 5"),
        ({"name": "Lee", "aliases": [5]}, "aliases of 'Lee' must be a list of strings"),
        ({"name": "Lee", "role": 5}, "role of 'Lee' must be a string, got 5"),
    ],
)
def test_members_of_wrong_types_are_refused_as_records_and_as_mappings(member: dict[str, Any], complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        CastMember(**member)
    with pytest.raises(InputError, match=complaint):
        as_cast([member])


@pytest.mark.parametrize("cast", ["Lee", b"Lee", {"name": "Lee"}, 5, ["Lee"], [None], [{}]])
def test_what_are_no_members_is_refused(cast: Any) -> None:
    with pytest.raises(InputError, match="cast"):
        as_cast(cast)


def test_lists_become_tuples() -> None:
    aliases: Any = ["Ann"]
    assert (
        CastMember("Lee", aliases) == as_cast([{"name": "Lee", "aliases": ["Ann"]}])[0] == CastMember("Lee", ("Ann",))
    )


def test_errors_quote_little() -> None:
    wrong: Any = ["b" * 20_000, 5]
    with pytest.raises(InputError) as caught:
        CastMember("a" * 20_000, wrong)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("cast", "complaint"),
    [
        ([{"name": "Ida Moe"}, {"name": "Ida Moe"}], "two members of the name 'Ida Moe'; give them names that tell"),
        ([{"name": "Ida Moe"}, {"name": "ida\nmoe"}], "two members of the name 'ida\\\\nmoe'"),
        ([{"name": "Ida", "narrator": True}, {"name": "Bo", "narrator": True}], "several narrators, .'Ida', 'Bo'"),
        ([{"name": "Ida", "narrator": "yes"}], "narrator of 'Ida' must be True or False, got 'yes'"),
    ],
)
def test_members_who_cannot_be_told_apart_are_refused(cast: list[dict[str, Any]], complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        as_cast(cast)


def test_an_alias_may_be_that_of_two() -> None:
    assert len(as_cast([{"name": "Ida Moe", "aliases": ["Moe"]}, {"name": "Bo Moe", "aliases": ["Moe"]}])) == 2


def test_the_title_in_a_given_name_tells_who_is_meant(attributor: Attributor) -> None:
    cast = [{"name": "Mrs. Moe"}, {"name": "Mr. Moe"}, {"name": "Mademoiselle Lund"}]
    text = "“It rains,” said Mrs. Moe.\n\n“So it does,” said Mr. Moe.\n\n“Look!” cried Mademoiselle.\n\n“Where?”"
    [document] = attributor.documents([text])
    found = find_entities(document, as_cast(cast)).entities
    assert [(member.name, member.styles, member.gender) for member in found] == [
        ("Mrs. Moe", {"wife"}, "Fem"),
        ("Mr. Moe", {"man"}, "Masc"),
        ("Mademoiselle Lund", set(), "Fem"),
    ]
    assert [named.mention.text for member in found for named in member.names] == ["Mrs. Moe", "Mr. Moe", "Mademoiselle"]
