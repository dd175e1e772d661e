"""What a mention adds to the salience of whom it stands for, by its place in the clause; and sentences, numbered."""

from collections.abc import Iterator

from quoteattr.document.document import Document
from quoteattr.syntax.trees import Node, Tree

SUBJECT, OBJECT, OTHER, OWNER = 1.0, 0.55, 0.4, 0.25
"""What a mention adds, by its place in the clause."""
SUBJECTS_OWNER = 0.7
"""What the owner of a subject adds: `Moe's lawyer said that he was ill`."""
RELATIVE = 0.7
"""What a relative clause adds."""
TOPIC = 0.4
"""What a subject of the main clause adds."""
BREAK = 3
"""Sentences that a line without words, like `***`, counts as."""
SUBJECT_RELATIONS = ("nsubj", "csubj")

_OBJECTS = ("obj", "iobj", "obl:agent")
_OWNERS = ("nmod:poss", "compound", "nmod:desc")


def weight(token: Node) -> float:
    """What a mention adds, by its head."""
    token = _top(token)
    verb = token.head
    if token.has_relation(*SUBJECT_RELATIONS):
        return SUBJECT + (TOPIC if verb is not None and verb.head is None else 0)
    if token.has_relation(*_OBJECTS):
        return SUBJECT if verb is not None and _is_inverted(verb) else OBJECT
    if token.has_relation("nmod:poss") and verb is not None and verb.has_relation(*SUBJECT_RELATIONS):
        return SUBJECTS_OWNER
    return OWNER if token.deprel in _OWNERS else OTHER


def _is_inverted(verb: Node) -> bool:
    """Whether a verb stands after a mark and without a subject: `“Yes,” noted Lee`, taken for an object."""
    before = verb.before
    told = before is not None and before.upos == "PUNCT" and verb.feature("VerbForm") != "Ger"
    return told and not verb.children(*SUBJECT_RELATIONS)


def numbered(document: Document) -> Iterator[tuple[int, Tree]]:
    """The sentences with their numbers, on which salience fades; a line without words parts them as some would.

    In dialogue, what is spoken does not count: it has figures of its own.
    """
    breaks = [p.start for p in document.paragraphs if not any(map(str.isalnum, document.text[p.start : p.end]))]
    number = 0
    for sentence in document.trees.sentences:
        while breaks and breaks[0] < sentence.start:
            breaks.pop(0)
            number += BREAK
        yield number, sentence
        number += not (document.has_dialogue and _is_speech(document, sentence))


def _is_speech(document: Document, sentence: Tree) -> bool:
    """Whether all words of a sentence stand in quotation marks."""
    return all(document.is_quoted(token) for token in sentence.nodes if token.upos != "PUNCT")


def _top(token: Node) -> Node:
    """The head of the phrase that a name only completes: `Secretary` in `Secretary John Kerry`."""
    for above in token.ancestors():
        if not token.has_relation("flat", "appos"):
            return token
        token = above
    return token
