"""A text that came broken, mended: what `--repair` does, and `quoteattr.repaired`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from attrs import field, frozen

from quoteattr.document.broken import Edit, Reading, read
from quoteattr.errors import InputError, QuoteattrError
from quoteattr.records.records import Span
from quoteattr.records.relocated import relocated
from quoteattr.records.result import Result

_CHUNK = re.compile(r"[^ \t\r\n]+")


@frozen
class Repaired:
    """A mended text, and where everything in it came from.

    Attributes:
        text: The mended text.
        source: The text that came in.
    """

    text: str
    source: str
    _steps: tuple[Reading, Reading] = field(repr=False)

    def original(self, span: Span) -> Span:
        r"""Find the span of the text that came in from which a span of the mended text was made.

        Examples:
            >>> mended = repaired("“We wait,â€\x9d said ZoÃ« Lee.")
            >>> mended.original(Span.cut(mended.text, 16, 19))
            Span(start=18, end=22, text='ZoÃ«')
        """
        return Span.cut(self.source, *self._offsets(span.start, span.end))

    def result(self, result: Result) -> Result:
        """Move what was found in the mended text to the text that came in. Names stay mended.

        Raises:
            InputError: The result is of another text.
        """
        if result.text != self.text:
            raise InputError("the result is of another text; attribute the mended one, as in attribute(mended.text)")
        return relocated(result, self.source, self._offsets)

    def _offsets(self, start: int, end: int) -> tuple[int, int]:
        for step in reversed(self._steps):
            start, end = step.original(start, end)
        return start, end


def repaired(text: str) -> Repaired:
    r"""Mend a text that came broken: wrong encodings, HTML entities, lost marks, soft hyphens, odd and doubled marks.

    Line breaks, curly marks and blanks stay as they are; a text that is sound stays the same. Needs ftfy:
    `pip install "quoteattr[repair]"`.

    Args:
        text: The text, as a string.

    Returns:
        The mended text as `.text`; `.original(span)` finds its spans in the text that came in.

    Raises:
        QuoteattrError: ftfy is not installed.
        InputError: `text` is not a string.

    Examples:
        >>> mended = repaired("&ldquo;We can&#39;t wait,&rdquo; said BjÃ¸rn Lee.")
        >>> mended.text
        "“We can't wait,” said Bjørn Lee."
    """
    if not isinstance(text, str):
        raise InputError(f"repaired() takes a text, got {type(text).__name__}; read files into a string first")
    recoded = Reading.edited(text, _recoded(text))
    read_as = read(recoded.text)
    return Repaired(read_as.text, text, (recoded, read_as))


def _recoded(text: str) -> Iterator[Edit]:
    """What ftfy changes, word by word, so that each change keeps its place."""
    ftfy, config = _ftfy()
    for match in _CHUNK.finditer(text):
        word = match[0]
        if word.isascii() and "&" not in word and word.isprintable():
            continue
        mended = ftfy.fix_text(word, config)
        if mended != word:
            same = _shared(word, mended)
            after = _shared(word[same:][::-1], mended[same:][::-1])
            end = len(word) - after
            yield match.start() + same, match.start() + end, mended[same : len(mended) - after]


def _shared(one: str, other: str) -> int:
    """How many characters two words begin with in common."""
    different = (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1])
    return next(different, min(len(one), len(other)))


def _ftfy() -> tuple[Any, Any]:
    try:
        import ftfy
    except ImportError as error:
        raise QuoteattrError('repairing needs ftfy, which is not installed; pip install "quoteattr[repair]"') from error
    return ftfy, ftfy.TextFixerConfig(uncurl_quotes=False, fix_line_breaks=False, unescape_html=True, explain=False)
