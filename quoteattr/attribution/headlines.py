"""Quotations of a headline that the article has again: whoever says the words there says them here."""

from collections.abc import Iterator, Sequence
from typing import Final

import regex
from attrs import evolve

from quoteattr.attribution.context import Context, Sieve, Source
from quoteattr.attribution.reasons import gloss_of
from quoteattr.attribution.turns.giving import Given
from quoteattr.document.document import Document
from quoteattr.records.reasons import Resolution
from quoteattr.vocabulary import Rule

WORDS = 3
"""Words that a quotation of a headline must have."""
_WORD: Final = regex.compile(r"[\p{L}\p{N}]+")


def said_again(_: Context) -> Source | None:
    """Declines: who says the words again shows only where all quotations are given to somebody."""
    return None


SAID_AGAIN: Final[Rule[Sieve]] = Rule(said_again, "who says the words of a headline again below it")


def with_headlines(document: Document, answers: Sequence[Given]) -> Iterator[Given]:
    """The answers, those for a headline's quotations without a name with who says the same words below it.

    Of *‘Nobody told us’: bakers* the source stays *bakers*, but the speaker is Ida Roe, who says so in the article.
    """
    below = [
        (f" {_words(document, answer)} ", answer)
        for answer in answers
        if _is_named(answer) and not document.is_in_headline(answer.decision.context.quotation.content[0][0])
    ]
    for answer in answers:
        utterance = answer.decision.context.quotation.utterance
        headline = utterance is not None and document.is_in_headline(utterance.start) and not _is_named(answer)
        words = _words(document, answer) if headline else ""
        enough = words.count(" ") + 1 >= WORDS
        again = next((other for spoken, other in below if f" {words} " in spoken), None) if enough else None
        yield _as_below(answer, again) if again is not None else answer


def _is_named(answer: Given) -> bool:
    return bool(answer.behind) and answer.behind[0].entity is not None


def _words(document: Document, answer: Given) -> str:
    pieces = (document.text[start:end] for start, end in answer.decision.context.quotation.content)
    return " ".join(word.lower() for piece in pieces for word in _WORD.findall(piece))


def _as_below(answer: Given, again: Given) -> Given:
    decision = answer.decision if answer.decision.source is not None else evolve(answer.decision, rule=SAID_AGAIN)
    return evolve(answer, decision=decision, behind=again.behind, resolution=Resolution(gloss_of(SAID_AGAIN)))
