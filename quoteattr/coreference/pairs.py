"""A mention and somebody whom it may stand for, as features: what a choice is fitted over.

Features are `name=value`, some of them joined; the weights of pronouns and of descriptions were fitted apart, by
`training/coreference.py`. They look at what such models have looked at since S. Lappin and H. J. Leass, "An Algorithm
for Pronominal Anaphora Resolution", Computational Linguistics 20 (1994): how far back somebody was mentioned and in
what part of a clause, how often, in which form, whether quoted; and how the two clauses hang together.
"""

from collections.abc import Iterator

from attrs import frozen

from quoteattr.coreference.agreement import GENDERS
from quoteattr.coreference.anaphors import Anaphor, is_narrowed
from quoteattr.coreference.figures import SUBJECTS, Figure, Place
from quoteattr.coreference.matching import Match
from quoteattr.languages.language import Language
from quoteattr.syntax.trees import Node

RECENT = 3
"""Sentences back in which mentions are counted as recent."""
LOOKED_BACK = 8
"""Mentions that are looked at for that, at most."""
_GAPS = ("0", "1", "2", "3", "4", "4", "6", "6", "6", "6")


@frozen(eq=False)
class Candidate:
    """A figure that a mention may stand for, where it was mentioned last or will be in the same sentence.

    `rank` counts from the nearest of those that agree. `speaks` says whether it speaks the quotation around or beside
    the mention, or is addressed or named in it; `match`, what of a description fits. `latest` are the parts of a clause
    in which nobody was mentioned since: topic, subject, subject of a verb that reports.
    """

    figure: Figure
    place: Place
    rank: int
    ahead: bool = False
    speaks: str = ""
    match: Match = "nothing"
    latest: str = ""


def pronoun_features(language: Language, anaphor: Anaphor, candidate: Candidate) -> Iterator[str]:
    """What speaks for a candidate of a pronoun, and against it."""
    figure, last, at = candidate.figure, candidate.place, anaphor.place
    wanted = "person" if anaphor.wanted in GENDERS else anaphor.wanted
    gap = _gap(anaphor, candidate)
    inside = anaphor.quoted is not None
    rank = min(candidate.rank, 4)
    yield f"gap={gap}|{wanted}"
    yield f"gap={gap}|{inside}"
    yield f"rank={rank}"
    yield f"rank={rank}|{wanted}|{inside}"
    yield f"rank={rank}|{gap}"
    yield f"last={last.part}|{gap}"
    yield f"last={last.part}|{at.part}"
    yield f"form={last.form}|{gap}"
    yield f"recent={_recent(figure, at)}|{gap}"
    yield f"named={_named(figure)}|{wanted}"
    yield f"kind={figure.kind}|{figure.entity is not None}|{wanted}"
    yield f"plural={figure.plural}|{bool(figure.others)}|{wanted}"
    yield f"paragraph={min(at.paragraph - last.paragraph, 3)}|{gap}"
    yield f"word={anaphor.token.lemma}|{last.part}"
    yield f"reports={at.reports}|{last.reports}|{gap}"
    yield f"turn={_turn(anaphor, candidate)}|{gap}"
    yield f"turn={_turn(anaphor, candidate)}|{wanted}"
    yield f"speaks={candidate.speaks}|{inside}|{bool(anaphor.beside)}|{at.reports}"
    yield f"speaks={candidate.speaks}|{gap}"
    yield f"latest={candidate.latest}|{at.part}|{at.reports}|{bool(anaphor.beside)}"
    yield f"latest={candidate.latest}|{inside}|{at.part}"
    paragraphs = min(at.paragraph - last.paragraph, 3)
    yield f"narrative={anaphor.narrative}|{candidate.latest}|{bool(anaphor.beside)}|{paragraphs}"
    if wanted == "person":
        yield f"gender={_agreement(figure, anaphor.wanted)}"
    if gap == "0":
        yield from _clause_features(anaphor.token, at, last, language.reflexives)


def _clause_features(token: Node, at: Place, last: Place, reflexives: frozenset[str]) -> Iterator[str]:
    """How the clauses of a pronoun and of a mention in the same sentence hang together."""
    place, verb = _joined(token, at, last)
    owned = at.verb.deprel if at.verb is not None and at.part in ("owner", "subject's owner") else ""
    yield f"clause={place}|{last.part}|{at.part}"
    yield f"clause={place}|{last.part}|{owned}"
    yield f"clause={place}|{verb}|{last.part}"
    yield f"near={_bucket(abs(token.index - last.head.index))}|{place}"
    yield f"reflexive={token.text.lower() in reflexives}|{place}|{last.part}"
    yield f"order={last.head.index < token.index}|{place}|{last.part}"


def no_antecedent_features(anaphor: Anaphor, candidates: list[Candidate]) -> Iterator[str]:
    """What speaks for a pronoun that stands for nobody who was mentioned."""
    wanted = "person" if anaphor.wanted in GENDERS else anaphor.wanted
    inside = anaphor.quoted is not None
    nearest = _gap(anaphor, candidates[0])
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


def description_features(anaphor: Anaphor, candidate: Candidate, several: int) -> Iterator[str]:
    """What speaks for somebody of whom a description may be; `several` are those who fit in the same way."""
    figure, last, token = candidate.figure, candidate.place, anaphor.token
    match, gap, shape = candidate.match, _gap(anaphor, candidate), anaphor.shape
    yield f"match={match}|{shape}"
    yield f"match={match}|{gap}"
    yield f"match={match}|{min(candidate.rank, 3)}"
    yield f"match={match}|{min(several, 3)}"
    yield f"match={match}|{anaphor.place.part}"
    yield f"match={match}|{last.part}"
    yield f"match={match}|{last.form}"
    yield f"match={match}|{figure.kind}|{anaphor.kind}"
    yield f"match={match}|{anaphor.opens}"
    yield f"match={match}|{anaphor.quoted is not None}|{last.quoted >= 0}"
    yield f"match={match}|{anaphor.headline}"
    yield f"match={match}|beside={bool(anaphor.beside)}|reports={anaphor.place.reports}"
    yield f"speaks={candidate.speaks}|{match}"
    yield f"latest={candidate.latest}|{match}"
    yield f"latest={candidate.latest}|{anaphor.place.reports}|{bool(anaphor.beside)}"
    yield f"latest={candidate.latest}|{gap}|{match != 'nothing'}"
    yield f"narrative={anaphor.narrative}|{match}|{candidate.latest}"
    paragraphs = min(anaphor.place.paragraph - last.paragraph, 3)
    yield f"paragraph={paragraphs}|{match}"
    yield f"paragraph={paragraphs}|{anaphor.opens}|{match != 'nothing'}|{shape}"
    yield f"noun={token.lemma}|{match}"
    yield f"often={_bucket(len(figure.places))}"
    yield f"recent={_recent(figure, anaphor.place)}|{match}"
    yield f"named={_named(figure)}|{match}"
    yield f"modifiers={_modifiers(token, figure)}|{match}"
    yield f"office={bool(figure.offices)}|{anaphor.office is not None}|{match}"
    yield from (f"bears={office.noun}|{token.lemma}" for office in figure.offices)
    if not figure.offices:
        yield f"bears=|{token.lemma}|{figure.entity is not None}"
    if candidate.ahead:
        yield from _introduction_features(anaphor, candidate)
    if anaphor.gender:
        yield f"gender={_agreement(figure, anaphor.gender)}|{figure.entity is not None}"
    if gap == "0":
        yield f"clause={_joined(token, anaphor.place, last)[0]}|{last.part}"


def _introduction_features(anaphor: Anaphor, candidate: Candidate) -> Iterator[str]:
    """What speaks for somebody who is named only later: what is told of both, and who of the next it is."""
    last, alike = candidate.place, candidate.match
    apart = min(last.paragraph - anaphor.place.paragraph, 4)
    told = bool(candidate.figure.offices)
    yield f"later={apart}|{min(anaphor.place.paragraph, 2)}"
    yield f"later={alike}|{told}|{anaphor.shape}"
    yield f"later={alike}|{last.part}|{last.reports}"
    yield f"later={candidate.rank}|{alike}"


def no_bearer_features(anaphor: Anaphor, candidates: list[Candidate]) -> Iterator[str]:
    """What speaks for a description that is of nobody who was mentioned."""
    token, shape = anaphor.token, anaphor.shape
    yield f"none|{shape}"
    yield f"none|noun={token.lemma}"
    yield f"none|{anaphor.kind}|{shape}"
    yield f"none|narrowed={is_narrowed(token)}"
    yield f"none|{anaphor.place.part}|{anaphor.opens}"
    yield f"none|headline={anaphor.headline}"
    yield f"none|quoted={anaphor.quoted is not None}"
    yield f"none|reports={anaphor.place.reports}|beside={bool(anaphor.beside)}"
    yield f"none|narrative={anaphor.narrative}|beside={bool(anaphor.beside)}|{shape}"
    yield f"none|{min(len(candidates), 4)}"
    yield f"none|modified={len(token.children('amod', 'compound'))}"
    yield f"none|of={bool(token.children('nmod'))}"
    yield from (f"none|best={match}" for match in sorted({candidate.match for candidate in candidates}))


def _gap(anaphor: Anaphor, candidate: Candidate) -> str:
    """Sentences since the last mention."""
    if candidate.ahead:
        return "ahead"
    gap = anaphor.place.number - candidate.place.number
    if gap == 0 and candidate.place.head.sentence is not anaphor.token.sentence:
        return "1"  # in dialogue, what is spoken is not counted
    return _GAPS[gap] if 0 <= gap < len(_GAPS) else "10"


def _bucket(number: int) -> int:
    """A number, the larger the coarser."""
    return number if number < 4 else number.bit_length() + 1


def _recent(figure: Figure, at: Place) -> int:
    return sum(place.number > at.number - RECENT for place in figure.places[-LOOKED_BACK:])


def _named(figure: Figure) -> int:
    """How often the whole text names somebody."""
    return min(_bucket(len(figure.entity.names)), 7) if figure.entity is not None else 0


def _agreement(figure: Figure, wanted: str) -> str:
    if not figure.gender:
        return "unknown"
    return f"{figure.gender == wanted}|{figure.surety}"


def _turn(anaphor: Anaphor, candidate: Candidate) -> str:
    """Whether the last mention is quoted, and if so whether in the same quotation."""
    if candidate.place.quoted < 0:
        return "told"
    same = anaphor.quoted is not None and candidate.place.quoted == anaphor.quoted.start
    return "same" if same else "quoted"


def _joined(token: Node, at: Place, last: Place) -> tuple[str, str]:
    """How the clause of one mention hangs from that of another, and the relation by which it does."""
    verb, other = _clause(at.verb), _clause(last.verb)
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


def _clause(word: Node | None) -> Node | None:
    """The verb, or other predicate, of the clause that a word belongs to."""
    while word is not None and word.head is not None:
        if word.upos in ("VERB", "AUX") or word.children(*SUBJECTS):
            return word
        word = word.head
    return word


def _modifiers(token: Node, figure: Figure) -> str:
    """Whether the words before two nouns are the same, some of the same, or others."""
    if figure.entity is not None:
        return ""
    ours = {child.lemma for child in token.children("amod", "compound", "nmod", "nummod")}
    theirs = {child.lemma for child in figure.head.children("amod", "compound", "nmod", "nummod")}
    if not ours or not theirs:
        return f"{bool(ours)}{bool(theirs)}"
    return "same" if ours == theirs else "shared" if ours & theirs else "apart"
