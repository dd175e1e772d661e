"""Answers by cross-validation: each document's, with weights that were fitted without it.

    python -m benchmarks.crossvalidated CORPORA [NAME ...] --parses FILE --out FOLDER [--cast]

CORPORA is the folder with the labelled corpora; NAME is a corpus by its path there: `news/polnear.people.jsonl`. Its
answers come as FOLDER/polnear.people.jsonl, in the form of `quoteattr attribute --people --format jsonl`, for any
scorer. Ten folds, by document (`training.folds`). What is fitted anew for each fold is all that is learnt from people
and mentions: whom pronouns and descriptions mean, which phrases are roles, and how sure a speaker is. The calibration
of the last is printed, for all corpora together too.

Of novels (`fiction/pdnc.dev.jsonl`) whose turn it is is fitted anew, and all novels of an author are left out together;
`--cast` hands each its list of characters. They are answered apart from the other corpora.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve

from quoteattr import Attributor
from quoteattr.attribution.certainty import speaker_confidence
from quoteattr.languages.language import Language
from quoteattr.languages.weights import Weights
from quoteattr.records.result import Result
from training import speakers, turns
from training.corpus import read_corpus
from training.folds import FOLDS, Folds, fold_of
from training.parses import CachedParser

BINS = 10
LEVELS = (0.0, 0.5, 0.7, 0.9)

Document = tuple[Mapping[str, Any], Result]


def with_confidence(language: Language, documents: Sequence[Document], learnt: Sequence[Document]) -> list[Result]:
    """The results of documents with how sure each speaker is, fitted on the other folds of those to learn from."""
    examples = [(fold_of(row["id"]), [*speakers.examples(result, row)]) for row, result in learnt]
    fitted = {}
    for fold in range(FOLDS):
        kept = (example for other, found in examples if other != fold for example in found)
        fitted[fold] = evolve(language, speaker_weights=Weights(speakers.weights(kept)))
    return [_measured(fitted[fold_of(row["id"])], result) for row, result in documents]


def _measured(language: Language, result: Result) -> Result:
    quotes = (
        evolve(quote, speaker_confidence=speaker_confidence(language, quote.reason.speaker_evidence))
        if quote.speaker is not None and quote.reason is not None and quote.reason.speaker_evidence
        else quote
        for quote in result
    )
    return evolve(result, quotes=tuple(quotes))


def calibration(sure: Iterable[tuple[float, bool]]) -> str:
    """The expected calibration error in ten bins, and precision and coverage at some levels of confidence."""
    pairs = list(sure)
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in pairs:
        bins.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    error = sum(abs(sum(c for c, _ in found) - sum(r for _, r in found)) for found in bins.values()) / max(
        1, len(pairs)
    )
    told = [f"calibration error {error:.3f} over {len(pairs)} speakers"]
    for level in LEVELS:
        kept = [right for confidence, right in pairs if confidence >= level]
        told.append(f"at {level:.1f}: precision {sum(kept) / max(1, len(kept)):.3f}, kept {len(kept) / len(pairs):.3f}")
    return "\n".join(told)


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, answer all documents out of fold, and write the answers."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.crossvalidated", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("corpora", type=Path, metavar="CORPORA")
    parser.add_argument("names", nargs="*", default=speakers.CORPORA, metavar="NAME")
    parser.add_argument("--parses", type=Path, required=True, metavar="FILE", help="where parses are kept")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--cast", action="store_true", help="hand novels the lists of their characters")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    parser_kept = CachedParser(options.parses)
    if options.names == [turns.NOVELS]:
        write_novels(options.corpora, parser_kept, options.out, options.cast)
        return
    folds = Folds.read(options.corpora, parser_kept, "en")
    found: dict[str, list[Document]] = {}
    for name in dict.fromkeys([*speakers.CORPORA, *options.names]):
        rows = read_corpus(options.corpora / name).documents
        found[name] = list(zip(rows, folds.answers(rows), strict=True))
    learnt = [document for name in speakers.CORPORA for document in found[name]]
    judged: list[tuple[float, bool]] = []
    for name in options.names:
        results = with_confidence(folds.language, found[name], learnt)
        asked = [row for row, _ in found[name]]
        lines = (result.to_json(row["id"], people=True) + "\n" for row, result in zip(asked, results, strict=True))
        (options.out / Path(name).name).write_text("".join(lines), encoding="utf-8")
        if name in speakers.CORPORA:
            judged += (pairs := list(_sure(asked, results)))
            print(f"{name}: {calibration(pairs)}")
    print(f"all: {calibration(judged)}")


def write_novels(corpora: Path, parser: CachedParser, out: Path, cast: bool) -> None:
    """Write the answers for novels, each with weights of turns that were fitted without its author."""
    rows = read_corpus(corpora / turns.NOVELS).documents
    attributor = Attributor("en", parser=parser)
    novels = turns.Novels.read(rows, attributor)
    _, left_out = novels.fitted()
    fitted = [evolve(attributor.language, turn_weights=Weights(weights)) for weights in left_out]
    with (out / Path(turns.NOVELS).name).open("w", encoding="utf-8") as answers:
        for row in rows:
            asked = Attributor(fitted[novels.fold_of(turns.author_of(row))], parser=parser)
            result = asked({"text": row["text"], "cast": _members(row) if cast else ()})
            answers.write(result.to_json(row["id"], people=True) + "\n")


def _members(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"name": entity["name"], "aliases": entity.get("aliases", ())} for entity in row["entities"]]


def _sure(rows: Iterable[Mapping[str, Any]], results: Iterable[Result]) -> Iterable[tuple[float, bool]]:
    for row, result in zip(rows, results, strict=True):
        yield from ((quote.speaker_confidence or 0.0, right) for quote, right in speakers.judged(result, row))


if __name__ == "__main__":
    main()
