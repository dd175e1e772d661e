"""How plausible it is that what looks like an attribution within a quotation is one: a logistic regression.

People who are quoted say what others say, and much more often what they themselves think, want and know: *I think we
won*. The weights were fitted by `training/within.py`; a language without weights takes what the judge of reports takes.
What that judge says is no feature: it has seen the articles that these weights were fitted on.
"""

from collections.abc import Iterator

from attrs import evolve

from quoteattr.document.document import Document
from quoteattr.quotations.cues import Attribution
from quoteattr.quotations.plausibility import subject_of
from quoteattr.quotations.quotations import Quotation
from quoteattr.syntax.trees import Node

AT_LEAST = 0.35
"""Plausibility below which nobody is taken to speak."""
LEAST_JUDGED = 0.02
"""Plausibility for the judge of reports below which an attribution is not weighed."""
_RECEIVERS = ("obj", "iobj")


def judged(document: Document, quotation: Quotation, around: Quotation) -> Quotation:
    """The quotation with how plausible it is within another one; `document` is that of what is quoted."""
    weights, attribution = document.language.within_weights, quotation.attribution
    if attribution is None or not weights:
        return quotation
    if _is_topic(attribution):
        return evolve(quotation, within=0.0)
    evidence = weights.evidence(features(document, quotation, around))
    weighed = evolve(attribution, evidence=evidence)
    return evolve(quotation, attribution=weighed, within=weights.probability(evidence))


def features(document: Document, quotation: Quotation, around: Quotation) -> Iterator[str]:
    """What tells of a quotation with a cue within another one, as binary features, each `name=value`."""
    attribution = quotation.attribution
    assert attribution is not None
    cue, language, frame = attribution.cue, document.language, attribution.frame
    stance = language.stances.get(cue.lemma, "manner" if cue.lemma in language.manners else "unlisted")
    person = _person(cue)
    yield f"kind={quotation.kind}|{around.kind}"
    counted = language.cues.reliability(attribution.lemma, attribution.table)
    yield f"counted={_step(counted)}"
    yield f"frame={frame.name}"
    yield f"frame={frame.relation}|{cue.upos}"
    yield f"cue={cue.lemma}"
    yield f"cue={cue.lemma}|{person}"
    yield f"stance={stance}|{person}"
    yield f"stance={stance}|{frame.relation}"
    yield f"person={person}"
    yield f"person={person}|{around.kind}"
    yield f"form={cue.feature('VerbForm')}|{cue.feature('Tense')}"
    yield f"to={any(_is_somebody(child) for child in cue.children(*_RECEIVERS))}"
    for child in cue.children("aux", "advmod"):
        yield f"beside={child.lemma}"
    if quotation.kind != "direct" and attribution.content:
        yield from _content_features(attribution)


def _content_features(attribution: Attribution) -> Iterator[str]:
    root, first = attribution.root, attribution.content[0]
    yield f"cue={attribution.cue.lemma}|{attribution.frame.relation}"
    yield f"clause={bool(root.children('nsubj', 'csubj', 'expl'))}|{root.upos}"
    yield f"opens={first.lemma if first.upos in ('SCONJ', 'PART', 'PRON', 'ADV') else first.upos}"
    yield f"length={min(len(attribution.content).bit_length(), 5)}"


def _is_topic(attribution: Attribution) -> bool:
    """Whether a phrase is only what something was said of: `Monday` in *They said that about Monday*."""
    said = any(child.feature("PronType") == "Dem" for child in attribution.cue.children("obj"))
    return said and attribution.frame.relation == "obl"


def _person(cue: Node) -> str:
    """Which person the subject of a cue is, by its word."""
    subject, own = subject_of(cue)
    if subject is None:
        return ""
    person = (subject.feature("Person") or "other") if subject.upos == "PRON" else subject.upos.lower()
    return person if own else f"{person} above"


def _is_somebody(child: Node) -> bool:
    return child.upos in ("PRON", "PROPN")


def _step(share: float) -> int:
    """A share as one of ten."""
    return min(int(10 * share), 9)
