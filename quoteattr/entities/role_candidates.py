"""Every phrase of a document that may say as what one of the cast speaks: those beside its names, and descriptions."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from attrs import frozen

from quoteattr.document.document import Document
from quoteattr.entities.cast import Entity
from quoteattr.entities.name_mentions import NameMention
from quoteattr.entities.role_phrases import described as words_of_description
from quoteattr.entities.role_phrases import head_of, is_role_word, role_of
from quoteattr.entities.role_shapes import SHAPES, Place
from quoteattr.records.records import Role
from quoteattr.syntax.trees import Node, Tree

DESCRIPTION, TOLD = "description", "told"
"""A description near the names, and one that coreference puts down to the member."""
ORDER = {name: place for place, name in enumerate([*(name for name, _ in SHAPES), TOLD, DESCRIPTION])}
"""The shapes, the more telling first."""
PHRASES = frozenset({"premodifier", "apposition", "opening", "relative", "copula", "brackets", "next line"})
"""The shapes in which a word for a role seldom misleads."""
BEFORE, BEHIND = 200, 500
"""Characters before and after a name in which a description may be of the one who bears it."""


@frozen(eq=False)
class Candidate:
    """A phrase that may be a role: its words, its head (a verb's clause has the verb), and where it stands.

    `gap` counts characters between the phrase and the name nearest to it, less than 0 where the phrase comes first.
    """

    role: Role
    shape: str
    tokens: Sequence[Node]
    head: Node
    gap: int


def candidates(
    document: Document, entity: Entity, described: Iterable[Role] = (), near: bool = True
) -> list[Candidate]:
    """All candidates for the roles of a member, in no order.

    `described` are phrases that stand for it elsewhere; `near` takes in descriptions that may or may not.
    """
    beside = [found for named in entity.names for found in _beside(Place(document, named))]
    known = {found.head.start for found in beside}
    told = [found for role in described if (found := _told(document, entity, role)) and found.head.start not in known]
    known |= {found.head.start for found in told}
    others = _descriptions(document, entity) if near else ()
    return [*beside, *told, *(found for found in others if found.head.start not in known)]


def _beside(place: Place) -> Iterator[Candidate]:
    """The candidates around one mention of a name."""
    mention = place.named.mention
    for shape, phrases in SHAPES:
        for tokens in phrases(place):
            head = _head(shape, tokens)
            role = role_of(place.document, tokens) if shape != "clause" else _clause(place.document, tokens)
            if role is not None and head is not None:
                kept = [token for token in tokens if role.start <= token.start < role.end]
                behind = role.start >= mention.end
                gap = role.start - mention.end if behind else role.end - mention.start
                yield Candidate(role, shape, kept, head, gap)


def _head(shape: str, tokens: Sequence[Node]) -> Node | None:
    return head_of(tokens) if shape != "clause" else next(iter(tokens), None)


def _clause(document: Document, tokens: Sequence[Node]) -> Role | None:
    return Role.cut(document.text, tokens[0].start, tokens[-1].end) if tokens else None


def _told(document: Document, entity: Entity, role: Role) -> Candidate | None:
    tokens = document.trees.nodes(role.start, role.end)
    head = head_of(tokens)
    return Candidate(role, TOLD, tokens, head, _gap(entity, role)) if head is not None else None


def _descriptions(document: Document, entity: Entity) -> Iterator[Candidate]:
    """Descriptions of somebody near the names of a member: `the Vermont senator`."""
    for token in chain.from_iterable(sentence.nodes for sentence in _near(document, entity.names)):
        if token.upos != "NOUN" or not is_role_word(document.language, token) or not _points(document, token):
            continue
        tokens = words_of_description(document.language, token)
        role = role_of(document, tokens)
        if role is not None and not _bears_a_name(tokens):
            kept = [token for token in tokens if role.start <= token.start < role.end]
            yield Candidate(role, DESCRIPTION, kept, token, _gap(entity, role))


def _near(document: Document, names: Sequence[NameMention]) -> Iterable[Tree]:
    """The sentences around some names, each once."""
    near = (document.trees.between(max(named.mention.start - BEFORE, 0), named.mention.end + BEHIND) for named in names)
    return {sentence.start: sentence for sentence in chain.from_iterable(near)}.values()


def _points(document: Document, token: Node) -> bool:
    """Whether a noun can stand for one who is known: `the mayor`, `her deputy`, and in a headline `Mayor`."""
    if token.feature("Number") == "Plur":
        return False
    definite = any(child.lemma in document.language.definites for child in token.children("det"))
    return definite or bool(token.children("nmod:poss")) or document.is_in_headline(token.start)


def _bears_a_name(tokens: Sequence[Node]) -> bool:
    """Whether a description has a name of its own beside it: `the mayor, Ann Lee`."""
    following = [*tokens[-1].following[:2]] if tokens else []
    if following and following[0].text == ",":
        following.pop(0)
    return bool(following) and following[0].ner == "B-PER"


def _gap(entity: Entity, role: Role) -> int:
    """Characters from the name before a phrase to it, or where there is none, from it to the first, as less than 0."""
    place = bisect_right(entity.names, role.start, key=lambda named: named.mention.start)
    if place:
        return max(role.start - entity.names[place - 1].mention.end, 0)
    return role.end - entity.names[0].mention.start if entity.names else 0
