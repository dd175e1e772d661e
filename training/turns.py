"""Fit who has the turn in novels: what speaks for a candidate, and for who speaks again.

    python -m training.turns CORPORA --parses FILE --language en > quoteattr/languages/en/turns.json

CORPORA is the folder with the labelled corpora; of these, novels whose lines are labelled with their speakers are read,
each as far as WORDS, and three times: without its list of characters and with it, and cut into pieces without it, since
most stories that come are shorter than novels. A second-order chain over the lines of a
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

from attrs import evolve, frozen

from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.sieves.order import SOURCE_SIEVES
from quoteattr.attribution.turns.giving import read_talks
from quoteattr.attribution.turns.turns import Talk
from quoteattr.coreference.figures import Figure
from quoteattr.document.document import Document
from quoteattr.entities.given import as_cast
from quoteattr.entities.mentions import mention_of, name_of
from quoteattr.pipeline import Attributor
from training.chains import Example, fit, fit_certainty, is_nobody, judged
from training.corpus import read_corpus
from training.mentions import normal
from training.parses import CachedParser
from training.pieces import part, pieces
from training.regression import to_json

NOVELS = "fiction/pdnc.dev.jsonl"
"""The corpus of novels, by its path in the folder."""
WORDS = 40_000
"""Words of a novel from which is learnt: more of them do not help."""
FOLDS = 6
"""Parts into which authors are put for cross-validation."""
LONGEST = 12
"""Lines of a chain in training, at most: longer conversations are cut."""


def examples(document: Document, gold: Mapping[str, Any], cast: bool) -> Iterator[Example]:
    """The conversations of a labelled novel, with the list of its characters or without."""
    analysis = Analysis(document, as_cast(gold["entities"]) if cast else ())
    labels = _Labels.of(document, gold)
    for talk in read_talks(analysis, SOURCE_SIEVES):
        for first in range(0, len(talk.lines), LONGEST):
            yield _example(talk, range(first, min(first + LONGEST, len(talk.lines))), labels, cast)


def _example(talk: Talk, places: range, labels: _Labels, cast: bool) -> Example:
    figures = {id(o.figure): o.figure for place in places for o in talk.options[place]}
    columns = {key: column for column, key in enumerate(figures)}
    right = [{columns[id(f)] for f in labels.right(talk, place)} for place in places]
    return Example(
        cast,
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


def opening(row: Mapping[str, Any]) -> dict[str, Any]:
    """A labelled novel as far as the end of the paragraph that has its last word of WORDS."""
    words = list(islice(re.finditer(r"\S+", row["text"]), WORDS))
    end = row["text"].find("\n\n", words[-1].end()) if words else -1
    return part(row, 0, end) if end >= 0 else dict(row)


@frozen
class Novels:
    """The examples of labelled novels, each with its author; all novels of an author are in one fold."""

    found: tuple[tuple[str, Sequence[Example]], ...]

    @classmethod
    def read(cls, rows: Iterable[Mapping[str, Any]], attributor: Attributor) -> Novels:
        """The examples of novels, read with the list of their characters and without, and in pieces."""
        cut = [opening(row) for row in rows]
        documents = attributor.documents(row["text"] for row in cut)
        read = zip(documents, cut, strict=True)
        return cls(tuple((author_of(row), tuple(_all(document, row, attributor))) for document, row in read))

    def fitted(self) -> tuple[dict[str, float], list[dict[str, float]]]:
        """The weights fitted on all novels, and those for each fold, fitted on the authors of all others.

        With them comes how sure the chain may be: what is fitted on some authors is asked of the others.
        """
        everything = _fit_both([example for _, found in self.found for example in found])
        without = [self._without(fold, everything) for fold in range(FOLDS)]
        judged = [list(self._judged(fold, weights)) for fold, weights in enumerate(without)]

        def others(fold: int) -> list[tuple[float, bool]]:
            return [pair for other, pairs in enumerate(judged) if other != fold for pair in pairs]

        left_out = [{**weights, **fit_certainty(others(fold))} for fold, weights in enumerate(without)]
        return {**everything, **fit_certainty(others(-1))}, left_out

    def _without(self, fold: int, start: Mapping[str, float]) -> dict[str, float]:
        return _fit_both([e for author, found in self.found if self.fold_of(author) != fold for e in found], start)

    def _judged(self, fold: int, weights: Mapping[str, float]) -> Iterator[tuple[float, bool]]:
        for author, found in self.found:
            if self.fold_of(author) == fold:
                yield from judged(found, weights)

    def fold_of(self, author: str) -> int:
        """The fold of an author, of whom there are as many in each."""
        return sorted({author for author, _ in self.found}).index(author) % FOLDS


def _fit_both(found: Sequence[Example], start: Mapping[str, float] | None = None) -> dict[str, float]:
    """The weights for a cast that is found, and those for one that is given: they have no feature in common."""
    both = ([example for example in found if example.given is given] for given in (False, True))
    return {name: weight for some in both for name, weight in fit(some, start).items()}


def _all(document: Document, row: Mapping[str, Any], attributor: Attributor) -> Iterator[Example]:
    for cast in (False, True):
        yield from examples(document, row, cast)
    cut = list(pieces(row, document.parse))
    for piece, (labels, _) in zip(attributor.documents(parse for _, parse in cut), cut, strict=True):
        if piece.genre == "narrative":
            yield from map(seen, examples(piece, labels, cast=False))


def seen(example: Example) -> Example:
    """An example of a piece without the labels of speakers who are not in sight.

    They may be: what a piece calls *the old man* has its name in another.
    """
    lines = zip(example.seen, example.options, example.right, strict=True)
    kept = (
        right - {column for column, features in zip(columns, options, strict=True) if is_nobody(features)}
        for columns, options, right in lines
    )
    return evolve(example, right=tuple(kept))


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
