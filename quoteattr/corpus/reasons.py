"""Why a source has no name, in the words of the article: *who was not authorised to speak*."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import regex

from quoteattr.languages.language import Language
from quoteattr.records.records import Span

REACH: Final = 300
"""Characters behind the start of a source in which the reason is looked for, in the same paragraph."""
_LED: Final = 30
"""Characters before the reason among which a relative pronoun may lead it."""
_END: Final = regex.compile(r"[“”\"\n;]|[.?!](?=\s|$)")
_CLAUSE: Final = regex.compile(r"[“”\"\n;,]|[.?!](?=\s|$)")
_WORD: Final = regex.compile(r"\p{L}+")


def find_reason(
    source: Mapping[str, Any], cue: Mapping[str, Any] | None, text: str | None, language: Language
) -> Span | None:
    """The words that tell why a source is not named; offsets are those of the text.

    They stand behind the source in its sentence, before the cue or behind it, or in a next sentence that begins with a
    word that takes the source up. Without the text they are looked for in the words of the source.

    >>> from quoteattr.languages.loading import load_language
    >>> english = load_language("en")
    >>> text = "“No,” said an aide who was not authorised to speak publicly. It rained."
    >>> find_reason({"start": 11, "end": 18, "text": "an aide"}, None, text, english).text
    'who was not authorised to speak publicly'
    """
    start = source["start"]
    window = source["text"][:REACH] if text is None else text[start : start + REACH]
    found = language.anonymity_reasons.search(window)
    if found is None or not _is_of_source(window, min(source["end"] - start, found.start()), found.start(), language):
        return None
    end = _CLAUSE.search(window, found.end())
    stop = end.start() if end else len(window)
    if cue is not None and found.end() <= cue["start"] - start < stop:
        stop = _before_cue(window, cue["start"] - start, stop, language)
    if found.end() <= source["end"] - start:
        stop = min(stop, source["end"] - start)
    first = _led(window, found.start(), language)
    words = window[first:stop].rstrip(" ,")
    return Span(start + first, start + first + len(words), words)


def _is_of_source(window: str, end: int, reason: int, language: Language) -> bool:
    """Whether no sentence ends between a source and a reason, or one, behind which a word takes the source up."""
    stops = list(_END.finditer(window, end, reason))
    if not stops:
        return True
    following = _WORD.match(window, stops[0].end() + 1)
    known = following is not None and following[0].lower() in {*language.pronouns, *language.definites}
    return len(stops) == 1 and stops[0][0] == "." and known


def _before_cue(window: str, cue: int, stop: int, language: Language) -> int:
    """The cue ends a reason, unless it is part of it: `anonymity to discuss the plan`."""
    before = window[:cue].split()[-1:]
    infinitive = before and language.complementizers.get(before[0].lower()) == "infinitive"
    return stop if infinitive else cue


def _led(window: str, start: int, language: Language) -> int:
    """Where a reason begins: with the relative pronoun that leads it, if there is one."""
    before = window[max(0, start - _LED) : start]
    clause = max(map(before.rfind, ",.;")) + 1
    led = [word.start() for word in _WORD.finditer(before, clause) if word[0].lower() in language.relatives]
    return max(0, start - _LED) + led[-1] if led else start
