"""Gender, number and kind: what a mention must agree in with whom it stands for."""

from collections import Counter

from quoteattr.coreference.figures import Figure
from quoteattr.document.document import Document
from quoteattr.entities.cast import Cast

ENOUGH = 5
"""Pronouns after somebody's name from which they tell a gender."""
AGREEING = 0.75
"""Their share that must agree."""
UNSURE = frozenset({"name", "guess", "contested"})
"""By what a gender may be told wrongly: a given name, the first pronoun, a name that others contradict."""
GENDERS = ("Fem", "Masc")


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
            if named and wanted in GENDERS:
                counts.setdefault(named, Counter())[wanted] += 1
    usual = {entity: (*count.most_common(1)[0], count.total()) for entity, count in counts.items()}
    return {entity: gender for entity, (gender, count, of) in usual.items() if of >= ENOUGH and count >= AGREEING * of}


def agrees(figure: Figure, wanted: str) -> bool:
    """Whether a figure fits what is wanted: a gender, a `person`, a `thing` or `plural`."""
    if wanted == "thing":
        return not figure.plural and figure.kind in ("organization", "place", "document")
    if wanted == "plural":
        return figure.plural or figure.kind in ("organization", "group")
    personal = figure.kind in ("person", "unnamed") and not figure.plural
    return personal and (wanted == "person" or figure.gender in ("", wanted) or figure.surety in UNSURE)
