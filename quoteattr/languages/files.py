"""The files of a language as they stand on disk, and where in them something stands, for messages."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import regex
from attrs import frozen

from quoteattr.errors import LanguageError

SHOWN = 10
"""Faults of a file that are told at once, at most."""


@frozen
class Fault:
    """What is wrong with a file: where, by the keys down to it and the entries at fault, and in which way."""

    what: str
    keys: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()

    def under(self, key: str) -> Fault:
        """The fault seen from the table that has a key."""
        return Fault(self.what, (key, *self.keys), self.entries)


@frozen
class DataFile:
    """A file of a language, TOML or JSON: its path, its text, and what the text holds."""

    path: Path
    text: str
    data: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> DataFile:
        """Read a file. Raises LanguageError when there is none, or when it is neither UTF-8 nor of its format."""
        form, loads = ("TOML", tomllib.loads) if path.suffix == ".toml" else ("JSON", json.loads)
        try:
            text = path.read_text(encoding="utf-8")
            data: Any = loads(text)
        except OSError as error:
            raise LanguageError(f"{path} cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise LanguageError(f"{path} is not UTF-8: {error}") from error
        except ValueError as error:  # both formats tell line and column
            raise LanguageError(f"{path} is no {form}: {error}") from error
        except RecursionError as error:
            raise LanguageError(f"{path} holds brackets in brackets beyond what can be read; check the file") from error
        if not isinstance(data, dict):
            raise LanguageError(f"{path}: expected an object, got {shown(data)}")
        return cls(path, text, data)

    def refuse(self, faults: Iterable[Fault]) -> None:
        """Raise a LanguageError that tells each fault with its line, if there are any."""
        found = list(faults)
        if found:
            told = [f"{self.place(fault)}: {fault.what}" for fault in found[:SHOWN]]
            more = [f"... and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
            raise LanguageError("\n".join([*told, *more]))

    def place(self, fault: Fault) -> str:
        r"""Where a fault is: the file, the line as far as it can be told, and the keys.

        >>> source = DataFile(Path("mine.toml"), '[nouns]\nperson = [\n    "wight",\n]\n', {})
        >>> source.place(Fault("", ("nouns", "person"), ("wight",)))
        'mine.toml, line 3, nouns.person'
        """
        offset = -1
        for key in fault.keys:
            offset = self._after(offset, _KEY, key)
        for entry in fault.entries:
            offset = self._after(offset, _ENTRY, entry)
        line = f", line {self.text.count(chr(10), 0, offset) + 1}" if offset >= 0 else ""
        return f"{self.path}{line}{', ' if fault.keys else ''}{_dotted(fault.keys)}"

    def _after(self, offset: int, pattern: str, word: str) -> int:
        """Where a word stands next; as far as before where it is not found as it would usually be written."""
        written = "|".join(map(regex.escape, {word, json.dumps(word)[1:-1]}))
        match = regex.compile(pattern.replace("WORD", written), regex.MULTILINE).search(self.text, offset + 1)
        return match.start("word") if match else offset


_KEY = r"""(?x) (?: ^[ \t]* (?:\[ (?:[^\]\n]*\.)? [ \t]*)? | \.[ \t]* ) ["']? (?P<word>WORD) ["']? [ \t]* [=.:\]]
    | [{,] [ \t]* ["']? (?P<word>WORD) ["']? [ \t]* [=:]"""
"""A key at the start of a line, in the heading of a table, behind a full stop, or in a table on one line."""
_ENTRY = r"""["'](?P<word>WORD)["']"""


def _dotted(keys: Sequence[str]) -> str:
    return ".".join(key if re.fullmatch(r"[\w-]+", key) else json.dumps(key, ensure_ascii=False) for key in keys)


def shown(value: Any) -> str:
    """A value as it stands in the file, cut where it is long.

    >>> shown("mayor"), shown([1, 2]), shown({})
    ('"mayor"', '[1, 2]', 'a table')
    """
    if isinstance(value, dict):
        return "a table"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:36]} ..."
