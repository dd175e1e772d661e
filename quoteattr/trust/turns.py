"""Who speaks where in a transcript: labels before a colon, voices of WebVTT, and paragraphs that ask."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cached_property
from typing import Final

import regex
from attrs import frozen

from quoteattr.languages.language import Language
from quoteattr.records.records import Span

_LABEL: Final = regex.compile(
    r"^[^\S\n]*+(?:[-–—•*>]++[^\S\n]*+)?(?:[\[(]?+\d{1,2}(?::\d\d){1,2}(?:[.,]\d++)?+[\])]?+[^\S\n]++)?+(?:\*\*)?+"
    r"(?P<label>\p{L}[^\n:<>“”\"?!()\[\]]{0,60}+(?:[\[(][^\n\])]{0,40}[\])])?+)(?:\*\*)?+:(?:\*\*)?+(?=\s)"
    r"|^[^\S\n]*+(?P<label>[QA])\.(?=\s)"
    r"|^[^\S\n]*+(?P<dotted>(?P<label>(?:\p{Lu}\p{Ll}++\.?[^\S\n]++){1,3}?\p{Lu}[\p{L}'’-]++))\.(?=[^\S\n])"
    r"|<v(?:\.[\w.]++)?+[^\S\n]++(?P<label>[^<>\n]{1,80})>"
    r"|^[^\S\n]*+>>(?P<label>)",
    regex.MULTILINE,
)
_BRACKET: Final = regex.compile(r"[(\[]")
_QUESTION: Final = regex.compile(r"^[^\n]*[?？؟][”\"’)]?[^\S\n]*$", regex.MULTILINE)
TURNS: Final = 3
"""Labels that come twice or are in capitals from which a text is a transcript, in which others come once."""
SHORT: Final = 3
"""Letters of a word that may begin small in a label."""
QUESTIONS: Final = 3
"""Lines that ask from which a text without labels is an interview."""
_LONGEST_LABEL: Final = 6
"""Words."""


@frozen
class Turn:
    """What one speaker says in one go: from `start`, its words from `body`; `label` is who, where the text says so."""

    start: int
    body: int
    label: Span | None = None


@frozen(slots=False)
class Turns:
    """The turns of a source, in order."""

    turns: tuple[Turn, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [turn.start for turn in self.turns]

    def number_at(self, offset: int) -> int:
        """The number of the turn at an offset; -1 before the first."""
        return bisect_right(self._starts, offset) - 1

    def at(self, offset: int) -> Turn | None:
        """The turn at an offset."""
        number = self.number_at(offset)
        return self.turns[number] if number >= 0 else None

    @cached_property
    def labels(self) -> list[str]:
        """Who speaks, each once, in order."""
        return list(dict.fromkeys(turn.label.text for turn in self.turns if turn.label))


def find_turns(text: str, language: Language) -> Turns:
    r"""The turns of a transcript; none in a text that is no transcript.

    >>> from quoteattr.languages.loading import load_language
    >>> text = "LEE: We wait.\nAnd wait.\nQ: Why?\nLEE: The ice.\nQ: Since when?\n"
    >>> [(turn.start, turn.label.text) for turn in find_turns(text, load_language("en")).turns]
    [(0, 'LEE'), (24, 'Q'), (32, 'LEE'), (46, 'Q')]
    """
    found = [match for match in _LABEL.finditer(text) if _may_be_label(match, language)]
    names = [_name(match["label"]) for match in found]
    times = Counter(names)
    sure = [
        match
        for match, name in zip(found, names, strict=True)
        if times[name] > 1 or name.isupper() or match[0][0] == "<"
    ]
    kept = found if len(sure) >= TURNS else sure
    turns: list[Turn] = []
    for match in kept:
        label = Span.cut(text, *match.span("label")) if match["label"] else None
        if not (turns and label and turns[-1].label and turns[-1].label.text == label.text):
            turns.append(Turn(match.start(), match.end(), label))
    return Turns(tuple(turns)) if turns else _questions(text)


def label_spans(turns: Turns) -> list[tuple[int, int]]:
    """From where to where labels stand, which are no spoken words."""
    return [(turn.start, turn.body) for turn in turns.turns if turn.body > turn.start]


def _may_be_label(match: regex.Match[str], language: Language) -> bool:
    """Whether each word before a colon begins large, but for small ones; before a full stop, after a title: Dr. Moe."""
    label = match["label"]
    words = _name(label).split()
    if match["dotted"] and not (language.is_title(words[0]) or language.is_role(words[-1])):
        return False
    if len(words) > _LONGEST_LABEL or label.lower() in language.layout.no_speakers:
        return False
    return all(not word[0].islower() or len(word) <= SHORT or word in language.name_particles for word in words)


def _name(label: str) -> str:
    """A label without what stands in brackets."""
    return _BRACKET.split(label, maxsplit=1)[0].strip()


def _questions(text: str) -> Turns:
    """A turn for each line that asks, and for what answers it."""
    asking = list(_QUESTION.finditer(text)) if text.count("?") >= QUESTIONS else []
    if len(asking) < QUESTIONS:
        return Turns(())
    edges = sorted({edge for match in asking for edge in (match.start(), match.end()) if edge < len(text)})
    return Turns(tuple(Turn(edge, edge) for edge in edges))
