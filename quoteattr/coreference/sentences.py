"""Sentences, numbered: how far apart two mentions stand."""

from collections.abc import Iterator

from quoteattr.document.document import Document
from quoteattr.syntax.trees import Tree

BREAK = 3
"""Sentences that a line without words, like `***`, counts as."""


def numbered(document: Document) -> Iterator[tuple[int, Tree]]:
    """The sentences with their numbers; a line without words parts them as some would.

    In dialogue, what is spoken does not count: it has figures of its own.
    """
    breaks = [p.start for p in document.paragraphs if not any(map(str.isalnum, document.text[p.start : p.end]))]
    breaks.reverse()
    number = 0
    for sentence in document.trees.sentences:
        while breaks and breaks[-1] < sentence.start:
            breaks.pop()
            number += BREAK
        yield number, sentence
        number += not (document.has_dialogue and _is_speech(document, sentence))


def _is_speech(document: Document, sentence: Tree) -> bool:
    """Whether all words of a sentence stand in quotation marks."""
    return all(document.is_quoted(token) for token in sentence.nodes if token.upos != "PUNCT")
