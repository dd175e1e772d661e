"""Gold corpora: files with a JSON document a line, in the form that `quoteattr.evaluation.evaluate` describes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from attrs import frozen


@frozen
class Corpus:
    """The documents of a file, and the file's name and digest, which say what was measured on."""

    name: str
    sha256: str
    documents: tuple[dict[str, Any], ...]

    @property
    def words(self) -> int:
        return sum(len(document["text"].split()) for document in self.documents)


def read_corpus(path: Path) -> Corpus:
    """Read a corpus; blank lines are passed over."""
    data = path.read_bytes()
    documents = tuple(json.loads(line) for line in data.decode("utf-8").split("\n") if line.strip())
    return Corpus(path.name.removesuffix(".jsonl"), hashlib.sha256(data).hexdigest(), documents)
