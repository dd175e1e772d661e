"""Where in the sources a quotation may come from: a place for each of its pieces, in order if that can be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final, Literal, NamedTuple, TypeAlias

from attrs import frozen

from quoteattr.trust.alignment import Alignment, exact, fit
from quoteattr.trust.index import LEAST, Index, similarity
from quoteattr.trust.pieces import Piece, sentences_of
from quoteattr.trust.sources import nearest_from

Order: TypeAlias = Literal["in order", "moved", "elsewhere"]
"""How a piece stands to the one before it; `elsewhere` is in another source."""

OPTIONS: Final = 60
"""Places that are tried for the longest piece, at most."""
TIES: Final = 40
"""Equally good ways to place a quotation that are handed on, at most."""
TELLING: Final = 4
"""Words from which a piece is looked for in all of a source; a shorter one must stand near its neighbour."""
NEAR_MARKED: Final = 200
"""Words within which a short piece may follow, behind an ellipsis, a bracket or a cue."""
NEAR: Final = 40
"""The same where no mark says that something was left out."""
RARE: Final = 3
"""Places in all sources up to which a short piece of two words or more may stand farther away."""
NEAR_RARE: Final = 1_000
"""Words within which it may."""
FAR: Final = 300
"""Words from which a place before the neighbour is better, if it is near."""


class Place(NamedTuple):
    """A piece, and the words in the row of sources that stand for it; None where nothing does."""

    piece: Piece
    alignment: Alignment | None
    order: Order = "in order"

    @property
    def edits(self) -> int:
        """Words that differ."""
        return self.alignment.edits if self.alignment else len(self.piece.words)


@frozen(slots=False)
class Chain:
    """A place for each piece."""

    places: tuple[Place, ...]

    @cached_property
    def key(self) -> tuple[int, int, int, int]:
        """The less the better: words that differ, pieces elsewhere and moved, words between the pieces."""
        return (
            sum(place.edits for place in self.places),
            sum(place.order == "elsewhere" for place in self.places),
            sum(place.order == "moved" for place in self.places),
            self._between,
        )

    @property
    def _between(self) -> int:
        found = [place.alignment for place in self.places if place.alignment]
        return sum(abs((after.start or 0) - (before.end or 0)) for before, after in pairwise(found))

    @property
    def start(self) -> int:
        """The first place in the row that stands for a word, in the source of most of them."""
        here = (place.alignment for place in self.places if place.order != "elsewhere")
        return min(alignment.start or 0 for alignment in here if alignment)

    @property
    def similarity(self) -> float:
        """The share of words that are the same, of the longer side."""
        lengths = [
            max(len(piece.words), (found.end or 0) - (found.start or 0) if found else 0)
            for piece, found, _ in self.places
        ]
        return 1 - self.key[0] / max(1, sum(lengths))


def chains(pieces: Sequence[Piece], text: str, index: Index) -> list[Chain]:
    """The best ways to place a quotation, those equally good that come first; none where nothing like it is found."""
    pieces = [part for piece in pieces for part in _sought(piece, text, index)]
    options = [_options(piece, index) for piece in pieces]
    anchors = [number for number, option in enumerate(options) if option.starts or option.similar]
    if not anchors:
        return []
    anchor = max(anchors, key=lambda number: (bool(options[number].starts), len(pieces[number].words)))
    found = [
        _chained(pieces, options, anchor, alignment, index)
        for alignment in options[anchor].alignments(len(pieces[anchor].words))
    ]
    best = min(chain.key[:3] for chain in found)
    return sorted((chain for chain in found if chain.key[:3] == best), key=lambda chain: chain.key)[:TIES]


class _Options(NamedTuple):
    """Where a piece stands as it is, and where words like it stand."""

    starts: list[int]
    similar: list[Alignment]

    def alignments(self, length: int) -> list[Alignment]:
        return [exact(length, start) for start in self.starts[:OPTIONS]] or self.similar


def _sought(piece: Piece, text: str, index: Index) -> list[Piece]:
    """The piece; its sentences, if it stands nowhere as a whole."""
    if index.occurrences(piece.forms):
        return [piece]
    return sentences_of(piece, text)


def _options(piece: Piece, index: Index) -> _Options:
    starts = index.occurrences(piece.forms)
    return _Options(starts, [] if starts else index.similar(piece.forms))


def _chained(
    pieces: Sequence[Piece], options: Sequence[_Options], anchor: int, alignment: Alignment, index: Index
) -> Chain:
    """Place the other pieces around one that has its place."""
    placed: dict[int, Place] = {anchor: Place(pieces[anchor], alignment)}
    edge = alignment.end or 0
    for number in range(anchor + 1, len(pieces)):
        marked = pieces[number].joint != "sentence"
        placed[number] = _Search(index, pieces[number], options[number], edge, marked).after()
        edge = _edge(placed[number], edge, forward=True)
    edge = alignment.start or 0
    for number in range(anchor - 1, -1, -1):
        marked = pieces[number + 1].joint != "sentence"
        placed[number] = _Search(index, pieces[number], options[number], edge, marked).before()
        edge = _edge(placed[number], edge, forward=False)
    return Chain(tuple(placed[number] for number in range(len(pieces))))


def _edge(place: Place, edge: int, *, forward: bool) -> int:
    """From where to look for the next piece."""
    if place.alignment is None or place.order != "in order":
        return edge
    return (place.alignment.end if forward else place.alignment.start) or edge


@frozen(eq=False)
class _Search:
    """Looks for the place of a piece behind or before an edge, the end or start of its neighbour."""

    index: Index
    piece: Piece
    options: _Options
    edge: int
    marked: bool

    def after(self) -> Place:
        lowest, highest = self.index.sources.bounds(max(0, self.edge - 1))
        ahead = self._exact(nearest_from(self.options.starts, self.edge), highest)
        behind = self._exact(self._last_before(self.edge - self._length), highest, lowest)
        return self._chosen(ahead, behind) or self._alike(self.edge, highest, forward=True)

    def before(self) -> Place:
        lowest, highest = self.index.sources.bounds(self.edge)
        ahead = self._exact(self._last_before(self.edge - self._length), highest, lowest)
        behind = self._exact(nearest_from(self.options.starts, self.edge), highest)
        return self._chosen(ahead, behind) or self._alike(lowest, self.edge, forward=False)

    @property
    def _length(self) -> int:
        return len(self.piece.words)

    def _last_before(self, start: int) -> int | None:
        at = bisect_left(self.options.starts, start + 1) - 1
        return self.options.starts[at] if at >= 0 else None

    def _exact(self, start: int | None, highest: int, lowest: int = 0) -> int | None:
        return start if start is not None and lowest <= start < highest else None

    def _chosen(self, ahead: int | None, behind: int | None) -> Place | None:
        """The place in order, unless it is far and there is one close by on the other side."""
        far = ahead is None or self._distance(ahead) > FAR
        moved = behind is not None and self._length >= TELLING and (ahead is None or self._distance(behind) < FAR)
        if far and moved and behind is not None:
            return Place(self.piece, exact(self._length, behind), "moved")
        if ahead is not None and self._is_near(ahead):
            return Place(self.piece, exact(self._length, ahead))
        return None

    def _distance(self, start: int) -> int:
        return start - self.edge if start >= self.edge else self.edge - start - self._length

    def _is_near(self, start: int) -> bool:
        if self._length >= TELLING:
            return True
        rare = self._length > 1 and len(self.options.starts) <= RARE
        return self._distance(start) <= (NEAR_RARE if rare else NEAR_MARKED if self.marked else NEAR)

    def _alike(self, lowest: int, highest: int, *, forward: bool) -> Place:
        """A place for changed words close by, or else in all of the source, or else in another source."""
        reach = 3 * self._length + 20
        first, last = (lowest, min(highest, lowest + reach)) if forward else (max(lowest, highest - reach), highest)
        close = fit(self.piece.forms, self.index.sources.forms, first, last)
        if similarity(close, self._length) >= LEAST:
            return Place(self.piece, close)
        for found in self.options.similar:
            if found.start is not None and found.end is not None and lowest <= found.start and found.end <= highest:
                return Place(self.piece, found)
        if self._length >= TELLING and self.options.starts:
            return self._elsewhere()
        return Place(self.piece, None)

    def _elsewhere(self) -> Place:
        number = self.index.sources.source_number(max(0, self.edge - 1))
        for start in self.options.starts:
            if self.index.sources.source_number(start) != number:
                return Place(self.piece, exact(self._length, start), "elsewhere")
        return Place(self.piece, None)
