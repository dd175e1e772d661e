"""Who is in sight at a place of the text: those mentioned so far, and where."""

from collections import deque
from collections.abc import Iterator, Sequence

from attrs import define, evolve, field

from quoteattr.coreference.anaphors import Anaphor
from quoteattr.coreference.chains import Antecedent
from quoteattr.coreference.figures import Figure, Place
from quoteattr.coreference.matching import bearers_of
from quoteattr.coreference.scene import Scene
from quoteattr.document.marks import QuotedSpan
from quoteattr.entities.cast import Entity
from quoteattr.syntax.trees import Node
from quoteattr.vocabulary import Form

SCANNED = 60
"""Mentions back among which those in sight are looked for."""
FAR = 30
"""Sentences back at which nobody is looked for."""
BEARERS = 8
"""Those who bear an office or a word of a name and are looked for however far back, at most: the latest."""
NEAREST = 16
"""Mentions back among which the noun is looked for that *who* stands for."""


@define(eq=False)
class Sight:
    """Those whom the mentions of a text can take up, as a walk through it goes on; `timeline` has all, in order."""

    scene: Scene
    timeline: list[tuple[Figure, Place]] = field(factory=list)
    _of_entity: dict[int, Figure] = field(factory=dict)
    _of_head: dict[int, Figure] = field(factory=dict)  # by where the first mention of one without a name begins
    _bearers: dict[str, list[Figure]] = field(factory=dict)  # by a noun of an office, or a word of a name
    _nouns: dict[str, list[Figure]] = field(factory=dict)  # those without a name, by their noun
    _latest: dict[str, Figure] = field(factory=dict)  # who was last mentioned in some part of a clause
    _past: deque[tuple[Figure, Place]] = field(factory=deque)  # of an earlier walk, what is still to come
    _renewed: dict[int, Figure] = field(factory=dict)  # by the identity of the figure of the earlier walk

    @classmethod
    def again(cls, earlier: "Sight") -> "Sight":
        """What was seen in an earlier walk, to be seen again from the beginning."""
        sight = cls(earlier.scene)
        sight._past.extend(earlier.timeline)
        return sight

    def catch_up(self, offset: int) -> None:
        """See again what was mentioned before an offset."""
        while self._past and self._past[0][1].head.start < offset:
            figure, place = self._past.popleft()
            if id(figure) not in self._renewed:
                self._renewed[id(figure)] = self._anew(figure)
            self.note(self._renewed[id(figure)], place)

    def _anew(self, known: Figure) -> Figure:
        """A figure without its mentions, but with what was learnt of it."""
        if known.entity is None or known.others:
            figure = evolve(known, places=[])
            self.bring_in(figure)
            return figure
        figure = self.figure(known.head, known.entity)
        figure.gender, figure.surety = known.gender, known.surety
        figure.offices.update(known.offices)
        self.bear(figure)
        return figure

    def figure(self, token: Node, entity: Entity) -> Figure:
        """The figure of a member, to be known by a token if it is new."""
        figure = self._of_entity.get(id(entity))
        if figure is None:
            gender, surety = self.scene.gender(entity)
            figure = Figure(token, entity, entity.kind, False, gender, surety, offices=self.scene.offices(entity))
            self._of_entity[id(entity)] = figure
            self.bear(figure)
        return figure

    def bear(self, figure: Figure) -> None:
        """Note by which nouns a figure is found."""
        for word in bearers_of(self.scene, figure):
            bearers = self._bearers.setdefault(word, [])
            if figure not in bearers[-BEARERS:]:
                bearers.append(figure)

    def bring_in(self, figure: Figure) -> None:
        """Take in somebody without a name."""
        self._of_head[figure.head.start] = figure
        if figure.noun:
            self._nouns.setdefault(figure.noun, []).append(figure)

    def figure_of(self, antecedent: Antecedent) -> Figure | None:
        """The figure that an antecedent is, if it was met."""
        if antecedent.entity is not None and not antecedent.others:
            return self.figure(antecedent.head, antecedent.entity)
        return self._of_head.get(antecedent.head.start)

    def note(self, figure: Figure, place: Place) -> None:
        """Write down one more mention."""
        figure.places.append(place)
        self.timeline.append((figure, place))
        if place.quoted < 0 and place.part in ("subject", "topic"):
            self._latest[place.part] = figure
            if place.reports:
                self._latest["reporter"] = figure

    def place(self, number: int, token: Node, form: Form, quoted: QuotedSpan | None) -> Place:
        """The place of a mention in a sentence of some number."""
        paragraph = self.scene.document.paragraph_at(token.start)
        return Place.of(token, form, number, paragraph, quoted.start if quoted else -1, self.scene.language)

    def lately(self, anaphor: Anaphor) -> Iterator[tuple[Figure, Place]]:
        """Those mentioned lately, the nearest first; outside of quotations, those only quoted come last."""
        seen: set[int] = set()
        late = self.timeline[: -SCANNED - 1 : -1]
        for quoted in (False, True):
            for figure, place in late:
                if anaphor.place.number - place.number > FAR:
                    break
                if id(figure) not in seen and (quoted or place.quoted < 0 or anaphor.quoted is not None):
                    seen.add(id(figure))
                    yield figure, place

    def former(self, wanted: str, inside: bool) -> tuple[Figure, Place] | None:
        """The last pronoun that wants the same, with whom it meant; those quoted count `inside` quotations only."""
        pronouns = self.scene.language.pronouns
        for figure, place in self.timeline[: -SCANNED - 1 : -1]:
            heard = place.form == "pronoun" and (inside or place.quoted < 0)
            if heard and pronouns.get(place.head.text.lower()) == wanted:
                return figure, place
        return None

    def at(self, noun: Node) -> Figure | None:
        """Whoever was just mentioned by a noun."""
        return next((figure for figure, place in self.timeline[: -NEAREST - 1 : -1] if place.head is noun), None)

    def called(self, noun: str) -> Sequence[Figure]:
        """Those who bear an office or a name with a noun, and those without a name who were called so, the latest."""
        return [*self._bearers.get(noun, ())[-BEARERS:], *self._nouns.get(noun, ())[-BEARERS:]]

    def was_called(self, noun: str) -> bool:
        """Whether anybody without a name was called so."""
        return noun in self._nouns

    def latest_in(self, figure: Figure) -> str:
        """In which parts of a clause somebody was the last to be mentioned."""
        return "".join(part[0] for part in ("topic", "subject", "reporter") if self._latest.get(part) is figure)
