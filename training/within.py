"""Fit the logistic regression that judges speech within quotations.

    python -m training.within CORPORA --parses FILE --language en > quoteattr/languages/en/within.json

Everything that could be speech within what is quoted is an example. Its features are those of
`quoteattr.quotations.within`, its label is whether annotators have it too. Labels of our own (`training.labels`) and
passages that were written for this (`training.scenes`) stand beside those of the corpora.
"""

from __future__ import annotations

import argparse
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
from training.corpus import Corpus
from training.cues import Offsets, word_characters
from training.labels import own, read_labels
from training.parses import CachedParser
from training.regression import Example, fit, to_json
from training.scenes import inner_scenes

CORPORA = {"news/polnear.train": 1.0, "news/fresh.train": 2.0}
"""Corpora with labels of what is within quotations, and how much an example counts: those of many genres are few."""
INVERSE_REGULARIZATION = 0.3
WRITTEN_COUNTS = 0.25
"""How much an example counts that was written for this."""
OVERLAP = 0.5
"""Jaccard overlap from which a content is the annotators'."""
EVERYTHING = Weights({"bias": 9.0})
"""Weights by which all is plausible."""

Document = tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]
"""A document, and what annotators have within its quotations."""
Counted = tuple[Example, float]
"""An example, and how much it counts."""


def documents(folder: Path, name: str) -> tuple[Corpus, list[Document]]:
    """The corpus, and those of its documents in which speech within quotations is labelled."""
    corpus, labels = read_labels(folder, name)
    return corpus, [(row, labels[row["id"]]["inner"]) for row in corpus.documents if row["id"] in labels]


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


def counted(attributor: Attributor, folder: Path, name: str) -> Iterator[tuple[str, list[Counted]]]:
    """The examples of each document of a corpus, after its id, and how much each counts."""
    _, found = documents(folder, name)
    for (row, _), own_examples in zip(found, examples(attributor, found), strict=True):
        yield row["id"], [(example, CORPORA[name]) for example in own_examples]


def weights(found: Iterable[Counted], written: Iterable[Example] = ()) -> dict[str, float]:
    """The weights fitted on some examples; those of passages that were `written` for this count less."""
    shared = [*found, *((example, WRITTEN_COUNTS) for example in written)]
    return fit([e for e, _ in shared], INVERSE_REGULARIZATION, shares=[share for _, share in shared])


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, fit, and write the weights to standard output."""
    parser = argparse.ArgumentParser(prog="python -m training.within", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path, metavar="CORPORA", help="the folder with the corpora")
    parser.add_argument("--parses", type=Path, required=True, metavar="FILE", help="where parses are kept")
    parser.add_argument("--language", default="en")
    options = parser.parse_args(arguments)
    attributor = Attributor(options.language, parser=CachedParser(options.parses, language=options.language))
    found = (one for name in CORPORA for _, some in counted(attributor, options.corpora, name) for one in some)
    corpora = [documents(options.corpora, name)[0] for name in CORPORA]
    sys.stdout.write(to_json(weights(found, written(attributor)), "within", *corpora, own()))


if __name__ == "__main__":
    main()
