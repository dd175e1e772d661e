"""The circumstances of what is said: to whom, through what, at what occasion, when.

A logistic regression says of each phrase around a cue how likely it tells one of them. It was fitted by
`training/circumstances.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, get_args

from attrs import frozen

from quoteattr.attribution.circumstance_candidates import Saying, candidates
from quoteattr.attribution.circumstance_features import features
from quoteattr.attribution.circumstance_spans import span_of
from quoteattr.records.records import Addressee, Person, Span
from quoteattr.syntax.ranges import Range
from quoteattr.syntax.trees import Node
from quoteattr.vocabulary import Circumstance

CIRCUMSTANCES: Final[tuple[Circumstance, ...]] = get_args(Circumstance)
AT_LEAST = 0.35
"""Probability that a circumstance needs."""


class Bystanders:
    """The people of a document, found by where they are mentioned."""

    def __init__(self, people: Iterable[Person]) -> None:
        mentions = [(mention, person.id) for person in people for mention in person.mentions]
        self._starts = {mention.start: known for mention, known in mentions}
        self._ends = {mention.end: known for mention, known in mentions}

    def behind(self, head: Node) -> int | None:
        """The id of whoever a phrase stands for, by its head: `Lee` in *Mayor Ann Lee*."""
        for token in (head, *head.children("flat", "appos")):
            found = self._starts.get(token.start, self._ends.get(token.end))
            if found is not None:
                return found
        return None


@frozen
class Circumstances:
    """What is told of a saying: to whom, through what, where and when."""

    addressee: Addressee | None = None
    medium: Span | None = None
    occasion: Span | None = None
    time: Span | None = None


def circumstances_told(saying: Saying, people: Bystanders, text: str) -> Circumstances:
    """The circumstances that are told, as a quote holds them; `text` is that of the whole document."""
    found = circumstances(saying)
    spans = {kind: Span.cut(text, *offsets) for kind, (offsets, _) in found.items()}
    addressee = None
    if "addressee" in found:
        offsets, head = found["addressee"]
        addressee = Addressee.cut(text, *offsets, speaker=people.behind(head))
    return Circumstances(addressee, spans.get("medium"), spans.get("occasion"), spans.get("time"))


def circumstances(saying: Saying) -> dict[Circumstance, tuple[Range, Node]]:
    """The circumstances that are told, each with the offsets of its words and the head of its phrase."""
    weights = saying.document.language.circumstance_weights
    if not weights:
        return {}
    told: dict[Circumstance, list[tuple[float, int, Range, Node]]] = {}
    for place, candidate in enumerate(candidates(saying)):
        named = list(features(saying, candidate))
        share, kind = max((weights.probability(for_kind(kind, named)), kind) for kind in CIRCUMSTANCES)
        if share >= AT_LEAST:
            span = span_of(saying, candidate.head, kind)
            told.setdefault(kind, []).append((share, -place, span, candidate.head))
    best = {kind: sorted(found, key=lambda one: one[:2], reverse=True) for kind, found in told.items()}
    text = saying.document.text
    return {kind: (joined(text, [span for *_, span, _ in found]), found[0][3]) for kind, found in best.items()}


def for_kind(kind: Circumstance, named: Iterable[str]) -> list[str]:
    """Features as evidence for one of the circumstances."""
    return [kind, *(f"{kind}|{name}" for name in named)]


def joined(text: str, spans: Sequence[Range]) -> Range:
    """The first span with those beside it that no word parts from it.

    >>> joined("on Monday, late at night in Oslo", [(0, 9), (11, 24)]), joined("late on Monday", [(5, 14), (0, 4)])
    ((0, 9), (0, 14))
    """
    start, end = spans[0]
    for other in sorted(spans[1:]):
        if other[0] >= end and not text[end : other[0]].strip():
            end = other[1]
    for other in sorted(spans[1:], reverse=True):
        if other[1] <= start and not text[other[1] : start].strip():
            start = other[0]
    return start, end
