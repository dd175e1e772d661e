"""What tells whether somebody speaks again: the cues of the lines, what stands between them, and how many speak."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from quoteattr.attribution.turns.lines import Line, speaking
from quoteattr.attribution.turns.stage import Stage


def repeats(stage: Stage, lines: Sequence[Line]) -> list[tuple[list[str], list[str], list[str]]]:
    """For each line the features of who speaks again: after the line before, the one before that, and both."""
    found: list[tuple[list[str], list[str], list[str]]] = [([], [], [])]
    gaps = [0, *(min(after.paragraph - before.paragraph, 3) for before, after in pairwise(lines))]
    for place in range(1, len(lines)):
        line, before = lines[place], lines[place - 1]
        told = f"{line.told}|{before.told}"
        setting = stage.setting
        parties = min(sum(1 for _ in speaking(lines, place)), 3)
        again = [
            f"{setting} again|{told}|{gaps[place]}",
            f"{setting} again|{gaps[place]}|{_joint(stage, before, line)}",
            f"{setting} again|parties={parties}",
        ]
        back, thrice = [], []
        if place > 1:
            back = [
                f"{setting} back|{told}|{gaps[place]}|{gaps[place - 1]}",
                f"{setting} back|{line.told}|{lines[place - 2].told}",
            ]
            back += [f"{setting} back|parties={parties}|{gaps[place] == gaps[place - 1] == 1}"]
            thrice = [f"{setting} thrice|{gaps[place]}|{gaps[place - 1]}"]
        found.append((again, back, thrice))
    return found


def _joint(stage: Stage, before: Line, line: Line) -> str:
    """What stands between two lines: nothing, an open end, or telling; and whether the first asks."""
    document = stage.analysis.document
    utterance = before.quotation.utterance
    last = utterance.quoted_spans[-1] if utterance is not None else None
    if last is not None and not last.closed:
        return "open"
    between = document.text[before.end : line.start]
    telling = "telling" if sum(map(str.isalnum, between)) > 1 else "nothing"
    if line.paragraph == before.paragraph:
        return telling
    alone = last is not None and document.is_alone(last)
    asks = document.text[before.start : before.end].rstrip("”\"’' ").endswith("?")
    return f"{telling}|{alone}|{asks}"
