"""Circumstances and speech within speech, as labelled: what stands beside the corpora, and what we labelled ourselves.

`polnear.own.jsonl` holds labels of our own on training articles of PolNeAR, in the form and by the convention of the
labels beside the corpora: a document a line, with the offsets of each circumstance of an attribution (`circumstances`)
and of the attributions within contents (`inner`). They were made for this project by reading, article by article, and
come under its licence, Apache-2.0. There is no word of the articles in them, only ids of articles and of attributions,
and offsets; without PolNeAR they say nothing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from training.corpus import Corpus, read_corpus

OWN = Path(__file__).parent / "polnear.own.jsonl"


def own() -> Corpus:
    """Our own labels, a document each."""
    return read_corpus(OWN)


def read_labels(folder: Path, name: str) -> tuple[Corpus, dict[str, dict[str, Any]]]:
    """A corpus, and the labels of those of its documents that have some, by id; where both have, the corpus's own."""
    corpus = read_corpus(folder / f"{name}.jsonl")
    lines = (folder / f"{name}.circumstances.jsonl").read_text(encoding="utf-8").splitlines()
    found = {row["id"]: row for row in (*own().documents, *map(json.loads, lines))}
    return corpus, {row["id"]: found[row["id"]] for row in corpus.documents if row["id"] in found}
