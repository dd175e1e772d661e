"""What files hold, by their names."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

from quoteattr.errors import InputError

BY_SUFFIX: Final = {
    **dict.fromkeys((".txt", ".text", ".md", ".srt", ".vtt"), "text"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    ".json": "json",
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".docx": "docx",
    ".pdf": "pdf",
    ".epub": "epub",
}
FORMATS: Final = tuple(dict.fromkeys(BY_SUFFIX.values()))
SEVERAL: Final = frozenset({"json", "jsonl", "csv", "xlsx", "parquet"})
"""Formats of which a file may hold more than one document."""


def format_of(file: str) -> str:
    """The format of a file, by its suffix; what has none is text. Raises InputError for a suffix that is not known.

    >>> format_of("a.CSV"), format_of("b.jsonl.gz"), format_of("README"), format_of("-")
    ('csv', 'jsonl', 'text', 'text')
    """
    suffix = _suffix(file)
    if suffix and suffix not in BY_SUFFIX:
        known = " ".join(BY_SUFFIX)
        raise InputError(
            f"files that end in {suffix} are not read; known are {known}, or say what it is: --input-format"
        )
    return BY_SUFFIX.get(suffix, "text")


def is_known(file: str) -> bool:
    """Whether the suffix of a file tells what it holds."""
    return _suffix(file) in BY_SUFFIX


def _suffix(file: str) -> str:
    name = PurePath(file.lower().removesuffix(".gz"))
    return name.suffix
