"""The gender that a text's own pronouns tell of a name, so that other pronouns agree: `Ronny shut his book`."""

from collections import Counter

from quoteattr.coreference.referents import Referent
from quoteattr.document.document import Document
from quoteattr.entities.cast import Cast

ENOUGH = 5
"""Pronouns after somebody's name from which they tell."""
AGREEING = 0.75
"""Their share that must agree."""


def find_genders(document: Document, cast: Cast) -> dict[int, str]:
    """The gender of people, by the identity of the member, where pronouns after their names mostly agree."""
    counts: dict[int, Counter[str]] = {}
    for sentence in document.trees.sentences:
        named = 0
        for token in sentence.nodes:
            if document.is_quoted(token):
                continue
            entity = cast.entity_at(token)
            if entity is not None:
                named = id(entity) if entity.kind == "person" else 0
            wanted = document.language.pronouns.get(token.text.lower())
            if named and wanted in ("Fem", "Masc"):
                counts.setdefault(named, Counter())[wanted] += 1
    usual = {entity: (*count.most_common(1)[0], count.total()) for entity, count in counts.items()}
    return {entity: gender for entity, (gender, count, of) in usual.items() if of >= ENOUGH and count >= AGREEING * of}


SURE_GENDER = 1.25
"""How much more a figure whose gender is known to agree counts than one of unknown gender."""


def agrees(referent: Referent, wanted: str) -> bool:
    """Whether a figure fits what is wanted: a gender, a `person`, a `thing` or `plural`."""
    if wanted == "thing":
        return not referent.plural and referent.kind in ("organization", "place", "document")
    if wanted == "plural":
        return referent.plural or referent.kind in ("organization", "group")
    personal = referent.kind in ("person", "unnamed") and not referent.plural
    return personal and (wanted == "person" or referent.gender in ("", wanted))
