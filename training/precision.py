"""Measure how often each source sieve is right, and whether confidences mean what they say.

    python -m training.precision GOLD.jsonl --parses FILE

Prints the table `[precision]` for `quoteattr/languages/en.toml`: for each source sieve, the share of right
sources among its records whose content is a gold one. A record's confidence is that share times the
reliability of its content (`quoteattr.assembly`). Below, as comments, stands how far the confidences that the
records bear now can be trusted; paste the table, run again on documents it was not measured on, and compare.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from quoteattr.evaluate import match_quotes
from quoteattr.result import Result
from quoteattr.sieves.source import SOURCE_SIEVES
from training.corpus import Corpus
from training.parses import read_arguments

PRIOR = 2.0
"""The weight, in records, of the share of all sieves together."""
BINS = 10

SIEVES = tuple(sorted([*(sieve.__name__ for sieve in SOURCE_SIEVES), "unattributed"]))


@frozen
class Verdict:
    """What a record claims, and what the gold says of it: is its content there, is its source right too."""

    sieve: str
    confidence: float
    found: bool
    right: bool


@frozen
class Bin:
    """The records whose confidences lie close together: how many, their mean confidence and the share that is right."""

    count: int
    confidence: float
    right: float


def judge(document: Mapping[str, Any], result: Result) -> Iterator[Verdict]:
    """The verdict on each record of a document."""
    matches = {match.predicted: match for match in match_quotes(document, result.to_dict())}
    for place, quote in enumerate(result):
        match = matches.get(place)
        right = match is not None and match.source_right
        yield Verdict(quote.sieve, quote.confidence, match is not None, right)


def precision(verdicts: Iterable[Verdict]) -> dict[str, tuple[float, int]]:
    """For every sieve its smoothed share of right sources, and how many records that was measured on."""
    found = [verdict for verdict in verdicts if verdict.found]
    seen = Counter(verdict.sieve for verdict in found)
    right = Counter(verdict.sieve for verdict in found if verdict.right)
    overall = right.total() / seen.total() if found else 0.0
    return {sieve: ((right[sieve] + PRIOR * overall) / (seen[sieve] + PRIOR), seen[sieve]) for sieve in SIEVES}


def calibration(verdicts: Iterable[Verdict]) -> list[Bin]:
    """The records in bins of equal width by confidence, empty bins left out.

    >>> calibration([Verdict("a", 0.9, True, True), Verdict("a", 0.9, False, False), Verdict("b", 0.1, True, False)])
    [Bin(count=1, confidence=0.1, right=0.0), Bin(count=2, confidence=0.9, right=0.5)]
    """
    bins: dict[int, list[Verdict]] = {}
    for verdict in verdicts:
        bins.setdefault(min(int(verdict.confidence * BINS), BINS - 1), []).append(verdict)
    return [_bin(group) for _, group in sorted(bins.items())]


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """How far confidence and share of right records lie apart, on average over the records.

    >>> expected_calibration_error([Bin(1, 0.25, 0.0), Bin(3, 1.0, 0.75)])
    0.25
    """
    total = sum(group.count for group in bins)
    return sum(group.count * abs(group.confidence - group.right) for group in bins) / total if total else 0.0


def to_toml(verdicts: Sequence[Verdict], corpus: Corpus) -> str:
    """The table to paste, and the calibration as comments."""
    bins = calibration(verdicts)
    lines = [
        "# How often the source that a sieve chose was right; behind it, on how many records.",
        f"# {corpus.name}, {len(corpus.documents)} documents, SHA-256 {corpus.sha256}.",
        "[precision]",
        *(f"{sieve} = {share:.3f} # {seen}" for sieve, (share, seen) in precision(verdicts).items()),
        "",
        "# Calibration of the confidences in use: records, their mean confidence, the share that is right.",
        *(f"# {group.count:6}  {group.confidence:.3f}  {group.right:.3f}" for group in bins),
        f"# expected calibration error {expected_calibration_error(bins):.3f}",
    ]
    return "\n".join(lines) + "\n"


def _bin(group: Sequence[Verdict]) -> Bin:
    confidence = sum(verdict.confidence for verdict in group) / len(group)
    return Bin(len(group), confidence, sum(verdict.right for verdict in group) / len(group))


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, attribute, judge, and write the tables to standard output."""
    corpus, attributor = read_arguments("training.precision", __doc__, arguments)
    pairs = attributor.pipe(((document["text"], document) for document in corpus.documents), as_tuples=True)
    verdicts = [verdict for result, document in pairs for verdict in judge(document, result)]
    sys.stdout.write(to_toml(verdicts, corpus))


if __name__ == "__main__":
    main()
