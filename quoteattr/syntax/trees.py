"""A parsed text: tokens, sentences and walks over dependency trees.

Labels are those of Universal Dependencies (https://universaldependencies.org); offsets are code points
into the caller's text, end exclusive. The rules of this library see only these classes, whatever parser
made the trees.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from operator import attrgetter

import attrs

from quoteattr.errors import ParseError

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
"""The relations of subjects that are no clauses."""


@attrs.frozen
class Token:
    """One syntactic word and its place in the tree.

    `index` counts from 1 within the sentence and `head` is the index of the governing token, 0 for the root.
    `feats` is UD's string (`Number=Sing|Person=3`), `ner` a BIO tag (`B-PER`, `I-PER`) or empty.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    head: int
    deprel: str
    feats: str = ""
    ner: str = ""

    def feature(self, name: str) -> str:
        """The value of a feature, or an empty string.

        >>> Token(1, 0, 2, "he", "he", "PRON", 2, "nsubj", feats="Case=Nom|Gender=Masc").feature("Gender")
        'Masc'
        """
        for pair in self.feats.split("|"):
            key, _, value = pair.partition("=")
            if key == name:
                return value
        return ""

    def moved(self, offset: int, text: str) -> "Token":
        """The token of a part of a text, as it stands in the whole of it; the part begins at the offset."""
        start, end = self.start + offset, self.end + offset
        return Token(
            self.index,
            start,
            end,
            text[start:end],
            self.lemma,
            self.upos,
            self.head,
            self.deprel,
            self.feats,
            self.ner,
        )

    def has_relation(self, *relations: str) -> bool:
        """Whether the token's relation is one of these; `nsubj` stands for its subtypes too.

        >>> token = Token(1, 0, 2, "it", "it", "PRON", 2, "nsubj:pass")
        >>> token.has_relation("nsubj"), token.has_relation("nsubj:pass"), token.has_relation("obj")
        (True, True, False)
        """
        if self.deprel in relations:
            return True
        return ":" in self.deprel and self.deprel.partition(":")[0] in relations


@attrs.frozen(slots=False)
class Sentence:
    """The tokens of one sentence, in the order of the text, with the tree over them."""

    tokens: tuple[Token, ...] = attrs.field()

    @tokens.validator
    def _check_heads(self, _: object, tokens: tuple[Token, ...]) -> None:
        if not tokens:
            raise ParseError("a sentence came without tokens; leave empty sentences out of the parse")
        for place, token in enumerate(tokens, 1):
            if token.index != place or not 0 <= token.head <= len(tokens) or token.head == place:
                raise ParseError(
                    f"token {token.text!r} at offset {token.start} has index {token.index} and head {token.head}; "
                    f"in a sentence of {len(tokens)} tokens its index must be {place} and its head another index, "
                    "or 0 for the root"
                )

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    @cached_property
    def _children(self) -> dict[int, list[Token]]:
        children: dict[int, list[Token]] = {}
        for token in self.tokens:
            children.setdefault(token.head, []).append(token)
        return children

    def head(self, token: Token) -> Token | None:
        """The token that governs this one; None for the root."""
        return self.tokens[token.head - 1] if token.head else None

    def children(self, token: Token, *relations: str) -> list[Token]:
        """The tokens that this one governs, with one of the relations where any are given."""
        children = self._children.get(token.index, ())
        return [child for child in children if child.has_relation(*relations)] if relations else list(children)

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The head, its head, and so on up to the root. Ends on a cycle as well."""
        seen = {token.index}
        current = self.head(token)
        while current is not None and current.index not in seen:
            seen.add(current.index)
            yield current
            current = self.head(current)

    def subtree(self, token: Token, without: Iterable[Token] = ()) -> list[Token]:
        """The token and all below it, in the order of the text; branches at `without` are left out."""
        reached = {token.index, *(branch.index for branch in without)}
        found, stack = [token], [token]
        while stack:
            for child in self._children.get(stack.pop().index, ()):
                if child.index not in reached:
                    reached.add(child.index)
                    found.append(child)
                    stack.append(child)
        return sorted(found, key=attrgetter("index"))


Chain = tuple[tuple[int, int], ...]
"""Where the mentions of one person or thing are: offsets into the text, end exclusive, in the order of the text."""


def _in_order(chains: Iterable[Iterable[tuple[int, int]]]) -> tuple[Chain, ...]:
    return tuple(sorted(tuple(sorted((start, end) for start, end in mentions)) for mentions in chains))


@attrs.frozen(slots=False)
class Parse:
    """A text and its parsed sentences. Sentences are in order and do not overlap; gaps are allowed.

    `chains` are those of coreference, where the parser knows them: for each person or thing, the spans that mention
    it. A span begins where a token begins and ends where one ends. They are put in the order of the text.

    >>> tokens = Token(1, 0, 3, "Ann", "Ann", "PROPN", 2, "nsubj"), Token(2, 4, 8, "said", "say", "VERB", 0, "root")
    >>> Parse("Ann said", (Sentence(tokens),), chains=[[(0, 3)]]).chains
    (((0, 3),),)
    """

    text: str
    sentences: tuple[Sentence, ...] = attrs.field()
    chains: tuple[Chain, ...] = attrs.field(default=(), converter=_in_order)

    @sentences.validator
    def _check_offsets(self, _: object, sentences: tuple[Sentence, ...]) -> None:
        last = 0
        for sentence in sentences:
            for token in sentence.tokens:
                if not last <= token.start <= token.end or self.text[token.start : token.end] != token.text:
                    raise ParseError(
                        f"token {token.text!r} claims offsets {token.start}:{token.end}, where the text has "
                        f"{self.text[token.start : token.end]!r}; tokens must be in order and cut from the text"
                    )
                last = token.start

    @chains.validator
    def _check_chains(self, _: object, chains: tuple[Chain, ...]) -> None:
        starts, ends = (
            {at(token) for sentence in self.sentences for token in sentence.tokens} if chains else set()
            for at in (attrgetter("start"), attrgetter("end"))
        )
        for start, end in chain.from_iterable(chains):
            if start not in starts or end not in ends or start >= end:
                raise ParseError(
                    f"a chain of coreference mentions {start}:{end}, where the text has {self.text[start:end]!r}; "
                    "mentions must begin where a token begins and end where one ends"
                )

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that covers the offset, or None where no sentence does."""
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and offset < self.sentences[place].end:
            return self.sentences[place]
        return None

    def before(self, sentence: Sentence, count: int) -> Iterator[Sentence]:
        """The sentence and up to `count` before it, the nearest first."""
        place = bisect_right(self._starts, sentence.start) - 1
        yield from reversed(self.sentences[max(place - count, 0) : place + 1])

    def between(self, start: int, end: int) -> tuple[Sentence, ...]:
        """The sentences that share a character with `text[start:end]`."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_right(self._starts, end - 1)
        return tuple(sentence for sentence in self.sentences[first:last] if sentence.end > start)

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that lie within `text[start:end]`."""
        return [
            token
            for sentence in self.between(start, end)
            for token in sentence.tokens
            if start <= token.start and token.end <= end
        ]
