"""Turns to what is said in them: all of it, or of a speech in marks what the marks enclose; no stage directions."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

import regex
from attrs import frozen

from quoteattr.document.document import Document
from quoteattr.document.paragraphs import Paragraph, Turn
from quoteattr.quotations.clauses import cue_after
from quoteattr.syntax.ranges import Range, merged
from quoteattr.syntax.trees import SUBJECTS
from quoteattr.vocabulary import QuoteKind

_BRACKETED: Final = regex.compile(r"[\[(][^\[\]()\n]{1,120}[\])]")
_ENDS: Final = (".", "?", "!", "…", "”", '"', ":", "—")
"""What stands before directions, if anything does: `I do. [Laughs.] We all do.`"""


@frozen
class Said:
    """The words of a turn; in a headline they are its gist."""

    kind: QuoteKind
    content: tuple[Range, ...]
    paragraph: int


def words_of_turns(document: Document) -> Iterator[Said]:
    """What is said in each turn of a document, in order."""
    numbered = ((number, paragraph) for number, paragraph in enumerate(document.paragraphs) if paragraph.turn)
    for _, group in groupby(numbered, key=lambda pair: pair[1].turn):
        paragraphs = list(group)
        first, opening = paragraphs[0]
        gist = opening.headline and document.shown[opening.body] not in document.language.marks.double
        kind: QuoteKind = "indirect" if gist else "direct"
        content = [piece for _, paragraph in paragraphs for piece in _said(document, paragraph, kind)]
        assert opening.turn is not None
        spoken = "".join(document.shown[start:end] for start, end in content)
        if _is_said(spoken, opening.turn, document) and not _is_topic(document, first):
            yield Said(kind, merged(content), first)


def _is_said(words: str, turn: Turn, document: Document) -> bool:
    """Whether words stand after a label. A number alone is a count, but for an answer: `Lee: 547`, `A: 547`"""
    answers = turn.label is not None and turn.label.text.lower() in document.language.answer_labels
    return any(map(str.isalnum if answers else str.isalpha, words))


def _is_topic(document: Document, number: int) -> bool:
    """Whether a label is what a quotation is about, whose cue names somebody: `Ferry Row: “No,” says the union.`"""
    paragraph = document.paragraphs[number]
    spoken = document.outer_between(paragraph.body, paragraph.end)
    attribution = cue_after(document, spoken[0]) if spoken and spoken[0].start == paragraph.body else None
    if attribution is None:
        return False
    cue = attribution.cue
    beside = [cue.after] if cue.after is not None and cue.after.upos in ("DET", "NOUN", "PROPN") else []
    named = (*cue.children(*SUBJECTS), *beside)
    return any(token.upos != "PRON" and not document.is_quoted(token) for token in named)


def _said(document: Document, paragraph: Paragraph, kind: QuoteKind) -> tuple[Range, ...]:
    marks = "".join(document.language.marks.all) + " \n\t"
    body = document.shown[paragraph.body : paragraph.end]
    start = paragraph.body + len(body) - len(body.lstrip(marks))
    end = paragraph.body + len(body.rstrip(marks))
    first = document.quoted_at(start)
    if kind == "direct" and first is not None:
        spoken = document.outer_between(paragraph.body, paragraph.end)
        return tuple((quoted.inner_start, quoted.inner_end) for quoted in spoken)
    asides = [*_asides(document.shown, start, end), (end, end)]
    starts = [start, *(aside[1] for aside in asides)]
    pieces = (_trimmed(document.shown, piece, aside[0]) for piece, aside in zip(starts, asides, strict=False))
    return tuple(piece for piece in pieces if piece[0] < piece[1])


def _asides(text: str, start: int, end: int) -> Iterator[Range]:
    """Directions in brackets, before, between and after sentences."""
    for match in _BRACKETED.finditer(text, start, end):
        before = text[max(start, match.start() - 3) : match.start()].rstrip()
        if not before or before.endswith(_ENDS):
            yield match.span()


def _trimmed(text: str, start: int, end: int) -> Range:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
