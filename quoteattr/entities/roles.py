"""Of all phrases that say as what somebody speaks, which one is told first, and what body it names."""

from collections import Counter
from collections.abc import Iterable
from math import log2

from quoteattr.document.document import Document
from quoteattr.entities.cast import Entity
from quoteattr.entities.role_phrases import DESCRIPTION, PHRASE, Found, roles_beside
from quoteattr.languages.language import Language
from quoteattr.records.records import Role, Span
from quoteattr.syntax.trees import Node

FULL = 6
"""Words from which a role is as full as any longer one."""
GUESSED = 1
"""Words that a phrase which stands elsewhere must be fuller by than one beside the name."""
TITLE = 0.5
"""Words that a title (`Retired Lt. Gen.`) counts less than a phrase of its length (`top aide to Moe`)."""
PAST = 2
"""The same for what somebody was (`former mayor`) who now has another office (`Commission President`)."""


def roles_of(document: Document, entity: Entity, described: Iterable[Role] = ()) -> list[Role]:
    """Every role that the document gives somebody, the fullest first; of phrases of like fullness the most frequent.

    `described` are phrases elsewhere that are known to stand for the member. Clauses (`chairs the board`) come after
    phrases, bodies alone and parties last.
    """
    found = [pair for named in entity.names for pair in roles_beside(document, named, entity.kind == "person")]
    found += [(DESCRIPTION, role) for role in described]
    counts = Counter(role.text.lower() for _, role in found)
    first: dict[str, Found] = {}
    for sort, role in sorted(found, key=lambda pair: (pair[0], pair[1].start)):
        first.setdefault(role.text.lower(), (sort, role))
    in_office = any(sort == PHRASE and _is_office(role, document.language) for sort, role in first.values())

    def rank(pair: Found) -> tuple[int, float]:
        sort, role = pair
        fullness = min(len(role.text.split()), FULL) + log2(counts[role.text.lower()])
        told_elsewhere = GUESSED if sort == DESCRIPTION else 0
        title = TITLE if _is_titled(role, document.language) else 0
        past = PAST if in_office and _is_past(role, document.language) else 0
        return max(sort, DESCRIPTION), told_elsewhere + title + past - fullness

    return [role for _, role in sorted(first.values(), key=rank)]


def _is_titled(role: Role, language: Language) -> bool:
    """Whether a role ends in a title."""
    return language.is_title(role.text.split()[-1])


def _is_past(role: Role, language: Language) -> bool:
    return not language.past_roles.isdisjoint(role.text.lower().split())


def _is_office(role: Role, language: Language) -> bool:
    """Whether a role is what somebody is now, and more than a bare title."""
    return " " in role.text and _is_titled(role, language) and not _is_past(role, language)


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
