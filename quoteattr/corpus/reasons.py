"""Why a source has no name, in the words of the article: *who was not authorised to speak*."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import regex

from quoteattr.languages.language import Language
from quoteattr.records.records import Span

REACH: Final = 300
"""Characters behind the start of a source in which the reason is looked for, in the same paragraph."""
_END: Final = regex.compile(r"[“”\"\n;]|[.?!](?=\s|$)")


def find_reason(source: Mapping[str, Any], text: str | None, language: Language) -> Span | None:
    """The words that tell why a source is not named; offsets are those of the text.

    Without the text they are looked for in the words of the source.

    >>> from quoteattr.languages.loading import load_language
    >>> english = load_language("en")
    >>> text = "“No,” said an aide who was not authorised to speak publicly. It rained."
    >>> find_reason({"start": 11, "end": 18, "text": "an aide"}, text, english).text
    'who was not authorised to speak publicly'
    """
    start = source["start"]
    window = source["text"] if text is None else text[start : max(start + REACH, source["end"])]
    found = language.anonymity_reasons.search(window)
    if found is None or _END.search(window, min(source["end"] - start, found.start()), found.start()):
        return None
    end = _END.search(window, found.end())
    stop = end.start() if end else found.end()
    words = window[found.start() : stop].rstrip(" ,")
    return Span(start + found.start(), start + found.start() + len(words), words)
