"""Fit the logistic regression that judges attributions.

    python -m training.plausibility GOLD.jsonl [OTHERS.jsonl ...] --parses FILE > quoteattr/languages/en/reports.json

Everything that a cue could report and that no whole quotation has taken is an example. Its features are those of
`quoteattr.quotations.plausibility`, its label is whether annotators took it for an attribution (`training.cues`). What
ships is a weight for each feature that matters.

The counts of `training.cues` are a feature too. Those that ship were counted on the very attributions that they are
to help judge, so each part of the corpus is judged by counts made on the others.

OTHERS are texts of other genres, fully annotated. They are few, so that each of their examples counts TIMES.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from attrs import evolve

from quoteattr.document.document import Document
from quoteattr.languages.language import Cues
from quoteattr.quotations.plausibility import Judge
from quoteattr.quotations.quotations import free_attributions, whole_quotations
from training.corpus import Corpus
from training.cues import counted, gold_documents, sightings
from training.parses import read_corpora
from training.regression import Example, fit, to_json

INVERSE_REGULARIZATION = 0.08
WEIGHS_AT_LEAST = 0.07
"""Size below which a weight is dropped."""
PARTS = 5
TIMES = 3
"""How often an example of another genre counts; without them, most doubtful reports there are nobody's words."""

GoldDocument = tuple[Document, list[Mapping[str, Any]]]


def examples(documents: Sequence[GoldDocument], cues: Cues) -> Iterator[Example]:
    """The features of each attribution, judged by some counts, and whether annotators took it for an attribution."""
    for document, quotes in documents:
        recounted = evolve(document, language=evolve(document.language, cues=cues))
        judge = Judge(recounted)
        for sighting in sightings(recounted, free_attributions(recounted, whole_quotations(document)), quotes):
            yield frozenset(judge.features(sighting.attribution)), sighting.reported


def folded(documents: Sequence[GoldDocument], corpus: Corpus) -> Iterator[Example]:
    """The examples of all documents, each part judged by counts made on the others."""
    for part in range(PARTS):
        others = [document for place, document in enumerate(documents) if place % PARTS != part]
        yield from examples(documents[part::PARTS], counted(others, corpus))


def weights(documents: Sequence[GoldDocument], corpus: Corpus, others: Sequence[GoldDocument] = ()) -> dict[str, float]:
    """The weights fitted on some documents of a corpus, and on others of other genres."""
    found = list(folded(documents, corpus))
    elsewhere = list(examples(others, counted(documents, corpus))) if others else []
    return fit([*found, *elsewhere * TIMES], INVERSE_REGULARIZATION, WEIGHS_AT_LEAST)


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, fit, and write the weights to standard output."""
    corpora, attributor = read_corpora("training.plausibility", __doc__, arguments)
    documents, *others = [list(gold_documents(corpus, attributor)) for corpus in corpora]
    fitted = weights(documents, corpora[0], list(chain.from_iterable(others)))
    sys.stdout.write(to_json(fitted, "plausibility", *corpora))


if __name__ == "__main__":
    main()
