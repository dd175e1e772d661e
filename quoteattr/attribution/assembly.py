"""Drafts to records: asks the sieves, and writes down what they decide as quotes and speakers."""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice

from quoteattr.attribution.context import Context, Vote
from quoteattr.attribution.reasons import reason_of
from quoteattr.attribution.sieves.order import SIEVES
from quoteattr.attribution.speakers import Entry, People
from quoteattr.coreference.antecedents import Antecedents
from quoteattr.document.document import Page
from quoteattr.entities.given import CastMember
from quoteattr.languages.language import Language
from quoteattr.languages.weights import calibrated
from quoteattr.quotations.quotations import Draft, find_drafts
from quoteattr.quotations.wording import cue_of
from quoteattr.records.reasons import Reason
from quoteattr.records.records import Quote, Span, Speaker
from quoteattr.vocabulary import QuoteKind

SOURCELESS = 0.5
"""Plausibility that a report needs if no sieve finds a source for it."""

TURNS_KEPT = 6
"""Quotations that a sieve can look back to."""
TURNS_AHEAD = 2
"""Quotations that a sieve can look ahead to."""


def attribute_page(page: Page, given: Sequence[CastMember] = ()) -> tuple[tuple[Quote, ...], tuple[Speaker, ...]]:
    """Find the quotes of a page, in order, and the speakers behind them; `given` are some who are known beforehand."""
    people = People(page, given)
    entries: list[tuple[Draft, Vote | None, str, list[Entry], Reason]] = []
    earlier: tuple[tuple[Draft, Vote | None], ...] = ()
    drafts = find_drafts(page)
    later = deque(_told(page, drafts, people.antecedents) if page.has_dialogue else ())
    for draft in drafts:
        if later and later[0][0] is draft:
            later.popleft()
        context = Context(page, draft, earlier, people.antecedents, tuple(islice(later, TURNS_AHEAD)))
        vote, sieve = _source(context)
        if vote is None and draft.kind != "direct" and draft.reliability < SOURCELESS:
            continue
        behind, resolution = people.entries(vote) if vote else ([], None)
        reason = reason_of(context, vote, sieve, resolution)
        if draft.kind != "indirect":
            earlier = (*earlier[1 - TURNS_KEPT :], (draft, vote))
        entries.append((draft, vote, sieve, behind, reason))
    speakers = people.speakers()
    quotes = tuple(
        _quote(page, draft, vote, sieve, [speakers[id(entry)] for entry in behind], reason)
        for draft, vote, sieve, behind, reason in entries
    )
    return quotes, tuple(sorted(speakers.values(), key=lambda speaker: speaker.id))


def _told(page: Page, drafts: Sequence[Draft], antecedents: Antecedents) -> Iterator[tuple[Draft, Vote | None]]:
    """The quotations with what their own cues tell, whatever stands around them."""
    for draft in drafts:
        if draft.kind != "indirect":
            yield draft, _source(Context(page, draft, (), antecedents))[0] if draft.report else None


def _source(context: Context) -> tuple[Vote | None, str]:
    """The first vote of the source sieves and the name of the sieve; `unattributed` if none votes."""
    for sieve in SIEVES:
        vote = sieve(context)
        if vote is not None:
            return vote, sieve.__name__
    return None, "unattributed"


def _quote(page: Page, draft: Draft, vote: Vote | None, sieve: str, speakers: list[Speaker], reason: Reason) -> Quote:
    return Quote(
        kind=draft.kind,
        content=tuple(Span.cut(page.text, start, end) for start, end in draft.content),
        cue=cue_of(page, draft),
        source=vote.source if vote else None,
        speaker=speakers[0] if speakers else None,
        speakers=tuple(speakers),
        sieve=sieve,
        confidence=_confidence(page.language, draft.kind, reason),
        reason=reason,
    )


def _confidence(language: Language, kind: QuoteKind, reason: Reason) -> float:
    """How often such a content with a source from such a sieve was right, on annotated news."""
    return round(calibrated(language.calibration.get(kind, ()), reason.content_share * reason.source_share), 2)
