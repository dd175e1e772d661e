"""Casts that are given are checked where they come in."""

from typing import Any

import pytest

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
