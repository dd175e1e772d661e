"""Quotations from transcripts and articles, written for this, each with its tier, what is to be said, and the voice."""

from pathlib import Path

import pytest

from quoteattr.trust.verification import Check, verify

GOLD = Path(__file__).parent / "gold"
TIER_RIGHT = 0.97


def cases(file: Path) -> list[list[str]]:
    """The fields of each line: tier, flags, voice, speaker, quotation."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split(" | ")] if " | | " not in line else split(line) for line in lines if line]


def split(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|", 4)]


def checked(file: Path) -> list[tuple[list[str], Check]]:
    """Each case of a file with what is found of it in the source beside the file."""
    [source] = [other for other in file.parent.glob(f"{file.stem}.*") if other != file]
    gold = [split(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
    quotes = [{"quote": quote, "speaker": speaker} for _, _, _, speaker, quote in gold]
    return list(zip(gold, verify(quotes, {source.name: source.read_text(encoding="utf-8")}), strict=True))
