"""Every phrase of a document that may say as what one of the cast speaks: those beside its names, and descriptions."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from attrs import field, frozen

from quoteattr.document.document import Document
from quoteattr.entities.cast import Entity
from quoteattr.entities.kinds import is_personal
from quoteattr.entities.name_mentions import NameMention
from quoteattr.entities.role_phrases import described as words_of_description
from quoteattr.entities.role_phrases import head_of, is_role_word, role_of
from quoteattr.entities.role_shapes import SHAPES, Place
from quoteattr.languages.language import Language
from quoteattr.records.records import Role
from quoteattr.syntax.trees import Node, Tree
from quoteattr.vocabulary import SpeakerKind

DESCRIPTION, TOLD = "description", "told"
"""A description near the names, and one that coreference puts down to the member."""
ORDER = {name: place for place, name in enumerate([*(name for name, _ in SHAPES), TOLD, DESCRIPTION])}
"""The shapes, the more telling first."""
PHRASES = frozenset({"premodifier", "apposition", "opening", "relative", "copula", "brackets", "next line"})
"""The shapes in which a word for a role seldom misleads."""
LESSER = frozenset({"clause", "possessor"})
"""Those that tell less than a phrase."""
_ARGUMENTS = ("nsubj", "obj", "iobj")
BEFORE, BEHIND = 200, 500
"""Characters before and after a name in which a description may be of the one who bears it."""


@frozen(eq=False)
class Candidate:
    """A phrase that may be a role: its words, its head (a verb's clause has the verb), and the name that it is near."""

    role: Role
    shape: str
    tokens: Sequence[Node]
    head: Node
    named: NameMention

    @property
    def gap(self) -> int:
        """Characters between the name and the phrase, less than 0 where the phrase comes first."""
        name = self.named.mention
        return self.role.start - name.end if self.role.start >= name.end else self.role.end - name.start


def candidates(
    document: Document, entity: Entity, described: Iterable[Role] = (), elsewhere: "Elsewhere | None" = None
) -> list[Candidate]:
    """All candidates for the roles of a member, in no order.

    `described` are phrases that stand for it elsewhere; `elsewhere` has those that may, near its names.
    """
    found = (elsewhere or Elsewhere(document)).beside(entity)
    known = {candidate.head.start for candidate in found}
    roles = described if entity.names else ()
    told = [c for role in roles if (c := _told(document, entity, role)) and c.head.start not in known]
    known |= {candidate.head.start for candidate in told}
    others = elsewhere.near(entity) if elsewhere is not None else ()
    return [*found, *told, *(candidate for candidate in others if candidate.head.start not in known)]


def _beside(place: Place) -> Iterator[Candidate]:
    """The candidates around one mention of a name."""
    for shape, phrases in SHAPES:
        for tokens in phrases(place):
            head = _head(shape, tokens)
            role = role_of(place.document, tokens) if shape != "clause" else _clause(place.document, tokens)
            if role is not None and head is not None and not _is_ruled_out(place, shape, tokens, head):
                kept = [token for token in tokens if role.start <= token.start < role.end]
                yield Candidate(role, shape, kept, head, place.named)


def _is_ruled_out(place: Place, shape: str, tokens: Sequence[Node], head: Node) -> bool:
    """`a liar`, `the mayors` of one, `her hand on the rail`, which is had, and `In a letter to staff, Ida Moe said`."""
    owned = tokens[0].feature("Poss") == "Yes" and not _can_be(place.language, head, place.named.kind)
    had = owned and not (shape in ("apposition", "opening") and _may_stand_beside(place.language, tokens, head))
    fronted = shape == "opening" and _is_fronted(place, tokens)
    other = head.lemma in place.language.insults or _is_of_many(place.named, head, place.language)
    return had or fronted or other or _is_thing(place, shape, head)


def _is_thing(place: Place, shape: str, head: Node) -> bool:
    """Whether words right before the name of a person are of no person: `the | death of Ida Moe`.

    And words beside the name of a body, of a person: `A spokesperson for the firm, Nordfisk, said`.
    """
    personal = is_personal(head, place.language)
    if place.named.kind == "organization" and personal and head.upos == "NOUN" and head.children("nmod"):
        return not _can_be(place.language, head, "organization")
    before = shape in ("premodifier", "opening") and place.named.kind == "person" and head.upos == "NOUN"
    return before and not (personal or _can_be(place.language, head, "person"))


def _is_fronted(place: Place, tokens: Sequence[Node]) -> bool:
    """Whether words before a comma belong to the prepositional phrase with which a sentence about somebody opens."""
    named = place.named
    words = (token for token in named.head.sentence.nodes if token.upos not in ("PUNCT", "CCONJ"))
    first = next(words, named.head)
    phrase = first.head if first.upos == "ADP" and first.has_relation("case") else None
    if phrase is None or not named.head.has_relation("nsubj") or named.head in phrase.subtree():
        return False
    before = tokens[0].before
    if before is not None and before.lemma in place.language.role_prepositions:
        return False  # her time as | chair of the board, Ida Moe said
    return tokens[-1] is phrase or phrase in tokens[-1].ancestors()


def _may_stand_beside(language: Language, tokens: Sequence[Node], head: Node) -> bool:
    """Whether words of somebody's may be about a person: `his attaché`, `his heir at Nordfisk`, not `his mail`."""
    rest = [token for token in tokens if token.index > head.index]
    thing = head.lemma in language.nouns or head.lemma in language.limbs
    behind_preposition = any(token.upos == "ADP" for token in rest)
    return not thing and (not behind_preposition or any(token.ner for token in rest))


def _is_of_many(named: NameMention, head: Node, language: Language) -> bool:
    """Whether a phrase is of several people beside the name of one, or a body: `the mayors, Ida Moe`."""
    joined = named.head.has_relation("conj") or named.head.children("conj")
    several = head.feature("Number") == "Plur" and not joined
    return several and (named.kind == "person" or is_personal(head, language))


def _head(shape: str, tokens: Sequence[Node]) -> Node | None:
    return head_of(tokens) if shape != "clause" else next(iter(tokens), None)


def _clause(document: Document, tokens: Sequence[Node]) -> Role | None:
    return Role.cut(document.text, tokens[0].start, tokens[-1].end) if tokens else None


def _told(document: Document, entity: Entity, role: Role) -> Candidate | None:
    tokens = document.trees.nodes(role.start, role.end)
    head = head_of(tokens)
    return Candidate(role, TOLD, tokens, head, _name_near(entity, role.start)) if head is not None else None


@frozen
class Elsewhere:
    """The phrases of a document that may be roles: beside the names, and descriptions that may be of anybody near.

    `bearers` says of whom some are, by where their heads start.
    """

    document: Document
    bearers: Mapping[int, Entity] = field(factory=dict)
    _known: dict[int, list[tuple[Node, list[Node], Role]]] = field(factory=dict)  # by where the sentence starts
    _beside: dict[int, list[Candidate]] = field(factory=dict)  # by the identity of the member

    def beside(self, entity: Entity) -> list[Candidate]:
        """The candidates beside the names of a member; found once, whoever asks."""
        if id(entity) not in self._beside:
            places = (Place(self.document, named) for named in entity.names)
            self._beside[id(entity)] = [found for place in places for found in _beside(place)]
        return self._beside[id(entity)]

    def near(self, entity: Entity) -> Iterator[Candidate]:
        """Descriptions of somebody near the names of a member: `the Vermont senator`."""
        for sentence in _near(self.document, entity.names):
            for token, words, role in self._described(sentence):
                other = self.bearers.get(token.start, entity) is not entity or _is_of_another(entity, token)
                if not other and _can_be(self.document.language, token, entity.kind):
                    yield Candidate(role, DESCRIPTION, words, token, _name_near(entity, role.start))

    def _described(self, sentence: Tree) -> list[tuple[Node, list[Node], Role]]:
        """The heads, words and roles of the descriptions in a sentence; found once, whoever asks."""
        found = self._known.get(sentence.start)
        if found is None:
            found = self._known[sentence.start] = list(self._read(sentence))
        return found

    def _read(self, sentence: Tree) -> Iterator[tuple[Node, list[Node], Role]]:
        for token in sentence.nodes:
            if token.upos not in ("NOUN", "PROPN") or not _points(self.document, token):
                continue
            words = words_of_description(self.document.language, token)
            role = role_of(self.document, words)
            if role is not None and not _bears_a_name(words):
                yield token, [word for word in words if role.start <= word.start < role.end], role


def _near(document: Document, names: Sequence[NameMention]) -> Iterable[Tree]:
    """The sentences around some names, each once."""
    near = (document.trees.between(max(named.mention.start - BEFORE, 0), named.mention.end + BEHIND) for named in names)
    return {sentence.start: sentence for sentence in chain.from_iterable(near)}.values()


def _can_be(language: Language, noun: Node, kind: SpeakerKind) -> bool:
    """Whether a noun can say what somebody is: `senator` of a person, `lender` of a body."""
    if noun.upos == "PROPN":
        return not noun.ner and is_role_word(language, noun)
    if noun.upos != "NOUN":
        return False
    if kind != "person":
        return noun.lemma in language.nouns or noun.lemma in language.roles_of_bodies
    trade = noun.lemma.endswith(language.trade_endings) and noun.lemma not in language.nouns
    return trade or noun.lemma in language.gendered or is_role_word(language, noun)


def _points(document: Document, token: Node) -> bool:
    """Whether a noun can stand for one who is known: `the mayor`, `Exeter's mayor`, and in a headline `Mayor`.

    `Her deputy` is seldom she who is named near it.
    """
    if token.feature("Number") == "Plur":
        return False
    definite = any(child.lemma in document.language.definites for child in token.children("det"))
    owned = any(owner.upos != "PRON" for owner in token.children("nmod:poss"))
    return definite or owned or document.is_in_headline(token.start)


def _is_of_another(entity: Entity, token: Node) -> bool:
    """Whether a description must be of another, by its clause: `Bo Dahl, the mayor`, `Ida Moe praised the mayor`."""
    above = token.head if token.has_relation("appos") else None
    named = [above] if above is not None else token.children("nsubj") if token.children("cop") else []
    beside = _beside_in_clause(token)
    own = {name.head.start for name in entity.names} if named or beside else set()
    named_there = any(word.ner.endswith("PER") and word.start not in own for word in named)
    return named_there or any(word.start in own for word in beside)


def _beside_in_clause(token: Node) -> list[Node]:
    """The other subject and objects of the verb of a noun, who are somebody else."""
    verb = token.head if token.has_relation(*_ARGUMENTS) else None
    return [word for word in verb.children(*_ARGUMENTS) if word is not token] if verb is not None else []


def _bears_a_name(tokens: Sequence[Node]) -> bool:
    """Whether a description has a name of its own beside it: `the mayor, Ann Lee`."""
    following = [*tokens[-1].following[:2]] if tokens else []
    if following and following[0].text == ",":
        following.pop(0)
    return bool(following) and following[0].ner == "B-PER"


def _name_near(entity: Entity, offset: int) -> NameMention:
    """The name before an offset, or else the first."""
    place = bisect_right(entity.names, offset, key=lambda named: named.mention.start)
    return entity.names[max(place - 1, 0)]
