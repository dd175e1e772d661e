"""brat standoff that `brat` wrote, or that was edited since, back to a result.

The places of marks are those of text-bound annotations; arguments of events and relations tell what belongs together.
Annotations of types that records do not know are passed over.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import Any, Final, NoReturn, cast

from attrs import evolve

from quoteattr.errors import InputError, shown
from quoteattr.exports.brat import EVENTS, RELATIONS
from quoteattr.exports.layer import MARK_TYPES, Fact, Layer, Mark, MarkType, Voice
from quoteattr.exports.letters import for_utf_8, on_one_line
from quoteattr.exports.reading import to_result
from quoteattr.records.nodes import JsonNode
from quoteattr.records.result import Result

_LINE: Final = re.compile(r"(?P<id>[TERA#][0-9]+)\t(?P<head>[^\t]+)(?:\t(?P<words>.*))?", re.DOTALL)
_NUMBERS: Final = ("confidence", "speaker_confidence")
_WORDS: Final = ("sieve", "lemma", "id", "quote_id", "who", "to")


def read(annotations: str, text: str, language: str = "en") -> Result:
    """Read the annotations of `brat.write` back into the result, given the text that they are of.

    The text may be the one in the text file, or that which was written. `language` is the result's where the file
    holds nothing. Raises InputError, with the line, for what is no brat standoff, and where the words of an annotation
    are not those of the text.

    Examples:
        >>> from quoteattr.exports import brat
        >>> from quoteattr.records.records import Quote, Span
        >>> quote = Quote("direct", (Span(1, 3, "No"),), None, None, None, "unattributed", 0.3)
        >>> result = Result("“No”", "en", (quote,), ())
        >>> read(brat.write(result), result.text) == result
        True
    """
    found = _Annotations(text)
    for number, line in enumerate(annotations.removeprefix("\ufeff").split("\n"), 1):
        if line.strip():
            found.take(line.rstrip("\r"), number)
    return to_result(found.layer(language))


class _Annotations:
    """The annotations of one file, by their ids."""

    def __init__(self, text: str) -> None:
        self._text, self._held = text, on_one_line(for_utf_8(text))
        self._marks: dict[str, Mark] = {}
        self._trigger: dict[str, str] = {}
        self._arguments: list[tuple[str, str, str]] = []
        self._facts: dict[str, dict[str, Fact]] = defaultdict(dict)
        self._pointed: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._anchored: dict[str, str] = {}
        self._voices: dict[str, Voice] = {}
        self._known: dict[str, Any] = {}

    def take(self, line: str, number: int) -> None:
        """Take one line in."""
        parts = _LINE.fullmatch(line)
        if parts is None:
            if line.startswith("*\t"):
                return  # Equiv, which we do not write
            _refuse(number, line, "a line of brat standoff, which begins with an id such as T1 and a tab")
        name, head, words = parts["id"], parts["head"].split(" "), parts["words"] or ""
        if name[0] == "T":
            self._text_bound(name, parts["head"], words, number)
        elif name[0] == "E":
            self._event(name, head, number)
        elif name[0] == "R":
            if len(head) != 3 or not all(":" in argument for argument in head[1:]):
                _refuse(number, line, "a relation such as Coreference Arg1:T2 Arg2:T1")
            if head[0] in RELATIONS.values():
                here, there = (argument.partition(":")[2] for argument in head[1:])
                self._pointed[here]["who"].append(there)
        elif name[0] == "A":
            if len(head) not in (2, 3):
                _refuse(number, line, "an attribute such as Kind E1 direct")
            self._facts[head[1]][head[0].lower()] = head[2] if len(head) == 3 else True
        else:
            self._note(head, words, number)

    def layer(self, language: str) -> Layer:
        """All of them."""
        for event, role, there in self._arguments:
            if role in ("Speaker", "To"):
                self._pointed[event]["to" if role == "To" else "who"].append(there)
            else:
                inner = self._trigger.get(there, there)
                if inner not in self._marks:
                    raise InputError(f"{event} has {shown(there)} for its {role}, and there is no such annotation")
                self._marks[inner] = evolve(self._marks[inner], of=self._trigger[event])
        events = {trigger: event for event, trigger in self._trigger.items()}
        marks = [self._with_facts(mark, events.get(mark.id)) for mark in self._marks.values()]
        node = JsonNode(self._known, self._text)
        return Layer(
            text=self._text,
            language=node.get("language").string() if self._known else language,
            marks=tuple(marks),
            voices=tuple(self._voices.values()),
            warnings=node.each("warnings", JsonNode.string) if self._known else (),
            id=self._known.get("id"),
            meta=node.get("meta").mapping() if self._known else {},
        )

    def _with_facts(self, mark: Mark, event: str | None) -> Mark:
        """A mark with what else is said of it or of its event."""
        facts = {**self._facts[mark.id], **self._facts[event or ""]}
        if mark.type == "cue":
            facts.setdefault("negated", False)
        if "id" in facts:
            facts["quote_id"] = facts.pop("id")
        who, to = (str(facts.pop(name, "")).split() for name in ("who", "to"))
        pointed = self._pointed[event or mark.id]
        if not who and mark.id in self._anchored:
            who = [self._anchored[mark.id]]
        who = who or [self._voice_of(there) for there in pointed["who"]]
        to = to or [self._voice_of(there) for there in pointed["to"]]
        return evolve(mark, who=tuple(who), to=tuple(to), facts=facts)

    def _text_bound(self, name: str, head: str, words: str, number: int) -> None:
        kind, _, places = head.partition(" ")
        if not re.fullmatch(r"[0-9]{1,9} [0-9]{1,9}(;[0-9]{1,9} [0-9]{1,9})*", places):
            _refuse(number, head, "a type and offsets such as Quote 0 9;12 20")
        spans = tuple((int(start), int(end)) for start, end in (place.split(" ") for place in places.split(";")))
        if " ".join(self._held[start:end] for start, end in spans) != words:
            there = " ".join(self._held[start:end] for start, end in spans)
            _refuse(number, words, f"{shown(there)}, the words of the text there; give the text that the file is of")
        if kind.lower() in MARK_TYPES:
            self._marks[name] = Mark(name, cast(MarkType, kind.lower()), spans)

    def _event(self, name: str, head: list[str], number: int) -> None:
        kind, _, trigger = head[0].partition(":")
        if kind.lower() not in EVENTS:
            return
        if trigger not in self._marks:
            _refuse(number, trigger, "a text-bound annotation above it")
        self._trigger[name] = trigger
        for argument in filter(None, head[1:]):
            role, _, there = argument.partition(":")
            self._arguments.append((name, role.rstrip("0123456789"), there))

    def _note(self, head: list[str], words: str, number: int) -> None:
        """A note: somebody, the document, or a fact; those of other kinds are an annotator's."""
        kind, name = head[0].lower(), head[-1]
        if kind in ("voice", "unmentioned"):
            voice = _voice(_json(words, number))
            self._voices[voice.id] = voice
            if kind == "voice":
                self._anchored[name] = voice.id
        elif kind == "document":
            self._known = dict(JsonNode(_json(words, number), self._text).mapping())
        elif kind in _NUMBERS:
            try:
                self._facts[name][kind] = float(words)
            except ValueError:
                _refuse(number, words, "a number from 0 to 1")
        elif kind in _WORDS:
            self._facts[name][kind] = _json(words, number) if words.startswith('"') else words

    def _voice_of(self, mention: str) -> str:
        """The voice of a mention, to the first of which the others lead."""
        seen: set[str] = set()
        here = mention
        while here not in self._anchored:
            seen.add(here)
            here = next(iter(self._pointed[here]["who"]), "")
            if here in seen or not here:
                raise InputError(f"{shown(mention)} stands for nobody; let it lead to the first mention of somebody")
        return self._anchored[here]


def _voice(data: Any) -> Voice:
    node = JsonNode(data, "")
    return Voice(
        number=node.get("number").integer(),
        name=node.get("name").string(),
        kind=node.optional("kind", JsonNode.string),
        aliases=node.each("aliases", JsonNode.string),
        relayed=node.get("relayed").boolean(),
        speaks=node.get("speaks").boolean(),
        quotes=node.optional("quotes", JsonNode.count),
    )


def _json(words: str, number: int) -> Any:
    try:
        return json.loads(words)
    except (ValueError, RecursionError):
        _refuse(number, words, "JSON, as it was written")


def _refuse(number: int, came: str, expected: str) -> NoReturn:
    raise InputError(f"line {number} of the annotations has {shown(came)}; expected {expected}")
