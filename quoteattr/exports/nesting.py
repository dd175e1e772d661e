"""Which marks can be elements: those that lie in each other or apart. What crosses another must be told elsewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from attrs import frozen

from quoteattr.exports.layer import MARK_TYPES, Layer, Mark

_BLANK_LINE: Final = re.compile(r"(?:\n[ \t\r]*)+\n")
_LINE_END: Final = re.compile(r"\n+")


@frozen
class Piece:
    """One stretch of a mark: the number of the stretch, from 1."""

    mark: Mark
    number: int

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.mark.spans[self.number - 1][0]

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        return self.mark.spans[self.number - 1][1]

    @property
    def id(self) -> str:
        """The id of the mark, with the number behind it from the second on."""
        return self.mark.id if self.number == 1 else f"{self.mark.id}_{self.number}"


def pieces(layer: Layer) -> list[Piece]:
    """All stretches of all marks."""
    return [Piece(mark, number) for mark in layer.marks for number in range(1, len(mark.spans) + 1)]


def nested(found: Iterable[Piece]) -> list[Piece]:
    """Those of the pieces that lie in each other or apart, outer before inner; where two cross, quotes stay first.

    >>> marks = Mark("m1", "mention", ((3, 8),)), Mark("q1", "quote", ((0, 5),)), Mark("s1", "silence", ((6, 9),))
    >>> [piece.id for piece in nested(Piece(mark, 1) for mark in marks)]
    ['q1', 's1']
    """
    kept: list[Piece] = []
    waiting = list(found)
    for kind in MARK_TYPES:
        coming = [piece for piece in waiting if piece.mark.type == kind]
        if coming:
            kept = _merged(kept, coming)
    return kept


def _merged(kept: Sequence[Piece], coming: Sequence[Piece]) -> list[Piece]:
    """The pieces that were kept, and of those that come the ones that cross neither these nor each other."""
    fixed = set(map(id, kept))
    crossing: set[int] = set()
    around: list[Piece] = []
    ordered = in_document_order([*kept, *coming])
    for piece in ordered:
        while around and around[-1].end <= piece.start:
            around.pop()
        while around and around[-1].end < piece.end and id(piece) in fixed:
            crossing.add(id(around.pop()))  # it came, since what was kept does not cross
        if around and around[-1].end < piece.end:
            crossing.add(id(piece))
        else:
            around.append(piece)
    return [piece for piece in ordered if id(piece) not in crossing]


def in_document_order(found: Iterable[Piece]) -> list[Piece]:
    """Pieces by where they begin, the longer before the shorter, and quotes before what is as long."""
    return sorted(found, key=lambda piece: (piece.start, -piece.end, MARK_TYPES.index(piece.mark.type)))


def holding_quotes(found: Sequence[Piece]) -> Collection[str]:
    """The ids of those nested pieces that have a quote in them."""
    holding: set[str] = set()
    around: list[Piece] = []
    for piece in found:
        while around and around[-1].end <= piece.start:
            around.pop()
        if piece.mark.type == "quote":
            for outer in reversed(around):
                if outer.id in holding:
                    break  # and so are all around it
                holding.add(outer.id)
        around.append(piece)
    return holding


def paragraphs(text: str, found: Iterable[Piece]) -> Iterator[tuple[int, int]]:
    r"""The paragraphs of a text, parted by blank lines, or by line ends if there are none, over which no piece runs.

    >>> list(paragraphs("One\n\nTwo\n\n“Three\n\nFour”", [Piece(Mark("q1", "quote", ((11, 22),)), 1)]))
    [(0, 3), (5, 8), (10, 23)]
    """
    covered = _joined(_touched(piece) for piece in found)
    gaps = list(_BLANK_LINE.finditer(text)) or list(_LINE_END.finditer(text))
    start = place = 0
    for gap in gaps:
        while place < len(covered) and covered[place][1] <= gap.start():
            place += 1
        if place < len(covered) and covered[place][0] < gap.end():
            continue
        if start < gap.start():
            yield start, gap.start()
        start = gap.end()
    if start < len(text):
        yield start, len(text)


def _touched(piece: Piece) -> tuple[int, int]:
    """Where a piece stands; one without letters would else belong to no paragraph."""
    return (piece.start, piece.end) if piece.start < piece.end else (piece.start - 1, piece.end + 1)


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of the text that are covered, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
