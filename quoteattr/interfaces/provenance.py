"""What made an output: version, models, options."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

import quoteattr

SCHEMA: Final = "2"
"""The version of the form of the records, `docs/record.schema.json`."""


def provenance(language: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """What made an output, as JSON can hold it; of the options those that differ from nothing and zero.

    >>> made = provenance("en", {"min_confidence": 0.5, "kind": ()})
    >>> sorted(made), made["options"]
    (['language', 'models', 'options', 'schema', 'version'], {'min_confidence': 0.5})
    """
    return {
        "version": quoteattr.__version__,
        "schema": SCHEMA,
        "language": language,
        "models": models_digest(language)[:16],
        "options": {name: value for name, value in options.items() if value},
    }


def in_words(made: Mapping[str, Any]) -> str:
    """The same on one line.

    >>> in_words({"version": "1", "schema": "2", "language": "en", "models": "ab", "options": {"kind": "direct"}})
    'quoteattr 1, schema 2, language en, models ab, kind direct'
    """
    options = "".join(f", {name} {value}" for name, value in made["options"].items())
    told = ", ".join(f"{name} {made[name]}" for name in ("schema", "language", "models"))
    return f"quoteattr {made['version']}, {told}{options}"


@cache
def models_digest(language: str) -> str:
    """The SHA-256 of the models that ship for a language: of the names and bytes of all files but the prose."""
    digest = hashlib.sha256()
    for name, file in sorted(_walk(files("quoteattr.parsers") / "models" / language, ""), key=lambda pair: pair[0]):
        if name.endswith((".json", ".onnx")):
            digest.update(f"{name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    if not folder.is_dir():
        return
    for entry in folder.iterdir():
        name = f"{prefix}{entry.name}"
        if entry.is_dir():
            yield from _walk(entry, f"{name}/")
        else:
            yield name, entry
