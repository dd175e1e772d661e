"""Lines of JSON to documents, as Spark's workers read them; what is none keeps its line and the reason."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from quoteattr.entities.given import as_cast
from quoteattr.errors import InputError
from quoteattr.interfaces.readers.objects import json_object

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS_OF_LINES: Final = "id string, text string, cast string, file string, line string, reason string"


def read_lines(text: str, id: str, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Read the columns `line`, in bytes, and `file`; `text` and `id` are the keys of an object."""
    import pyarrow as pa

    names = [column.split()[0] for column in COLUMNS_OF_LINES.split(", ")]
    schema = pa.schema([(name, pa.string()) for name in names])
    for batch in batches:
        lines = zip(batch["line"].to_pylist(), batch["file"].to_pylist(), strict=True)
        rows = [{"file": file, **read_line(line, text, id)} for line, file in lines if line.strip()]
        yield pa.RecordBatch.from_pylist(rows, schema)


def read_line(line: bytes, text: str = "text", id: str = "id") -> dict[str, str]:
    """The document of a line, or the line with the reason why it is none.

    >>> read_line(b'{"id": 7, "text": "No one spoke."}')
    {'id': '7', 'text': 'No one spoke.'}
    >>> read_line(b'{"id": 7}')
    {'line': '{"id": 7}', 'reason': 'no string under "text"'}
    """
    try:
        return _document(json_object(line), text, id)
    except InputError as error:
        return {"line": line.decode("utf-8", "replace"), "reason": str(error)}


def _document(data: dict[str, Any], text: str, id: str) -> dict[str, str]:
    if not isinstance(data.get(text), str):
        raise InputError(f'no string under "{text}"')
    key = data.get(id)
    if not isinstance(key, str | int) or isinstance(key, bool):
        raise InputError(f'neither a string nor an integer under "{id}"; on a cluster, lines have no numbers')
    document = {"id": str(key), "text": data[text]}
    if cast := data.get("cast"):
        as_cast(cast)
        document["cast"] = json.dumps(cast)
    try:
        "".join(document.values()).encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"half of a surrogate pair, {error.object[error.start]!a}, which Parquet cannot hold"
        ) from error
    return document
