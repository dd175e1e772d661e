"""Fit every count and weight of the rules anew, in order, and put each where the next one reads it.

    python -m training.all GOLD.jsonl --parses FILE --cache FOLDER [--people PEOPLE.jsonl...]

What is counted and weighed depends on the parser, the frames and the features. GOLD is a training corpus, FILE keeps
its parses. PEOPLE are corpora in which people are labelled; without them the weights of roles stay as they are. Each
step runs in a process of its own, since it reads the files that the ones before it wrote; what it wrote is kept in
FOLDER under a digest of the corpora, the models, the code and the language, so that a second run takes up where the
first one stopped.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from training.parses import models_digest

PACKAGE = Path(__file__).parents[1] / "quoteattr"
TABLES = "words.toml"


@frozen
class Step:
    """A module of `training`, the file of the language that it writes, and whether it reads labelled people."""

    module: str
    file: str
    people: bool = False


STEPS = (
    Step("cues", "cues.toml"),
    Step("cues", "cues.toml"),  # once more: contents depend a little on the counts in use
    Step("plausibility", "reports.json"),
    Step("extent", "extents.json"),
    Step("candidates", "sources.json"),
    Step("roles", "roles.json", people=True),
    Step("precision", TABLES),
)


def fit_all(gold: Path, parses: Path, cache: Path, language: str, people: Sequence[Path] = ()) -> None:
    """Run the steps; those that need people only where some are given."""
    folder = PACKAGE / "languages" / language
    cache.mkdir(parents=True, exist_ok=True)
    for step in STEPS:
        corpora = people if step.people else [gold]
        if not corpora:
            continue
        kept = cache / f"{step.module}-{_digest(corpora, folder, language)}"
        known = kept.is_file()
        if not known:
            command = [sys.executable, "-m", f"training.{step.module}", *map(str, corpora), "--parses", str(parses)]
            written = subprocess.run([*command, "--language", language], check=True, stdout=subprocess.PIPE).stdout
            kept.write_bytes(written)
        file = folder / step.file
        found = kept.read_text(encoding="utf-8")
        before = file.read_text(encoding="utf-8") if file.is_file() else ""
        after = with_tables(before, found) if step.file == TABLES else found
        file.write_text(after, encoding="utf-8")
        state = "kept from before" if known else "fitted"
        print(f"{step.module}: {state}; {step.file} {'is as it was' if after == before else 'changes'}", flush=True)


def with_tables(words: str, printed: str) -> str:
    r"""The language's file with the rows of the tables that `training.precision` printed in the place of its own.

    >>> print(with_tables("[a]\nx = 1\n\n[b]\ny = 2\n", "# more\n[b]\nz = 3\n"), end="")
    [a]
    x = 1
    <BLANKLINE>
    [b]
    z = 3
    """
    rows = dict(_tables(printed))
    lines: list[str] = []
    inside = False
    for line in words.splitlines():
        if line.startswith("["):
            inside = line in rows
            lines += [line, *rows[line]] if inside else [line]
        elif not line or line.startswith("#"):
            inside = False
            lines.append(line)
        elif not inside:
            lines.append(line)
    return "\n".join(lines) + "\n"


def _tables(printed: str) -> Iterator[tuple[str, list[str]]]:
    """The head of each table and its rows."""
    blocks = printed.split("\n\n")
    for block in blocks:
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            yield lines[0], lines[1:]


def _digest(corpora: Sequence[Path], folder: Path, language: str) -> str:
    """Of all that a step depends on."""
    code = [*PACKAGE.rglob("*.py"), *Path(__file__).parent.glob("*.py"), *folder.iterdir()]
    parts = [file.read_bytes() for file in (*corpora, *sorted(code))]
    digests = b"".join(hashlib.sha256(part).digest() for part in parts)
    return hashlib.sha256(digests + models_digest(language).encode()).hexdigest()[:16]


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments and run the steps."""
    parser = argparse.ArgumentParser(prog="python -m training.all", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--parses", type=Path, required=True, metavar="FILE", help="where parses are kept")
    parser.add_argument("--cache", type=Path, required=True, metavar="FOLDER", help="where what was fitted is kept")
    parser.add_argument("--people", type=Path, nargs="+", default=[], metavar="PEOPLE.jsonl", help="for roles")
    parser.add_argument("--language", default="en")
    options = parser.parse_args(arguments)
    fit_all(options.gold, options.parses, options.cache, options.language, options.people)


if __name__ == "__main__":
    main()
