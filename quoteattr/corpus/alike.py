"""Texts that have their words in common: runs of words as numbers, and who shares them.

Case, accents and marks are set aside. A plain inverted index of runs of words, held in arrays: MinHash, which compares
wholes, loses cuts.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Final, TypeAlias
from zlib import crc32

import numpy as np
import regex
from attrs import frozen

from quoteattr.entities.names import spelled_plainly

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"

RUN: Final = 3
"""Words of a run that two quotations have in common."""
LONG_RUN: Final = 6
"""The same of whole articles."""
TELLING: Final = 5
"""Letters of a word that is not among those which stand everywhere."""
KEPT: Final = 8
"""Of the runs of an article one in so many is kept, always the same ones."""
_PARTS: Final = 8
"""Parts in which runs are compared, so that all of them are never sorted at once."""
_WORD: Final = regex.compile(r"[\p{L}\p{N}]{2,}|\p{N}")
"""A word; single letters are left out, as *s* and *t* behind an apostrophe are."""
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)


def words_of(text: str) -> list[str]:
    """The words of a text for comparison.

    >>> words_of("“Don’t panic,” she said.")
    ['don', 'panic', 'she', 'said']
    """
    return [word if word.isascii() else spelled_plainly(word) for word in _WORD.findall(text.lower())]


def runs(words: list[str], length: int) -> Numbers:
    """Numbers for the different runs of so many words, sorted; none for fewer words.

    >>> len(runs("we need a bridge".split(), 3))
    2
    """
    count = len(words) - length + 1
    if count < 1:
        return np.zeros(0, np.uint64)
    numbers = np.fromiter(map(_number, words), np.uint64, len(words))
    mixed = np.zeros(count, np.uint64)
    for place in range(length):
        mixed = (mixed ^ numbers[place : place + count]) * _FACTOR
        mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


def sketch(text: str) -> bytes:
    """A sample of an article's runs, by which copies are found."""
    found = runs(words_of(text), LONG_RUN)
    kept: bytes = found[found % np.uint64(KEPT) == 0].tobytes()
    return kept


def shared(owners: Numbers, numbers: Numbers) -> Iterator[tuple[int, int, int]]:
    """Pairs of owners that have numbers in common, and how many; of many owners of one number not all pairs.

    Each is paired with the first owner of a number and the one before, which holds groups together at linear cost.

    >>> [tuple(map(int, pair)) for pair in shared(np.array([0, 0, 1, 1, 2]), np.array([7, 8, 7, 8, 9], np.uint64))]
    [(0, 1, 2)]
    """
    parts = [_pairs(owners[chosen], numbers[chosen]) for chosen in _partition(numbers)]
    codes = np.concatenate(parts) if parts else np.zeros(0, np.uint64)
    pairs, counts = np.unique(codes, return_counts=True)
    low = np.uint64(0xFFFFFFFF)
    return zip((pairs >> np.uint64(32)).tolist(), (pairs & low).tolist(), counts.tolist(), strict=True)


@frozen
class Common:
    """What two texts have in common, in words, of runs of two at least.

    `longest` is the longest run, `reach` how far the runs lie apart in the longer text, from the first to the last,
    and `telling` how many of the words are long.
    """

    words: int
    longest: int
    reach: int
    telling: int


def common(short: list[str], long: list[str]) -> Common:
    """Compare two texts word by word.

    >>> common("we need bridge now".split(), "we need no bridge now he said".split())
    Common(words=4, longest=2, reach=5, telling=1)
    """
    found = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    blocks = [block for block in found if block.size > 1]
    if not blocks:
        return Common(0, 0, 0, 0)
    words = [word for block in blocks for word in short[block.a : block.a + block.size]]
    return Common(
        words=len(words),
        longest=max(block.size for block in blocks),
        reach=blocks[-1].b + blocks[-1].size - blocks[0].b,
        telling=sum(len(word) >= TELLING for word in words),
    )


def _partition(numbers: Numbers) -> Iterator[Numbers]:
    for part in range(_PARTS):
        yield np.flatnonzero(numbers % np.uint64(_PARTS) == part)


def _pairs(owners: Numbers, numbers: Numbers) -> Numbers:
    """Pairs of owners of one number as numbers themselves; each owner has a number once."""
    order = np.lexsort((owners, numbers))
    owners, numbers = owners[order].astype(np.uint64), numbers[order]
    new = np.ones(len(numbers), bool)
    new[1:] = numbers[1:] != numbers[:-1]
    first = np.maximum.accumulate(np.where(new, np.arange(len(numbers)), 0))
    later = np.flatnonzero(~new)
    to_first = owners[first[later]] << np.uint64(32) | owners[later]
    third = later[later - first[later] > 1]
    to_last = owners[third - 1] << np.uint64(32) | owners[third]
    return np.concatenate([to_first, to_last])


@lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    return crc32(word.encode("utf-8", "replace")) + 1
