"""Measure the library on gold corpora, and refuse to get worse.

    python -m benchmarks.gate FOLDER --parses FILE [--write] [--allow-regression]

Looks in FOLDER for the corpora that `floors.json` names (`polnear.dev.jsonl`), attributes and scores them
(`quoteattr.evaluation.scores` defines the figures), and prints each figure beside its floor. The exit code is 1 when a
figure lies below its floor, a document was lost or a corpus is not the one that the floors were measured on, else 0.

`--write` raises the floors to what was measured, unless something fell; with `--allow-regression` it writes
what was measured, whatever that is. A figure or corpus is put under guard by adding it to `floors.json` with
a floor of 0. On corpora whose annotators did not look for every quote (GUM) precision is only a lower bound,
and a floor an alarm rather than a measure.

The trivial baseline (`benchmarks.baseline`) tells how hard a corpus is. Speed is that of the rules, without
parsing: words per second, and as a multiple of the baseline's time in the same run, which depends less on the
machine.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

from attrs import define, field, frozen

from benchmarks import baseline
from quoteattr.evaluation.evaluate import score
from quoteattr.evaluation.scores import Score
from quoteattr.pipeline import Attributor
from quoteattr.syntax.parse import Parse
from training.corpus import Corpus, read_corpus
from training.parses import CachedParser, Parser

FLOORS = Path(__file__).with_name("floors.json")
EPSILON = 1e-9


@frozen
class Floors:
    """What a corpus may not fall below, and the digest of the file that this was measured on."""

    sha256: str
    figures: Mapping[str, float]


@define
class TimedParser:
    """A parser that knows how long it took."""

    parser: Parser
    seconds: float = field(default=0.0, init=False)

    def parse_many(self, texts: Iterable[str]) -> Iterator[Parse]:
        """Parse, and count the time until the last parse is there."""
        began = perf_counter()
        parses = list(self.parser.parse_many(texts))
        self.seconds += perf_counter() - began
        return iter(parses)


@frozen
class Measurement:
    """What came of one corpus: figures, documents lost, and seconds without parsing, with the baseline's."""

    corpus: Corpus
    score: Score
    lost: tuple[str, ...]
    seconds: float
    baseline: Score
    baseline_seconds: float


def measure(corpus: Corpus, parser: Parser, language: str = "en") -> Measurement:
    """Attribute and score a corpus, with the library and with the baseline."""
    timed = TimedParser(parser)
    attributor = Attributor(language, parser=timed)
    answers: list[dict[str, Any]] = []
    lost: list[str] = []
    began = perf_counter()
    for document in corpus.documents:
        try:
            result = attributor(document["text"])
        except Exception as error:  # whatever it was, it cost a document; the others are still worth measuring
            lost.append(f"{document['id']}: {type(error).__name__}: {error}")
        else:
            answers.append(result.to_dict(document["id"]))
    seconds = perf_counter() - began - timed.seconds
    began = perf_counter()
    trivial = [{"id": document["id"], "quotes": baseline.attribute(document["text"])} for document in corpus.documents]
    baseline_seconds = perf_counter() - began
    return Measurement(
        corpus=corpus,
        score=score(corpus.documents, answers),
        lost=tuple(lost),
        seconds=seconds,
        baseline=score(corpus.documents, trivial),
        baseline_seconds=baseline_seconds,
    )


def failures(measurement: Measurement, floors: Floors) -> list[str]:
    """What is wrong with a measurement, in sentences."""
    corpus = measurement.corpus
    figures = measurement.score.headlines()
    found = [f"lost {reason}" for reason in measurement.lost]
    if floors.sha256 not in ("", corpus.sha256):
        found.append(f"the file has SHA-256 {corpus.sha256}, the floors were measured on {floors.sha256}")
    for name, floor in floors.figures.items():
        if figures.get(name, 0.0) < floor - EPSILON:
            found.append(f"{name} fell from {floor:.3f} to {figures.get(name, 0.0):.4f}")
    return [f"{corpus.name}: {failure}" for failure in found]


def new_floors(measurement: Measurement, floors: Floors) -> Floors:
    """The floors as measured, rounded down to three digits."""
    figures = measurement.score.headlines()
    rounded = {name: math.floor(figures.get(name, 0.0) * 1000 + EPSILON) / 1000 for name in floors.figures}
    return Floors(measurement.corpus.sha256, rounded)


def table(measurement: Measurement, floors: Floors) -> str:
    """The figures of a corpus, those under guard with their floors."""
    corpus, trivial = measurement.corpus, measurement.baseline.headlines()
    lines = [
        f"{corpus.name}: {len(corpus.documents)} documents, {corpus.words} words, {len(measurement.lost)} lost",
        f"{'':20}{'now':>8}{'floor':>8}{'change':>8}{'baseline':>10}",
    ]
    for name, value in measurement.score.headlines().items():
        floor = floors.figures.get(name)
        guard = f"{'':16}" if floor is None else f"{floor:8.3f}{value - floor:+8.3f}"
        lines.append(f"{name:20}{value:8.3f}{guard}{trivial.get(name, 0.0):10.3f}")
    ratio = measurement.seconds / measurement.baseline_seconds
    speed = f"{corpus.words / measurement.seconds:.0f} words a second"
    lines.append(f"rules without parsing: {speed}, {ratio:.0f} times the baseline's time")
    return "\n".join(lines) + "\n"


def read_floors(path: Path) -> dict[str, Floors]:
    """The floors of every corpus, by its name."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return {name: Floors(entry["sha256"], entry["floors"]) for name, entry in data.items()}


def write_floors(path: Path, floors: Mapping[str, Floors]) -> None:
    """Write the floors of every corpus."""
    data = {name: {"sha256": entry.sha256, "floors": dict(entry.figures)} for name, entry in floors.items()}
    path.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")


def _find(folder: Path, name: str) -> Path | None:
    return next(iter(sorted(folder.rglob(f"{name}.jsonl"))), None)


def main(arguments: list[str] | None = None) -> int:
    """Read the arguments, measure what is there, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gate", description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--parses", type=Path, required=True, metavar="FILE", help="where parses are kept")
    parser.add_argument("--floors", type=Path, default=FLOORS, metavar="FILE", help="default: beside this module")
    parser.add_argument("--write", action="store_true", help="raise the floors to what was measured")
    parser.add_argument("--allow-regression", action="store_true", help="with --write: lower them as well")
    options = parser.parse_args(arguments)
    floors = read_floors(options.floors)
    paths = {name: path for name in floors if (path := _find(options.folder, name))}
    if not paths:
        parser.error(f"{options.folder} holds none of {', '.join(floors)} (.jsonl)")
    failed: list[str] = []
    measured: dict[str, Floors] = {}
    for name, path in paths.items():
        measurement = measure(read_corpus(path), CachedParser(options.parses))
        print(table(measurement, floors[name]))
        failed += failures(measurement, floors[name])
        measured[name] = new_floors(measurement, floors[name])
    print(*failed, sep="\n", file=sys.stderr, end="\n" if failed else "")
    if options.write and (options.allow_regression or not failed):
        write_floors(options.floors, floors | measured)
        return 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
