"""Families in novels: which names of people are left out, and which are kept apart."""

from quoteattr.entities.name_mentions import NameMention
from quoteattr.entities.namesakes import without_pieced
from quoteattr.records.records import Mention
from quoteattr.syntax.parse import Token
from quoteattr.syntax.trees import Tree

HEAD = Tree([Token(1, 0, 3, "Ida", "Ida", "PROPN", 0, "root")]).nodes[0]


def named(text: str) -> NameMention:
    """A name wherever it stands."""
    mention, words = Mention(0, len(text), text, "name"), tuple(text.lower().split())
    return NameMention(mention, "person", HEAD, gender="", style="", name=text, words=words)


def test_a_name_by_chance_before_another_is_left_out() -> None:
    found = [named("Ida Lind End"), *(10 * [named("Lind End")]), named("Bo Lind Moe"), named("Lind Moe")]
    assert [name.name for name in without_pieced(found)] == [*(10 * ["Lind End"]), "Bo Lind Moe", "Lind Moe"]
