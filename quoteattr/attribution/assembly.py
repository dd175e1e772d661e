"""Quotations to records: asks the sieves, and writes down what they decide as quotes and speakers."""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice

from attrs import evolve, frozen

from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.certainty import speaker_confidence, speaker_features
from quoteattr.attribution.circumstance_candidates import Saying
from quoteattr.attribution.circumstances import Bystanders, circumstances_told
from quoteattr.attribution.context import Context, Sieve, Source
from quoteattr.attribution.people import Everyone
from quoteattr.attribution.reasons import reason_of
from quoteattr.attribution.silences import silence_record, silences
from quoteattr.attribution.speakers import Entry, People
from quoteattr.attribution.voices import find_voices
from quoteattr.coreference.candidates import Voice
from quoteattr.coreference.resolution import resolve_quoted
from quoteattr.languages.language import Language
from quoteattr.languages.weights import calibrated
from quoteattr.quotations.quotations import Quotation
from quoteattr.quotations.wording import cue_of
from quoteattr.records.reasons import Reason, Resolution
from quoteattr.records.records import Person, Quote, Span, Speaker
from quoteattr.records.silences import Silence
from quoteattr.syntax.ranges import Cover
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


@frozen
class Attributed:
    """The quotes of a document, in order, the speakers behind them, and everybody whom it names or quotes."""

    quotes: tuple[Quote, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    people: tuple[Person, ...] = ()
    silences: tuple[Silence, ...] = ()


def attribute_quotations(analysis: Analysis, sieves: Sieves) -> Attributed:
    """The quotes of a document, in order, the speakers behind them, and all its people."""
    asked = [rule for rule in sieves if rule.serves(analysis.document.genre)]
    people = People(analysis)
    entries = []
    for decision, behind, resolution in _attributed(analysis, asked, people):
        reason = reason_of(decision.context, decision.source, decision.rule, asked, resolution)
        entries.append((decision, behind, reason))
    silent = list(silences(analysis, people))
    told = find_voices(analysis, ((decision.context.quotation, behind) for decision, behind, _ in entries))
    everyone = Everyone(people, resolve_quoted(analysis.antecedents, told))
    speakers = everyone.speakers()
    quotes = tuple(
        _quote(decision, [speakers[id(entry)] for entry in behind], _with_evidence(decision, behind, reason))
        for decision, behind, reason in entries
    )
    records = everyone.records([quote.speakers for quote in quotes])
    bystanders = Bystanders(records)
    return Attributed(
        quotes=tuple(
            _with_circumstances(entry[0], quote, bystanders) for entry, quote in zip(entries, quotes, strict=True)
        ),
        speakers=tuple(speakers.values()),
        people=records,
        silences=tuple(
            silence_record(analysis, clause, source, speakers[id(entry)] if entry is not None else None)
            for clause, source, entry in silent
        ),
    )


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


def _with_evidence(decision: Decision, behind: Sequence[Entry], reason: Reason) -> Reason:
    """A reason with what tells how sure the speaker is."""
    if decision.source is None or not behind:
        return reason
    document, kind = decision.context.document, decision.context.quotation.kind
    found = frozenset(speaker_features(document, kind, decision.source, behind[0], reason))
    return evolve(reason, speaker_evidence=found)


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
        speaker_confidence=speaker_confidence(document.language, reason.speaker_evidence) if speakers else None,
        reason=reason,
    )


def saying_of(decision: Decision) -> Saying | None:
    """What circumstances are looked for; None where there is no cue."""
    quotation, source = decision.context.quotation, decision.source
    if quotation.attribution is None:
        return None
    return Saying(
        document=decision.context.document,
        cue=quotation.attribution.cue,
        content=Cover(quotation.content),
        source=source.head if source is not None else None,
        direct=quotation.kind == "direct",
    )


def _with_circumstances(decision: Decision, quote: Quote, people: Bystanders) -> Quote:
    """A quote with whom it was said to, through what, where and when."""
    saying = saying_of(decision)
    if saying is None:
        return quote
    told = circumstances_told(saying, people)
    return evolve(quote, addressee=told.addressee, medium=told.medium, occasion=told.occasion, time=told.time)


def _confidence(language: Language, kind: QuoteKind, reason: Reason) -> float:
    """How often such a content with a source from such a sieve was right, on annotated news."""
    return round(calibrated(language.calibration.get(kind, ()), reason.content_share * reason.source_share), 2)
