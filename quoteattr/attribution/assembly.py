"""Quotations to records: asks the sieves, and writes down what they decide as quotes and speakers."""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice

from attrs import frozen

from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.context import Context, Sieve, Source
from quoteattr.attribution.reasons import reason_of
from quoteattr.attribution.speakers import Entry, People
from quoteattr.attribution.voices import find_voices
from quoteattr.coreference.resolution import Voice
from quoteattr.languages.language import Language
from quoteattr.languages.weights import calibrated
from quoteattr.quotations.quotations import Quotation
from quoteattr.quotations.wording import cue_of
from quoteattr.records.reasons import Reason, Resolution
from quoteattr.records.records import Quote, Span, Speaker
from quoteattr.vocabulary import QuoteKind, Rule

SOURCELESS = 0.5
"""Plausibility that an attribution needs if no sieve finds a source for it."""
TURNS_KEPT = 6
"""Quotations that a sieve can look back to."""
TURNS_AHEAD = 2
"""Quotations that a sieve can look ahead to."""

Sieves = Sequence[Rule[Sieve]]


@frozen
class Decision:
    """What the sieves say of a quotation: the source, and the rule that found it; None where none did."""

    context: Context
    source: Source | None
    rule: Rule[Sieve] | None


def attribute_quotations(analysis: Analysis, sieves: Sieves) -> tuple[tuple[Quote, ...], tuple[Speaker, ...]]:
    """The quotes of a document, in order, and the speakers behind them."""
    asked = [rule for rule in sieves if rule.serves(analysis.document.genre)]
    people = People(analysis)
    entries = []
    for decision, behind, resolution in _attributed(analysis, asked, people):
        reason = reason_of(decision.context, decision.source, decision.rule, asked, resolution)
        entries.append((decision, behind, reason))
    speakers = people.speakers()
    quotes = tuple(
        _quote(decision, [speakers[id(entry)] for entry in behind], reason) for decision, behind, reason in entries
    )
    return quotes, tuple(sorted(speakers.values(), key=lambda speaker: speaker.id))


def voices(analysis: Analysis, sieves: Sieves) -> dict[int, Voice]:
    """Who speaks each outer quoted span, by its start."""
    asked = [rule for rule in sieves if rule.serves(analysis.document.genre)]
    told = _attributed(analysis, asked, People(analysis))
    return find_voices(analysis, ((decision.context.quotation, behind) for decision, behind, _ in told))


def _attributed(
    analysis: Analysis, asked: Sieves, people: People
) -> Iterator[tuple[Decision, list[Entry], Resolution | None]]:
    """What the sieves say of each quotation, and whom the source stands for."""
    for decision in decisions(analysis, asked):
        yield decision, *(people.entries(decision.source) if decision.source else ([], None))


def decisions(analysis: Analysis, asked: Sieves) -> Iterator[Decision]:
    """What the sieves say of each quotation, in order; of one without a source only if it is likely to be one."""
    earlier: tuple[tuple[Quotation, Source | None], ...] = ()
    later = deque(_told(analysis, asked) if analysis.document.genre == "narrative" else ())
    for quotation in analysis.quotations:
        if later and later[0][0] is quotation:
            later.popleft()
        decision = _decided(Context(analysis, quotation, earlier, tuple(islice(later, TURNS_AHEAD))), asked)
        if decision.source is None and quotation.reliability < SOURCELESS:
            continue
        if quotation.kind != "indirect":
            earlier = (*earlier[1 - TURNS_KEPT :], (quotation, decision.source))
        yield decision


def _told(analysis: Analysis, asked: Sieves) -> Iterator[tuple[Quotation, Source | None]]:
    """The quotations with what their own cues tell, whatever stands around them."""
    for quotation in analysis.quotations:
        if quotation.kind != "indirect":
            yield quotation, _decided(Context(analysis, quotation), asked).source if quotation.attribution else None


def _decided(context: Context, asked: Sieves) -> Decision:
    """What the first rule says that does not decline."""
    for rule in asked:
        source = rule.function(context)
        if source is not None:
            return Decision(context, source, rule)
    return Decision(context, None, None)


def _quote(decision: Decision, speakers: list[Speaker], reason: Reason) -> Quote:
    document, quotation, source = decision.context.document, decision.context.quotation, decision.source
    return Quote(
        kind=quotation.kind,
        content=tuple(Span.cut(document.text, start, end) for start, end in quotation.content),
        cue=cue_of(document, quotation),
        source=source.mention if source else None,
        speaker=speakers[0] if speakers else None,
        speakers=tuple(speakers),
        sieve=decision.rule.name if decision.rule else "unattributed",
        confidence=_confidence(document.language, quotation.kind, reason),
        reason=reason,
    )


def _confidence(language: Language, kind: QuoteKind, reason: Reason) -> float:
    """How often such a content with a source from such a sieve was right, on annotated news."""
    return round(calibrated(language.calibration.get(kind, ()), reason.content_share * reason.source_share), 2)
