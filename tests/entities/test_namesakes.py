"""Families in novels: which names of people are left out, and which are kept apart."""

from collections.abc import Callable
from typing import Any

import pytest

from quoteattr.document.document import Document
from quoteattr.entities.name_mentions import NameMention
from quoteattr.entities.namesakes import find_apart, without_pieced
from quoteattr.records.records import Mention
from quoteattr.syntax.parse import Token
from quoteattr.syntax.trees import Tree

HEAD = Tree([Token(1, 0, 3, "Ida", "Ida", "PROPN", 0, "root")]).nodes[0]


def named(text: str, style: Any = "", gender: str = "") -> NameMention:
    """A name wherever it stands."""
    mention, words = Mention(0, len(text), text, "name"), tuple(text.lower().split())
    return NameMention(mention, "person", HEAD, gender=gender, style=style, name=text, words=words)


def test_a_name_by_chance_before_another_is_left_out() -> None:
    found = [named("Ida Lind End"), *(10 * [named("Lind End")]), named("Bo Lind Moe"), named("Lind Moe")]
    assert [name.name for name in without_pieced(found)] == [*(10 * ["Lind End"]), "Bo Lind Moe", "Lind Moe"]


@pytest.mark.parametrize(
    ("also", "apart"),
    [
        pytest.param([], set(), id="one style"),
        pytest.param([named("Brask", gender="Masc")], set(), id="a title that tells a gender alone"),
        pytest.param([named("Brask", "rank")], set(), id="a rank as well"),
        pytest.param([named("Brask", "wife", "Fem")], {("brask", "man")}, id="a family"),
    ],
)
def test_titles_that_go_together_are_of_one_person(
    document_of: Callable[..., Document], also: list[NameMention], apart: set[tuple[str, str]]
) -> None:
    found = [named("Orvo Brask"), *3 * [named("Brask", "man", "Masc")], *also]
    assert find_apart(found, document_of("They waited.")) == apart


def test_a_rank_is_of_whoever_has_it_with_the_full_name(document_of: Callable[..., Document]) -> None:
    family = [*3 * [named("Brask", "rank")], named("Brask", "wife", "Fem"), named("Brask", "maiden", "Fem")]
    document = document_of("They waited.")
    assert find_apart([named("Orvo Brask"), *family], document) == {("brask", "rank")}
    assert find_apart([named("Orvo Brask", "rank"), *family], document) == set()
