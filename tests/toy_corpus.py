"""A corpus of two documents, with trees made by hand: what tests of training and of benchmarks share."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from quoteattr import Parse
from quoteattr.syntax.parse import Sentence, Token
from training.corpus import Corpus
from training.parses import CachedParser

# word, lemma, tag, head, relation
SAID = (
    "Ann Ann PROPN 2 nsubj",
    "said say VERB 0 root",
    "it it PRON 4 nsubj",
    "rained rain VERB 2 ccomp",
    ". . PUNCT 2 punct",
)
ACCORDING = (
    "It it PRON 2 nsubj",
    "rained rain VERB 0 root",
    ", , PUNCT 6 punct",
    "according accord VERB 6 case",
    "to to ADP 4 fixed",
    "police police NOUN 2 obl",
    ". . PUNCT 2 punct",
)
REASON = (
    *SAID[:4],
    "because because SCONJ 7 mark",
    "they they PRON 7 nsubj",
    "prayed pray VERB 2 advcl",
    ". . PUNCT 2 punct",
)
TREES = {
    "Ann said it rained.": SAID,
    "It rained, according to police.": ACCORDING,
    "Ann said it rained because they prayed.": REASON,
}


class ToyParser:
    """A parser that knows the trees above, and counts the texts it was given."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def parse_many(self, texts: Iterable[str]) -> Iterator[Parse]:
        for text in texts:
            self.asked.append(text)
            yield Parse(text, (Sentence(tuple(_tokens(text))),))


def _tokens(text: str) -> Iterator[Token]:
    end = 0
    for index, row in enumerate(TREES[text], 1):
        word, lemma, tag, head, relation = row.split()
        start = text.index(word, end)
        end = start + len(word)
        yield Token(index, start, end, word, lemma, tag, int(head), relation, feats="Case=Nom", ner="B-PER")


def document(text: str, content: str, cue: str, source: str) -> dict[str, Any]:
    found = [[[text.index(words), text.index(words) + len(words)]] for words in (content, cue, source)]
    quote = {"type": "indirect", "speaker": None} | dict(zip(("content", "cue", "source"), found, strict=True))
    return {"id": cue, "corpus": "toy", "text": text, "quotes": [quote], "entities": []}


DOCUMENTS = (
    document("Ann said it rained.", "it rained", "said", "Ann"),
    document("It rained, according to police.", "It rained", "according to", "police"),
)
TOY = Corpus("toy", "f00d", DOCUMENTS)


@pytest.fixture
def toy_parser() -> ToyParser:
    return ToyParser()


@pytest.fixture
def toy_parses(tmp_path: Path) -> Path:
    """A file with the parses of the toy corpus, under the digest of the models that ship."""
    path = tmp_path / "parses.sqlite"
    CachedParser(path).add(ToyParser().parse_many(TREES))
    return path


@pytest.fixture
def toy_file(tmp_path: Path) -> Path:
    path = tmp_path / "corpora" / "toy.jsonl"
    path.parent.mkdir()
    path.write_text("".join(json.dumps(document) + "\n" for document in DOCUMENTS), encoding="utf-8")
    return path
