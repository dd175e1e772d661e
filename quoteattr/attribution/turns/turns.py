"""Who has the turn: all lines of a conversation, decided at once by weights that were fitted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp, log
from typing import Final

import numpy as np
from attrs import frozen

from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.context import Context, Sieve, Source
from quoteattr.attribution.reasons import called, gloss_of
from quoteattr.attribution.speakers import People
from quoteattr.attribution.turns.book import Book
from quoteattr.attribution.turns.chain import Array, decode
from quoteattr.attribution.turns.features import Option, carried, options
from quoteattr.attribution.turns.lines import Decided, Line, conversations, lines_of
from quoteattr.attribution.turns.repeats import repeats
from quoteattr.attribution.turns.stage import Stage
from quoteattr.coreference.figures import Figure
from quoteattr.languages.weights import Weights
from quoteattr.records.reasons import Evidence, Resolution
from quoteattr.vocabulary import Rule

MOST = 3
"""Others who may have the turn that are told, and features of each sign, at most."""
LEAST = 0.005
"""How likely they must be."""


def whose_turn(_: Context) -> Source | None:
    """Declines: whose turn it is shows only where all lines of a conversation are weighed together."""
    return None


WHOSE_TURN: Final[Rule[Sieve]] = Rule(
    whose_turn, "whose turn it is, judged from all lines of the conversation together", genre="narrative"
)


@frozen(eq=False)
class Talk:
    """A conversation: its lines, the candidates for each, and the features of who speaks again at each."""

    lines: Sequence[Line]
    options: Sequence[Sequence[Option]]
    repeats: Sequence[tuple[Sequence[str], Sequence[str], Sequence[str]]]

    @property
    def figures(self) -> list[Figure | None]:
        """All candidates; None for nobody in sight."""
        return list({id(option.figure): option.figure for found in self.options for option in found}.values())


@frozen(eq=False)
class Turn:
    """Whom a line was given to, by which features, how likely that is, and others with theirs, the likeliest first."""

    line: Line
    figure: Figure
    features: tuple[str, ...]
    share: float
    others: tuple[tuple[Figure, float], ...]


def talks(stage: Stage, people: People, decided: Sequence[Decided]) -> Iterator[Talk]:
    """The conversations of a document, as far as anybody can be seen who may speak."""
    book = Book(stage, list(lines_of(stage, people, decided)))
    for lines in conversations(stage.analysis.document, book.lines):
        found = [
            options(stage, book, lines, place) if not line.is_settled else _settled(line)
            for place, line in enumerate(lines)
        ]
        kept = [place for place, seen in enumerate(found) if seen]
        lines, found = [lines[place] for place in kept], [found[place] for place in kept]
        if lines:
            yield Talk(lines, carried(stage, book, lines, found), repeats(stage, lines))


def _settled(line: Line) -> list[Option]:
    assert line.guess is not None
    return [Option(line.guess, ())]


def turns(talk: Talk, weights: Weights) -> Iterator[Turn]:
    """Who speaks each line of a conversation: the likeliest in sight, be nobody of these likelier still."""
    figures = talk.figures
    columns = {id(figure): column for column, figure in enumerate(figures)}
    shares = decode(scores(talk, figures, weights), repeated(talk, weights)).shares
    for line, found, chances in zip(talk.lines, talk.options, shares, strict=True):
        seen = [(o.figure, o.features, float(chances[columns[id(o.figure)]])) for o in found if o.figure is not None]
        (figure, features, share), *others = sorted(seen, key=lambda one: -one[2])
        sure = certainty(share, weights.by_feature)
        left = (1 - sure) / max(1 - share, LEAST)
        yield Turn(line, figure, features, sure, tuple((other, chance * left) for other, _, chance in others))


def certainty(share: float, weights: Mapping[str, float]) -> float:
    """How often a speaker was right whom the chain held to be so likely, on novels that it was not fitted on.

    The chain is too sure of itself: its lines tell less apart than together. `training/turns.py` fits the slope and the
    rise of the line between the logarithms of both odds.

    >>> round(certainty(0.98, {"certainty=slope": 0.6, "certainty=rise": -0.1}), 2)
    0.9
    """
    bounded = min(max(share, LEAST), 1 - LEAST)
    odds = log(bounded / (1 - bounded))
    return 1 / (1 + exp(-weights.get("certainty=slope", 1.0) * odds - weights.get("certainty=rise", 0.0)))


def scores(talk: Talk, figures: Sequence[Figure | None], weights: Weights) -> Array:
    """What the features of each candidate for each line add up to; minus infinity for those out of sight."""
    columns = {id(figure): column for column, figure in enumerate(figures)}
    found = np.full((len(talk.lines), len(figures)), -np.inf)
    for row, seen in enumerate(talk.options):
        for option in seen:
            found[row, columns[id(option.figure)]] = _sum(weights.by_feature, option.features)
    return found


def repeated(talk: Talk, weights: Weights) -> Array:
    """What the features of who speaks again add up to, by line."""
    return np.array([[_sum(weights.by_feature, names) for names in kinds] for kinds in talk.repeats])


def _sum(weights: Mapping[str, float], names: Iterable[str]) -> float:
    return sum([weights[name] for name in names if name in weights])


def resolution_of_turn(analysis: Analysis, turn: Turn, source: Source) -> Resolution:
    """How a line came to be somebody's turn, for its record."""
    figure = turn.figure
    start = source.mention.start if source.mention is not None else turn.line.start
    named = figure.entity.last_before(start) if figure.entity is not None else -1
    others = tuple((called(other), share) for other, share in turn.others[:MOST] if share >= LEAST)
    evidence = _evidence(turn.features, analysis.language.turn_weights)
    return Resolution(gloss_of(WHOSE_TURN), named if named >= 0 else None, turn.share, others, evidence)


def _evidence(features: Iterable[str], weights: Weights) -> tuple[Evidence, ...]:
    """The features that weigh most, without what they begin with: each is given twice."""
    known: dict[str, float] = {}
    for feature in features:
        name = feature.partition("|")[2]
        known[name] = known.get(name, 0.0) + weights.by_feature.get(feature, 0.0)
    weightiest = sorted(known.items(), key=lambda pair: (-abs(pair[1]), pair[0]))[:MOST]
    parted = ((name.partition("="), round(weight, 3)) for name, weight in weightiest if weight)
    return tuple(Evidence(f"turn: {name}", value, weight) for (name, _, value), weight in parted)
