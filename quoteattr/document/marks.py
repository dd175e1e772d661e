"""Paragraphs to quoted spans: which marks open, which close, and what lies between.

One pass over the marks of each paragraph, so the time is linear in the text and an odd mark spoils its own
paragraph alone. A quotation that runs over paragraphs opens anew in each and closes in the last.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from attrs import evolve, frozen

from quoteattr.document.paragraphs import Paragraph
from quoteattr.languages.language import Marks

Family = Literal["double", "single", "block", "dash"]
"""Marks of two kinds, and what is quoted without marks (`unmarked`)."""
DEEPEST = 16
"""Marks within each other, at most."""
_STOPS = (",", ".", "!", "?", "…")


@frozen
class QuotedSpan:
    """A part of a text that stands in quotation marks.

    `start` and `end` take in the marks, `inner_start` and `inner_end` leave them out. `depth` counts the
    quoted spans around it. `continues` says that it goes on in the first quoted span of the next paragraph.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    paragraph: int
    family: Family
    depth: int = 0
    closed: bool = True
    continues: bool = False

    @property
    def is_unmarked(self) -> bool:
        """Whether it is quoted without marks."""
        return self.family in ("block", "dash")


@frozen
class _Mark:
    start: int
    end: int
    text: str
    family: Family
    opens: bool
    closes: bool
    weak: bool = False  # a closing single that may as well be a possessive: the boys' toys
    stops: bool = False  # stands behind a stop: ,’


def find_quoted_spans(
    text: str, paragraphs: Sequence[Paragraph], marks: Marks, *, within: bool = False
) -> tuple[QuotedSpan, ...]:
    """Find the quoted spans of a text, in order of their start.

    `within` says that all of it stands in marks itself, so that speech may be left open: `“He said, ‘I did,” she said`.

    >>> from quoteattr.languages.loading import load_language
    >>> from quoteattr.document.paragraphs import find_paragraphs
    >>> english = load_language("en")
    >>> text = "'It's the boys' turn,' said Jo. A 6' plank, the '90s, “a ‘b’ c”."
    >>> for quoted in find_quoted_spans(text, find_paragraphs(text, english), english.marks):
    ...     print(quoted.depth, text[quoted.inner_start:quoted.inner_end])
    0 It's the boys' turn,
    0 a ‘b’ c
    1 b
    """
    found: list[QuotedSpan] = []
    pending: QuotedSpan | None = None  # left open at the end of the paragraph before
    for number, paragraph in enumerate(paragraphs):
        inside, left_open, stray = _paired(list(_marks(text, paragraph, marks)), number)
        if pending is not None:
            reopened = [*inside, *([left_open] if left_open else [])]
            if _reopens(pending, reopened, paragraph):
                pending = evolve(pending, continues=True)
            elif stray is not None and stray.family == pending.family:
                inside.append(_resumed(paragraph, stray, number))
                pending = evolve(pending, continues=True)
            found.extend(_kept(pending, text, within))
        found.extend(inside)
        pending = left_open and _to_paragraph_end(left_open, paragraph)
    if pending is not None:
        found.extend(_kept(pending, text, within))
    return tuple(sorted(found, key=lambda quoted: (quoted.start, -quoted.end)))


def is_title(inner: str) -> bool:
    """Whether words look like the name of a work: `War and Peace,` but not `We won,` or `Why?`."""
    words = [word for word in inner.strip(" ,").split() if len(word) > 3 or word == inner.split()[0]]
    capitals = sum(word[0].isupper() for word in words)
    return inner[-1] not in ".?!…—–-" and 1 < len(words) <= 8 and capitals == len(words)


def _marks(text: str, paragraph: Paragraph, marks: Marks) -> Iterator[_Mark]:
    """The quotation marks of a paragraph; apostrophes, feet and inches are passed over."""
    measures = {
        offset
        for match in marks.measures.finditer(text, paragraph.body, paragraph.end)
        for offset in range(match.start(), match.end())
    }
    for match in marks.pattern.finditer(text, paragraph.body, paragraph.end):
        if match.start() in measures:
            continue
        mark = match.group()
        before = text[match.start() - 1] if match.start() > paragraph.body else " "
        after = text[match.end()] if match.end() < paragraph.end else " "
        if mark in marks.double:
            opens, closes = _direction(mark, before, after, marks)
            cramped = opens and before in _STOPS and after.isalpha()  # “We wait,”said Lee
            yield _Mark(match.start(), match.end(), mark, "double", opens, closes or cramped, stops=before in _STOPS)
        elif not (before.isalnum() and after.isalnum()):
            opens, closes = _direction(mark, before, after, marks)
            if opens and (closes or marks.elisions.match(text, match.end())):
                continue
            owned = before.lower() in marks.possessive_letters
            weak = owned and text[match.end() : match.end() + 2].strip().isalpha()
            yield _Mark(match.start(), match.end(), mark, "single", opens, closes, weak, before in _STOPS)


def _direction(mark: str, before: str, after: str, marks: Marks) -> tuple[bool, bool]:
    """Whether a mark may open and may close, by its neighbours first and its shape second."""
    open_edge = _is_edge(before, marks.before_opening)
    close_edge = _is_edge(after, marks.after_closing)
    opens = open_edge and not after.isspace() and after not in ",;:!?)]}"
    closes = close_edge and not before.isspace()
    if opens == closes:
        return mark in marks.opening, mark in marks.closing
    return opens, closes


def _is_edge(character: str, edges: frozenset[str]) -> bool:
    return character.isspace() or character in edges


_Pairs = tuple[list[QuotedSpan], QuotedSpan | None, _Mark | None]
"""The closed quoted spans, the outermost one left open, and a first closing mark that nothing opened."""


def _paired(marks: Sequence[_Mark], number: int) -> _Pairs:
    """Pair the marks of one paragraph, also several of a family within each other if then none is left open."""
    deep = _pair(marks, number, deep=True)
    return deep if deep[1] is None else _pair(marks, number, deep=False)


def _pair(marks: Sequence[_Mark], number: int, *, deep: bool) -> _Pairs:
    """Pair the marks of one paragraph; `deep` lets a mark stand within one of its family, as in “ ‘ “ ” ’ ”."""
    found: list[QuotedSpan] = []
    open_marks: list[_Mark] = []  # at most one of each family, unless deep
    tentative: _Mark | None = None
    stray: _Mark | None = None
    misfit: _Mark | None = None  # closes what a mark of the other family opened: “We wait,’
    for mark in marks:
        families = [opened.family for opened in open_marks]
        if mark.family in families and mark.closes:
            if mark.weak:
                tentative = tentative or mark
                continue
            tentative = misfit = None
            _close(found, open_marks, mark, number)
        elif mark.opens:
            if mark.family in families:
                if mark.family == "single" and tentative is not None:
                    _close(found, open_marks, tentative, number)
                elif misfit is not None:
                    _close(found, open_marks, evolve(misfit, family=mark.family), number)
                elif not deep or len(open_marks) >= DEEPEST or open_marks[-1].text == mark.text:
                    del open_marks[families.index(mark.family) :]
            misfit = None
            tentative = None if mark.family == "single" else tentative
            open_marks.append(mark)
        elif len(open_marks) == 1 and mark.closes and mark.stops:
            misfit = misfit or mark
        elif stray is None and not found and not open_marks:
            stray = mark
    if tentative is not None and any(opened.family == "single" for opened in open_marks):
        _close(found, open_marks, tentative, number)
    if misfit is not None and open_marks:
        _close(found, open_marks, evolve(misfit, family=open_marks[0].family), number)
    left = open_marks[0] if open_marks else None
    if left is None:
        return found, None, stray
    return found, QuotedSpan(left.start, left.end, left.end, left.end, number, left.family, closed=False), stray


def _close(found: list[QuotedSpan], open_marks: list[_Mark], mark: _Mark, number: int) -> None:
    """Close the open mark of the same family; what was opened inside it and not closed is no quotation."""
    place = max(i for i, opened in enumerate(open_marks) if opened.family == mark.family)
    opened = open_marks[place]
    del open_marks[place:]
    if mark.start > opened.end:
        found.append(QuotedSpan(opened.start, mark.end, opened.end, mark.start, number, mark.family, depth=place))


def _to_paragraph_end(quoted: QuotedSpan, paragraph: Paragraph) -> QuotedSpan:
    return evolve(quoted, end=paragraph.end, inner_end=paragraph.end)


def _reopens(pending: QuotedSpan, quoted_spans: list[QuotedSpan], paragraph: Paragraph) -> bool:
    """Whether a paragraph opens the quotation anew, and it is not somebody else's turn."""
    starts = {(quoted.start, quoted.family) for quoted in quoted_spans}
    return paragraph.label is None and (paragraph.body, pending.family) in starts


def _resumed(paragraph: Paragraph, stray: _Mark, number: int) -> QuotedSpan:
    """A quotation that goes on from the paragraph before without a mark of its own."""
    return QuotedSpan(paragraph.body, stray.end, paragraph.body, stray.start, number, stray.family)


def _kept(pending: QuotedSpan, text: str, within: bool) -> list[QuotedSpan]:
    """An unclosed quoted span, unless it is a single mark that nothing takes up: that was an apostrophe."""
    apostrophe = pending.family == "single" and not pending.continues and not (within and _opens_speech(pending, text))
    return [] if apostrophe or pending.inner_end <= pending.inner_start else [pending]


def _opens_speech(pending: QuotedSpan, text: str) -> bool:
    """Whether a mark stands between a comma or colon and a capital: `He told me, ‘I`."""
    before, inner = (
        text[max(pending.start - 2, 0) : pending.start].strip()[-1:],
        text[pending.inner_start : pending.inner_start + 1],
    )
    return before in (",", ":") and inner.isupper()
