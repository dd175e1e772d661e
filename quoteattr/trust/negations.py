"""Words that turn a statement into its opposite."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from attrs import frozen

from quoteattr.trust.words import words_of


@frozen
class Negations:
    """The negations of a language: whole words, and endings of words."""

    words: frozenset[str]
    endings: tuple[str, ...]

    def count(self, text: str) -> int:
        """How many words of a text deny something.

        >>> negations_of("en").count("We can’t and won’t. Not now.")
        3
        """
        return sum(word.form in self.words or word.form.endswith(self.endings) for word in words_of(text))


@cache
def negations_of(language: str) -> Negations:
    """The negations of a language by its code; none for one that has no list."""
    source = (files("quoteattr.trust") / "negations.toml").read_text(encoding="utf-8")
    found = tomllib.loads(source).get(language, {"words": (), "endings": ()})
    return Negations(frozenset(found["words"]), tuple(found["endings"]))
