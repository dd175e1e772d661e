"""Pronouns and descriptions to what they stand for, in walks through the text.

The first walk goes over what is told. Then the quotations are attributed, and a second walk goes over what is quoted, since
who speaks and who is spoken to decides what *I*, *you* and *he* mean there. For each mention the candidates are those
mentioned before who agree, and whoever is named later in the sentence; a choice that was fitted takes one of them, or nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from attrs import define, field, frozen

from quoteattr.coreference.agreement import GENDERS, agrees
from quoteattr.coreference.anaphors import Anaphor, is_definite, is_narrowed, is_part_of_another, looks_ahead
from quoteattr.coreference.antecedents import Antecedents
from quoteattr.coreference.chains import Antecedent
from quoteattr.coreference.choice import Choice, Choose, likeliest
from quoteattr.coreference.figures import SUBJECTS, Figure, Place
from quoteattr.coreference.matching import Match, bearers_of, head_of_family, match_of
from quoteattr.coreference.offices import Office
from quoteattr.coreference.pairs import Candidate
from quoteattr.coreference.scene import Scene
from quoteattr.coreference.sentences import numbered
from quoteattr.coreference.vocatives import Address
from quoteattr.document.document import Document
from quoteattr.document.marks import QuotedSpan
from quoteattr.entities.cast import Cast, Entity
from quoteattr.entities.kinds import are_people, is_personal
from quoteattr.entities.role_phrases import role_of_clause, role_of_description
from quoteattr.records.records import Role
from quoteattr.syntax.trees import Node, Tree
from quoteattr.vocabulary import Form

AT_MOST = 16
"""Candidates that are weighed, at most: the nearest that agree."""
SCANNED = 60
"""Mentions back among which they are looked for, at most."""
FAR = 30
"""Sentences back at which nobody is looked for."""
NEAR = 5
"""Sentences back at most for whom a description may be of whom nothing that is known fits it."""
BEARERS = 8
"""Those who bear an office or a word of a name and are looked for however far back, at most: the latest."""


@frozen
class Voice:
    """Who speaks some quoted words, as the head of the first mention and the member, and who is spoken to."""

    speaker: Antecedent | None
    addressee: Antecedent | None = None


def resolve(document: Document, cast: Cast, choose: Choose = likeliest) -> Antecedents:
    """What the pronouns and descriptions outside of quotation marks stand for, with the names in the document."""
    walk = _Walk(Scene(document, cast), choose)
    walk.read()
    return walk.antecedents()


def resolve_quoted(antecedents: Antecedents, voices: Mapping[int, Voice], choose: Choose = likeliest) -> Antecedents:
    """The same with those inside quotation marks, where `voices` says who speaks, by where the outer marks begin."""
    walk = _Walk(antecedents.scene, choose, antecedents, voices)
    walk.read()
    return walk.antecedents()


@define(eq=False)
class _Walk:
    """Goes through a text, and keeps in sight whom its mentions can take up."""

    scene: Scene
    choose: Choose
    before: Antecedents | None = None
    voices: Mapping[int, Voice] = field(factory=dict)
    _found: dict[int, Antecedent] = field(factory=dict)
    _choices: dict[int, Choice] = field(factory=dict)
    _described: dict[int, list[Role]] = field(factory=dict)
    _timeline: list[tuple[Figure, Place]] = field(factory=list)
    _of_entity: dict[int, Figure] = field(factory=dict)
    _of_head: dict[int, Figure] = field(factory=dict)  # by where the first mention of one without a name begins
    _bearers: dict[str, list[Figure]] = field(factory=dict)
    _latest: dict[str, Figure] = field(factory=dict)  # who was last mentioned in some part of a clause

    def __attrs_post_init__(self) -> None:
        self._found.update(self.scene.narrated)

    @property
    def _narrative(self) -> bool:
        return self.scene.document.has_dialogue

    def antecedents(self) -> Antecedents:
        """What was found on the way through the text."""
        return Antecedents(self.scene, self._found, self._choices, self._described)

    def read(self) -> None:
        """Go through the text."""
        for number, sentence in numbered(self.scene.document):
            for token in sentence.nodes:
                self._token(number, sentence, token)

    def _token(self, number: int, sentence: Tree, token: Node) -> None:
        scene = self.scene
        quoted = scene.document.quoted_at(token.start) if scene.document.is_quoted(token) else None
        entity, told = scene.cast.entity_at(token), scene.told.get(token.start)
        if entity is not None:
            if token is scene.cast.head_at(token):
                self._mention(number, token, "name", quoted, self._figure(token, entity))
                self._join(number, token, entity, quoted)
        elif quoted is not None and self.before is None:
            return  # what is quoted has pronouns of its own
        elif told is not None and told.entity is not None:
            form: Form = "pronoun" if token.upos == "PRON" else "nominal"
            self._mention(number, token, form, quoted, self._figure(token, told.entity))
        elif token.upos == "PRON":
            self._pronoun(number, token, quoted)
        elif self._is_described(token) and not is_part_of_another(scene.cast, token):
            self._description(number, token, quoted)

    def _is_described(self, token: Node) -> bool:
        """Whether a word can head a description: `mayor`, `54-year-old`, `Republican`, `the PM`, in a headline `General`."""
        language, document = self.scene.language, self.scene.document
        if token.upos == "NOUN" or token.lemma in language.ages or are_people([token], language):
            return True
        return language.is_role(token.text) and (is_definite(token, language) or document.is_in_headline(token.start))

    # Figures

    def _figure(self, token: Node, entity: Entity) -> Figure:
        figure = self._of_entity.get(id(entity))
        if figure is None:
            gender, surety = self.scene.gender(entity)
            figure = Figure(token, entity, entity.kind, False, gender, surety, offices=self.scene.offices(entity))
            self._of_entity[id(entity)] = figure
            self._bear(figure)
        return figure

    def _bear(self, figure: Figure) -> None:
        for word in bearers_of(self.scene, figure):
            bearers = self._bearers.setdefault(word, [])
            if figure not in bearers[-BEARERS:]:
                bearers.append(figure)

    def _figure_of(self, antecedent: Antecedent) -> Figure | None:
        if antecedent.entity is not None and not antecedent.others:
            return self._figure(antecedent.head, antecedent.entity)
        return self._of_head.get(antecedent.head.start)

    def _mention(self, number: int, token: Node, form: Form, quoted: QuotedSpan | None, figure: Figure) -> None:
        self._note(figure, self._place(number, token, form, quoted))

    def _note(self, figure: Figure, place: Place) -> None:
        """Write down one more mention."""
        figure.places.append(place)
        self._timeline.append((figure, place))
        if place.quoted < 0 and place.part in ("subject", "topic"):
            self._latest[place.part] = figure
            if place.reports:
                self._latest["reporter"] = figure

    def _place(self, number: int, token: Node, form: Form, quoted: QuotedSpan | None) -> Place:
        paragraph = self.scene.document.paragraph_at(token.start)
        return Place.of(token, form, number, paragraph, quoted.start if quoted else -1, self.scene.language)

    def _join(self, number: int, token: Node, entity: Entity, quoted: QuotedSpan | None) -> None:
        """Count people named together, whom *they* can take up: `Ng and Walsh`."""
        joined = map(self.scene.cast.entity_at, token.children("conj"))
        others = tuple(other for other in joined if other is not None and other.kind == "person")
        if entity.kind == "person" and others:
            figure = Figure(token, entity, "group", True, others=others)
            self._of_head[token.start] = figure
            self._mention(number, token, "name", quoted, figure)

    # Pronouns

    def _pronoun(self, number: int, token: Node, quoted: QuotedSpan | None) -> None:
        language = self.scene.language
        if language.relatives.get(token.lemma) == "person" and token.has_relation(*SUBJECTS):
            self._relative(number, token, quoted)
            return
        if quoted is not None and token.feature("Person") in ("1", "2"):
            self._of_the_talk(number, token, quoted)
            return
        wanted = language.pronouns.get(token.text.lower())
        if wanted is None or looks_ahead(token, language) or token.has_relation("expl"):
            return
        anaphor = Anaphor(
            token, self._place(number, token, "pronoun", quoted), wanted, quoted, self._beside(token), self._narrative
        )
        figure = self._chosen(anaphor, lambda: self._candidates(anaphor))
        if figure is None:
            return
        if wanted in GENDERS and not figure.gender:
            figure.gender, figure.surety = wanted, "guess"
        if figure.entity is not None:
            self._describe(figure.entity, role_of_clause(self.scene.document, token))

    def _relative(self, number: int, token: Node, quoted: QuotedSpan | None) -> None:
        """Count *who* as a mention: `Lee, who left`."""
        verb = token.head
        noun = verb.head if verb is not None and verb.has_relation("acl:relcl", "acl") else None
        latest = self._timeline[-AT_MOST:] if noun is not None else ()
        figure = next((figure for figure, place in reversed(latest) if place.head is noun), None)
        if figure is not None:
            self._mention(number, token, "pronoun", quoted, figure)
            self._found.setdefault(token.start, figure.origin)

    def _of_the_talk(self, number: int, token: Node, quoted: QuotedSpan) -> None:
        """*I* and *you* inside quotation marks: who speaks, and who is spoken to."""
        voice = self.voices.get(quoted.start)
        person = token.feature("Person")
        meant = (voice.speaker if person == "1" else voice.addressee) if voice is not None else None
        if meant is None or (person == "1" and token.feature("Number") == "Plur"):
            return
        figure = self._figure_of(meant)
        if figure is not None and not figure.plural:
            self._mention(number, token, "pronoun", quoted, figure)
            self._found[token.start] = meant

    def _beside(self, token: Node) -> tuple[QuotedSpan, ...]:
        """The quoted spans that a subject beside them may speak: `“...” she said`."""
        document = self.scene.document
        if not token.has_relation("nsubj") or document.is_quoted(token):
            return ()
        begun = document.quoted_at(max(token.sentence.start - 3, 0))
        return (*([begun] if begun else []), *document.outer_between(token.sentence.start, token.sentence.end))

    # Descriptions

    def _description(self, number: int, token: Node, quoted: QuotedSpan | None) -> None:
        """Read a description: it stands for a figure known before, or for a new one."""
        language = self.scene.language
        kind, plural = language.nouns.get(token.lemma) or "", token.feature("Number") == "Plur"
        personal = is_personal(token, language)
        if not kind and not personal and not plural:
            return
        role = role_of_description(self.scene.document, token)
        office = Office.of(role, language) if role is not None else None
        place = self._place(number, token, "nominal", quoted)
        headline = self.scene.document.is_in_headline(token.start)
        wanted = "plural" if plural else "thing" if kind in ("organization", "document", "place") else "person"
        owner = self._owner(token)
        anaphor = Anaphor(
            token, place, wanted, quoted, self._beside(token), self._narrative, role, office, kind, owner, headline
        )
        if self._takes_up(anaphor):
            figure = self._chosen(anaphor, lambda: self._fitting(anaphor))
            if figure is not None:
                self._tell(figure, anaphor)
                return
        sort = "group" if plural and (personal or not kind or kind == "organization") else kind or "unnamed"
        gender = language.gendered.get(token.lemma, "")
        figure = Figure(token, None, sort, plural, gender, "role" if gender else "", noun=token.lemma)
        self._of_head[token.start] = figure
        self._note(figure, place)
        self._bearers.setdefault(f"a {token.lemma}", []).append(figure)

    def _owner(self, token: Node) -> Entity | None:
        """Whose somebody is: `her deputy`, `Moe's deputy`."""
        owner = next(iter(token.children("nmod:poss")), None)
        if owner is None:
            return None
        found = self._found.get(owner.start)
        return self.scene.cast.entity_at(owner) or (found.entity if found is not None else None)

    def _takes_up(self, anaphor: Anaphor) -> bool:
        """Whether a description may take up somebody: `the mayor`, `his deputy`, *Republicans* again, any in a headline."""
        token, language = anaphor.token, self.scene.language
        others = any(child.lemma in language.others for child in token.children("det", "amod"))
        if is_narrowed(token) or others:
            return False
        if anaphor.wanted == "plural" and not token.children("det"):
            return f"a {token.lemma}" in self._bearers
        owned = bool(token.children("nmod:poss"))
        return is_definite(token, language) or owned or (anaphor.headline and not token.children("det"))

    def _tell(self, figure: Figure, anaphor: Anaphor) -> None:
        """Learn of somebody what a description says."""
        match = match_of(self.scene, anaphor, figure)
        role = anaphor.role
        if figure.entity is None or role is None or match in ("family", "relation") or anaphor.headline:
            return
        if match == "nothing" or " " in role.text:
            self._describe(figure.entity, role)
            figure.offices.add(Office.of(role, self.scene.language))
            self._bear(figure)

    def _describe(self, entity: Entity, role: Role | None) -> None:
        if role is not None and entity.kind == "person":
            self._described.setdefault(id(entity), []).append(role)

    # The choice

    def _chosen(self, anaphor: Anaphor, candidates: Callable[[], list[Candidate]]) -> Figure | None:
        """Whom a mention stands for: what was found in an earlier walk, or else the likeliest of the candidates."""
        start = anaphor.token.start
        if self.before is not None and anaphor.quoted is None:
            known = self.before.found.get(start)
            figure = self._figure_of(known) if known is not None else None
        else:
            found = candidates()
            choice = self.choose(self.scene.language, anaphor, found) if found else None
            figure = choice.chosen.figure if choice is not None and choice.chosen is not None else None
            if choice is not None:
                self._choices[start] = choice
        if figure is not None:
            self._found[start] = figure.origin
            self._note(figure, anaphor.place)
        return figure

    def _candidates(self, anaphor: Anaphor) -> list[Candidate]:
        """Those whom a pronoun may stand for, the nearest first."""
        token, language = anaphor.token, self.scene.language
        near = [(figure, place, False) for figure, place in self._in_sight(anaphor) if agrees(figure, anaphor.wanted)]
        near += [(figure, place, True) for figure, place in self._ahead(anaphor)]
        near = [item for item in near if not _is_beside(token, item[1], language.reflexives)]
        if anaphor.wanted in GENDERS and any(figure.gender == anaphor.wanted for figure, _, _ in near):
            near = [item for item in near if item[0].gender in ("", anaphor.wanted)]
        spoken_to = {id(address.entity) for address in self._addresses(anaphor)}
        near = [item for item in near if id(item[0].entity) not in spoken_to] or near
        return self._ranked(anaphor, [(*item, "nothing") for item in near])

    def _ranked(self, anaphor: Anaphor, found: list[tuple[Figure, Place, bool, Match]]) -> list[Candidate]:
        return [
            Candidate(figure, place, rank, ahead, self._part_in_talk(anaphor, figure), match, self._latest_in(figure))
            for rank, (figure, place, ahead, match) in enumerate(found[:AT_MOST])
        ]

    def _in_sight(self, anaphor: Anaphor) -> Iterator[tuple[Figure, Place]]:
        """Those mentioned lately, the nearest first; outside of quotations, those only quoted come last."""
        seen: set[int] = set()
        late = self._timeline[: -SCANNED - 1 : -1]
        for quoted in (False, True):
            for figure, place in late:
                if anaphor.place.number - place.number > FAR:
                    break
                if id(figure) not in seen and (quoted or place.quoted < 0 or anaphor.quoted is not None):
                    seen.add(id(figure))
                    yield figure, place

    def _ahead(self, anaphor: Anaphor) -> Iterator[tuple[Figure, Place]]:
        """Those first named later in the sentence: `When she left, Ida Moe said`."""
        cast, token = self.scene.cast, anaphor.token
        if anaphor.wanted not in GENDERS:
            return
        for later in token.following[:AT_MOST]:
            entity = cast.entity_at(later)
            if entity is not None and entity.kind == "person" and later is cast.head_at(later):
                figure = self._figure(later, entity)
                near = figure.places and anaphor.place.number - figure.places[-1].number <= 1
                if not near and agrees(figure, anaphor.wanted) and not self.scene.document.is_quoted(later):
                    yield figure, self._place(anaphor.place.number, later, "name", None)

    def _fitting(self, anaphor: Anaphor) -> list[Candidate]:
        """Those whom a description may take up, the nearest first."""
        scene, token = self.scene, anaphor.token
        gender = scene.language.gendered.get(token.lemma, "")
        nouns = (token.lemma, f"a {token.lemma}", *self._same_roles(anaphor))
        known = {id(f): f for noun in nouns for f in self._bearers.get(noun, ())[-BEARERS:]}
        known.update(self._announced(anaphor) if anaphor.headline else {})
        head = head_of_family(scene, anaphor)
        known.update({id(head): self._figure(head.names[0].head, head)} if head is not None and head.names else {})
        places = {id(figure): (figure, place) for figure, place in self._in_sight(anaphor)}
        for figure in known.values():
            if id(figure) not in places:
                first = self._place(anaphor.place.number, figure.head, "name", None)
                places[id(figure)] = figure, figure.places[-1] if figure.places else first
        found: list[tuple[Figure, Place, bool, Match]] = []
        for figure, place in places.values():
            ahead = not figure.places
            owner = figure.entity is not None and figure.entity is anaphor.owner
            if owner or not _may_be(anaphor, figure, gender) or place.head is token:
                continue
            match = match_of(scene, anaphor, figure)
            if match != "nothing" or self._may_be_new_to(anaphor, figure, place):
                found.append((figure, place, ahead, match))
        found.sort(key=lambda item: -item[1].head.start)
        return self._ranked(anaphor, found)

    def _same_roles(self, anaphor: Anaphor) -> Iterator[str]:
        noun = anaphor.office.noun if anaphor.office is not None else ""
        return (word for words in self.scene.language.same_roles if noun in words for word in sorted(words))

    def _announced(self, anaphor: Anaphor) -> dict[int, Figure]:
        """The first to be named of those whom a headline can describe: `Retired General Speaks Out`."""
        scene, office = self.scene, anaphor.office
        if office is None:
            return {}
        for entity in scene.cast.entities:
            alike = (scene.language.is_same_role(other.noun, office.noun) for other in scene.offices(entity))
            if entity.names and any(alike):
                figure = self._figure(entity.names[0].head, entity)
                return {id(figure): figure}
        return {}

    def _may_be_new_to(self, anaphor: Anaphor, figure: Figure, place: Place) -> bool:
        """Whether a description can be of somebody nothing of whom fits it: a person who was just mentioned."""
        near = anaphor.place.number - place.number <= NEAR
        return near and figure.entity is not None and not figure.others and anaphor.wanted != "plural"

    def _latest_in(self, figure: Figure) -> str:
        """In which parts of a clause somebody was the last to be mentioned."""
        return "".join(part[0] for part in ("topic", "subject", "reporter") if self._latest.get(part) is figure)

    def _addresses(self, anaphor: Anaphor) -> Iterator[Address]:
        """Those who are called by name in the words that a mention speaks, or stands in."""
        for quoted in anaphor.beside if anaphor.quoted is None else (anaphor.quoted,):
            yield from self.scene.addressed.get(quoted.start, ())

    def _part_in_talk(self, anaphor: Anaphor, figure: Figure) -> str:
        """Whether somebody speaks the quotation around a mention or beside it, or is addressed in it."""
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
                if meant is not None and self._figure_of(meant) is figure
            ),
            "other",
        )


def _may_be(anaphor: Anaphor, figure: Figure, gender: str) -> bool:
    """Whether a description agrees with somebody in number, kind and gender."""
    if figure.others or figure.plural != (anaphor.wanted == "plural"):
        return False
    if anaphor.wanted == "plural":
        return figure.noun == anaphor.token.lemma
    if anaphor.kind in ("organization", "document", "place"):
        return figure.kind == anaphor.kind or (figure.entity is not None and figure.kind in ("organization", "place"))
    return agrees(figure, gender or "person")


def _is_beside(token: Node, place: Place, reflexives: frozenset[str]) -> bool:
    """Whether a pronoun and a mention are parts of one clause, so that they are two: `Lee met him`."""
    same = place.head.sentence is token.sentence and place.verb is not None and place.verb is token.head
    owner = token.has_relation("nmod") or token.has_relation("conj")
    return same and not owner and token.text.lower() not in reflexives
