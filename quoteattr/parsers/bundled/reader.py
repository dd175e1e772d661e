"""Sentences to tags, trees and names: word pieces, one pass of the network, then the best tree and tags of names."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs
import numpy as np

from quoteattr.parsers.bundled.names import best_tags
from quoteattr.parsers.bundled.network import Network, Scores
from quoteattr.parsers.bundled.pieces import Cut, Pieces
from quoteattr.parsers.bundled.spanning_trees import best_tree

BATCH = 480
"""Word pieces in one pass of the network, where so many sentences of one length are there."""

Tags = tuple[str, str, str]


@attrs.frozen
class Reading:
    """What the models say of a sentence, word by word."""

    tags: list[Tags]
    """UPOS, the treebank's own tag, features."""
    heads: list[int]
    """1-based, 0 for the root."""
    relations: list[str]
    entities: list[str]
    """BIO, empty where there is no name."""


class Reader:
    """The models that read sentences."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._tags: list[Tags] = [(upos, xpos, feats) for upos, xpos, feats in labels["tags"]]
        self._relations: list[str] = labels["relations"]
        self._entities: list[str] = labels["entities"]
        self._transitions = np.array(labels["transitions"], dtype=np.float32)
        self._pieces = Pieces(folder / "pieces.json")
        self._network = Network(folder, threads)

    def __call__(self, sentences: Sequence[Sequence[str]]) -> list[Reading]:
        """Read sentences, given as their words, of which there is at least one in each."""
        found: dict[int, Reading] = {}
        cuts = self._pieces(sentences)
        for batch in _batches(cuts):
            found.update(zip(batch, self._read([cuts[number] for number in batch]), strict=True))
        return [found[number] for number in range(len(sentences))]

    def _read(self, batch: Sequence[Cut]) -> Iterator[Reading]:
        words = [len(cut.places) - 1 for cut in batch]
        places = np.zeros((len(batch), max(words) + 1), dtype=np.int64)
        for row, cut in enumerate(batch):
            places[row, : len(cut.places)] = cut.places
        scores = self._network(np.array([cut.pieces for cut in batch], dtype=np.int64), places)
        trees = _trees(scores.heads, words)
        relations = iter(self._relate(scores, trees))
        entities = best_tags(scores.entities, self._transitions, words)
        for row, (count, tree) in enumerate(zip(words, trees, strict=True)):
            yield Reading(
                [self._tags[number] for number in scores.tags[row, :count].tolist()],
                tree,
                [next(relations) for _ in tree],
                [self._entities[number] for number in entities[row][:count]],
            )

    def _relate(self, scores: Scores, trees: Sequence[Sequence[int]]) -> Iterator[str]:
        """The relations of all words to their heads."""
        rows = np.repeat(np.arange(len(trees)), [len(tree) for tree in trees])
        below = scores.below[rows, np.concatenate([np.arange(1, len(tree) + 1) for tree in trees])]
        above = scores.above[rows, np.concatenate(trees)]
        return (self._relations[number] for number in self._network.relations(below, above).tolist())


def _trees(scores: Any, words: Sequence[int]) -> list[list[int]]:
    """The tree of each sentence."""
    longest = scores.shape[1]
    scores[:, np.arange(longest), np.arange(longest)] = -np.inf
    for row, count in enumerate(words):
        scores[row, :, count + 1 :] = -np.inf
    best = scores.argmax(2).tolist()
    return [
        best_tree(scores[row, : count + 1, : count + 1], best[row][1 : count + 1]) for row, count in enumerate(words)
    ]


def _batches(cuts: Sequence[Cut]) -> Iterator[list[int]]:
    """The numbers of sentences with as many pieces each: so none is padded, and none sees what stands beside it."""
    alike: dict[int, list[int]] = defaultdict(list)
    for number, cut in enumerate(cuts):
        alike[len(cut.pieces)].append(number)
    for length, numbers in sorted(alike.items()):
        at_once = max(1, BATCH // length)
        yield from (numbers[start : start + at_once] for start in range(0, len(numbers), at_once))
