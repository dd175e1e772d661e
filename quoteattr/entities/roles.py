"""Of all phrases that may say as what somebody speaks, which are told, in which order, and what body they name."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from quoteattr.document.document import Document
from quoteattr.entities.cast import Entity
from quoteattr.entities.role_candidates import LESSER, PHRASES, Candidate, Elsewhere, candidates
from quoteattr.entities.role_features import Setting, counted, features, head_key, representatives
from quoteattr.entities.role_phrases import is_role_word
from quoteattr.languages.language import Language
from quoteattr.records.records import Role, Span
from quoteattr.syntax.trees import Node


def roles_of(
    document: Document,
    entity: Entity,
    described: Iterable[Role] = (),
    elsewhere: Elsewhere | None = None,
) -> list[Role]:
    """Every role that the document gives somebody, the best first.

    Clauses (`chairs the board`) and bodies alone (`NBC`) come after phrases, and what somebody was (`former mayor`)
    after what they are. `described` are phrases elsewhere that are known to stand for the member, and `elsewhere`
    those that may. How probable a phrase is as a role was fitted on annotated
    texts; a language without such weights has the plain order of `candidate_roles`.
    """
    weights = document.language.role_weights
    if not weights:
        return candidate_roles(document, entity)
    found = candidates(document, entity, described, elsewhere or Elsewhere(document))
    setting = Setting.of(document, entity, found)
    ranked: list[tuple[bool, bool, float, Candidate]] = []
    for candidate in representatives(found):
        probability = weights.probability(counted(features(candidate, setting), head_key(candidate), weights))
        if probability >= weights.bar:
            lesser, past = candidate.shape in LESSER, _is_past(candidate, document.language)
            ranked.append((lesser, past, -round(probability, 1), candidate))  # of like ones the more telling shape
    ranked.sort(key=lambda row: row[:3])
    return list(_apart([row[3] for row in ranked]))


def candidate_roles(document: Document, entity: Entity, elsewhere: Elsewhere | None = None) -> list[Role]:
    """The phrases beside the names of somebody that have a word for a role, unweighed: quick, and right most times."""
    beside = (elsewhere or Elsewhere(document)).beside(entity)
    plain = [found for found in beside if found.shape in PHRASES and is_role_word(document.language, found.head)]
    return list(_apart(list(representatives(plain))))


def _apart(found: Sequence[Candidate]) -> Iterator[Role]:
    """The roles of some candidates without those that share a word of the text with an earlier one."""
    taken: set[int] = set()
    for candidate in found:
        words = {token.start for token in candidate.tokens}
        if taken.isdisjoint(words):
            taken |= words
            yield candidate.role


def _is_past(candidate: Candidate, language: Language) -> bool:
    return any(token.text.lower() in language.past_roles for token in candidate.tokens)


def affiliation(document: Document, roles: Iterable[Role]) -> Span | None:
    """The body that one of some roles names: `Norsund Ferries` in `chief executive of Norsund Ferries`."""
    for role in roles:
        body: list[Node] = []
        for token in document.trees.nodes(role.start, role.end):
            if token.ner == "B-ORG" and not body:
                body = [token]
            elif body and token.ner == "I-ORG" and body[-1].end + 1 >= token.start:
                body.append(token)
        if body:
            return Span.cut(document.text, body[0].start, body[-1].end)
    return None


def head_word(role: Role, language: Language) -> str:
    """The noun that a role is about: `secretary` in `former Secretary of State`."""
    parts = role.text.lower().partition(",")[0].split(" ")
    end = next((place for place, part in enumerate(parts) if place and part in language.role_separators), None)
    words = " ".join(parts[:end]).split()
    return words[-1] if words else ""


def joined(role: Role, language: Language) -> Iterator[Role]:
    """A role, and the parts of one that joins several: `contender` and `surgeon` of *contender and former surgeon*."""
    yield role
    words = role.text.split(" ")
    places = [place for place, word in enumerate(words) if word in language.coordinators]
    for first, last in pairwise([-1, *places, len(words)]) if places else ():
        start = role.start + sum(len(word) + 1 for word in words[: first + 1])
        text = " ".join(words[first + 1 : last])
        if text:
            yield Role(start, start + len(text), text)
