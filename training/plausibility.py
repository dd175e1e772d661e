"""Fit the logistic regression that judges reports.

    python -m training.plausibility GOLD.jsonl --parses FILE --language en > quoteattr/languages/en.reports.json

Every report that no whole quotation has taken is an example. Its features are those of `quoteattr.plausibility`,
its label is whether annotators took it for an attribution (`training.cues`). Needs scikit-learn; what ships is a
weight for each feature that matters.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from quoteattr.drafts import free_reports, whole_drafts
from quoteattr.plausibility import features
from training.corpus import Corpus
from training.cues import TERMS, Sighting, gold_pages, sightings
from training.parses import read_arguments

SEEN_AT_LEAST = 3
"""Examples without which a feature is left out."""
INVERSE_REGULARIZATION = 0.15
WEIGHS_AT_LEAST = 0.1
"""Size below which a weight is dropped: 45 in 50 of them, for 0.002 of average precision."""

Example = tuple[frozenset[str], bool]


def examples(found: Iterable[Sighting]) -> Iterator[Example]:
    """The features of each report and whether annotators took it for an attribution."""
    for sighting in found:
        yield frozenset(features(sighting.page, sighting.report)), sighting.reported


def fit(found: Sequence[Example]) -> dict[str, float]:
    """The weight of each feature that matters, and the `bias`."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    seen = Counter(feature for names, _ in found for feature in names)
    columns = {feature: place for place, feature in enumerate(sorted(f for f in seen if seen[f] >= SEEN_AT_LEAST))}
    rows = [sorted(columns[feature] for feature in names if feature in columns) for names, _ in found]
    indices = np.array([place for row in rows for place in row], dtype=np.int32)
    pointers = np.array([0, *np.cumsum([len(row) for row in rows])], dtype=np.int32)
    matrix = csr_matrix((np.ones(len(indices)), indices, pointers), shape=(len(rows), len(columns)))
    model = LogisticRegression(C=INVERSE_REGULARIZATION, max_iter=200, solver="liblinear")
    model.fit(matrix, np.array([label for _, label in found]))
    weights = {feature: round(float(model.coef_[0][place]), 3) for feature, place in columns.items()}
    kept = {feature: weight for feature, weight in weights.items() if abs(weight) >= WEIGHS_AT_LEAST}
    return {"bias": round(float(model.intercept_[0]), 3), **kept}


def to_json(weights: dict[str, float], corpus: Corpus) -> str:
    """The data file: where the weights come from, and the weights, one a line."""
    names = {document.get("corpus", "") for document in corpus.documents}
    about = [
        "Weights of quoteattr.plausibility, written by `python -m training.plausibility`; not to be edited by hand.",
        f"Fitted on {corpus.name}, {len(corpus.documents)} documents, SHA-256 {corpus.sha256}.",
        *(TERMS[name] for name in sorted(names & TERMS.keys())),
        "What ships here are weights of lemmas and labels of single words; no text and no annotation.",
    ]
    return json.dumps({"about": about, "weights": weights}, ensure_ascii=False, indent=0) + "\n"


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, fit, and write the weights to standard output."""
    corpus, attributor = read_arguments("training.plausibility", __doc__, arguments)
    found = (
        sighting
        for page, quotes in gold_pages(corpus, attributor)
        for sighting in sightings(page, free_reports(page, whole_drafts(page)), quotes)
    )
    sys.stdout.write(to_json(fit(list(examples(found))), corpus))


if __name__ == "__main__":
    main()
