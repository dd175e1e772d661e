"""Pronouns and descriptions to what they stand for, in one walk through the text.

Each referent of the text, named or described, has a salience that each mention raises and each sentence halves, after
S. Lappin and H. J. Leass, "An Algorithm for Pronominal Anaphora Resolution", Computational Linguistics 20 (1994). A
pronoun takes the most salient referent that agrees, and so makes it more salient still.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from attrs import frozen

from quoteattr.coreference.agreement import SURE_GENDER, agrees, find_genders
from quoteattr.coreference.antecedents import Antecedents
from quoteattr.coreference.chains import Antecedent, find_told
from quoteattr.coreference.descriptions import (
    Office,
    age,
    is_bare,
    is_definite,
    is_narrowed,
    is_part_of_another,
    subjects_above,
    takes_up,
)
from quoteattr.coreference.referents import FADING, FORGOTTEN, Referent
from quoteattr.coreference.salience import RELATIVE, SUBJECT, SUBJECT_RELATIONS, numbered, weight
from quoteattr.coreference.vocatives import find_addressed, find_narrator, narrating
from quoteattr.document.document import Document
from quoteattr.document.marks import QuotedSpan
from quoteattr.entities.cast import Cast, Entity
from quoteattr.entities.kin import Families
from quoteattr.entities.kinds import are_people
from quoteattr.entities.role_phrases import role_of_clause, role_of_description
from quoteattr.entities.roles import head_word, roles_of
from quoteattr.languages.language import Language
from quoteattr.records.records import Role
from quoteattr.syntax.trees import Node, Tree
from quoteattr.vocabulary import Rule

UNNAMED = 0.3
"""How much less a referent without a name counts in dialogue, where those who speak have one."""


def resolve(document: Document, cast: Cast) -> Antecedents:
    """What the pronouns and descriptions of a document stand for, with the names in it."""
    return _Walk(document, cast).antecedents()


@frozen
class _Description:
    """A phrase that may take up somebody: its head, who is in sight, and the role and office that it tells."""

    token: Node
    number: int
    in_sight: list[Referent]
    role: Role | None
    office: Office | None
    headline: bool
    definite: bool


class _Walk:
    """Goes through a text, and keeps in sight whom its pronouns and descriptions can take up."""

    def __init__(self, document: Document, cast: Cast) -> None:
        self._document = document
        self._cast = cast
        self._genders = find_genders(document, cast)
        self._families = Families(cast)
        addressed = find_addressed(document, cast)
        narrator = find_narrator(document, cast, addressed)
        told_by = narrating(document) if narrator is not None else ()
        self._found = {token.start: Antecedent(narrator, token) for token in told_by}
        self._described: dict[int, list[Role]] = {}
        self._known = Antecedents(document, cast, find_told(document, cast), self._found, addressed, self._described)
        self._referents: list[Referent] = []  # those in sight
        self._of_entity: dict[int, Referent] = {}
        self._bearers: dict[str, list[Referent]] = {}  # by the head of a role, or a word of the name
        self._plain_roles = {
            id(entity): roles_of(document, entity) for entity in cast.entities if entity.kind == "person"
        }
        self._offices = {
            entity: {Office.of(role, document.language) for role in roles}
            for entity, roles in self._plain_roles.items()
        }

    def antecedents(self) -> Antecedents:
        """What was found on the way through the text."""
        for number, sentence in numbered(self._document):
            self._read(number, sentence)
        return self._known

    def _read(self, number: int, sentence: Tree) -> None:
        language = self._document.language
        self._referents = [referent for referent in self._referents if referent.now(number) > FORGOTTEN]
        for token in sentence.nodes:
            if self._document.is_quoted(token):
                continue  # what is quoted has pronouns of its own
            entity, told = self._cast.entity_at(token), self._known.told(token)
            if told is not None and told.entity is not None and entity is None:
                self._mention(number, token, self._referent(number, token, told.entity))
            elif entity is not None:
                if token is self._cast.head_at(token):
                    self._mention(number, token, self._referent(number, token, entity))
                    self._join(number, token, entity)
            elif language.relatives.get(token.lemma) == "person" and token.has_relation(*SUBJECT_RELATIONS):
                self._relative(number, token)
            elif token.upos == "PRON" and (wanted := language.pronouns.get(token.text.lower())) is not None:
                if not _looks_ahead(token, language):
                    self._pronoun(number, token, wanted)
            elif self._is_described(token) and not is_part_of_another(self._cast, token):
                self._phrase(number, token)

    def _is_described(self, token: Node) -> bool:
        """Whether a word can head a description: `mayor`, `54-year-old`, `Republican`, and in a headline `General`."""
        language = self._document.language
        role = self._document.is_in_headline(token.start) and language.is_role(token.text)
        return token.upos == "NOUN" or role or token.lemma in language.ages or are_people([token], language)

    def _referent(self, number: int, token: Node, entity: Entity) -> Referent:
        referent = self._of_entity.get(id(entity))
        if referent is None:
            referent = Referent(token, entity, entity.kind, False, self._gender(entity), seen=number)
            self._of_entity[id(entity)] = referent
            offices = {self._noun(role) for role in self._plain_roles.get(id(entity), ())}
            for word in offices or set(entity.name.lower().split()):
                self._bearers.setdefault(word, []).append(referent)
        return referent

    def _gender(self, entity: Entity) -> str:
        """The gender that many pronouns tell, else titles and words like *chairwoman*, else the given name."""
        if id(entity) in self._genders:
            return self._genders[id(entity)]
        words = (self._noun(role) for role in self._plain_roles.get(id(entity), ()))
        told = next(
            (self._document.language.gendered[word] for word in words if word in self._document.language.gendered), ""
        )
        return entity.gender if entity.titles else told or entity.gender

    def _mention(self, number: int, token: Node, referent: Referent) -> None:
        if all(referent is not other for other in self._referents):
            self._referents.append(referent)
        referent.rise(number, weight(token))
        referent.head = token

    def _join(self, number: int, token: Node, entity: Entity) -> None:
        """Count people named together, whom *they* can take up: `Ng and Walsh`."""
        joined = map(self._cast.entity_at, token.children("conj"))
        others = tuple(other for other in joined if other is not None and other.kind == "person")
        if entity.kind == "person" and others:
            referent = Referent(token, None, "group", True, "", seen=number)
            referent.origin = Antecedent(entity, token, others)
            self._mention(number, token, referent)

    def _pronoun(self, number: int, token: Node, wanted: str) -> None:
        near = (referent for referent in self._referents if agrees(referent, wanted) and referent.head is not token)
        fitting = [referent for referent in near if not _is_beside(token, referent, self._document.language)]
        addressed = [
            id(other.entity) for quoted in self._quoted(token) for other in self._known.addressed(quoted.start)
        ]
        fitting = [referent for referent in fitting if id(referent.entity) not in addressed] or fitting
        if not fitting:
            fitting = [referent for referent in self._referents if referent.guesses and agrees(referent, "person")]
        best = max(fitting, key=lambda referent: self._score(referent, number, wanted), default=None)
        if best is None:
            return
        if wanted in ("Fem", "Masc") and len(fitting) == 1:
            best.guess(wanted)  # nobody else can be meant
        self._found[token.start] = best.origin
        if best.entity is not None:
            self._describe(best.entity, role_of_clause(self._document, token))
        best.rise(number, weight(token))

    def _quoted(self, token: Node) -> tuple[QuotedSpan, ...]:
        """The quoted spans that a subject beside them may speak, in dialogue: `“...” she said`."""
        if not self._document.has_dialogue or not token.has_relation("nsubj"):
            return ()
        begun = self._document.quoted_at(max(token.sentence.start - 3, 0))
        return (*([begun] if begun else []), *self._document.outer_between(token.sentence.start, token.sentence.end))

    def _relative(self, number: int, token: Node) -> None:
        """Count *who* as a mention: `Lee, who left`."""
        verb = token.head
        noun = verb.head if verb is not None and verb.has_relation("acl:relcl", "acl") else None
        referent = next((f for f in self._referents if noun is not None and f.head is noun), None)
        if referent is not None:
            referent.rise(number, RELATIVE)

    def _score(self, referent: Referent, number: int, wanted: str) -> float:
        sure = referent.gender == wanted and wanted in ("Fem", "Masc")
        unnamed = referent.entity is None and self._document.has_dialogue
        return referent.now(number) * (SURE_GENDER if sure else 1.0) * (UNNAMED if unnamed else 1.0)

    def _phrase(self, number: int, token: Node) -> None:
        """Read a description: it stands for a referent known before, or for a new one."""
        plural = token.feature("Number") == "Plur"
        referent = None if plural else self._taken(number, token)
        if referent is None:
            kind = self._document.language.nouns.get(token.lemma) or ""
            if not kind and not self._is_personal(token):
                return
            gender = self._document.language.gendered.get(token.lemma, "")
            referent = Referent(token, None, kind or "unnamed", plural, gender, seen=number)
        else:
            self._found[token.start] = referent.origin
        self._mention(number, token, referent)

    def _taken(self, number: int, token: Node) -> Referent | None:
        """The referent that a description takes up: what the first rule says that does not decline."""
        if is_narrowed(token):
            return None
        described = self._described_as(number, token)
        found = (rule.function(self, described) for rule in _rules(described) if rule.serves(self._document.genre))
        return next((referent for referent in found if referent is not None), None)

    def _described_as(self, number: int, token: Node) -> _Description:
        in_sight = sorted(self._referents, key=lambda referent: -referent.now(number))
        role = role_of_description(self._document, token)
        headline = self._document.is_in_headline(token.start)
        definite = is_definite(token, self._document.language)
        return _Description(token, number, in_sight, role, self._office(role), headline, definite)

    def _announced(self, described: _Description) -> Referent | None:
        """The first to be named of those whom a headline can describe: `Retired General Speaks Out`."""
        token, office = described.token, described.office
        if office is None or token.children("det"):
            return None
        fitting = (entity for entity in self._cast.entities if entity.names and self._has_office(entity, office))
        first = min(fitting, key=lambda entity: entity.names[0].mention.start, default=None)
        return self._referent(described.number, token, first) if first is not None else None

    def _relation(self, described: _Description) -> Referent | None:
        """Who was named as somebody's kin or coach: `her father`, where Bo Moe is `her father` or `Ida's father`."""
        token, noun = described.token, described.token.lemma
        if noun not in self._document.language.gendered and not self._document.language.is_title(noun):
            return None  # one has many friends
        endings = self._document.language.possessive_endings
        owner = next((o.text.lower() for o in token.children("nmod:poss") if o.upos == "PRON"), None)
        for referent in self._bearers.get(noun, ()) if owner else ():
            roles = self._plain_roles.get(id(referent.entity), ())
            owned = (
                role.text.lower().replace("’", "'").split()[:-1] for role in roles if self._noun(role) == token.text
            )
            if any(words and (words[0] == owner or words[-1].endswith(endings)) for words in owned):
                return referent
        return None

    def _kin(self, described: _Description) -> Referent | None:
        """Who heads the family of somebody in a novel: `her mother` for Mrs. Moe, where *her* is Ida Moe."""
        language, token, noun = self._document.language, described.token, described.token.lemma
        owners = token.children("nmod:poss") if noun in language.heads_of_family else []
        owner = self._known.entity_of(owners[0]) if owners else None
        head = self._families.head(owner, language.gendered.get(noun, "")) if owner is not None else None
        return self._referent(described.number, token, head) if head is not None else None

    def _office_holder(self, described: _Description) -> Referent | None:
        """The first of those in sight, or named, who has the office: `the senator`."""
        office, wanted = described.office, described.role
        if office is None or wanted is None:
            return None
        for referent in self._candidates(described):
            if referent.entity is not None and self._has_office(referent.entity, office):
                self._describe(referent.entity, wanted if " " in wanted.text else None)
                return referent
        return None

    def _candidates(self, described: _Description) -> list[Referent]:
        return [*described.in_sight, *self._bearers.get(described.token.lemma, ())]

    def _bare_body(self, described: _Description) -> Referent | None:
        """The body that has the noun in its name, where nothing else is said of it: `the institute`."""
        return self._body(described) if is_bare(described.token) else None

    def _described_before(self, described: _Description) -> Referent | None:
        """Who has no name and was called the same before, or a document by another noun: `the study`, `the report`."""
        language, token = self._document.language, described.token
        nameless = [referent for referent in described.in_sight if referent.entity is None and not referent.plural]
        for referent in sorted(nameless, key=lambda referent: referent.head.lemma != token.lemma):
            again = referent.head.lemma == token.lemma and age(referent.head, language) == age(token, language)
            if again or (is_bare(token) and language.is_same_document(referent.head.lemma, token.lemma)):
                return referent
        return None

    def _body(self, described: _Description) -> Referent | None:
        """The body that has a noun in its name, or one that means the same: `the institute` for `Harbour Institute`."""
        language, noun = self._document.language, described.token.lemma
        if language.nouns.get(noun) != "organization":
            return None
        bodies = (f for f in self._candidates(described) if f.entity is not None and f.kind == "organization")
        words = ((body, body.entity.name.lower().split()) for body in bodies if body.entity)
        return next((body for body, name in words if any(language.is_same_body(noun, word) for word in name)), None)

    def _some_body(self, described: _Description) -> Referent | None:
        """The most salient body, which a general noun takes up: `the company`."""
        language, noun = self._document.language, described.token.lemma
        if noun not in language.general_bodies or language.nouns.get(noun) != "organization":
            return None
        return next((f for f in described.in_sight if f.entity is not None and f.kind == "organization"), None)

    def _salient_person(self, described: _Description) -> Referent | None:
        """The most salient person, whom a new description can stand for: `the New York businessman`."""
        token, noun = described.token, described.token.lemma
        takes = takes_up(token, self._document.language) or bool(self._quoted(token))
        if self._document.language.nouns.get(noun) or not self._is_personal(token) or not takes:
            return None
        gender = self._document.language.gendered.get(noun, "")
        above = [id(self._known.entity_of(subject)) for subject in subjects_above(token)]
        for referent in described.in_sight:
            if referent.entity is None or referent.kind != "person" or not agrees(referent, gender or "person"):
                continue
            if id(referent.entity) in above:
                continue
            if described.office is None or self._has_office(referent.entity, described.office) is None:
                if referent.now(described.number) <= SUBJECT * FADING**2:
                    return None
                self._describe(referent.entity, described.role)
                return referent
        return None

    def _office(self, role: Role | None) -> Office | None:
        return Office.of(role, self._document.language) if role is not None else None

    def _has_office(self, entity: Entity, wanted: Office) -> bool | None:
        """Whether a description could repeat the role of somebody: `the senator`; None if they have no such role.

        Names in both must not differ: of `Ohio senator` and `Vermont senator` neither repeats the other.
        """
        same = self._document.language.is_same_role
        if entity.role is not None and same(self._noun(Role(0, 0, entity.role)), wanted.noun):
            return True
        alike = [office for office in self._offices.get(id(entity), ()) if same(office.noun, wanted.noun)]
        if not alike:
            return None
        alike = [office for office in alike if office.ranks == wanted.ranks]
        return any(office.shares_a_name(wanted) for office in alike) or (
            alike != [] and not any(office.differs(wanted) for office in alike)
        )

    def _noun(self, role: Role) -> str:
        """What a role is about."""
        return head_word(role, self._document.language)

    def _describe(self, entity: Entity, role: Role | None) -> None:
        if role is not None and entity.kind == "person":
            self._described.setdefault(id(entity), []).append(role)
            self._offices.setdefault(id(entity), set()).add(Office.of(role, self._document.language))

    def _is_personal(self, token: Node) -> bool:
        language = self._document.language
        known = token.lemma in language.gendered or token.lemma in language.ages
        return known or language.is_role(token.lemma) or language.is_role(token.text) or are_people([token], language)


def _looks_ahead(token: Node, language: Language) -> bool:
    """Whether a pronoun's own clause or phrase says who is meant: `those who left`, `those around him`."""
    forward = token.text.lower() in language.forward_pronouns
    return forward and bool(token.children("acl", "acl:relcl", "nmod"))


def _is_beside(token: Node, referent: Referent, language: Language) -> bool:
    """Whether a pronoun and a referent are parts of one clause, so that they are two: `Lee met him`."""
    same = (
        referent.head.sentence is token.sentence and referent.head.head == token.head and not token.has_relation("nmod")
    )
    return same and not token.has_relation("conj") and token.text.lower() not in language.reflexives


DescriptionRule = Rule[Callable[[_Walk, _Description], Referent | None]]

IN_HEADLINES: Final[tuple[DescriptionRule, ...]] = (
    Rule(_Walk._announced, "the first to be named of those whom a headline can describe"),
)
"""From a description in a headline to whom it announces."""

INDEFINITE: Final[tuple[DescriptionRule, ...]] = (
    Rule(_Walk._relation, "who was named as somebody's kin or coach"),
    Rule(_Walk._kin, "who heads somebody's family", genre="narrative"),
)
"""From a description without an article to whom it takes up."""

DEFINITE: Final[tuple[DescriptionRule, ...]] = (
    Rule(_Walk._office_holder, "who has the office"),
    Rule(_Walk._bare_body, "the body that has the noun in its name, where nothing else is said of it"),
    Rule(_Walk._described_before, "who has no name and was described so before"),
    Rule(_Walk._body, "the body that has the noun in its name"),
    Rule(_Walk._some_body, "the most salient body"),
    Rule(_Walk._salient_person, "the most salient person"),
)
"""From *the mayor* or *the company* to whom it takes up."""


def _rules(described: _Description) -> tuple[DescriptionRule, ...]:
    if described.headline:
        return IN_HEADLINES
    return DEFINITE if described.definite else INDEFINITE
