"""Quotes within quotes: walks through them, and their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from quoteattr.records.records import Quote


def walked(quotes: Iterable[Quote]) -> Iterator[Quote]:
    """All quotes, each before those within it."""
    for quote in quotes:
        yield quote
        yield from walked(quote.inner)


def level(quote: Quote) -> int:
    """How many quotes are around a quote."""
    return 0 if quote.outer is None else level(quote.outer) + 1


def numbered(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Quotes that all have an id: those that they came with, or, if any came without, new ones.

    >>> from quoteattr.records.records import Span
    >>> span = Span(0, 3, "Yes")
    >>> inner = Quote("direct", (span,), None, None, None, "none", 0.5)
    >>> outer = Quote("direct", (span,), None, None, None, "none", 0.5, inner=(inner, inner))
    >>> [quote.id for quote in walked(numbered([inner, outer]))]
    ['q1', 'q2', 'q2.1', 'q2.2']
    """
    found = tuple(quotes)
    if all(quote.id is not None for quote in walked(found)):
        return found
    return _named(found, "q")


def _named(quotes: Iterable[Quote], stem: str) -> tuple[Quote, ...]:
    return tuple(
        evolve(quote, id=f"{stem}{place}", inner=_named(quote.inner, f"{stem}{place}."))
        for place, quote in enumerate(quotes, 1)
    )
