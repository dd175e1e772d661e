"""Fit the logistic regression that says which candidate is the source of a cue without a subject.

    python -m training.candidates GOLD.jsonl --parses FILE --language en > quoteattr/languages/en/sources.json

The candidates for each draft that annotators have too, and that no earlier sieve decides, are examples; their features
are those of `quoteattr.attribution.candidates`, their label is whether annotators took them for the source.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from quoteattr.attribution.candidates import candidates, features
from quoteattr.attribution.context import Context
from quoteattr.attribution.sieves.order import SOURCE_SIEVES
from quoteattr.attribution.sieves.source import subject_above
from quoteattr.document.document import Page
from quoteattr.evaluation.evaluate import is_same_source, match_quotes
from quoteattr.quotations.quotations import Draft, find_drafts
from training.cues import gold_pages
from training.parses import read_arguments
from training.regression import Example, fit, to_json

INVERSE_REGULARIZATION = 0.3
EARLIER = SOURCE_SIEVES[: SOURCE_SIEVES.index(subject_above)]


def examples(page: Page, quotes: Sequence[Mapping[str, Any]]) -> Iterator[Example]:
    """The features of the candidates for each draft, and whether each is the annotators' source."""
    for draft, gold in _matched(page, quotes):
        context = Context(page, draft)
        if draft.report is None or any(sieve(context) for sieve in EARLIER):
            continue
        for candidate in candidates(page, draft.report):
            vote = context.mention(draft.report.sentence, candidate.head)
            claimed = [(vote.source.start, vote.source.end)] if vote and vote.source else []
            label = bool(claimed) and is_same_source(page.text, gold["source"], claimed)
            yield frozenset(features(page, draft.report, candidate)), label


def _matched(page: Page, quotes: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Draft, Mapping[str, Any]]]:
    """The drafts whose content annotators have too, each with their quote."""
    drafts = find_drafts(page)
    predicted = {"quotes": [{"content": list(map(list, draft.content))} for draft in drafts]}
    for match in match_quotes({"text": page.text, "quotes": quotes}, predicted):
        yield drafts[match.predicted], quotes[match.gold]


def weights(pages: Iterable[tuple[Page, Sequence[Mapping[str, Any]]]]) -> dict[str, float]:
    """The weights fitted on some pages."""
    found = [example for page, quotes in pages for example in examples(page, quotes)]
    return fit(found, INVERSE_REGULARIZATION)


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, fit, and write the weights to standard output."""
    corpus, attributor = read_arguments("training.candidates", __doc__, arguments)
    sys.stdout.write(to_json(weights(gold_pages(corpus, attributor)), "candidates", corpus))


if __name__ == "__main__":
    main()
