"""Reads a language from its folder, checks it, and adds lists of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, reduce
from pathlib import Path
from typing import Any

import attrs

from quoteattr.errors import LanguageError, shown
from quoteattr.languages.files import DataFile, Fault
from quoteattr.languages.language import FILE, Language
from quoteattr.languages.shapes import Shape, record_faults, shapes_of, unknown

FOLDER = Path(__file__).parent
WORDS = "words.toml"
FILES: Mapping[str, str] = {
    field.name: field.metadata[FILE] for field in attrs.fields(Language) if FILE in field.metadata
}
"""The fields of a language that have a file of their own, and which."""


def load_language(language: str | Path, extra: str | Path | Iterable[str | Path] = ()) -> Language:
    """Load a language.

    A language that ships is loaded once; a folder and what is added are read anew each time. The pages
    *Add a language* and *Add titles, roles and cues of your own* of the documentation say what the files hold.

    Args:
        language: Its code, or a folder of your own.
        extra: A file, or several, whose words are added to it.

    Raises:
        LanguageError: The code is not known, or a file is not as it should be; the message gives the line.

    Examples:
        >>> load_language("en").name
        'English'
    """
    loaded = _shipped(language) if language in codes() else _own(language)
    files = [extra] if isinstance(extra, str | Path) else extra
    return reduce(_extended, map(Path, files), loaded)


@cache
def codes() -> tuple[str, ...]:
    """The codes of the languages that ship."""
    return tuple(sorted(entry.parent.name for entry in FOLDER.glob(f"*/{WORDS}")))


@cache
def _shipped(code: str) -> Language:
    return read_folder(FOLDER / code)


def _own(language: Any) -> Language:
    """The language of a folder."""
    known = f"known: {', '.join(codes())}"
    if not isinstance(language, str | Path) or not str(language):
        raise LanguageError(
            f"unknown language {shown(language)}; {known}; pass a code, a folder or a quoteattr.Language"
        )
    if not Path(language).is_dir():
        raise LanguageError(f"unknown language {shown(str(language))}; {known}; there is no folder of this name either")
    return read_folder(Path(language))


def read_folder(folder: Path) -> Language:
    """The language whose files stand in a folder; its code is the folder's name.

    Only `words.toml` with a name has to be there: a list or file that is missing is empty. Raises LanguageError for
    what is wrong with a file.
    """
    words = DataFile.read(folder / WORDS)
    words.refuse(_word_faults(words.data))
    values = {name: shape.read(words.data.get(name, shape.empty)) for name, shape in _in_words().items()}
    return Language(code=folder.resolve().name, **values, **dict(_own_files(folder)))


def _own_files(folder: Path) -> Iterator[tuple[str, Any]]:
    """What stands in each file but `words.toml`, by field."""
    for name, file in FILES.items():
        if (folder / file).is_file():
            source, shape = DataFile.read(folder / file), shapes_of(Language)[name]
            # A long list may be written as one text.
            data = {key: value.split() if isinstance(value, str) else value for key, value in source.data.items()}
            source.refuse(shape.faults(data))
            yield name, shape.read(data)


def _in_words() -> dict[str, Shape]:
    """The fields that stand in `words.toml`."""
    return {name: shape for name, shape in shapes_of(Language).items() if name != "code" and name not in FILES}


def _word_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with what `words.toml` holds."""
    if "name" not in data:
        yield Fault('lacks the entry "name", as name = "English"')
    for name in data.keys() & FILES:
        yield Fault(f"this stands in a file of its own, {FILES[name]}", (name,))
    yield from record_faults({name: value for name, value in data.items() if name not in FILES}, _in_words())


def _extended(language: Language, path: Path) -> Language:
    """A language with the words of a file added."""
    source = DataFile.read(path)
    addable = {
        name: shape
        for name, shape in shapes_of(Language).items()
        if name != "code" and not FILES.get(name, "").endswith(".json")
    }
    source.refuse([*record_faults(source.data, addable), *_frame_faults(source.data, language)])
    added = {name: addable[name].add(getattr(language, name), value) for name, value in source.data.items()}
    return attrs.evolve(language, **added)


def _frame_faults(data: Mapping[str, Any], language: Language) -> Iterator[Fault]:
    """The frames of added cues that are of no kind that the language counts: nothing would ever look there."""
    kinds = {_kind(frame) for frame in language.cues.counts}
    cues = data.get("cues")
    for frame in cues if isinstance(cues, dict) and kinds else ():
        if _kind(frame) not in kinds:
            yield Fault(unknown("frame", frame, language.cues.counts), ("cues", frame))


def _kind(frame: str) -> str:
    """The word class and the relation of a frame, without its preposition."""
    return " ".join(frame.split()[:2])
