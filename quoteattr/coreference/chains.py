"""Chains of coreference that came with a parse: whom each of their mentions stands for.

Who has a better resolver than `antecedents` hands in what it found; its chains are believed before any guess.
"""

from collections import Counter
from collections.abc import Iterator

from attrs import frozen

from quoteattr.document.document import Document
from quoteattr.entities.cast import Cast, Entity
from quoteattr.syntax.parse import Chain
from quoteattr.syntax.trees import Node


@frozen
class Antecedent:
    """What a pronoun or description stands for: a member, with others joined to it, or a phrase by its head."""

    entity: Entity | None
    head: Node
    others: tuple[Entity, ...] = ()


def find_told(document: Document, cast: Cast) -> dict[int, Antecedent]:
    """What the given chains say, by where the heads of their mentions start.

    A chain stands for the member that most of its mentions name, or, where they name nobody, for the first of them
    that is more than a pronoun. One of pronouns alone says nothing.
    """
    return dict(told for chain in document.parse.chains for told in _read(document, cast, chain))


def _read(document: Document, cast: Cast, chain: Chain) -> Iterator[tuple[int, Antecedent]]:
    heads = [head for start, end in chain if (head := _head(document, start, end)) is not None]
    named = [(entity, head) for head in heads if (entity := _named(cast, head)) is not None]
    entities = Counter(id(entity) for entity, _ in named)
    usual = entities.most_common(1)[0][0] if entities else None
    described = [(None, head) for head in heads if head.upos != "PRON"]
    stands_for = next((found for found in named if id(found[0]) == usual), None) or next(iter(described), None)
    if stands_for is not None:
        for mention in heads:
            yield mention.start, Antecedent(*stands_for)


def _head(document: Document, start: int, end: int) -> Node | None:
    """The token of a mention that the rest of its sentence knows it by."""
    tokens = document.trees.nodes(start, end)
    return next((token for token in tokens if token.head not in tokens), None)


def _named(cast: Cast, head: Node) -> Entity | None:
    """The member that a mention names, by its head or beside it: `Mayor Ann Lee`, but not `Ann Lee's brother`."""
    tokens = [head, *head.children("flat", "appos")]
    return next(filter(None, map(cast.entity_at, tokens)), None)
