"""How far a run has come, on one line of standard error."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

import click
from attrs import define

Answer = TypeVar("Answer")


@define
class Progress:
    """Counts characters and documents, and shows the counts if standard error is a terminal."""

    is_shown: bool
    characters: int = 0
    documents: int = 0

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
            click.echo(f"\rdocuments: {self.documents}, characters: {self.characters:,}", err=True, nl=False)
