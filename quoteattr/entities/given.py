"""Those who are known to be in a text before it is read: a cast, from records and mappings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from quoteattr.errors import InputError, shown


def _as_aliases(given: Iterable[str]) -> tuple[str, ...]:
    """A list of aliases as a tuple; anything else as it is, for the check that follows."""
    aliases: Any = given
    return tuple(aliases) if isinstance(aliases, Iterable) and not isinstance(aliases, str | bytes) else aliases


@frozen
class CastMember:
    """Somebody who is known to be in a text before it is read, for `Attributor(cast=...)`.

    Names are found over line breaks and with or without the full stop of a title; one with an article, *The Gryphon*,
    in small letters too.

    Attributes:
        name: The name that records will give.
        aliases: What else the text calls them.
        role: Their office or job. It helps to find whom *the mayor* stands for; the roles in records are words of the
            text.
        narrator: Whether they tell the story as *I*.

    Raises:
        InputError: A value is of a wrong type, or the name has no letter or digit.
    """

    name: str = field()
    aliases: tuple[str, ...] = field(default=(), converter=_as_aliases)
    role: str | None = field(default=None)
    narrator: bool = field(default=False)

    @name.validator
    def _check_name(self, _: object, name: object) -> None:
        if not isinstance(name, str) or not any(map(str.isalnum, name)):
            raise InputError(f"a member of a cast has {shown(name)} for a name; expected words, as they stand in texts")

    @aliases.validator
    def _check_aliases(self, _: object, aliases: object) -> None:
        if not isinstance(aliases, tuple) or not all(isinstance(alias, str) for alias in aliases):
            raise InputError(f"the aliases of {shown(self.name)} must be a list of strings, got {shown(aliases)}")

    @role.validator
    def _check_role(self, _: object, role: object) -> None:
        if role is not None and not isinstance(role, str):
            raise InputError(f"the role of {shown(self.name)} must be a string, got {shown(role)}")

    @narrator.validator
    def _check_narrator(self, _: object, narrator: object) -> None:
        if not isinstance(narrator, bool):
            raise InputError(f"narrator of {shown(self.name)} must be True or False, got {shown(narrator)}")

    @property
    def names(self) -> list[str]:
        """The name and the aliases, the empty ones left out, and the name without what only tells namesakes apart.

        Examples:
            >>> CastMember("Ann Lee - the elder", ("Ann",)).names
            ['Ann Lee - the elder', 'Ann', 'Ann Lee']
        """
        plain = self.name.partition(" - ")[0]
        return [name for name in dict.fromkeys([self.name, *self.aliases, plain]) if name.strip()]


Given = tuple[CastMember, ...]


def as_cast(cast: Iterable[Any]) -> Given:
    """The members of a given cast, from records and mappings.

    Raises InputError for what is none, for two members of one name, and for two narrators.
    """
    if isinstance(cast, str | bytes | Mapping) or not isinstance(cast, Iterable):
        raise InputError(f"a cast is a list of names with aliases, got {shown(cast)}")
    members = tuple(entity if isinstance(entity, CastMember) else _as_member(entity) for entity in cast)
    _refuse_two(members)
    return members


def _refuse_two(members: Given) -> None:
    """Raise InputError where two members cannot be told apart, or two are the narrator."""
    seen: dict[str, CastMember] = {}
    for member in members:
        other = seen.setdefault(" ".join(member.name.split()).casefold(), member)
        if other is not member:
            raise InputError(
                f"a cast has two members of the name {shown(member.name)}; give them names that tell them apart, and "
                "what the text calls both as an alias"
            )
    narrators = [member.name for member in members if member.narrator]
    if len(narrators) > 1:
        raise InputError(f"a cast has several narrators, {shown(narrators)}; one tells a text")


def _as_member(entity: Any) -> CastMember:
    if not isinstance(entity, Mapping) or "name" not in entity:
        raise InputError(f'a member of a cast is {{"name": ..., "aliases": [...], "role": ...}}, got {shown(entity)}')
    return CastMember(entity["name"], entity.get("aliases") or (), entity.get("role"), entity.get("narrator") or False)
