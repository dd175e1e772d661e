"""The gender that a text's own pronouns tell of a name, so that other pronouns agree: `Ronny shut his book`."""

from collections import Counter

from quoteattr.coreference.referents import Figure
from quoteattr.document.document import Page
from quoteattr.entities.cast import Cast

ENOUGH = 5
"""Pronouns after somebody's name from which they tell."""
MOSTLY = 0.75
"""Their share that must agree."""


def find_genders(page: Page, cast: Cast) -> dict[int, str]:
    """The gender of people, by the identity of the member, where pronouns after their names mostly agree."""
    counts: dict[int, Counter[str]] = {}
    for sentence in page.parse.sentences:
        named = 0
        for token in sentence.tokens:
            if page.is_quoted(token):
                continue
            member = cast.member_at(token)
            if member is not None:
                named = id(member) if member.kind == "person" else 0
            wanted = page.language.pronouns.get(token.text.lower())
            if named and wanted in ("Fem", "Masc"):
                counts.setdefault(named, Counter())[wanted] += 1
    usual = {member: (*count.most_common(1)[0], count.total()) for member, count in counts.items()}
    return {member: gender for member, (gender, count, of) in usual.items() if of >= ENOUGH and count >= MOSTLY * of}


SURE_GENDER = 1.25
"""How much more a figure whose gender is known to agree counts than one of unknown gender."""


def agrees(figure: Figure, wanted: str) -> bool:
    """Whether a figure fits what is wanted: a gender, a `person`, a `thing` or `plural`."""
    if wanted == "thing":
        return not figure.plural and figure.kind in ("organization", "place", "document")
    if wanted == "plural":
        return figure.plural or figure.kind in ("organization", "group")
    personal = figure.kind in ("person", "unnamed") and not figure.plural
    return personal and (wanted == "person" or figure.gender in ("", wanted))
