"""Words here and words there, next to each other, on a page that stands alone.

Whatever comes from the texts is escaped; the page has no scripts and fetches nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, TypeAlias

from attrs import frozen

from quoteattr.display.frame import closing, opening
from quoteattr.display.markup import escape

Look: TypeAlias = Literal["good", "fair", "poor", ""]
Stretch: TypeAlias = tuple[int, int]

AROUND: Final = 160
"""Characters that are shown before and behind what is compared."""


@frozen
class Side:
    """Stretches of a text, below a caption; `marks` are differences inside them with their class."""

    caption: str
    text: str
    spans: Sequence[Stretch]
    marks: Sequence[tuple[int, int, str]] = ()

    def to_html(self) -> str:
        """The stretches with what stands around them, faint.

        >>> Side("here", "a < b, c", [(0, 5)], [(2, 3, "words")]).to_html()
        '<div><h3>here</h3>a <mark class="words">&lt;</mark> b<span class="around">, c</span></div>'
        """
        return f"<div><h3>{escape(self.caption)}</h3>{''.join(self._pieces())}</div>"

    def _pieces(self) -> Iterator[str]:
        at = None
        for start, end in sorted(self.spans):
            gap_from = max(0, start - AROUND) if at is None else at
            if at is not None and start - at > 2 * AROUND:
                yield _faint(escape(self.text[at : at + AROUND]) + " […] ")
                gap_from = self._word_start(start - AROUND)
            elif at is None and gap_from:
                gap_from = self._word_start(gap_from)
                yield _faint("… ")
            yield _faint(self._marked(gap_from, start))
            yield self._marked(start, end)
            at = end
        if at is not None:
            yield _faint(self._marked(at, at + AROUND) + (" …" if at + AROUND < len(self.text) else ""))

    def _word_start(self, offset: int) -> int:
        """The first offset from here on, but not far, at which a word begins."""
        space = self.text.find(" ", offset, offset + AROUND // 4)
        return space + 1 if space >= 0 else offset

    def _marked(self, start: int, end: int) -> str:
        """A stretch with its differences marked; where they overlap, the first one counts."""
        pieces, at = [], start
        for first, last, look in sorted(self.marks):
            if at <= first < last <= end:
                pieces.append(escape(self.text[at:first]))
                pieces.append(f'<mark class="{escape(look)}">{escape(self.text[first:last])}</mark>')
                at = last
        return "".join(pieces) + escape(self.text[at : max(at, end)])


@frozen
class Pair:
    """Two sides, with a verdict above them and notes below; a warning is a caption that must not be missed."""

    verdict: str
    look: Look
    caption: str
    here: Side
    there: Side | None
    notes: Sequence[str] = ()
    is_warning: bool = False

    def to_html(self) -> str:
        """An article of the page."""
        there = self.there.to_html() if self.there else "<div></div>"
        look = ' class="other"' if self.is_warning else ""
        notes = "".join(f"<li>{escape(note)}</li>" for note in self.notes)
        return (
            f'<article><header><span class="badge {self.look}">{escape(self.verdict)}</span>'
            f'<span{look}>{escape(self.caption)}</span></header><div class="sides">{self.here.to_html()}{there}</div>'
            + (f'<ul class="notes">{notes}</ul>' if notes else "")
            + "</article>\n"
        )


def page(title: str, counts: Mapping[str, tuple[int, Look]], pairs: Iterable[Pair]) -> str:
    """A page of pairs, below the number of each verdict.

    >>> pair = Pair("exact", "good", "", Side("", "No.", [(0, 3)]), None)
    >>> source = page("One & only", {"exact": (1, "good")}, [pair])
    >>> "<h1>One &amp; only</h1>" in source, source.count("<article>")
    (True, 1)
    """
    told = "".join(f'<li class="{look}">{number} {escape(name)}</li>' for name, (number, look) in counts.items())
    body = "".join(pair.to_html() for pair in pairs)
    return (
        opening(title, ["base.css", "sides.css"])
        + f'<h1>{escape(title)}</h1>\n<ul class="counts">{told}</ul>\n<main>\n{body}</main>\n'
        + closing()
    )


def _faint(piece: str) -> str:
    """What stands around, already escaped or without anything to escape."""
    return f'<span class="around">{piece}</span>' if piece else ""
