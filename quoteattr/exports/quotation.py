"""schema.org: each quote as a `Quotation` in JSON-LD, for the page that the text is on and for search engines.

`spokenByCharacter` is who speaks in the text, a `Person` with `jobTitle` and `affiliation` or an `Organization`; for
what is quoted directly they are the `creator` too. The terms are those of https://schema.org/Quotation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from quoteattr.exports.letters import for_utf_8
from quoteattr.records.records import Quote, Speaker
from quoteattr.records.result import Result

CONTEXT: Final = "https://schema.org"
_BODIES: Final = ("organization", "place", "document")
_KNOWN: Final = {
    "headline": ("headline", "title"),
    "datePublished": ("datePublished", "date"),
    "publisher": ("publisher", "outlet"),
}
"""What is told of an article, and under which keys of `meta` it may be known."""
_ADDRESS: Final = re.compile('https?://[^\\s"<>\\\\^`{|}]+')


def write(result: Result) -> str:
    """Write the quotes of a result, an object a line, with commas between them; nothing for none.

    Examples:
        >>> from quoteattr.records.records import Role, Span
        >>> ann = Speaker(0, "Ann Lee", "person", Role(16, 21, "mayor"))
        >>> quote = Quote("direct", (Span(1, 3, "No"),), None, None, ann, "subject_of_cue", 0.9)
        >>> json.loads(write(Result("“No,” said Lee, mayor.", "en", (quote,), (ann,))))["spokenByCharacter"]
        {'@type': 'Person', 'name': 'Ann Lee', 'jobTitle': 'mayor'}
    """
    work = _work(result)
    found = (json.dumps(_quotation(quote, result, work), ensure_ascii=False) for quote in result.all())
    # Without < it may stand in a page's <script>, whatever the text holds.
    return ",\n".join(for_utf_8(one).replace("<", "\\u003c") for one in found)


def _work(result: Result) -> dict[str, Any]:
    """What the quotes are part of: an article, by its address or name, with what `meta` knows of it."""
    work: dict[str, Any] = {"@type": "Article"}
    if isinstance(result.id, str) and _ADDRESS.fullmatch(result.id):
        work |= {"@id": result.id, "url": result.id}
    elif result.id is not None:
        work["identifier"] = str(result.id)
    for term, keys in _KNOWN.items():
        value = next((result.meta[key] for key in keys if result.meta.get(key)), None)
        if value is not None:
            work[term] = {"@type": "Organization", "name": str(value)} if term == "publisher" else str(value)
    return work


def _quotation(quote: Quote, result: Result, work: Mapping[str, Any]) -> dict[str, Any]:
    speakers = [_speaker(speaker) for speaker in quote.speakers]
    spoken: Any = speakers[0] if len(speakers) == 1 else speakers
    outer = quote.outer
    around = {"@type": "Quotation", "text": outer.text, "isPartOf": dict(work)} if outer is not None else dict(work)
    data: dict[str, Any] = {"@type": "Quotation", "text": quote.text, "inLanguage": result.language}
    if speakers:
        data["spokenByCharacter"] = spoken
        if quote.kind == "direct":
            data["creator"] = spoken
    return {**data, "isPartOf": around}


def _speaker(speaker: Speaker) -> dict[str, Any]:
    if speaker.kind in _BODIES:
        return {"@type": "Organization", "name": speaker.name}
    data: dict[str, Any] = {"@type": "Person", "name": speaker.name}
    if speaker.role is not None:
        data["jobTitle"] = speaker.role.text
    if speaker.affiliation is not None:
        data["affiliation"] = {"@type": "Organization", "name": speaker.affiliation.text}
    if speaker.aliases:
        data["alternateName"] = list(speaker.aliases)
    return data
