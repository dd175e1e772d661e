"""Tables that nobody can change, in classes that still can be copied and pickled."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, cast

import attrs


def freezing(cls: type, fields: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
    """Let a class of attrs take mappings as read-only ones: `@frozen(field_transformer=freezing)`."""
    return [field.evolve(converter=frozen) for field in fields]


def frozen(value: Any) -> Any:
    """A dictionary, with the dictionaries in it, as read-only copies; anything else as it is.

    >>> frozen({"Fem": {"a": 1}})["Fem"]["a"] = 2
    Traceback (most recent call last):
    ...
    TypeError: 'mappingproxy' object does not support item assignment
    """
    if not isinstance(value, dict):
        return value
    deep = dict in set(map(type, value.values()))  # most are not, and have thousands of entries
    return MappingProxyType({key: frozen(inner) for key, inner in value.items()} if deep else value.copy())


def thawed(value: Any) -> Any:
    """The opposite: read-only mappings as dictionaries."""
    if isinstance(value, MappingProxyType):
        return {key: thawed(inner) for key, inner in value.items()}
    return value


class Copyable:
    """A class of attrs with read-only mappings, which Python itself neither copies nor pickles."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        names = [field.name for field in attrs.fields(cast(Any, type(self))) if field.init]
        return _made, (type(self), {name: thawed(getattr(self, name)) for name in names})


def _made(cls: type, values: dict[str, Any]) -> Any:
    return cls(**values)
