"""What of each document is kept: rows in a file of SQLite, so that an archive may be larger than memory."""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from quoteattr.corpus.alike import sketch
from quoteattr.corpus.dates import iso_date
from quoteattr.corpus.reasons import find_reason
from quoteattr.errors import InputError, shown
from quoteattr.languages.language import Language

VERSION: Final = 1
"""Of the tables; a file of another version is refused."""
NAMELESS: Final = ("group", "unnamed")
"""Kinds of speakers that have no name."""

_TABLES: Final = """
CREATE TABLE document (
    place INTEGER PRIMARY KEY, id TEXT NOT NULL, date TEXT, meta TEXT NOT NULL, sketch BLOB);
CREATE TABLE figure (
    place INTEGER PRIMARY KEY, document INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    aliases TEXT NOT NULL, roles TEXT NOT NULL, person INTEGER);
CREATE TABLE quote (
    place INTEGER PRIMARY KEY, document INTEGER NOT NULL, id TEXT NOT NULL, level INTEGER NOT NULL, kind TEXT NOT NULL,
    text TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, words INTEGER NOT NULL, source TEXT, medium TEXT,
    reason TEXT, reason_start INTEGER, reason_end INTEGER);
CREATE TABLE said (quote INTEGER NOT NULL, figure INTEGER NOT NULL);
CREATE TABLE silence (
    document INTEGER NOT NULL, name TEXT, source TEXT, cue TEXT, text TEXT, start INTEGER, end INTEGER);
"""
_INDEXES: Final = """
CREATE INDEX IF NOT EXISTS said_quote ON said (quote);
CREATE INDEX IF NOT EXISTS said_figure ON said (figure);
CREATE INDEX IF NOT EXISTS figure_person ON figure (person);
CREATE INDEX IF NOT EXISTS quote_document ON quote (document);
"""


class Store:
    """Documents with their quotes, by their places in the order of adding; in a file, or a temporary one for None."""

    def __init__(self, file: str | Path | None, language: Language, date: str) -> None:
        self._language, self._date = language, date
        try:
            self._connection = sqlite3.connect("" if file is None else file)
            weakref.finalize(self, self._connection.close)
            version = self._connection.execute("PRAGMA user_version").fetchone()[0]
            empty = not self._connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
            if empty:
                self._connection.executescript(f"{_TABLES} PRAGMA user_version = {VERSION};")
        except sqlite3.Error as error:
            raise InputError(f"{file}: no file of a corpus ({error}); give another name, or remove it") from error
        if not empty and version != VERSION:
            raise InputError(f"{file}: no file of a corpus of version {VERSION}; give another name, or remove it")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("PRAGMA cache_size = -64000")  # 64 MB

    def close(self) -> None:
        """Close the file; a temporary one is gone then."""
        self._connection.close()

    def add(self, results: Iterable[tuple[Mapping[str, Any], str]], complain: Callable[[str], None]) -> None:
        """Keep results as `Result.to_dict` gives them, each with its place in a file, empty where there is none.

        What is no result is told to `complain` where it is from a file; else InputError is raised. Those before stay.
        """
        self.rows("BEGIN IMMEDIATE")
        try:
            for data, place in results:
                try:
                    self._add(data)
                except InputError as error:
                    if not place:
                        raise
                    complain(f"{place}: {error}")
        finally:
            self._connection.commit()
            self._connection.executescript(_INDEXES)

    def rows(self, query: str, *values: Any) -> Iterator[Any]:
        """The rows of a query, one by one. Raises InputError where the file was closed or is written by another."""
        try:
            return self._connection.execute(query, values)
        except sqlite3.ProgrammingError as error:
            raise InputError(f"the corpus is closed ({error}); read from it before") from error
        except sqlite3.OperationalError as error:
            raise InputError(f"the file of the corpus cannot be used ({error}); close what else uses it") from error

    def write(self, statement: str, rows: Iterable[tuple[Any, ...]] = ((),)) -> None:
        """Carry a change out for each row of values."""
        with self._connection:
            self._connection.executemany(statement, rows)

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self._connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])

    def _add(self, data: Mapping[str, Any]) -> None:
        self._connection.execute("SAVEPOINT result")
        try:
            self._keep(data)
        except (AttributeError, KeyError, TypeError, ValueError, sqlite3.Error) as error:
            self._connection.execute("ROLLBACK TO result")
            what = f"{type(error).__name__}: {error}"
            name = shown(data.get("id")) if isinstance(data, Mapping) else shown(data)
            raise InputError(
                f"document {name} is no result of an attribution ({what}); expected what Result.to_dict() gives, "
                "as `quoteattr attribute --format jsonl` writes it"
            ) from error
        finally:
            self._connection.execute("RELEASE result")

    def _keep(self, data: Mapping[str, Any]) -> None:
        text, meta = data.get("text"), data.get("meta") or {}
        quotes = list(_with_inner(data["quotes"]))
        words = text if isinstance(text, str) else " ".join(quote["text"] for quote, _ in quotes)
        document = self._insert(
            "document",
            json.dumps(data.get("id"), ensure_ascii=True),
            iso_date(meta.get(self._date)),
            json.dumps(meta, ensure_ascii=True, default=str),
            sketch(words),
        )
        figures = self._figures(document, data)
        for number, (quote, level) in enumerate(quotes):
            self._quote(document, quote, number, level, figures, text)
        for silence in data.get("silences") or ():
            self._silence(document, silence)

    def _figures(self, document: int, data: Mapping[str, Any]) -> dict[Any, int]:
        """The speakers and people of a document, by their ids in it, as rows."""
        figures: dict[Any, int] = {}
        for one in (*data["speakers"], *data.get("people", ())):
            if one["id"] not in figures:
                roles = [role["text"] for role in one.get("roles") or ()]
                figures[one["id"]] = self._insert(
                    "figure", document, _clean(one["name"]), one["kind"],
                    _dumped(one.get("aliases") or ()), _dumped(roles), None,
                )  # fmt: skip
        return figures

    def _quote(
        self,
        document: int,
        quote: Mapping[str, Any],
        number: int,
        level: int,
        figures: dict[Any, int],
        text: str | None,
    ) -> None:
        source, medium = quote.get("source"), quote.get("medium")
        speakers = quote["speakers"]
        nameless = not speakers or speakers[0]["kind"] in NAMELESS
        reason = find_reason(source, quote.get("cue"), text, self._language) if nameless and source else None
        place = self._insert(
            "quote",
            document,
            _dumped(quote.get("id", number)),
            level,
            quote["kind"],
            _clean(quote["text"]),
            quote["content"][0]["start"],
            quote["content"][-1]["end"],
            len(quote["text"].split()),
            _clean(source["text"]) if source else None,
            _clean(medium["text"]) if medium else None,
            *((_clean(reason.text), reason.start, reason.end) if reason else (None, None, None)),
        )
        for speaker in dict.fromkeys(figures[speaker["id"]] for speaker in speakers):
            self._connection.execute("INSERT INTO said VALUES (?, ?)", (place, speaker))

    def _silence(self, document: int, silence: Mapping[str, Any]) -> None:
        speaker, cue, source = (silence.get(key) or {} for key in ("speaker", "cue", "source"))
        clause = silence["text"]
        self._connection.execute(
            "INSERT INTO silence VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                document,
                _clean(speaker.get("name")),
                _clean(source.get("text")),
                _clean(cue.get("text")),
                _clean(clause["text"]),
                clause["start"],
                clause["end"],
            ),
        )

    def _insert(self, table: str, *values: Any) -> int:
        marks = ", ".join("?" * len(values))
        return int(self._connection.execute(f"INSERT INTO {table} VALUES (NULL, {marks})", values).lastrowid or 0)


def _with_inner(quotes: Iterable[Mapping[str, Any]], level: int = 0) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Quotes and those inside them, with how deep they lie."""
    for quote in quotes:
        yield quote, level
        yield from _with_inner(quote.get("inner") or (), level + 1)


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True)


def _clean(text: str | None) -> str | None:
    """Text as SQLite can keep it, without lone surrogates."""
    return None if text is None else text.encode("utf-8", "replace").decode()
