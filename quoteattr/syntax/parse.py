"""A parsed text as flat rows: what parsers hand over, and what is exchanged with other libraries.

Labels are those of Universal Dependencies (https://universaldependencies.org); offsets are code points into the
caller's text, end exclusive. Whatever parser made the trees, the rules of this library see only these classes, and walk
over them as the linked nodes of `quoteattr.syntax.trees`.
"""

from collections.abc import Iterable
from itertools import chain
from operator import attrgetter

import attrs

from quoteattr.errors import ParseError


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


@attrs.frozen
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


Chain = tuple[tuple[int, int], ...]
"""Where the mentions of one person or thing are: offsets into the text, end exclusive, in the order of the text."""


def _in_order(chains: Iterable[Iterable[tuple[int, int]]]) -> tuple[Chain, ...]:
    return tuple(sorted(tuple(sorted((start, end) for start, end in mentions)) for mentions in chains))


@attrs.frozen
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
