"""Sieves from source to speaker: which person or body of the text a phrase stands for.

A name comes first, then what a pronoun or a description takes up. What no sieve resolves stands for
itself: a group, a document, a body or a person without a name.
"""

from collections.abc import Callable
from itertools import dropwhile

from attrs import frozen

from quoteattr.attribution.analysis import Analysis
from quoteattr.entities.cast import Entity
from quoteattr.entities.kinds import is_personal
from quoteattr.entities.told_names import name_told
from quoteattr.records.records import Mention
from quoteattr.syntax.trees import Node


@frozen(slots=False)
class Clue:
    """A source, and what may tell whom it stands for."""

    analysis: Analysis
    mention: Mention
    head: Node


SpeakerSieve = Callable[[Clue], Entity | None]


def named_speaker(clue: Clue) -> Entity | None:
    """The name that heads the mention or stands beside its head: `Apple's chief executive, Tim Cook`."""
    head_entity = clue.analysis.cast.entity_at(clue.head)
    if clue.mention.form == "pronoun" and clue.mention.start > clue.head.start:
        return _before_relative(clue) or head_entity or _described_by(clue)
    if head_entity is not None and head_entity.kind == "person":
        return _past_employer(clue) or head_entity
    first = _subject_before(clue) or _described_by(clue) or _giver(clue) or name_told(clue.analysis.cast, clue.head)
    if head_entity is None and first is not None:
        return first
    beside = clue.head.children("flat", "appos", "compound", "nmod:desc")
    beside += _people_behind(clue) if _is_one(clue) else []
    for token in beside:
        entity = clue.analysis.cast.entity_beside(token)
        of_body = is_personal(clue.head, clue.analysis.language) and clue.head.children("nmod")  # an aide to the firm
        bodily = head_entity is None and token.has_relation("appos") and _is_one(clue) and not of_body
        if entity is not None and token.index > clue.head.index and (entity.kind == "person" or bodily):
            return entity
    return head_entity


def _people_behind(clue: Clue) -> list[Node]:
    """People tagged behind a description of one, however they hang from it, but not in a clause that describes it."""
    tokens = clue.head.sentence.nodes
    clauses = {below for clause in clue.head.children("acl") for below in clause.subtree()}
    return [
        token
        for token in tokens
        if clue.head.start < token.start < clue.mention.end
        and token.ner == "B-PER"
        and token not in clauses
        and tokens[token.index - 2].upos in ("NOUN", "PROPN", "PUNCT")
        and not _is_behind_preposition(clue, token)
    ]


def _is_behind_preposition(clue: Clue, name: Node) -> bool:
    """Whether a name is that of somebody whom a preposition brings in: `a friend of | the singer Ida Moe`.

    But `the head of the board Ida Moe` is she.
    """
    if clue.head.text[:1].isupper():
        return False  # Secretary of State Ida Moe
    between = name.sentence.nodes[clue.head.index : name.index - 1]
    described = bool(between) and is_personal(between[-1], clue.analysis.language)
    within = ("NOUN", "PROPN", "ADJ", *(["DET"] if described else []))
    before = dropwhile(lambda token: token.upos in within, reversed(between))
    return next((token.upos == "ADP" for token in before), False)


def _past_employer(clue: Clue) -> Entity | None:
    """Who is named behind a name and a noun: `Norsund analyst Ann Lee`, whatever *Norsund* was taken for."""
    tokens = [token for token in clue.head.following if token.end <= clue.mention.end]
    rest = list(dropwhile(lambda token: token.upos == "PROPN", tokens))
    behind = list(dropwhile(lambda token: token.upos == "NOUN" and token.text.islower(), rest))
    if len(behind) == len(rest) or not behind or behind[0].upos != "PROPN":
        return None
    return clue.analysis.cast.entity_at(behind[0])


def _is_one(clue: Clue) -> bool:
    """Whether a phrase is of one: `the landlord`, of whom a name beside it can be the name."""
    return clue.head.feature("Number") != "Plur"


def _subject_before(clue: Clue) -> Entity | None:
    """Who is named just before a description that is no second subject but an apposition: `Oslo, its ally, said`."""
    before = (*clue.head.preceding, clue.head)
    comma = next((token for token in reversed(before) if token.end <= clue.mention.start), None)
    named = before[comma.index - 2] if comma is not None and comma.text == "," and comma.index > 1 else None
    joined = named is not None and named.head == clue.head.head and named.deprel == clue.head.deprel == "nsubj"
    return clue.analysis.cast.entity_at(named) if named is not None and joined else None


def _described_by(clue: Clue) -> Entity | None:
    """The person whom a description in apposition is of, where *who* hangs from it: `Ada Roth, the mayor, who said`."""
    told = clue.analysis.language.relatives.get(clue.mention.text.lower())
    if clue.mention.form == "pronoun" and told != "person":
        return None
    beside = clue.head
    while beside.has_relation("conj") and beside.head is not None:
        beside = beside.head  # a teacher and author, who said
    above = beside.head if beside.has_relation("appos") else None
    entity = clue.analysis.cast.entity_at(above) if above is not None else None
    return entity if entity is not None and entity.kind == "person" else None


def _giver(clue: Clue) -> Entity | None:
    """Who gave what was said by word of mouth: `a speech that Ada Roth gave`, `her remarks`."""
    if clue.head.lemma not in clue.analysis.language.spoken:
        return None
    clauses = clue.head.children("acl:relcl", "acl")
    subjects = [subject for clause in clauses for subject in clause.children("nsubj")]
    givers = [*subjects, *clue.head.children("nmod:poss")]
    return next(filter(None, map(clue.analysis.antecedents.entity_of, givers)), None)


def _before_relative(clue: Clue) -> Entity | None:
    """The person named just before *who*, whatever it was attached to: `met Will Smith and Ada Roth, who said`."""
    before = [token for token in clue.head.sentence.nodes if token.end <= clue.mention.start and token.text != ","]
    entity = clue.analysis.cast.entity_at(before[-1]) if before else None
    return entity if entity is not None and entity.kind == "person" else None


def coreferent(clue: Clue) -> Entity | None:
    """The one who is named in the same chain of coreference, which came with the parse: `she`, `the mayor`."""
    told = clue.analysis.antecedents.told(clue.head)
    return told.entity if told else None


def antecedent(clue: Clue) -> Entity | None:
    """The one whom a pronoun or a description stands for: `she`, `the mayor`, `the company`.

    Declines where it stands for nobody in the cast, or for somebody without a name.
    """
    found = clue.analysis.antecedents.of(clue.head)
    return found.entity if found else None


def author(clue: Clue) -> Entity | None:
    """The one who wrote the text, where *I* stands outside of quotation marks: by byline, signature or a line below."""
    return clue.analysis.cast.author_at(clue.head.start) if clue.head.text == clue.analysis.language.narrator else None
