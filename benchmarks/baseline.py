"""A trivial baseline, for scale: marked words, and the nearest capitalised word as who said them."""

from __future__ import annotations

import re
from bisect import bisect
from typing import Any

_MARKED = re.compile(r'[“"][^“”"\n]+[”"]')
_CAPITALISED = re.compile(r"\b[A-Z]\w+")

Range = tuple[int, int]


def attribute(text: str) -> list[dict[str, Any]]:
    """The quotes of a text, in the form of a gold document.

    >>> attribute('“We won,” said Ann.')[0]["speaker"]
    'Ann'
    """
    marked = [match.span() for match in _MARKED.finditer(text)]
    outside = zip([0, *(end for _, end in marked)], [*(start for start, _ in marked), len(text)], strict=True)
    names = [match.span() for start, end in outside for match in _CAPITALISED.finditer(text, start, end)]
    return [_quote(text, span, _nearest(span, names)) for span in marked]


def _nearest(span: Range, names: list[Range]) -> Range | None:
    start, end = span
    place = bisect(names, span)
    beside = names[max(place - 1, 0) : place + 1]
    return min(beside, key=lambda name: max(start - name[1], name[0] - end), default=None)


def _quote(text: str, span: Range, source: Range | None) -> dict[str, Any]:
    return {
        "type": "direct",
        "content": [span],
        "cue": [],
        "source": [source] if source else [],
        "speaker": text[slice(*source)] if source else None,
    }
