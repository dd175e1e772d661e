"""Sieves from quotation to source where a name stands by itself beside the words: signatures, rows, headlines."""

from quoteattr.attribution.context import Context, Source
from quoteattr.document.marks import QuotedSpan
from quoteattr.records.records import Mention
from quoteattr.syntax.trees import Node

_NOMINAL = ("NOUN", "PRON", "PROPN")


def signature(context: Context) -> Source | None:
    """The name signed under an utterance: `“Fine work.” — Dr Amin, CERN`, `“Fine work.” (Ida Moe)`, or a line below it.

    Without a dash it must be the name of a person.
    """
    if context.quotation.utterance is None or context.attribution is not None:
        return None
    document, last = context.document, context.quotation.utterance.quoted_spans[-1]
    signed = document.signature_after(last.end)
    if signed is not None:
        return _named(context, *signed.span("name"))
    bracketed = document.language.layout.signature_in_brackets.match(document.shown, last.end)
    if bracketed is not None:
        return _person(context, *bracketed.span("name"))
    return _person_beside(context, last, last.paragraph + 1)


def row(context: Context) -> Source | None:
    """The name in the cell before an utterance in a table."""
    if context.quotation.utterance is None or context.attribution is not None:
        return None
    first = context.quotation.utterance.quoted_spans[0]
    before = context.document.paragraphs[first.paragraph - 1] if first.paragraph else None
    if before is None or "\n" in context.document.text[before.end : first.start]:
        return None
    return _person_beside(context, first, first.paragraph - 1)


def describer(context: Context) -> Source | None:
    """Who a headline tells of behind its quotation: `‘We wait’: islanders on the ferry`."""
    utterance, document = context.quotation.utterance, context.document
    if utterance is None or context.attribution is not None or not document.is_in_headline(utterance.start):
        return None
    told = document.trees.nodes(utterance.end, document.paragraphs[utterance.paragraph].end)
    first = next((token for token in told if token.upos in _NOMINAL), None)
    return context.mention(_top(first, told)) if first is not None else None


def _top(token: Node, among: list[Node]) -> Node:
    """The head of the phrase that a word is part of."""
    while token.head in among and token.has_relation("compound", "flat", "nmod:poss", "amod", "nmod:desc"):
        assert token.head is not None
        token = token.head
    return token


def _person_beside(context: Context, quoted: QuotedSpan, number: int) -> Source | None:
    """The person whose name, and perhaps an office, is all of a paragraph beside one that is all speech."""
    document = context.document
    if not document.is_alone(quoted) or not 0 <= number < len(document.paragraphs):
        return None
    paragraph = document.paragraphs[number]
    match = document.language.layout.signature_alone.fullmatch(document.shown[paragraph.body : paragraph.end])
    return _person(context, paragraph.body, paragraph.body + match.end("name")) if match else None


def _person(context: Context, start: int, end: int) -> Source | None:
    entities = map(context.analysis.cast.entity_at, context.document.trees.nodes(start, end))
    return _named(context, start, end) if any(e is not None and e.kind == "person" for e in entities) else None


def _named(context: Context, start: int, end: int) -> Source:
    return Source(Mention(start, end, context.document.text[start:end], "name"))
