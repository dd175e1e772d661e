"""Fit the logistic regression that says where a content ends.

    python -m training.extent GOLD.jsonl --parses FILE --language en > quoteattr/languages/en/extents.json

The branches at the end of a content, and those that follow it, are examples where annotators have the attribution too,
up to the first that they left out. The features are those of `quoteattr.quotations.extent`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from quoteattr.document.document import Document
from quoteattr.quotations.cues import Attribution
from quoteattr.quotations.extent import attachments, features
from quoteattr.quotations.quotations import free_attributions, whole_quotations
from quoteattr.syntax.trees import Node
from training.cues import Offsets, contents_by_cue, gold_documents, word_characters
from training.parses import read_arguments
from training.regression import Example, fit, to_json

INVERSE_REGULARIZATION = 0.3
OVERLAP = 0.3
"""Jaccard overlap with a content of the annotators from which an attribution is taken for theirs."""


def examples(document: Document, quotes: Sequence[Mapping[str, Any]]) -> Iterator[Example]:
    """The features of the branches after each content, and whether most of each belongs to it."""
    golds = contents_by_cue(document.text, quotes)
    for attribution in free_attributions(document, whole_quotations(document)):
        gold = _gold(document, attribution, golds)
        for attachment in attachments(attribution) if gold else ():
            words = _words(document, attachment.tokens)
            belongs = 2 * len(words & gold) >= len(words)
            yield frozenset(features(attribution, attachment, document)), belongs
            if not belongs:
                break


def _gold(document: Document, attribution: Attribution, golds: Mapping[int, Sequence[Offsets]]) -> Offsets:
    """The annotators' content under an attribution's cue, empty where they have none like it."""
    found = _words(document, attribution.content)
    under = (gold for offset in range(attribution.cue.start, attribution.cue.end) for gold in golds.get(offset, ()))
    return next((gold for gold in under if len(found & gold) >= OVERLAP * len(found | gold)), frozenset())


def _words(document: Document, tokens: Sequence[Node]) -> Offsets:
    return word_characters(document.text, ((token.start, token.end) for token in tokens))


def weights(documents: Iterable[tuple[Document, Sequence[Mapping[str, Any]]]]) -> dict[str, float]:
    """The weights fitted on some documents."""
    found = [example for document, quotes in documents for example in examples(document, quotes)]
    return fit(found, INVERSE_REGULARIZATION)


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, fit, and write the weights to standard output."""
    corpus, attributor = read_arguments("training.extent", __doc__, arguments)
    sys.stdout.write(to_json(weights(gold_documents(corpus, attributor)), "extent", corpus))


if __name__ == "__main__":
    main()
