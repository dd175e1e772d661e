"""Whose words a content is, where its cue only answers, quotes or cites them.

In *They dismissed Lee's claim that he won* the claim is Lee's, in *They quoted Lee as saying that he won* the words are
Lee's, and in *They cited Lee, who said that he won* too: the cue next to the words has them, and is as likely as the
one above it.
"""

from collections.abc import Iterable, Iterator

from attrs import evolve

from quoteattr.document.claims import is_claim, owners_of_claim
from quoteattr.languages.language import Language
from quoteattr.quotations.cues import Attribution
from quoteattr.quotations.frames import COMPLEMENT
from quoteattr.syntax.trees import Node


def owned(attributions: Iterable[Attribution], language: Language) -> Iterator[Attribution]:
    """The attributions of a document, without those whose content is somebody else's words with a cue of their own."""
    told = list(attributions)
    below = {
        (attribution.sentence.start, attribution.cue.index): attribution.reliability
        for attribution in told
        if _is_clause(attribution, language)
    }
    lent: dict[tuple[int, int], float] = {}
    for attribution in told:
        for cue in cues_of_others(attribution, language):
            place = cue.sentence.start, cue.index
            if place in below:
                lent[place] = max(lent.get(place, 0.0), attribution.reliability)
    for attribution in told:
        place = attribution.sentence.start, attribution.cue.index
        others = ((cue.sentence.start, cue.index) for cue in cues_of_others(attribution, language))
        if any(other in below for other in others):
            continue
        lends = lent.get(place, 0.0) if _is_clause(attribution, language) else 0.0
        yield evolve(attribution, reliability=lends) if lends > attribution.reliability else attribution


def is_owned_claim(attribution: Attribution, language: Language) -> bool:
    """Whether a clause tells somebody's claim: `Lee's charge that “they lied”`."""
    cue = attribution.cue
    return _is_clause(attribution, language) and is_claim(cue, language) and bool(owners_of_claim(cue, language))


def _is_clause(attribution: Attribution, language: Language) -> bool:
    """Whether a content is a clause: `the claim that he won`, `they said he won`."""
    frame = attribution.frame
    named = frame.relation == "acl" and language.complementizers.get(frame.word) == "declarative"
    return frame == COMPLEMENT or (named and not frame.passive and not frame.with_object)


def cues_of_others(attribution: Attribution, language: Language) -> Iterator[Node]:
    """The cues within a content, or beside it, by which it is somebody else's."""
    root, cue = attribution.root, attribution.cue
    if root.upos == "NOUN" and owners_of_claim(root, language):
        yield root
    if cue.lemma in language.quoted:
        yield from quoting_as(cue, language)
        yield from (clause for clause in root.children("acl:relcl") if language.cues.reports(clause.lemma))


def quoting_as(verb: Node, language: Language) -> Iterator[Node]:
    """The verb behind *as* where somebody is quoted: `saying` in *They quoted Lee as saying that he won*."""
    if verb.lemma in language.quoted and verb.children("obj", "iobj"):
        for clause in verb.children("advcl"):
            if any(mark.lemma in language.role_prepositions for mark in clause.children("mark")):
                yield clause
