"""What quotations are held against: texts, named, with their words and turns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias

from attrs import frozen

from quoteattr.errors import InputError, shown
from quoteattr.languages.language import Language
from quoteattr.records.records import Quote
from quoteattr.records.result import Result
from quoteattr.trust.turns import Turns, find_turns, label_spans
from quoteattr.trust.words import Word, spoken_words

Key: TypeAlias = str | int


@frozen(slots=False, eq=False)
class Source:
    """A text that quotations may come from; `result` is what was attributed in it, if it was."""

    key: Key
    text: str
    language: Language
    result: Result | None = None

    @cached_property
    def turns(self) -> Turns:
        """Who speaks where, by labels."""
        return find_turns(self.text, self.language)

    @cached_property
    def words(self) -> list[Word]:
        """What is spoken: all words but labels, time codes and asides."""
        words = spoken_words(self.text)
        spans = label_spans(self.turns)
        if not spans:
            return words
        starts = [start for start, _ in spans]
        return [word for word in words if not _is_within(word.start, starts, spans)]

    def turn_of(self, word: int) -> int:
        """The number of the turn in which a word is."""
        return self.turns.number_at(self.words[word].start)

    def label_of(self, word: int) -> str | None:
        """The label under which a word is spoken."""
        turn = self.turns.at(self.words[word].start)
        return turn.label.text if turn and turn.label else None

    def quote_at(self, start: int, end: int) -> Quote | None:
        """The quote of the attributed source that shares most of a stretch, at least half of it."""
        shares = [(_shared(quote, start, end), -place) for place, quote in enumerate(self.result or ())]
        share, place = max(shares, default=(0, 0))
        return self.result[-place] if self.result and 2 * share >= end - start else None


def as_sources(sources: Any, language: Language) -> list[Source]:
    """Sources as they may be given: a text, a Result, a mapping from names to them, or a sequence of them.

    Raises InputError for anything else, and where there are none.

    >>> from quoteattr.languages.loading import load_language
    >>> [source.key for source in as_sources({"council": "We wait."}, load_language("en"))]
    ['council']
    """
    if isinstance(sources, str | Result):
        sources = [sources]
    if isinstance(sources, Mapping):
        named: Iterable[tuple[Key, Any]] = sources.items()
    elif isinstance(sources, Iterable) and not isinstance(sources, bytes):
        named = enumerate(sources)
    else:
        raise InputError(
            f"sources came as {type(sources).__name__}; pass a list of texts, or a mapping from names to texts"
        )
    found = [_source(key, source, language) for key, source in named]
    if not found:
        raise InputError("there are no sources to hold quotations against; pass at least one text")
    return found


def _source(key: Key, source: Any, language: Language) -> Source:
    if isinstance(source, Result):
        return Source(key, source.text, language, source)
    if isinstance(source, str):
        return Source(key, source, language)
    raise InputError(f"the source {shown(key)} is a {type(source).__name__}; pass texts, or Results of texts")


def _is_within(offset: int, starts: Sequence[int], spans: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(starts, offset) - 1
    return place >= 0 and offset < spans[place][1]


def _shared(quote: Quote, start: int, end: int) -> int:
    """How many characters of a stretch a quote's content covers."""
    return sum(max(0, min(span.end, end) - max(span.start, start)) for span in quote.content)


@frozen(slots=False, eq=False)
class Library:
    """All sources as one row of words; a None parts each from the next, so that nothing runs across."""

    sources: Sequence[Source]

    @cached_property
    def forms(self) -> list[str | None]:
        """The words of all sources, as they are compared."""
        forms: list[str | None] = []
        for source in self.sources:
            forms.extend(word.form for word in source.words)
            forms.append(None)
        return forms

    @cached_property
    def _firsts(self) -> list[int]:
        """Where in the row each source begins."""
        firsts, at = [], 0
        for source in self.sources:
            firsts.append(at)
            at += len(source.words) + 1
        return firsts

    def source_number(self, place: int) -> int:
        """Which source a place in the row is in."""
        return bisect_right(self._firsts, place) - 1

    def source_at(self, place: int) -> tuple[Source, int]:
        """The source of a place in the row, and the number of the word in it."""
        number = self.source_number(place)
        return self.sources[number], place - self._firsts[number]

    def bounds(self, place: int) -> tuple[int, int]:
        """From where to where in the row the source of a place goes."""
        number = self.source_number(place)
        return self._firsts[number], self._firsts[number] + len(self.sources[number].words)


def nearest_from(places: Sequence[int], start: int) -> int | None:
    """The first of sorted places from a start on."""
    at = bisect_left(places, start)
    return places[at] if at < len(places) else None
