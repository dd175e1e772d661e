"""A result as one flat layer of annotation: voices, and marks on stretches of the text that point to each other.

All formats are written from a layer and read back into one, so that each need know only its own syntax.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, Literal, TypeAlias, get_args

from attrs import evolve, field, frozen

from quoteattr.records.records import Mention, Person, Quote, Role, Span, Speaker, circumstances_of
from quoteattr.records.result import Result
from quoteattr.records.silences import Silence

MarkType = Literal[
    "quote", "silence", "cue", "source", "addressee", "medium", "occasion", "time", "role", "affiliation", "mention"
]
MARK_TYPES: Final[tuple[MarkType, ...]] = get_args(MarkType)
Fact: TypeAlias = str | int | float | bool
Offsets: TypeAlias = tuple[int, int]

_USUAL_ID: Final = re.compile(r"q[0-9]+(\.[0-9]+)*")


@frozen
class Voice:
    """Somebody in the text: a speaker of the result (`speaks`), one of its people (`quotes` is a number), or both.

    One who is neither is only pointed at, and has no more than a number and perhaps a name.
    """

    number: int
    name: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    relayed: bool = False
    speaks: bool = False
    quotes: int | None = None

    @property
    def id(self) -> str:
        """What marks call the voice."""
        return f"p{self.number}"


@frozen
class Mark:
    """Stretches of the text, what they are, and what is said of them.

    `of` is the id of the quote or silence that a cue, a source or an inner quote belongs to. `who` are the ids of the
    voices that speak or are meant, `to` of those to whom a line is spoken.
    """

    id: str
    type: MarkType
    spans: tuple[Offsets, ...]
    of: str | None = None
    who: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(factory=dict)


@frozen
class Layer:
    """The marks and voices of one text. Offsets are code points into `text`, end exclusive.

    >>> text = "“We won,” said Ann Lee."
    >>> ann = Speaker(0, "Ann Lee", "person")
    >>> quote = Quote("direct", (Span.cut(text, 1, 8),), None, None, ann, "subject_of_cue", 0.9)
    >>> layer = Layer.of(Result(text, "en", (quote,), (ann,)))
    >>> [(mark.id, mark.type, mark.spans, mark.who) for mark in layer.marks]
    [('q1', 'quote', ((1, 8),), ('p0',))]
    """

    text: str
    language: str
    marks: tuple[Mark, ...] = ()
    voices: tuple[Voice, ...] = ()
    warnings: tuple[str, ...] = ()
    id: str | int | None = None
    meta: Mapping[str, Any] = field(factory=dict)

    @classmethod
    def of(cls, result: Result) -> Layer:
        """The layer of a result: its quotes with all that belongs to them, its silences, then mentions and roles."""
        named = _names(result)
        marks: list[Mark] = []
        for quote in result.all():
            marks += _marks_of_quote(quote, named[id(quote)], named[id(quote.outer)] if quote.outer else None)
        for number, silence in enumerate(result.silences, 1):
            marks += _marks_of_silence(silence, f"s{number}")
        for someone in _everybody(result):
            marks += _marks_of_voice(someone)
        return cls(result.text, result.language, tuple(marks), _voices(result), result.warnings, result.id, result.meta)

    def in_letters(self, fit: Callable[[str], str]) -> Layer:
        """The layer with all its strings as a format can hold them; `fit` must keep the length of a text."""
        return evolve(
            self,
            text=fit(self.text),
            language=fit(self.language),
            marks=tuple(evolve(mark, facts=_fitting(mark.facts, fit)) for mark in self.marks),
            voices=tuple(
                evolve(voice, name=fit(voice.name), aliases=tuple(map(fit, voice.aliases))) for voice in self.voices
            ),
            warnings=tuple(map(fit, self.warnings)),
            id=fit(self.id) if isinstance(self.id, str) else self.id,
        )

    def words(self, mark: Mark) -> tuple[str, ...]:
        """The words of each stretch of a mark."""
        return tuple(self.text[start:end] for start, end in mark.spans)


def _fitting(facts: Mapping[str, Fact], fit: Callable[[str], str]) -> dict[str, Fact]:
    return {name: fit(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}


def _names(result: Result) -> dict[int, str]:
    """What the marks of quotes are called: by the ids of the quotes, if these are of the usual form and differ."""
    quotes = list(result.all())
    usual = all(quote.id and _USUAL_ID.fullmatch(quote.id) for quote in quotes)
    differ = len({quote.id for quote in quotes}) == len(quotes)
    return {
        id(quote): quote.id if usual and differ and quote.id else f"quote.{number}"
        for number, quote in enumerate(quotes, 1)
    }


def _marks_of_quote(quote: Quote, name: str, outer: str | None) -> Iterator[Mark]:
    facts: dict[str, Fact] = {"kind": quote.kind, "sieve": quote.sieve, "confidence": quote.confidence}
    if quote.speaker_confidence is not None:
        facts["speaker_confidence"] = quote.speaker_confidence
    if quote.id is not None and quote.id != name:
        facts["quote_id"] = quote.id
    who = tuple(f"p{speaker.id}" for speaker in quote.speakers)
    to = tuple(f"p{listener.id}" for listener in quote.addressees)
    yield Mark(name, "quote", _offsets(quote.content), outer, who, to, facts)
    if quote.cue is not None:
        cue = quote.cue
        told: dict[str, Fact] = {"lemma": cue.lemma, "stance": cue.stance, "negated": cue.negated}
        yield Mark(f"{name}-cue", "cue", _offsets([cue]), name, facts=told)
    if quote.source is not None:
        yield Mark(f"{name}-source", "source", _offsets([quote.source]), name, who, facts={"form": quote.source.form})
    for kind, span in circumstances_of(quote).items():
        if span is not None:
            known = quote.addressee.speaker if kind == "addressee" and quote.addressee else None
            meant = () if known is None else (f"p{known}",)
            yield Mark(f"{name}-{kind}", kind, _offsets([span]), name, meant)


def _marks_of_silence(silence: Silence, name: str) -> Iterator[Mark]:
    who = (f"p{silence.speaker.id}",) if silence.speaker else ()
    cue = silence.cue
    yield Mark(name, "silence", _offsets([silence.text]), who=who)
    told: dict[str, Fact] = {"lemma": cue.lemma, "stance": cue.stance, "negated": cue.negated}
    yield Mark(f"{name}-cue", "cue", _offsets([cue]), name, facts=told)
    if silence.source is not None:
        form = {"form": silence.source.form}
        yield Mark(f"{name}-source", "source", _offsets([silence.source]), name, who, facts=form)


def _marks_of_voice(someone: Speaker | Person) -> Iterator[Mark]:
    name = f"p{someone.id}"
    roles = someone.roles if someone.role is None or someone.role in someone.roles else (someone.role, *someone.roles)
    groups: list[tuple[MarkType, Iterable[Span]]] = [("role", roles), ("mention", someone.mentions)]
    if isinstance(someone, Speaker) and someone.affiliation is not None:
        groups.insert(1, ("affiliation", [someone.affiliation]))
    for kind, spans in groups:
        for number, span in enumerate(spans, 1):
            facts: dict[str, Fact] = {"form": span.form} if isinstance(span, Mention) else {}
            yield Mark(f"{name}-{kind}{number}", kind, _offsets([span]), who=(name,), facts=facts)


def _everybody(result: Result) -> list[Speaker | Person]:
    """The speakers, then the people who speak nowhere."""
    speakers = {speaker.id for speaker in result.speakers}
    return [*result.speakers, *(person for person in result.people if person.id not in speakers)]


def _voices(result: Result) -> tuple[Voice, ...]:
    quotes = {person.id: person.quotes for person in result.people}
    voices = [
        Voice(
            number=someone.id,
            name=someone.name,
            kind=someone.kind,
            aliases=someone.aliases,
            relayed=isinstance(someone, Speaker) and someone.relayed,
            speaks=isinstance(someone, Speaker),
            quotes=quotes.get(someone.id),
        )
        for someone in _everybody(result)
    ]
    known = {voice.number for voice in voices}
    pointed_at: dict[int, str] = {}
    for quote in result.all():
        pointed_at.update({listener.id: listener.name for listener in quote.addressees})
        if quote.addressee is not None and quote.addressee.speaker is not None:
            pointed_at.setdefault(quote.addressee.speaker, "")
    return (*voices, *(Voice(number, name) for number, name in pointed_at.items() if number not in known))


def _offsets(spans: Iterable[Span | Role]) -> tuple[Offsets, ...]:
    return tuple((span.start, span.end) for span in spans)
