"""Words to the word pieces that the encoder reads, and beside each how its word is written.

The pieces of *us*, *Us* and *US* are one, their cases three.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
from tokenizers import Tokenizer

LOWER, TITLE, UPPER = range(3)
LONGEST = 512
"""Pieces that the encoder reads at once."""


@attrs.frozen
class Cut:
    """The pieces of a sentence, and where among them the root (the mark in front) and each word stand."""

    pieces: list[int]
    places: list[int]


class Pieces:
    """Cuts words into pieces. A piece's number holds its case, above the number of pieces that there are."""

    def __init__(self, file: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(file))
        self._count = self._tokenizer.get_vocab_size()

    def __call__(self, sentences: Sequence[Sequence[str]]) -> list[Cut]:
        """Cut sentences, given as words.

        A word stands where its last piece does. A word of no pieces, such as a soft hyphen, is read as a hyphen; of
        words of many pieces, some are left out where a sentence has more of them than the encoder reads.
        """
        readable = [[_readable(word) for word in words] for words in sentences]
        found = (self._tokenizer.encode(words, is_pretokenized=True) for words in readable)  # one thread
        return [self._placed(words, encoding) for words, encoding in zip(readable, found, strict=True)]

    def _placed(self, words: Sequence[str], encoding: Any) -> Cut:
        ids, owners = encoding.ids, encoding.word_ids
        last = {word: place for place, word in enumerate(owners) if word is not None}
        if len(last) < len(words):
            words = [word if place in last else "-" for place, word in enumerate(words)]
            return self._placed(words, self._tokenizer.encode(words, is_pretokenized=True))
        if len(ids) > LONGEST:
            ids, owners = _shortened(ids, owners, (LONGEST - 2) // len(words))
            last = {word: place for place, word in enumerate(owners) if word is not None}
        shifts = [self._count * case_of(word) for word in words]
        cased = [piece if word is None else piece + shifts[word] for piece, word in zip(ids, owners, strict=True)]
        return Cut(cased, [0, *(last[place] for place in range(len(words)))])


def _shortened(ids: Sequence[int], owners: Sequence[int | None], most: int) -> tuple[list[int], list[int | None]]:
    """The pieces without those of a word that come after so many of it."""
    kept: list[tuple[int, int | None]] = []
    count = 0
    for piece, word in zip(ids, owners, strict=True):
        count = count + 1 if kept and word is not None and kept[-1][1] == word else 1
        if count <= most:
            kept.append((piece, word))
    return [piece for piece, _ in kept], [word for _, word in kept]


def _readable(word: str) -> str:
    """A word as the tokenizer takes it; runs of `?` and `!` are one to tagger and parser."""
    if word.isascii():
        return word[-1] if len(word) > 1 and not word.strip("?!") else word
    return word.encode(errors="replace").decode()


def case_of(word: str) -> int:
    """How a word is written.

    >>> [case_of(word) for word in ("us", "Us", "US", "A", "iPod", "7")]
    [0, 1, 2, 1, 0, 0]
    """
    if len(word) > 1 and word.isupper():
        return UPPER
    return TITLE if word[:1].isupper() else LOWER
