"""The table of people that a user may edit: who was found, and what was changed by hand."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from attrs import frozen

from quoteattr.errors import InputError, shown

SEPARATOR: Final = "; "
COLUMNS: Final = ("id", "name", "kind", "aliases", "roles", "documents", "quotes", "words", "merged_into")
_FORMULA: Final = ("=", "+", "-", "@", "\t")
READ: Final = ("id", "name", "merged_into")
"""The columns that are read back; what stands in others changes nothing."""


@frozen
class CorpusPerson:
    """Somebody of a corpus, or a body: the name, what else they are called and told to be, and how much is theirs.

    `id` stays the same when documents are added at the end. `documents` counts those that name or quote them, `first`
    and `last` are the dates of these. `merged_into` is the id of the one to whom the user put them, else empty; what is
    theirs is then counted there.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    documents: int = 0
    quotes: int = 0
    words: int = 0
    first: str | None = None
    last: str | None = None
    merged_into: str = ""


@frozen
class Edit:
    """What a row of the table says of somebody: the name to go by, and into whom they are merged."""

    name: str
    merged_into: str


def write_people(people: Iterable[CorpusPerson], file: str | os.PathLike[str]) -> None:
    """Write the table as CSV, beside its place first, so that a file that was there is whole or new."""
    target = Path(file)
    beside = target.with_name(f".{target.name}.new")
    with beside.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(COLUMNS)
        for one in people:
            cells = [SEPARATOR.join(value) if isinstance(value, tuple) else value for value in _values(one)]
            rows.writerow(map(_guarded, cells))
    beside.replace(target)


def read_edits(file: str | os.PathLike[str]) -> dict[str, Edit]:
    """What a table says, by id; rows may be missing. Raises InputError for a file that is no such table."""
    try:
        with Path(file).open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            missing = [name for name in READ if name not in (rows.fieldnames or ())]
            if missing:
                raise InputError(f"{file}: no column {missing[0]!r}; expected a table as write_people() writes it")
            edits = dict(map(_edit, rows))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{file}: no CSV in UTF-8 ({error})") from error
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}; write_people() writes such a table") from error
    _refuse_circles(file, edits)
    return edits


def target_of(person: str, edits: Mapping[str, Edit]) -> str:
    """To whom somebody was merged in the end.

    >>> target_of("a", {"a": Edit("Ann", "b"), "b": Edit("Ann Lee", "")})
    'b'
    """
    while person in edits and edits[person].merged_into:
        person = edits[person].merged_into
    return person


def _refuse_circles(file: str | os.PathLike[str], edits: Mapping[str, Edit]) -> None:
    for person, edit in edits.items():
        seen = {person}
        while edit.merged_into:
            if edit.merged_into in seen:
                raise InputError(
                    f"{file}: {shown(person)} is merged into itself, by way of others; clear one of the rows"
                )
            seen.add(edit.merged_into)
            edit = edits.get(edit.merged_into, Edit("", ""))


def _edit(row: Mapping[str, str | None]) -> tuple[str, Edit]:
    """A row by the id, or where there is none by the name behind an equals sign."""
    key, name, goal = ((row[column] or "").strip() for column in READ)
    name = name[1:] if name[:1] == "'" and name[1:].startswith(_FORMULA) else name
    return key or f"={name}", Edit(name, goal)


def _guarded(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    words = str(cell).encode("utf-8", "replace").decode()
    return f"'{words}" if words.startswith(_FORMULA) else words


def _values(one: CorpusPerson) -> list[object]:
    return [getattr(one, name) for name in COLUMNS]
