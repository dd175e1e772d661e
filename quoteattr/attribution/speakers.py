"""The speakers of a document in the making: whom each source stands for, named or not."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from attrs import define, field

from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.context import Source
from quoteattr.attribution.reasons import resolution_of
from quoteattr.attribution.sieves.order import SPEAKER_SIEVES
from quoteattr.attribution.sieves.speaker import Clue
from quoteattr.attribution.unnamed import Describer, Description, Introductions, Unnamed
from quoteattr.coreference.chains import Antecedent
from quoteattr.coreference.figures import Figure
from quoteattr.entities.cast import Entity
from quoteattr.entities.kinds import counted, is_nobody, kind_of_label, kind_of_phrase
from quoteattr.entities.mentions import article_of, is_narrator, is_of_the_talk, mention_of, name_of
from quoteattr.entities.names import name_words
from quoteattr.entities.roles import head_word
from quoteattr.records.reasons import Resolution
from quoteattr.records.records import Mention, Role
from quoteattr.syntax.trees import Node
from quoteattr.vocabulary import SpeakerKind


def _joined(source: Source) -> Iterator[Source]:
    """A source for each of joint speakers; the mention is the whole phrase in all of them."""
    yield source
    if source.mention is not None and source.head is not None:
        for other in source.head.children("conj"):
            inside = source.mention.start <= other.start < source.mention.end
            if inside and other.upos in ("PROPN", "NOUN", "PRON"):
                yield Source(source.mention, other)


@define(eq=False)
class Entry:
    """A speaker in the making: somebody who is named, or a phrase that stands for itself."""

    id: int
    name: str
    kind: SpeakerKind
    entity: Entity | None
    head: Node | None = None
    role: Role | None = None  # as a label has it
    sources: list[Mention] = field(factory=list)


class People:
    """The speakers met so far in a document."""

    def __init__(self, analysis: Analysis) -> None:
        self.learn(analysis)
        self._document = analysis.document
        self._cast = analysis.cast
        self._introductions = Introductions(analysis)
        self._entries: list[Entry] = []
        self._of_entity: dict[int, Entry] = {}
        self._of_phrase: dict[int, Entry] = {}  # by where the head of a description that brings somebody in begins
        self._unnamed: Unnamed[Entry] = Unnamed()

    def learn(self, analysis: Analysis) -> None:
        """Find speakers by what an analysis of the document knows from now on."""
        self._analysis = analysis
        self._antecedents = analysis.antecedents
        self._describer = Describer(analysis)

    def entries(self, source: Source) -> "tuple[list[Entry], Resolution | None]":
        """The speakers whom a source stands for, and how the first was found.

        There are several for `Ng and Walsh`, and none where a pronoun stays open.
        """
        source = source.meant(self._document.language)
        found = [self._entry(part) for part in _joined(source)]
        entries = [entry for entry, _ in found if entry is not None]
        taken_up = self._antecedents.of(source.head) if source.head is not None else None
        entries += [self._entry_of(entity) for entity in (taken_up.others if taken_up is not None else ())]
        return list({id(entry): entry for entry in entries}.values()), found[0][1]

    def entry_of_figure(self, figure: Figure) -> Entry:
        """The speaker that a figure is."""
        if figure.entity is not None:
            return self._entry_of(figure.entity)
        mention = mention_of(self._document.text, figure.head, self._document.language)
        return self._entry_without_name(mention, figure.head, "")

    def _entry(self, source: Source) -> "tuple[Entry | None, Resolution | None]":
        if source.mention is None:
            named = self._cast.entity_at(source.head) if source.head is not None else None
            return self._entry_of(named) if named is not None else None, None
        entity, resolution = self._entity(source)
        if entity is not None:
            entry = self._entry_of(entity)
            entry.name = self._fuller(entry.name, source.called)
        else:
            head = self._phrase(source)
            if self._is_open_pronoun(head) or (head and is_nobody(head, self._document.language)):
                return None, resolution
            entry = self._entry_without_name(source.mention, head, source.called, source.head)
        entry.role = entry.role or source.role
        entry.sources.append(source.mention)
        return entry, resolution

    def _entry_of(self, entity: Entity) -> Entry:
        entry = self._of_entity.get(id(entity))
        if entry is None:
            entry = self._of_entity[id(entity)] = self._new(entity.name, entity.kind, entity)
        return entry

    def _fuller(self, name: str, called: str) -> str:
        """Of a name in the text and one in a label, the one that has the other at its end and more before it."""
        return called if called.lower().endswith(f" {name.lower()}") and not self._is_titled(called) else name

    def _is_titled(self, called: str) -> bool:
        return self._document.language.is_title(called.split()[0])

    def _entry_without_name(
        self, mention: Mention, head: Node | None, called: str, source: Node | None = None
    ) -> Entry:
        """The speaker whom a phrase brings in, or the one known before whom it describes.

        Whoever has not spoken before is called as the `source` calls them: *the official*, whom *a second official*
        brought in, is an official.
        """
        entry = self._of_phrase.get(head.start) if head is not None else None
        if entry is not None:
            return entry
        if head is not None and head is not source and source is not None and self._brought_in(source) is head:
            entry = self._entry_without_name(mention, source, called)
            self._of_phrase[head.start] = entry
            return entry
        name, kind = self._labelled(called) if called else self.described(mention, head)
        description = self._description(head, name, kind)
        entry = self._unnamed.find(description)
        if entry is None:
            entry = self._new(name if called else self.called_in_telling(name, head), kind)
            entry.head = head
            self._unnamed.add(description, entry)
        if head is not None:
            self._of_phrase[head.start] = entry
        return entry

    def _description(self, head: Node | None, name: str, kind: SpeakerKind) -> Description:
        if head is None:
            return Description(name.lower(), kind, announced=True)
        headline = self._document.is_in_headline(head.start)
        return self._describer.of(counted(head, self._document.language), name, kind, headline)

    def _new(self, name: str, kind: SpeakerKind, entity: Entity | None = None) -> Entry:
        entry = Entry(len(self._entries), name, kind, entity)
        self._entries.append(entry)
        return entry

    @property
    def entries_so_far(self) -> Sequence[Entry]:
        """All speakers met, by their ids."""
        return self._entries

    def entry_of(self, antecedent: Antecedent) -> Entry | None:
        """The speaker who somebody is that a mention stands for; one without a name only if they spoke before."""
        if antecedent.entity is not None:
            return self._entry_of(antecedent.entity)
        return self.of_phrase(antecedent.head)

    def of_phrase(self, head: Node) -> Entry | None:
        """The speaker whom a phrase brought in, by its head."""
        return self._of_phrase.get(head.start)

    def entity_of(self, source: Source) -> Entity | None:
        """The member of the cast whom a source stands for, if any."""
        return self._entity(source)[0] if source.mention is not None else None

    def _entity(self, source: Source) -> tuple[Entity | None, Resolution | None]:
        assert source.mention is not None
        if source.head is None:
            called = source.called or source.mention.text
            if (asked := self._asked_or_asking(called.lower())) is not None:
                return asked, None
            if called.lower() in self._document.language.narrator_forms:
                return self._antecedents.scene.narrator, None
            named = self._cast.entity_called(name_words(called, self._document.language))
            return named or self._holders.get(called.lower().split()[-1]), None
        clue = Clue(self._analysis, source.mention, source.head)
        if self._brought_in(source.head) is not None:
            return None, resolution_of(clue, None, None)
        for rule in SPEAKER_SIEVES:
            entity = rule.function(clue)
            if entity is not None:
                return entity, resolution_of(clue, rule, entity)
        return None, resolution_of(clue, None, None)

    def _asked_or_asking(self, label: str) -> Entity | None:
        """Who is interviewed, behind *A*, and the author, behind *Q*; in court, where others speak, the main person."""
        language = self._document.language
        answers, asks = language.answer_labels, language.question_labels
        turns = [paragraph for paragraph in self._document.paragraphs if paragraph.turn]
        if not turns or label not in answers | asks:
            return None
        labels = {p.turn.label.text.lower() for p in turns if p.turn is not None and p.turn.label is not None}
        if not labels <= answers | asks:
            return self._cast.main_person() if label in answers else None
        first, last = turns[0].start, turns[-1].end
        if label in asks:
            return self._cast.author_at(first)
        return self._cast.interviewed(first, last) or self._cast.main_person()

    @cached_property
    def _holders(self) -> dict[str, Entity]:
        """The one whom the text gives an office, by its word: `The CHAIRMAN` is *Ida Moe (chairman of the board)*."""
        holders: dict[str, Entity] = {}
        for entity in self._cast.entities if any(p.turn for p in self._document.paragraphs) else ():
            for role in self._antecedents.roles(entity)[:1] if entity.kind == "person" else ():
                holders.setdefault(head_word(role, self._document.language), entity)
        return {word: entity for word, entity in holders.items() if self._document.language.is_role(word)}

    def _brought_in(self, head: Node) -> Node | None:
        """Somebody without a name whom a description rather takes up than the one it was guessed to be of.

        *The official* is the second official of the sentence before, not the official who was named above.
        """
        found = self._antecedents.of(head)
        if found is None or found.entity is None or self._antecedents.told(head) is not None:
            return None
        last = self._introductions.last_before(head)
        return last if last is not None and found.entity.last_before(head.start) < last.start else None

    def _labelled(self, called: str) -> tuple[str, SpeakerKind]:
        """Name and kind of somebody whom only labels name: `WU` in `MS. WU`, but `Speaker 1`."""
        language = self._document.language
        if called.lower() in language.narrator_forms:
            return self._teller(), "person"
        words = called.split()
        while (
            len(words) > 1 and language.is_title(words[0]) and not (words[-1].isdigit() or language.is_role(words[-1]))
        ):
            words = words[1:]
        return " ".join(words), kind_of_label(called, language)

    def _phrase(self, source: Source) -> Node | None:
        """The phrase that a source stands for: itself, or the description that it takes up.

        *The spokesman for Ostwerk* takes up no spokesman of another, unless the parse says so.
        """
        head = source.head
        brought_in = self._brought_in(head) if head is not None else None
        if brought_in is not None:
            return brought_in
        found = self._antecedents.of(head) if head is not None else None
        if head is None or found is None:
            return head
        guessed = head.upos != "PRON" and self._antecedents.told(head) is None
        return head if guessed and self._describer.differ(head, found.head) else found.head

    def _is_open_pronoun(self, head: Node | None) -> bool:
        """Whether a source only points, and to nobody known: `he`, but neither `another` nor `I`, `we` and `you`."""
        if head is None or head.upos != "PRON" or head.lemma in self._document.language.indefinites:
            return False
        return not is_narrator(head) and not is_of_the_talk(head)

    def called_in_telling(self, name: str, head: Node | None) -> str:
        """The name of a phrase as the text goes on with it: a story has *the old man*, news has *old man*."""
        if head is None or self._document.genre != "narrative":
            return name
        if is_narrator(head):
            return self._teller()
        article = article_of(head, self._document.language)
        return f"{article} {name}" if article else name

    def _teller(self) -> str:
        """What to call whoever says *I* and is not named."""
        language = self._document.language
        return (language.storyteller if self._document.genre == "narrative" else "") or language.narrator

    def described(self, source: Mention, head: Node | None) -> tuple[str, SpeakerKind]:
        """Name and kind of a phrase that nobody in the cast stands behind."""
        if head is None:
            return source.text, kind_of_label(source.text, self._document.language)
        head = counted(head, self._document.language)
        mention = mention_of(self._document.text, head, self._document.language)
        name = name_of(self._document.text, head, mention, self._document.language)
        for owner in head.children("nmod:poss"):
            name = self._cast.with_full_name(name, owner)
        if is_narrator(head):
            language = self._document.language
            return language.narrator if name.lower() in language.narrator_forms else name, "person"
        if is_of_the_talk(head):
            return head.lemma, "group"
        return name, kind_of_phrase(head, self._document.language)
