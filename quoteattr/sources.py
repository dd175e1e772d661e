"""What is handed in to be attributed, taken apart: a text or parse, who is known to be in it, and its label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias, TypeVar

from attrs import field, frozen

from quoteattr.entities.given import Given, as_cast
from quoteattr.errors import InputError
from quoteattr.parsers.adapt import as_source
from quoteattr.syntax.parse import Parse

Companion = TypeVar("Companion")
Task: TypeAlias = tuple[str | Parse, Given]
"""What is to be attributed, and who is known to be in it."""


@frozen
class Label:
    """What else is known of a document, and goes with it to its result: an id, and all further keys."""

    id: str | int | None = None
    meta: Mapping[str, Any] = field(factory=dict)


def taken_apart(pairs: Iterable[tuple[Any, Companion]]) -> Iterator[tuple[Task, tuple[Label, Companion]]]:
    """Sources with what goes along with them, as tasks; InputError for what is none.

    >>> [(task, (label, context))] = taken_apart([({"text": "No.", "id": 7, "outlet": "Herald"}, None)])
    >>> task, label
    (('No.', ()), Label(id=7, meta={'outlet': 'Herald'}))
    """
    for pair in pairs:
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise InputError(
                f"pipe(as_tuples=True) takes (source, context) pairs, got a {type(pair).__name__}; leave as_tuples out "
                "to pass sources alone"
            )
        source, companion = pair
        cast: Iterable[Any] = ()
        label = Label()
        if isinstance(source, Mapping):
            source, cast, label = _parts(source)
        yield (as_source(source), as_cast(cast)), (label, companion)


def as_meta(meta: Any) -> Mapping[str, Any]:
    """What goes along with a result; InputError for anything but a mapping, or None."""
    if meta is None or isinstance(meta, Mapping):
        return meta or {}
    raise InputError(f'meta is a {type(meta).__name__}; pass a mapping, such as {{"outlet": "Herald"}}')


def _parts(source: Mapping[str, Any]) -> tuple[Any, Iterable[Any], Label]:
    if "text" not in source:
        raise InputError('a source is a mapping without "text"; pass {"text": ..., "cast": [...]}')
    further = {key: value for key, value in source.items() if key not in ("text", "cast", "id", "meta")}
    label = Label(source.get("id"), {**further, **as_meta(source.get("meta"))})
    return source["text"], source.get("cast") or (), label
