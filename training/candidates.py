"""Fit the logistic regression that says which candidate is the source of a cue without a subject.

    python -m training.candidates GOLD.jsonl --parses FILE --language en > quoteattr/languages/en/sources.json

The candidates for each quotation that annotators have too, and that no earlier sieve decides, are examples. Their
features are those of `quoteattr.attribution.candidates`, their label is whether annotators took them for the source.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.candidates import candidates, features
from quoteattr.attribution.context import Context
from quoteattr.attribution.sieves.order import SOURCE_SIEVES
from quoteattr.attribution.sieves.source import subject_above
from quoteattr.document.document import Document
from quoteattr.evaluation.evaluate import is_same_source, match_quotes
from quoteattr.quotations.quotations import Quotation
from training.cues import gold_documents
from training.parses import read_arguments
from training.regression import Example, fit, to_json

INVERSE_REGULARIZATION = 0.3
EARLIER = [*takewhile(lambda rule: rule.function is not subject_above, SOURCE_SIEVES)]


def examples(document: Document, quotes: Sequence[Mapping[str, Any]]) -> Iterator[Example]:
    """The features of the candidates for each quotation, and whether each is the annotators' source."""
    analysis = Analysis(document)
    for quotation, gold in _matched(analysis, quotes):
        context = Context(analysis, quotation)
        if quotation.attribution is None or any(rule.function(context) for rule in EARLIER):
            continue
        for candidate in candidates(document, quotation.attribution):
            source = context.mention(candidate.head)
            claimed = [(source.mention.start, source.mention.end)] if source and source.mention else []
            label = bool(claimed) and is_same_source(document.text, gold["source"], claimed)
            yield frozenset(features(document, quotation.attribution, candidate)), label


def _matched(analysis: Analysis, quotes: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Quotation, Mapping[str, Any]]]:
    """The quotations whose content annotators have too, each with their quote."""
    document, quotations = analysis.document, analysis.quotations
    predicted = {"quotes": [{"content": list(map(list, quotation.content))} for quotation in quotations]}
    for match in match_quotes({"text": document.text, "quotes": quotes}, predicted):
        yield quotations[match.predicted], quotes[match.gold]


def weights(documents: Iterable[tuple[Document, Sequence[Mapping[str, Any]]]]) -> dict[str, float]:
    """The weights fitted on some documents."""
    found = [example for document, quotes in documents for example in examples(document, quotes)]
    return fit(found, INVERSE_REGULARIZATION)


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, fit, and write the weights to standard output."""
    corpus, attributor = read_arguments("training.candidates", __doc__, arguments)
    sys.stdout.write(to_json(weights(gold_documents(corpus, attributor)), "candidates", corpus))


if __name__ == "__main__":
    main()
