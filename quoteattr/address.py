"""Who is spoken to: names inside quotation marks that stand apart, as in `“Come here, Tom.”`"""

from collections.abc import Iterator

from quoteattr.cast import Cast, Member
from quoteattr.page import Page
from quoteattr.syntax import Sentence, Token

_BEFORE = frozenset(",—–-“\"‘'")
_AFTER = frozenset(",.!?;—–-…”\"’'")


def find_addressed(page: Page, cast: Cast) -> dict[int, list[Member]]:
    """Whom each outer stretch addresses, by where the stretch starts."""
    addressed: dict[int, list[Member]] = {}
    for sentence in page.parse.sentences:
        for token in sentence.tokens:
            member = cast.member_at(token)
            stretch = page.stretch_at(token.start) if member is not None and member.kind == "person" else None
            if member is not None and stretch is not None and _stands_apart(page, cast, sentence, token, member):
                addressed.setdefault(stretch.start, []).append(member)
    return addressed


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
