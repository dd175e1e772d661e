"""Quotations to lines of dialogue: what their own cues tell, and where a conversation ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from attrs import frozen

from quoteattr.attribution.context import Source
from quoteattr.attribution.speakers import People
from quoteattr.attribution.turns.stage import Stage, parts
from quoteattr.coreference.figures import Figure
from quoteattr.document.document import Document
from quoteattr.entities.kinds import is_character
from quoteattr.quotations.quotations import Quotation
from quoteattr.syntax.trees import Node

CUT = 10
"""Paragraphs without a line of dialogue at which a conversation ends."""
WIDE = 10
"""Lines on either side in which those are counted who speak by their cues."""
LONGEST = 60
"""Lines of a conversation, at most: what is longer is cut, so that time and memory grow with the text and no faster."""

Told = Literal["name", "pronoun", "nominal", "else", "part", "cue", "none", "other"]
"""What a cue tells of its speaker: a name, a pronoun, a description, somebody else (`the other`), a voice or the like;
a cue without a source, or no cue; several or nobody."""


@frozen(eq=False)
class Line:
    """A quotation in a conversation, with what the rules say of it.

    `place` is its number among the decisions, `sieve` the rule that decided, `guess` whom it takes for the speaker.
    `told` is what the cue tells, and `addressee` whom it names as spoken to.
    """

    place: int
    quotation: Quotation
    source: Source | None
    sieve: str
    told: Told
    guess: Figure | None
    addressee: Figure | None

    @property
    def start(self) -> int:
        """Where the words begin."""
        return self.quotation.content[0][0]

    @property
    def end(self) -> int:
        """Where the words end."""
        return self.quotation.content[-1][1]

    @property
    def paragraph(self) -> int:
        """The number of the paragraph in which it begins."""
        return self.quotation.paragraph

    @property
    def is_told(self) -> bool:
        """Whether its own cue points to the speaker without a name."""
        return self.told in ("pronoun", "nominal")

    @property
    def is_settled(self) -> bool:
        """Whether its own cue names the speaker."""
        return self.told == "name" and self.guess is not None


Decided = tuple[Quotation, Source | None, str]
"""A quotation, the source that a rule found for it, and the rule's name."""


def lines_of(stage: Stage, people: People, decided: Sequence[Decided]) -> Iterator[Line]:
    """The lines of dialogue among the quotations."""
    for place, (quotation, source, sieve) in enumerate(decided):
        told, guess = _told(stage, people, quotation, source) if quotation.utterance is not None else ("other", None)
        if told != "other":
            yield Line(place, quotation, source, sieve, told, guess, _addressee(stage, quotation))


def _told(stage: Stage, people: People, quotation: Quotation, source: Source | None) -> tuple[Told, Figure | None]:
    """What a cue tells of the speaker, and whom the rules take for it."""
    if source is not None and source.mention is not None and source.head is None:
        return "other", None  # a label
    if source is None or source.mention is None or source.head is None:
        return ("none" if quotation.attribution is None else "cue"), None
    entity = people.entity_of(source)
    guess = stage.of_entity(entity) if entity is not None else stage.of_phrase(source.head)
    if source.head.text == stage.analysis.language.narrator and not stage.analysis.document.is_quoted(source.head):
        guess = stage.narrator
        return ("name" if quotation.attribution is not None else "none"), guess
    if quotation.attribution is None:
        return "none", guess
    if source.mention.form == "name" and source.head.start not in stage.analysis.antecedents.choices:
        return ("name" if guess is not None else "other"), guess
    if source.head.feature("Number") == "Plur":
        return "other", guess
    if source.mention.form == "pronoun":
        return "pronoun", guess
    if source.mention.form == "name" or is_character(source.head, stage.analysis.language):
        return "nominal", guess
    if source.head.lemma in stage.analysis.language.others:
        return "else", guess
    return "part", _owner(stage, source.head)


def _owner(stage: Stage, head: Node) -> Figure | None:
    """Whose voice or smile speaks: `Lee's voice`, `the voice of Lee`."""
    owners = (figure_at(stage, owner) for owner in head.children("nmod:poss", "nmod"))
    return next(filter(None, owners), None)


def _addressee(stage: Stage, quotation: Quotation) -> Figure | None:
    """Whom the cue of a quotation names as the one spoken to: `she said to Tom`, `she asked him`."""
    if quotation.attribution is None:
        return None
    language, cue = stage.analysis.language, quotation.attribution.cue
    for receiver in cue.children("iobj", "obj", "obl"):
        to = any(case.lemma in language.receiver_prepositions for case in receiver.children("case"))
        if (to or not receiver.has_relation("obl")) and not stage.analysis.document.is_quoted(receiver):
            found = figure_at(stage, receiver)
            if found is not None:
                return found
    return None


def figure_at(stage: Stage, head: Node) -> Figure | None:
    """Whom a phrase names or stands for."""
    entity = stage.analysis.antecedents.entity_of(head)
    if entity is not None:
        return stage.of_entity(entity)
    if head.text.lower() in stage.analysis.language.narrator_forms:
        return stage.narrator
    return stage.of_phrase(head)


def conversations(document: Document, lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines by conversation: one ends at a scene's end, at a heading, and where nobody speaks for long."""
    breaks = [number for number, paragraph in enumerate(document.paragraphs) if parts(document, number)]
    breaks.reverse()
    running: list[Line] = []
    for line in lines:
        parted = False
        while breaks and breaks[-1] <= line.paragraph:
            parted = breaks.pop() != line.paragraph or parted
        if running and (parted or len(running) == LONGEST or line.paragraph - running[-1].paragraph > CUT):
            yield running
            running = []
        running.append(line)
    if running:
        yield running


def speaking(lines: Sequence[Line], place: int) -> Iterator[tuple[Figure, int]]:
    """Those who speak by their cues in the lines around, and how often."""
    around = (
        lines[other] for other in range(max(place - WIDE, 0), min(place + WIDE + 1, len(lines))) if other != place
    )
    named = [line.guess for line in around if line.is_settled and line.guess is not None]
    for figure in {id(figure): figure for figure in named}.values():
        yield figure, sum(other is figure for other in named)


def is_near(line: Line, other: Line, distance: int) -> bool:
    """Whether another line stands within some paragraphs for each line between."""
    return abs(other.paragraph - line.paragraph) <= 2 * abs(distance)
