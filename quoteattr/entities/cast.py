"""The cast of a document: every person and body that it names, with all their names in one place."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from attrs import define, field, frozen

from quoteattr.document.document import Document
from quoteattr.entities.name_index import NameIndex
from quoteattr.entities.name_mentions import NameMention
from quoteattr.entities.names import (
    may_be_same_person,
)
from quoteattr.languages.language import Style
from quoteattr.syntax.trees import Node
from quoteattr.vocabulary import SpeakerKind

TOPIC_REACH = 500
"""Characters after a full name in which the last name alone is that of the same person."""
HEADLINE_WORDS = 5
"""Words from which a label is a headline's gist with a name at its beginning: `Ann Lee Scolds Bank Chief: ...`"""


@define(eq=False)
class Entity:
    """One of the cast: a person or body, and the mentions that name it, in order.

    `name` is the fullest form of the name, of equals the first; `gender` is told by titles first and by the given
    name second, and only helps pronouns to agree.
    """

    kind: SpeakerKind
    name: str
    gender: str
    names: list[NameMention] = field(factory=list)
    forms: dict[tuple[str, ...], str] = field(factory=dict)
    full: int = 0
    titles: Counter[str] = field(factory=Counter)  # the genders that titles before the name tell
    styles: set[Style] = field(factory=set)
    offices: set[str] = field(factory=set)  # titles before the name that tell more than a gender
    role: str | None = None
    given: bool = False  # known before the text is read
    narrator: bool = False  # known to tell it as *I*
    introductions: list[int] = field(factory=list)  # where the full name ends
    topics: list[int] = field(factory=list)  # and is a subject, or stands beside one

    def add(self, named: NameMention) -> None:
        """Take in a mention."""
        self.names.append(named)
        self.forms.setdefault(named.words, named.name)
        for words in named.nicknames:
            self.forms.setdefault(words, named.nickname)
        self.full += len(named.words) > 1
        self.styles.update([named.style] if named.style else [])
        if named.gender:
            self.titles[named.gender] += 1
            self.gender = self.titles.most_common(1)[0][0]
        self.offices.update([named.office] if named.office else [])
        if len(named.words) > 1:
            insort(self.introductions, named.mention.end)
            if _is_topic(named.head):
                insort(self.topics, named.mention.end)

    def last_before(self, offset: int) -> int:
        """Where the member is last named before an offset; -1 if nowhere."""
        place = bisect_left(self.names, offset, key=lambda named: named.mention.start)
        return self.names[place - 1].mention.start if place else -1


def _is_topic(token: Node) -> bool:
    """Whether a name is what its sentence tells of, be it beside the subject: `Its chair, Ida Moe, said so.`"""
    while token.has_relation("appos", "flat", "compound") and token.head is not None:
        token = token.head
    return token.has_relation("nsubj")


@frozen
class Cast:
    """The people and bodies that a document names, asked by offset."""

    document: Document
    entities: tuple[Entity, ...]
    _by_start: Mapping[int, tuple[Entity, NameMention]]  # by each word of each name
    _index: NameIndex[Entity]
    authors: tuple[tuple[int, Entity], ...]  # up to where each has written
    short: Mapping[int, NameMention]  # whom offices in initials and nouns with a capital mean, by where these start

    def with_full_name(self, description: str, owner: Node) -> str:
        """A description by its fullest form in the text: `Ida Moe's campaign` for `Moe's campaign`."""
        found = self._by_start.get(owner.start)
        if found is None or not description.startswith(found[1].mention.text):
            return description
        full = found[0].name + description[len(found[1].mention.text) :]
        return full if full in self.document.text else description

    def interviewed(self, first: int, last: int) -> Entity | None:
        """Who is named before the first question and least behind it, where it is *you*; of several the most named.

        `first` and `last` are the offsets between which is asked and answered. The author is not.
        """
        author = self.author_at(first)

        def named(entity: Entity) -> tuple[int, int, int]:
            starts = [named.mention.start for named in entity.names]
            return sum(first <= start < last for start in starts), -sum(start < first for start in starts), starts[0]

        people = [entity for entity in self.entities if entity.kind == "person" and entity.names]
        introduced = [entity for entity in people if entity is not author and entity.names[0].mention.start < first]
        return min(introduced, key=named, default=None)

    def author_at(self, offset: int) -> Entity | None:
        """Who wrote the text at an offset, if it says so: the first to sign below, else the author of the whole."""
        return next((entity for end, entity in self.authors if end > offset), None)

    def entity_at(self, token: Node) -> Entity | None:
        """The member that a token's name stands for."""
        found = self._by_start.get(token.start)
        return found[0] if found else None

    def entity_beside(self, token: Node) -> Entity | None:
        """The member that a phrase beside another names, with a title first or without: `Cllr | Ida Moe`."""
        words = (token, *(token.children("flat") if self.document.language.is_title(token.text) else ()))
        return next(filter(None, map(self.entity_at, words)), None)

    def head_at(self, token: Node) -> Node:
        """The head of the name that a token belongs to, or the token itself."""
        found = self._by_start.get(token.start)
        return found[1].head if found else token

    def entity_called(self, words: tuple[str, ...]) -> Entity | None:
        """Whom a name outside the running text belongs to, as in a speaker label or a headline's gist."""
        gender = ""
        while len(words) > 1 and self.document.language.is_title(words[0]):
            gender = gender or self.document.language.honorifics.get(words[0], "")
            words = words[1:]

        def agreeing(found: Iterable[Entity]) -> Iterator[Entity]:
            people = (entity for entity in found if entity.kind == "person")
            return (entity for entity in people if not gender or entity.gender in ("", gender))

        people = agreeing(self._index.people(words))
        bearer = next((m for m in people if any(may_be_same_person(words, form) for form in m.forms)), None)
        bearer = bearer or next((entity for entity in self._index.exactly(words) if words in entity.forms), None)
        if bearer is not None or len(words) < HEADLINE_WORDS:
            return bearer
        beginnings = [words[:length] for length in range(2, len(words) + 1)]
        return next(
            (m for m in agreeing(self._index.exactly(*beginnings)) if not m.forms.keys().isdisjoint(beginnings)), None
        )

    def main_person(self, before: int | None = None) -> Entity | None:
        """The person named most often, in the whole text or before an offset."""
        people = [entity for entity in self.entities if entity.kind == "person"]

        def named(entity: Entity) -> int:
            return sum(before is None or named.mention.start < before for named in entity.names)

        found = max(people, key=named, default=None)
        return found if found is not None and named(found) else None
