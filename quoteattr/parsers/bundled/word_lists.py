"""Words and parts of words that no pattern tells."""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs


@attrs.frozen
class WordLists:
    """What no pattern tells: words and parts of words, in small letters and with straight apostrophes."""

    abbreviations: frozenset[str]
    """With their full stops: *mr.*"""
    prefixes: frozenset[str]
    """Which a hyphen binds to the next word: *non*, *anti*."""
    endings: tuple[str, ...]
    """Of contractions, with their apostrophes, the longest first: *n't*, *'s*."""
    whole: frozenset[str]
    """Words with an apostrophe that stay as they are: *o'clock*."""
    clipped: frozenset[str]
    """Words that begin with an apostrophe: *'em*."""
    parts: Mapping[str, Sequence[int]]
    """Words that are cut, and after which letters: *cannot* after three."""

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "WordLists":
        """From the lists of the JSON file."""
        return cls(
            frozenset(stored["abbreviations"]),
            frozenset(stored["prefixes"]),
            tuple(stored["endings"]),
            frozenset(stored["whole"]),
            frozenset(stored["clipped"]),
            stored["parts"],
        )
