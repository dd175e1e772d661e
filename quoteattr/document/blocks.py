"""A text to blocks: what is parted by newlines, where its running text begins, and which block is a headline."""

import itertools
from collections.abc import Iterator, Sequence

import regex
from attrs import evolve, frozen

from quoteattr.document.markup import BULLET
from quoteattr.languages.language import Language

WRAPPED_WIDTHS = range(45, 101)
"""Median widths, in characters, of lines that somebody wrapped by hand."""
_TAIL = 40
"""Characters of a line that tell whether it is at its end."""
_COMMA_IN_MARKS = regex.compile(r"\p{L},[\"”’»]$")
_CUE_BEHIND_MARK = regex.compile(r"[,?!][\"”’»] \p{Ll}+$")
HEADLINE = 160
"""Characters of a headline, fewer than."""
_CLOCK = r"\d{1,3}:\d\d(?::\d\d)?[.,]\d{3}"
_CUE_TIMES = regex.compile(rf"^[^\S\n]*{_CLOCK}\s*-->\s*{_CLOCK}[^\n]*$", regex.MULTILINE)
"""When a subtitle is shown."""
_SUBTITLE = regex.compile(rf"(?:[^\n]{{1,80}}\n)?\s*{_CLOCK}\s*-->\s*{_CLOCK}[^\n]*(?:\n|$)")
"""What stands above the words of a subtitle: its number or name, and its times."""
_DATE = r"(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:,|\p{Lu}(?=\d))?\s?)"
_TIME = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_STAMP = regex.compile(
    rf"(?:[\[(]{_DATE}?{_TIME}[\])]|{_DATE}?{_TIME}(?=[^:\n]{{1,50}}:\s|\s[^\n]{{0,3}}<))\s*(?:[-–—]\s+)?(?=\S)"
)
"""When the words were spoken, in brackets or before a label."""
_ROW = regex.compile(r"^[^\S\n]*\|[^|\n]++\|(?:[^|\n]++\|)+[^\S\n]*$", regex.MULTILINE)
_COLUMNS = regex.compile(r"^[^\s:][^\t\n]{0,60}[^\s:]\t+\S", regex.MULTILINE)
"""Rows of a table, and lines with tabs between their cells."""
_NUMBER = regex.compile(r"(?:\d{1,3}[.)]\s+|\d{1,3}[ ]{2,})(?=\p{Lu})")
"""The number of an item or of a line."""

_ASKED = regex.compile(r"\s*(?P<print>\*\*|__|<(?P<tag>b|strong)>)[^\n*_<>]{3,300}\?(?:\*\*|__|</(?P=tag)>)(?=\s+\S)")
"""A question in bold before its answer."""
ASKED = 3
"""Such questions from which their answers are blocks of their own."""


@frozen
class Block:
    """What stands between newlines, from `start` to `end`, its running text from `body`.

    `lead` is where a label may stand that looks like a dateline: `OSLO —`, `ADA —`.
    """

    start: int
    end: int
    body: int
    lead: int
    headline: bool = False


def find_blocks(raw: str, text: str, language: Language) -> list[Block]:
    """The blocks of a text, without the stamps, bullets and numbers before their words; `text` is what is shown."""
    blocks = [_block(text, start, end, language) for start, end in _asked_apart(raw, [*_unbroken(raw, language)])]
    if len(blocks) > 1 and (_is_headline(text, blocks[0]) or _is_labelled_headline(text, blocks, language)):
        blocks[0] = evolve(blocks[0], headline=True)
    return blocks


def _asked_apart(raw: str, bounds: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The bounds of blocks, those in two that ask in another print and answer behind it: `**Why?** I had to.`"""
    asked = [_ASKED.match(raw, start, end) for start, end in bounds]
    enough = sum(match is not None for match in asked) >= ASKED
    for (start, end), match in zip(bounds, asked, strict=True):
        if match is None or not enough:
            yield start, end
        else:
            yield start, match.end()
            yield match.end() + len(raw[match.end() : end]) - len(raw[match.end() : end].lstrip()), end


def _is_labelled_headline(text: str, blocks: Sequence[Block], language: Language) -> bool:
    """Whether a short first block has the only label of a document: `Lund: No more cuts.`"""
    label = language.layout.label
    match, *others = (label.match(text, block.body, block.end) for block in blocks)
    brief = blocks[0].end - blocks[0].start < HEADLINE
    return (
        match is not None
        and brief
        and not any(others)
        and text[match.end() : match.end() + 1] not in language.marks.double
    )


def _unbroken(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """The paragraphs, those in one that a line break tears apart."""
    last: tuple[int, int] | None = None
    for start, end in _bounds(text):
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
    breaks = text.count("\n", before[1], start)
    if breaks != 1:
        return breaks > 1 and marked and first.islower()
    if first in ",;)":
        return True
    last = tail.rpartition(" ")[2]
    if first in language.marks.all:  # Lee said⏎“We are late.”
        return last in language.layout.leading_cues or (text[start + 1 : start + 2].islower() and tail[-1].isalnum())
    if first.islower():
        return tail[-1].isalnum() or tail[-1] in ',;-–’”"'
    unfinished = last in language.articles or last in language.genitive_prepositions
    return (marked and first.isalpha()) or (
        first.isupper() and (unfinished or _CUE_BEHIND_MARK.search(tail) is not None)
    )


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in regex.finditer(f"{_separator(text)}|$", text):
        inner = text[start : match.start()]
        if inner.strip():
            yield start + len(inner) - len(inner.lstrip()), match.start() - len(inner) + len(inner.rstrip())
        start = match.end()


def _separator(text: str) -> str:
    """What parts blocks: each newline; where lines are wrapped, a blank line, and an indent if most have none."""
    if _CUE_TIMES.search(text):
        return r"\n[^\S\n]*\n\s*"
    if _ROW.search(text):
        return r"\n\s*|[^\S\n]*\|[^\S\n]*"
    if len(_COLUMNS.findall(text)) > 1:
        return r"\n\s*|\t+"
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


def _block(text: str, start: int, end: int, language: Language) -> Block:
    body = lead = _first(text, start, end)
    for opening in (_SUBTITLE, BULLET, _NUMBER, _STAMP, language.layout.stamp, language.layout.dateline):
        lead = body
        match = opening.match(text, body, end)
        if match and match.end() < end:
            body = _first(text, match.end(), end)
    return Block(start, end, body, lead)


def _first(text: str, start: int, end: int) -> int:
    """Where the first character stands that is shown; the start where none is."""
    return next((place for place in range(start, end) if not text[place].isspace()), start)


def _is_headline(text: str, first: Block) -> bool:
    """Whether a first block is short and either has no full stop or has capitals all along"""
    words = [word for word in text[first.body : first.end].split() if len(word) > 3]
    capitals = sum(word[0].isupper() for word in words)
    unstopped = text[first.start : first.end].rstrip("\"'”’»› ")[-1:] not in (*".!?:;,", "")
    return first.end - first.start < HEADLINE and (unstopped or capitals > 0.7 * len(words))
