"""What an archive costs: many results in a corpus, seconds and memory.

    python -m benchmarks.archive results.jsonl --documents 20000

The results are repeated as often as needed. Each time all names get another ending, so that there are as many people as
in so many articles, while the words that are quoted stay the same: more reprints than any archive has.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from quoteattr.corpus.corpus import Corpus


def renamed(result: dict[str, Any], turn: int) -> dict[str, Any]:
    """A result as of another article: with another id, and names that end otherwise."""
    ending = "abcdefghijklmnopqrstuvwxyz"[turn % 26] * (1 + turn // 26) if turn else ""

    def rename(one: dict[str, Any]) -> dict[str, Any]:
        changed = {**one, "name": one["name"] + ending}
        return changed | ({"aliases": [alias + ending for alias in one["aliases"]]} if "aliases" in one else {})

    speakers = [rename(one) for one in result["speakers"]]
    meta = {"outlet": str(result["id"]).split("_")[0], "date": f"20{10 + turn % 15}-0{1 + turn % 9}-01"}
    return {**result, "id": f"{result['id']}-{turn}", "speakers": speakers, "meta": meta}


def repeated(file: Path, documents: int) -> Iterator[dict[str, Any]]:
    """So many results, from a file that is read again and again."""
    given = turn = 0
    while given < documents:
        for line in file.open(encoding="utf-8"):
            if given == documents:
                return
            yield renamed(json.loads(line), turn)
            given += 1
        turn += 1


def main() -> None:
    """Print what each step took."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("results", type=Path)
    arguments.add_argument("--documents", type=int, default=20_000)
    asked = arguments.parse_args()
    corpus = Corpus()
    _timed("read and kept", lambda: corpus.add(repeated(asked.results, asked.documents)))
    _timed("who is one", lambda: len(corpus.people))
    _timed("summary", corpus.summary)
    _timed("summary by outlet", lambda: corpus.summary("outlet"))
    _timed("quotations", lambda: len(corpus.quotations))
    _timed("copies", lambda: len(corpus.copies))


def _timed(step: str, work: Callable[[], Any]) -> None:
    start, busy = time.perf_counter(), time.process_time()
    found = work()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    passed, worked = time.perf_counter() - start, time.process_time() - busy
    print(f"{step}: {passed:.1f} s, of the processor {worked:.1f} s; {most} MB at most; {found!r}")


if __name__ == "__main__":
    main()
