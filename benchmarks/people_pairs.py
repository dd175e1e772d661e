"""How well people are told across documents: pairs of labelled entities of different documents, who are one or are not.

    python -m benchmarks.people_pairs polnear.people.jsonl

`people_pairs.json` holds two hundred pairs as document, place among its `entities`, the same of the other, and 1 for
one person or body. The first hundred were drawn from those who are in several documents, each once, the others from
those who share a last name or a word of a body's name. Each was read with its roles; one label was mended by that.
All entities of the file are put together first, as in an archive.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from quoteattr.corpus.people import Figure, find_people
from quoteattr.languages.loading import load_language

PAIRS = Path(__file__).with_suffix(".json")


def figures_of(documents: list[dict[str, Any]]) -> dict[tuple[str, int], Figure]:
    """The labelled entities of documents by document and place."""
    keys = [(document["id"], place) for document in documents for place in range(len(document["entities"]))]
    entities = [entity for document in documents for entity in document["entities"]]
    return {
        key: Figure(number, one["name"], one["kind"], tuple(one["aliases"]), tuple(_roles(one)))
        for number, (key, one) in enumerate(zip(keys, entities, strict=True))
    }


def measure(documents: list[dict[str, Any]], pairs: list[tuple[str, int, str, int, int]]) -> tuple[float, float]:
    """Precision and recall of the pairs that are put together."""
    figures = figures_of(documents)
    groups = find_people(figures.values(), load_language("en")).groups
    group = {number: place for place, numbers in enumerate(groups) for number in numbers}
    judged = []
    for one, place, other, there, label in pairs:
        first, second = figures[one, place].number, figures[other, there].number
        judged.append((group.get(first, -1) == group.get(second, -2), bool(label)))
    right = judged.count((True, True))
    return right / max(1, sum(found for found, _ in judged)), right / max(1, sum(label for _, label in judged))


def main(file: str) -> None:
    """Print the figures."""
    documents = [json.loads(line) for line in Path(file).read_text(encoding="utf-8").splitlines()]
    pairs = [tuple(pair) for pair in json.loads(PAIRS.read_text(encoding="utf-8"))]
    precision, recall = measure(documents, pairs)
    print(f"{len(pairs)} pairs: precision {precision:.3f}, recall {recall:.3f}")


def _roles(entity: dict[str, Any]) -> list[str]:
    return [role for role in (entity["role"], *entity["roles_also"]) if role]


if __name__ == "__main__":
    main(sys.argv[1])
