"""To whom a line is spoken: who is called in it, whom its cue names, or who has the turns beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quoteattr.attribution.turns.calls import called_in
from quoteattr.attribution.turns.stage import Stage
from quoteattr.attribution.turns.turns import Turn
from quoteattr.coreference.figures import Figure

NEAR = 2
"""Paragraphs between two lines of which one answers the other, at most."""
SURE = 0.5
"""How likely a turn beside a line must be to tell who is spoken to."""


def addressees(stage: Stage, turns: Sequence[Turn]) -> Iterator[tuple[int, list[Figure]]]:
    """Those to whom each line is spoken, by the place of its decision, as far as anything tells."""
    for number, turn in enumerate(turns):
        found = _told(stage, turn) or _beside(turns, number)
        if found:
            yield turn.line.place, found


def _told(stage: Stage, turn: Turn) -> list[Figure]:
    """Whom the words call by name, or else the cue says that they are spoken to."""
    called = {id(figure): figure for figure in called_in(stage, turn.line) if figure is not turn.figure}
    if called:
        return list(called.values())
    told = turn.line.addressee
    return [told] if told is not None and told is not turn.figure else []


def _beside(turns: Sequence[Turn], number: int) -> list[Figure]:
    """Who else speaks last before a line, or else next after it."""
    for places in (range(number - 1, number - 1 - 2 * NEAR, -1), range(number + 1, number + 1 + 2 * NEAR)):
        for place in places:
            if not 0 <= place < len(turns) or not _is_near(turns[number], turns[place]):
                break
            other = turns[place]
            if other.figure is not turns[number].figure:
                return [other.figure] if other.share >= SURE else []
    return []


def _is_near(turn: Turn, other: Turn) -> bool:
    return abs(turn.line.paragraph - other.line.paragraph) <= NEAR
