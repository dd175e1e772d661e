"""Fit how sure the name of a speaker is.

    python -m training.speakers CORPORA --parses FILE --language en > quoteattr/languages/en/speakers.json

Each quotation that annotators name the speaker of, and that was found with one, is an example: the features of
`quoteattr.attribution.certainty`, and whether the name is the annotators' own. All that is found was found with weights
that had not seen the document (`training.folds`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from quoteattr.evaluation.evaluate import plain_name
from quoteattr.records.records import Quote
from quoteattr.records.result import Result
from training.corpus import read_corpus
from training.folds import Folds
from training.parses import CachedParser
from training.regression import Example, fit, to_json

CORPORA = ("news/polnear.people.jsonl", "news/gum.people.jsonl", "news/fresh.train.outer.jsonl")
INVERSE_REGULARIZATION = 0.3


def examples(result: Result, gold: Mapping[str, Any]) -> Iterator[Example]:
    """What tells how sure each speaker is whom annotators name too, and whether it is right."""
    for record, right in judged(result, gold):
        if record.reason is not None and record.reason.speaker_evidence:
            yield record.reason.speaker_evidence, right


def judged(result: Result, gold: Mapping[str, Any]) -> Iterator[tuple[Quote, bool]]:
    """The records with a speaker whom annotators name too, and whether the name is theirs."""
    names = {entity["id"]: plain_name(entity["name"]) for entity in gold["entities"]}
    for quote in gold["quotes"]:
        found = _found(result, quote) if quote.get("speaker") in names else None
        if found is not None and found.speaker is not None:
            yield found, plain_name(found.speaker.name) == names[quote["speaker"]]


def weights(found: Iterable[Example]) -> dict[str, float]:
    """The weights fitted on some examples."""
    return fit(list(found), INVERSE_REGULARIZATION)


def _found(result: Result, quote: Mapping[str, Any]) -> Quote | None:
    """The record that covers most of a gold quote, half of it at least."""
    wanted = _letters(result.text, quote["content"])
    shared = {
        place: len(wanted & _letters(result.text, [(span.start, span.end) for span in record.content]))
        for place, record in enumerate(result)
    }
    best = max(shared, key=lambda place: (shared[place], place), default=None)
    return result[best] if best is not None and shared[best] and 2 * shared[best] >= len(wanted) else None


def _letters(text: str, spans: Iterable[Iterable[int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end) if text[place].isalnum()}


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, answer all documents out of fold, fit, and write the weights to standard output."""
    parser = argparse.ArgumentParser(prog="python -m training.speakers", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path, metavar="CORPORA", help="the folder with the corpora")
    parser.add_argument("--parses", type=Path, required=True, metavar="FILE", help="where parses are kept")
    parser.add_argument("--language", default="en")
    options = parser.parse_args(arguments)
    folds = Folds.read(options.corpora, CachedParser(options.parses, language=options.language), options.language)
    read = [read_corpus(options.corpora / name) for name in CORPORA]
    rows = [row for corpus in read for row in corpus.documents]
    found = (
        example for row, result in zip(rows, folds.answers(rows), strict=True) for example in examples(result, row)
    )
    sys.stdout.write(to_json(weights(found), "speakers", *read))


if __name__ == "__main__":
    main()
