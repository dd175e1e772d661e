"""Whom a pronoun or a description may stand for: those in sight who agree, with what is known of each."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from quoteattr.coreference.agreement import GENDERS, agrees
from quoteattr.coreference.anaphors import Anaphor, is_counted
from quoteattr.coreference.chains import Antecedent
from quoteattr.coreference.figures import Figure, Place
from quoteattr.coreference.matching import Match, head_of_family, match_of
from quoteattr.coreference.pairs import FORMER, Candidate
from quoteattr.coreference.scene import Scene
from quoteattr.coreference.sight import BEARERS, Sight
from quoteattr.coreference.vocatives import Address
from quoteattr.document.marks import QuotedSpan
from quoteattr.entities.cast import Entity
from quoteattr.syntax.trees import Node

AT_MOST = 10
"""Candidates that are weighed, at most: the nearest that agree."""
AHEAD = 30
"""Words ahead among which a name is looked for."""
AFTER = 2
"""Those named later of whom a description may be, at most: the next."""
_ARGUMENTS = ("nsubj", "obj", "iobj")
NEAR = 5
"""Sentences back at most for whom a description may be of whom nothing that is known fits it."""


@frozen
class Voice:
    """Who speaks some quoted words, and who is spoken to."""

    speaker: Antecedent | None
    addressee: Antecedent | None = None


@frozen
class Candidates:
    """Finds candidates among those in sight; `voices` says who speaks, by where the outer marks begin."""

    scene: Scene
    sight: Sight
    voices: Mapping[int, Voice]

    def of_pronoun(self, anaphor: Anaphor) -> list[Candidate]:
        """Those whom a pronoun may stand for, the nearest first."""
        token, language = anaphor.token, self.scene.language
        lately = self.sight.lately(anaphor)
        near = [(figure, place, False) for figure, place in lately if agrees(figure, anaphor.wanted)]
        near += [(figure, place, True) for figure, place in self._ahead(anaphor)]
        near = [item for item in near if not _is_beside(token, item[1], language.reflexives)]
        near = [item for item in near if not _is_told_more_of(token, item[1])]
        if anaphor.wanted in GENDERS and any(figure.gender == anaphor.wanted for figure, _, _ in near):
            near = [item for item in near if _may_have(item[0], anaphor.wanted)]
        return self._ranked(anaphor, [(*item, "nothing") for item in near])

    def of_description(self, anaphor: Anaphor) -> list[Candidate]:
        """Those whom a description may take up, the nearest first."""
        scene, token = self.scene, anaphor.token
        places = {id(figure): (figure, place) for figure, place in self.sight.lately(anaphor)}
        for figure in self._known(anaphor):
            if id(figure) not in places:
                first = self.sight.place(anaphor.place.number, figure.head, "name", None)
                places[id(figure)] = figure, figure.places[-1] if figure.places else first
        later = {id(figure): (figure, place) for figure, place in self._introduced(anaphor) if id(figure) not in places}
        found: list[tuple[Figure, Place, bool, Match]] = []
        for figure, place in (*places.values(), *later.values()):
            ahead = not figure.places
            owner = figure.entity is not None and figure.entity is anaphor.owner
            if owner or _is_another(token, place) or not _may_be(anaphor, figure) or place.head is token:
                continue
            match = match_of(scene, anaphor, figure)
            if match != "nothing" or self._may_be_new_to(anaphor, figure, place):
                found.append((figure, place, ahead, match))
        found.sort(key=lambda item: (item[2], -item[1].head.start))
        return self._ranked(anaphor, found)

    def of_introduction(self, anaphor: Anaphor) -> list[Candidate]:
        """Those named later of whom somebody may be who is brought in without a name: `A farmer told the court`."""
        later = [item for item in self._introduced(anaphor) if _may_be(anaphor, item[0])]
        return self._ranked(anaphor, [(*item, True, match_of(self.scene, anaphor, item[0])) for item in later])

    def _introduced(self, anaphor: Anaphor) -> Iterator[tuple[Figure, Place]]:
        """Those who are named for the first time soon after a description of somebody who speaks."""
        token, spoken = anaphor.token, anaphor.place.reports or anaphor.headline
        if not spoken or anaphor.wanted != "person" or anaphor.quoted is not None:
            return
        for named in self.scene.introduced_after(token.sentence.end, AFTER):
            entity = self.scene.cast.entity_at(named.head)
            figure = self.sight.figure(named.head, entity) if entity is not None else None
            if figure is not None and not figure.places:
                yield figure, self.sight.place(anaphor.place.number, named.head, "name", None)

    def _ranked(self, anaphor: Anaphor, found: list[tuple[Figure, Place, bool, Match]]) -> list[Candidate]:
        found = found[:AT_MOST]
        orders = _ranks([(-place.number, place.head.index) for _, place, _, _ in found])
        introduced = _ranks([figure.head.start for figure, *_ in found])
        coming, agreed = self._coming(anaphor), any(figure.gender == anaphor.wanted for figure, *_ in found)
        opener = _opener(anaphor.place.paragraph, [figure for figure, *_ in found])
        return [
            Candidate(
                figure,
                place,
                rank,
                ahead,
                speaks=self._part_in_talk(anaphor, figure),
                match=match,
                latest=self.sight.latest_in(figure),
                order=orders[rank],
                introduced=introduced[rank],
                coming=coming.get(id(figure.entity)),
                agreed=agreed,
                opener=str(opener is figure) if opener is not None else "",
            )
            for rank, (figure, place, ahead, match) in enumerate(found)
        ]

    def _coming(self, anaphor: Anaphor) -> dict[int, Place]:
        """Where those named later in the sentence of a pronoun are named first, by the identity of the member.

        A name outside of the quotation of the pronoun, or in another, does not count: it rather tells who speaks.
        """
        coming: dict[int, Place] = {}
        for later, entity, quoted in self._named_later(anaphor):
            if quoted == anaphor.quoted and id(entity) not in coming:
                coming[id(entity)] = self.sight.place(anaphor.place.number, later, "name", None)
        return coming

    def _named_later(self, anaphor: Anaphor) -> Iterator[tuple[Node, Entity, QuotedSpan | None]]:
        """The people named after *he* or *she* in the same sentence, and the quoted spans around their names."""
        document, cast = self.scene.document, self.scene.cast
        for later in anaphor.token.following[:AHEAD] if anaphor.wanted in GENDERS else ():
            entity = cast.entity_at(later)
            if entity is not None and entity.kind == "person" and later is cast.head_at(later):
                yield later, entity, document.quoted_at(later.start) if document.is_quoted(later) else None

    def _ahead(self, anaphor: Anaphor) -> Iterator[tuple[Figure, Place]]:
        """Those first named later in the sentence: `When she left, Ida Moe said`."""
        number = anaphor.place.number
        for later, entity, quoted in self._named_later(anaphor):
            figure = self.sight.figure(later, entity)
            near = figure.places and number - figure.places[-1].number <= 1
            if not near and agrees(figure, anaphor.wanted) and quoted in (None, anaphor.quoted):
                yield figure, self.sight.place(number, later, "name", None)

    def _same_roles(self, anaphor: Anaphor) -> Iterator[str]:
        noun = anaphor.office.noun if anaphor.office is not None else ""
        return (word for words in self.scene.language.same_roles if noun in words for word in sorted(words))

    def _known(self, anaphor: Anaphor) -> Iterator[Figure]:
        """Those who bear the office or the word of a description, or head the family, however far back."""
        for noun in (anaphor.token.lemma, *self._same_roles(anaphor)):
            yield from self.sight.called(noun)
        head = head_of_family(self.scene, anaphor)
        announced = self._announced(anaphor) if anaphor.headline else None
        for entity in (head, announced):
            if entity is not None and entity.names:
                yield self.sight.figure(entity.names[0].head, entity)

    def _announced(self, anaphor: Anaphor) -> Entity | None:
        """The first to be named of those whom a headline can describe: `Retired General Speaks Out`."""
        scene, office = self.scene, anaphor.office
        if office is None:
            return None
        for entity in scene.cast.entities:
            others = (other.noun for other in scene.offices(entity))
            if entity.names and any(scene.language.is_same_role(noun, office.noun) for noun in others):
                return entity
        return None

    def _may_be_new_to(self, anaphor: Anaphor, figure: Figure, place: Place) -> bool:
        """Whether a description can be of somebody nothing of whom fits it: a person who was just mentioned."""
        near = anaphor.place.number - place.number <= NEAR and not is_counted(anaphor.token)
        return near and figure.entity is not None and not figure.others and anaphor.wanted != "plural"

    def _addresses(self, anaphor: Anaphor) -> Iterator[Address]:
        """Those who are called by name in the words that a mention speaks, or stands in."""
        for quoted in anaphor.beside if anaphor.quoted is None else (anaphor.quoted,):
            yield from self.scene.addressed.get(quoted.start, ())

    def _part_in_talk(self, anaphor: Anaphor, figure: Figure) -> str:
        """Whether somebody speaks the quotation around a mention or beside it, or is addressed in it."""
        if not anaphor.described and any(address.entity is figure.entity for address in self._addresses(anaphor)):
            return "called"
        if anaphor.quoted is None:
            beside = {quoted.start for quoted in anaphor.beside}
            return "named" if any(place.quoted in beside for place in figure.places[-BEARERS:]) else ""
        voice = self.voices.get(anaphor.quoted.start)
        if voice is None:
            return ""
        return next(
            (
                part
                for part, meant in (("speaker", voice.speaker), ("addressed", voice.addressee))
                if meant is not None and self.sight.figure_of(meant) is figure
            ),
            "other",
        )


def _opener(paragraph: int, figures: Sequence[Figure]) -> Figure | None:
    """Whoever of some is mentioned first in a paragraph."""
    first: dict[int, Figure] = {}
    for figure in figures:
        here = (place.head.start for place in reversed(figure.places[-FORMER:]) if place.paragraph == paragraph)
        first.update((start, figure) for start in here)
    return first[min(first)] if first else None


def _ranks(keys: Sequence[tuple[int, int]] | Sequence[int]) -> list[int]:
    """The place of each among all, if they were sorted."""
    order = sorted(range(len(keys)), key=keys.__getitem__)
    ranks = [0] * len(keys)
    for rank, place in enumerate(order):
        ranks[place] = rank
    return ranks


def _may_be(anaphor: Anaphor, figure: Figure) -> bool:
    """Whether a description agrees with somebody in number, kind and gender."""
    if figure.others or figure.plural != (anaphor.wanted == "plural"):
        return False
    if anaphor.wanted == "plural":
        return figure.noun == anaphor.token.lemma
    if anaphor.wanted == "thing":
        return figure.kind == anaphor.kind or (figure.entity is not None and figure.kind in ("organization", "place"))
    if anaphor.gender and figure.gender not in ("", anaphor.gender):
        return False
    return agrees(figure, "person")


def _may_have(figure: Figure, gender: str) -> bool:
    """Whether nothing but what others contradict speaks against a gender."""
    return figure.gender in ("", gender) or figure.surety == "contested"


def _is_beside(token: Node, place: Place, reflexives: frozenset[str]) -> bool:
    """Whether a pronoun and a mention are parts of one clause, so that they are two: `Lee met him`."""
    same = place.head.sentence is token.sentence and place.verb is not None and place.verb is token.head
    argument = token.has_relation("nsubj", "obj", "iobj", "obl")
    return same and argument and token.text.lower() not in reflexives


def _is_told_more_of(token: Node, place: Place) -> bool:
    """Whether a pronoun is the subject of a clause that says more of a mention: `the report that it published`."""
    clause = token.head if token.has_relation("nsubj") else None
    return clause is not None and clause.has_relation("acl:relcl") and clause.head is place.head


def _is_another(token: Node, place: Place) -> bool:
    """Whether a description and a mention are arguments of one verb, so that they are two: `Lee met the mayor`."""
    head = place.head
    return head.head is token.head and head.has_relation(*_ARGUMENTS) and token.has_relation(*_ARGUMENTS)
