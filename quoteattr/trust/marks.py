"""Marks, dashes and capitals: what is only print, what ends a sentence, and what says that somebody has edited."""

from __future__ import annotations

import unicodedata
from typing import Final

import regex

from quoteattr.trust.kinds import Kind
from quoteattr.trust.words import words_of

QUOTES: Final = "“”„‟\"«»‹›‘’‚‛'`´「」『』〝〞"
MARKS: Final = str.maketrans(dict.fromkeys(QUOTES, '"'))
DASHES: Final = regex.compile(r"\s*[-‐‑‒–—―−]+\s*")
STOPS: Final = ".!?…。！？"
SENTENCE_END: Final = regex.compile(r"[.!?…。！？][”’\"')\]]*(?:\s|$)")
ABBREVIATED: Final = 3
"""Letters up to which a word in capitals may be another word than the same in small letters."""
CLOSE: Final = 6
"""Words that count as one clause where a source has no full stops."""
CLAUSE_END: Final = regex.compile(r"[.,;:!?…](?=[\s”’\"'])|\s[-–—]+\s|—|\n\s*\n")
OPENED: Final = regex.compile(r"(?:^|[\s(\[,:—–-])[“„«\"'‘`]{1,2}$")
"""A mark that opens, in a source that quotes: the sentence begins there."""
CLOSED: Final = regex.compile(r",[”\"’'»]")
"""A comma before a closing mark, in a source that quotes: it stands for the full stop."""
LINE_ENDS: Final = regex.compile(r"\n[^\S\n]*\n")


def last_clause(text: str) -> str:
    """What stands behind the last mark that parts clauses."""
    return CLAUSE_END.split(text)[-1]


def edge_kind(edge: str, beside: str) -> Kind | None:
    """What stands before the first or behind the last word of a quotation: an ellipsis, or words in brackets.

    None where that is in the source as well, whose text at the end is `beside`.

    >>> edge_kind("… ", "and "), edge_kind("[it] ", "… "), edge_kind(" (now)", " (then) he"), edge_kind("… ", "... ")
    ('ellipsis', 'brackets', 'replaced', None)
    """
    core = printed(edge.strip(QUOTES + " "))
    ellipsis, words = "..." in core, words_of(edge)
    if not ellipsis and not words and not {"[", "]"}.intersection(core):
        return None
    if core in printed(beside):
        return None
    if words and "(" in core and {"(", ")"}.intersection(beside):
        return "replaced"
    return "brackets" if words else "ellipsis" if ellipsis else "brackets"


def folded(word: str) -> str:
    """A word without what is only print: apostrophes, full stops in letters, unseen characters."""
    plain = unicodedata.normalize("NFKC", word).translate(MARKS)
    return "".join(letter for letter in plain if letter not in '.,"' and unicodedata.category(letter) != "Cf")


def is_emphasis(one: str, other: str) -> bool:
    """Whether a word is in capitals on one side, and long enough to be the same word: NATO and Nato, not US and us."""
    return len(one) > ABBREVIATED and (one.isupper() or other.isupper())


def printed(text: str) -> str:
    """What stands between two pieces without what is only print."""
    marks = " ".join(text.translate(MARKS).split()).replace("…", "...").replace(". . .", "...")
    return DASHES.sub("-", marks)
