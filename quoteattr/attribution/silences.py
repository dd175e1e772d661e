"""Silences to records: who was asked and said nothing."""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.context import Context, Source
from quoteattr.attribution.speakers import Entry, People
from quoteattr.quotations.cues import Attribution
from quoteattr.quotations.quotations import Quotation
from quoteattr.quotations.silences import SilentClause
from quoteattr.records.reasons import Frame
from quoteattr.records.records import Cue, Span, Speaker
from quoteattr.records.silences import Silence
from quoteattr.syntax.trees import SUBJECTS


def silences(analysis: Analysis, people: People) -> Iterator[tuple[SilentClause, Source | None, Entry | None]]:
    """The silences of a document, each with the phrase for who was asked, and whom it stands for."""
    for clause in analysis.silences:
        source = _source(analysis, clause)
        entries, _ = people.entries(source) if source is not None else ([], None)
        yield clause, source, next(iter(entries), None)


def _source(analysis: Analysis, clause: SilentClause) -> Source | None:
    """Who was asked: told beside the verb, its subject, or the likeliest subject in the clauses above."""
    verb = clause.verb
    attribution = Attribution(verb, Frame("xcomp"), clause.cue, 1.0)
    span = ((clause.words[0].start, clause.words[-1].end),)
    paragraph = analysis.document.paragraph_at(verb.start)
    context = Context(analysis, Quotation("indirect", span, paragraph, attribution))
    if clause.asked is not None:
        return context.mention(clause.asked)
    if clause.requested:
        return None
    for subject in verb.children(*SUBJECTS):
        source = context.mention(subject)
        if source is not None:
            return source
    ranked = analysis.ranked(attribution)
    return context.mention(ranked[0][0].head) if ranked else None


def silence_record(analysis: Analysis, clause: SilentClause, source: Source | None, speaker: Speaker | None) -> Silence:
    """The record of a silence."""
    text, language = analysis.document.text, analysis.language
    lemma, negated = clause.verb.lemma, any(token.lemma in language.negations for token in clause.cue)
    start, end = clause.cue[0].start, clause.cue[-1].end
    cue = Cue.cut(text, start, end, lemma=lemma, stance=language.stances.get(lemma, "assert"), negated=negated)
    words = Span.cut(text, clause.words[0].start, clause.words[-1].end)
    return Silence(words, cue, source.mention if source is not None else None, speaker)
