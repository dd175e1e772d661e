"""Results written by hand, as `Result.to_dict` gives them."""

from __future__ import annotations

from typing import Any


def speaker(
    id: int, name: str, kind: str = "person", *, roles: tuple[str, ...] = (), aliases: tuple[str, ...] = ()
) -> Any:
    """A speaker of a document."""
    spans = [{"start": 0, "end": len(role), "text": role} for role in roles]
    return {"id": id, "name": name, "kind": kind, "roles": spans, "aliases": list(aliases)}


def quote(text: str, *speakers: Any, kind: str = "direct", source: str = "", start: int = 0, **further: Any) -> Any:
    """A quote of a document by some of its speakers."""
    return {
        "kind": kind,
        "text": text,
        "content": [{"start": start, "end": start + len(text), "text": text}],
        "cue": None,
        "source": {"start": 0, "end": len(source), "text": source, "form": "nominal"} if source else None,
        "speakers": [{"id": one["id"], "name": one["name"], "kind": one["kind"]} for one in speakers],
        **further,
    }


def result(id: Any, quotes: list[Any], speakers: list[Any], **further: Any) -> Any:
    """What an attribution of a document gave."""
    return {"id": id, "language": "en", "quotes": quotes, "speakers": speakers, **further}


def said(id: Any, words: str, name: str, *roles: str, **further: Any) -> Any:
    """A document in which one person is quoted once."""
    one = speaker(0, name, roles=roles)
    return result(id, [quote(words, one)], [one], **further)
