"""Fit the logistic regression that judges speech within quotations.

    python -m training.within CORPORA --parses FILE --language en > quoteattr/languages/en/within.json

Everything that could be speech within what is quoted is an example. Its features are those of
`quoteattr.quotations.within`, its label is whether annotators have it too. Passages that were written for this
(`training.scenes`) stand beside those of the corpora.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve

from quoteattr import Attributor
from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.assembly import told_in
from quoteattr.attribution.sieves.order import SOURCE_SIEVES
from quoteattr.languages.weights import Weights
from quoteattr.quotations.within import features
from training.corpus import Corpus, read_corpus
from training.cues import Offsets, word_characters
from training.parses import CachedParser
from training.regression import Example, fit, to_json
from training.scenes import inner_scenes

CORPORA = ("news/polnear.train", "news/fresh.train")
"""Corpora with a file beside them that has what is within quotations."""
INVERSE_REGULARIZATION = 0.3
WRITTEN_COUNTS = 0.25
"""How much an example counts that was written for this."""
OVERLAP = 0.5
"""Jaccard overlap from which a content is the annotators'."""
EVERYTHING = Weights({"bias": 9.0})
"""Weights by which all is plausible."""

Document = tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]
"""A document, and what annotators have within its quotations."""


def documents(folder: Path, name: str) -> tuple[Corpus, list[Document]]:
    """The corpus, and those of its documents in which speech within quotations is labelled."""
    corpus = read_corpus(folder / f"{name}.jsonl")
    lines = (folder / f"{name}.circumstances.jsonl").read_text(encoding="utf-8").splitlines()
    labels = {row["id"]: row["inner"] for row in map(json.loads, lines)}
    return corpus, [(row, labels[row["id"]]) for row in corpus.documents if row["id"] in labels]


def examples(attributor: Attributor, found: Sequence[Document]) -> Iterator[list[Example]]:
    """The examples of each document."""
    everything = evolve(attributor.language, within_weights=EVERYTHING)
    read = attributor.documents(row["text"] for row, _ in found)
    for (_, labels), document in zip(found, read, strict=True):
        yield list(_examples(Analysis(evolve(document, language=everything)), labels))


def _examples(analysis: Analysis, labels: Iterable[Mapping[str, Any]]) -> Iterator[Example]:
    text = analysis.document.text
    golds = [word_characters(text, label["content"]) for label in labels]
    for outer in told_in(analysis, SOURCE_SIEVES):
        for told in outer.walked():
            if told.around is not None and told.quotation.attribution is not None:
                names = frozenset(features(told.decision.context.document, told.quotation, told.around.quotation))
                yield names, _takes(word_characters(text, told.quotation.content), golds)


def _takes(words: Offsets, golds: list[Offsets]) -> bool:
    """Whether some words are one of the annotators' contents, which is theirs then."""
    place = next((n for n, gold in enumerate(golds) if len(words & gold) >= OVERLAP * len(words | gold)), None)
    return place is not None and bool(golds.pop(place))


def written(attributor: Attributor) -> list[Example]:
    """The examples of the passages that were written for this."""
    return [example for document in examples(attributor, list(inner_scenes())) for example in document]


def weights(found: Iterable[Example], written: Iterable[Example] = ()) -> dict[str, float]:
    """The weights fitted on some examples; those of passages that were `written` for this count less."""
    counted = [(example, 1.0) for example in found] + [(example, WRITTEN_COUNTS) for example in written]
    return fit([e for e, _ in counted], INVERSE_REGULARIZATION, shares=[share for _, share in counted])


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, fit, and write the weights to standard output."""
    parser = argparse.ArgumentParser(prog="python -m training.within", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path, metavar="CORPORA", help="the folder with the corpora")
    parser.add_argument("--parses", type=Path, required=True, metavar="FILE", help="where parses are kept")
    parser.add_argument("--language", default="en")
    options = parser.parse_args(arguments)
    attributor = Attributor(options.language, parser=CachedParser(options.parses, language=options.language))
    read = [documents(options.corpora, name) for name in CORPORA]
    found = (example for _, some in read for document in examples(attributor, some) for example in document)
    fitted = weights(found, written(attributor))
    sys.stdout.write(to_json(fitted, "within", *(corpus for corpus, _ in read)))


if __name__ == "__main__":
    main()
