"""A mention and somebody whom it may stand for: what the features of pronouns and of descriptions both look at."""

from attrs import frozen

from quoteattr.coreference.anaphors import Anaphor
from quoteattr.coreference.figures import SUBJECTS, Figure, Place
from quoteattr.coreference.matching import Match
from quoteattr.syntax.trees import Node

RECENT = 3
"""Sentences back in which mentions are counted as recent."""
LOOKED_BACK = 8
"""Mentions that are looked at for that, at most."""
FORMER = 20
"""Mentions that are looked at for who came first in a paragraph, how often somebody was a subject, the last name."""
GAPS = ("0", "1", "2", "3", "4", "4", "6", "6", "6", "6")
"""What sentences between two mentions are counted as."""


@frozen(eq=False)
class Candidate:
    """A figure that a mention may stand for, where it was mentioned last or will be in the same sentence.

    `rank` counts from the nearest of those that agree. `speaks` says whether it speaks the quotation around or beside
    the mention, or is addressed or named in it; `match`, what of a description fits. `latest` are the parts of a clause
    in which nobody was mentioned since: topic, subject, subject of a verb that reports. `order` and
    `introduced` are its places among the candidates from the left of the nearest sentence, and by who came first in the
    text. `coming` is where it is named later in the sentence; `agreed` says whether the
    gender of any candidate is known to agree; `opener`, whether it is the first of them in the paragraph.
    """

    figure: Figure
    place: Place
    rank: int
    ahead: bool = False
    speaks: str = ""
    match: Match = "nothing"
    latest: str = ""
    order: int = 0
    introduced: int = 0
    coming: Place | None = None
    agreed: bool = False
    opener: str = ""


def gap_between(anaphor: Anaphor, candidate: Candidate) -> str:
    """Sentences since the last mention."""
    if candidate.ahead:
        return "ahead"
    gap = anaphor.place.number - candidate.place.number
    if gap == 0 and candidate.place.head.sentence is not anaphor.token.sentence:
        return "1"  # in dialogue, what is spoken is not counted
    return GAPS[gap] if 0 <= gap < len(GAPS) else "10"


def bucket(number: int) -> int:
    """A number, the larger the coarser."""
    return number if number < 4 else number.bit_length() + 1


def times_lately(figure: Figure, at: Place) -> int:
    """How often somebody was mentioned in the last sentences."""
    return sum(place.number > at.number - RECENT for place in figure.places[-LOOKED_BACK:])


def times_named(figure: Figure) -> int:
    """How often the whole text names somebody."""
    return min(bucket(len(figure.entity.names)), 7) if figure.entity is not None else 0


def gender_of(figure: Figure, wanted: str) -> str:
    """Whether somebody has a gender, and by what it is told."""
    return f"{figure.gender == wanted}|{figure.surety}" if figure.gender else "unknown"


def joined_by(token: Node, at: Place, last: Place) -> tuple[str, str]:
    """How the clause of one mention hangs from that of another, and the relation by which it does."""
    verb, other = clause_of(at.verb), clause_of(last.verb)
    if verb is None or other is None:
        return "root", ""
    if verb is other:
        if at.verb is not verb and at.verb is not None and last.head.head is at.verb:
            return "phrase", ""
        return "clause", at.verb.deprel if at.verb is not None and at.verb is not verb else ""
    relation = verb.deprel
    for above in verb.ancestors():
        if above is other:
            return "above", relation
        relation = above.deprel
    relation = other.deprel
    for above in other.ancestors():
        if above is verb:
            return "below", relation
        relation = above.deprel
    return "apart", ""


def clause_of(word: Node | None) -> Node | None:
    """The verb, or other predicate, of the clause that a word belongs to."""
    while word is not None and word.head is not None:
        if word.upos in ("VERB", "AUX") or word.children(*SUBJECTS):
            return word
        word = word.head
    return word
