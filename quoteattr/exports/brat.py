"""brat standoff: annotations beside a text file, and back.

Each mark is a text-bound annotation (`T`), in parts where the words are. Each quote and each silence is an event (`E`)
with its cue, its source, the speaker's first mention and the quotes within it. Relations (`R`) lead from what else
points to somebody to that mention. Kinds, forms and stances are attributes (`A`); all other facts are notes (`#`).

The format is https://brat.nlplab.org/standoff.html.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, get_args

from attrs import asdict

from quoteattr.errors import InputError
from quoteattr.exports.layer import MARK_TYPES, Fact, Layer, Mark
from quoteattr.exports.letters import for_utf_8, on_one_line
from quoteattr.records.result import Result, written
from quoteattr.vocabulary import Form, QuoteKind, Stance

EVENTS: Final = ("quote", "silence")
RELATIONS: Final = {
    "role": "RoleOf",
    "affiliation": "AffiliationOf",
    "mention": "Coreference",
    "addressee": "Coreference",
}
"""What leads to the first mention of a voice, by the type of the mark that it leads from."""
ATTRIBUTES: Final = ("kind", "form", "stance", "negated")

_ARGUMENTS: Final = ("Cue", "Source", "Addressee", "Medium", "Occasion", "Time")


def text_of(result: Result) -> str:
    """What the text file holds: the text, with U+FFFD where UTF-8 has no way to write a character."""
    return for_utf_8(result.text)


def write(result: Result) -> str:
    r"""Write a result as the lines of an annotation file; `text_of` is the text that these are of.

    Raises InputError for a mark without letters, which brat does not know.

    Examples:
        >>> from quoteattr.records.records import Quote, Span
        >>> quote = Quote("direct", (Span(1, 3, "No"),), None, None, None, "unattributed", 0.3)
        >>> print(write(Result("“No”", "en", (quote,), ())).expandtabs(4))
        T1  Quote 1 3   No
        E1  Quote:T1
        A1  Kind E1 direct
        #1  Sieve E1    unattributed
        #2  Confidence E1   0.3
        #3  Id E1   q1
        #4  Document T1 {"language": "en", "id": null, "warnings": [], "meta": {}}
        <BLANKLINE>
    """
    return "".join(f"{line}\n" for line in _Lines(Layer.of(result).in_letters(for_utf_8)).all())


def configuration() -> str:
    r"""The `annotation.conf` by which brat knows the annotations.

    Examples:
        >>> print(configuration().partition("\n\n")[0])
        [entities]
        Cue
        Source
        Addressee
        Medium
        Occasion
        Time
        Role
        Affiliation
        Mention
    """
    entities = [kind.capitalize() for kind in MARK_TYPES if kind not in EVENTS]
    to_mention = [f"{name} Arg1:<ENTITY>, Arg2:Mention" for name in dict.fromkeys(RELATIONS.values())]
    arguments = ", ".join(f"{name}?:{name}" for name in _ARGUMENTS)
    events = [f"Quote {arguments}, Speaker*:Mention, To*:Mention, Inner*:Quote"]
    events += ["Silence Cue?:Cue, Source?:Source, Speaker*:Mention"]
    attributes = [
        f"Kind Arg:Quote, Value:{'|'.join(get_args(QuoteKind))}",
        f"Form Arg:<ENTITY>, Value:{'|'.join(get_args(Form))}",
        f"Stance Arg:Cue, Value:{'|'.join(get_args(Stance))}",
        "Negated Arg:Cue",
    ]
    overlap = "<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>"
    sections = {"entities": entities, "relations": [*to_mention, overlap], "events": events, "attributes": attributes}
    return "\n".join(f"[{name}]\n" + "".join(f"{line}\n" for line in lines) for name, lines in sections.items())


class _Lines:
    """The lines of one text."""

    def __init__(self, layer: Layer) -> None:
        self._layer = layer
        self._numbers: Counter[str] = Counter()
        self._parts: dict[str, list[Mark]] = defaultdict(list)
        for mark in layer.marks:
            if mark.of is not None:
                self._parts[mark.of].append(mark)
        self._bound = {mark.id: f"T{number}" for number, mark in enumerate(layer.marks, 1)}
        events = [mark for mark in layer.marks if mark.type in EVENTS]
        self._event = {mark.id: f"E{number}" for number, mark in enumerate(events, 1)}
        mentions = [mark for mark in reversed(layer.marks) if mark.type == "mention"]
        self._first_mention = {mark.who[0]: self._bound[mark.id] for mark in mentions}

    def all(self) -> Iterator[str]:
        marks = self._layer.marks
        yield from (self._text_bound(mark) for mark in marks)
        yield from (self._as_event(mark) for mark in marks if mark.type in EVENTS)
        yield from (line for mark in marks if mark.type in RELATIONS for line in self._relations(mark))
        for mark in marks:
            yield from self._facts(mark)
        if marks:  # else there is nothing that a note could be on
            for voice in self._layer.voices:
                mention = self._first_mention.get(voice.id)
                anchor = mention or self._bound[marks[0].id]
                yield self._note("Voice" if mention else "Unmentioned", anchor, written(asdict(voice)))
            layer = self._layer
            known = {"language": layer.language, "id": layer.id, "warnings": layer.warnings, "meta": dict(layer.meta)}
            yield self._note("Document", self._bound[marks[0].id], written(known))

    def _text_bound(self, mark: Mark) -> str:
        for start, end in mark.spans:
            if start >= end:
                raise InputError(f"{mark.id} has no letters at offset {start}, which brat does not know; leave it out")
        places = ";".join(f"{start} {end}" for start, end in mark.spans)
        words = on_one_line(" ".join(self._layer.words(mark)))
        return f"{self._bound[mark.id]}\t{mark.type.capitalize()} {places}\t{words}"

    def _as_event(self, event: Mark) -> str:
        """An event with its arguments; of one role the second has a number."""
        arguments = [
            ("Inner" if part.type == "quote" else part.type.capitalize(), part) for part in self._parts[event.id]
        ]
        told = [(role, self._event.get(part.id, self._bound[part.id])) for role, part in arguments]
        told += [("Speaker", mention) for mention in self._first_mentions(event.who)]
        told += [("To", mention) for mention in self._first_mentions(event.to)]
        seen: Counter[str] = Counter()
        words = [f"{self._event[event.id]}\t{event.type.capitalize()}:{self._bound[event.id]}"]
        for role, name in told:
            seen[role] += 1
            words.append(f"{role}{seen[role] if seen[role] > 1 else ''}:{name}")
        return " ".join(words)

    def _relations(self, mark: Mark) -> Iterator[str]:
        first = self._first_mentions(mark.who)
        for mention in first:
            if mention != self._bound[mark.id]:
                yield f"{self._next('R')}\t{RELATIONS[mark.type]} Arg1:{self._bound[mark.id]} Arg2:{mention}"

    def _first_mentions(self, who: Sequence[str]) -> list[str]:
        """The first mentions of voices; none where one of them has none, and a note must tell."""
        return [self._first_mention[one] for one in who] if all(one in self._first_mention for one in who) else []

    def _facts(self, mark: Mark) -> Iterator[str]:
        name = self._event.get(mark.id, self._bound[mark.id])
        for fact, value in mark.facts.items():
            if fact not in ATTRIBUTES:
                yield self._note(fact.capitalize(), name, _told(value))
            elif value is not False:
                told = "" if value is True else f" {value}"
                yield f"{self._next('A')}\t{fact.capitalize()} {name}{told}"
        if mark.type == "quote" and "quote_id" not in mark.facts:
            yield self._note("Id", name, mark.id)
        for kind, who in (("Who", mark.who), ("To", mark.to)):
            if who and not self._first_mentions(who):
                yield self._note(kind, name, " ".join(who))

    def _note(self, kind: str, name: str, words: str) -> str:
        return f"{self._next('#')}\t{kind} {name}\t{words}"

    def _next(self, letter: str) -> str:
        self._numbers[letter] += 1
        return f"{letter}{self._numbers[letter]}"


def _told(value: Fact) -> str:
    """A fact as the words of a note: as it is, or as JSON where that would not be the same again."""
    plain = str(value)
    return plain if plain and plain == on_one_line(plain).strip() and plain[0] != '"' else json.dumps(plain)
