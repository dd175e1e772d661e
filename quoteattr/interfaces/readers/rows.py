"""Rows of CSV, each with the line it begins on; a flaw costs the row it is in.

An unclosed quotation mark makes all that follows one field. So where a row that spans several lines is wrong, its first
line is reported, and the next ones are read again as rows of their own.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final, TypeAlias

from quoteattr.errors import InputError

Row: TypeAlias = tuple[list[str], int]

_LONGEST_FIELD: Final = 2**31 - 1
"""What the csv module takes at most; its own limit is less than a long article."""
_PATIENCE: Final = 8
"""How often lines are read again; after that, each must be a row, so that no file takes for ever."""


def read_rows(lines: Iterable[bytes], complain: Callable[[str, int], None], *, delimiter: str = ",") -> Iterator[Row]:
    r"""Read CSV in UTF-8: fields and the line on which they begin, first those of the header.

    A row that is not well formed or has another number of fields than the header goes to `complain`, with its line;
    empty lines are passed over. Fields keep bytes that are not UTF-8 as lone surrogates. Raises InputError for a header
    that is not well formed. Lines end as the first one does, in ``\n``, ``\r\n`` or ``\r``.

    >>> list(read_rows([b"id,text\n", b"1,Wait, she said.\n", b"2,Now.\n"], print))
    3 fields, but the header has 2; a text with a comma needs quotation marks around it 2
    [(['id', 'text'], 1), (['2', 'Now.'], 3)]
    """
    csv.field_size_limit(_LONGEST_FIELD)
    source = _Lines(_ending_alike(iter(lines)))
    reader = csv.reader(source, strict=True, delimiter=delimiter)
    header: list[str] = []
    while True:
        start = source.begin_row()
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if not header:
                raise InputError(f"line {start}: the header is not CSV: {error}") from error
            complain(_explained(error), start)
            source.go_back()
        else:
            header = header or fields
            if fields and len(fields) == len(header):
                yield fields, start
            elif fields:
                complain(_miscounted(len(fields), len(header), source.row_length, delimiter), start)
                if len(fields) < len(header):  # a mark may have been open, and taken other rows in
                    source.go_back()


def _miscounted(there: int, wanted: int, lines: int, delimiter: str) -> str:
    sign = {",": "comma", ";": "semicolon", "\t": "tab"}.get(delimiter, delimiter)
    what = f"{there} field{'s' * (there != 1)}" + f" in {lines} lines" * (lines > 1)
    return f"{what}, but the header has {wanted}; a text with a {sign} needs quotation marks around it"


def _explained(error: csv.Error) -> str:
    """What the csv module says, in words of the file."""
    words = {
        "unexpected end of data": "a quotation mark is not closed",
        "'": "a quotation mark inside a field is not doubled, or one is not closed",
        "new-line": "a carriage return inside a field without quotation marks",
    }
    return next((told for start, told in words.items() if str(error).startswith(start)), str(error))


def _ending_alike(lines: Iterator[bytes]) -> Iterator[str]:
    """Lines as text, without a byte order mark; those of old Macs, which end in a carriage return alone, are parted."""
    first = next(lines, b"")
    old_mac = b"\r" in first.replace(b"\r\n", b"")
    for line in chain([first.removeprefix(b"\xef\xbb\xbf")], lines):
        for part in line.splitlines(keepends=True) if old_mac else [line]:
            yield part.decode("utf-8", "surrogateescape")


class _Lines:
    """Lines that can be read again, and their numbers."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self._number = 1
        self._returns = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._returns >= _PATIENCE and self._row:
            raise StopIteration
        line = self._again.popleft() if self._again else next(self._lines)
        self._row.append(line)
        return line

    def begin_row(self) -> int:
        """The number of the line that comes next."""
        self._number += len(self._row)
        self._row = []
        if not self._again:
            self._returns = 0
        return self._number

    @property
    def row_length(self) -> int:
        """How many lines were read since."""
        return len(self._row)

    def go_back(self) -> None:
        """To the second line of the row that was read last."""
        self._again.extendleft(reversed(self._row[1:]))
        self._returns += len(self._row) > 1
        del self._row[1:]
