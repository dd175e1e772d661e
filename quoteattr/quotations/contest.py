"""Attributions that compete for the same cue or the same words: reliability and width decide which one wins."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from math import log

from quoteattr.quotations.cues import Attribution
from quoteattr.syntax.ranges import Cover, Range

RELIABLE = 0.45
"""Reliability from which the widest attribution of a cue wins."""
WIDTH = 0.15
"""What it is worth, in reliability, to hold e times as many characters as the rival of another cue."""
AS_GOOD = 0.1
"""Difference in reliability below which the wider of two attributions of one cue wins, even of other words."""

Candidate = tuple[Attribution, tuple[Range, ...]]
"""An attribution, and the offsets of its content."""


def winners(candidates: Iterable[Candidate]) -> Iterator[tuple[Candidate, tuple[Attribution, ...]]]:
    """Of candidates that share a cue or words, one; each with the attributions that lost.

    A cue whose best attribution lost its words to another cue may still report others: `said` in *They won, Lee said,
    adding that Oslo lost*.
    """
    for _, group in groupby(candidates, key=lambda candidate: candidate[0].sentence.start):
        kept: list[tuple[Candidate, Cover, list[Attribution]]] = []
        beaten: list[Candidate] = []
        for (attribution, content), others in sorted(_unowned(_by_cue(group)), key=lambda pair: -_worth(pair[0])):
            lost_to = [rivals for _, cover, rivals in kept if cover.touches(content)]
            for rivals in lost_to:
                rivals.append(attribution)
            if lost_to:
                beaten += others
            else:
                kept.append(((attribution, content), Cover(content), [rival for rival, _ in others]))
        for attribution, content in sorted(beaten, key=lambda candidate: -_worth(candidate)):
            if not any(won.cue is attribution.cue or cover.touches(content) for (won, _), cover, _ in kept):
                kept.append(((attribution, content), Cover(content), []))
        yield from ((candidate, tuple(rivals)) for candidate, _, rivals in kept)


def _by_cue(candidates: Iterable[Candidate]) -> list[tuple[Candidate, list[Candidate]]]:
    """One candidate for each cue, with the others: the widest that is as good as the best or shares its words."""
    by_cue: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        by_cue.setdefault(candidate[0].cue.start, []).append(candidate)
    chosen = []
    for rivals in by_cue.values():
        first, words = max(rivals, key=lambda candidate: candidate[0].reliability)
        cover, enough = Cover(words), first.reliability - AS_GOOD
        best = min((c for c in rivals if cover.touches(c[1]) or c[0].reliability >= enough), key=_rank)
        chosen.append((best, [candidate for candidate in rivals if candidate is not best]))
    return chosen


def _unowned(chosen: list[tuple[Candidate, list[Candidate]]]) -> list[tuple[Candidate, list[Candidate]]]:
    """Without those whose content is likelier another's claim: `checked` in *They checked Lee's claim that he won*."""
    owned: dict[int, float] = {}
    for (attribution, _), _ in chosen:
        owners = attribution.cue.children("nmod:poss")
        if any(owner.upos != "PRON" for owner in owners):  # he took back his claim: the same person
            owned[attribution.cue.index] = attribution.reliability
    return [pair for pair in chosen if pair[0][0].reliability >= owned.get(pair[0][0].root.index, 0.0)]


def _rank(candidate: Candidate) -> tuple[float, int]:
    """Among the attributions of one cue: reliable ones first, and of these the widest."""
    attribution, content = candidate
    return -min(attribution.reliability, RELIABLE), -_width(content)


def _worth(candidate: Candidate) -> float:
    """Among attributions of several cues: reliability and width weigh against each other."""
    attribution, content = candidate
    width = max(_width(content), 1)  # a foreign parse may have words without width
    return attribution.reliability + WIDTH * log(width)


def _width(content: tuple[Range, ...]) -> int:
    return sum(end - start for start, end in content)
