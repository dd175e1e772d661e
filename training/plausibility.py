"""Fit the logistic regression that judges reports.

    python -m training.plausibility GOLD.jsonl --parses FILE --language en > quoteattr/languages/en.reports.json

Every report that no whole quotation has taken is an example. Its features are those of `quoteattr.plausibility`,
its label is whether annotators took it for an attribution (`training.cues`). What ships is a weight for each
feature that matters.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from quoteattr.drafts import free_reports, whole_drafts
from quoteattr.plausibility import features
from training.cues import Sighting, gold_pages, sightings
from training.parses import read_arguments
from training.regression import Example, fit, to_json

INVERSE_REGULARIZATION = 0.08
WEIGHS_AT_LEAST = 0.07
"""Size below which a weight is dropped."""


def examples(found: Iterable[Sighting]) -> Iterator[Example]:
    """The features of each report and whether annotators took it for an attribution."""
    for sighting in found:
        yield frozenset(features(sighting.page, sighting.report)), sighting.reported


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, fit, and write the weights to standard output."""
    corpus, attributor = read_arguments("training.plausibility", __doc__, arguments)
    found = (
        sighting
        for page, quotes in gold_pages(corpus, attributor)
        for sighting in sightings(page, free_reports(page, whole_drafts(page)), quotes)
    )
    weights = fit(list(examples(found)), INVERSE_REGULARIZATION, WEIGHS_AT_LEAST)
    sys.stdout.write(to_json(weights, "plausibility", corpus))


if __name__ == "__main__":
    main()
