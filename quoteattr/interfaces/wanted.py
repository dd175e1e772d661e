"""What a writer is handed: the answers, and how they are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from attrs import field, frozen

from quoteattr.interfaces.inputs import Input
from quoteattr.records.records import Quote
from quoteattr.records.result import Result

Answers: TypeAlias = Iterable[tuple[Result, Input]]


def _nothing(quote: Quote, document: Input) -> dict[str, Any]:
    return {}


@frozen
class Wanted:
    """How answers are written.

    `several` says that there may be more than one document, `people` that everybody who is named is wanted, `with_text`
    that each record has its text, `excel`
    that CSV gets the mark by which Excel knows UTF-8, `every` that what is shown for reading has weak quotes too, which
    are else only counted. `columns` are those of a table that are kept, all if there are
    none, `further` gives cells that a quote has beside its fields, `gathering` is a file in
    which the rows of a table wait and which outlives the run, and `made` says what made the output. `output` is the
    file that is written, if it is one, and `folder` the folder, where each text gets a file of its own.
    """

    several: bool = False
    people: bool = False
    with_text: bool = False
    excel: bool = False
    every: bool = False
    columns: tuple[str, ...] = ()
    further: Callable[[Quote, Input], Mapping[str, Any]] = _nothing
    gathering: Path | None = None
    made: Mapping[str, Any] = field(factory=dict)
    output: str | None = None
    folder: str | None = None
