"""Text to paragraphs: what is running text, and what is a headline, a dateline, a stamp or a speaker label.

Nothing is cut out or changed: a paragraph says where it lies and where its running text (`body`) begins.
"""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

import regex
from attrs import evolve, frozen

from quoteattr.languages.language import Language
from quoteattr.records.records import Span

WRAPPED_WIDTHS = range(45, 101)
"""Median widths, in characters, of lines that somebody wrapped by hand."""
_TAIL = 40
"""Characters of a line that tell whether it is at its end."""
_COMMA_IN_MARKS = regex.compile(r"\p{L},[\"”’»]$")
_CUE_BEHIND_MARK = regex.compile(r"[,?!][\"”’»] \p{Ll}+$")


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

    >>> from quoteattr.languages.loading import load_language
    >>> text = "Ferry delayed\n\nOSLO, Nov. 3 (Newswire) - It rained.\n\nMayor: “We wait.”"
    >>> for paragraph in find_paragraphs(text, load_language("en")):
    ...     print(paragraph.label and paragraph.label.text, "|", text[paragraph.body:paragraph.end])
    None | Ferry delayed
    None | It rained.
    Mayor | “We wait.”
    """
    blocks = [_block(text, start, end, language) for start, end in _unbroken(text, language)]
    if len(blocks) > 1 and _is_headline(text, blocks[0]):
        blocks[0] = evolve(blocks[0], headline=True)
    return tuple(_labelled(text, list(_joined(text, blocks, language)), language))


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the paragraphs."""
    start = 0
    for match in regex.finditer(f"{_separator(text)}|$", text):
        inner = text[start : match.start()]
        if inner.strip():
            yield start + len(inner) - len(inner.lstrip()), match.start() - len(inner) + len(inner.rstrip())
        start = match.end()


def _unbroken(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """The paragraphs, those in one that a line break tears apart."""
    last: tuple[int, int] | None = None
    for start, end in _blocks(text):
        if last is not None and _runs_on(text, last, start, language):
            last = last[0], end
            continue
        if last is not None:
            yield last
        last = start, end
    if last is not None:
        yield last


def _runs_on(text: str, before: tuple[int, int], start: int, language: Language) -> bool:
    """Whether a sentence goes on behind a line break: `“No,” said⏎Ann Lee⏎, the mayor`, `the plan of the⏎Council`."""
    tail, first = text[max(before[0], before[1] - _TAIL) : before[1]], text[start]
    marked = _COMMA_IN_MARKS.search(tail) is not None
    if text.count("\n", before[1], start) > 1:
        return marked and first.islower()
    if first in ",;)":
        return True
    if first.islower():
        return tail[-1].isalnum() or tail[-1] in ',;-–’”"'
    last = tail.rpartition(" ")[2]
    unfinished = last in language.articles or last in language.genitive_prepositions
    return (marked and first.isalpha()) or (
        first.isupper() and (unfinished or _CUE_BEHIND_MARK.search(tail) is not None)
    )


def _separator(text: str) -> str:
    """What parts paragraphs: each newline; where lines are wrapped, a blank line, and an indent if most have none."""
    if not _is_wrapped(text):
        return r"\n\s*"
    lines = [line for line in text.splitlines() if line.strip()]
    indented = sum(line.startswith(("  ", "\t")) for line in lines)
    indent = r"|\n[^\S\n]{2,}|\n\t" if indented < 0.5 * len(lines) else ""
    return rf"\n[^\S\n]*\n\s*{indent}"


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
    unstopped = text[first.start : first.end].rstrip("\"'”’»› ")[-1:] not in (*".!?:;,", "")
    return first.end - first.start < 160 and (unstopped or capitals > 0.7 * len(words))


def _joined(text: str, blocks: Sequence[Paragraph], language: Language) -> Iterator[Paragraph]:
    """The paragraphs; where two people have their labels on lines of their own, each is one with what follows it."""
    alone = [language.layout.label.fullmatch(text[block.body : block.end] + " ") for block in blocks]
    names = Counter(match["label"] for match in alone if match)
    people = {name for name, count in names.items() if count > 1}
    opening: Paragraph | None = None
    for block, match in zip(blocks, alone, strict=True):
        if opening:
            block, opening = evolve(block, start=opening.start, body=opening.body), None
        if match and len(people) > 1 and match["label"] in people and block is not blocks[-1]:
            opening = block
        else:
            yield block


def _labelled(text: str, blocks: list[Paragraph], language: Language) -> Iterator[Paragraph]:
    """Give paragraphs their speaker labels.

    A label counts where it comes twice in the document, where a quotation mark follows it, in a headline, and in an
    exchange between people whom the text names elsewhere; the only one of a document makes a short first paragraph a
    headline: `Lund: No more cuts.` *A.* is mostly an initial where there is no *Q.*
    """
    labels = [language.layout.label.match(text, block.body, block.end) for block in blocks]
    names = Counter(match["label"] for match in labels if match)
    if len(blocks) > 1 and labels[0] and names.total() == 1 and blocks[0].end - blocks[0].start < 160:
        blocks = [
            evolve(blocks[0], headline=text[labels[0].end() : labels[0].end() + 1] not in language.marks.double),
            *blocks[1:],
        ]
    exchanges = _exchanges(text, labels)
    dotted = {match["label"] for match in labels if match and text[match.end("label")] == "."}
    for place, (block, match) in enumerate(zip(blocks, labels, strict=True)):
        if match and match.end() < block.end and match["label"].lower() not in language.layout.no_speakers:
            initial = match["label"] in dotted and len(dotted) == 1
            heading = block.headline and not _is_kicker(text, match["label"])
            known = names[match["label"]] > 1 or heading or place in exchanges
            if not initial and (known or text[match.end()] in language.marks.double):
                block = evolve(block, body=match.end(), label=Span.cut(text, *match.span("label")))
        yield block


def _words(text: str) -> list[str]:
    return regex.findall(r"[\w'’-]+", text.lower())


def _is_kicker(text: str, label: str) -> bool:
    """Whether a label in capitals before a headline names nobody: `WEEKEND TALK: Chef Ida Moe on bread`."""
    return label.isupper() and _words(text).count(label.split()[-1].lower()) == 1


def _exchanges(text: str, labels: Sequence[regex.Match[str] | None]) -> set[int]:
    """The places of labelled paragraphs that follow one another, each label known from elsewhere in the text."""
    last = [match["label"].split()[-1].lower() if match else "" for match in labels]
    beside = {i for pair in itertools.pairwise(range(len(last))) if all(last[i] for i in pair) for i in pair}
    if not beside:
        return set()
    words, as_label = Counter(_words(text)), Counter(last)
    return {i for i in beside if words[last[i]] > as_label[last[i]]}
