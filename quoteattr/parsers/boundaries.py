"""Mends sentence boundaries before a text is tagged and parsed.

Sentence splitters break at `?" he said`, strand closing marks at the start of the next sentence, and break behind
names that they have not seen. Trees cannot recover from that, so the boundaries are put right between tokenizing
and parsing.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")

CLOSING = frozenset("\"'”’»)]")
LONGEST = 160
"""Tokens in a sentence, at most: trees over more are rarely right, and encoders read 512 word pieces."""

_BREAKS = (";", ":", ",")


def mend(sentences: Iterable[Sequence[T]], word: Callable[[T], str], gap: Callable[[T, T], str]) -> list[list[T]]:
    """Join and cut sentences, given as token lists, so that quotations and names stay whole.

    `word` gives a token's text, `gap` the white space between two neighbouring tokens.

    >>> spaced = lambda left, right: "" if right in ("?", ".", "”") or left == "“" else " "
    >>> mend([["“", "Why", "?"], ["”", "she", "asked", "."], ["He", "left", "."]], str, spaced)
    [['“', 'Why', '?', '”', 'she', 'asked', '.'], ['He', 'left', '.']]
    """
    mended: list[list[T]] = []
    for sentence in sentences:
        rest = list(sentence)
        if mended:
            stranded = _stranded(mended[-1], rest, word, gap)
            mended[-1].extend(rest[:stranded])
            rest = rest[stranded:]
        if rest and mended and _continues(mended[-1], rest, word, gap):
            mended[-1].extend(rest)
        elif rest:
            mended.append(rest)
    return [piece for sentence in mended for piece in _cut(sentence, word)]


def _stranded(before: list[T], rest: list[T], word: Callable[[T], str], gap: Callable[[T, T], str]) -> int:
    """How many closing marks at the start of `rest` belong to the sentence before it."""
    count = 0
    previous = before[-1]
    while count < len(rest) and word(rest[count]) in CLOSING and not gap(previous, rest[count]):
        previous = rest[count]
        count += 1
    return count


def _continues(before: list[T], rest: list[T], word: Callable[[T], str], gap: Callable[[T, T], str]) -> bool:
    """Whether a sentence goes on after the end of a quotation or in its midst: `“Why?” | she asked.`, `Ida | Moe`.

    Headings in capitals and ends of lines need no full stop.
    """
    last = word(before[-1])
    if last in CLOSING:
        return last not in ")]" and word(rest[0])[:1].islower()
    heading = all(word(token).isupper() or not word(token).isalpha() for token in before)
    return last[-1:].isalpha() and not heading and "\n" not in gap(before[-1], rest[0])


def _cut(sentence: list[T], word: Callable[[T], str]) -> list[list[T]]:
    """Cut a sentence too long to parse, at its strongest late punctuation."""
    pieces = []
    while len(sentence) > LONGEST:
        window = range(LONGEST - 1, LONGEST // 2, -1)
        place = next((i for mark in _BREAKS for i in window if word(sentence[i]) == mark), LONGEST - 1)
        pieces.append(sentence[: place + 1])
        sentence = sentence[place + 1 :]
    return [*pieces, sentence]
