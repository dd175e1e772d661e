"""Outputs that grow document by document beside their place, so that a run that was stopped can be taken up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final

from quoteattr.interfaces.inputs import Id
from quoteattr.interfaces.targets import (
    Output,
    cut_to_lines,
    is_replaced,
    lines_so_far,
    open_growing,
    open_output,
    partial_of,
)
from quoteattr.interfaces.waiting import let_wait_again

GROWING: Final = ("jsonl", "parquet")
"""The formats of which finished documents are kept."""


def grows(output: str | None, form: str) -> bool:
    """Whether an output grows in a file of its own, from which a run can be taken up."""
    return form in GROWING and is_replaced(output)


def gathering(output: str | None, form: str) -> Path | None:
    """Where the rows of an output wait that is a table and grows."""
    return partial_of(output) if output is not None and form == "parquet" and grows(output, form) else None


def take_up(output: str, form: str) -> frozenset[Id]:
    """Get an output ready to go on after what an earlier run finished, and tell the ids of that.

    Raises InputError for a table after which no run can go on.
    """
    partial = partial_of(output)
    if form == "parquet" and not partial.exists() and Path(output).exists():
        beside = partial.with_name(f"{partial.name}.new")  # so that what is killed meanwhile begins anew
        beside.unlink(missing_ok=True)
        try:
            let_wait_again(Path(output), beside)
            beside.replace(partial)
        finally:
            beside.unlink(missing_ok=True)
    found: set[Id] = set()
    for line in lines_so_far(output):
        try:
            data = json.loads(line)
        except ValueError:
            continue
        if isinstance(data, dict) and isinstance(data.get("id"), str | int):
            found.add(data["id"])
    return frozenset(found)


def opened(output: str | None, form: str, *, resume: bool) -> AbstractContextManager[Output]:
    """Open an output, as it grows if it does."""
    if output is None or not grows(output, form):
        return open_output(output)
    return open_growing(output, resume=resume) if form == "jsonl" else _opened_table(output, resume=resume)


@contextmanager
def _opened_table(output: str, *, resume: bool) -> Iterator[Output]:
    """Open a table that is written at the end, of rows that gather beside it and are gone once it is there."""
    partial = partial_of(output)
    if resume:
        cut_to_lines(partial)
    else:
        partial.unlink(missing_ok=True)
    try:
        with open_output(output) as stream:
            yield stream
        if stream.is_whole:
            partial.unlink(missing_ok=True)
    finally:
        if partial.is_file() and not partial.stat().st_size:
            partial.unlink()
