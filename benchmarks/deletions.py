"""Find the conditions in the rules that nothing holds: take them out, one at a time, and see whether anybody notices.

    python -m benchmarks.deletions FOLDER --parses FILE [--trials 200] [--seed 1] [--tests] [--survivors FILE]

Draws conditions and hand-set numbers from the rules at random (`benchmarks.mutations` says which), and takes each out
of a copy of the program (`benchmarks.trials`). A deletion is noticed when a record or its explanation moves in a
hundred thousand words drawn from the corpora (`*.jsonl`) in FOLDER, when a golden case comes out otherwise, or, with
`--tests`, when mypy or a test fails; and also when the program raises an exception or takes ten times as long. What
nobody notices survives and is printed: the condition is not needed, or no text and no test shows what it is needed for.

This is mutation testing (R. A. DeMillo, R. J. Lipton and F. G. Sayward, Hints on Test Data Selection, Computer 11(4),
1978) kept to deletions (L. Deng, J. Offutt and N. Li, Empirical Evaluation of the Statement Deletion Mutation Operator,
ICST 2013), with real texts beside the tests.

Needs an operating system that can fork. The models are loaded only for a text whose parse is not kept yet.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from attrs import frozen

from benchmarks.mutations import Mutation, find_mutations
from benchmarks.trials import TOP, Outcome, gather, run, see
from training.corpus import read_corpus
from training.parses import CachedParser

ROOMS = ("quoteattr/document", "quoteattr/quotations", "quoteattr/attribution")
RULES = ("document", "quotations", "entities", "coreference", "attribution", "syntax")
TESTS = (
    *(f"tests/{room}" for room in RULES),
    *(f"quoteattr/{room}" for room in RULES),
    *("tests/records/test_explain.py", "tests/test_properties.py"),
)
"""Tests and doctests of the rules, for `--tests` alone."""

PASSAGE = 10_000
"""Words of a document that are taken at most."""
BORDER = re.compile(r"(?<=\n\n)(?=\S)")


@frozen
class Trial:
    """A mutation and what came of it."""

    mutation: Mutation
    outcome: Outcome


def mutations_in(rooms: Iterable[Path]) -> list[Mutation]:
    """All mutations of the modules in some folders, or of single files."""
    files = {file.resolve() for room in rooms for file in (room.rglob("*.py") if room.is_dir() else [room])}
    return [
        mutation
        for file in sorted(files)
        for mutation in find_mutations(file.relative_to(TOP).as_posix(), file.read_text(encoding="utf-8"))
    ]


def draw(folder: Path, words: int, seed: int) -> dict[str, str]:
    """Texts of about so many words, as much from each corpus, by their keys; the shortest come first."""
    chance = random.Random(seed)
    corpora = [read_corpus(path) for path in sorted(folder.rglob("*.jsonl"))]
    found = {}
    for corpus in corpora:
        left = words // len(corpora)
        for document in chance.sample(corpus.documents, len(corpus.documents)):
            if left > 0:
                text = passage(document["text"], min(left, PASSAGE), chance)
                found[f"{corpus.name} {document['id']}"] = text
                left -= len(text.split())
    return dict(sorted(found.items(), key=lambda item: len(item[1])))


def passage(text: str, words: int, chance: random.Random) -> str:
    r"""A text, or whole paragraphs of it, from anywhere, that have at least so many words.

    >>> passage("One two.\n\nThree four.\n\nFive six.", 3, random.Random(1))
    'One two.\n\nThree four.\n\n'
    """
    pieces = BORDER.split(text)
    ends = list(accumulate(len(piece.split()) for piece in pieces))
    if ends[-1] <= words:
        return text
    first = bisect_right(ends, chance.randrange(ends[-1] - words + 1))
    last = bisect_left(ends, (ends[first - 1] if first else 0) + words)
    return "".join(pieces[first : last + 1])


def told(mutation: Mutation) -> str:
    """A mutation in a line."""
    return f"{mutation.id}: {mutation.before} -> {mutation.after}"


def summary(trials: Sequence[Trial]) -> dict[str, Any]:
    """How many were tried, who noticed how many, and how many survived, in all, by kind and by module."""
    return {
        **_counted(trials),
        "by_kind": _grouped(trials, lambda trial: trial.mutation.what),
        "by_module": _grouped(trials, lambda trial: trial.mutation.path),
    }


def _counted(trials: Sequence[Trial]) -> dict[str, Any]:
    by = Counter(trial.outcome.by for trial in trials)
    noticed = {judge: by[judge] for judge in ("records", "golden cases", "types", "tests")}
    return {"trials": len(trials), "noticed": noticed, "survivors": by[""], "share": round(by[""] / len(trials), 3)}


def _grouped(trials: Sequence[Trial], key: Callable[[Trial], str]) -> dict[str, dict[str, Any]]:
    return {name: _counted([t for t in trials if key(t) == name]) for name in sorted({key(t) for t in trials})}


def table(found: dict[str, Any]) -> str:
    """A summary to read."""
    rows = {"all": found, **found["by_kind"], **found["by_module"]}
    width = max(map(len, rows))
    columns = ("trials", "records", "golden cases", "types", "tests", "survivors", "share")
    lines = [" ".join([f"{'':{width}}", *(f"{name:>12}" for name in columns)])]
    for name, row in rows.items():
        figures = [row["trials"], *row["noticed"].values(), row["survivors"], f"{row['share']:.1%}"]
        lines.append(" ".join([f"{name:{width}}", *(f"{figure:>12}" for figure in figures)]))
    return "\n".join(lines)


def survivors(trials: Iterable[Trial]) -> Iterator[dict[str, str]]:
    """The mutations that nobody noticed, for a file."""
    for mutation in (trial.mutation for trial in trials if not trial.outcome.by):
        yield {
            "id": mutation.id,
            "kind": mutation.what,
            "module": mutation.path,
            "before": mutation.before,
            "after": mutation.after,
        }


def read_options(arguments: list[str] | None) -> argparse.Namespace:
    """The arguments; `mutations` and `texts` are what they come to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.deletions", description=__doc__.partition("\n")[0])
    add = parser.add_argument
    add("folder", type=Path, metavar="FOLDER")
    add("--parses", type=Path, required=True, metavar="FILE", help="where parses are kept")
    rooms = [TOP / room for room in ROOMS]
    add("--rooms", type=Path, nargs="+", default=rooms, metavar="DIR", help=f"or files (default: {' '.join(ROOMS)})")
    add("--trials", type=int, default=200, metavar="N", help="mutations that are drawn (default: 200)")
    add("--all", action="store_true", help="try every mutation")
    add("--only", type=re.compile, default="", metavar="REGEX", help="mutations whose id has this in it")
    add("--seed", type=int, default=1, metavar="N", help="of what is drawn (default: 1)")
    add("--words", type=int, default=100_000, metavar="N", help="words of text that are drawn (default: 100000)")
    add("--tests", nargs="*", metavar="PATH", help="run tests, too (without a PATH: those of the rules)")
    add("--jobs", type=int, default=1, metavar="N", help="processes (default: 1)")
    add("--survivors", type=Path, metavar="FILE", help="write what nobody noticed here, as JSON")
    options = parser.parse_args(arguments)
    options.mutations = [mutation for mutation in mutations_in(options.rooms) if options.only.search(mutation.id)]
    options.texts = draw(options.folder, options.words, options.seed)
    options.tests = TESTS if options.tests == [] else options.tests or ()
    if not options.mutations:
        parser.error("there is nothing to take out; see --rooms and --only")
    if not options.texts:
        parser.error(f"{options.folder} holds no corpora (.jsonl)")
    return options


def main(arguments: list[str] | None = None) -> int:
    """Read the arguments, try deletions, print what nobody noticed, and return the exit code."""
    options = read_options(arguments)
    drawn: list[Mutation] = options.mutations
    if not options.all:
        drawn = random.Random(options.seed).sample(drawn, min(options.trials, len(drawn)))
    words = sum(len(text.split()) for text in options.texts.values())
    print(f"{len(drawn)} of {len(options.mutations)} deletions, {len(options.texts)} texts, {words} words", flush=True)
    sample = gather(options.texts, CachedParser(options.parses))
    seen = see(sample)
    [control] = run([None], sample, seen, options.tests)
    if control.by:
        print(f"nothing was taken out, and yet the {control.by} noticed something: {control.how}", file=sys.stderr)
        return 1
    trials = []
    for mutation, outcome in zip(drawn, run(drawn, sample, seen, options.tests, options.jobs), strict=True):
        trials.append(Trial(mutation, outcome))
        if not outcome.by:
            print(told(mutation), flush=True)
    found = summary(trials)
    print(table(found))
    if options.survivors:
        written = json.dumps({**found, "survived": list(survivors(trials))}, indent=2, ensure_ascii=False)
        options.survivors.write_text(written + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of sets must be the same each time
        os.execve(sys.executable, sys.orig_argv, os.environ | {"PYTHONHASHSEED": "0"})
    sys.exit(main())
