"""Trees whose words know their neighbours: what the rules of this library walk over.

A parse is flat rows of tokens (`quoteattr.syntax.parse`); here each token becomes a node that is linked to its head,
its children and the words beside it. Nodes are told apart by identity.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Final

from attrs import evolve

from quoteattr.syntax.parse import Sentence, Token, in_a_circle

LONGEST_TREE: Final = 200
"""Tokens that rules see as one sentence, at most: what they ask of a sentence takes time that grows faster than it."""
_STOPS: Final = (".", "?", "!", ";")

SUBJECTS: Final = ("nsubj", "nsubj:pass", "nsubj:outer")
"""The relations of subjects that are no clauses."""


class Node:
    """A token in its tree.

    `start` and `end` are offsets into the text, `index` counts from 1 within the sentence. `lemma` is in small letters.
    `head` is the node that governs this one, None for the root.

    >>> words = [("She", 2, "nsubj"), ("said", 0, "root"), ("no", 2, "obj")]
    >>> starts = [0, 4, 9]
    >>> tree = Tree(Token(i, at, at + len(word), word, word, "X", head, relation)
    ...     for i, (at, (word, head, relation)) in enumerate(zip(starts, words), 1))
    >>> she, said, no = tree.nodes
    >>> she.head is said, said.children("obj") == [no], no.before is said, she.before
    (True, True, True, None)
    """

    __slots__ = (
        *("_children", "deprel", "end", "feats", "head", "index", "lemma", "ner", "sentence", "start", "text"),
        *("token", "upos"),
    )

    def __init__(self, token: Token, sentence: Tree) -> None:
        self.token = token
        self.sentence = sentence
        self.index = token.index
        self.start = token.start
        self.end = token.end
        self.text = token.text
        self.lemma = token.lemma.lower()
        self.upos = token.upos
        self.deprel = token.deprel
        self.feats = token.feats
        self.ner = token.ner
        self.head: Node | None = None
        self._children: list[Node] = []

    def __repr__(self) -> str:
        return f"<Node {self.text!r} at {self.start}:{self.end}>"

    def feature(self, name: str) -> str:
        """The value of a feature, or an empty string."""
        return self.token.feature(name)

    def has_relation(self, *relations: str) -> bool:
        """Whether the node's relation is one of these; `nsubj` stands for its subtypes too."""
        return self.deprel in relations or (":" in self.deprel and self.deprel.partition(":")[0] in relations)

    @property
    def before(self) -> Node | None:
        """The word before this one in the sentence."""
        return self.sentence.nodes[self.index - 2] if self.index > 1 else None

    @property
    def after(self) -> Node | None:
        """The word after this one in the sentence."""
        nodes = self.sentence.nodes
        return nodes[self.index] if self.index < len(nodes) else None

    @property
    def preceding(self) -> tuple[Node, ...]:
        """All words before this one in the sentence, in order."""
        return self.sentence.nodes[: self.index - 1]

    @property
    def following(self) -> tuple[Node, ...]:
        """All words after this one in the sentence, in order."""
        return self.sentence.nodes[self.index :]

    def until(self, later: Node) -> tuple[Node, ...]:
        """The words between this one and a later one of the sentence; none where the other comes before."""
        return self.sentence.nodes[self.index : later.index - 1]

    def children(self, *relations: str) -> list[Node]:
        """The nodes that this one governs, with one of the relations where any are given."""
        if not relations:
            return list(self._children)
        return [child for child in self._children if child.has_relation(*relations)]

    def ancestors(self) -> Iterator[Node]:
        """The head, its head, and so on up to the root."""
        current = self.head
        while current is not None:
            yield current
            current = current.head

    def subtree(self, without: Iterable[Node] = ()) -> list[Node]:
        """The node and all below it, in the order of the text; branches at `without` are left out."""
        left_out = set(without)
        found = [self]
        for node in found:
            found.extend(child for child in node._children if child not in left_out)
        return sorted(found, key=attrgetter("index"))


class Tree:
    """The nodes of one sentence, in the order of the text."""

    __slots__ = ("end", "nodes", "start")

    def __init__(self, tokens: Iterable[Token]) -> None:
        self.nodes = tuple(Node(token, self) for token in tokens)
        self.start = self.nodes[0].start
        self.end = self.nodes[-1].end
        for node in self.nodes:
            if node.token.head:
                node.head = self.nodes[node.token.head - 1]
                node.head._children.append(node)

    def with_tokens(self, changed: Iterable[Token]) -> Tree:
        """The tree with some of its tokens exchanged; the same tree where there are none, or where they make none."""
        by_index = {token.index: token for token in changed}
        if not by_index:
            return self
        tokens = [by_index.get(node.index, node.token) for node in self.nodes]
        return self if in_a_circle([token.head for token in tokens]) else Tree(tokens)


def pieces(sentence: Sentence) -> Iterator[Tree]:
    """The tree over a sentence, or, over one of more than LONGEST_TREE tokens, trees over parts of it.

    A part ends with a full stop or the like, where there is one in its second half. What hangs from another part is a
    root.
    """
    tokens = sentence.tokens
    first = 0
    while len(tokens) - first > LONGEST_TREE:
        late = range(first + LONGEST_TREE - 1, first + LONGEST_TREE // 2, -1)
        last = next((place for place in late if tokens[place].text in _STOPS), late[0])
        yield _piece(tokens[first : last + 1])
        first = last + 1
    yield _piece(tokens[first:]) if first else Tree(tokens)


def _piece(tokens: Sequence[Token]) -> Tree:
    before = tokens[0].index - 1
    heads = (token.head - before for token in tokens)
    return Tree(
        evolve(token, index=index, head=head if 0 < head <= len(tokens) else 0)
        for index, (token, head) in enumerate(zip(tokens, heads, strict=True), 1)
    )


class Trees:
    """The trees of a text, asked by offset."""

    def __init__(self, sentences: Iterable[Tree]) -> None:
        self.sentences = tuple(sentences)
        self._starts = [sentence.start for sentence in self.sentences]

    @classmethod
    def of(cls, sentences: Iterable[Sentence]) -> Trees:
        """The trees over the rows of a parse."""
        return cls(tree for sentence in sentences for tree in pieces(sentence))

    def sentence_at(self, offset: int) -> Tree | None:
        """The sentence that covers the offset, or None where no sentence does."""
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and offset < self.sentences[place].end:
            return self.sentences[place]
        return None

    def before(self, sentence: Tree, count: int) -> Iterator[Tree]:
        """The sentence and up to `count` before it, the nearest first."""
        place = bisect_right(self._starts, sentence.start) - 1
        yield from reversed(self.sentences[max(place - count, 0) : place + 1])

    def between(self, start: int, end: int) -> tuple[Tree, ...]:
        """The sentences that share a character with `text[start:end]`."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_right(self._starts, end - 1)
        return tuple(sentence for sentence in self.sentences[first:last] if sentence.end > start)

    def nodes(self, start: int, end: int) -> list[Node]:
        """The nodes that lie within `text[start:end]`."""
        return [
            node
            for sentence in self.between(start, end)
            for node in sentence.nodes
            if start <= node.start and node.end <= end
        ]
