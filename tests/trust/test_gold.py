"""Quotations from transcripts and articles that were written for this: tier, what is to be said, and whose voice.

Each line of a `.gold` file has the tier, flags that must be there, the voice, the article's speaker, and the words. The
first five files were read while the rules were written; the next five were not until then, nor the last two until the
flaws that those showed were mended.
"""

from collections import Counter
from pathlib import Path

import pytest

from quoteattr import Attributor
from quoteattr.trust.verification import Check, verify

GOLD = Path(__file__).parent / "gold"
FILES = sorted(GOLD.glob("*.gold"))
RIGHT = 0.97
"""The share of tiers that must be right."""


def checked(file: Path, attributor: Attributor) -> list[tuple[list[str], Check]]:
    """Each line of a file with what is found in the source beside it."""
    [source] = [other for other in GOLD.glob(f"{file.stem}.*") if other != file]
    gold = [[cell.strip() for cell in line.split("|", 4)] for line in file.read_text(encoding="utf-8").splitlines()]
    quotes = [{"quote": quote, "speaker": speaker} for _, _, _, speaker, quote in gold]
    sources = {source.name: source.read_text(encoding="utf-8")}
    return list(zip(gold, verify(quotes, sources, attributor=attributor), strict=True))


@pytest.fixture(scope="module")
def answers(attributor: Attributor) -> list[tuple[list[str], Check]]:
    """All lines of all files."""
    return [answer for file in FILES for answer in checked(file, attributor)]


def test_there_are_enough(answers: list[tuple[list[str], Check]]) -> None:
    assert len(answers) == 348


def test_tiers_are_right(answers: list[tuple[list[str], Check]]) -> None:
    wrong = [(gold, check.tier) for gold, check in answers if check.tier != gold[0]]
    assert 1 - len(wrong) / len(answers) >= RIGHT, wrong


def test_nothing_changed_or_absent_passes_for_what_was_said(answers: list[tuple[list[str], Check]]) -> None:
    false = [
        gold for gold, check in answers if gold[0] in ("changed", "absent") and check.tier not in ("changed", "absent")
    ]
    assert false == []


def test_what_is_to_be_said_is_said(answers: list[tuple[list[str], Check]]) -> None:
    missing = [gold for gold, check in answers if gold[1] and gold[1] not in check.flags]
    assert len(missing) <= 3, missing


def test_voices_are_right(answers: list[tuple[list[str], Check]]) -> None:
    voices = Counter((gold[2], check.voice) for gold, check in answers)
    wrong = sum(number for (wanted, got), number in voices.items() if wanted != got)
    assert wrong / len(answers) <= 0.03, voices
    assert voices["other", "same"] == 0


def test_spans_are_the_words_at_their_offsets(answers: list[tuple[list[str], Check]]) -> None:
    texts = {file.name: file.read_text(encoding="utf-8") for file in GOLD.iterdir()}
    for gold, check in answers:
        source = texts[str(check.source)] if check.source is not None else ""
        for span in check.passage:
            assert source[span.start : span.end] == span.text
        for one in check.differences:
            assert one.quote is None or gold[4][one.quote.start : one.quote.end] == one.quote.text
            assert one.source is None or source[one.source.start : one.source.end] == one.source.text
