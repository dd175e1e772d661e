"""Fit the choices of whom pronouns and descriptions mean.

    python -m training.coreference CORPORA --of pronouns --parses FILE > quoteattr/languages/en/pronouns.json

The corpora are in the folder CORPORA, as `training.mentions` reads them: news with labelled pronouns and people, GAP,
the coreference of GUM and of LitBank. Each labelled mention is an example: the features of its candidates and of
nobody, and which of them are right. A log-linear model with a softmax over the candidates is fitted by L-BFGS; where
several are right, as parts of one person whom the gathering of names split, their sum counts.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from attrs import define, field, frozen

from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.assembly import voices
from quoteattr.attribution.sieves.order import SOURCE_SIEVES
from quoteattr.coreference.anaphors import Anaphor
from quoteattr.coreference.choice import Choice, features, likeliest
from quoteattr.coreference.pairs import Candidate
from quoteattr.coreference.resolution import resolve, resolve_quoted
from quoteattr.document.document import Document
from quoteattr.languages.language import Language
from quoteattr.pipeline import Attributor
from training.mentions import Labels, corpora, records
from training.parses import CachedParser
from training.regression import to_json

PENALTIES = {"pronouns": 4.0, "descriptions": 2.0}
"""How much weights are held back; of .3 to 8 by cross-validation these did best on most corpora."""
SEEN_AT_LEAST = 4
"""Options of examples without which a feature is left out."""
LEAST = 0.01
"""Weights that are less are left out."""


@frozen
class Example:
    """A labelled mention: the features of nobody and of each candidate, and which of these are right (0 is nobody).

    `weight` says how much it counts among all.
    """

    described: bool
    options: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]
    weight: float = 1.0


@define
class _Teacher:
    """Chooses what is labelled, writes down the examples on the way, and leaves all else to the weights in use."""

    document: Document
    labels: Labels
    examples: list[Example] = field(factory=list)

    def __call__(self, language: Language, anaphor: Anaphor, candidates: list[Candidate]) -> Choice:
        answer = self.labels.answer(anaphor)
        if answer is None:
            return likeliest(language, anaphor, candidates)
        right = [place for place, c in enumerate(candidates) if answer.fits(self.document, c.figure)]
        nobody, pairs = features(language, anaphor, candidates)
        places = tuple(place + 1 for place in right) or (0,)
        if answer.other:
            places = (0, *places)
        weight = self.labels.weight if anaphor.described else 1.0
        self.examples.append(Example(anaphor.described, (("bias", *nobody), *map(tuple, pairs)), places, weight))
        return Choice(candidates[right[0]] if right else None, 1.0, ())


def examples(document: Document, labels: Labels) -> list[Example]:
    """The labelled mentions of a document, outside and inside quotation marks."""
    analysis = Analysis(document)
    teacher = _Teacher(document, labels)
    told = resolve(document, analysis.cast, teacher)
    resolve_quoted(told, voices(analysis, SOURCE_SIEVES), teacher)
    return teacher.examples


def fit(known: Sequence[Example], of: str) -> dict[str, float]:
    """The weights of the features of pronouns or of descriptions that occur often enough."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    penalty = PENALTIES[of]
    found = [example for example in known if example.described is (of == "descriptions")]
    seen = Counter(name for example in found for option in example.options for name in set(option))
    columns = {name: place for place, name in enumerate(sorted(n for n in seen if seen[n] >= SEEN_AT_LEAST))}
    rows = [[columns[n] for n in option if n in columns] for example in found for option in example.options]
    pointers = np.cumsum([0, *map(len, rows)])
    indices = np.fromiter((place for row in rows for place in row), dtype=np.int32, count=int(pointers[-1]))
    matrix = csr_matrix((np.ones(len(indices)), indices, pointers), shape=(len(rows), len(columns)))
    starts = np.cumsum([0, *(len(example.options) for example in found)])[:-1]
    sizes = np.array([len(example.options) for example in found])
    weights_of = np.array([example.weight for example in found])
    right = np.zeros(len(rows))
    for start, example in zip(starts, found, strict=True):
        right[[start + place for place in example.right]] = 1.0

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, starts), sizes)
        odds = np.exp(scores)
        shares = odds / np.repeat(np.add.reduceat(odds, starts), sizes)
        among = shares * right
        sums = np.add.reduceat(among, starts)
        value = -(weights_of * np.log(np.maximum(sums, 1e-300))).sum() + penalty / 2 * weights @ weights
        off = np.repeat(weights_of, sizes) * (shares - among / np.repeat(np.maximum(sums, 1e-300), sizes))
        gradient = matrix.T @ off + penalty * weights
        return value, gradient

    answer = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    kept = {name: round(float(answer.x[place]), 3) for name, place in columns.items()}
    return {"bias": kept.pop("bias", 0.0), **{name: weight for name, weight in kept.items() if abs(weight) >= LEAST}}


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, fit, and write the weights to standard output."""
    parser = argparse.ArgumentParser(prog="python -m training.coreference", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path, metavar="CORPORA", help="the folder with the corpora")
    parser.add_argument("--of", choices=["pronouns", "descriptions"], required=True, help="what to fit")
    parser.add_argument("--parses", type=Path, required=True, metavar="FILE", help="where parses are kept")
    parser.add_argument("--language", default="en")
    options = parser.parse_args(arguments)
    attributor = Attributor(options.language, parser=CachedParser(options.parses, language=options.language))
    known = list(records(options.corpora))
    documents = attributor.documents(record.text for record in known)
    found = [example for r, d in zip(known, documents, strict=True) for example in examples(d, Labels.of(r, d))]
    weights = fit(found, options.of)
    sys.stdout.write(to_json(weights, "coreference", *corpora(options.corpora)))


if __name__ == "__main__":
    main()
