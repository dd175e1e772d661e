"""Whom the words of a line call: by name, or as `sir` or `papa`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quoteattr.attribution.turns.lines import Line, is_near
from quoteattr.attribution.turns.stage import Stage
from quoteattr.coreference.figures import Figure
from quoteattr.syntax.trees import Node

_APART = frozenset(",—–-“\"‘'.!?;…”’")


def called_in(stage: Stage, line: Line) -> Iterator[Figure]:
    """Whom the words of a line call by name."""
    for quoted in line.quotation.utterance.quoted_spans if line.quotation.utterance is not None else ():
        for address in stage.analysis.antecedents.addressed(quoted.start):
            figure = stage.of_entity(address.entity)
            if figure is not None:
                yield figure


def styled_in(stage: Stage, line: Line) -> Iterator[Figure]:
    """Whom the words of a line call by what they are: `Yes, Sergeant.`"""
    for start, end in line.quotation.content:
        for node in stage.analysis.document.trees.nodes(start, end):
            figures = stage.of_style(node.lemma.lower()) if node.upos in ("NOUN", "PROPN") else ()
            if figures and stage.analysis.cast.entity_at(node) is None and _stands_apart(node):
                yield from figures


def addresses(stage: Stage, lines: Sequence[Line], place: int) -> Iterator[tuple[str, str]]:
    """The genders of those whom a line and its neighbours call `sir` or `papa`, with how many lines away."""
    for distance in (-1, 0, 1):
        if 0 <= place + distance < len(lines) and is_near(lines[place], lines[place + distance], distance):
            genders = set(_called_so(stage, lines[place + distance]))
            if len(genders) == 1:
                yield str(distance), genders.pop()


def _called_so(stage: Stage, line: Line) -> Iterator[str]:
    """The genders that forms of address tell: nouns for a man or a woman that stand apart in a line."""
    gendered = stage.analysis.language.gendered
    for start, end in line.quotation.content:
        for node in stage.analysis.document.trees.nodes(start, end):
            if node.lemma in gendered and _stands_apart(node):
                yield gendered[node.lemma]


def _stands_apart(node: Node) -> bool:
    """Whether a noun has marks around it, with what describes it: `Yes, my dear lady, I do.`"""
    first = node
    while first.before is not None and first.before.head is node and first.before.upos in ("ADJ", "PRON"):
        first = first.before
    before, after = first.before, node.after
    opens = before is None or before.text[-1:] in _APART
    return opens and (after is None or after.text[:1] in _APART) and first.upos != "DET"
