"""Fit the choices of whom pronouns and descriptions mean.

    python -m training.coreference CORPORA --of pronouns --parses FILE > quoteattr/languages/en/pronouns.json

The corpora are in the folder CORPORA, as `training.mentions` reads them: news with labelled pronouns and people, GAP,
the coreference of GUM and of LitBank. Each labelled mention is an example: the features of its candidates and of
nobody, and which of them are right. A log-linear model with a softmax over the candidates is fitted by L-BFGS; where
several are right, as parts of one person whom the gathering of names split, their sum counts.

What comes before a mention matters: one wrong *he* leads to the next. So that weights learn how far choices can be
believed, the examples of pronouns come up in walks that choose by weights, each half of the texts by those of the other
half, as in S. Ross, G. Gordon and D. Bagnell, "A Reduction of Imitation Learning and Structured Prediction to No-Regret
Online Learning", AISTATS 2011.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import define, evolve, field, frozen

from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.assembly import voices
from quoteattr.attribution.sieves.order import SOURCE_SIEVES
from quoteattr.coreference.anaphors import Anaphor
from quoteattr.coreference.candidates import Voice
from quoteattr.coreference.choice import Choice, features, likeliest
from quoteattr.coreference.pairs import Candidate
from quoteattr.coreference.resolution import resolve, resolve_quoted
from quoteattr.document.document import Document
from quoteattr.entities.cast import Cast
from quoteattr.languages.language import Language
from quoteattr.languages.weights import Weights
from quoteattr.pipeline import Attributor
from training.mentions import Labels, Record, corpora, records
from training.parses import CachedParser
from training.regression import to_json

PENALTIES = {"pronouns": 14.0, "descriptions": 2.0}
"""How much weights are held back; of 6 to 24, and of .3 to 8, these did best by cross-validation."""
SOURCE = 2.0
"""How much a pronoun counts that says who speaks, where others count 1."""
SEEN_AT_LEAST = 4
"""Options of examples without which a feature is left out."""
LEAST = 0.01
"""Weights that are less are left out."""
ROUNDS = 2
"""How often the texts are walked through with weights of their own."""


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
    """Chooses what is labelled, writes down the examples on the way, and leaves all else to weights.

    With `language`, pronouns are chosen by its weights even where they are labelled.
    """

    document: Document
    labels: Labels
    language: Language | None = None
    examples: list[Example] = field(factory=list)

    def __call__(self, language: Language, anaphor: Anaphor, candidates: list[Candidate]) -> Choice:
        answer = self.labels.answer(anaphor)
        if answer is None:
            return likeliest(self.language or language, anaphor, candidates)
        right = [place for place, c in enumerate(candidates) if answer.fits(self.document, c.figure)]
        if not anaphor.described:  # better by name than a phrase that stands for the same
            right = [place for place in right if candidates[place].figure.entity is not None] or right
        nobody, pairs = features(anaphor, candidates)
        places = tuple(place + 1 for place in right) or (0,)
        if answer.other:
            places = (0, *places)
        options = (("bias", *nobody), *map(tuple, pairs))
        self.examples.append(Example(anaphor.described, options, places, self._weight(anaphor)))
        if self.language is not None and not anaphor.described:
            return likeliest(self.language, anaphor, candidates)
        return Choice(candidates[right[0]] if right else None, 1.0, ())

    def _weight(self, anaphor: Anaphor) -> float:
        if anaphor.described:
            return self.labels.weight
        return SOURCE if anaphor.place.reports or anaphor.beside else 1.0


@frozen
class Text:
    """A document with its labels, its cast, and who speaks its quotations."""

    group: str
    labels: Labels
    cast: Cast
    voices: Mapping[int, Voice]

    @classmethod
    def of(cls, record: Record, document: Document) -> Text:
        """The text of a record, by its document."""
        analysis = Analysis(document)
        return cls(record.group, Labels.of(record, document), analysis.cast, voices(analysis, SOURCE_SIEVES))

    @property
    def half(self) -> int:
        """Which half of all texts it belongs to; those of one group are in the same."""
        return random.Random(self.group).randrange(2)

    def examples(self, language: Language | None = None) -> list[Example]:
        """The labelled mentions, outside and inside quotation marks, in a walk that chooses by weights if given."""
        teacher = _Teacher(self.labels.document, self.labels, language)
        told = resolve(self.labels.document, self.cast, teacher)
        resolve_quoted(told, self.voices, teacher)
        return teacher.examples


def read(folder: Path, attributor: Attributor) -> list[tuple[str, list[Example]]]:
    """The labelled mentions of the corpora in a folder, text by text with its group.

    Descriptions come from the walk after right choices, pronouns from the last of those by weights.
    """
    known = list(records(folder))
    documents = attributor.documents(record.text for record in known)
    texts = [Text.of(record, document) for record, document in zip(known, documents, strict=True)]
    first = found = [text.examples() for text in texts]
    for _ in range(ROUNDS):
        told = list(zip(texts, found, strict=True))
        fitted = [
            with_weights(attributor.language, [e for text, examples in told if text.half != half for e in examples])
            for half in range(2)
        ]
        found = [text.examples(fitted[text.half]) for text in texts]
    return [
        (text.group, [e for e in taught if e.described] + [e for e in own if not e.described])
        for text, taught, own in zip(texts, first, found, strict=True)
    ]


def with_weights(language: Language, found: Sequence[Example]) -> Language:
    """A language with weights of pronouns that were fitted on examples."""
    return evolve(language, pronoun_weights=Weights(fit(found, "pronouns")))


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
    found = [example for _, examples in read(options.corpora, attributor) for example in examples]
    weights = fit(found, options.of)
    sys.stdout.write(to_json(weights, "coreference", *corpora(options.corpora)))


if __name__ == "__main__":
    main()
