"""The pairs of people and of quotations, and how they are measured."""

import json
from typing import Any

import pytest

from benchmarks import people_pairs, reprints
from benchmarks.archive import renamed


def entity(name: str, role: str | None = None) -> dict[str, Any]:
    return {"name": name, "kind": "person", "aliases": [], "role": role, "roles_also": []}


def test_people_are_measured_over_all_documents() -> None:
    documents = [
        {"id": "a", "entities": [entity("Ann Lee", "mayor"), entity("Bo Ek")]},
        {"id": "b", "entities": [entity("Mayor Ann Lee"), entity("Ek")]},
    ]
    pairs = [("a", 0, "b", 0, 1), ("a", 1, "b", 1, 1), ("a", 0, "b", 1, 0)]
    assert people_pairs.measure(documents, pairs) == (1, 0.5)


def test_reprints_are_measured() -> None:
    texts = {"a": "We will not gamble with four hundred lives. So be it.", "b": "We will not gamble with four hundred"}
    pairs = [["a", [[0, 43]], "b", [[0, 36]], 1, 1], ["a", [[44, 53]], "b", [[0, 36]], 1, 1]]
    assert reprints.measure(texts, pairs) == (1, 0.5)


@pytest.mark.parametrize(("file", "half"), [(people_pairs.PAIRS, 100), (reprints.PAIRS, 50)])
def test_half_of_the_pairs_are_one_and_no_text_is_kept(file: Any, half: int) -> None:
    pairs = json.loads(file.read_text(encoding="utf-8"))
    assert len(pairs) == 2 * half
    assert abs(sum(pair[-1] for pair in pairs) - half) <= 1
    words = {value for pair in pairs for value in pair if isinstance(value, str)}
    assert all(" " not in word for word in words)


def test_a_repeated_result_has_other_names_and_the_same_words() -> None:
    result = {"id": "a", "quotes": [{"text": "No"}], "speakers": [{"name": "Ann Lee", "aliases": ["Lee"]}]}
    assert renamed(result, 0)["speakers"] == result["speakers"]
    assert renamed(result, 1)["speakers"] == [{"name": "Ann Leeb", "aliases": ["Leeb"]}]
    assert renamed(result, 27)["speakers"][0]["name"] == "Ann Leebb"
    assert renamed(result, 1)["quotes"] == result["quotes"]
