"""Pronouns and descriptions to what they stand for, in one walk through the text.

Each figure of the text, named or described, has a salience that each mention raises and each sentence halves, after
S. Lappin and H. J. Leass, "An Algorithm for Pronominal Anaphora Resolution", Computational Linguistics 20 (1994). A
pronoun takes the most salient figure that agrees, and so makes it more salient still.
"""

from collections.abc import Iterator

from quoteattr.coreference.agreement import SURE_GENDER, agrees, find_genders
from quoteattr.coreference.chains import Antecedent, find_told
from quoteattr.coreference.descriptions import (
    age,
    differ,
    is_bare,
    is_definite,
    is_narrowed,
    is_of_other_rank,
    is_part_of_another,
    share_a_name,
    subjects_above,
    takes_up,
)
from quoteattr.coreference.referents import FADING, FORGOTTEN, Figure
from quoteattr.coreference.salience import RELATIVE, SUBJECT, SUBJECT_RELATIONS, numbered, weight
from quoteattr.coreference.vocatives import Address, find_addressed, find_narrator, narrating
from quoteattr.document.document import Page
from quoteattr.document.marks import Stretch
from quoteattr.entities.cast import Cast, Member
from quoteattr.entities.kin import Families
from quoteattr.entities.kinds import are_people
from quoteattr.entities.role_phrases import role_of_clause, role_of_description
from quoteattr.entities.roles import head_word, roles_of
from quoteattr.languages.language import Language
from quoteattr.records.records import Role
from quoteattr.syntax.trees import Sentence, Token

UNNAMED = 0.3
"""How much less a figure without a name counts in dialogue, where those who speak have one."""


class Antecedents:
    """What the pronouns and descriptions of a page stand for, asked by token."""

    def __init__(self, page: Page, cast: Cast) -> None:
        self._page = page
        self._cast = cast
        self._told = find_told(page, cast)
        self._genders = find_genders(page, cast)
        self._families = Families(cast)
        self._addressed = find_addressed(page, cast)
        narrator = find_narrator(page, cast, self._addressed)
        told_by = narrating(page) if narrator is not None else ()
        self._found = {token.start: Antecedent(narrator, sentence, token) for sentence, token in told_by}
        self._figures: list[Figure] = []  # those in sight
        self._of_member: dict[int, Figure] = {}
        self._bearers: dict[str, list[Figure]] = {}  # by the head of a role, or a word of the name
        self._described: dict[int, list[Role]] = {}
        self._plain_roles = {id(member): roles_of(page, member) for member in cast.members if member.kind == "person"}
        for number, sentence in numbered(page):
            self._read(number, sentence)

    def told(self, head: Token) -> Antecedent | None:
        """What the parse said that a phrase stands for, by its head."""
        return self._told.get(head.start)

    def of(self, head: Token) -> Antecedent | None:
        """What a pronoun or a description stands for, by its head: what the parse said, or else what was guessed."""
        return self.told(head) or self._found.get(head.start)

    def member_of(self, head: Token) -> Member | None:
        """The member that a phrase names or stands for, by its head."""
        found = self.of(head)
        return self._cast.member_at(head) or (found.member if found else None)

    def addressed(self, start: int) -> list[Address]:
        """Whom an outer stretch addresses, by its start."""
        return self._addressed.get(start, [])

    def roles(self, member: Member) -> list[Role]:
        """The roles of a member, those included that are said of what stands for it."""
        return roles_of(self._page, member, self._described.get(id(member), ()))

    def _read(self, number: int, sentence: Sentence) -> None:
        language = self._page.language
        self._figures = [figure for figure in self._figures if figure.now(number) > FORGOTTEN]
        for token in sentence.tokens:
            if self._page.is_quoted(token):
                continue  # what is quoted has pronouns of its own
            member, told = self._cast.member_at(token), self.told(token)
            if told is not None and told.member is not None and member is None:
                self._mention(number, sentence, token, self._figure(number, sentence, token, told.member))
            elif member is not None:
                if token is self._cast.head_at(token):
                    self._mention(number, sentence, token, self._figure(number, sentence, token, member))
                    self._join(number, sentence, token, member)
            elif token.lemma == "who" and token.has_relation(*SUBJECT_RELATIONS):
                self._relative(number, sentence, token)
            elif token.upos == "PRON" and (wanted := language.pronouns.get(token.text.lower())) is not None:
                if not _looks_ahead(sentence, token, language):
                    self._pronoun(number, sentence, token, wanted)
            elif self._is_described(token) and not is_part_of_another(self._cast, sentence, token):
                self._phrase(number, sentence, token)

    def _is_described(self, token: Token) -> bool:
        """Whether a word can head a description: `mayor`, `54-year-old`, `Republican`, and in a headline `General`."""
        language = self._page.language
        role = self._is_in_headline(token) and language.is_role(token.text)
        return token.upos == "NOUN" or role or token.lemma in language.ages or are_people([token], language)

    def _is_in_headline(self, token: Token) -> bool:
        return self._page.paragraphs[self._page.paragraph_at(token.start)].headline

    def _figure(self, number: int, sentence: Sentence, token: Token, member: Member) -> Figure:
        figure = self._of_member.get(id(member))
        if figure is None:
            figure = Figure(sentence, token, member, member.kind, False, self._gender(member), seen=number)
            self._of_member[id(member)] = figure
            offices = {head_word(role) for role in self._plain_roles.get(id(member), ())}
            for word in offices or set(member.name.lower().split()):
                self._bearers.setdefault(word, []).append(figure)
        return figure

    def _gender(self, member: Member) -> str:
        """The gender that many pronouns tell, else titles and words like *chairwoman*, else the given name."""
        if id(member) in self._genders:
            return self._genders[id(member)]
        words = (head_word(role) for role in self._plain_roles.get(id(member), ()))
        told = next((self._page.language.gendered[word] for word in words if word in self._page.language.gendered), "")
        return member.gender if member.titles else told or member.gender

    def _mention(self, number: int, sentence: Sentence, token: Token, figure: Figure) -> None:
        if all(figure is not other for other in self._figures):
            self._figures.append(figure)
        figure.rise(number, weight(sentence, token))
        figure.sentence, figure.head = sentence, token

    def _join(self, number: int, sentence: Sentence, token: Token, member: Member) -> None:
        """Count people named together, whom *they* can take up: `Ng and Walsh`."""
        joined = map(self._cast.member_at, sentence.children(token, "conj"))
        others = tuple(other for other in joined if other is not None and other.kind == "person")
        if member.kind == "person" and others:
            figure = Figure(sentence, token, None, "group", True, "", seen=number)
            figure.origin = Antecedent(member, sentence, token, others)
            self._mention(number, sentence, token, figure)

    def _pronoun(self, number: int, sentence: Sentence, token: Token, wanted: str) -> None:
        fitting = [
            figure
            for figure in self._figures
            if agrees(figure, wanted) and not _is_beside(sentence, token, figure) and figure.head is not token
        ]
        addressed = [
            id(other.member) for stretch in self._quoted(sentence, token) for other in self.addressed(stretch.start)
        ]
        fitting = [figure for figure in fitting if id(figure.member) not in addressed] or fitting
        if not fitting:
            fitting = [figure for figure in self._figures if figure.guesses and agrees(figure, "person")]
        best = max(fitting, key=lambda figure: self._score(figure, number, wanted), default=None)
        if best is None:
            return
        if wanted in ("Fem", "Masc") and len(fitting) == 1:
            best.guess(wanted)  # nobody else can be meant
        self._found[token.start] = best.origin
        if best.member is not None:
            self._describe(best.member, role_of_clause(self._page, sentence, token))
        best.rise(number, weight(sentence, token))

    def _quoted(self, sentence: Sentence, token: Token) -> tuple[Stretch, ...]:
        """The stretches that a subject beside them may speak, in dialogue: `“...” she said`."""
        if not self._page.has_dialogue or not token.has_relation("nsubj"):
            return ()
        begun = self._page.stretch_at(max(sentence.start - 3, 0))
        return (*([begun] if begun else []), *self._page.outer_between(sentence.start, sentence.end))

    def _relative(self, number: int, sentence: Sentence, token: Token) -> None:
        """Count *who* as a mention: `Lee, who left`."""
        verb = sentence.head(token)
        noun = sentence.head(verb) if verb is not None and verb.has_relation("acl:relcl", "acl") else None
        figure = next((f for f in self._figures if noun is not None and f.head is noun), None)
        if figure is not None:
            figure.rise(number, RELATIVE)

    def _score(self, figure: Figure, number: int, wanted: str) -> float:
        sure = figure.gender == wanted and wanted in ("Fem", "Masc")
        unnamed = figure.member is None and self._page.has_dialogue
        return figure.now(number) * (SURE_GENDER if sure else 1.0) * (UNNAMED if unnamed else 1.0)

    def _phrase(self, number: int, sentence: Sentence, token: Token) -> None:
        """Read a description: it stands for a figure known before, or for a new one."""
        plural = token.feature("Number") == "Plur"
        figure = None if plural else self._known(number, sentence, token)
        if figure is None:
            kind = self._page.language.nouns.get(token.lemma.lower()) or ""
            if not kind and not self._is_personal(token):
                return
            gender = self._page.language.gendered.get(token.lemma.lower(), "")
            figure = Figure(sentence, token, None, kind or "unnamed", plural, gender, seen=number)
        else:
            self._found[token.start] = figure.origin
        self._mention(number, sentence, token, figure)

    def _known(self, number: int, sentence: Sentence, token: Token) -> Figure | None:
        """The figure that a definite description takes up: one of that role, one so described, the most salient."""
        if is_narrowed(sentence, token):
            return None
        if self._is_in_headline(token):
            return self._announced(number, sentence, token)
        if not is_definite(sentence, token, self._page.language):
            return self._relation(sentence, token) or self._kin(number, sentence, token)
        in_sight = sorted(self._figures, key=lambda figure: -figure.now(number))
        noun = token.lemma.lower()
        candidates: list[Figure] = [*in_sight, *self._bearers.get(noun, ())]
        wanted = role_of_description(self._page, sentence, token)
        for figure in candidates:
            if figure.member is not None and wanted is not None and self._has_role(figure.member, wanted):
                self._describe(figure.member, wanted if " " in wanted.text else None)
                return figure
        bodily = self._page.language.nouns.get(noun) == "organization"
        if bodily and is_bare(sentence, token) and (called := self._body(candidates, noun)) is not None:
            return called
        described = [figure for figure in in_sight if figure.member is None and not figure.plural]
        for figure in sorted(described, key=lambda figure: figure.head.lemma.lower() != noun):
            aged = age(figure.sentence, figure.head, self._page.language) == age(sentence, token, self._page.language)
            if (figure.head.lemma.lower() == noun and aged) or self._is_same_document(figure, sentence, token):
                return figure
        if bodily:
            return self._body(candidates, noun) or self._some_body(in_sight, noun)
        person = self._taken_up(in_sight, number, sentence, token, wanted)
        if person is not None and person.member is not None:
            self._describe(person.member, wanted)
        return person

    def _announced(self, number: int, sentence: Sentence, token: Token) -> Figure | None:
        """The first to be named of those whom a headline can describe: `Retired General Speaks Out`."""
        wanted = role_of_description(self._page, sentence, token)
        if wanted is None or sentence.children(token, "det"):
            return None
        fitting = (member for member in self._cast.members if member.names and self._has_role(member, wanted))
        first = min(fitting, key=lambda member: member.names[0].mention.start, default=None)
        return self._figure(number, sentence, token, first) if first is not None else None

    def _relation(self, sentence: Sentence, token: Token) -> Figure | None:
        """Who was named as somebody's kin or coach: `her father`, where Bo Moe is `her father` or `Ida's father`."""
        noun = token.lemma.lower()
        if noun not in self._page.language.gendered and not self._page.language.is_title(noun):
            return None  # one has many friends
        owner = next((o.text.lower() for o in sentence.children(token, "nmod:poss") if o.upos == "PRON"), None)
        for figure in self._bearers.get(noun, ()) if owner else ():
            roles = self._plain_roles.get(id(figure.member), ())
            owned = (
                role.text.lower().replace("’", "'").split()[:-1] for role in roles if head_word(role) == token.text
            )
            if any(words and (words[0] == owner or words[-1].endswith("'s")) for words in owned):
                return figure
        return None

    def _kin(self, number: int, sentence: Sentence, token: Token) -> Figure | None:
        """Who heads the family of somebody in a novel: `her mother` for Mrs. Moe, where *her* is Ida Moe."""
        language, noun = self._page.language, token.lemma.lower()
        owners = sentence.children(token, "nmod:poss") if noun in language.heads_of_family else []
        owner = self.member_of(owners[0]) if owners and self._page.has_dialogue else None
        head = self._families.head(owner, language.gendered.get(noun, "")) if owner is not None else None
        return self._figure(number, sentence, token, head) if head is not None else None

    def _body(self, candidates: list[Figure], noun: str) -> Figure | None:
        """The body that has a noun in its name, or one that means the same: `the institute` for `Harbour Institute`."""
        bodies = [figure for figure in candidates if figure.member is not None and figure.kind == "organization"]
        same = self._page.language.is_same_body
        called = [f for f in bodies if f.member and any(same(noun, word) for word in f.member.name.lower().split())]
        return next(iter(called), None)

    def _some_body(self, in_sight: list[Figure], noun: str) -> Figure | None:
        """The most salient body, which a general noun takes up: `the company`."""
        if noun not in self._page.language.general_bodies:
            return None
        return next((f for f in in_sight if f.member is not None and f.kind == "organization"), None)

    def _is_same_document(self, figure: Figure, sentence: Sentence, token: Token) -> bool:
        """Whether a bare noun calls a document by another name: `the report`, after `a study of harbours`."""
        same = self._page.language.is_same_document(figure.head.lemma.lower(), token.lemma.lower())
        return same and is_bare(sentence, token)

    def _taken_up(
        self, in_sight: list[Figure], number: int, sentence: Sentence, token: Token, wanted: Role | None
    ) -> Figure | None:
        """The most salient person, whom a new description can stand for: `the New York businessman`."""
        noun = token.lemma.lower()
        takes = takes_up(sentence, token, self._page.language) or bool(self._quoted(sentence, token))
        if self._page.language.nouns.get(noun) or not self._is_personal(token) or not takes:
            return None
        gender = self._page.language.gendered.get(noun, "")
        above = [id(self.member_of(subject)) for subject in subjects_above(sentence, token)]
        for figure in in_sight:
            if figure.member is None or figure.kind != "person" or not agrees(figure, gender or "person"):
                continue
            if id(figure.member) in above:
                continue
            if wanted is None or self._has_role(figure.member, wanted) is None:
                return figure if figure.now(number) > SUBJECT * FADING**2 else None
        return None

    def _has_role(self, member: Member, wanted: Role) -> bool | None:
        """Whether a description could repeat the role of somebody: `the senator`; None if they have no such role.

        Names in both must not differ: of `Ohio senator` and `Vermont senator` neither repeats the other.
        """
        same = self._page.language.is_same_role
        if member.role is not None and same(head_word(Role(0, 0, member.role)), head_word(wanted)):
            return True
        alike = [role for role in self._roles_so_far(member) if same(head_word(role), head_word(wanted))]
        if not alike:
            return None
        alike = [role for role in alike if not is_of_other_rank(role, wanted, self._page.language)]
        return any(share_a_name(role, wanted) for role in alike) or (
            alike != [] and not any(differ(role, wanted) for role in alike)
        )

    def _roles_so_far(self, member: Member) -> Iterator[Role]:
        yield from self._plain_roles.get(id(member), ())
        yield from self._described.get(id(member), ())

    def _describe(self, member: Member, role: Role | None) -> None:
        if role is not None and member.kind == "person":
            self._described.setdefault(id(member), []).append(role)

    def _is_personal(self, token: Token) -> bool:
        language = self._page.language
        known = token.lemma.lower() in language.gendered or token.lemma.lower() in language.ages
        return known or language.is_role(token.lemma) or language.is_role(token.text) or are_people([token], language)


def _looks_ahead(sentence: Sentence, token: Token, language: Language) -> bool:
    """Whether a pronoun's own clause or phrase says who is meant: `those who left`, `those around him`."""
    forward = token.text.lower() in language.forward_pronouns
    return forward and bool(sentence.children(token, "acl", "acl:relcl", "nmod"))


def _is_beside(sentence: Sentence, token: Token, figure: Figure) -> bool:
    """Whether a pronoun and a figure are parts of one clause, so that they are two: `Lee met him`."""
    same = figure.sentence is sentence and figure.head.head == token.head and not token.has_relation("nmod")
    return same and not token.has_relation("conj") and "self" not in token.text
