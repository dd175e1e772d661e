"""Fit who has the turn in novels: what speaks for a candidate, and for who speaks again.

    python -m training.turns CORPORA --parses FILE --language en > quoteattr/languages/en/turns.json

CORPORA is the folder with the labelled corpora; of these, novels whose lines are labelled with their speakers are read,
each as far as WORDS, and twice: without its list of characters and with it. A second-order chain over the lines of a
conversation (`quoteattr.attribution.turns.chain`) is fitted by L-BFGS, so that the labelled speakers are likely; where
the speaker is not in sight, *nobody* is right. Where several candidates are right, as parts of one person whom the
gathering of names split, their sum counts.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from attrs import frozen

from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.sieves.order import SOURCE_SIEVES
from quoteattr.attribution.turns.chain import Array, decode
from quoteattr.attribution.turns.giving import read_talks
from quoteattr.attribution.turns.turns import LEAST as SHARE
from quoteattr.attribution.turns.turns import Talk
from quoteattr.coreference.figures import Figure
from quoteattr.document.document import Document
from quoteattr.entities.given import as_cast
from quoteattr.entities.mentions import mention_of, name_of
from quoteattr.pipeline import Attributor
from training.corpus import read_corpus
from training.mentions import normal
from training.parses import CachedParser
from training.regression import to_json

NOVELS = "fiction/pdnc.dev.jsonl"
"""The corpus of novels, by its path in the folder."""
WORDS = 40_000
"""Words of a novel from which is learnt: more of them do not help."""
FOLDS = 6
"""Parts into which authors are put for cross-validation."""
PENALTY = 2.0
"""How much weights are held back."""
SEEN_AT_LEAST = 8
"""Options without which a feature is left out."""
LEAST = 0.01
"""Weights that are less are left out."""
LONGEST = 12
"""Lines of a chain in training, at most: longer conversations are cut."""
BATCH = 256
"""Chains that are weighed together."""


@frozen
class Example:
    """A piece of a conversation: by line the features of each candidate, who is right, and who speaks again.

    `seen` has the places of those in sight among all candidates of the piece, by line.
    """

    size: int
    seen: tuple[tuple[int, ...], ...]
    options: tuple[tuple[tuple[str, ...], ...], ...]
    right: tuple[frozenset[int], ...]
    repeats: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]


def examples(document: Document, gold: Mapping[str, Any], cast: bool) -> Iterator[Example]:
    """The conversations of a labelled novel, with the list of its characters or without."""
    analysis = Analysis(document, as_cast(gold["entities"]) if cast else ())
    labels = _Labels.of(document, gold)
    for talk in read_talks(analysis, SOURCE_SIEVES):
        for first in range(0, len(talk.lines), LONGEST):
            yield _example(talk, range(first, min(first + LONGEST, len(talk.lines))), labels)


def _example(talk: Talk, places: range, labels: _Labels) -> Example:
    figures = {id(o.figure): o.figure for place in places for o in talk.options[place]}
    columns = {key: column for column, key in enumerate(figures)}
    right = [{columns[id(f)] for f in labels.right(talk, place)} for place in places]
    return Example(
        len(figures),
        tuple(tuple(columns[id(o.figure)] for o in talk.options[place]) for place in places),
        tuple(tuple(o.features for o in talk.options[place]) for place in places),
        tuple(map(frozenset, right)),
        tuple(
            tuple(map(tuple, talk.repeats[place])) if place > places.start else ((), (), ())  # type: ignore[misc]
            for place in places
        ),
    )


@frozen
class _Labels:
    """Who speaks in a novel: the names of the speaker of each letter that is quoted."""

    document: Document
    speakers: Mapping[int, frozenset[str]]

    @classmethod
    def of(cls, document: Document, gold: Mapping[str, Any]) -> _Labels:
        names = {e["id"]: frozenset(map(plain, [e["name"], *e.get("aliases", ())])) for e in gold["entities"]}
        told = {
            place: names[quote["speaker"]]
            for quote in gold["quotes"]
            if quote.get("speaker") in names
            for start, end in quote["content"]
            for place in range(start, end)
        }
        return cls(document, told)

    def right(self, talk: Talk, place: int) -> list[Figure | None]:
        """Those of the candidates for a line who are its speaker, or else nobody; none where it is not labelled."""
        line = talk.lines[place]
        offsets = (offset for start, end in line.quotation.content for offset in range(start, end))
        named = Counter(self.speakers[offset] for offset in offsets if offset in self.speakers)
        if not named:
            return []
        [(names, _)] = named.most_common(1)
        figures = [option.figure for option in talk.options[place] if option.figure is not None]
        exact = [figure for figure in figures if plain(self._name(figure)) in names]
        alike = [figure for figure in figures if not names.isdisjoint(map(plain, self._forms(figure)))]
        return list(exact or alike) or [option.figure for option in talk.options[place] if option.figure is None]

    def _name(self, figure: Figure) -> str:
        if figure.entity is not None:
            return figure.entity.name
        mention = mention_of(self.document.text, figure.head, self.document.language)
        return name_of(self.document.text, figure.head, mention, self.document.language)

    def _forms(self, figure: Figure) -> Iterable[str]:
        return figure.entity.forms.values() if figure.entity is not None else ()


def plain(name: str) -> str:
    """A name for comparison, without an article."""
    words = normal(name).split()
    return " ".join(words[1:] if words[:1] in (["a"], ["an"]) else words)


def fit(found: Sequence[Example], start: Mapping[str, float] | None = None) -> dict[str, float]:
    """The weights of the features that occur often enough; `start` are weights to begin with."""
    from scipy.optimize import minimize

    columns = {name: place for place, name in enumerate(sorted(_seen(found)))}
    batches = [_Batch.of(some, columns) for some in _batches(found)]

    def loss(weights: Array) -> tuple[float, Array]:
        value, gradient = PENALTY / 2 * float(weights @ weights), PENALTY * weights
        for batch in batches:
            more, slope = batch.loss(weights)
            value, gradient = value + more, gradient + slope
        return value, gradient

    first = np.array([(start or {}).get(name, 0.0) for name in columns])
    answer = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": 80, "ftol": 3e-5})
    kept = {name: round(float(answer.x[place]), 3) for name, place in columns.items()}
    return {"bias": 0.0, **{name: weight for name, weight in kept.items() if abs(weight) >= LEAST}}


def _seen(found: Sequence[Example]) -> list[str]:
    counts = Counter(name for example in found for line in example.options for names in line for name in names)
    counts.update(name for example in found for kinds in example.repeats for names in kinds for name in names)
    return [name for name, count in counts.items() if count >= SEEN_AT_LEAST]


def _batches(found: Sequence[Example]) -> Iterator[list[Example]]:
    """Examples of like length and size together."""
    ordered = sorted((e for e in found if any(e.right)), key=lambda e: (len(e.seen), e.size))
    running: list[Example] = []
    for example in ordered:
        if running and (len(running) == BATCH or len(example.seen) != len(running[0].seen)):
            yield running
            running = []
        running.append(example)
    if running:
        yield running


@frozen(eq=False)
class _Batch:
    """Examples of one length as matrices: of their options, of their repeats, and who is in sight and right."""

    options: Any
    cells: Array  # where each option stands among the scores
    repeats: Any
    shape: tuple[int, int, int]
    right: Array

    @classmethod
    def of(cls, found: Sequence[Example], columns: Mapping[str, int]) -> _Batch:
        size = max(example.size for example in found)
        lines = len(found[0].seen)
        rows: list[tuple[str, ...]] = []
        cells: list[int] = []
        right = np.zeros((len(found), lines, size), dtype=bool)
        for number, example in enumerate(found):
            for line, (seen, named) in enumerate(zip(example.seen, example.options, strict=True)):
                rows += named
                cells += [(number * lines + line) * size + column for column in seen]
                right[number, line, list(example.right[line] or seen)] = True
        kinds = [names for example in found for line in example.repeats for names in line]
        return cls(_matrix(rows, columns), np.array(cells), _matrix(kinds, columns), (len(found), lines, size), right)

    def shares(self, weights: Array) -> Array:
        """How likely each candidate speaks each line."""
        return decode(*self._scored(weights)).shares

    def _scored(self, weights: Array) -> tuple[Array, Array]:
        scores = np.full(self.shape, -np.inf)
        scores.reshape(-1)[self.cells] = self.options @ weights
        return scores, (self.repeats @ weights).reshape(*self.shape[:2], 3)

    def loss(self, weights: Array) -> tuple[float, Array]:
        scores, repeats = self._scored(weights)
        free = decode(scores, repeats)
        bound = decode(np.where(self.right, scores, -np.inf), repeats)
        value = float((free.log_likelihood - bound.log_likelihood).sum())
        slope = self.options.T @ (free.shares - bound.shares).reshape(-1)[self.cells]
        return value, slope + self.repeats.T @ (free.repeats - bound.repeats).reshape(-1)


def _matrix(rows: Sequence[Sequence[str]], columns: Mapping[str, int]) -> Any:
    from scipy.sparse import csr_matrix

    known = [[columns[name] for name in names if name in columns] for names in rows]
    pointers = np.cumsum([0, *map(len, known)])
    indices = np.fromiter((place for row in known for place in row), dtype=np.int32, count=int(pointers[-1]))
    return csr_matrix((np.ones(len(indices)), indices, pointers), shape=(len(rows), len(columns)))


def judged(found: Sequence[Example], weights: Mapping[str, float]) -> Iterator[tuple[float, bool]]:
    """How likely the likeliest speaker of each labelled line is, whose cue names nobody, and whether it is right."""
    columns = {name: place for place, name in enumerate(sorted(weights))}
    values = np.array([weights[name] for name in columns])
    for some in _batches(found):
        shares = _Batch.of(some, columns).shares(values)
        for example, chances in zip(some, shares, strict=True):
            lines = zip(example.seen, example.options, example.right, chances, strict=True)
            for seen, options, right, chance in lines:
                somebody = [c for c, names in zip(seen, options, strict=True) if not any("nobody=" in n for n in names)]
                if right and len(seen) > 1:
                    best = max(somebody, key=lambda column: chance[column])
                    yield float(chance[best]), best in right


def fit_certainty(pairs: Sequence[tuple[float, bool]]) -> dict[str, float]:
    """How the odds of being right follow from those that the chain gives (`turns.certainty`)."""
    from sklearn.linear_model import LogisticRegression

    shares = np.clip([share for share, _ in pairs], SHARE, 1 - SHARE)
    odds = np.log(shares / (1 - shares)).reshape(-1, 1)
    model = LogisticRegression().fit(odds, [right for _, right in pairs])
    return {
        "certainty=slope": round(float(model.coef_[0][0]), 3),
        "certainty=rise": round(float(model.intercept_[0]), 3),
    }


def opening(row: Mapping[str, Any]) -> dict[str, Any]:
    """A labelled novel as far as the end of the paragraph that has its last word of WORDS."""
    words = list(islice(re.finditer(r"\S+", row["text"]), WORDS))
    end = row["text"].find("\n\n", words[-1].end()) if words else -1
    if end < 0:
        return dict(row)
    kept = [quote for quote in row["quotes"] if all(stop <= end for _, stop in quote["content"])]
    return {**row, "text": row["text"][:end], "quotes": kept}


@frozen
class Novels:
    """The examples of labelled novels, each with its author; all novels of an author are in one fold."""

    found: tuple[tuple[str, Sequence[Example]], ...]

    @classmethod
    def read(cls, rows: Iterable[Mapping[str, Any]], attributor: Attributor) -> Novels:
        """The examples of novels, read with the list of their characters and without."""
        known = [opening(row) for row in rows]
        documents = attributor.documents(row["text"] for row in known)
        read = zip(documents, known, strict=True)
        return cls(tuple((author_of(row), tuple(_both(document, row))) for document, row in read))

    def fitted(self) -> tuple[dict[str, float], list[dict[str, float]]]:
        """The weights fitted on all novels, and those for each fold, fitted on the authors of all others.

        With them comes how sure the chain may be: what is fitted on some authors is asked of the others.
        """
        everything = fit([example for _, found in self.found for example in found])
        without = [self._without(fold, everything) for fold in range(FOLDS)]
        judged = [list(self._judged(fold, weights)) for fold, weights in enumerate(without)]

        def others(fold: int) -> list[tuple[float, bool]]:
            return [pair for other, pairs in enumerate(judged) if other != fold for pair in pairs]

        left_out = [{**weights, **fit_certainty(others(fold))} for fold, weights in enumerate(without)]
        return {**everything, **fit_certainty(others(-1))}, left_out

    def _without(self, fold: int, start: Mapping[str, float]) -> dict[str, float]:
        return fit([e for author, found in self.found if self.fold_of(author) != fold for e in found], start)

    def _judged(self, fold: int, weights: Mapping[str, float]) -> Iterator[tuple[float, bool]]:
        for author, found in self.found:
            if self.fold_of(author) == fold:
                yield from judged(found, weights)

    def fold_of(self, author: str) -> int:
        """The fold of an author, of whom there are as many in each."""
        return sorted({author for author, _ in self.found}).index(author) % FOLDS


def _both(document: Document, row: Mapping[str, Any]) -> Iterator[Example]:
    for cast in (False, True):
        yield from examples(document, row, cast)


def author_of(row: Mapping[str, Any]) -> str:
    """Who wrote a novel."""
    return str(row["meta"]["author"])


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, fit, and write the weights to standard output."""
    parser = argparse.ArgumentParser(prog="python -m training.turns", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path, metavar="CORPORA", help="the folder with the corpora")
    parser.add_argument("--parses", type=Path, required=True, metavar="FILE", help="where parses are kept")
    parser.add_argument("--language", default="en")
    options = parser.parse_args(arguments)
    corpus = read_corpus(options.corpora / NOVELS)
    attributor = Attributor(options.language, parser=CachedParser(options.parses, language=options.language))
    everything, _ = Novels.read(corpus.documents, attributor).fitted()
    sys.stdout.write(to_json(everything, "turns", corpus))


if __name__ == "__main__":
    main()
