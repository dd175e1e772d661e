"""Cross-validation by document: what the library answers with weights that have not seen the document.

All texts of one id are in one fold, in whichever corpus they stand.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from quoteattr import Attributor, Language, Result
from quoteattr.attribution.analysis import Analysis
from quoteattr.languages.weights import Weights
from training import coreference, roles
from training.all import PEOPLE
from training.corpus import read_corpus
from training.parses import CachedParser

FOLDS = 10
SEED = 1


@frozen
class Folds:
    """The examples of all labelled corpora, document by document, and the fold of each document."""

    language: Language
    parser: CachedParser
    mentions: tuple[tuple[str, Sequence[coreference.Example]], ...]
    roles: tuple[roles.Example, ...]

    @classmethod
    def read(cls, folder: Path, parser: CachedParser, language: str) -> Folds:
        """The examples of the corpora in a folder."""
        attributor = Attributor(language, parser=parser)
        found = coreference.read(folder, attributor)
        told = [row for name in PEOPLE for row in read_corpus(folder / name).documents]
        asked = zip(told, attributor.documents(row["text"] for row in told), strict=True)
        people = (example for row, document in asked for example in roles.examples(Analysis(document), row))
        return cls(attributor.language, parser, tuple(found), tuple(people))

    def answers(self, rows: Sequence[Mapping[str, Any]]) -> list[Result]:
        """What is answered for each document, with weights fitted without it."""
        found: dict[int, Result] = {}
        for fold in range(FOLDS):
            mine = [place for place, row in enumerate(rows) if fold_of(row["id"]) == fold]
            if mine:
                fitted = Attributor(self.without(fold), parser=self.parser)
                found.update(zip(mine, fitted.pipe(rows[place]["text"] for place in mine), strict=True))
        return [found[place] for place in range(len(rows))]

    def without(self, fold: int) -> Language:
        """The language with weights fitted on the documents of all other folds."""
        kept = [example for group, found in self.mentions if fold_of(group) != fold for example in found]
        return evolve(
            self.language,
            pronoun_weights=Weights(coreference.fit(kept, "pronouns")),
            description_weights=Weights(coreference.fit(kept, "descriptions")),
            role_weights=roles.fit([e for e in self.roles if fold_of(e.document) != fold]),
        )


def fold_of(group: str) -> int:
    """The fold of a document, by its id."""
    return random.Random(f"{SEED} {group}").randrange(FOLDS)
