"""Pronouns and descriptions to what they stand for, in walks through the text.

The first walk goes over what is told. Then the quotations are attributed, and a second walk goes over what is quoted,
since who speaks and who is spoken to decides what *I*, *you* and *he* mean there. For each mention the candidates are
those mentioned before who agree, and whoever is named later in the sentence; a choice that was fitted takes one of
them, or nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import define, field

from quoteattr.coreference.agreement import GENDERS
from quoteattr.coreference.anaphors import (
    Anaphor,
    is_definite,
    is_narrowed,
    is_part_of_another,
    looks_ahead,
    opens,
    shape_of,
)
from quoteattr.coreference.antecedents import Antecedents
from quoteattr.coreference.candidates import Candidates, Voice
from quoteattr.coreference.chains import Antecedent
from quoteattr.coreference.choice import Choice, Choose, likeliest
from quoteattr.coreference.figures import SUBJECTS, Figure, Place
from quoteattr.coreference.matching import match_of
from quoteattr.coreference.offices import Office
from quoteattr.coreference.pairs import Candidate, clause_of
from quoteattr.coreference.scene import Scene
from quoteattr.coreference.sentences import numbered
from quoteattr.coreference.sight import Sight
from quoteattr.document.document import Document
from quoteattr.document.marks import QuotedSpan
from quoteattr.entities.cast import Cast, Entity
from quoteattr.entities.kinds import age, are_people, is_person_in
from quoteattr.entities.role_phrases import role_of_clause, role_of_description
from quoteattr.entities.told_names import name_told
from quoteattr.records.records import Role
from quoteattr.syntax.trees import Node
from quoteattr.vocabulary import Form

SURE = 0.5
"""How likely somebody must be for a description to tell a role that nothing else of it fits."""
_NOUNS = ("NOUN", "PROPN", "ADJ")
"""What can head a description, however a tagger takes it."""
_THINGS = ("organization", "document", "place")


def resolve(document: Document, cast: Cast, choose: Choose = likeliest) -> Antecedents:
    """What the pronouns and descriptions outside of quotation marks stand for, with the names in the document."""
    scene = Scene(document, cast)
    walk = _Walk(scene, choose, Sight(scene), {}, dict(scene.narrated))
    walk.read_told()
    return walk.antecedents()


def resolve_quoted(antecedents: Antecedents, voices: Mapping[int, Voice], choose: Choose = likeliest) -> Antecedents:
    """The same with those inside quotation marks, where `voices` says who speaks, by where the outer marks begin."""
    sight = Sight.again(antecedents.sight)
    walk = _Walk(antecedents.scene, choose, sight, voices, {**antecedents.found}, {**antecedents.choices})
    walk.described.update((entity, [*roles]) for entity, roles in antecedents.described.items())
    walk.read_quoted()
    return walk.antecedents()


@define(eq=False)
class _Walk:
    """Goes through a text, and keeps in sight whom its mentions can take up."""

    scene: Scene
    choose: Choose
    sight: Sight
    voices: Mapping[int, Voice]
    found: dict[int, Antecedent]
    choices: dict[int, Choice] = field(factory=dict)
    described: dict[int, list[Role]] = field(factory=dict)
    _candidates: Candidates = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._candidates = Candidates(self.scene, self.sight, self.voices)

    def antecedents(self) -> Antecedents:
        """What was found on the way through the text."""
        return Antecedents(self.scene, self.found, self.choices, self.described, self.sight)

    def read_told(self) -> None:
        """Go through the names, and through all else outside of quotation marks."""
        document, cast = self.scene.document, self.scene.cast
        for number, sentence in numbered(document):
            for token in sentence.nodes:
                quoted = document.quoted_at(token.start) if document.is_quoted(token) else None
                entity = cast.entity_at(token)
                if entity is None and quoted is None:
                    self._point(number, token, None)
                elif entity is not None and token is cast.head_at(token):
                    self._mention(number, token, "name", quoted, self.sight.figure(token, entity))
                    self._join(number, token, entity, quoted)

    def read_quoted(self) -> None:
        """Go through all but the names inside of quotation marks."""
        document, cast = self.scene.document, self.scene.cast
        for number, sentence in numbered(document):
            for token in sentence.nodes:
                if document.is_quoted(token) and cast.entity_at(token) is None:
                    self.sight.catch_up(token.start)
                    self._point(number, token, document.quoted_at(token.start))

    def _point(self, number: int, token: Node, quoted: QuotedSpan | None) -> None:
        """Read what may be a pronoun or a description."""
        told = self.scene.told.get(token.start)
        if told is not None and told.entity is not None:
            form: Form = "pronoun" if token.upos == "PRON" else "nominal"
            self._mention(number, token, form, quoted, self.sight.figure(token, told.entity))
        elif token.upos == "NOUN" and (named := name_told(self.scene.cast, token)) is not None:
            figure = self.sight.figure(token, named)
            self._mention(number, token, "nominal", quoted, figure)
            self.found[token.start] = figure.origin
        elif token.lemma in self.scene.language.counts and token.upos != "NOUN":
            self._counted(number, token, quoted)
        elif token.text.lower() in self.scene.language.persons_unknown and token.has_relation(*SUBJECTS):
            self._unknown(number, token, quoted)
        elif token.upos == "PRON":
            self._pronoun(number, token, quoted)
        elif token.upos in _NOUNS and self._is_described(token) and not is_part_of_another(self.scene.cast, token):
            self._description(number, token, quoted)

    def _is_described(self, token: Node) -> bool:
        """Whether a word can head a description: `mayor`, `54-year-old`, `the PM`, and in a headline `General`."""
        language, document = self.scene.language, self.scene.document
        if token.upos == "NOUN" or token.lemma in language.ages or are_people([token], language):
            return True
        return language.is_role(token.text) and (is_definite(token, language) or document.is_in_headline(token.start))

    def _mention(self, number: int, token: Node, form: Form, quoted: QuotedSpan | None, figure: Figure) -> None:
        self.sight.note(figure, self.sight.place(number, token, form, quoted))

    def _join(self, number: int, token: Node, entity: Entity, quoted: QuotedSpan | None) -> None:
        """Count people named together, whom *they* can take up: `Ng and Walsh`."""
        joined = map(self.scene.cast.entity_at, token.children("conj"))
        others = tuple(other for other in joined if other is not None and other.kind == "person")
        if entity.kind == "person" and others:
            figure = Figure(token, entity, "group", True, others=others)
            self.sight.bring_in(figure)
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
        place = self.sight.place(number, token, "pronoun", quoted)
        former = self.sight.former(wanted, quoted is not None)
        anaphor = Anaphor(token, place, wanted, quoted, self._beside(token), self.scene.genre, former)
        figure = self._chosen(anaphor, self._candidates.of_pronoun)
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
        figure = self.sight.at(noun) if noun is not None else None
        if figure is not None:
            self._mention(number, token, "pronoun", quoted, figure)
            self.found.setdefault(token.start, figure.origin)

    def _of_the_talk(self, number: int, token: Node, quoted: QuotedSpan) -> None:
        """*I* and *you* inside quotation marks: who speaks, and who is spoken to."""
        voice = self.voices.get(quoted.start)
        person = token.feature("Person")
        meant = (voice.speaker if person == "1" else voice.addressee) if voice is not None else None
        if meant is None or (person == "1" and token.feature("Number") == "Plur"):
            return
        figure = self.sight.figure_of(meant)
        if figure is not None and not figure.plural:
            self._mention(number, token, "pronoun", quoted, figure)
            self.found[token.start] = meant

    def _unknown(self, number: int, token: Node, quoted: QuotedSpan | None) -> None:
        """Take in somebody who is brought in without a noun: `another said`."""
        figure = Figure(token, None, "unnamed", noun=token.lemma)
        self.sight.bring_in(figure)
        self._mention(number, token, "nominal", quoted, figure)

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
        place = self.sight.place(number, token, "nominal", quoted)
        trade = not kind and place.reports and token.lemma.endswith(language.trade_endings)
        personal = is_person_in(self.scene.document, token) or trade
        if not kind and not personal and not plural:
            return
        known = self._takes_up(token, plural)
        if known or (personal and not plural and (place.reports or self.scene.document.is_in_headline(token.start))):
            anaphor = self._described_as(token, place, kind, plural, quoted)
            among = self._candidates.of_description if known else self._candidates.of_introduction
            figure = self._company(anaphor) or self._of_age(anaphor) or self._chosen(anaphor, among)
            if figure is not None:
                self._tell(figure, anaphor)
                return
        sort = "group" if plural and (personal or not kind or kind == "organization") else kind or "unnamed"
        if not plural and token.lemma in language.collectives:
            sort = "organization"
        gender = language.gendered.get(token.lemma, "")
        surety = "role" if gender else ""
        figure = Figure(token, None, sort, plural, gender, surety, noun=token.lemma, owner=self._owner(token))
        self.sight.bring_in(figure)
        self.sight.note(figure, place)

    def _described_as(self, token: Node, place: Place, kind: str, plural: bool, quoted: QuotedSpan | None) -> Anaphor:
        document, language = self.scene.document, self.scene.language
        role = role_of_description(document, token)
        beside = [noun for noun in token.children("appos") if is_definite(noun, language)]
        more = next((role_of_description(document, noun) for noun in beside), None)
        return Anaphor(
            token,
            place,
            "plural" if plural else "thing" if kind in _THINGS or token.lemma in language.collectives else "person",
            quoted,
            beside=self._beside(token),
            genre=self.scene.genre,
            role=role,
            office=Office.of(role, language) if role is not None else None,
            apposed=Office.of(more, language) if more is not None else None,
            kind=kind,
            owner=self._owner(token),
            gender=language.gendered.get(token.lemma, ""),
            shape=shape_of(token),
            opens=opens(token, language),
            headline=document.is_in_headline(token.start),
        )

    def _counted(self, number: int, token: Node, quoted: QuotedSpan | None) -> None:
        """Read *the two*, or *both* without a noun."""
        if token.has_relation(*SUBJECTS) and quoted is None:
            self._company(Anaphor(token, self.sight.place(number, token, "nominal", quoted), "plural"))

    def _company(self, anaphor: Anaphor) -> Figure | None:
        """Those named just before whom `the two`, `both men`, `the pair` counts, or `the nurses` describes."""
        token, counts = anaphor.token, self.scene.language.counts
        counting = [word for word in (token, *token.children("nummod", "det")) if word.lemma in counts]
        count = int(counts[counting[0].lemma]) if counting else 0
        plain = token.upos == "NOUN" and token.lemma not in counts and not is_person_in(self.scene.document, token)
        if plain or anaphor.quoted is not None or is_narrowed(token):
            return None  # the two sides
        told = [
            (figure, place)
            for figure, place in self.sight.lately(anaphor)
            if place.quoted < 0 and anaphor.place.paragraph - place.paragraph <= 1
        ]
        if not count:
            return self._described_together(anaphor, told)
        known = any(word.upos in ("DET", "PRON") for word in counting)
        if not (known or self._takes_up(token, True)):
            return None  # two officials
        joined = next((figure for figure, _ in told if len(figure.others) + 1 == count), None)
        if joined is not None:
            return self._meant(anaphor, joined)
        kinds = ("person",) if token.upos == "NOUN" else ("person", "organization")
        named = [(figure.entity, place) for figure, place in told if figure.entity is not None and figure.kind in kinds]
        last = [(entity, place) for entity, place in named if place.number == named[0][1].number]
        alike = len({entity.kind for entity, _ in last}) == 1
        if len(last) != count or not alike or len({clause_of(place.verb) for _, place in last}) > 1:
            return None  # those of one clause: Lund met Moe
        *others, first = [entity for entity, _ in last]
        figure = Figure(token, first, "group", True, others=tuple(reversed(others)))
        self.sight.bring_in(figure)
        return self._meant(anaphor, figure)

    def _described_together(self, anaphor: Anaphor, told: Sequence[tuple[Figure, Place]]) -> Figure | None:
        """Those named together whose role is that of a plural description: `the nurses` for *Ng and Walsh, nurses*."""
        definite = anaphor.token.feature("Number") == "Plur" and is_definite(anaphor.token, self.scene.language)

        def fits(entity: Entity) -> bool:
            return any(
                office.noun in (anaphor.token.lemma, anaphor.token.text) for office in self.scene.offices(entity)
            )

        for figure, _ in told if definite else ():
            if figure.entity is not None and figure.others and all(map(fits, (figure.entity, *figure.others))):
                return self._meant(anaphor, figure)
        return None

    def _of_age(self, anaphor: Anaphor) -> Figure | None:
        """The only one of the age that a description tells: `the 54-year-old` for *Ida Moe, 54*."""
        aged = self.scene.aged.get(age(anaphor.token, self.scene.language), ())
        if len(aged) != 1 or (anaphor.gender and aged[0].gender not in ("", anaphor.gender)):
            return None
        figure = self.sight.figure(aged[0].names[0].head, aged[0])
        return self._meant(anaphor, figure)

    def _owner(self, token: Node) -> Entity | None:
        """Whose somebody is: `her deputy`, `Moe's deputy`."""
        owner = next(iter(token.children("nmod:poss")), None)
        if owner is None:
            return None
        found = self.found.get(owner.start)
        return self.scene.cast.entity_at(owner) or (found.entity if found is not None else None)

    def _takes_up(self, token: Node, plural: bool) -> bool:
        """Whether a description may take up somebody: `the mayor`, `his deputy`, and any in a headline."""
        language = self.scene.language
        determiners = token.children("det")
        others = any(child.lemma in language.others for child in [*determiners, *token.children("amod")])
        if others or is_narrowed(token):
            return False
        if plural and not determiners:
            return self.sight.was_called(token.lemma)
        if is_definite(token, language) or token.children("nmod:poss"):
            return True
        return not determiners and self.scene.document.is_in_headline(token.start)

    def _tell(self, figure: Figure, anaphor: Anaphor) -> None:
        """Learn of somebody what a description says."""
        match = match_of(self.scene, anaphor, figure)
        role = anaphor.role
        if (
            figure.entity is None
            or figure.others
            or role is None
            or match in ("family", "relation")
            or anaphor.headline
        ):
            return
        if match == "nothing" and (anaphor.quoted is not None or not self._is_sure_of(anaphor.token)):
            return  # what somebody says of another, or a guess
        if match == "nothing" or " " in role.text:
            self._describe(figure.entity, role)
            figure.offices.add(Office.of(role, self.scene.language))
            self.sight.bear(figure)

    def _is_sure_of(self, token: Node) -> bool:
        """Whether it is likely enough whom a description is of for it to tell a role."""
        choice = self.choices.get(token.start)
        return choice is not None and choice.share >= SURE

    def _describe(self, entity: Entity, role: Role | None) -> None:
        if role is not None and entity.kind == "person":
            self.described.setdefault(id(entity), []).append(role)

    # The choice

    def _chosen(self, anaphor: Anaphor, candidates: Callable[[Anaphor], list[Candidate]]) -> Figure | None:
        """Whom a mention stands for: the likeliest of the candidates, if that it is nobody is not likelier."""
        found = candidates(anaphor)
        choice = self.choose(self.scene.language, anaphor, found) if found else None
        figure = choice.chosen.figure if choice is not None and choice.chosen is not None else None
        if choice is not None:
            self.choices[anaphor.token.start] = choice
        return self._meant(anaphor, figure) if figure is not None else None

    def _meant(self, anaphor: Anaphor, figure: Figure) -> Figure:
        """Note whom a mention stands for."""
        self.found[anaphor.token.start] = figure.origin
        self.sight.note(figure, anaphor.place)
        return figure
