"""A layer that was read back, as a result."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from attrs import evolve

from quoteattr.errors import InputError, shown
from quoteattr.exports.layer import Layer, Mark, Voice
from quoteattr.records.result import Result

_CIRCUMSTANCES = ("addressee", "medium", "occasion", "time")


def to_result(layer: Layer) -> Result:
    """The result that a layer is of, so that `to_result(Layer.of(result)) == result`.

    Raises InputError, with the JSON path of what is wrong, where marks point to what is not there, lack what a record
    must have, or lie outside the text.

    >>> from quoteattr.records.records import Quote, Span
    >>> quote = Quote("direct", (Span(1, 3, "No"),), None, None, None, "unattributed", 0.3)
    >>> result = Result("“No”", "en", (quote,), ())
    >>> to_result(Layer.of(result)) == result
    True
    """
    return Result.from_dict(_Assembly(layer).data(), layer.text)


def as_first_written(layer: Layer, text: str | None, held: str) -> Layer:
    """A layer on the text that was written, of which a format could hold `held`; the layer itself if none is given.

    Raises InputError if the layer is of another text.
    """
    if text is None:
        return layer
    if held != layer.text:
        place = next((i for i, pair in enumerate(zip(held, layer.text, strict=False)) if pair[0] != pair[1]), None)
        place = min(len(held), len(layer.text)) if place is None else place
        raise InputError(
            f"the file is of another text: at offset {place} it has {shown(layer.text[place : place + 20])}, and the "
            f"text that came has {shown(held[place : place + 20])}; give the text that was written, or none"
        )
    return evolve(layer, text=text)


def with_words(text: str, start: Any, end: Any, words: Any) -> tuple[int, int]:
    """Offsets whose words in the text are those that a file gives. Raises InputError where they are not."""
    if not (type(start) is int and type(end) is int and 0 <= start <= end <= len(text)):
        raise InputError(f"{shown(start)}:{shown(end)} are no offsets of a text of {len(text)} characters")
    if text[start:end] != words:
        raise InputError(
            f"the text has {shown(text[start:end])} at {start}:{end}, where the file has {shown(words)}; "
            "give the text that the file is of"
        )
    return start, end


class _Assembly:
    """Puts marks together to what `Result.to_dict` gives."""

    def __init__(self, layer: Layer) -> None:
        self._layer = layer
        self._voices = {voice.id: voice for voice in layer.voices}
        self._parts: dict[str, dict[str, Mark]] = defaultdict(dict)
        self._of_voice: dict[tuple[str, str], list[Mark]] = defaultdict(list)
        for mark in layer.marks:
            if mark.of is not None and mark.type != "quote":
                self._parts[mark.of][mark.type] = mark
            elif mark.type in ("role", "affiliation", "mention"):
                self._of_voice[self._voice(mark.who[0]).id if mark.who else "", mark.type].append(mark)

    def data(self) -> dict[str, Any]:
        layer = self._layer
        data: dict[str, Any] = {
            "id": layer.id,
            "language": layer.language,
            "quotes": self._quotes(),
            "silences": [self._silence(mark) for mark in layer.marks if mark.type == "silence"],
            "speakers": [self._speaker(voice) for voice in layer.voices if voice.speaks],
            "people": [self._person(voice) for voice in layer.voices if voice.quotes is not None],
            "warnings": list(layer.warnings),
            "meta": dict(layer.meta),
        }
        return data

    def _quotes(self) -> list[dict[str, Any]]:
        """The outermost quotes, with the others in them."""
        marks = [mark for mark in self._layer.marks if mark.type == "quote"]
        made = {mark.id: self._quote(mark) for mark in marks}
        outermost = []
        for mark in marks:
            if mark.of is None:
                outermost.append(made[mark.id])
            elif mark.of in made:
                made[mark.of]["inner"].append(made[mark.id])
            else:
                raise InputError(f"{mark.id} is within {shown(mark.of)}, and there is no such quote")
        reached, waiting = 0, list(outermost)
        while waiting:
            reached += 1
            waiting += waiting.pop()["inner"]
        if reached < len(marks):
            raise InputError(f"{len(marks) - reached} quotes are within each other, or have one id; mend the file")
        return outermost

    def _quote(self, mark: Mark) -> dict[str, Any]:
        parts, facts = self._parts[mark.id], dict(mark.facts)
        speakers = [self._reference(who) for who in mark.who]
        addressee = parts.get("addressee")
        circumstances = {kind: self._span(parts.get(kind)) for kind in _CIRCUMSTANCES}
        if addressee is not None:
            circumstances["addressee"]["speaker"] = self._voice(addressee.who[0]).number if addressee.who else None
        return {
            "id": facts.pop("quote_id", mark.id),
            "speaker_confidence": None,
            **facts,
            "content": self._spans(mark),
            "cue": self._span(parts.get("cue")),
            "source": self._span(parts.get("source")),
            "speaker": next(iter(speakers), None),
            "speakers": speakers,
            **circumstances,
            "inner": [],
            "addressees": [self._reference(who) for who in mark.to],
        }

    def _silence(self, mark: Mark) -> dict[str, Any]:
        parts = self._parts[mark.id]
        speaker = self._reference(mark.who[0]) if mark.who else None
        cue, source = self._span(parts.get("cue")), self._span(parts.get("source"))
        return {"text": self._span(mark), "cue": cue, "source": source, "speaker": speaker}

    def _speaker(self, voice: Voice) -> dict[str, Any]:
        roles = self._all(voice, "role")
        return {
            "id": voice.number,
            "name": voice.name,
            "kind": voice.kind,
            "role": next(iter(roles), None),
            "roles": roles,
            "affiliation": next(iter(self._all(voice, "affiliation")), None),
            "aliases": list(voice.aliases),
            "mentions": self._all(voice, "mention"),
            "relayed": voice.relayed,
        }

    def _person(self, voice: Voice) -> dict[str, Any]:
        person = self._speaker(voice)
        role = person["role"]
        return {**person, "role": role and role["text"], "quotes": voice.quotes}

    def _all(self, voice: Voice, kind: str) -> list[dict[str, Any]]:
        return [self._span(mark) for mark in self._of_voice[voice.id, kind]]

    def _reference(self, who: str) -> dict[str, Any]:
        voice = self._voice(who)
        return {"id": voice.number, "name": voice.name}

    def _voice(self, who: str) -> Voice:
        if who not in self._voices:
            raise InputError(f"a mark points to {shown(who)}, and nobody has that id")
        return self._voices[who]

    def _span(self, mark: Mark | None) -> Any:
        """The one span of a mark, with what is said of it; None without a mark."""
        return {**self._spans(mark)[0], **mark.facts} if mark is not None else None

    def _spans(self, mark: Mark) -> list[dict[str, Any]]:
        if not mark.spans:
            raise InputError(f"{mark.id} stands nowhere in the text")
        text: Sequence[str] = self._layer.text
        return [{"start": start, "end": end, "text": text[start:end]} for start, end in mark.spans]


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks in the order of their numbers, as they were written: p0-mention2 before p0-mention10.

    >>> [mark.id for mark in in_order(Mark(name, "mention", ()) for name in ("p0-mention10", "p0-mention2"))]
    ['p0-mention2', 'p0-mention10']
    """
    return tuple(sorted(marks, key=lambda mark: _by_numbers(mark.id)))


def _by_numbers(name: str) -> list[tuple[int, str]]:

    pieces = re.split("([0-9]+)", name)
    return [(int(piece), "") if piece.isdecimal() and len(piece) < 10 else (-1, piece) for piece in pieces]
