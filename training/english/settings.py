"""The arguments that the steps share."""

import argparse
import tomllib
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import attrs

from training.english.names import without_handles
from training.english.treebanks import KINDS, Tagged, Tree, read_tagged, read_trees

LONGEST = 180
"""Words; longer sentences are left out: they cost more than they teach."""
BLOCK = 20
"""Sentences in a row that stay together when part of a corpus is held out."""
HELD = 5
"""One block in so many is held out."""
SILVER = "silver.bio"
"""What the teacher labelled, in the folder that is written to."""


@attrs.frozen
class Settings:
    """The configuration, the folder of the corpora, and the folder to write to."""

    config: dict[str, Any]
    data: Path
    out: Path
    threads: int

    def corpora(self) -> set[str]:
        """All that is learnt from, below the folder of the corpora."""
        named = chain.from_iterable(self.config["data"].values())
        taught = chain.from_iterable(group["files"] for group in self.config["teacher"]["groups"])
        return {*named, *taught, *self.config["distill"]["texts"]}

    def trees(self, key: str) -> list[Tree]:
        """The sentences of the treebanks that the configuration names under `data.KEY`."""
        return [tree for name in self.config["data"][key] for tree in read_trees(self.data / name)]

    def names(self, name: str) -> list[Tagged]:
        """The sentences of a corpus of names, without those that are held out, user names and what is too long."""
        sentences = read_tagged(self.data / name, KINDS)
        if name == self.config.get("held"):
            sentences = parted(sentences)[0]
        return [without_handles(sentence) for sentence in sentences if len(sentence.words) <= LONGEST]

    def tagged(self) -> list[Tagged]:
        """What the recognizer learns from: what the teacher labelled, and the corpora in whose manner it did."""
        silver = [sentence for sentence in read_tagged(self.out / SILVER) if len(sentence.words) <= LONGEST]
        pattern = self.config["teacher"]["groups"][0]
        gold = [sentence for name in pattern["files"] for sentence in self.names(name)]
        return silver + gold * int(pattern["times"])


def parted(sentences: Sequence[Tagged]) -> tuple[list[Tagged], list[Tagged]]:
    """The sentences of a corpus to learn from, and those that are held out to measure on: one block in five."""
    parts: tuple[list[Tagged], list[Tagged]] = ([], [])
    for place, sentence in enumerate(sentences):
        parts[place // BLOCK % HELD == HELD - 1].append(sentence)
    return parts


def read_settings(doc: str | None) -> Settings:
    """Read the command line of a step; makes the folder to write to."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", type=Path, help="such as training/english/config.toml")
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds the files named in it")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    parser.add_argument("--threads", type=int, default=1, help="of PyTorch; more only where no other job runs")
    found = parser.parse_args()
    found.out.mkdir(parents=True, exist_ok=True)
    return Settings(tomllib.loads(found.config.read_text()), found.data, found.out, found.threads)
