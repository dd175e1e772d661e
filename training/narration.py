"""Fit what tells a story from news and all else that is no story.

    python -m training.narration CORPORA --parses FILE --language en > quoteattr/languages/en/narration.json

CORPORA is the folder with the labelled corpora. Passages of novels and texts whose genre is fiction are stories, all
other texts are none. Novels are cut into passages of many lengths, since most stories that come are shorter.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

from quoteattr import Attributor
from quoteattr.document.document import Document
from quoteattr.document.narration import QUOTED, WORDS, features
from training.corpus import read_corpus
from training.parses import CachedParser
from training.regression import Example, fit, to_json
from training.turns import NOVELS

OTHERS = ("news/polnear.train.jsonl", "news/gum.train.jsonl", "news/fresh.train.jsonl")
"""Corpora in which each text has its genre."""
FICTION = "fiction"
PASSAGES = 30
"""Passages of each novel."""
LENGTHS = (200, 3000)
"""Words of the shortest and of the longest."""
INVERSE_REGULARIZATION = 1.0


def passages(text: str, random: Random) -> Iterator[str]:
    """Some passages of a novel, each of whole paragraphs."""
    paragraphs = text.split("\n\n")
    shortest, longest = LENGTHS
    for _ in range(PASSAGES):
        first, left = random.randrange(len(paragraphs)), shortest * (longest / shortest) ** random.random()
        last = first
        while last < len(paragraphs) and left > 0:
            left -= len(paragraphs[last].split())
            last += 1
        yield "\n\n".join(paragraphs[first:last])


def examples(documents: Iterable[Document], story: bool) -> Iterator[Example]:
    """What is to be learnt from texts that are stories, or are none."""
    for document in documents:
        told, said = document.told, document.said
        if len(told) >= WORDS and len(said) >= QUOTED:
            yield frozenset(features(told, said, document.language)), story


def weights(found: Iterable[Example]) -> dict[str, float]:
    """The weights fitted on some examples."""
    return fit(list(found), INVERSE_REGULARIZATION)


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, fit, and write the weights to standard output."""
    parser = argparse.ArgumentParser(prog="python -m training.narration", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path, metavar="CORPORA", help="the folder with the corpora")
    parser.add_argument("--parses", type=Path, required=True, metavar="FILE", help="where parses are kept")
    parser.add_argument("--language", default="en")
    options = parser.parse_args(arguments)
    attributor = Attributor(options.language, parser=CachedParser(options.parses, language=options.language))
    novels, *others = (read_corpus(options.corpora / name) for name in (NOVELS, *OTHERS))
    random = Random(0)
    cut = [passage for row in novels.documents for passage in passages(row["text"], random)]
    found = [*examples(attributor.documents(cut), story=True)]
    for corpus in others:
        for story in (True, False):
            texts = [row["text"] for row in corpus.documents if (_genre(row) == FICTION) is story]
            found += examples(attributor.documents(texts), story)
    sys.stdout.write(to_json(weights(found), "narration", novels, *others))


def _genre(row: Mapping[str, Any]) -> str:
    return str(row.get("genre", ""))


if __name__ == "__main__":
    main()
