"""A parsed text as flat rows: what parsers hand over, and what is exchanged with other libraries.

Labels are those of Universal Dependencies (https://universaldependencies.org); offsets are code points into the
caller's text, end exclusive. Whatever parser made the trees, the rules of this library see only these classes, and walk
over them as the linked nodes of `quoteattr.syntax.trees`.

What is handed in is checked here and nowhere else: values have their types, heads make trees, offsets fit the text.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, NoReturn

import attrs

from quoteattr.errors import ParseError, shown

LONGEST_CIRCLE = 8
"""Tokens of a circle of heads that a message names, at most."""


@attrs.frozen
class Token:
    """One syntactic word and its place in the tree.

    Attributes:
        index: Its number in the sentence, from 1.
        start: Where it begins, in code points of the text.
        end: Where it ends, not included.
        text: The word, as written.
        lemma: Its dictionary form.
        upos: Its word class, one of Universal Dependencies.
        head: The index of the token that governs it; 0 for the root.
        deprel: The relation to its head.
        feats: Its features, as in `Number=Sing|Person=3`.
        ner: A BIO tag (`B-PER`, `I-PER`), or empty.
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

        Examples:
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


def _listed(given: Iterable[Any]) -> tuple[Any, ...]:
    try:
        return tuple(given)
    except TypeError as error:
        what = f"expected a tuple of sentences, or of their tokens, got {shown(given)}"
        raise ParseError(f"{what}; pass them in the order of the text") from error


@attrs.frozen
class Sentence:
    """The tokens of one sentence, in the order of the text, with the tree over them.

    The tree may be a forest: several tokens may have 0 for their head, as in treebanks that join what was cut.

    Attributes:
        tokens: The tokens.

    Raises:
        ParseError: The heads lead in a circle, or a value is of a wrong type.
    """

    tokens: tuple[Token, ...] = attrs.field(converter=_listed)

    @tokens.validator
    def _check_tokens(self, _: object, tokens: tuple[Token, ...]) -> None:
        if not tokens:
            raise ParseError("a sentence came without tokens; leave empty sentences out of the parse")
        try:
            _check_rows(tokens)
        except (AttributeError, TypeError):
            for token in tokens:
                _check_types(token)
            raise
        _check_tree(tokens)

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end


def _check_rows(tokens: Sequence[Token]) -> None:
    """Raise ParseError unless tokens are numbered, have heads within the sentence, and values that rules can read."""
    count = len(tokens)
    for place, token in enumerate(tokens, 1):
        head = token.head
        if token.index != place or not 0 <= head <= count or head == place:
            _check_types(token)
            raise ParseError(
                f"token {shown(token.text)} at offset {shown(token.start)} has index {shown(token.index)} and head "
                f"{shown(head)}; in a sentence of {count} tokens its index must be {place} and its head another index, "
                "or 0 for the root"
            )
        if (  # the quickest way to ask, for 100,000 tokens
            token.index.__class__ is not int
            or head.__class__ is not int
            or token.lemma.__class__ is not str
            or token.upos.__class__ is not str
            or token.deprel.__class__ is not str
            or token.feats.__class__ is not str
            or token.ner.__class__ is not str
        ):
            _check_types(token)


def _check_types(token: Any) -> None:
    """Raise ParseError for what is no token, or has values of wrong types; types that inherit from these will do."""
    if not isinstance(token, Token):
        raise ParseError(f"expected a Token, got {shown(token)}; a Sentence takes a tuple of tokens")
    for field in attrs.fields(Token):
        value, numeric = getattr(token, field.name), field.type is int
        if not isinstance(value, int if numeric else str) or isinstance(value, bool):
            wanted = "a whole number" if numeric else "a string"
            raise ParseError(f"a token has {shown(value)} for its {field.name}; expected {wanted}")


def _refuse_offsets(token: Token, text: str) -> NoReturn:
    _check_types(token)
    raise ParseError(
        f"token {shown(token.text)} claims offsets {shown(token.start)}:{shown(token.end)}, where the text has "
        f"{shown(text[token.start : token.end])}; tokens must be in order and cut from the text"
    )


def in_a_circle(heads: Sequence[int]) -> int:
    """A token whose heads lead back to it, or 0 where all lead to a root. Each head is followed once.

    >>> in_a_circle([2, 0, 2]), in_a_circle([2, 0, 4, 3])
    (0, 3)
    """
    above = [0, *heads]
    reached = [0] * len(above)  # from which token
    for place in range(1, len(above)):
        here = place
        while here and not reached[here]:
            reached[here] = place
            here = above[here]
        if here and reached[here] == place:
            return here
    return 0


def _check_tree(tokens: Sequence[Token]) -> None:
    heads = [token.head for token in tokens]
    first = in_a_circle(heads)
    if first:
        circle = [first, heads[first - 1]]
        while circle[-1] != first and len(circle) <= LONGEST_CIRCLE:
            circle.append(heads[circle[-1] - 1])
        token, more = tokens[first - 1], "" if circle[-1] == first else " > ..."
        raise ParseError(
            f"token {shown(token.text)} at offset {token.start} hangs below itself, by the heads "
            f"{' > '.join(map(str, circle))}{more}; heads must lead to a root, whose head is 0"
        )


def grown(makers: Iterable[Callable[[], Sentence]]) -> tuple[list[Sentence | None], tuple[str, ...]]:
    """The sentences that are made, None for those whose rows are no tree, with warnings that say what is wrong there.

    So one flaw costs one sentence. Raises ParseError where all of them are flawed.
    """
    sentences: list[Sentence | None] = []
    flaws: list[ParseError] = []
    for make in makers:
        try:
            sentences.append(make())
        except ParseError as flaw:
            sentences.append(None)
            flaws.append(flaw)
    if flaws and len(flaws) == len(sentences):
        raise flaws[0]
    return sentences, tuple(f"a sentence was left out: {flaw}" for flaw in flaws)


Chain = tuple[tuple[int, int], ...]
"""Where the mentions of one person or thing are: offsets into the text, end exclusive, in the order of the text."""


def _in_order(chains: Iterable[Iterable[tuple[int, int]]]) -> tuple[Chain, ...]:
    """Chains in the order of the text. Raises ParseError for what are no pairs of offsets."""
    try:
        found = tuple(sorted(tuple(sorted((start, end) for start, end in mentions)) for mentions in chains))
        whole = all(type(offset) is int for mentions in found for span in mentions for offset in span)
    except (TypeError, ValueError):
        whole = False
    if not whole:
        raise ParseError(f"the chains are {shown(chains)}; expected a list of lists of pairs, as [[(0, 3), (9, 12)]]")
    return found


@attrs.frozen
class Parse:
    """A text and its parsed sentences, as any parser may hand them over.

    Attributes:
        text: The text.
        sentences: The sentences, in order. They do not overlap; gaps between them are allowed.
        chains: Chains of coreference, if the parser knows them: for each person or thing, the offsets of the spans that
            mention it. A span begins where a token begins and ends where one ends.
        warnings: What was left out because it is no tree, in sentences.

    Raises:
        ParseError: A value is of a wrong type, or a token or mention is not cut from the text.

    Examples:
        >>> tokens = Token(1, 0, 3, "Ann", "Ann", "PROPN", 2, "nsubj"), Token(2, 4, 8, "said", "say", "VERB", 0, "root")
        >>> Parse("Ann said", (Sentence(tokens),), chains=[[(0, 3)]]).chains
        (((0, 3),),)
    """

    text: str = attrs.field()
    sentences: tuple[Sentence, ...] = attrs.field(converter=_listed)
    chains: tuple[Chain, ...] = attrs.field(default=(), converter=_in_order)
    warnings: tuple[str, ...] = ()

    @text.validator
    def _check_text(self, _: object, text: object) -> None:
        if not isinstance(text, str):
            raise ParseError(f"the text of a Parse is {shown(text)}; expected a string")

    @sentences.validator
    def _check_offsets(self, _: object, sentences: tuple[Sentence, ...]) -> None:
        text, last = self.text, 0
        length = len(text)
        for sentence in sentences:
            if not isinstance(sentence, Sentence):
                raise ParseError(f"expected a Sentence, got {shown(sentence)}; a Parse takes a tuple of sentences")
            try:
                for token in sentence.tokens:
                    start, end = token.start, token.end
                    if not last <= start <= end <= length or text[start:end] != token.text:
                        _refuse_offsets(token, text)
                    last = start
            except TypeError:
                _refuse_offsets(token, text)

    @chains.validator
    def _check_chains(self, _: object, chains: tuple[Chain, ...]) -> None:
        starts, ends = (
            {at(token) for sentence in self.sentences for token in sentence.tokens} if chains else set()
            for at in (attrgetter("start"), attrgetter("end"))
        )
        for start, end in chain.from_iterable(chains):
            if start not in starts or end not in ends or start >= end:
                raise ParseError(
                    f"a chain of coreference mentions {shown(start)}:{shown(end)}, where the text has "
                    f"{shown(self.text[start:end])}; mentions must begin where a token begins and end where one ends"
                )
