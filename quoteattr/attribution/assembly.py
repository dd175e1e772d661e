"""Quotations to records: writes down what is decided, and whom it is put down to, as quotes and speakers."""

from collections.abc import Mapping

from attrs import evolve, frozen

from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.certainty import speaker_confidence, speaker_features
from quoteattr.attribution.circumstance_candidates import Saying
from quoteattr.attribution.circumstances import Bystanders, Circumstances, circumstances_told
from quoteattr.attribution.deciding import Decision, Sieves, decisions
from quoteattr.attribution.headlines import with_headlines
from quoteattr.attribution.nesting import Ear, Told, outermost_of, tell_within
from quoteattr.attribution.people import Everyone
from quoteattr.attribution.reasons import reason_of
from quoteattr.attribution.silences import silence_record, silences
from quoteattr.attribution.speakers import People
from quoteattr.attribution.turns.giving import given, is_inferred
from quoteattr.attribution.voices import find_voices
from quoteattr.coreference.antecedents import Antecedents
from quoteattr.coreference.candidates import Voice
from quoteattr.coreference.resolution import resolve_quoted
from quoteattr.document.document import Document
from quoteattr.languages.language import Language
from quoteattr.languages.weights import calibrated
from quoteattr.quotations.wording import cue_of
from quoteattr.records.reasons import Reason
from quoteattr.records.records import Listener, Person, Quote, Span, Speaker
from quoteattr.records.silences import Silence
from quoteattr.syntax.ranges import Cover


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
    told, antecedents = _told(analysis, asked, people)
    silent = list(silences(analysis, people))
    everyone = Everyone(people, antecedents)
    deep = [one for outer in told for one in outer.walked()]
    outermost = {id(entry) for one in told for entry in one.speakers} | {id(entry) for *_, entry in silent if entry}
    speakers = everyone.speakers(outermost, {id(entry) for one in deep for entry in one.speakers} - outermost)
    records = everyone.records([[speakers[id(entry)] for entry in one.speakers] for one in deep])
    clerk = Clerk(analysis.document, speakers, asked, Bystanders(records))
    return Attributed(
        quotes=tuple(map(clerk.quote, told)),
        speakers=tuple(speakers.values()),
        people=records,
        silences=tuple(
            silence_record(analysis, clause, source, speakers[id(entry)] if entry is not None else None)
            for clause, source, entry in silent
        ),
    )


def told_in(analysis: Analysis, sieves: Sieves) -> list[Told]:
    """The outermost quotations of a document, with those within them."""
    asked = [rule for rule in sieves if rule.serves(analysis.document.genre)]
    return _told(analysis, asked, People(analysis))[0]


def _told(analysis: Analysis, asked: Sieves, people: People) -> tuple[list[Told], Antecedents]:
    """The outermost quotations with those within, and what pronouns and descriptions stand for, in them, too."""
    told = _attributed(analysis, asked, people)
    voices = find_voices(analysis, ((one.quotation, one.speakers) for one in told))
    knowing = evolve(analysis, known=resolve_quoted(analysis.antecedents, voices))
    people.learn(knowing)
    listener = Ear(knowing, people, told, voices)
    tell_within(knowing, told, asked, listener)
    return told, listener.antecedents(told)


def voices(analysis: Analysis, sieves: Sieves) -> dict[int, Voice]:
    """Who speaks each outer quoted span, by its start."""
    asked = [rule for rule in sieves if rule.serves(analysis.document.genre)]
    told = _attributed(analysis, asked, People(analysis))
    return find_voices(analysis, ((one.quotation, one.speakers) for one in told))


def _attributed(analysis: Analysis, asked: Sieves, people: People) -> list[Told]:
    """What the sieves say of each outermost quotation, and whom the source stands for or whose turn it is."""
    answers = given(analysis, people, asked, outermost_of(decisions(analysis, asked)))
    answers = [*with_headlines(analysis.document, answers)]
    return [Told(one.decision, one.behind, one.resolution, share=one.share, to=one.to) for one in answers]


@frozen
class Clerk:
    """Writes quotations down as records; `speakers` are those by the identity of their entry."""

    document: Document
    speakers: Mapping[int, Speaker]
    asked: Sieves
    people: Bystanders

    def quote(self, told: Told) -> Quote:
        """The record of a quotation, and of those within it."""
        decision, source, quotation = told.decision, told.decision.source, told.quotation
        text = self.document.text
        reason = reason_of(decision.context, source, decision.rule, self.asked, told.resolution)
        reason = _with_evidence(told, self.document, reason)
        cue = cue_of(decision.context.document, quotation)
        behind = tuple(self.speakers[id(entry)] for entry in told.speakers)
        around = self._circumstances(told)
        return Quote(
            kind=quotation.kind,
            content=tuple(Span.cut(text, start, end) for start, end in quotation.content),
            cue=evolve(cue, text=text[cue.start : cue.end]) if cue else None,
            source=source.mention if source and not is_inferred(decision) else None,
            speaker=behind[0] if behind else None,
            speakers=behind,
            sieve=decision.rule.name if decision.rule else "unattributed",
            confidence=_confidence(self.document.language, told, reason),
            speaker_confidence=_speaker_confidence(self.document.language, told, reason) if behind else None,
            addressee=around.addressee,
            medium=around.medium,
            occasion=around.occasion,
            time=around.time,
            addressees=tuple(Listener(entry.id, entry.name) for entry in told.to),
            reason=reason,
            inner=tuple(map(self.quote, told.inner)),
        )

    def _circumstances(self, told: Told) -> Circumstances:
        """To whom something was said, through what, where and when."""
        saying = saying_of(told.decision)
        return circumstances_told(saying, self.people, self.document.text) if saying is not None else Circumstances()


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


def _with_evidence(told: Told, document: Document, reason: Reason) -> Reason:
    """A reason with what tells how sure the speaker is."""
    source = told.decision.source
    if source is None or not told.speakers or told.share is not None:
        return reason
    found = frozenset(speaker_features(document, told.quotation.kind, source, told.speakers[0], reason))
    return evolve(reason, speaker_evidence=found)


def _speaker_confidence(language: Language, told: Told, reason: Reason) -> float:
    """How likely a speaker is: as it was weighed whose turn it is, or as such answers were right."""
    return speaker_confidence(language, reason.speaker_evidence) if told.share is None else round(told.share, 2)


def _confidence(language: Language, told: Told, reason: Reason) -> float:
    """How often such a content with a source from such a sieve was right, on annotated texts."""
    share = reason.content_share * reason.source_share
    if told.around is None:
        share = calibrated(language.calibration.get(told.quotation.kind, ()), share)
    return round(share, 2)
