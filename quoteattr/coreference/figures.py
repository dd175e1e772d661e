"""Those whom the mentions of a text may stand for, each with its mentions so far: what a mention is weighed against."""

from attrs import define, field, frozen

from quoteattr.coreference.chains import Antecedent
from quoteattr.coreference.offices import Office
from quoteattr.entities.cast import Entity
from quoteattr.languages.language import Language
from quoteattr.syntax.trees import Node
from quoteattr.vocabulary import Form

SUBJECTS = ("nsubj", "csubj")
_OBJECTS = ("obj", "iobj")
_PREPOSITIONAL = ("obl", "nmod")
_INSIDE_NAMES = ("compound", "nmod:desc", "flat")


@frozen(eq=False)
class Place:
    """Where somebody is mentioned: the head of the phrase, its form, and its part in the clause.

    `number` and `paragraph` count sentences and paragraphs. `quoted` is where the quotation marks around it begin, -1
    outside of them. `verb` is the verb, or else the noun, that the mention hangs from.
    """

    head: Node
    form: Form
    number: int
    paragraph: int
    quoted: int
    part: str
    verb: Node | None
    reports: bool

    @classmethod
    def of(cls, head: Node, form: Form, number: int, paragraph: int, quoted: int, language: Language) -> "Place":
        """The place of a mention, by its head."""
        top = _top(head)
        part, verb = part_of(top), top.head
        reports = verb is not None and part in ("subject", "topic") and language.cues.reports(verb.lemma)
        return cls(head, form, number, paragraph, quoted, part, verb, reports)


@define(eq=False)
class Figure:
    """Somebody or something: a member of the cast, several of them together, or a phrase without a name.

    `gender` is what is told or guessed of it, `surety` by what it is told. `offices` are those that its roles tell of.
    """

    head: Node
    entity: Entity | None
    kind: str
    plural: bool = False
    gender: str = ""
    surety: str = ""
    others: tuple[Entity, ...] = ()
    noun: str = ""  # of a phrase: the lemma of its head
    owner: Entity | None = None  # of a phrase: whose somebody is
    offices: set[Office] = field(factory=set)
    places: list[Place] = field(factory=list)

    @property
    def origin(self) -> Antecedent:
        """What the mentions of the figure stand for: whoever has no name is known by the first of them."""
        return Antecedent(self.entity, self.head, self.others)


def part_of(top: Node) -> str:
    """The part that a phrase has in its clause; `topic` is the subject of a main clause."""
    verb = top.head
    if top.has_relation(*SUBJECTS):
        return "topic" if verb is not None and verb.head is None else "subject"
    if top.has_relation(*_OBJECTS):
        return "topic" if verb is not None and _is_inverted(verb) else "object"
    if top.deprel == "obl:agent":
        return "agent"
    if top.has_relation("nmod:poss"):
        return "subject's owner" if verb is not None and verb.has_relation(*SUBJECTS) else "owner"
    if top.deprel in _INSIDE_NAMES:
        return "inside"
    return next((relation for relation in (*_PREPOSITIONAL, "conj", "root") if top.has_relation(relation)), "other")


def _is_inverted(verb: Node) -> bool:
    """Whether a verb stands after a mark and without a subject: `“Yes,” noted Lee`, taken for an object."""
    before = verb.before
    told = before is not None and before.upos == "PUNCT" and verb.feature("VerbForm") != "Ger"
    return told and not verb.children(*SUBJECTS)


def _top(token: Node) -> Node:
    """The head of the phrase that a name only completes: `Secretary` in `Secretary John Kerry`."""
    for above in token.ancestors():
        if not token.has_relation("flat", "appos"):
            return token
        token = above
    return token
