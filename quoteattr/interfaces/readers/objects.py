"""JSON and JSON Lines to objects, with the words that say where each stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import IO, Any

from quoteattr.errors import InputError
from quoteattr.interfaces.readers.texts import decode, refuse_other_encodings


def json_lines(stream: IO[bytes], complain: Callable[[str, int], None]) -> Iterator[tuple[dict[str, Any], int]]:
    """The objects of a file with their lines; JSON has no bare line ends inside strings, so any will do."""
    first = stream.readline()
    refuse_other_encodings(first[:4])
    lines: Iterable[bytes] = chain.from_iterable(line.splitlines() for line in chain([first], stream))
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield json_object(line), number
            except InputError as error:
                complain(str(error), number)


def json_objects(data: bytes, complain: Callable[[str, int], None]) -> Iterator[tuple[dict[str, Any], int]]:
    """The objects of a JSON file, which holds one or an array of them, with their places, from 1."""
    whole = _loaded(data)
    for number, item in enumerate(whole if isinstance(whole, list) else [whole], 1):
        if isinstance(item, dict):
            yield item, number
        else:
            complain(_NO_OBJECT, number)


def json_object(line: bytes) -> dict[str, Any]:
    """The object that a line of JSON Lines holds. Raises InputError for anything else."""
    data = _loaded(line)
    if not isinstance(data, dict):
        raise InputError(_NO_OBJECT)
    return data


_NO_OBJECT = 'not an object; expected {"id": ..., "text": ...}'


def _loaded(data: bytes) -> Any:
    source = decode(data)
    try:
        return json.loads(source)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {error}") from error
