"""Sieves from quotation to source where a name stands by itself beside the words: signatures, rows, headlines."""

import regex

from quoteattr.attribution.context import Context, Source
from quoteattr.entities.kinds import is_personal
from quoteattr.languages.language import Language
from quoteattr.records.records import Mention
from quoteattr.syntax.trees import Node

_NOMINAL = ("NOUN", "PRON", "PROPN")


def signature(context: Context) -> Source | None:
    """The name signed under an utterance: `“Fine work.” — Dr Amin, CERN`, `“Fine work.” (Ida Moe)`, or a line below."""
    if context.quotation.utterance is None or context.attribution is not None:
        return None
    signed = context.document.signature_after(context.quotation.utterance.quoted_spans[-1].end)
    return _named(context, signed) if signed is not None else None


def row(context: Context) -> Source | None:
    """The name in the cell before an utterance in a table."""
    if context.quotation.utterance is None or context.attribution is not None:
        return None
    document, first = context.document, context.quotation.utterance.quoted_spans[0]
    before = document.paragraphs[first.paragraph - 1] if first.paragraph else None
    if before is None or not document.is_alone(first) or "\n" in document.text[before.end : first.start]:
        return None
    named = document.name_alone(first.paragraph - 1)
    return _named(context, named) if named is not None else None


def describer(context: Context) -> Source | None:
    """Who a headline tells of behind its quotation: `‘We wait’: islanders on the ferry`."""
    utterance, document = context.quotation.utterance, context.document
    if utterance is None or context.attribution is not None or not document.is_in_headline(utterance.start):
        return None
    told = document.trees.nodes(utterance.end, document.paragraphs[utterance.paragraph].end)
    first = next((token for token in told if token.upos in _NOMINAL), None)
    top = _top(first, told) if first is not None else None
    if first is not None and first.after in told and document.language.cues.reports_somehow(first.after.lemma):
        top = first  # ‘We wait’: union vows strike, where a parser takes the verb for a noun
    return context.mention(top) if top is not None and _can_be_told_of(top, document.language) else None


def _can_be_told_of(top: Node, language: Language) -> bool:
    """Whether a headline can tell of somebody's words by a noun: not *‘We wait’: Road fails*."""
    body = language.nouns.get(top.lemma) in ("organization", "document")
    several = top.feature("Number") == "Plur"  # islanders
    return top.upos == "PRON" or bool(top.ner) or body or several or is_personal(top, language)


def _top(token: Node, among: list[Node]) -> Node:
    """The head of the phrase that a word is part of."""
    while token.head in among and token.has_relation("compound", "flat", "nmod:poss", "amod", "nmod:desc"):
        assert token.head is not None
        token = token.head
    return token


def _named(context: Context, match: regex.Match[str]) -> Source | None:
    start, end = match.span("name")
    words = context.document.trees.nodes(start, end)
    if words and all(token.upos not in ("NOUN", "PROPN", "ADJ", "X") for token in words):
        return None  # — So it is, said the uncle
    return Source(Mention(start, end, context.document.text[start:end], "name"))
