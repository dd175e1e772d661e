"""What is known of a text before its quotes are attributed: paragraphs, quotation marks, trees."""

from bisect import bisect_left, bisect_right
from functools import cached_property

from attrs import frozen

from quoteattr.document.marks import Stretch
from quoteattr.document.paragraphs import Paragraph
from quoteattr.languages.language import Language
from quoteattr.syntax.trees import Parse, Token

TURNS = 3
"""Paragraphs of nothing but speech, each after another with speech, from which a text has dialogue."""
DIALOGUE = 0.15
"""Their share of all paragraphs with speech, at least. In news it is mostly 0, in most novels above 0.18."""
MOSTLY = 0.4
"""The share from which two turns will do, as in a short passage from a novel. No article of PolNeAR has as much."""
MANY_TURNS = 20
"""Turns that are dialogue whatever their share: in some novels nearly everybody is named at every word."""
MANY_OPENINGS = 40
"""Paragraphs that open with speech and follow others with speech, likewise. No article of PolNeAR has more than 28."""


@frozen(slots=False)
class Page:
    """A text with its paragraphs, quoted stretches and parse; `warnings` say, in sentences, what could not be read.

    `outer` are the stretches that lie in no other.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    stretches: tuple[Stretch, ...]
    parse: Parse
    language: Language
    warnings: tuple[str, ...] = ()

    @cached_property
    def outer(self) -> tuple[Stretch, ...]:
        return tuple(stretch for stretch in self.stretches if stretch.depth == 0)

    @cached_property
    def _starts(self) -> list[int]:
        return [stretch.start for stretch in self.outer]

    @cached_property
    def _bodies(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    @cached_property
    def has_dialogue(self) -> bool:
        """Whether paragraphs of nothing but speech follow others with speech, as in novels."""
        first = {stretch.paragraph: stretch for stretch in reversed(self.outer)}
        opening = [s for s in first.values() if s.paragraph - 1 in first and s.start <= self.body(s)]
        turns = sum(map(self.is_alone, opening))
        share = turns / max(1, len(first))
        many = turns >= MANY_TURNS or len(opening) >= MANY_OPENINGS
        return many or (turns >= TURNS and share >= DIALOGUE) or (turns > 1 and share >= MOSTLY)

    @cached_property
    def speaks_in_singles(self) -> bool:
        """Whether the text has more of its quotations in single marks, as British ones may."""
        singles = sum(stretch.family == "single" for stretch in self.outer)
        return 2 * singles > len(self.outer)

    def is_alone(self, stretch: Stretch) -> bool:
        """Whether a stretch is all of its paragraph."""
        paragraph = self.paragraphs[stretch.paragraph]
        return stretch.closed and stretch.start <= paragraph.body and stretch.end >= paragraph.end

    def inner(self, stretch: Stretch) -> str:
        """The words between a stretch's marks."""
        return self.text[stretch.inner_start : stretch.inner_end]

    def body(self, stretch: Stretch) -> int:
        """Where the running text of a stretch's paragraph begins."""
        return self.paragraphs[stretch.paragraph].body

    def stretch_at(self, offset: int) -> Stretch | None:
        """The outer stretch whose marks enclose an offset."""
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and self.outer[place].inner_start <= offset < self.outer[place].inner_end:
            return self.outer[place]
        return None

    @cached_property
    def _quoted(self) -> frozenset[int]:
        tokens = (token for sentence in self.parse.sentences for token in sentence.tokens) if self.outer else ()
        return frozenset(token.start for token in tokens if self.stretch_at(token.start))

    def is_quoted(self, token: Token) -> bool:
        """Whether a token stands inside quotation marks."""
        return token.start in self._quoted

    def outer_between(self, start: int, end: int) -> tuple[Stretch, ...]:
        """The outer stretches that begin in a stretch of text."""
        return self.outer[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def gap_after(self, stretch: Stretch) -> tuple[int, int]:
        """Offsets from a stretch's end to the next mark, or to the end of its paragraph."""
        place = bisect_left(self._starts, stretch.end)
        limit = self.paragraphs[stretch.paragraph].end
        return stretch.end, min(limit, self._starts[place]) if place < len(self.outer) else limit

    def gap_before(self, stretch: Stretch) -> tuple[int, int]:
        """Offsets from the mark before a stretch, or from the start of its paragraph, to the stretch."""
        place = bisect_left(self._starts, stretch.start) - 1
        body = self.body(stretch)
        return max(body, self.outer[place].end) if place >= 0 else body, stretch.start

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph at an offset, or of the one before it."""
        return max(bisect_right(self._bodies, offset) - 1, 0)
