"""Sets of offsets: the one place where stretches of text are compared."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

Range = tuple[int, int]


def merged(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Ranges in order, with those that touch or overlap made one.

    >>> merged([(5, 9), (0, 2), (8, 12)])
    ((0, 2), (5, 12))
    """
    joined: list[Range] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def without(ranges: Iterable[Range], cut: Range) -> tuple[Range, ...]:
    """What is left of ranges outside one that is cut out.

    >>> without([(0, 9), (12, 15)], (4, 13))
    ((0, 4), (13, 15))
    """
    sides = (side for start, end in ranges for side in ((start, min(end, cut[0])), (max(start, cut[1]), end)))
    return tuple((start, end) for start, end in sides if start < end)


class Cover:
    """A set of ranges, asked in logarithmic time what it covers.

    >>> cover = Cover([(5, 9), (20, 30)])
    >>> cover.at(6), cover.at(9), cover.touches([(0, 5)]), cover.touches([(8, 12)])
    ((5, 9), None, False, True)
    """

    def __init__(self, ranges: Iterable[Range]) -> None:
        self._ranges = merged((start, end) for start, end in ranges if start < end)
        self._starts = [start for start, _ in self._ranges]

    def at(self, offset: int) -> Range | None:
        """The range that covers an offset."""
        place = bisect_right(self._starts, offset) - 1
        return self._ranges[place] if place >= 0 and offset < self._ranges[place][1] else None

    def touches(self, ranges: Iterable[Range]) -> bool:
        """Whether any of the ranges shares an offset with the cover."""
        return any(self._touches(start, end) for start, end in ranges)

    def _touches(self, start: int, end: int) -> bool:
        place = bisect_right(self._starts, end - 1) - 1
        return start < end and place >= 0 and self._ranges[place][1] > start

    def common(self, ranges: Iterable[Range]) -> tuple[Range, ...]:
        """What of some ranges lies in the cover.

        >>> Cover([(5, 9), (20, 30)]).common([(0, 6), (8, 22)])
        ((5, 6), (8, 9), (20, 22))
        """
        return tuple(part for start, end in merged(ranges) for part in self._common(start, end))

    def _common(self, start: int, end: int) -> Iterator[Range]:
        place = max(bisect_right(self._starts, start) - 1, 0)
        while place < len(self._ranges) and self._ranges[place][0] < end:
            left, right = max(start, self._ranges[place][0]), min(end, self._ranges[place][1])
            if left < right:
                yield left, right
            place += 1
