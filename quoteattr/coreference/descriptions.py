"""What the words of a description tell of whom it can take up: `the mayor`, `the former secretary of state`."""

from collections.abc import Iterator

from quoteattr.coreference.salience import SUBJECT_RELATIONS
from quoteattr.entities.cast import Cast
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


def differ(one: Role, other: Role) -> bool:
    """Whether two roles have names in them and share none."""
    return bool(_names_in(one) and _names_in(other)) and not share_a_name(one, other)


def is_of_other_rank(one: Role, other: Role, language: Language) -> bool:
    """Whether one of two roles is that of a deputy: `vice presidential nominee`, `presidential nominee`."""
    ranks = [language.ranks.intersection(role.text.lower().replace("-", " ").split()) for role in (one, other)]
    return ranks[0] != ranks[1]


def share_a_name(one: Role, other: Role) -> bool:
    """Whether a name stands in both of two roles: `Ohio senator`, `senator from Ohio`."""
    return bool(_names_in(one) & _names_in(other))


def _names_in(role: Role) -> set[str]:
    return {word for word in role.text.split()[:-1] if word[:1].isupper()}


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
