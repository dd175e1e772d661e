"""Circumstances and speech within speech by cross-validation: each document's, with weights fitted without it.

    python -m benchmarks.circumstances CORPORA --parses FILE --out FOLDER

CORPORA is the folder with the labelled corpora. The answers on the documents with circumstances come as
FOLDER/polnear.train.jsonl and FOLDER/fresh.train.jsonl, in the form of `quoteattr attribute --format jsonl`, for any
scorer. Ten folds, by document (`training.folds`). Only what says which phrase tells a circumstance, and what is speech
within speech, is fitted anew for each fold; all else that is learnt has seen the documents.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve

from quoteattr import Attributor, Language
from quoteattr.languages.weights import Weights
from training import within
from training.circumstances import examples, read_labelled, read_written, weights
from training.folds import FOLDS, fold_of
from training.parses import CachedParser


def languages(folder: Path, attributor: Attributor) -> Iterator[tuple[Language, list[tuple[str, Mapping[str, Any]]]]]:
    """For each fold the language as fitted without it, and its documents, each with the name of its corpus."""
    read = [
        (corpus.name, row, [example for one in own for example in examples(row["text"], one)])
        for corpus, row, own in read_labelled(folder, attributor)
    ]
    written, written_within = read_written(attributor), within.written(attributor)
    inner = [one for name in within.CORPORA for one in within.counted(attributor, folder, name)]
    for fold in range(FOLDS):
        kept = (example for _, row, own in read if fold_of(row["id"]) != fold for example in own)
        kept_within = (example for name, own in inner if fold_of(name) != fold for example in own)
        fitted = evolve(
            attributor.language,
            circumstance_weights=Weights(weights(kept, written)),
            within_weights=Weights(within.weights(kept_within, written_within)),
        )
        yield fitted, [(name, row) for name, row, _ in read if fold_of(row["id"]) == fold]


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, answer all documents out of fold, and write the answers."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.circumstances", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("corpora", type=Path, metavar="CORPORA")
    parser.add_argument("--parses", type=Path, required=True, metavar="FILE", help="where parses are kept")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    options = parser.parse_args(arguments)
    parses = CachedParser(options.parses, language="en")
    lines: dict[str, list[str]] = {}
    for language, documents in languages(options.corpora, Attributor("en", parser=parses)):
        results = Attributor(language, parser=parses).pipe(row["text"] for _, row in documents)
        for (name, row), result in zip(documents, results, strict=True):
            lines.setdefault(name, []).append(result.to_json(row["id"]) + "\n")
    options.out.mkdir(parents=True, exist_ok=True)
    for name, answers in lines.items():
        (options.out / f"{name}.jsonl").write_text("".join(answers), encoding="utf-8")


if __name__ == "__main__":
    main()
