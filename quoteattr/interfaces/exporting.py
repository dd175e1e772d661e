"""Answers in the formats of other tools: all in one file where the format allows it, or a file for each in a folder."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Final

from attrs import evolve

from quoteattr.errors import InputError
from quoteattr.exports.formats import FORMATS, Format
from quoteattr.interfaces.readers.formats import is_known
from quoteattr.interfaces.targets import Output, open_output
from quoteattr.interfaces.wanted import Answers, Wanted
from quoteattr.records.result import Result

_LONGEST_NAME: Final = 100
"""Characters of a file's name without its suffix, at most."""


def is_folder(output: str | None) -> bool:
    """Whether an output is a folder, by what is there or by the separator at its end."""
    return output is not None and (output.endswith(("/", os.sep)) or Path(output).is_dir())


def export(name: str, answers: Answers, stream: Output, wanted: Wanted) -> None:
    """Write answers in one of the formats, to a stream, or to files of their own if a folder is wanted."""
    form = FORMATS[name]
    results = (evolve(result, id=document.id) for result, document in answers)
    if wanted.folder is not None:
        _write_each(results, form, Path(wanted.folder))
        return
    for piece in form.whole(_with_text_beside(results, form, wanted)):
        stream.write(piece)
        stream.flush()


def _write_each(results: Iterator[Result], form: Format, folder: Path) -> None:
    """Write a file for each text, named after its id, and the settings of the tool, unless there are some."""
    folder.mkdir(parents=True, exist_ok=True)
    if form.settings is not None and not (folder / form.settings[0]).exists():
        _write_file(folder / form.settings[0], form.settings[1]())
    taken: Counter[str] = Counter()
    for result in results:
        stem = file_name(str(result.id))
        taken[stem.casefold()] += 1
        name = stem if taken[stem.casefold()] == 1 else f"{stem}-{taken[stem.casefold()]}"
        _write_file(folder / f"{name}{form.suffix}", "".join(form.whole([result])))
        if form.beside is not None:
            suffix, text_of = form.beside
            _put_beside(folder / f"{name}{suffix}", text_of(result))


def file_name(key: str) -> str:
    """The name of a file for a text, without a suffix: that of its own file, or what of its id a file may be called.

    >>> file_name("articles/ferry.txt"), file_name("2024/03: a “b”?"), file_name("..")
    ('ferry', '03_a_b', 'text')
    """
    path = PurePath(key.removesuffix(".gz"))
    last = path.stem if is_known(path.name) else path.name
    return re.sub(r"[^\w.-]+", "_", last).strip("._")[:_LONGEST_NAME] or "text"


def _with_text_beside(results: Iterator[Result], form: Format, wanted: Wanted) -> Iterator[Result]:
    """Results; the file that belongs to each is written beside the output, unless it is there as it must be."""
    for result in results:
        if form.beside is not None and wanted.output is not None:
            suffix, text_of = form.beside
            _put_beside(Path(wanted.output).with_suffix(suffix), text_of(result))
        yield result


def _put_beside(file: Path, text: str) -> None:
    """Write a text into a file, which may be the one that it was read from: then it is there, or nothing is written."""
    if not file.exists():
        _write_file(file, text)
    elif file.read_bytes() != text.encode():
        raise InputError(f"{file} is there and holds another text; write to another name or folder")


def _write_file(file: Path, text: str) -> None:
    with open_output(str(file)) as output:
        output.write(text)
