"""To whom quotations are given: whom its source stands for or, in dialogue, whose turn it is; and who is spoken to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, field, frozen

from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.deciding import Decision, Sieves, decisions
from quoteattr.attribution.sieves.dialogue import action_beat, addressed_before, turn_taking
from quoteattr.attribution.sieves.source import sentence_before, source_before
from quoteattr.attribution.speakers import Entry, People
from quoteattr.attribution.turns.addressees import addressees
from quoteattr.attribution.turns.stage import Stage
from quoteattr.attribution.turns.turns import WHOSE_TURN, Talk, Turn, resolution_of_turn, talks, turns
from quoteattr.records.reasons import Resolution

_INFERRING = (action_beat, addressed_before, sentence_before, source_before, turn_taking)


@frozen
class Given:
    """To whom a quotation is given, and how that was found.

    `share` is how likely they are, where it was weighed whose turn it is. `to` are those to whom it is spoken, as far
    as it is known.
    """

    decision: Decision
    behind: list[Entry]
    resolution: Resolution | None
    share: float | None = None
    to: list[Entry] = field(factory=list)


def given(analysis: Analysis, people: People, asked: Sieves, decided: Sequence[Decision]) -> list[Given]:
    """What the sieves say of each quotation that is `decided`, and whom that stands for.

    In a narrative it is weighed whose turn the lines are whose own cues name nobody, unless sieves of one's own leave
    the taking of turns out.
    """
    if not analysis.language.turn_weights or not any(rule.function is turn_taking for rule in asked):
        return [_by_source(people, decision) for decision in decided]
    stage = Stage(analysis)
    found = [turn for talk in _talks(stage, people, decided) for turn in turns(talk, analysis.language.turn_weights)]
    by_place = {turn.line.place: turn for turn in found if not turn.line.is_settled}
    answers = [
        _in_turn(stage, people, decision, by_place[place]) if place in by_place else _by_source(people, decision)
        for place, decision in enumerate(decided)
    ]
    for place, figures in addressees(stage, found):
        to = [people.entry_of_figure(figure) for figure in figures]
        answers[place] = evolve(answers[place], to=[entry for entry in to if entry not in answers[place].behind])
    return answers


def is_inferred(decision: Decision) -> bool:
    """Whether no words say who speaks a line of a narrative: a reader knows it from the lines around it."""
    context, rule = decision.context, decision.rule
    told = context.attribution is not None or context.document.genre != "narrative"
    return not told and rule is not None and (rule is WHOSE_TURN or rule.function in _INFERRING)


def read_talks(analysis: Analysis, asked: Sieves) -> Iterator[Talk]:
    """The conversations of a narrative, with what is known of each line: for training."""
    return _talks(Stage(analysis), People(analysis), list(decisions(analysis, asked)))


def _talks(stage: Stage, people: People, decided: Sequence[Decision]) -> Iterator[Talk]:
    told = [(d.context.quotation, d.source, d.rule.name if d.rule is not None else "") for d in decided]
    return talks(stage, people, told)


def _by_source(people: People, decision: Decision) -> Given:
    return Given(decision, *(people.entries(decision.source) if decision.source else ([], None)))


def _in_turn(stage: Stage, people: People, decision: Decision, turn: Turn) -> Given:
    """A quotation with whose turn it is. The source stays what its cue says, or what the rules found for the same."""
    line, figure = turn.line, turn.figure
    if line.told in ("none", "cue") and figure is not line.guess:
        decision = evolve(decision, source=stage.source_of(figure, line.start), rule=WHOSE_TURN)
    assert decision.source is not None
    assert decision.source.mention is not None
    entry = people.entry_of_figure(figure)
    entry.sources.append(decision.source.mention)
    return Given(decision, [entry], resolution_of_turn(stage.analysis, turn, decision.source), turn.share)
