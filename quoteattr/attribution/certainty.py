"""How likely it is that a speaker is named right: a logistic regression over how the name was found.

It was fitted by `training/speakers.py` on labelled quotations that were found, each document's with a choice of whom
mentions mean that had not seen it; so the shares say how often such a name is right.
"""

from collections.abc import Iterator

from quoteattr.attribution.context import Source
from quoteattr.attribution.speakers import Entry
from quoteattr.document.document import Document
from quoteattr.languages.language import Language
from quoteattr.records.reasons import Reason
from quoteattr.vocabulary import QuoteKind

UNMEASURED = 0.5
"""How likely a speaker is in a language without weights."""
_STEPS = (0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)


def speaker_features(
    document: Document, kind: QuoteKind, source: Source, entry: Entry, reason: Reason
) -> Iterator[str]:
    """What tells how sure a speaker is, as binary features, each `name=value`."""
    resolution, entity = reason.resolution, entry.entity
    form = source.mention.form if source.mention is not None else ""
    rule = resolution.rule.name if resolution is not None and resolution.rule is not None else ""
    share = _step(resolution.share) if resolution is not None and resolution.share is not None else ""
    genre = document.genre
    full = max(map(len, entity.forms), default=0) if entity is not None else 0
    named = min(len(entity.names), 8).bit_length() if entity is not None else 0
    yield f"form={form}|{rule}"
    yield f"form={form}|{entry.kind}|{entity is not None}"
    yield f"share={share}|{form}"
    yield f"share={share}|{genre}"
    yield f"kind={entry.kind}|{genre}"
    yield f"full={min(full, 3)}|{entry.kind}"
    yield f"named={named}|{full > 1}"
    yield f"words={min(len(entry.name.split()), 4)}|{entity is not None}"
    yield f"sieve={reason.rule.name if reason.rule is not None else 'none'}"
    yield f"quote={kind}|{genre}"
    yield f"source={_step(reason.source_share)}|{_step(reason.content_share)}"
    yield f"alone={source.head is None}|{genre}"


def speaker_confidence(language: Language, features: frozenset[str]) -> float:
    """How often a speaker with such features is named right."""
    weights = language.speaker_weights
    return round(weights.probability(features), 2) if weights else UNMEASURED


def _step(share: float) -> int:
    """A share as one of a few steps, the finer the higher."""
    return sum(share >= step for step in _STEPS)
