"""Quotations to records: asks the sieves, and writes down what they decide as quotes and speakers."""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice

from quoteattr.attribution.context import Context, Source
from quoteattr.attribution.reasons import reason_of
from quoteattr.attribution.sieves.order import SIEVES
from quoteattr.attribution.speakers import Entry, People
from quoteattr.coreference.antecedents import Antecedents
from quoteattr.document.document import Document
from quoteattr.entities.given import CastMember
from quoteattr.languages.language import Language
from quoteattr.languages.weights import calibrated
from quoteattr.quotations.quotations import Quotation, find_quotations
from quoteattr.quotations.wording import cue_of
from quoteattr.records.reasons import Reason
from quoteattr.records.records import Quote, Span, Speaker
from quoteattr.vocabulary import QuoteKind

SOURCELESS = 0.5
"""Plausibility that an attribution needs if no sieve finds a source for it."""

TURNS_KEPT = 6
"""Quotations that a sieve can look back to."""
TURNS_AHEAD = 2
"""Quotations that a sieve can look ahead to."""


def attribute_document(
    document: Document, given: Sequence[CastMember] = ()
) -> tuple[tuple[Quote, ...], tuple[Speaker, ...]]:
    """Find the quotes of a document, in order, and the speakers behind them; `given` are some who are known beforehand."""
    people = People(document, given)
    entries: list[tuple[Quotation, Source | None, str, list[Entry], Reason]] = []
    earlier: tuple[tuple[Quotation, Source | None], ...] = ()
    quotations = find_quotations(document)
    later = deque(_told(document, quotations, people.antecedents) if document.has_dialogue else ())
    for quotation in quotations:
        if later and later[0][0] is quotation:
            later.popleft()
        context = Context(document, quotation, earlier, people.antecedents, tuple(islice(later, TURNS_AHEAD)))
        source, sieve = _source(context)
        if source is None and quotation.kind != "direct" and quotation.reliability < SOURCELESS:
            continue
        behind, resolution = people.entries(source) if source else ([], None)
        reason = reason_of(context, source, sieve, resolution)
        if quotation.kind != "indirect":
            earlier = (*earlier[1 - TURNS_KEPT :], (quotation, source))
        entries.append((quotation, source, sieve, behind, reason))
    speakers = people.speakers()
    quotes = tuple(
        _quote(document, quotation, source, sieve, [speakers[id(entry)] for entry in behind], reason)
        for quotation, source, sieve, behind, reason in entries
    )
    return quotes, tuple(sorted(speakers.values(), key=lambda speaker: speaker.id))


def _told(
    document: Document, quotations: Sequence[Quotation], antecedents: Antecedents
) -> Iterator[tuple[Quotation, Source | None]]:
    """The quotations with what their own cues tell, whatever stands around them."""
    for quotation in quotations:
        if quotation.kind != "indirect":
            yield (
                quotation,
                _source(Context(document, quotation, (), antecedents))[0] if quotation.attribution else None,
            )


def _source(context: Context) -> tuple[Source | None, str]:
    """The first vote of the source sieves and the name of the sieve; `unattributed` if none votes."""
    for sieve in SIEVES:
        source = sieve(context)
        if source is not None:
            return source, sieve.__name__
    return None, "unattributed"


def _quote(
    document: Document, quotation: Quotation, source: Source | None, sieve: str, speakers: list[Speaker], reason: Reason
) -> Quote:
    return Quote(
        kind=quotation.kind,
        content=tuple(Span.cut(document.text, start, end) for start, end in quotation.content),
        cue=cue_of(document, quotation),
        source=source.mention if source else None,
        speaker=speakers[0] if speakers else None,
        speakers=tuple(speakers),
        sieve=sieve,
        confidence=_confidence(document.language, quotation.kind, reason),
        reason=reason,
    )


def _confidence(language: Language, kind: QuoteKind, reason: Reason) -> float:
    """How often such a content with a source from such a sieve was right, on annotated news."""
    return round(calibrated(language.calibration.get(kind, ()), reason.content_share * reason.source_share), 2)
