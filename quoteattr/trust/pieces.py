"""A quotation in the pieces that must be found word for word: parted by ellipses, brackets and cues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal, TypeAlias

import regex
from attrs import evolve, frozen

from quoteattr.trust.words import Word, words_of

Joint: TypeAlias = Literal["start", "ellipsis", "brackets", "cue", "sentence"]
"""What stands before a piece."""

_ELLIPSIS: Final = r"[\[(]\s*+(?:…|\.(?:[^\S\n]?\.){2,3})\s*+[\])]|…|\.(?:[^\S\n]?\.){2,3}"
_INSERTED: Final = r"(?<!\p{L})\p{L}*+\[(?!\p{L}\]\p{L})[^\[\]\n]{0,200}\]"
_CUE: Final = r"[”\"»]\s++[“\"«]"
"""Where a quotation mark closes and another opens, words of the article are left out."""
_JOINT: Final = regex.compile(rf"(?P<ellipsis>{_ELLIPSIS})|(?P<cue>{_CUE})|(?P<brackets>{_INSERTED})")
_JOINT_ROUND: Final = regex.compile(
    rf"(?P<ellipsis>{_ELLIPSIS})|(?P<cue>{_CUE})|(?P<brackets>{_INSERTED}|\([^()\n]{{1,200}}\))"
)
_SENTENCE_END: Final = regex.compile(r"[.!?。！？][”’\"')\]]*+\s++(?=[“‘\"'(\[]*+[\p{Lu}\p{N}\p{Lo}])")


@frozen
class Piece:
    """Words that follow one another, and the joint before them, with the offsets of what makes the joint."""

    words: tuple[Word, ...]
    joint: Joint
    joint_start: int
    joint_end: int

    @property
    def forms(self) -> list[str | None]:
        """The words as they are compared."""
        return [word.form for word in self.words]


def pieces_of(text: str, spans: Sequence[tuple[int, int]], *, round_brackets: bool = False) -> list[Piece]:
    """The pieces of a quotation whose words are in `spans` of a text; `round_brackets` part them as well.

    >>> for piece in pieces_of("We need [it] … now.", [(0, 19)]):
    ...     print(piece.joint, [word.form for word in piece.words])
    start ['we', 'need']
    ellipsis ['now']
    """
    found: list[Piece] = []
    end = spans[0][0]
    for start, stop in spans:
        for piece in _parted(text, start, stop, round_brackets):
            if not piece.words:
                continue
            if not found:
                piece = evolve(piece, joint="start")
            elif piece.joint == "start":
                piece = evolve(piece, joint="cue", joint_start=end, joint_end=start)
            else:
                piece = evolve(piece, joint_start=end, joint_end=piece.words[0].start)
            found.append(piece)
            end = piece.words[-1].end
    return found


def _parted(text: str, start: int, end: int, round_brackets: bool) -> Iterator[Piece]:
    joint: Joint = "start"
    first = joint_start = start
    for match in (_JOINT_ROUND if round_brackets else _JOINT).finditer(text, start, end):
        words = tuple(words_of(text, first, match.start()))
        yield Piece(words, joint, joint_start, first)
        merged = not words and joint == "ellipsis"  # [it] … is one joint, and an ellipsis
        joint = "ellipsis" if match["ellipsis"] or merged else "cue" if match["cue"] else "brackets"
        first, joint_start = match.end(), match.start()
    yield Piece(tuple(words_of(text, first, end)), joint, joint_start, first)


def sentences_of(piece: Piece, text: str) -> list[Piece]:
    """The sentences of a piece, as pieces.

    >>> [piece] = pieces_of("We wait. The ice is thick.", [(0, 26)])
    >>> [sentence.joint for sentence in sentences_of(piece, "We wait. The ice is thick.")]
    ['start', 'sentence']
    """
    start, end = piece.words[0].start, piece.words[-1].end
    edges = [match.end() for match in _SENTENCE_END.finditer(text, start, end)]
    groups: list[list[Word]] = [[]]
    for word in piece.words:
        if edges and word.start >= edges[0] - 1 and groups[-1]:
            while edges and word.start >= edges[0] - 1:
                edges.pop(0)
            groups.append([])
        groups[-1].append(word)
    found = [evolve(piece, words=tuple(groups[0]))]
    for before, group in pairwise(groups):
        found.append(Piece(tuple(group), "sentence", before[-1].end, group[0].start))
    return found
