"""Text to paragraphs: what is running text, and what is a headline, a dateline, a stamp or a speaker label.

Nothing is cut out or changed: a paragraph says where it lies and where its running text (`body`) begins.
"""

import itertools
from collections import Counter
from collections.abc import Iterator

import regex
from attrs import evolve, frozen

from quoteattr.language import Language
from quoteattr.records import Span

WRAPPED_WIDTHS = range(45, 101)
"""Median widths, in characters, of lines that somebody wrapped by hand."""


@frozen
class Paragraph:
    """A paragraph from `start` to `end`, its running text from `body`; `label` is who speaks, as in `Q:`."""

    start: int
    end: int
    body: int
    label: Span | None = None
    headline: bool = False


def find_paragraphs(text: str, language: Language) -> tuple[Paragraph, ...]:
    r"""Split a text into paragraphs.

    >>> from quoteattr.language import load_language
    >>> text = "Ferry delayed\n\nOSLO, Nov. 3 (Newswire) - It rained.\n\nMayor: “We wait.”"
    >>> for paragraph in find_paragraphs(text, load_language("en")):
    ...     print(paragraph.label and paragraph.label.text, "|", text[paragraph.body:paragraph.end])
    None | Ferry delayed
    None | It rained.
    Mayor | “We wait.”
    """
    blocks = [_block(text, start, end, language) for start, end in _blocks(text)]
    if len(blocks) > 1 and _is_headline(text, blocks[0]):
        blocks[0] = evolve(blocks[0], headline=True)
    return tuple(_labelled(text, blocks, language))


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the paragraphs: parted by blank lines, by each newline where lines are not wrapped."""
    separator = r"\n[^\S\n]*\n\s*" if _is_wrapped(text) else r"\n\s*"
    start = 0
    for match in regex.finditer(f"{separator}|$", text):
        inner = text[start : match.start()]
        if inner.strip():
            yield start + len(inner) - len(inner.lstrip()), match.start() - len(inner) + len(inner.rstrip())
        start = match.end()


def _is_wrapped(text: str) -> bool:
    """Whether single newlines only wrap lines, as in plain text books: most lines end inside a sentence."""
    lines = [line.rstrip() for line in text.splitlines()]
    broken = [line for line, following in itertools.pairwise(lines) if line and following.strip()]
    if len(broken) < 3:
        return False
    width = sorted(map(len, broken))[len(broken) // 2]
    unfinished = sum(line[-1].isalnum() or line[-1] in ",;-" for line in broken)
    return width in WRAPPED_WIDTHS and unfinished > 0.6 * len(broken)


def _block(text: str, start: int, end: int, language: Language) -> Paragraph:
    body = start
    for opening in (language.layout.stamp, language.layout.dateline):
        match = opening.match(text, body, end)
        if match and match.end() < end:
            body = match.end()
    return Paragraph(start, end, body)


def _is_headline(text: str, first: Paragraph) -> bool:
    """Whether a first paragraph is short and either has no full stop or has capitals all along"""
    words = [word for word in text[first.body : first.end].split() if len(word) > 3]
    capitals = sum(word[0].isupper() for word in words)
    unstopped = text[first.end - 1] not in '.!?:;,"”'
    return first.end - first.start < 160 and (unstopped or capitals > 0.7 * len(words))


def _labelled(text: str, blocks: list[Paragraph], language: Language) -> Iterator[Paragraph]:
    """Give paragraphs their speaker labels.

    A label counts where it comes twice in the document, where a quotation mark follows it, and in a headline; the
    only one of a document makes a short first paragraph a headline: `Lund: No more cuts.`
    """
    labels = [language.layout.label.match(text, block.body, block.end) for block in blocks]
    names = Counter(match["label"] for match in labels if match)
    if len(blocks) > 1 and labels[0] and names.total() == 1 and blocks[0].end - blocks[0].start < 160:
        blocks = [
            evolve(blocks[0], headline=text[labels[0].end() : labels[0].end() + 1] not in language.marks.double),
            *blocks[1:],
        ]
    for block, match in zip(blocks, labels, strict=True):
        if match is None or match.end() >= block.end or match["label"].lower() in language.layout.no_speakers:
            yield block
        elif names[match["label"]] > 1 or block.headline or text[match.end()] in language.marks.double:
            label = Span.cut(text, *match.span("label"))
            yield evolve(block, body=match.end(), label=label)
        else:
            yield block
