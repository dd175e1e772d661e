"""Parses that are kept on disk, so that rules can be tried on a corpus in seconds after the first run.

attributor = Attributor("en", parser=CachedParser("parses.sqlite"))
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import Any, Protocol

from quoteattr.interfaces.provenance import models_digest
from quoteattr.pipeline import Attributor
from quoteattr.syntax.parse import Parse, Sentence, Token
from training.corpus import Corpus, read_corpus

_TABLE = "CREATE TABLE IF NOT EXISTS parses (key TEXT PRIMARY KEY, tokens TEXT NOT NULL) WITHOUT ROWID"


class Parser(Protocol):
    """What parses many texts, in order."""

    def parse_many(self, texts: Iterable[str]) -> Iterator[Parse]: ...


class CachedParser:
    """Parses each text once per model, and keeps what came in a SQLite file.

    The models that ship with the library are used by default, and loaded when the first text is new. A parser of
    your own comes as a function that loads it, with a digest or name that changes when its answers do.

    A parse is found again by its text and the model's digest; when the code around the model changes what comes
    out (`quoteattr.parsers`), start a new file.
    """

    def __init__(
        self,
        path: str | PathLike[str],
        *,
        language: str = "en",
        load: Callable[[], Parser] | None = None,
        digest: str | None = None,
    ) -> None:
        if (load is None) != (digest is None):
            raise ValueError("a parser of your own needs both `load` and `digest`; give both or neither")
        self._path = path
        self._load = load or (lambda: _bundled(language))
        self._digest = digest or models_digest(language)

    @cached_property
    def _parser(self) -> Parser:
        return self._load()

    def parse(self, text: str) -> Parse:
        """Parse one text, or find its parse."""
        return next(self.parse_many([text]))

    def parse_many(self, texts: Iterable[str]) -> Iterator[Parse]:
        """Parse those texts that are new, in one batch, and give the parses of all, in order."""
        texts = list(texts)
        with closing(sqlite3.connect(self._path, timeout=60)) as database:
            database.execute(_TABLE)
            known = {text: found for text in texts if (found := self._find(database, text)) is not None}
            new = [text for text in dict.fromkeys(texts) if text not in known]
            if new:
                known |= self._add(database, dict(zip(new, self._parser.parse_many(new), strict=True)))
        return (_read(text, known[text]) for text in texts)

    def add(self, parses: Iterable[Parse]) -> None:
        """Keep parses that were made elsewhere with the same model."""
        with closing(sqlite3.connect(self._path, timeout=60)) as database:
            database.execute(_TABLE)
            self._add(database, {parse.text: parse for parse in parses})

    def _key(self, text: str) -> str:
        return hashlib.sha256(f"{self._digest}\0{text}".encode(errors="surrogatepass")).hexdigest()

    def _find(self, database: sqlite3.Connection, text: str) -> str | None:
        row = database.execute("SELECT tokens FROM parses WHERE key = ?", [self._key(text)]).fetchone()
        return row[0] if row else None

    def _add(self, database: sqlite3.Connection, parses: Mapping[str, Parse]) -> dict[str, str]:
        written = {text: _write(parse) for text, parse in parses.items()}
        with database:
            rows = ((self._key(text), tokens) for text, tokens in written.items())
            database.executemany("INSERT OR REPLACE INTO parses VALUES (?, ?)", rows)
        return written


def _bundled(language: str) -> Parser:
    from quoteattr.parsers.bundled import parser

    return parser.load(language)


def _write(parse: Parse) -> str:
    """A parse as JSON: sentences, tokens, values; the words are in the text and the index is the place."""
    return json.dumps(
        [[_values(token) for token in sentence.tokens] for sentence in parse.sentences],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _values(token: Token) -> list[Any]:
    return [token.start, token.end, token.lemma, token.upos, token.head, token.deprel, token.feats, token.ner]


def _read(text: str, tokens: str) -> Parse:
    return Parse(text, tuple(Sentence(tuple(_tokens(text, rows))) for rows in json.loads(tokens)))


def _tokens(text: str, rows: list[Any]) -> Iterator[Token]:
    for index, (start, end, lemma, upos, head, deprel, feats, ner) in enumerate(rows, 1):
        yield Token(index, start, end, text[start:end], lemma, upos, head, deprel, feats, ner)


def read_arguments(module: str, about: str | None, arguments: list[str] | None) -> tuple[Corpus, Attributor]:
    """The corpus that a command names and an Attributor that keeps its parses: what each script begins with."""
    [corpus], attributor = _read_arguments(module, about, arguments, 1)
    return corpus, attributor


def read_corpora(module: str, about: str | None, arguments: list[str] | None) -> tuple[list[Corpus], Attributor]:
    """The same for a command that takes one corpus or more."""
    return _read_arguments(module, about, arguments, "+")


def _read_arguments(
    module: str, about: str | None, arguments: list[str] | None, count: int | str
) -> tuple[list[Corpus], Attributor]:
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=(about or "").partition("\n")[0])
    parser.add_argument("gold", type=Path, nargs=count, metavar="GOLD.jsonl")
    parser.add_argument("--parses", type=Path, required=True, metavar="FILE", help="where parses are kept")
    parser.add_argument("--language", default="en")
    options = parser.parse_args(arguments)
    kept = CachedParser(options.parses, language=options.language)
    return [read_corpus(path) for path in options.gold], Attributor(options.language, parser=kept)
