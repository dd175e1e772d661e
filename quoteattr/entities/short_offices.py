"""Offices in initials: `the PM` for *Prime Minister Ida Moe*, `the CS` for *Education CS Ida Moe*."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from quoteattr.document.document import Document
from quoteattr.entities.name_mentions import NameMention
from quoteattr.entities.names import acronyms
from quoteattr.syntax.trees import Node

LETTERS = range(2, 6)
"""How many letters the initials of an office have."""
TITLE = 6
"""Words before a name that may be an office, at most."""


def find_short_offices(document: Document, names: Iterable[NameMention]) -> dict[int, NameMention]:
    """For whom initials with an article stand, by where they start: the one of the office who was named last before.

    Initials of a body that is named in full are the body's.
    """
    short = list(_initials(document))
    if not short:
        return {}
    known = sorted(names, key=lambda named: named.mention.start)
    bodies = (named.mention.text for named in known if named.kind != "person")
    spelled_out = {letters for body in bodies for letters in acronyms(body, document.language)}
    bearers: dict[str, list[NameMention]] = {}
    for named in known:
        for office in _offices(named) if named.kind == "person" else ():
            if office.lower() not in spelled_out:
                bearers.setdefault(office, []).append(named)
    return {
        token.start: found
        for token in short
        if (found := _last_before(bearers.get(token.text, ()), token.start)) is not None
    }


def _initials(document: Document) -> Iterator[Node]:
    """`CS` in `the CS`."""
    for token in document.trees.nodes(0, len(document.text)):
        before = token.sentence.nodes[token.index - 2].text if token.index > 1 else ""
        if before.lower() in document.language.articles and _is_short(token.text):
            yield token


def _is_short(word: str) -> bool:
    return len(word) in LETTERS and word.isalpha() and word.isupper()


def _offices(named: NameMention) -> Iterator[str]:
    """What the words of an office before a name or beside it between commas are in initials."""
    nodes = named.head.sentence.nodes
    end = bisect_left(nodes, named.mention.start, key=lambda token: token.start)
    before = list(takewhile(lambda token: token.text[:1].isupper(), reversed(nodes[max(end - TITLE, 0) : end])))
    yield from _shortened([token.text for token in reversed(before)])
    above = named.head.head if named.head.has_relation("appos") else None
    for noun in [*named.head.children("appos"), *([above] if above is not None else [])]:
        parts = sorted([noun, *noun.children("amod", "compound")], key=lambda token: token.index)
        yield from _shortened([token.text for token in parts if token.index <= noun.index])


def _shortened(words: Sequence[str]) -> Iterator[str]:
    """The last word if it is initials, and the initials of the last two and more."""
    if words and _is_short(words[-1]):
        yield words[-1]
    for length in LETTERS:
        if length <= len(words):
            yield "".join(word[0].upper() for word in words[-length:])


def _last_before(named: Sequence[NameMention], offset: int) -> NameMention | None:
    place = bisect_left(named, offset, key=lambda found: found.mention.start)
    return named[place - 1] if place else None
