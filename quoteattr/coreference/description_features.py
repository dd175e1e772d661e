"""A description and somebody whom it may stand for, as features: what a choice is fitted over."""

from collections.abc import Iterator

from quoteattr.coreference.anaphors import Anaphor, is_narrowed
from quoteattr.coreference.figures import Figure
from quoteattr.coreference.pairs import Candidate, bucket, gap_between, gender_of, joined_by, times_lately, times_named
from quoteattr.syntax.trees import Node


def description_features(anaphor: Anaphor, candidate: Candidate, several: int) -> Iterator[str]:
    """What speaks for somebody of whom a description may be; `several` are those who fit in the same way."""
    figure, last, token = candidate.figure, candidate.place, anaphor.token
    match, gap, shape = candidate.match, gap_between(anaphor, candidate), anaphor.shape
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
    yield f"narrative={anaphor.genre == 'narrative'}|{match}|{candidate.latest}"
    paragraphs = min(anaphor.place.paragraph - last.paragraph, 3)
    yield f"paragraph={paragraphs}|{match}"
    yield f"paragraph={paragraphs}|{anaphor.opens}|{match != 'nothing'}|{shape}"
    yield f"noun={token.lemma}|{match}"
    yield f"often={bucket(len(figure.places))}"
    yield f"recent={times_lately(figure, anaphor.place)}|{match}"
    yield f"named={times_named(figure)}|{match}"
    yield f"modifiers={_modifiers(token, figure)}|{match}"
    yield f"office={bool(figure.offices)}|{anaphor.office is not None}|{match}"
    yield f"field={_field(anaphor, figure)}|{match}"
    yield from (f"bears={office.noun}|{token.lemma}" for office in figure.offices)
    if not figure.offices:
        yield f"bears=|{token.lemma}|{figure.entity is not None}"
    if candidate.ahead:
        yield from _introduction_features(anaphor, candidate)
    if anaphor.gender:
        yield f"gender={gender_of(figure, anaphor.gender)}|{figure.entity is not None}"
    if gap == "0":
        yield f"clause={joined_by(token, anaphor.place, last)[0]}|{last.part}"


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
    yield f"none|narrative={anaphor.genre == 'narrative'}|beside={bool(anaphor.beside)}|{shape}"
    yield f"none|{min(len(candidates), 4)}"
    yield f"none|modified={len(token.children('amod', 'compound'))}"
    yield f"none|of={bool(token.children('nmod'))}"
    yield from (f"none|best={match}" for match in sorted({candidate.match for candidate in candidates}))


def _field(anaphor: Anaphor, figure: Figure) -> str:
    """Whether a description names what an office of somebody is of: `the finance chief` of a finance director."""
    office = anaphor.office
    if office is None or not office.field or not figure.offices:
        return ""
    return str(any(office.shares_its_field(other) for other in figure.offices))


def _modifiers(token: Node, figure: Figure) -> str:
    """Whether the words before two nouns are the same, some of the same, or others."""
    if figure.entity is not None:
        return ""
    ours = {child.lemma for child in token.children("amod", "compound", "nmod", "nummod")}
    theirs = {child.lemma for child in figure.head.children("amod", "compound", "nmod", "nummod")}
    if not ours or not theirs:
        return f"{bool(ours)}{bool(theirs)}"
    return "same" if ours == theirs else "shared" if ours & theirs else "apart"
