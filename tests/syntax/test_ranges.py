"""Sets of offsets behave as sets do."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quoteattr.syntax.ranges import Cover, merged

ranges = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: (min(pair), max(pair))), max_size=8
)


def offsets(given_ranges: list[tuple[int, int]]) -> set[int]:
    return {offset for start, end in given_ranges for offset in range(start, end)}


@given(ranges)
def test_merging_keeps_the_offsets_and_parts_the_ranges(given_ranges: list[tuple[int, int]]) -> None:
    joined = merged(given_ranges)
    assert offsets(list(joined)) == offsets(given_ranges)
    assert all(left[1] < right[0] for left, right in pairwise(joined))


@given(ranges, st.integers(-1, 31))
def test_a_cover_knows_its_offsets(given_ranges: list[tuple[int, int]], offset: int) -> None:
    found = Cover(given_ranges).at(offset)
    assert (found is not None) == (offset in offsets(given_ranges))
    assert found is None or found[0] <= offset < found[1]


@given(ranges, ranges)
def test_a_cover_touches_what_shares_an_offset(
    given_ranges: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    assert Cover(given_ranges).touches(others) == bool(offsets(given_ranges) & offsets(others))


def test_nothing_covers_nothing() -> None:
    assert merged([]) == ()
    assert Cover([]).at(0) is None
    assert not Cover([(3, 3)]).touches([(0, 9)])
