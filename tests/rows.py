"""Parses written by hand."""

from collections.abc import Iterable

from quoteattr.syntax.parse import Sentence, Token


def sentence(text: str, heads: Iterable[int], offset: int = 0, relations: str = "") -> Sentence:
    """Tokens parted by spaces, with their heads and, if need be, their relations."""
    words = text.split(" ")
    starts = [offset + sum(len(word) + 1 for word in words[:place]) for place in range(len(words))]
    names = relations.split() or ["dep"] * len(words)
    return Sentence(
        tuple(
            Token(index, start, start + len(word), word, word.lower(), "X", head, relation)
            for index, (word, start, head, relation) in enumerate(zip(words, starts, heads, names, strict=True), 1)
        )
    )
