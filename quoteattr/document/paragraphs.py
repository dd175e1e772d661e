"""Text to paragraphs: what is running text, what a turn of somebody who is labelled, and what neither.

Nothing is cut out or changed: a paragraph says where it lies and where its running text (`body`) begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
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
    page = _Page.of(text, language)
    parts = {} if page.labels else asked_and_answered(text, page.shown, page.blocks, language)
    return tuple(_interview(page.blocks, parts) if parts else page.paragraphs())


def _interview(blocks: Sequence[Block], parts: Mapping[int, tuple[Part, int]]) -> Iterator[Paragraph]:
    for number, block in enumerate(blocks):
        part, opening = parts.get(number, (None, number))
        turn = Turn(opening, None, part=part) if part is not None else None
        yield Paragraph(block.start, block.end, block.body, turn, block.headline)


@frozen(slots=False)
class _Page:
    """A text in blocks: `found` are all that look like labels, `spoken` those in a form of turns, `single` others."""

    text: str
    shown: str
    blocks: Sequence[Block]
    found: Sequence[Label | None]
    spoken: Mapping[int, Label]
    single: Mapping[int, Label]
    language: Language

    @classmethod
    def of(cls, text: str, language: Language) -> _Page:
        read = shown(text)
        blocks = find_blocks(text, read, language)
        found = find_labels(read, text, blocks, language)
        return cls(text, read, blocks, found, *chosen_labels(read, blocks, found, language), language)

    @cached_property
    def labels(self) -> Mapping[int, Label]:
        """Those that somebody speaks behind, by their blocks."""
        return {**self.single, **self.spoken}

    @cached_property
    def headlines(self) -> frozenset[int]:
        """The blocks that are headlines, and no turns of a transcript."""
        headlines = (number for number, block in enumerate(self.blocks) if block.headline)
        return frozenset(number for number in headlines if number not in self.spoken)

    @cached_property
    def topics(self) -> Mapping[int, int]:
        """Where the words begin behind labels that name nobody: `THE FACTS:`"""
        no_speakers = self.language.layout.no_speakers
        named_none = (label for label in self.found if label and label.text.lower() in no_speakers)
        return {label.block: label.body for label in named_none if label.body < self.blocks[label.block].end}

    @cached_property
    def silent(self) -> frozenset[int]:
        """The blocks that say nothing, with a label before them or without."""
        free = (number for number in range(len(self.blocks)) if number not in self.labels)
        return frozenset(number for number in free if self._is_silent(number))

    def _is_silent(self, number: int) -> bool:
        """Whether a block is a number, a time, a notice, or in a transcript what stands in brackets."""
        block, label, layout = self.blocks[number], self.found[number], self.language.layout
        words = self.shown[block.body : block.end].strip()
        said = self.shown[label.body : block.end] if label is not None else words
        if not any(map(str.isalpha, words)) or is_furniture(words, self.language) or is_furniture(said, self.language):
            return True
        patterns = (_BRACKETED, layout.heading, layout.examiner, layout.witness)
        return bool(self.spoken) and len(words) <= NOTICE and any(map(matches(words), patterns))

    def paragraphs(self) -> Iterator[Paragraph]:
        """Each with the turn that it opens or goes on with; a label on a line of its own is part of one."""
        known = [label for number, label in self.labels.items() if number not in self.headlines]
        names = LabelNames.of(self.shown, known, self.language)
        turn: Turn | None = None
        start: int | None = None
        count = 0
        for number, block in enumerate(self.blocks):
            label = self.labels.get(number)
            first, start = block.start if start is None else start, None
            if label is not None:
                called = Called(label.text) if number in self.headlines else names.called(label)
                turn = Turn(count, Span.cut(self.text, label.start, label.end), called.name, called.role)
                if label.kind == "alone":
                    start = first
                    continue
                yield Paragraph(first, block.end, label.body, turn, number in self.headlines)
            elif first < block.start:
                yield Paragraph(first, block.end, block.body, turn)
            elif number in self.silent:
                names.note(self.shown[block.body : block.end])
                yield Paragraph(first, block.end, block.body, silent=True)
            elif number in self.going_on:
                yield Paragraph(first, block.end, block.body, turn)
            else:
                yield Paragraph(first, block.end, self.topics.get(number, block.body), headline=block.headline)
            count += 1

    @cached_property
    def going_on(self) -> frozenset[int]:
        """The blocks without a label of a transcript that go on with the turn before.

        Where one of them opens with a quotation mark, somebody else tells of the turns.
        """
        last = max(self.spoken, default=0)
        runs = self._runs()
        within = [number for start, run in runs.items() if start < last for number in run]
        marked = any(self.shown[self.blocks[number].body] in self.language.marks.opening for number in within)
        if marked or len(self.spoken) < TRANSCRIPT * (len(self.spoken) + len(within)):
            return frozenset()
        longest = max((len(run) for start, run in runs.items() if start < last), default=0)
        return frozenset([*within, *runs.get(last, [])[:longest]])

    def _runs(self) -> Mapping[int, list[int]]:
        """The blocks behind each label, up to a heading, by the block of the label."""
        behind = {number + 1 for number, label in self.spoken.items() if label.kind == "alone"}
        passed = self.silent | (self.labels.keys() - self.spoken.keys()) | behind
        runs: dict[int, list[int]] = {}
        opening: int | None = None
        for number, block in enumerate(self.blocks):
            if number in self.spoken:
                opening = number
            elif opening is not None and number not in passed:
                if number in self.topics or _is_heading(self.shown, block):
                    opening = None
                else:
                    runs.setdefault(opening, []).append(number)
        return runs


def _is_heading(read: str, block: Block) -> bool:
    """Whether a block between turns is a heading: few words, mostly with capitals, and no stop."""
    whole = read[block.body : block.end].rstrip()
    words = whole.rstrip(": ").split()
    if whole.endswith(":") and not whole.isupper():
        return False
    capitals = sum(word[:1].isupper() for word in words if len(word) > 3)
    long = sum(len(word) > 3 for word in words)
    return bool(words) and len(words) <= HEADING and words[-1][-1:].isalnum() and capitals >= max(1, 0.7 * long)
