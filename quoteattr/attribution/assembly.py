"""Quotations to records: writes down what was decided, and whom it was given to, as quotes and speakers."""

from collections.abc import Mapping

from attrs import evolve, frozen

from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.certainty import speaker_confidence, speaker_features
from quoteattr.attribution.deciding import Sieves
from quoteattr.attribution.people import Everyone
from quoteattr.attribution.reasons import reason_of
from quoteattr.attribution.speakers import People
from quoteattr.attribution.turns.giving import Given, given
from quoteattr.attribution.voices import find_voices
from quoteattr.coreference.candidates import Voice
from quoteattr.coreference.resolution import resolve_quoted
from quoteattr.languages.language import Language
from quoteattr.languages.weights import calibrated
from quoteattr.quotations.wording import cue_of
from quoteattr.records.reasons import Reason
from quoteattr.records.records import Addressee, Person, Quote, Span, Speaker
from quoteattr.vocabulary import QuoteKind


@frozen
class Attributed:
    """The quotes of a document, in order, the speakers behind them, and everybody whom it names or quotes."""

    quotes: tuple[Quote, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    people: tuple[Person, ...] = ()


def attribute_quotations(analysis: Analysis, sieves: Sieves) -> Attributed:
    """The quotes of a document, in order, the speakers behind them, and all its people."""
    asked = [rule for rule in sieves if rule.serves(analysis.document.genre)]
    people = People(analysis)
    answers = given(analysis, people, asked)
    told = find_voices(analysis, ((one.decision.context.quotation, one.behind) for one in answers))
    everyone = Everyone(people, resolve_quoted(analysis.antecedents, told))
    records = everyone.speakers()
    quotes = tuple(_quote(one, records, asked) for one in answers)
    speaking = {id(entry) for one in answers for entry in one.behind}
    speakers = tuple(speaker for entry, speaker in records.items() if entry in speaking)
    return Attributed(quotes, speakers, everyone.records([quote.speakers for quote in quotes]))


def voices(analysis: Analysis, sieves: Sieves) -> dict[int, Voice]:
    """Who speaks each outer quoted span, by its start."""
    asked = [rule for rule in sieves if rule.serves(analysis.document.genre)]
    told = given(analysis, People(analysis), asked)
    return find_voices(analysis, ((one.decision.context.quotation, one.behind) for one in told))


def _quote(one: Given, speakers: Mapping[int, Speaker], asked: Sieves) -> Quote:
    decision, behind = one.decision, tuple(speakers[id(entry)] for entry in one.behind)
    document, quotation, source = decision.context.document, decision.context.quotation, decision.source
    reason = _with_evidence(one, reason_of(decision.context, source, decision.rule, asked, one.resolution))
    return Quote(
        kind=quotation.kind,
        content=tuple(Span.cut(document.text, start, end) for start, end in quotation.content),
        cue=cue_of(document, quotation),
        source=source.mention if source else None,
        speaker=behind[0] if behind else None,
        speakers=behind,
        sieve=decision.rule.name if decision.rule else "unattributed",
        confidence=_confidence(document.language, quotation.kind, reason),
        speaker_confidence=_speaker_confidence(document.language, one, reason) if behind else None,
        addressees=tuple(Addressee.of(speakers[id(entry)]) for entry in one.to),
        reason=reason,
    )


def _with_evidence(one: Given, reason: Reason) -> Reason:
    """A reason with what tells how sure the speaker is, where that was not weighed."""
    context, source = one.decision.context, one.decision.source
    if source is None or not one.behind or one.share is not None:
        return reason
    found = speaker_features(context.document, context.quotation.kind, source, one.behind[0], reason)
    return evolve(reason, speaker_evidence=frozenset(found))


def _speaker_confidence(language: Language, one: Given, reason: Reason) -> float:
    """How likely a speaker is: as it was weighed whose turn it is, or as such answers were right."""
    return speaker_confidence(language, reason.speaker_evidence) if one.share is None else round(one.share, 2)


def _confidence(language: Language, kind: QuoteKind, reason: Reason) -> float:
    """How often such a content with a source from such a sieve was right, on annotated news."""
    return round(calibrated(language.calibration.get(kind, ()), reason.content_share * reason.source_share), 2)
