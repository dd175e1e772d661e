"""How far a run has come, on one line of standard error."""

import os
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

import click
from attrs import define, field

from quoteattr.errors import InputError
from quoteattr.interfaces.inputs import Columns

Answer = TypeVar("Answer")

_SETTLED = 20_000
"""Characters after which the rate is told, and from it the time that is left."""


@define
class Progress:
    """Counts characters and documents, and shows the counts if standard error is a terminal.

    `of` is how many characters there are in all, about, if that is known.
    """

    is_shown: bool
    of: int | None = None
    characters: int = 0
    documents: int = 0
    _begun: float = field(factory=monotonic)

    def __call__(self, characters: int) -> None:
        """So many characters more have been parsed."""
        self.characters += characters
        self._show()

    def count(self, answers: Iterable[Answer]) -> Iterator[Answer]:
        """Pass answers on, and count a document for each."""
        try:
            for answer in answers:
                self.documents += 1
                self._show()
                yield answer
        finally:
            if self.is_shown and self.characters:
                click.echo(err=True)

    def _show(self) -> None:
        if self.is_shown:
            line = f"documents: {self.documents}, characters: {self.characters:,}{self._rate()}"
            click.echo(f"\r{line}", err=True, nl=False)

    def _rate(self) -> str:
        if self.characters < _SETTLED:
            return ""
        rate = self.characters / max(monotonic() - self._begun, 0.001)
        told = f", {rate:,.0f} a second"
        if self.of is None or self.of < self.characters:
            return f"{told}    "
        left = (self.of - self.characters) / rate
        return f"{told}, about {left / 60:.0f} min left    " if left >= 90 else f"{told}, about {left:.0f} s left    "


def characters_in(files: Iterable[str], reading: Columns) -> int | None:
    """How many characters files hold, about: their bytes; None where that does not tell."""
    total = 0
    for file in files:
        try:
            if reading.format_of(file) not in ("text", "jsonl", "csv", "json") or file.lower().endswith(".gz"):
                return None
            total += os.stat(file).st_size
        except (OSError, InputError):
            return None
    return total
