"""Fit the logistic regression that says where a content ends.

    python -m training.extent GOLD.jsonl --parses FILE --language en > quoteattr/languages/en/extents.json

The branches at the end of a report's content and those that follow it are examples where annotators have the report
too, up to the first that they left out. The features are those of `quoteattr.quotations.extent`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from quoteattr.document.document import Page
from quoteattr.quotations.cues import Report
from quoteattr.quotations.extent import attachments, features
from quoteattr.quotations.quotations import free_reports, whole_drafts
from quoteattr.syntax.trees import Token
from training.cues import Offsets, contents_by_cue, gold_pages, word_characters
from training.parses import read_arguments
from training.regression import Example, fit, to_json

INVERSE_REGULARIZATION = 0.3
OVERLAP = 0.3
"""Jaccard overlap with a content of the annotators from which a report is taken for theirs."""


def examples(page: Page, quotes: Sequence[Mapping[str, Any]]) -> Iterator[Example]:
    """The features of the branches after each content, and whether most of each belongs to it."""
    golds = contents_by_cue(page.text, quotes)
    for report in free_reports(page, whole_drafts(page)):
        gold = _gold(page, report, golds)
        for attachment in attachments(report) if gold else ():
            words = _words(page, attachment.tokens)
            belongs = 2 * len(words & gold) >= len(words)
            yield frozenset(features(report, attachment, page)), belongs
            if not belongs:
                break


def _gold(page: Page, report: Report, golds: Mapping[int, Sequence[Offsets]]) -> Offsets:
    """The annotators' content under a report's cue, empty where they have none like it."""
    found = _words(page, report.content)
    under = (gold for offset in range(report.cue.start, report.cue.end) for gold in golds.get(offset, ()))
    return next((gold for gold in under if len(found & gold) >= OVERLAP * len(found | gold)), frozenset())


def _words(page: Page, tokens: Sequence[Token]) -> Offsets:
    return word_characters(page.text, ((token.start, token.end) for token in tokens))


def weights(pages: Iterable[tuple[Page, Sequence[Mapping[str, Any]]]]) -> dict[str, float]:
    """The weights fitted on some pages."""
    found = [example for page, quotes in pages for example in examples(page, quotes)]
    return fit(found, INVERSE_REGULARIZATION)


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, fit, and write the weights to standard output."""
    corpus, attributor = read_arguments("training.extent", __doc__, arguments)
    sys.stdout.write(to_json(weights(gold_pages(corpus, attributor)), "extent", corpus))


if __name__ == "__main__":
    main()
