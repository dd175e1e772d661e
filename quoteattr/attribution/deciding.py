"""Quotations to sources: asks the sieves."""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice

from attrs import frozen

from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.context import Context, Sieve, Source
from quoteattr.quotations.quotations import Quotation
from quoteattr.vocabulary import Rule

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


def decisions(analysis: Analysis, asked: Sieves) -> Iterator[Decision]:
    """What the sieves say of each quotation, in order; of one without a source only if it is likely to be one."""
    earlier: tuple[tuple[Quotation, Source | None], ...] = ()
    later = deque(_told(analysis, asked) if analysis.document.genre == "narrative" else ())
    for quotation in analysis.quotations:
        if later and later[0][0] is quotation:
            later.popleft()
        decision = decided(Context(analysis, quotation, earlier, tuple(islice(later, TURNS_AHEAD))), asked)
        if not is_likely(decision):
            continue
        if quotation.kind != "indirect":
            earlier = (*earlier[1 - TURNS_KEPT :], (quotation, decision.source))
        yield decision


def is_likely(decision: Decision) -> bool:
    """Whether a quotation has a source, or needs none."""
    return decision.source is not None or decision.context.quotation.reliability >= SOURCELESS


def _told(analysis: Analysis, asked: Sieves) -> Iterator[tuple[Quotation, Source | None]]:
    """The quotations with what their own cues tell, whatever stands around them."""
    for quotation in analysis.quotations:
        if quotation.kind != "indirect":
            yield quotation, decided(Context(analysis, quotation), asked).source if quotation.attribution else None


def decided(context: Context, asked: Sieves) -> Decision:
    """What the first rule says that does not decline."""
    for rule in asked:
        source = rule.function(context)
        if source is not None:
            return Decision(context, source, rule)
    return Decision(context, None, None)
