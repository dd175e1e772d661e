"""What the words of a description tell of whom it can take up: `the mayor`, `the former secretary of state`."""

from collections.abc import Iterator

from attrs import frozen

from quoteattr.coreference.salience import SUBJECT_RELATIONS
from quoteattr.entities.cast import Cast
from quoteattr.entities.roles import head_word
from quoteattr.languages.language import Language
from quoteattr.records.records import Role
from quoteattr.syntax.trees import Node

AGE = 5
"""The tokens of `54-year-old`."""


def subjects_above(token: Node) -> Iterator[Node]:
    """Subjects of the clauses that a description's own clause completes; of these it would say *he* or *she*.

    `Bo left Ida after the billionaire had called` takes up Ida.
    """
    verb = token.head
    for above in verb.ancestors() if verb is not None else ():
        yield from above.children(*SUBJECT_RELATIONS)


@frozen
class Office:
    """What of a role tells whether another repeats it: its noun, words of rank like `vice`, and names.

    >>> from quoteattr.languages.loading import load_language
    >>> english = load_language("en")
    >>> ohio, from_ohio, vermont = (
    ...     Office.of(Role.cut(role, 0, len(role)), english)
    ...     for role in ("Ohio senator", "senator from Ohio is", "Vermont senator"))
    >>> ohio.noun, ohio.shares_a_name(from_ohio), ohio.differs(vermont)
    ('senator', True, True)
    """

    noun: str
    ranks: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, role: Role, language: Language) -> "Office":
        """The office that a role tells of."""
        ranks = language.ranks.intersection(role.text.lower().replace("-", " ").split())
        names = (word for word in role.text.split()[:-1] if word[:1].isupper())
        return cls(head_word(role), frozenset(ranks), frozenset(names))

    def shares_a_name(self, other: "Office") -> bool:
        """Whether a name stands in both: `Ohio senator`, `senator from Ohio`."""
        return not self.names.isdisjoint(other.names)

    def differs(self, other: "Office") -> bool:
        """Whether both have names in them and share none."""
        return bool(self.names and other.names) and not self.shares_a_name(other)


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


def takes_up(token: Node, language: Language) -> bool:
    """Whether a description is of the short sort by which a subject known before is called another name.

    It opens the sentence (`The mayor left.`) or follows a mark (`“No,” the mayor said.`), or has words before its noun
    (`..., the New York businessman said`).
    """
    first = token.subtree()[0].index
    opens = first <= 2 or token.sentence.nodes[first - 2].text in language.marks.all
    modified = bool(token.children("amod", "compound"))
    place = (opens or modified) if token.has_relation(*SUBJECT_RELATIONS) else opens and token.deprel == "nmod:poss"
    former = any(child.lemma in language.past_roles for child in token.children("amod"))
    return place and (former or not token.children("nmod")) and not token.children("appos")


def age(head: Node, language: Language) -> str:
    """The age by which somebody is called: `54` in `the 54-year-old`."""
    hyphened = head.index >= AGE and head.sentence.nodes[head.index - 2].text == "-"
    counted = head.lemma in language.ages and hyphened
    return head.sentence.nodes[head.index - AGE].text if counted else ""


def is_part_of_another(cast: Cast, token: Node) -> bool:
    """Whether a noun only says more of a figure: `the mayor` in `Ann Lee, the mayor`, `she is the mayor`."""
    if token.deprel in ("compound", "nmod:desc", "fixed", "flat", "appos") or token.children("cop"):
        return True
    following = token.following[:1]
    if following and following[0].ner == "B-PER":
        return True
    return any(cast.entity_at(child) for child in token.children("appos", "flat"))
