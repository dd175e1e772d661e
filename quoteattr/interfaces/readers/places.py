"""Places that the user names, to files: folders, patterns, addresses of the web."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from quoteattr.interfaces.readers.formats import is_known

_WILD: Final = frozenset("*?[")


def is_address(place: str) -> bool:
    """Whether a place is an address of the web."""
    return place.lower().startswith(("http://", "https://"))


def files_of(places: Iterable[str], complain: Callable[[str], None]) -> Iterator[str]:
    """The files that places stand for: those of folders in order of their names, hidden ones and others' left out.

    Of a folder, files are taken whose suffix says what they hold; those that are passed over are told in one message.
    A pattern that fits no file is told too.
    """
    for place in places:
        if place == "-" or is_address(place):
            yield place
        elif os.path.isdir(place):
            yield from _files_in(place, complain)
        elif not _WILD.isdisjoint(place) and not os.path.lexists(place):
            found = sorted(glob.glob(place, recursive=True))
            if not found:
                complain(f"{place}: no file fits this pattern")
            yield from files_of(found, complain)
        else:
            yield place


def _files_in(folder: str, complain: Callable[[str], None]) -> Iterator[str]:
    others: list[str] = []
    found = False
    for path in _walked(folder):
        if is_known(path):
            found = True
            yield path
        else:
            others.append(path)
    if others:
        kinds = ", ".join(sorted({Path(path).suffix.lower() or "no suffix" for path in others}))
        count = f"{len(others)} file{'s' * (len(others) != 1)} passed over ({kinds})"
        complain(f"{folder}: {count}; give one by name, with --input-format, if it holds texts")
    elif not found:
        complain(f"{folder}: no file in it")


def _walked(folder: str) -> Iterator[str]:
    """All files below a folder that are not hidden, in order."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(parent, name) for name in sorted(names) if not name.startswith("."))
