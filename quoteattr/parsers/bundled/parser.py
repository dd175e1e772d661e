"""The parser that ships in the package: from text to trees and names, offline and without PyTorch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from quoteattr.errors import ParserError
from quoteattr.parsers.boundaries import mend
from quoteattr.parsers.bundled.lemmas import Lemmas
from quoteattr.parsers.bundled.reader import Reader, Reading
from quoteattr.parsers.bundled.sentence_ends import Span
from quoteattr.parsers.bundled.tokenizer import Tokenizer
from quoteattr.syntax.parse import Parse, Sentence, Token

MANIFEST = "manifest.json"
KNOWN_LEMMAS = 50_000
"""Words whose lemma is remembered."""


class BundledParser:
    """Parses texts with the models of a folder. Threads may share it: it keeps nothing between two texts but lemmas."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._tokenizer = Tokenizer.read(folder / "tokens.json")
        self._reader = Reader(folder, threads)
        self._lemma = lru_cache(KNOWN_LEMMAS)(Lemmas.read(folder / "lemmas.json"))

    def parse(self, text: str) -> Parse:
        """Parse one text."""
        return next(self.parse_many([text]))

    def parse_many(self, texts: Iterable[str]) -> Iterator[Parse]:
        """Parse many texts at once, in order: faster than one by one, with the same answers."""
        texts = list(texts)
        split = [self._split(text) for text in texts]
        words = [
            [text[start:end] for start, end in sentence]
            for text, sentences in zip(texts, split, strict=True)
            for sentence in sentences
        ]
        readings = iter(self._reader(words))
        for text, sentences in zip(texts, split, strict=True):
            yield Parse(text, tuple(self._sentence(text, spans, next(readings)) for spans in sentences))

    def _split(self, text: str) -> list[list[Span]]:
        sentences = self._tokenizer(text)
        return mend(sentences, word=lambda span: text[slice(*span)], gap=lambda left, right: text[left[1] : right[0]])

    def _sentence(self, text: str, spans: Sequence[Span], reading: Reading) -> Sentence:
        rows = zip(spans, reading.tags, reading.heads, reading.relations, reading.entities, strict=True)
        tokens = []
        for index, ((start, end), (upos, _, feats), head, relation, name) in enumerate(rows, 1):
            word = text[start:end]
            lemma = self._lemma(word, upos, feats)
            tokens.append(Token(index, start, end, word, lemma, upos, head, relation, feats, name))
        return Sentence(tuple(tokens))


def load(language: str = "en", threads: int = 1) -> BundledParser:
    """Load the models that ship for a language, offline. Keep the parser: it takes half a second.

    `threads` is how many the networks may use. Raises ParserError when no models ship for the language, or a file is
    missing or damaged.
    """
    return read_parser(Path(__file__).parents[1] / "models" / language, threads)


def read_parser(folder: Path, threads: int = 1) -> BundledParser:
    """Load the models of a folder that `training.english.pack` wrote. Raises ParserError as `load` does."""
    check(folder)
    try:
        return BundledParser(folder, threads)
    except (
        Exception
    ) as error:  # whatever ONNX Runtime, tokenizers and JSON say of files that are not what they should be
        raise ParserError(f"the models in {folder} cannot be loaded ({error}); reinstall quoteattr") from error


def check(folder: Path) -> None:
    """Compare the files of a set of models with the digests in its manifest. Raises ParserError when one differs."""
    for name, digest in _digests(folder / MANIFEST).items():
        file = folder / name
        found = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "no file"
        if found != digest:
            raise ParserError(f"{file} is damaged: expected SHA-256 {digest}, found {found}; reinstall quoteattr")


def _digests(manifest: Path) -> dict[str, Any]:
    if not manifest.is_file():
        raise ParserError(
            f"no models ship for {manifest.parent.name!r}: there is no {manifest}; pass a parser of your own"
        )
    try:
        files = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    except (ValueError, KeyError, TypeError) as error:
        raise ParserError(f"{manifest} is damaged ({type(error).__name__}); reinstall quoteattr") from error
    if not isinstance(files, dict) or not all(isinstance(name, str) for name in chain(files, files.values())):
        raise ParserError(f"{manifest} is damaged: it has no digests; reinstall quoteattr")
    return files
