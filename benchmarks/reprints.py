"""How well reprints are told: pairs of quotations of different articles that are one, or are not.

    python -m benchmarks.reprints polnear.train.jsonl

`reprints.json` holds a hundred pairs as document, spans, the same of the other, whether both stand in quotation marks,
and 1 for one quotation. They were drawn from pairs that share a fifth of their runs of three words, and labelled by
reading: one if somebody's words, or an article's report of them, were taken over, cut or changed; not if two reports
tell of one thing, or share a name or a turn of phrase. The rule was chosen with 153 such pairs in view, of which these
are a part.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quoteattr.corpus.reprints import is_reprint

PAIRS = Path(__file__).with_suffix(".json")


def measure(texts: Mapping[str, str], pairs: list[Any]) -> tuple[float, float]:
    """Precision and recall of the pairs that are found to be one."""
    judged = []
    for one, spans, other, there, marked, label in pairs:
        first, second = (
            " ".join(texts[key][start:end] for start, end in places) for key, places in ((one, spans), (other, there))
        )
        judged.append((is_reprint(first, second, marked=bool(marked)), bool(label)))
    right = judged.count((True, True))
    return right / max(1, sum(found for found, _ in judged)), right / max(1, sum(label for _, label in judged))


def main(file: str) -> None:
    """Print the figures."""
    documents = map(json.loads, Path(file).read_text(encoding="utf-8").splitlines())
    texts = {document["id"]: document["text"] for document in documents}
    pairs = json.loads(PAIRS.read_text(encoding="utf-8"))
    precision, recall = measure(texts, pairs)
    print(f"{len(pairs)} pairs: precision {precision:.3f}, recall {recall:.3f}")


if __name__ == "__main__":
    main(sys.argv[1])
