"""Where results come from: results themselves, JSON Lines, JSON, a folder of such files."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import IO, Any, Final, TypeAlias

from quoteattr.errors import InputError, shown
from quoteattr.records.result import Result

Results: TypeAlias = "str | PathLike[str] | Iterable[Result | tuple[Result, str | int] | Mapping[str, Any]]"
Complain: TypeAlias = Callable[[str], None]

_EXPECTED: Final = (
    "Expected JSON or JSON Lines, as `quoteattr attribute FILE -o results.jsonl` writes; "
    "to read texts, use `quoteattr summarize --texts`"
)
_SUFFIXES: Final = (".jsonl", ".json", ".jsonl.gz", ".json.gz")


class _NotResultsError(Exception):
    """A file of a name that promises nothing does not begin with a result."""


def read_results(source: Results, complain: Complain) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Results as `Result.to_dict` gives them, one by one, each with the place that it is from, empty for no file.

    What is wrong with a file or a line is told to `complain`. Raises InputError for a source that can be none.
    """
    if isinstance(source, str | PathLike):
        for file in _files(Path(source)):
            yield from _read_file(file, complain)
    elif isinstance(source, Mapping | Result) or not isinstance(source, Iterable):
        raise InputError(f"a corpus is made of many results, got {shown(source)}; put it into a list, or give a file")
    else:
        for number, one in enumerate(source, 1):
            yield _as_dict(one, number), ""


def _as_dict(one: Any, number: int) -> Mapping[str, Any]:
    if isinstance(one, Mapping):
        return one
    key: str | int | None = None
    if isinstance(one, tuple) and len(one) == 2:
        one, key = one
    if not isinstance(one, Result):
        raise InputError(f"expected a Result, (Result, id) or what Result.to_dict() gives, got {shown(one)}")
    named = next((name for name in (key, one.id) if name is not None), number)
    return one.to_dict(named, with_text=True, people=True)


def _files(path: Path) -> list[Path]:
    """A file itself, or those of a folder and the folders in it, in order; hidden ones are left out."""
    if not path.is_dir():
        return [path]
    inside = (file.relative_to(path) for file in path.rglob("*") if file.name.endswith(_SUFFIXES) and file.is_file())
    found = [path / file for file in sorted(inside) if not any(part.startswith(".") for part in file.parts)]
    if not found:
        expected = f"files of results that end in {', '.join(_SUFFIXES)}"
        raise InputError(
            f"{path}: no results there; expected {expected}; `quoteattr attribute --format jsonl` writes one"
        )
    return found


def _read_file(file: Path, complain: Complain) -> Iterator[tuple[Mapping[str, Any], str]]:
    whole = ".json" in file.suffixes[-2:]
    try:
        with _opened(file) as stream:
            for number, data in _values(stream, file, complain) if not whole else _whole(stream):
                place = f"{file}, {'result' if whole else 'line'} {number}"
                if isinstance(data, Mapping):
                    yield {"id": number, **data}, place
                else:
                    complain(f"{place}: not an object but {shown(data)}")
            if not stream.tell():
                complain(f"{file}: the file is empty; it holds no results")
    except _NotResultsError:
        complain(f"{file}: not read; its first line is not JSON. {_EXPECTED}")
    except (EOFError, ValueError, RecursionError) as error:
        complain(f"{file}: cannot be read ({error})")
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}") from error


def _values(stream: Iterable[bytes], file: Path, complain: Complain) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(stream, 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError) as error:
                if number == 1 and not file.name.endswith(_SUFFIXES):
                    raise _NotResultsError from error
                complain(f"{file}, line {number}: not JSON: {error}")


def _whole(stream: gzip.GzipFile | IO[bytes]) -> Iterator[tuple[int, Any]]:
    text = stream.read()
    data = json.loads(text) if text.strip() else []
    return enumerate(data if isinstance(data, list) else [data], 1)


def _opened(file: Path) -> gzip.GzipFile | IO[bytes]:
    return gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb")
