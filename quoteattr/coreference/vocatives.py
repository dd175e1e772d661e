"""Who is spoken to: names inside quotation marks that stand apart, as in `“Come here, Tom.”`"""

from collections import Counter
from collections.abc import Iterator, Mapping

from attrs import frozen

from quoteattr.document.document import Page
from quoteattr.entities.cast import Cast, Member
from quoteattr.entities.mentions import is_narrator
from quoteattr.syntax.trees import Sentence, Token

_BEFORE = frozenset(",—–-“\"‘'")
_AFTER = frozenset(",.!?;—–-…”\"’'")
OFTEN = 5
"""How often a narrator is spoken to by name."""
NEAR = 1
"""Paragraphs from such words within which the narrator says *I*, more often than not."""
RARELY = 0.1
"""The share of the mentions of a narrator's name, at most, that stand outside of quotation marks."""


@frozen
class Address:
    """Where somebody is spoken to by name."""

    member: Member
    sentence: Sentence
    head: Token


def find_addressed(page: Page, cast: Cast) -> dict[int, list[Address]]:
    """Whom each outer stretch addresses, by where the stretch starts."""
    addressed: dict[int, list[Address]] = {}
    for sentence in page.parse.sentences:
        for token in sentence.tokens:
            member = cast.member_at(token)
            stretch = page.stretch_at(token.start) if member is not None and member.kind == "person" else None
            if member is not None and stretch is not None and _stands_apart(page, cast, sentence, token, member):
                addressed.setdefault(stretch.start, []).append(Address(member, sentence, cast.head_at(token)))
    return addressed


def find_narrator(page: Page, cast: Cast, addressed: Mapping[int, list[Address]]) -> Member | None:
    """Who tells a novel as *I*: the one most often spoken to by name, whom others name and the telling does not."""
    if not page.has_dialogue:
        return None
    telling = {page.paragraph_at(token.start) for _, token in narrating(page)}
    beside = {paragraph + way for paragraph in telling for way in range(-NEAR, NEAR + 1)}
    spoken_to = Counter(id(address.member) for addresses in addressed.values() for address in addresses)
    answered = (addresses for start, addresses in addressed.items() if page.paragraph_at(start) in beside)
    answering = Counter(id(address.member) for addresses in answered for address in addresses)
    likely = [
        member
        for member in cast.members
        if answering[id(member)] > max(OFTEN - 1, spoken_to[id(member)] / 2) and _is_named_inside(page, member)
    ]
    return max(likely, key=lambda member: answering[id(member)], default=None)


def narrating(page: Page) -> Iterator[tuple[Sentence, Token]]:
    """Where the one who tells says *I*."""
    for sentence in page.parse.sentences:
        yield from ((sentence, token) for token in sentence.tokens if is_narrator(token) and not page.is_quoted(token))


def _is_named_inside(page: Page, member: Member) -> bool:
    outside = sum(not page.is_quoted(named.head) for named in member.names)
    return outside <= RARELY * len(member.names)


def _stands_apart(page: Page, cast: Cast, sentence: Sentence, token: Token, member: Member) -> bool:
    """Whether a name has marks on both sides: `Well, Tom, go.`, and no other name beside these: `Ann, Tom, and I`."""
    name = list(_name(cast, sentence, token, member))
    first, last = name[0], name[-1]
    while first > 0 and page.language.is_title(sentence.tokens[first - 1].text):
        first -= 1
    before, after = sentence.tokens[first - 1 : first] if first else (), sentence.tokens[last + 1 : last + 2]
    opens = not before or before[0].text[-1:] in _BEFORE
    closes = not after or after[0].text[:1] in _AFTER
    listed = [t for t in sentence.tokens[max(first - 2, 0) : first] if cast.member_at(t)]
    return opens and closes and not listed


def _name(cast: Cast, sentence: Sentence, token: Token, member: Member) -> Iterator[int]:
    """The places of the words of a name, from any of them."""
    head = cast.head_at(token)
    return (
        place
        for place, other in enumerate(sentence.tokens)
        if cast.member_at(other) is member and cast.head_at(other) is head
    )
