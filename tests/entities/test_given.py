"""The door for a given cast: what comes in is as it should be."""

from typing import Any

import pytest

from quoteattr.entities.given import CastMember, as_cast
from quoteattr.errors import InputError


def test_records_and_mappings_come_in() -> None:
    given = [CastMember("Ann Lee", ("Lee",)), {"name": "Bo Ek", "aliases": ["Bo"], "role": "mayor", "age": 50}]
    assert as_cast(given) == (CastMember("Ann Lee", ("Lee",)), CastMember("Bo Ek", ("Bo",), "mayor"))
    assert as_cast([{"name": "Bo", "aliases": None, "role": None}]) == (CastMember("Bo"),)


@pytest.mark.parametrize("cast", [5, None, True, "Ann", b"Ann", {"name": "Ann"}])
def test_a_cast_that_is_no_list_is_refused(cast: Any) -> None:
    with pytest.raises(InputError, match="a cast is a list of names"):
        as_cast(cast)


@pytest.mark.parametrize("member", [5, None, [], "Ann", {}, {"name": 5}, {"name": " "}, CastMember("")])
def test_a_member_without_a_name_is_refused(member: Any) -> None:
    with pytest.raises(InputError, match="a member of a cast is"):
        as_cast([member])


@pytest.mark.parametrize("aliases", [5, 0, True, "Ann", "", {"Ann": 1}, [5], ["Ann", None], [["Ann"]]])
def test_aliases_are_a_list_of_strings(aliases: Any) -> None:
    for member in ({"name": "Ann", "aliases": aliases}, CastMember("Ann", aliases)):
        with pytest.raises(InputError, match="the aliases of 'Ann' must be a list of strings"):
            as_cast([member])


@pytest.mark.parametrize("role", [5, 0, ["mayor"], {}])
def test_a_role_is_a_string(role: Any) -> None:
    with pytest.raises(InputError, match="the role of 'Ann' must be a string"):
        as_cast([{"name": "Ann", "role": role}])


def test_a_long_name_is_not_repeated_in_full() -> None:
    with pytest.raises(InputError) as refused:
        as_cast([{"name": "A" * 20_000, "aliases": [5] * 20_000}])
    assert len(str(refused.value)) < 200
