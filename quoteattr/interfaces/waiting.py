"""Rows that wait in a file until all columns are known, so that an archive of any size needs little memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Final

from quoteattr.errors import InputError
from quoteattr.interfaces.columns import Row
from quoteattr.interfaces.readers.extras import needing

FIELDS: Final = "quoteattr.fields"
"""Where the metadata of a Parquet file tell which columns are fields of quotes; the others tell of their texts."""


class Waiting(Sequence[tuple[Mapping[str, Any], Row]]):
    """Rows with what is known of their texts, in order, a line for each document.

    They wait in `file`, which stays, behind those that stand there already; or else in a file without a name.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file: IO[str] = (
            TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115, open as long as they wait
            if file is None
            else file.open("a+", encoding="utf-8", newline="\n")
        )
        self._count = sum(1 for _ in self)

    def add(self, key: str | int, meta: Mapping[str, Any], rows: Iterable[Row]) -> None:
        """Put one document to the others, at once, so that it is not lost if the process is killed."""
        found = list(rows)
        self._file.write(json.dumps({"id": key, "meta": dict(meta), "rows": found}, default=str) + "\n")
        self._file.flush()
        self._count += len(found)

    def fields(self) -> list[str]:
        """The names of the fields of quotes."""
        return list(dict.fromkeys(name for _, row in self for name in row))

    def close(self) -> None:
        """Give the file up."""
        self._file.close()

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[tuple[Mapping[str, Any], Row]]:
        self._file.seek(0)
        for line in self._file:
            document = json.loads(line)
            yield from ((document["meta"], row) for row in document["rows"])

    def __getitem__(self, place: Any) -> Any:
        raise InputError("waiting rows are read in order")


def let_wait_again(table: Path, file: Path) -> None:
    """Put the rows of a Parquet file where they wait for those of further documents.

    Raises InputError for a file that `quoteattr attribute` did not write, or not with all columns.
    """
    with needing("parquet", "reading Parquet", "pyarrow"):
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    try:
        with ParquetFile(table) as source:
            fields = json.loads((source.schema_arrow.metadata or {}).get(FIELDS.encode(), b"null"))
            if fields is None or not set(fields) <= set(source.schema_arrow.names):
                raise InputError(f"{table}: not all columns of quotes are there, so --resume cannot go on after it")
            waiting = Waiting(file)
            for batch in source.iter_batches(1000):
                for row in batch.to_pylist():
                    known = {name: row.pop(name) for name in list(row) if name not in fields}
                    meta = {_as_it_was(name, fields): cell for name, cell in known.items()}
                    waiting.add(row["id"], meta, [row])
            waiting.close()
    except ArrowException as error:
        raise InputError(f"{table}: not a readable Parquet ({type(error).__name__}: {error})") from error


def _as_it_was(name: str, fields: Sequence[str]) -> str:
    """The name that something known of a text had before it was told apart from a field."""
    short = name.removeprefix("meta_")
    return short if short in fields else name
