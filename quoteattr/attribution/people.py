"""The people of a document as records: all who are named, and all who speak or are taken up without a name."""

from collections import Counter
from collections.abc import Container, Sequence

from quoteattr.attribution.speakers import Entry, People
from quoteattr.coreference.antecedents import Antecedents
from quoteattr.coreference.chains import Antecedent
from quoteattr.entities.kinds import is_personal
from quoteattr.entities.mentions import mention_of
from quoteattr.entities.roles import affiliation
from quoteattr.records.records import Mention, Person, Speaker
from quoteattr.syntax.trees import Node
from quoteattr.vocabulary import SpeakerKind

NAMED: tuple[SpeakerKind, ...] = ("person", "organization", "group")
"""Kinds of those who are told of though they do not speak."""


class Everyone:
    """All whom the mentions of a document stand for; who speaks comes first.

    `antecedents` are those of pronouns and descriptions inside quotation marks, too.
    """

    def __init__(self, people: People, antecedents: Antecedents) -> None:
        self._people = people
        self._antecedents = antecedents
        self._document = antecedents.scene.document
        self._entries = list(people.entries_so_far)
        self._mentions: dict[int, dict[int, Mention]] = {}  # by the identity of the entry and where they begin
        self._of_entity = {id(entry.entity): entry for entry in self._entries if entry.entity is not None}
        self._of_phrase: dict[int, Entry | None] = {}  # by where the head of the first mention begins
        nameless = (entry for entry in self._entries if entry.entity is None)
        self._taken = {source.end for entry in nameless for source in entry.sources if self._is_definite(source)}
        self._spoken = {(id(entry), source.end) for entry in self._entries for source in entry.sources}
        self._gather()

    def speakers(self, outermost: Container[int], relayed: Container[int]) -> dict[int, Speaker]:
        """The records of those who speak, in an outermost quote or only within others, by the identity of the entry."""
        found = {}
        for entry in self._people.entries_so_far:
            if id(entry) in outermost or id(entry) in relayed:
                found[id(entry)] = self._record(entry, id(entry) not in outermost)
        return found

    def records(self, speakers: Sequence[Sequence[Speaker]]) -> tuple[Person, ...]:
        """The records of all; `speakers` are those of each quote."""
        spoken = Counter(speaker.id for joint in speakers for speaker in joint)
        known = {speaker.id: speaker for joint in speakers for speaker in joint}
        records = (known.get(entry.id) or self._record(entry) for entry in self._entries)
        return tuple(Person.of(record, spoken[record.id]) for record in records)

    def _is_definite(self, phrase: Mention) -> bool:
        return phrase.text.split(" ")[0].lower() in self._document.language.definites

    def _gather(self) -> None:
        silent = (entity for entity in self._antecedents.cast.entities if entity.names and entity.kind in NAMED)
        for entity in sorted(silent, key=lambda entity: entity.names[0].mention.start):
            if id(entity) not in self._of_entity:
                self._of_entity[id(entity)] = self._add(Entry(len(self._entries), entity.name, entity.kind, entity))
        for head, antecedent in self._antecedents.all():
            for entry in self._entries_of(antecedent, head):
                self._take(entry, self._mention(head))

    def _entries_of(self, antecedent: Antecedent, head: Node) -> list[Entry]:
        """Whom a mention stands for, by its head: somebody who is named, several of them, or a phrase."""
        if antecedent.entity is None:
            entries = [self._nameless(antecedent.head, head)]
        else:
            entries = [self._of_entity.get(id(entity)) for entity in (antecedent.entity, *antecedent.others)]
        return [entry for entry in entries if entry is not None]

    def _add(self, entry: Entry) -> Entry:
        self._entries.append(entry)
        return entry

    def _take(self, entry: Entry, mention: Mention) -> None:
        self._mentions.setdefault(id(entry), {}).setdefault(mention.start, mention)

    def _mention(self, head: Node) -> Mention:
        """The mention that a head stands for: a pronoun alone, a description without whose it is: `his | deputy`.

        So no two people have mentions that begin at one place.
        """
        if head.upos == "PRON":
            text = self._document.text[head.start : head.end]  # a soft hyphen may stand in it
            return Mention(head.start, head.end, text, "pronoun")
        return self._without_owner(mention_of(self._document.text, head, self._document.language), head)

    def _without_owner(self, mention: Mention, head: Node) -> Mention:
        owners = [token for owner in head.children("nmod:poss") for token in owner.subtree()]
        last = max((token.index for token in owners if token.index < head.index), default=0)
        start = max(head.sentence.nodes[last].start, mention.start)
        return Mention(start, mention.end, self._document.text[start : mention.end], "nominal")

    def _source(self, entry: Entry, source: Mention) -> Mention:
        """A source as a mention: of somebody without a name, without whose it is, too."""
        nodes = self._document.trees.nodes(source.start, source.end) if entry.entity is None else []
        head = next((node for node in nodes if node.upos == "NOUN" and node.head not in nodes), None)
        return self._without_owner(source, head) if head is not None else source

    def _nameless(self, first: Node, head: Node) -> Entry | None:
        """Who is known by a phrase: one who speaks, or people whom a pronoun takes up."""
        if first.start not in self._of_phrase:
            self._bring_in(first, self._people.of_phrase(first))
        if self._of_phrase[first.start] is None and head.upos == "PRON" and is_personal(first, self._document.language):
            name, kind = self._people.described(self._mention(first), first)
            name = self._people.called_in_telling(name, first)
            self._bring_in(first, self._add(Entry(len(self._entries), name, kind, None, first)))
        return self._of_phrase[first.start]

    def _bring_in(self, first: Node, entry: Entry | None) -> None:
        """Let a phrase stand for an entry; as a source it is among the mentions already, as written."""
        self._of_phrase[first.start] = entry
        phrase = self._mention(first)
        if entry is not None and (id(entry), phrase.end) not in self._spoken:
            self._take(entry, phrase)

    def _record(self, entry: Entry, relayed: bool = False) -> Speaker:
        entity = entry.entity
        names = [named.mention for named in entity.names] if entity else []
        pointing = self._mentions.get(id(entry), {})
        sources = {mention.start: mention for mention in (self._source(entry, source) for source in entry.sources)}
        mentions = {**sources, **pointing, **{mention.start: mention for mention in names}}
        roles = self._antecedents.roles(entity) if entity else []
        roles = [role for role in roles if role.end not in self._taken]  # the minister who speaks is somebody else
        if entry.role is not None and entry.role.text not in {role.text for role in roles}:
            roles = [entry.role, *roles]
        nicknames = [named.nickname for named in entity.names if named.nickname] if entity else []
        called = dict.fromkeys([*(mention.text for mention in names), *nicknames])
        return Speaker(
            id=entry.id,
            name=entry.name,
            kind=entry.kind,
            role=roles[0] if roles else None,
            roles=tuple(roles),
            affiliation=affiliation(self._document, roles),
            aliases=tuple(alias for alias in called if alias != entry.name),
            mentions=tuple(mentions[start] for start in sorted(mentions)),
            relayed=relayed,
        )
