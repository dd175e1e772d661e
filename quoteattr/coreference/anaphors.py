"""Pronouns and descriptions, and what their own words tell of whom they stand for."""

from attrs import frozen

from quoteattr.coreference.figures import Figure, Place
from quoteattr.coreference.offices import Office
from quoteattr.document.marks import QuotedSpan
from quoteattr.entities.cast import Cast, Entity
from quoteattr.languages.language import Language
from quoteattr.records.records import Role
from quoteattr.syntax.trees import Node


@frozen(eq=False)
class Anaphor:
    """A pronoun or a description that may take up somebody, in its place.

    `wanted` is what a pronoun agrees with, `person`, `thing` or `plural` for a description. `quoted` is the outer
    quoted span around it, and `beside` those that it may speak, as a subject next to them. `gender` is told by the noun
    of a description, `owner` is whose somebody is: *her deputy*; `shape` and `opens` say how it points, and whether it
    opens the sentence. `former` is the pronoun before that wants the same, with whom it meant. `genre` is what the text
    around it is: a `narrative`, `quoting`, or `plain`.
    """

    token: Node
    place: Place
    wanted: str
    quoted: QuotedSpan | None = None
    beside: tuple[QuotedSpan, ...] = ()
    genre: str = ""
    former: tuple[Figure, Place] | None = None
    role: Role | None = None
    office: Office | None = None
    apposed: Office | None = None  # of a description in apposition: her cousin, the lawyer
    kind: str = ""
    owner: Entity | None = None
    gender: str = ""
    shape: str = ""
    opens: bool = False
    headline: bool = False

    @property
    def described(self) -> bool:
        """Whether it is a description."""
        return self.token.upos != "PRON"


def looks_ahead(token: Node, language: Language) -> bool:
    """Whether a pronoun's own clause or phrase says who is meant: `those who left`, `those around him`."""
    forward = token.text.lower() in language.forward_pronouns
    return forward and bool(token.children("acl", "acl:relcl", "nmod"))


def is_definite(token: Node, language: Language) -> bool:
    """Whether a description points to somebody known: `the mayor`."""
    return any(child.lemma in language.definites for child in token.children("det"))


def is_bare(token: Node) -> bool:
    """Whether a description is a noun and its article: `the union`, but not `the nurses' union`."""
    return not token.children("amod", "compound", "nmod", "nmod:poss", "nummod")


def is_narrowed(token: Node) -> bool:
    """Whether a clause says who of several is meant: `the man who left`, but not `the mayor, who left`."""
    starts = [clause.subtree()[0].index for clause in token.children("acl", "acl:relcl")]
    return any(
        "," not in (token.sentence.nodes[start - 1].text, token.sentence.nodes[start - 2].text) for start in starts
    )


def shape_of(token: Node) -> str:
    """How a description points: by an article or `this`, by whose it is, whether it says more, and its number."""
    determiner = next((child.lemma for child in token.children("det")), "")
    owner = next((child.upos for child in token.children("nmod:poss")), "")
    plural = token.feature("Number") == "Plur"
    return f"{determiner or owner}|{is_bare(token)}|{plural}"


def opens(token: Node, language: Language) -> bool:
    """Whether a description opens the sentence, or follows a mark: `“No,” the mayor said.`"""
    first = token.subtree()[0].index
    return first <= 2 or token.sentence.nodes[first - 2].text in language.marks.all


def is_counted(head: Node) -> bool:
    """Whether a description is of one in a row: `the second official`."""
    return any(word.feature("NumType") == "Ord" for word in head.children("amod"))


def is_part_of_another(cast: Cast, token: Node) -> bool:
    """Whether a noun only says more of a figure: `the mayor` in `Ann Lee, the mayor`, `she is the mayor`."""
    if token.deprel in ("compound", "nmod:desc", "fixed", "flat", "appos") or token.children("cop"):
        return True
    following = token.following[:1]
    if following and following[0].ner == "B-PER":
        return True
    return any(cast.entity_beside(child) for child in token.children("appos", "flat"))
