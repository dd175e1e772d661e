"""Fit the logistic regression that judges reports.

    python -m training.plausibility GOLD.jsonl --parses FILE --language en > quoteattr/languages/en/reports.json

Every report that no whole quotation has taken is an example. Its features are those of
`quoteattr.quotations.plausibility`, its label is whether annotators took it for an attribution (`training.cues`). What
ships is a weight for each feature that matters.

The counts of `training.cues` are a feature too. Those that ship were counted on the very reports that they are to
help judge, so each part of the corpus is judged by counts made on the others.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve

from quoteattr.document.document import Page
from quoteattr.languages.language import Cues
from quoteattr.quotations.plausibility import Judge
from quoteattr.quotations.quotations import free_reports, whole_drafts
from training.corpus import Corpus
from training.cues import counted, gold_pages, sightings
from training.parses import read_arguments
from training.regression import Example, fit, to_json

INVERSE_REGULARIZATION = 0.08
WEIGHS_AT_LEAST = 0.07
"""Size below which a weight is dropped."""
PARTS = 5

GoldPage = tuple[Page, list[Mapping[str, Any]]]


def examples(pages: Sequence[GoldPage], cues: Cues) -> Iterator[Example]:
    """The features of each report, judged by some counts, and whether annotators took it for an attribution."""
    for page, quotes in pages:
        recounted = evolve(page, language=evolve(page.language, cues=cues))
        judge = Judge(recounted)
        for sighting in sightings(recounted, free_reports(recounted, whole_drafts(page)), quotes):
            yield frozenset(judge.features(sighting.report)), sighting.reported


def folded(pages: Sequence[GoldPage], corpus: Corpus) -> Iterator[Example]:
    """The examples of all pages, each part judged by counts made on the others."""
    for part in range(PARTS):
        others = [page for place, page in enumerate(pages) if place % PARTS != part]
        yield from examples(pages[part::PARTS], counted(others, corpus))


def weights(pages: Sequence[GoldPage], corpus: Corpus) -> dict[str, float]:
    """The weights fitted on some pages of a corpus."""
    return fit(list(folded(pages, corpus)), INVERSE_REGULARIZATION, WEIGHS_AT_LEAST)


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, fit, and write the weights to standard output."""
    corpus, attributor = read_arguments("training.plausibility", __doc__, arguments)
    sys.stdout.write(to_json(weights(list(gold_pages(corpus, attributor)), corpus), "plausibility", corpus))


if __name__ == "__main__":
    main()
