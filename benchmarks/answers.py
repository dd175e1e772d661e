"""Prove that a change of the code changes no answer, or list the answers that it changes.

    python -m benchmarks.answers FOLDER --parses FILE --keep FILE       before the change
    python -m benchmarks.answers FOLDER --parses FILE --against FILE    after it

Attributes every document of every corpus (`*.jsonl`) in FOLDER, from parses that are kept. A digest holds all that
can be seen from outside: each quote with its content, cue, source, speakers, rule and confidence, each speaker with
roles, aliases and mentions, and each part of each explanation, the last as a hash. `--against` prints what came, what
went and what moved, field by field, and how many of each; the exit code is 1 when anything did.

With `--keep` as well, `--against` keeps the new answers too.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeAlias

from quoteattr import Attributor, Quote, Result, Speaker
from training.corpus import read_corpus
from training.parses import CachedParser

Answer: TypeAlias = dict[str, Any]
Answers: TypeAlias = dict[str, Answer]
"""By the place of a quote or a speaker in a document, the fields of its answer."""

_PART = re.compile(r"^(?P<heading>[A-Z][A-Za-z ]+): ", re.MULTILINE)


def digest(result: Result) -> Answers:
    """All that a result answers, by where it stands: `quote 0:9`, `speaker Ann Lee`.

    >>> found = digest(Attributor("en")("“We won,” said Ann Lee."))
    >>> list(found), found["quote 1:8"]["source"], found["speaker Ann Lee"]["mentions"]
    (['quote 1:8', 'speaker Ann Lee'], [15, 22, 'name'], [[15, 22, 'name']])
    """
    quotes = _numbered((f"quote {q.content[0].start}:{q.content[-1].end}", _of_quote(q)) for q in result.all())
    speakers = _numbered((f"speaker {speaker.name}", _of_speaker(speaker)) for speaker in result.speakers)
    return dict([*quotes, *speakers])


def _numbered(answers: Iterable[tuple[str, Answer]]) -> Iterator[tuple[str, Answer]]:
    """Answers whose places differ: the second of one place is marked as such."""
    seen: Counter[str] = Counter()
    for place, answer in answers:
        seen[place] += 1
        yield place if seen[place] == 1 else f"{place} ({seen[place]})", answer


def _of_quote(quote: Quote) -> Answer:
    cue, source = quote.cue, quote.source
    return {
        "kind": quote.kind,
        "content": [[span.start, span.end] for span in quote.content],
        "cue": cue and [cue.start, cue.end, cue.lemma, cue.stance, cue.negated],
        "source": source and [source.start, source.end, source.form],
        "speakers": [speaker.name for speaker in quote.speakers],
        "sieve": quote.sieve,
        "confidence": quote.confidence,
        **_of_explanation(quote.explain()),
    }


def _of_explanation(explanation: str) -> Answer:
    """A hash for each part of an explanation, by its heading."""
    pieces = _PART.split(explanation)
    parts = zip(pieces[1::2], pieces[2::2], strict=True)
    return {f"why: {heading}": hashlib.sha256(part.encode()).hexdigest()[:12] for heading, part in parts}


def _of_speaker(speaker: Speaker) -> Answer:
    return {
        "id": speaker.id,
        "kind": speaker.kind,
        "roles": [[role.start, role.end] for role in speaker.roles],
        "affiliation": speaker.affiliation and [speaker.affiliation.start, speaker.affiliation.end],
        "aliases": list(speaker.aliases),
        "mentions": [[mention.start, mention.end, mention.form] for mention in speaker.mentions],
    }


def differences(before: Mapping[str, Answer], after: Mapping[str, Answer]) -> Iterator[tuple[str, str]]:
    """What moved between two digests of one document: the sort of change, and the change in words.

    >>> one, other = {"quote 1:8": {"kind": "direct"}}, {"quote 1:8": {"kind": "mixed"}, "quote 9:12": {}}
    >>> list(differences(one, other))
    [('quote kind', 'quote 1:8: kind: "direct" -> "mixed"'), ('quote came', 'quote 9:12 came')]
    """
    for place in dict.fromkeys([*before, *after]):
        what = place.partition(" ")[0]
        if place not in after:
            yield f"{what} went", f"{place} went"
        elif place not in before:
            yield f"{what} came", f"{place} came"
        else:
            old, new = before[place], after[place]
            for name in dict.fromkeys([*old, *new]):
                if old.get(name) != new.get(name):
                    change = f"{_written(old.get(name))} -> {_written(new.get(name))}"
                    yield f"{what} {name}", f"{place}: {name}: {change}"


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def attribute(folder: Path, parses: Path, jobs: int) -> Iterator[tuple[str, Answers]]:
    """The digest of every document in the corpora of a folder, by its corpus and id."""
    corpora = [read_corpus(path) for path in sorted(folder.rglob("*.jsonl"))]
    documents = [
        (f"{corpus.name} {document['id']}", document["text"]) for corpus in corpora for document in corpus.documents
    ]
    if jobs == 1:
        yield from map(partial(_attributed, str(parses)), documents)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(partial(_attributed, str(parses)), documents)


@cache
def _attributor(parses: str) -> Attributor:
    return Attributor("en", parser=CachedParser(parses))


def _attributed(parses: str, document: tuple[str, str]) -> tuple[str, Answers]:
    key, text = document
    return key, json.loads(json.dumps(digest(_attributor(parses)(text))))


def keep(path: Path, answers: Iterable[tuple[str, Answers]]) -> None:
    """Write digests, one document a line."""
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        for key, found in answers:
            stream.write(json.dumps([key, found], ensure_ascii=False) + "\n")


def read(path: Path) -> dict[str, Answers]:
    """Read back what `keep` wrote."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return dict(json.loads(line) for line in stream)


def report(before: Mapping[str, Answers], after: Mapping[str, Answers], most: int) -> tuple[list[str], Counter[str]]:
    """The changes in words, up to so many of each sort, and how many there are of each sort."""
    counts: Counter[str] = Counter()
    lines: list[str] = []
    for key in dict.fromkeys([*before, *after]):
        for sort, change in differences(before.get(key, {}), after.get(key, {})):
            counts[sort] += 1
            if counts[sort] <= most:
                lines.append(f"{key}: {change}")
    return lines, counts


def main(arguments: list[str] | None = None) -> int:
    """Read the arguments, attribute, keep or compare, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.answers", description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--parses", type=Path, required=True, metavar="FILE", help="where parses are kept")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="write the answers here")
    parser.add_argument("--against", type=Path, metavar="FILE", help="answers that were kept before")
    parser.add_argument(
        "--most", type=int, default=20, metavar="N", help="changes of a sort that are told (default: 20)"
    )
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes (default: all cores)"
    )
    options = parser.parse_args(arguments)
    if not options.keep and not options.against:
        parser.error("say what to do with the answers: --keep FILE, --against FILE, or both")
    answers = dict(attribute(options.folder, options.parses, options.jobs))
    records = sum(place.startswith("quote") for found in answers.values() for place in found)
    print(f"{len(answers)} documents, {records} quotes")
    counts: Counter[str] = Counter()
    if options.against:
        lines, counts = report(read(options.against), answers, options.most)
        print(*lines, *(f"{count:6} {sort}" for sort, count in counts.most_common()), sep="\n")
        print("all answers are equal" if not counts else f"{counts.total()} changes")
    if options.keep:
        keep(options.keep, answers.items())
    return 1 if counts else 0


if __name__ == "__main__":
    sys.exit(main())
