"""Those who are known to be in a text before it is read: a cast, from records and mappings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Any

from attrs import asdict, frozen

from quoteattr.errors import InputError


@frozen
class CastMember:
    """Somebody who is known to be in a text before it is read, for `Attributor(cast=...)`.

    `role` helps to find whom `the mayor` stands for; the record's own roles are words of the text.
    """

    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None


Given = tuple[CastMember, ...]


def as_cast(cast: Iterable[Any]) -> Given:
    """The members of a given cast, from records and mappings; InputError for anything else."""
    if isinstance(cast, str | bytes | Mapping) or not isinstance(cast, Iterable):
        raise InputError(f"a cast is a list of names with aliases, got {cast!r:.60}")
    return tuple(map(_as_member, cast))


def _as_member(entity: Any) -> CastMember:
    fields = asdict(entity, recurse=False) if isinstance(entity, CastMember) else entity
    if not isinstance(fields, Mapping) or not isinstance(fields.get("name"), str) or not fields["name"].strip():
        raise InputError(f'a member of a cast is {{"name": ..., "aliases": [...], "role": ...}}, got {entity!r:.60}')
    name, aliases, role = fields["name"], fields.get("aliases"), fields.get("role")
    if aliases is None:
        aliases = ()
    if not isinstance(aliases, list | tuple | Set) or not all(isinstance(alias, str) for alias in aliases):
        raise InputError(f"the aliases of {name!r:.60} must be a list of strings, got {aliases!r:.60}")
    if role is not None and not isinstance(role, str):
        raise InputError(f"the role of {name!r:.60} must be a string, got {role!r:.60}")
    return CastMember(name, tuple(aliases), role)
