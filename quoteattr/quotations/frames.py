"""The frames of cues: the relations in which content hangs from them."""

from collections.abc import Iterator
from typing import Final

from quoteattr.records.reasons import Frame
from quoteattr.syntax.trees import Node

COMPLEMENT: Final = Frame("ccomp")
QUOTE: Final = Frame("quote")
PARENTHESIS: Final = Frame("parenthesis")
PREPOSITION: Final = Frame("preposition")
COLON: Final = Frame("colon")
OUTER: Final = Frame("outer")
AS: Final = Frame("as")

CUE_TAGS: Final = {"VERB": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "AUX": "verb"}
"""Words that can be cues, by their part of speech, and the class under which they are counted."""
_BARE = ("ccomp", "xcomp", "obj", "csubj", "parataxis")
_WITH_PREPOSITION = ("obl", "nmod")
_WITH_MARK = ("advcl", "acl")


def frames(cue: Node) -> Iterator[tuple[Frame, Node]]:
    """The frames in which a token governs something that could be content, each with the content's head.

    The outer subject of a clause is a cue too, though it hangs from it: `answer` in *Her answer was that they won*.

    >>> words = "She said they won".split()
    >>> shape = [(2, "nsubj", "PRON"), (0, "root", "VERB"), (4, "nsubj", "PRON"), (2, "ccomp", "VERB")]
    >>> from quoteattr.syntax.parse import Token
    >>> from quoteattr.syntax.trees import Tree
    >>> sentence = Tree(Token(i, 0, 0, word, word, tag, head, relation)
    ...     for i, (word, (head, relation, tag)) in enumerate(zip(words, shape), 1))
    >>> [(str(frame), head.text) for frame, head in frames(sentence.nodes[1])]
    [('ccomp', 'won')]
    """
    passive = bool(cue.children("aux:pass", "nsubj:pass"))
    for child in cue.children():
        relation = child.deprel.partition(":")[0]
        if relation in _BARE:
            yield Frame(relation, passive=passive), child
        elif child.deprel == "nsubj:pass":
            yield Frame("nsubj:pass"), child
        elif relation in _WITH_PREPOSITION and child.deprel not in ("nmod:poss", "obl:agent"):
            cases = child.children("case")
            if cases:
                yield Frame(relation, cases[0].lemma, passive), child
        elif relation in _WITH_MARK and child.deprel != "acl:relcl":
            marks = child.children("mark")
            yield Frame(relation, marks[0].lemma if marks else "", passive), child
    clause = cue.head if cue.deprel == "nsubj:outer" else None
    if clause is not None and clause.children("mark"):
        yield OUTER, clause


def table_of(cue: Node, frame: Frame) -> str:
    """The table in which a cue's frame was counted: its word class and the frame."""
    return f"{CUE_TAGS.get(cue.upos, 'other')} {frame}"
