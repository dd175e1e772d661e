"""Fit a logistic regression over named binary features, and write its weights as data. Needs scikit-learn."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from training.corpus import Corpus
from training.cues import TERMS

SEEN_AT_LEAST = 3
"""Examples without which a feature is left out."""

Example = tuple[frozenset[str], bool]


def fit(
    found: Sequence[Example],
    inverse_regularization: float,
    weighs_at_least: float = 0.0,
    shares: Sequence[float] | None = None,
) -> dict[str, float]:
    """The weight of each feature that weighs enough, and the `bias`; none where there is nothing to tell apart.

    `shares` say how much each example counts, where not all count 1.
    """
    seen = Counter(feature for names, _ in found for feature in names)
    columns = {feature: place for place, feature in enumerate(sorted(f for f in seen if seen[f] >= SEEN_AT_LEAST))}
    if not columns or len({label for _, label in found}) < 2:
        return {}
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows = [sorted(columns[feature] for feature in names if feature in columns) for names, _ in found]
    indices = np.array([place for row in rows for place in row], dtype=np.int32)
    pointers = np.array([0, *np.cumsum([len(row) for row in rows])], dtype=np.int32)
    matrix = csr_matrix((np.ones(len(indices)), indices, pointers), shape=(len(rows), len(columns)))
    model = LogisticRegression(C=inverse_regularization, max_iter=200, solver="liblinear")
    model.fit(matrix, np.array([label for _, label in found]), sample_weight=shares)
    weights = {feature: round(float(model.coef_[0][place]), 3) for feature, place in columns.items()}
    kept = {feature: weight for feature, weight in weights.items() if weight and abs(weight) >= weighs_at_least}
    return {"bias": round(float(model.intercept_[0]), 3), **kept}


def to_json(weights: dict[str, float], module: str, *corpora: Corpus) -> str:
    """The data file of a module: where its weights come from, and the weights, one a line."""
    names = {document.get("corpus", "") for corpus in corpora for document in corpus.documents}
    names |= {corpus.name.partition(".")[0].partition("-")[0] for corpus in corpora}
    about = [
        f"Weights of quoteattr.{module}, written by `python -m training.{module}`; not to be edited by hand.",
        *(f"Fitted on {c.name}, {len(c.documents)} documents, SHA-256 {c.sha256}." for c in corpora),
        *(TERMS[name] for name in sorted(names & TERMS.keys())),
        "What ships here are weights of lemmas and labels of single words; no text and no annotation.",
    ]
    return json.dumps({"about": about, "weights": weights}, ensure_ascii=False, indent=0) + "\n"
