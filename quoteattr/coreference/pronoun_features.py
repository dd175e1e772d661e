"""A pronoun and somebody whom it may stand for, as features: what a choice is fitted over.

Features are `name=value`, some of them joined; the weights were fitted by `training/coreference.py`. They look at what
such models have looked at since S. Lappin and H. J. Leass, "An Algorithm for Pronominal Anaphora Resolution",
Computational Linguistics 20 (1994): how far back somebody was mentioned and in what part of a clause, how often, in
which form, whether quoted; and how the two clauses hang together.
"""

from collections.abc import Iterator

from quoteattr.coreference.agreement import GENDERS
from quoteattr.coreference.anaphors import Anaphor
from quoteattr.coreference.figures import Figure, Place
from quoteattr.coreference.pairs import (
    FORMER,
    GAPS,
    LOOKED_BACK,
    Candidate,
    bucket,
    gap_between,
    gender_of,
    joined_by,
    times_lately,
    times_named,
)
from quoteattr.syntax.trees import Node

OFTEN = 40
"""Mentions that are counted, at most."""
LETTERS = 6
"""Letters that count as a word."""
FAR_OFF = 200
"""Words between two mentions that are counted, at most."""
LONG = 6
"""Words that make a long phrase."""
ECHOED = 3
"""Sentences back to the pronoun before that are counted, at most."""
_SALIENT = ("topic", "subject", "object", "agent", "obl", "nmod")
_ALONE = (
    "gap",
    "rank",
    "order",
    "often",
    "introduced",
    "since",
    "namedpart",
    "parts0",
    "parts1",
    "named",
    "kind",
    "gender",
    "far",
    "paragraph",
    "speaks",
    "joined",
    "clause",
    "relation",
    "coming",
    "opener",
    "echo",
    "words",
)
"""What counts by itself, apart for people, things and groups."""
_TOGETHER = (
    ("gender", "agreed"),
    ("gap", "inside"),
    ("gap", "rank"),
    ("gap", "order"),
    ("gap", "part"),
    ("gap", "form"),
    ("gap", "recent"),
    ("gap", "paragraph"),
    ("gap", "turn"),
    ("gap", "speaks"),
    ("gap", "reports", "reported"),
    ("gap", "genre"),
    ("since", "namedpart"),
    ("often", "genre"),
    ("rank", "inside"),
    ("order", "at"),
    ("part", "at"),
    ("parts0", "at"),
    ("parts1", "at"),
    ("latest", "at", "inside"),
    ("latest", "at", "reports", "beside"),
    ("latest", "genre", "beside", "paragraph"),
    ("speaks", "inside", "beside", "reports"),
    ("clause", "part", "at"),
    ("clause", "part", "before"),
    ("coming", "at", "comingpart"),
    ("opener", "at"),
    ("opener", "says"),
    ("echo", "at"),
    ("echo", "says"),
    ("echo", "inside"),
    ("echo", "echopart", "at"),
    ("words", "gap"),
)
"""What counts together."""


def pronoun_features(anaphor: Anaphor, candidate: Candidate) -> Iterator[str]:
    """What speaks for a candidate of a pronoun, and against it."""
    values = _values(anaphor, candidate)
    wanted = "person" if anaphor.wanted in GENDERS else anaphor.wanted
    for name in _ALONE:
        if name in values:
            yield f"{name}={values[name]}|{wanted}"
    for names in _TOGETHER:
        if names[0] in values:
            yield "=".join([",".join(names), "|".join([values[name] for name in names])])


def _values(anaphor: Anaphor, candidate: Candidate) -> dict[str, str]:
    """What is seen of a pronoun and of a candidate: where and how it was mentioned, how often, and who speaks."""
    figure, last, at, token = candidate.figure, candidate.place, anaphor.place, anaphor.token
    gap, reports = gap_between(anaphor, candidate), str(at.reports)
    late = figure.places[-FORMER:]
    named = next((place for place in reversed(late) if place.form == "name"), None)
    values = {
        "gap": gap,
        "rank": str(min(candidate.rank, 4)),
        "order": str(min(candidate.order, 4)),
        "introduced": str(min(candidate.introduced, 4)),
        "often": str(bucket(min(len(figure.places), OFTEN))),
        "since": GAPS[min(at.number - named.number, len(GAPS) - 1)] if named is not None else "",
        "namedpart": named.part if named is not None else "",
        "part": last.part,
        "parts0": _best_part(figure, at.number),
        "parts1": _best_part(figure, at.number - 1),
        "form": last.form,
        "recent": str(times_lately(figure, at)),
        "named": str(times_named(figure)),
        "kind": f"{figure.kind}|{figure.entity is not None}|{figure.plural}",
        "far": str(bucket(min(abs(token.start - last.head.start) // LETTERS, FAR_OFF))),
        "paragraph": str(min(at.paragraph - last.paragraph, 3)),
        "turn": _turn(anaphor, candidate),
        "opener": candidate.opener,
        "latest": candidate.latest,
        "speaks": candidate.speaks,
        "agreed": str(candidate.agreed),
        "joined": str(bool(last.head.children("conj"))),
        "at": at.part,
        "inside": str(anaphor.quoted is not None),
        "beside": str(bool(anaphor.beside)),
        "reports": reports,
        "reported": str(last.reports),
        "says": "beside" if anaphor.beside else reports,
        "genre": anaphor.genre,
    }
    if anaphor.wanted in GENDERS:
        values["gender"] = gender_of(figure, anaphor.wanted)
    if figure.entity is not None:
        values["words"] = f"{min(len(last.head.subtree()), LONG)}|{last.form}"
    if anaphor.former is not None:
        values |= _echo_values(candidate, at, *anaphor.former)
    if candidate.ahead or (gap == "0" and last.head.sentence is token.sentence):
        values |= _clause_values(token, at, last)
    if candidate.coming is not None:
        values |= {"coming": joined_by(token, at, candidate.coming)[0], "comingpart": candidate.coming.part}
    return values


def _echo_values(candidate: Candidate, at: Place, meant: Figure, place: Place) -> dict[str, str]:
    """Whether the pronoun before meant a candidate, how far back, and in which part of a clause it stood."""
    return {"echo": f"{meant is candidate.figure}|{min(at.number - place.number, ECHOED)}", "echopart": place.part}


def _clause_values(token: Node, at: Place, last: Place) -> dict[str, str]:
    """How the clauses of a pronoun and of a mention in the same sentence hang together."""
    clause, relation = joined_by(token, at, last)
    return {
        "clause": clause,
        "relation": relation,
        "before": str(last.head.index < token.index),
    }


def _best_part(figure: Figure, number: int) -> str:
    """The most salient part that somebody has in the clauses of a sentence."""
    parts = {place.part for place in figure.places[-LOOKED_BACK:] if place.number == number}
    return next((part for part in _SALIENT if part in parts), "other") if parts else ""


def _turn(anaphor: Anaphor, candidate: Candidate) -> str:
    """Whether the last mention is quoted, and if so whether in the same quotation."""
    if candidate.place.quoted < 0:
        return "told"
    same = anaphor.quoted is not None and candidate.place.quoted == anaphor.quoted.start
    return "same" if same else "quoted"


def no_antecedent_features(anaphor: Anaphor, candidates: list[Candidate]) -> Iterator[str]:
    """What speaks for a pronoun that stands for nobody who was mentioned."""
    wanted = "person" if anaphor.wanted in GENDERS else anaphor.wanted
    inside = anaphor.quoted is not None
    nearest = gap_between(anaphor, candidates[0])
    yield f"none|{wanted}"
    yield f"none|{anaphor.token.lemma}"
    yield f"none|{wanted}|{inside}"
    yield f"none|{wanted}|{inside}|reports={anaphor.place.reports}"
    yield f"none|beside={bool(anaphor.beside)}|{wanted}"
    yield f"none|{wanted}|{anaphor.place.part}"
    yield f"none|{wanted}|{nearest}"
    yield f"none|{wanted}|{min(len(candidates), 4)}"
    verb = anaphor.place.verb
    if verb is not None and anaphor.wanted == "thing":
        yield f"none|{verb.upos}|{bool(verb.children('ccomp', 'csubj', 'xcomp', 'advcl'))}|{anaphor.place.part}"
