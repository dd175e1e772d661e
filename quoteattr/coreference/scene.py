"""What is known of a document before its pronouns and descriptions are read, and stays as it is meanwhile."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from quoteattr.coreference.agreement import find_genders
from quoteattr.coreference.chains import Antecedent, find_told
from quoteattr.coreference.offices import Office
from quoteattr.coreference.vocatives import Address, find_addressed, find_narrator, narrating
from quoteattr.document.document import Document
from quoteattr.entities.cast import Cast, Entity
from quoteattr.entities.kin import Families
from quoteattr.entities.kinds import age, age_behind, is_of_body
from quoteattr.entities.name_mentions import NameMention
from quoteattr.entities.role_candidates import PHRASES, Elsewhere
from quoteattr.entities.roles import candidate_roles, head_word, joined
from quoteattr.languages.language import Language
from quoteattr.records.records import Role
from quoteattr.syntax.trees import Node

BEHIND = 8
"""Characters behind a name in which an age is looked for."""

QUOTING = 3
"""Quoted spans of a text that quotes what people say, at least."""


@frozen(slots=False)
class Scene:
    """A document and its cast, with the genders, offices and families of people, and whom quoted words address."""

    document: Document
    cast: Cast
    _roles: dict[int, list[Role]] = field(factory=dict, init=False, repr=False)
    _nouns: dict[int, frozenset[str]] = field(factory=dict, init=False, repr=False)

    @property
    def language(self) -> Language:
        """The language of the document."""
        return self.document.language

    @cached_property
    def genre(self) -> str:
        """What the text is to pronouns: a `narrative`, `quoting` what people say, or `plain`."""
        if self.document.has_dialogue:
            return "narrative"
        return "quoting" if len(self.document.outer) >= QUOTING else "plain"

    @cached_property
    def phrases(self) -> Elsewhere:
        """The phrases that may be roles."""
        return Elsewhere(self.document)

    @cached_property
    def told(self) -> Mapping[int, Antecedent]:
        """What the parse or a short form says that phrases stand for, by where their heads start."""
        short = {
            start: Antecedent(self.cast.entity_at(named.head), named.head) for start, named in self.cast.short.items()
        }
        return {**short, **find_told(self.document, self.cast)}

    @cached_property
    def families(self) -> Families:
        """Who heads the families of the cast."""
        return Families(self.cast)

    @cached_property
    def addressed(self) -> Mapping[int, Sequence[Address]]:
        """Whom each outer quoted span addresses, by its start."""
        return find_addressed(self.document, self.cast)

    @cached_property
    def narrated(self) -> Mapping[int, Antecedent]:
        """Where the one who tells a novel, if known, says *I*."""
        told = narrating(self.document) if self.narrator is not None else ()
        return {token.start: Antecedent(self.narrator, token) for token in told}

    @cached_property
    def narrator(self) -> Entity | None:
        """Who tells a novel as *I*, if known."""
        return find_narrator(self.document, self.cast, self.addressed)

    @cached_property
    def _genders(self) -> Mapping[int, str]:
        return find_genders(self.document, self.cast)

    def roles(self, entity: Entity) -> list[Role]:
        """The roles beside the names of somebody."""
        if entity.kind != "person":
            return []
        if id(entity) not in self._roles:
            self._roles[id(entity)] = candidate_roles(self.document, entity, self.phrases)
        return self._roles[id(entity)]

    def offices(self, entity: Entity) -> set[Office]:
        """The offices that these tell of, and titles that tell one and are no roles: `Dr`."""
        found = {Office.of(part, self.language) for role in self.roles(entity) for part in joined(role, self.language)}
        titles = filter(self.language.is_honorific, sorted(entity.offices))
        told = (*titles, *([entity.role] if entity.role is not None else []))
        return found | {Office.of(Role(0, 0, words), self.language) for words in told}

    @cached_property
    def aged(self) -> Mapping[str, Sequence[Entity]]:
        """People by their ages, as the words beside their names tell them: `Ida Moe, 54,`, `a 54-year-old baker`."""
        found: dict[str, list[Entity]] = {}
        for entity in self.cast.entities:
            for told in sorted(self._ages(entity)) if entity.kind == "person" else ():
                found.setdefault(told, []).append(entity)
        return found

    def introduced_after(self, offset: int, count: int) -> Sequence[NameMention]:
        """The first mentions by name of the next people who are not named before an offset."""
        place = bisect_left(self._introductions, offset, key=lambda named: named.mention.start)
        return self._introductions[place : place + count]

    @cached_property
    def _introductions(self) -> Sequence[NameMention]:
        writers = {id(writer) for _, writer in self.cast.authors}
        people = (e for e in self.cast.entities if e.kind == "person" and e.names and id(e) not in writers)
        return sorted((entity.names[0] for entity in people), key=lambda named: named.mention.start)

    def _ages(self, entity: Entity) -> set[str]:
        behind = (age_behind(self._behind(named)) for named in entity.names)
        beside = (age(phrase.head, self.language) for phrase in self.phrases.beside(entity) if phrase.shape in PHRASES)
        return {told for told in (*behind, *beside) if told}

    def _behind(self, named: NameMention) -> list[Node]:
        """The words behind a name."""
        end = named.mention.end
        return self.document.trees.nodes(end, end + BEHIND)

    def nouns_of(self, body: Entity) -> frozenset[str]:
        """What the words beside a body's name say that it is: `theatre` of *Moana Iti, the island theatre*."""
        if id(body) not in self._nouns:
            beside = self.phrases.beside(body) if body.kind == "organization" else ()
            heads = (found.head for found in beside if found.shape in PHRASES)
            self._nouns[id(body)] = frozenset(head.lemma for head in heads if is_of_body(head.lemma, self.language))
        return self._nouns[id(body)]

    def gender(self, entity: Entity) -> tuple[str, str]:
        """The gender of somebody and by what it is told: titles, many pronouns, words like *chairwoman*, the name.

        A given name is believed against pronouns and words beside it, but not for sure.
        """
        gender, surety = self._told_gender(entity)
        contested = surety in ("pronouns", "role") and entity.gender not in ("", gender)
        return (entity.gender, "contested") if contested else (gender, surety)

    def _told_gender(self, entity: Entity) -> tuple[str, str]:
        if id(entity) in self._genders:
            return self._genders[id(entity)], "pronouns"
        if entity.titles:
            return entity.gender, "title"
        gendered = self.language.gendered
        told = next((gendered[word] for word in map(self._noun, self.roles(entity)) if word in gendered), "")
        if told:
            return told, "role"
        return entity.gender, "name" if entity.gender else ""

    def _noun(self, role: Role) -> str:
        return head_word(role, self.language)
