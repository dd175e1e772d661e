"""What is known of a text before its quotes are attributed: paragraphs, quotation marks, trees."""

from bisect import bisect_left, bisect_right
from functools import cached_property

import regex
from attrs import frozen

from quoteattr.document.marks import QuotedSpan
from quoteattr.document.narration import is_story
from quoteattr.document.paragraphs import Paragraph
from quoteattr.languages.language import Language
from quoteattr.syntax.parse import Parse
from quoteattr.syntax.trees import Node, Trees
from quoteattr.vocabulary import Genre

TURNS = 3
"""Paragraphs of nothing but speech, each after another with speech, from which a text has dialogue."""
DIALOGUE = 0.15
"""Their share of all paragraphs with speech, at least. In news it is mostly 0, in most novels above 0.18."""
MOSTLY_DIALOGUE = 0.4
"""The share from which two turns will do, as in a short passage from a novel. No article of PolNeAR has as much."""
MANY_TURNS = 20
"""Turns that are dialogue whatever their share: in some novels nearly everybody is named at every word."""


@frozen(slots=False)
class Document:
    """A text with its paragraphs, quoted spans and trees; `warnings` say, in sentences, what could not be read.

    `shown` is the text as it is shown, without its markup, each character in its place. `parse` is what the trees were
    made of, as the parser gave it. `outer` are the quoted spans that lie in no other. `quoted` says that the document
    holds only what another one quotes.
    """

    text: str
    shown: str
    paragraphs: tuple[Paragraph, ...]
    quoted_spans: tuple[QuotedSpan, ...]
    trees: Trees
    language: Language
    parse: Parse
    warnings: tuple[str, ...] = ()
    quoted: bool = False

    @cached_property
    def outer(self) -> tuple[QuotedSpan, ...]:
        return tuple(quoted for quoted in self.quoted_spans if quoted.depth == 0)

    @cached_property
    def _starts(self) -> list[int]:
        return [quoted.start for quoted in self.outer]

    @cached_property
    def _bodies(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    @cached_property
    def has_dialogue(self) -> bool:
        """Whether it is told with dialogue, as novels are: turn by turn, or in the way of a story."""
        return self._has_turns or (not self.quoted and is_story(self.told, self.said, self.language))

    @property
    def told(self) -> list[Node]:
        """The words outside quotation marks."""
        words = (token for sentence in self.trees.sentences for token in sentence.nodes)
        return [word for word in words if word.upos != "PUNCT" and not self.is_quoted(word)]

    @property
    def said(self) -> list[str]:
        """The pieces inside quotation marks."""
        return [self.inner(quoted) for quoted in self.outer]

    @property
    def _has_turns(self) -> bool:
        """Whether paragraphs of nothing but speech follow others with speech."""
        first = {quoted.paragraph: quoted for quoted in reversed(self.outer)}
        opening = [s for s in first.values() if s.paragraph - 1 in first]
        turns = sum(map(self.is_alone, opening))
        share = turns / max(1, len(first))
        return turns >= MANY_TURNS or (turns >= TURNS and share >= DIALOGUE) or (turns > 1 and share >= MOSTLY_DIALOGUE)

    @property
    def genre(self) -> Genre:
        """What the text is to the rules: a narrative has dialogue, all else is read as news."""
        return "narrative" if self.has_dialogue else "news"

    @cached_property
    def speaks_in_singles(self) -> bool:
        """Whether the text has more of its quotations in single marks, as British ones may."""
        singles = sum(quoted.family == "single" for quoted in self.outer)
        return 2 * singles > len(self.outer)

    def is_alone(self, quoted: QuotedSpan) -> bool:
        """Whether a quoted span is all of its paragraph."""
        paragraph = self.paragraphs[quoted.paragraph]
        return quoted.closed and quoted.start <= paragraph.body and quoted.end >= paragraph.end

    def inner(self, quoted: QuotedSpan) -> str:
        """The words between a quoted span's marks."""
        return self.shown[quoted.inner_start : quoted.inner_end]

    def body(self, quoted: QuotedSpan) -> int:
        """Where the running text of a quoted span's paragraph begins."""
        return self.paragraphs[quoted.paragraph].body

    def quoted_at(self, offset: int) -> QuotedSpan | None:
        """The outer quoted span whose marks enclose an offset."""
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and self.outer[place].inner_start <= offset < self.outer[place].inner_end:
            return self.outer[place]
        return None

    @cached_property
    def _quoted(self) -> frozenset[int]:
        tokens = (token for sentence in self.trees.sentences for token in sentence.nodes) if self.outer else ()
        return frozenset(token.start for token in tokens if self.quoted_at(token.start))

    def is_quoted(self, token: Node) -> bool:
        """Whether a token stands inside quotation marks."""
        return token.start in self._quoted

    def outer_between(self, start: int, end: int) -> tuple[QuotedSpan, ...]:
        """The outer quoted spans that begin in a stretch of text."""
        return self.outer[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def gap_after(self, quoted: QuotedSpan) -> tuple[int, int]:
        """Offsets from a quoted span's end to the next mark, or to the end of its paragraph."""
        place = bisect_left(self._starts, quoted.end)
        limit = self.paragraphs[quoted.paragraph].end
        return quoted.end, min(limit, self._starts[place]) if place < len(self.outer) else limit

    def gap_before(self, quoted: QuotedSpan) -> tuple[int, int]:
        """Offsets from the mark before a quoted span, or from the start of its paragraph, to the quoted span."""
        place = bisect_left(self._starts, quoted.start) - 1
        body = self.body(quoted)
        return max(body, self.outer[place].end) if place >= 0 else body, quoted.start

    def is_in_headline(self, offset: int) -> bool:
        """Whether the paragraph at an offset is a headline."""
        return self.paragraphs[self.paragraph_at(offset)].headline

    def signature_after(self, offset: int) -> regex.Match[str] | None:
        """The signature behind words that end at an offset: `— Ida Moe, mayor of Exeter`, `(Ida Moe)`, a line below.

        Without a dash it must be the name of a person.
        """
        layout = self.language.layout
        match = layout.signature.match(self.shown, offset) or layout.signed_post.match(self.shown, offset)
        if match is not None:
            spoken = any(quoted.family == "dash" for quoted in self.outer_between(offset, match.end()))
            return None if spoken else match
        number = self.paragraph_at(offset - 1)
        bracketed = layout.signature_in_brackets.match(self.shown, offset)
        return bracketed or (self.name_alone(number + 1) if offset >= self.paragraphs[number].end else None)

    def name_alone(self, number: int) -> regex.Match[str] | None:
        """The name of a person that is all of a paragraph, but for an office behind it: `Ida Moe, mayor`."""
        if not 0 <= number < len(self.paragraphs):
            return None
        paragraph = self.paragraphs[number]
        end = paragraph.body + len(self.shown[paragraph.body : paragraph.end].rstrip())
        match = self.language.layout.signature_alone.fullmatch(self.shown, paragraph.body, end)
        tokens = self.trees.nodes(*match.span("name")) if match is not None else []
        named = bool(tokens) and all(token.ner in ("B-PER", "I-PER") for token in tokens)
        return match if named and not paragraph.turn else None

    def is_silent(self, offset: int) -> bool:
        """Whether the paragraph at an offset says nothing: a number, a time, a direction."""
        return self.paragraphs[self.paragraph_at(offset)].silent

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph at an offset, or of the one before it."""
        return max(bisect_right(self._bodies, offset) - 1, 0)
