"""Who is where in a story: every mention of somebody who may speak, by paragraph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.context import Source
from quoteattr.coreference.figures import Figure
from quoteattr.coreference.vocatives import narrating
from quoteattr.document.document import Document
from quoteattr.entities.cast import Entity
from quoteattr.entities.kin import last_names
from quoteattr.entities.kinds import is_character
from quoteattr.entities.mentions import mention_of
from quoteattr.syntax.trees import Node

NEAR = 10
"""Paragraphs on either side in which mentions are counted."""
OFTEN = 0.1
"""How often *I* stands in the telling, by paragraph, where somebody tells the story so."""
HEADING = 8
"""Words of a heading, at most."""
SHARED = 3
"""Those who bear a title alone, at most, where it tells who is called."""
_STOPS = ".,;:!?”\"’'—–-…)"
_SUBJECTS = ("subject", "topic")


@frozen(eq=False)
class Sighting:
    """A mention of somebody: `form` is that of the mention, or `narrator`; `quoted` says that it is spoken."""

    figure: Figure
    head: Node
    paragraph: int
    form: str
    is_subject: bool
    quoted: bool

    @property
    def start(self) -> int:
        """Where the head of the mention begins."""
        return self.head.start


@frozen(slots=False)
class Stage:
    """All who may speak in a document, and where they are mentioned; figures are told apart by identity."""

    analysis: Analysis
    _of_entity: dict[int, Figure] = field(factory=dict, init=False, repr=False, eq=False)
    _of_head: dict[int, Figure] = field(factory=dict, init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        for figure, _ in self.analysis.antecedents.sight.timeline:
            if figure.entity is not None and not figure.others:
                self._of_entity.setdefault(id(figure.entity), figure)
            elif figure.entity is None:
                self._of_head.setdefault(figure.head.start, figure)

    def of_entity(self, entity: Entity) -> Figure | None:
        """The figure of a member of the cast, if it is mentioned."""
        return self._of_entity.get(id(entity))

    def of_phrase(self, head: Node) -> Figure | None:
        """The figure that a description stands for: the one whom it brings in or takes up."""
        found = self.analysis.antecedents.of(head)
        if found is not None and found.entity is not None:
            return None if found.others else self.of_entity(found.entity)
        return self._of_head.get(found.head.start if found is not None else head.start)

    def family(self, entity: Entity) -> Sequence[Figure]:
        """Those who have a last name of somebody, without that person."""
        alike = {id(figure): figure for name in last_names(entity) for figure in self._families.get(name, ())}
        return [figure for figure in alike.values() if figure.entity is not entity]

    def head_of_family(self, entity: Entity, gender: str) -> Figure | None:
        """The man or woman at the head of somebody's family."""
        found = self.analysis.antecedents.scene.families.head(entity, gender) if gender else None
        return self.of_entity(found) if found is not None and found is not entity else None

    def of_style(self, word: str) -> Sequence[Figure]:
        """Those who may be called by a title or noun alone: Sergeant Moe, or *the sergeant*; none if they are many."""
        found = self._styles.get(word, ())
        return found if len(found) <= SHARED else ()

    @cached_property
    def _styles(self) -> Mapping[str, Sequence[Figure]]:
        found: dict[str, list[Figure]] = {}
        for figure in (*self._of_entity.values(), *self._of_head.values()):
            words = figure.entity.offices if figure.entity is not None else {figure.head.lemma.lower()}
            for word in words if self._may_speak(figure) else ():
                found.setdefault(word, []).append(figure)
        return found

    @cached_property
    def _families(self) -> Mapping[str, Sequence[Figure]]:
        """Those of each last name."""
        found: dict[str, list[Figure]] = {}
        for figure in self._of_entity.values():
            if figure.entity is not None and figure.entity.kind == "person":
                for name in last_names(figure.entity):
                    found.setdefault(name, []).append(figure)
        return found

    @cached_property
    def narrator(self) -> Figure | None:
        """Whoever tells as *I*: a member of the cast, if it is known, else the first *I*."""
        told = next(narrating(self.analysis.document), None)
        if told is None:
            return None
        entity = self.analysis.antecedents.entity_of(told)
        if entity is not None:
            return self.of_entity(entity) or Figure(told, entity, entity.kind)
        return Figure(told, None, "unnamed")

    @cached_property
    def setting(self) -> str:
        """Where the cast is from: `given` beforehand or `gathered` from the text."""
        return "given" if any(entity.given for entity in self.analysis.cast.entities) else "gathered"

    @cached_property
    def is_told_by_narrator(self) -> bool:
        """Whether *I* is said often enough in the telling that somebody tells the story so."""
        return sum(1 for _ in narrating(self.analysis.document)) >= OFTEN * len(self.analysis.document.paragraphs)

    @cached_property
    def sightings(self) -> Sequence[Sequence[Sighting]]:
        """The mentions in each paragraph, in order."""
        found: list[list[Sighting]] = [[] for _ in self.analysis.document.paragraphs]
        for sighting in (*self._mentions(), *self._narration()):
            found[sighting.paragraph].append(sighting)
        for here in found:
            here.sort(key=lambda sighting: sighting.start)
        return found

    def source_of(self, figure: Figure, offset: int) -> Source:
        """The phrase by which somebody is last mentioned before an offset, or first after it; a name or description."""
        heads = self._heads.get(id(figure), [figure.head])
        head = heads[max(bisect_left(heads, offset, key=lambda head: head.start) - 1, 0)]
        return Source(mention_of(self.analysis.document.text, head, self.analysis.language), head)

    @cached_property
    def _heads(self) -> Mapping[int, Sequence[Node]]:
        """The heads of the names and descriptions of each figure, in order, by its identity."""
        found: dict[int, list[Node]] = {}
        for here in self.sightings:
            for sighting in here:
                if sighting.form != "pronoun":
                    found.setdefault(id(sighting.figure), []).append(sighting.head)
        return found

    @cached_property
    def _places(self) -> Mapping[int, Sequence[int]]:
        """The paragraphs in which each figure is mentioned in the telling, in order, by its identity."""
        found: dict[int, list[int]] = {}
        for here in self.sightings:
            for sighting in here:
                if not sighting.quoted:
                    found.setdefault(id(sighting.figure), []).append(sighting.paragraph)
        return found

    def mentions_near(self, figure: Figure, paragraph: int) -> int:
        """How often somebody is mentioned in the telling of the paragraphs around one."""
        places = self._places.get(id(figure), ())
        return bisect_right(places, paragraph + NEAR) - bisect_left(places, paragraph - NEAR)

    def between(self, paragraph: int, start: int, end: int) -> Sequence[Sighting]:
        """The mentions in a stretch of a paragraph."""
        here = self.sightings[paragraph]
        return here[_place(here, start) : _place(here, end)]

    def before(self, offset: int, paragraph: int, back: int) -> Iterator[Sighting]:
        """The mentions in the telling before an offset in a paragraph and in some before it, the nearest first."""
        for number in range(paragraph, max(paragraph - back, 0) - 1, -1):
            here = self.sightings[number]
            for place in range(_place(here, offset) - 1, -1, -1):
                if not here[place].quoted:
                    yield here[place]

    def after(self, offset: int, paragraph: int, ahead: int) -> Iterator[Sighting]:
        """The mentions in the telling after an offset in a paragraph and in some behind it, the nearest first."""
        for number in range(paragraph, min(paragraph + ahead + 1, len(self.sightings))):
            here = self.sightings[number]
            for place in range(_place(here, offset), len(here)):
                if not here[place].quoted:
                    yield here[place]

    def _mentions(self) -> Iterator[Sighting]:
        for figure, place in self.analysis.antecedents.sight.timeline:
            if self._may_speak(figure):
                subject = place.part in _SUBJECTS
                yield Sighting(figure, place.head, place.paragraph, place.form, subject, place.quoted >= 0)

    def _narration(self) -> Iterator[Sighting]:
        """Where the one who tells says *I*."""
        narrator, document = self.narrator, self.analysis.document
        if narrator is not None:
            for token in narrating(document):
                subject = token.has_relation("nsubj")
                yield Sighting(narrator, token, document.paragraph_at(token.start), "narrator", subject, False)

    def _may_speak(self, figure: Figure) -> bool:
        """Whether a figure may be one of those who speak: a person, or a body that reports something somewhere."""
        if figure.plural or figure.others:
            return False
        if figure.entity is None:
            return figure.kind in ("person", "unnamed") and is_character(figure.head, self.analysis.language)
        if figure.entity.kind == "person":
            return figure.entity.given or not self._is_heading(figure.entity)
        return self._reporting.get(id(figure), 0) > 1

    def _is_heading(self, entity: Entity) -> bool:
        """Whether somebody is named in headings alone: `CHAPTER TEN`."""
        document = self.analysis.document
        return all(parts(document, document.paragraph_at(named.head.start)) for named in entity.names)

    @cached_property
    def _reporting(self) -> Mapping[int, int]:
        """How often each figure is the subject of a reporting verb."""
        counts: dict[int, int] = {}
        for figure, place in self.analysis.antecedents.sight.timeline:
            if place.reports and place.quoted < 0:
                counts[id(figure)] = counts.get(id(figure), 0) + 1
        return counts


def _place(here: Sequence[Sighting], offset: int) -> int:
    """Where the mentions begin that start at an offset or behind it."""
    return bisect_left(here, offset, key=lambda sighting: sighting.start)


def parts(document: Document, number: int) -> bool:
    """Whether a paragraph parts scenes: a line without words, or a heading."""
    paragraph = document.paragraphs[number]
    words = document.text[paragraph.start : paragraph.end]
    if not any(map(str.isalnum, words)):
        return True
    return (words[-1] not in _STOPS or words.isupper()) and len(words.split()) <= HEADING and words[0].isalnum()
