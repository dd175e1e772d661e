"""Text to paragraphs: what is running text, what a turn of somebody who is labelled, and what neither.

Nothing is cut out or changed: a paragraph says where it lies and where its running text (`body`) begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import regex
from attrs import frozen

from quoteattr.document.blocks import Block, find_blocks
from quoteattr.document.label_names import Called, LabelNames
from quoteattr.document.labels import NOTICE, Label, chosen_labels, find_labels, is_furniture, matches
from quoteattr.document.markup import shown
from quoteattr.document.questions import Part, asked_and_answered
from quoteattr.languages.language import Language
from quoteattr.records.records import Role, Span

TRANSCRIPT = 0.2
"""Share of labelled blocks between the first label and the last, from which the others go on with a turn."""
HEADING = 12
"""Words of a heading between turns, at most."""
_BRACKETED: Final = regex.compile(r"\s*(?:\[[^\[\]]*\]|\([^()]*\))\s*\.?\s*")


@frozen
class Turn:
    """What somebody says from one label to the next: `called` is whom the label names, in full, `role` as what.

    `paragraph` is the number of the first. `label` is None where only the print tells that somebody asks or answers,
    which `part` tells.
    """

    paragraph: int
    label: Span | None
    called: str = ""
    role: Role | None = None
    part: Part | None = None


@frozen
class Paragraph:
    """A paragraph from `start` to `end`, its running text from `body`; a `silent` one says nothing.

    `turn` is what it belongs to where somebody is labelled, as by `Q:`.
    """

    start: int
    end: int
    body: int
    turn: Turn | None = None
    headline: bool = False
    silent: bool = False

    @property
    def label(self) -> Span | None:
        """Who speaks, as it is written before the turn."""
        return self.turn.label if self.turn else None


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
    read = shown(text)
    blocks = find_blocks(text, read, language)
    found = find_labels(read, text, blocks, language)
    spoken, single = chosen_labels(read, blocks, found, language)
    labels = {**single, **spoken}
    if not labels and (parts := asked_and_answered(text, read, blocks, language)):
        return tuple(_interview(blocks, parts))
    notices = {
        label.block for label in found if label and is_furniture(read[label.body : blocks[label.block].end], language)
    }
    no_speakers = language.layout.no_speakers
    named_none = (label for label in found if label and label.text.lower() in no_speakers)
    topics = {label.block: label.body for label in named_none if label.body < blocks[label.block].end}
    return tuple(_paragraphs(text, read, blocks, labels, spoken, notices, topics, language))


def _interview(blocks: Sequence[Block], parts: Mapping[int, tuple[Part, int]]) -> Iterator[Paragraph]:
    for number, block in enumerate(blocks):
        part, opening = parts.get(number, (None, number))
        yield Paragraph(
            block.start, block.end, block.body, Turn(opening, None, part=part) if part else None, block.headline
        )


def _paragraphs(
    text: str,
    read: str,
    blocks: Sequence[Block],
    labels: Mapping[int, Label],
    spoken: Mapping[int, Label],
    notices: set[int],
    topics: Mapping[int, int],
    language: Language,
) -> Iterator[Paragraph]:
    """The paragraphs, each with the turn that it opens or goes on with; a label on a line of its own is part of one."""
    names = LabelNames.of(read, [label for number, label in labels.items() if not blocks[number].headline], language)
    silent = {
        number
        for number, block in enumerate(blocks)
        if number not in labels and (number in notices or _is_silent(read, block, bool(spoken), language))
    }
    going_on = (
        _going_on(read, blocks, spoken, {*silent, *(labels.keys() - spoken.keys())}, topics, language)
        if spoken
        else frozenset()
    )
    turn: Turn | None = None
    start: int | None = None
    count = 0
    for number, block in enumerate(blocks):
        label = labels.get(number)
        first, start = block.start if start is None else start, None
        if label is not None:
            called = Called(label.text) if block.headline else names.called(label)
            turn = Turn(count, Span.cut(text, label.start, label.end), called.name, called.role)
            if label.kind == "alone":
                start = first
                continue
            yield Paragraph(first, block.end, label.body, turn, block.headline)
        elif first < block.start:
            yield Paragraph(first, block.end, block.body, turn)
        elif number in silent:
            names.note(read[block.body : block.end])
            yield Paragraph(first, block.end, block.body, silent=True)
        elif number in going_on:
            yield Paragraph(first, block.end, block.body, turn)
        else:
            yield Paragraph(first, block.end, topics.get(number, block.body), headline=block.headline)
        count += 1


def _is_silent(read: str, block: Block, spoken: bool, language: Language) -> bool:
    """Whether a block says nothing: numbers, times and notices, and in a transcript what stands in brackets."""
    words = read[block.body : block.end].strip()
    if not any(map(str.isalpha, words)) or is_furniture(words, language):
        return True
    layout = language.layout
    patterns = (_BRACKETED, layout.heading, layout.examiner, layout.witness)
    return spoken and len(words) <= NOTICE and any(map(matches(words), patterns))


def _going_on(
    read: str,
    blocks: Sequence[Block],
    labels: Mapping[int, Label],
    silent: set[int],
    topics: Mapping[int, int],
    language: Language,
) -> frozenset[int]:
    """The blocks without a label of a transcript that go on with the turn before.

    Where one of them opens with a quotation mark, somebody else tells of the turns.
    """
    last = max(labels)
    behind = {number + 1 for number, label in labels.items() if label.kind == "alone"}
    runs: dict[int, list[int]] = {}
    opening: int | None = None
    for number, block in enumerate(blocks):
        if number in labels:
            opening = number
        elif opening is not None and number not in silent and number not in behind:
            if number in topics or _is_heading(read, block):
                opening = None
            else:
                runs.setdefault(opening, []).append(number)
    within = [number for start, run in runs.items() if start < last for number in run]
    marked = any(read[blocks[number].body] in language.marks.opening for number in within)
    if marked or len(labels) < TRANSCRIPT * (len(labels) + len(within)):
        return frozenset()
    longest = max((len(run) for start, run in runs.items() if start < last), default=0)
    return frozenset([*within, *runs.get(last, [])[:longest]])


def _is_heading(read: str, block: Block) -> bool:
    """Whether a block between turns is a heading: few words, mostly with capitals, and no stop."""
    whole = read[block.body : block.end].rstrip()
    words = whole.rstrip(": ").split()
    if whole.endswith(":") and not whole.isupper():
        return False
    capitals = sum(word[:1].isupper() for word in words if len(word) > 3)
    long = sum(len(word) > 3 for word in words)
    return bool(words) and len(words) <= HEADING and words[-1][-1:].isalnum() and capitals >= max(1, 0.7 * long)
