"""Fit every count and weight of the rules anew, in order, and put each where the next one reads it.

    python -m training.all GOLD.jsonl --parses FILE --cache FOLDER [--corpora FOLDER]

What is counted and weighed depends on the parser, the frames and the features. GOLD is a training corpus, the file of
parses keeps what the parser made of it. The corpora of the folder have labelled people and mentions; without it, the
weights that are learnt from these stay as they are. Each step runs in a process of its own, since it reads the files
that the ones before it wrote; what it wrote is kept in the cache under a digest of the corpora, the models, the code
and the language, so that a second run takes up where the first one stopped.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from attrs import frozen

from quoteattr.interfaces.provenance import models_digest

PACKAGE = Path(__file__).parents[1] / "quoteattr"
TABLES = "words.toml"


@frozen
class Step:
    """A module of `training` with its options, the file of the language that it writes, and what it reads.

    That is the training corpus, with texts of other genres where there are some, or of the folder with labelled corpora
    those of people, or all.
    """

    module: str
    file: str
    reads: Literal["gold", "genres", "people", "folder"] = "gold"
    options: tuple[str, ...] = ()


STEPS = (
    Step("cues", "cues.toml"),
    Step("cues", "cues.toml"),  # once more: contents depend a little on the counts in use
    Step("plausibility", "reports.json", "genres"),
    Step("extent", "extents.json"),
    Step("candidates", "sources.json"),
    Step("coreference", "pronouns.json", "folder", ("--of", "pronouns")),
    Step("coreference", "descriptions.json", "folder", ("--of", "descriptions")),
    Step("roles", "roles.json", "people"),
    Step("circumstances", "circumstances.json", "folder"),
    Step("narration", "narration.json", "folder"),
    Step("turns", "turns.json", "folder"),
    Step("precision", TABLES, "genres"),
    Step("within", "within.json", "folder"),
    Step("speakers", "speakers.json", "folder"),
)
PEOPLE = ("news/polnear.people.jsonl", "news/gum.people.jsonl", "news/fresh.train.jsonl")
"""The corpora of a folder in which people and their roles are labelled."""
GENRES = "news/fresh.train.outer.jsonl"
"""The corpus of a folder with texts of many genres."""


def fit_all(gold: Path, parses: Path, cache: Path, language: str, corpora: Path | None = None) -> None:
    """Run the steps; those that need the folder with labelled corpora only where it is given."""
    folder = PACKAGE / "languages" / language
    cache.mkdir(parents=True, exist_ok=True)
    for step in STEPS:
        if step.reads in ("people", "folder") and corpora is None:
            continue
        read = _read(step, gold, corpora)
        kept = cache / f"{step.file}-{_digest(read, folder, language)}"
        known = kept.is_file()
        if not known:
            command = [sys.executable, "-m", f"training.{step.module}", *map(str, read), "--parses", str(parses)]
            command += ["--language", language, *step.options]
            kept.write_bytes(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        file = folder / step.file
        found = kept.read_text(encoding="utf-8")
        before = file.read_text(encoding="utf-8") if file.is_file() else ""
        after = with_tables(before, found) if step.file == TABLES else found
        file.write_text(after, encoding="utf-8")
        state = "kept from before" if known else "fitted"
        print(f"{step.module}: {state}; {step.file} {'is as it was' if after == before else 'changes'}", flush=True)


def _read(step: Step, gold: Path, corpora: Path | None) -> list[Path]:
    """The files, or the folder, that a step reads."""
    if step.reads == "gold" or corpora is None:
        return [gold]
    if step.reads == "genres":
        return [gold, corpora / GENRES]
    return [corpora / name for name in PEOPLE] if step.reads == "people" else [corpora]


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


def _digest(read: Sequence[Path], folder: Path, language: str) -> str:
    """Of all that a step depends on."""
    own = Path(__file__).parent
    data = [*own.glob("labels/*.jsonl"), *own.glob("scenes/*.t*")]
    code = [*PACKAGE.rglob("*.py"), *own.glob("*.py"), *folder.iterdir(), *data]
    corpora = [file for path in read for file in ([path] if path.is_file() else sorted(path.glob("*/*.jsonl*")))]
    digests = b"".join(hashlib.sha256(file.read_bytes()).digest() for file in (*corpora, *sorted(code)))
    return hashlib.sha256(digests + models_digest(language).encode()).hexdigest()[:16]


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments and run the steps."""
    parser = argparse.ArgumentParser(prog="python -m training.all", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--parses", type=Path, required=True, metavar="FILE", help="where parses are kept")
    parser.add_argument("--cache", type=Path, required=True, metavar="FOLDER", help="where what was fitted is kept")
    parser.add_argument("--corpora", type=Path, metavar="FOLDER", help="labelled corpora, for people and mentions")
    parser.add_argument("--language", default="en")
    options = parser.parse_args(arguments)
    fit_all(options.gold, options.parses, options.cache, options.language, options.corpora)


if __name__ == "__main__":
    main()
