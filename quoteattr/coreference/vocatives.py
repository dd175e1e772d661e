"""Who is spoken to: names inside quotation marks that stand apart, as in `“Come here, Tom.”`"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from quoteattr.document.document import Document
from quoteattr.entities.cast import Cast, Entity
from quoteattr.entities.mentions import is_narrator
from quoteattr.languages.language import Language
from quoteattr.syntax.trees import Node

_BEFORE = frozenset(",—–-“\"‘'")
_AFTER = frozenset(",.!?;—–-…”\"’'")
ADDRESSED_OFTEN = 5
"""How often a narrator is spoken to by name, at least."""
ADDRESSED_TWICE = 2
"""How often in a short story."""
SHORT_STORY = 20_000
"""Characters of a short story, at most."""
AROUND = 1
"""Paragraphs from such words within which the narrator says *I*, more often than not."""
RARELY_NAMED = 0.1
"""The share of the mentions of a narrator's name, at most, that stand outside of quotation marks."""


@frozen
class Address:
    """Where somebody is spoken to by name."""

    entity: Entity
    head: Node


def find_addressed(document: Document, cast: Cast) -> dict[int, list[Address]]:
    """Whom each outer quoted span addresses, by where the quoted span starts."""
    addressed: dict[int, list[Address]] = {}
    for sentence in document.trees.sentences:
        for token in sentence.nodes:
            entity = cast.entity_at(token)
            quoted = document.quoted_at(token.start) if entity is not None and entity.kind == "person" else None
            if entity is not None and quoted is not None and _stands_apart(document, cast, token, entity):
                addressed.setdefault(quoted.start, []).append(Address(entity, cast.head_at(token)))
    return addressed


def find_narrator(document: Document, cast: Cast, addressed: Mapping[int, Sequence[Address]]) -> Entity | None:
    """Who tells a novel as *I*: the one who is known to.

    Else it is the one most often spoken to by name, whom others name and the telling does not.
    """
    told = next((entity for entity in cast.entities if entity.narrator), None)
    if told is not None or not document.has_dialogue:
        return told
    telling = {document.paragraph_at(token.start) for token in narrating(document)}
    beside = {paragraph + way for paragraph in telling for way in range(-AROUND, AROUND + 1)}
    spoken_to = Counter(id(address.entity) for addresses in addressed.values() for address in addresses)
    answered = (addresses for start, addresses in addressed.items() if document.paragraph_at(start) in beside)
    answering = Counter(id(address.entity) for addresses in answered for address in addresses)
    least = ADDRESSED_TWICE if len(document.text) <= SHORT_STORY else ADDRESSED_OFTEN
    likely = [
        entity
        for entity in cast.entities
        if answering[id(entity)] > max(least - 1, spoken_to[id(entity)] / 2) and _is_named_inside(document, entity)
    ]
    return max(likely, key=lambda entity: answering[id(entity)], default=None)


def narrating(document: Document) -> Iterator[Node]:
    """Where the one who tells says *I*."""
    for sentence in document.trees.sentences:
        yield from (token for token in sentence.nodes if is_narrator(token) and not document.is_quoted(token))


def _is_named_inside(document: Document, entity: Entity) -> bool:
    outside = sum(not document.is_quoted(named.head) for named in entity.names)
    return outside <= RARELY_NAMED * len(entity.names)


def _stands_apart(document: Document, cast: Cast, token: Node, entity: Entity) -> bool:
    """Whether a name has marks on both sides: `Well, Tom, go.`, and no other name beside these: `Ann, Tom, and I`."""
    name = list(_name(cast, token, entity))
    first, last = name[0], name[-1]
    while first > 0 and _belongs(token.sentence.nodes[first - 1], document.language):
        first -= 1
    before, after = token.sentence.nodes[first - 1 : first] if first else (), token.sentence.nodes[last + 1 : last + 2]
    opens = not before or before[0].text[-1:] in _BEFORE
    closes = not after or after[0].text[:1] in _AFTER
    listed = [t for t in token.sentence.nodes[max(first - 2, 0) : first] if cast.entity_at(t)]
    return opens and closes and not listed


def _belongs(before: Node, language: Language) -> bool:
    """Whether a word before a name is spoken with it: `My dear Mr. Moe`."""
    fond = before.upos == "ADJ" or before.text.lower() in language.narrator_forms
    return fond or language.is_title(before.text)


def _name(cast: Cast, token: Node, entity: Entity) -> Iterator[int]:
    """The places of the words of a name, from any of them."""
    head = cast.head_at(token)
    return (
        place
        for place, other in enumerate(token.sentence.nodes)
        if cast.entity_at(other) is entity and cast.head_at(other) is head
    )
