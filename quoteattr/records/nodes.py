"""JSON values that are read strictly: each error names the path of the value that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from attrs import frozen

from quoteattr.errors import InputError
from quoteattr.records.records import Span

T = TypeVar("T")


@frozen
class JsonNode:
    """A JSON value, the text that it speaks of and its path; its methods read it, or raise `InputError`.

    >>> KINDS = ("direct", "indirect")
    >>> document = JsonNode({"quotes": [{"kind": "direct"}]}, "No one spoke.")
    >>> document.each("quotes", lambda quote: quote.get("kind").choice(KINDS))
    ('direct',)
    >>> document.each("quotes", lambda quote: quote.get("kind").integer())
    Traceback (most recent call last):
    ...
    quoteattr.errors.InputError: at $.quotes[0].kind: expected an integer, got 'direct'
    """

    value: Any
    text: str
    path: str = "$"

    def wrong(self, expected: str) -> InputError:
        """The error that says what was expected here and what came."""
        return InputError(f"at {self.path}: expected {expected}, got {_abridge(self.value)}")

    def get(self, key: str) -> JsonNode:
        """The value under a key, which must be there."""
        if not isinstance(self.value, Mapping):
            raise self.wrong("an object")
        if key not in self.value:
            raise InputError(f"at {self.path}: the key {key!r} is missing")
        return JsonNode(self.value[key], self.text, f"{self.path}.{key}")

    def optional(self, key: str, read: Callable[[JsonNode], T]) -> T | None:
        """What `read` makes of the value under a key; None where that is null."""
        node = self.get(key)
        return None if node.value is None else read(node)

    def newer(self, key: str, read: Callable[[JsonNode], T]) -> T | None:
        """The same for a key that records of an earlier version lack."""
        return self.optional(key, read) if key in self.value else None

    def each(self, key: str, read: Callable[[JsonNode], T]) -> tuple[T, ...]:
        """What `read` makes of each element of the array under a key."""
        node = self.get(key)
        if not isinstance(node.value, (list, tuple)):
            raise node.wrong("an array")
        return tuple(
            read(JsonNode(value, self.text, f"{node.path}[{place}]")) for place, value in enumerate(node.value)
        )

    def string(self) -> str:
        """A string."""
        if not isinstance(self.value, str):
            raise self.wrong("a string")
        return self.value

    def mapping(self) -> Mapping[str, Any]:
        """An object."""
        if not isinstance(self.value, Mapping):
            raise self.wrong("an object")
        return self.value

    def boolean(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise self.wrong("true or false")
        return self.value

    def integer(self) -> int:
        """A whole number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.wrong("an integer")
        return self.value

    def count(self) -> int:
        """A whole number from 0."""
        number = self.integer()
        if number < 0:
            raise self.wrong("a number from 0")
        return number

    def share(self) -> float:
        """A number from 0 to 1."""
        if not isinstance(self.value, (int, float)) or isinstance(self.value, bool) or not 0 <= self.value <= 1:
            raise self.wrong("a number from 0 to 1")
        return float(self.value)

    def choice(self, allowed: tuple[T, ...]) -> T:
        """One of the allowed values."""
        for option in allowed:
            if option == self.value:
                return option
        raise self.wrong("one of " + ", ".join(map(repr, allowed)))

    def span(self) -> Span:
        """A span whose words stand at its offsets in the text."""
        start, end, words = self.get("start").integer(), self.get("end").integer(), self.get("text").string()
        if not 0 <= start <= end <= len(self.text):
            raise self.wrong(f"offsets with 0 <= start <= end <= {len(self.text)}, the length of the text")
        span = Span.cut(self.text, start, end)
        if span.text != words:
            raise self.get("text").wrong(f"{_abridge(span.text)}, the words at {start}:{end} of the text")
        return span


def _abridge(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:59] + "…"
