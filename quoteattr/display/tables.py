"""Records, as dicts, in a table for a terminal."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from shutil import get_terminal_size
from typing import Any, Final

_HEAD: Final = ("speaker", "role", "cue", "quote")
_PEOPLE: Final = ("quotes", "mentions", "name", "kind", "role")
_WIDTH_OF_FILES: Final = 100


def width_for(terminal: bool) -> int:
    """The columns of a table: those of the terminal, or what `COLUMNS` says, or 100 in files and pipes."""
    return get_terminal_size().columns if terminal or "COLUMNS" in os.environ else _WIDTH_OF_FILES


def table(data: Mapping[str, Any], width: int) -> str:
    """List the quotes, a line of at most `width` columns each, 40 at the least; long cells are cut.

    Those within another come below it, indented.

    >>> speaker = {"id": 0, "name": "Ann Lee", "kind": "person", "role": "mayor of Exeter"}
    >>> print(table({"quotes": [{"text": "We need a bridge,", "cue": None, "speaker": speaker}]}, 48))
    speaker  role          cue  quote
    Ann Lee  mayor of Ex…  -    We need a bridge,
    <BLANKLINE>
    """
    if not data["quotes"]:
        return "(no quotes)\n"
    width = max(width, 40)
    return columns([_HEAD, *_rows(data["quotes"])], (width // 4, width // 4, width // 8), width)


def people_table(people: Iterable[Mapping[str, Any]], width: int) -> str:
    """List the people, as dicts: what they are, and how often each is mentioned and quoted.

    >>> ann = {"name": "Ann Lee", "kind": "person", "role": None, "mentions": [{}, {}], "quotes": 1}
    >>> print(people_table([ann], 48))
    quotes  mentions  name     kind    role
    1       2         Ann Lee  person  -
    <BLANKLINE>
    """
    rows = [
        (str(one["quotes"]), str(len(one["mentions"])), plain(one["name"]), one["kind"], plain(one["role"] or "-"))
        for one in people
    ]
    width = max(width, 60)
    return columns([_PEOPLE, *rows], (8, 8, width // 3, 12), width) if rows else "(no people)\n"


def left_out(count: int) -> str:
    r"""Tell how many quotes are not shown; nothing where all are.

    >>> left_out(12), left_out(0)
    ('(12 weaker ones left out; --all shows them)\n', '')
    """
    ones = "one" if count == 1 else "ones"
    return f"({count} weaker {ones} left out; --all shows {'it' if count == 1 else 'them'})\n" if count else ""


def columns(rows: Sequence[tuple[str, ...]], limits: Sequence[int], width: int) -> str:
    """Rows in columns, each as wide as its limit at most; the last one takes what is left of the width."""
    widths = [min(limit, max(_columns(row[place]) for row in rows)) for place, limit in enumerate(limits)]
    widths.append(width - sum(widths) - 2 * len(widths))
    lines = ("  ".join(map(_fit, row, widths)).rstrip() for row in rows)
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    r"""Put the text on one line without the control characters that could upset a terminal.

    >>> plain("Stop\x1b[2J,\n  she said.")
    'Stop[2J, she said.'
    """
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _rows(quotes: Iterable[Mapping[str, Any]], level: int = 0) -> Iterator[tuple[str, ...]]:
    """The cells of quotes and of those within them."""
    for quote in quotes:
        first, *others = _cells(quote)
        yield "  " * level + first, *others
        yield from _rows(quote.get("inner", ()), level + 1)


def _cells(quote: Mapping[str, Any]) -> tuple[str, ...]:
    speaker, cue = quote["speaker"] or {"name": None, "role": None}, quote["cue"] or {"text": None}
    return tuple(plain(cell or "-") for cell in (speaker["name"], speaker["role"], cue["text"], quote["text"]))


def _fit(text: str, width: int) -> str:
    """Cut or pad to so many columns.

    >>> _fit("a bridge", 6), _fit("now", 6)
    ('a bri…', 'now   ')
    """
    if _columns(text) > width:
        text = text[:width]
        while _columns(text) >= width:
            text = text[:-1]
        text += "…"
    return text + " " * (width - _columns(text))


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes: two for wide letters, none for accents set on others."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(unicodedata.combining(letter) > 0 for letter in text)
