"""Descriptions that tell a name: `a man called Bo Roth`, `a man who gave his name as Bo Roth`."""

from collections.abc import Iterator

from quoteattr.entities.cast import Cast, Entity
from quoteattr.syntax.trees import Node


def name_told(cast: Cast, noun: Node) -> Entity | None:
    """The person whose name a clause tells that hangs from a noun."""
    names = (token for clause in noun.children("acl") for token in _names(cast, clause))
    people = (entity for entity in map(cast.entity_at, names) if entity is not None)
    return next((entity for entity in people if entity.kind == "person"), None)


def _names(cast: Cast, clause: Node) -> Iterator[Node]:
    language = cast.document.language
    as_what = (
        token
        for token in clause.children("obl", "xcomp")
        if any(case.lemma in language.role_prepositions for case in token.children("case"))
    )
    if language.naming.fullmatch(clause.text):
        yield from as_what
    if language.naming.fullmatch(clause.text) and not clause.has_relation("acl:relcl"):
        yield from (token for token in clause.children("xcomp", "obj") if not token.children("case"))
