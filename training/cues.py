"""Count how often each cue, in each frame, reports something.

    python -m training.cues GOLD.jsonl --parses FILE --language en > quoteattr/languages/en/cues.toml

For every verb, noun and adjective that governs what could be content (`quoteattr.quotations.cues.attributions_in`),
counts how often annotators made that an attribution. What ships is a table of lemmas with two numbers each; no text.

What an attribution takes for its content depends a little on the table that is in use (a reliable parenthesis is cut
out of it), so run it again with the new table in place until nothing changes: twice is usually enough.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import define, field, frozen

from quoteattr.document.document import Document
from quoteattr.languages.language import Cues
from quoteattr.pipeline import Attributor
from quoteattr.quotations.cues import Attribution, attributions_in
from training.corpus import Corpus
from training.parses import read_arguments

SEEN_AT_LEAST = 3
"""Sightings from which a lemma has counts of its own; the others are counted together, as `*`."""
REPORTED_AT_LEAST = 3
"""Attributions without which a frame is left out."""
RARE_REPORTS = 0.08
"""Share of attributions among a frame's rare lemmas above which lemmas that never report are worth a line."""

TERMS = {
    "polnear": "PolNeAR (Newell et al., LREC 2018) states no licence, and its articles are their publishers'.",
    "gum": "GUM (Zeldes, 2017): annotation CC BY 4.0; texts of free licences only.",
    "gap": "GAP (Webster et al., TACL 2018): Apache 2.0.",
    "litbank": "LitBank (Bamman et al., LREC 2020): CC BY 4.0.",
    "pdnc": "PDNC (Vishnubhotla et al., LREC 2022) states no licence; most of its novels are in the public domain.",
    "fresh": "fresh: texts written for the purpose, free to use.",
}
"""What is known of the terms of a corpus, by the `corpus` of its documents."""

_WRITABLE = re.compile(r"[a-z][a-z' -]*")
_BARE = re.compile(r"[a-z-]+")

Offsets = frozenset[int]


@frozen
class Sighting:
    """An attribution that was found on a document, and whether annotators agreed."""

    document: Document
    attribution: Attribution
    reported: bool


@define
class Counts:
    """How often the cues of one table were seen, and how often they reported something."""

    seen: Counter[str] = field(factory=Counter)
    reported: Counter[str] = field(factory=Counter)

    def add(self, lemma: str, reported: bool) -> None:
        """Count one sighting."""
        self.seen[lemma] += 1
        self.reported[lemma] += reported

    @property
    def rare(self) -> tuple[int, int]:
        """Attributions and sightings of all lemmas too rare for counts of their own."""
        lemmas = [lemma for lemma, seen in self.seen.items() if seen < SEEN_AT_LEAST]
        return sum(self.reported[lemma] for lemma in lemmas), sum(self.seen[lemma] for lemma in lemmas)

    def lines(self) -> Iterator[str]:
        """The table in TOML: first all rare lemmas together, then the others in order."""
        reported, seen = self.rare
        yield f'"*" = [{reported}, {seen}]'
        silent_tell = reported > RARE_REPORTS * seen
        for lemma in sorted(self.seen):
            tells = self.reported[lemma] or silent_tell
            if self.seen[lemma] >= SEEN_AT_LEAST and tells and _WRITABLE.fullmatch(lemma):
                key = lemma if _BARE.fullmatch(lemma) else json.dumps(lemma)
                yield f"{key} = [{self.reported[lemma]}, {self.seen[lemma]}]"


def sightings(
    document: Document, attributions: Iterable[Attribution], quotes: Iterable[Mapping[str, Any]]
) -> Iterator[Sighting]:
    """The attributions whose cue stands outside quotation marks, with what the gold quotes say of them."""
    contents = contents_by_cue(document.text, quotes)
    for attribution in attributions:
        found = word_characters(document.text, ((token.start, token.end) for token in attribution.content))
        if found and document.quoted_at(attribution.cue.start) is None:
            golds = [gold for offset in _offsets(attribution) for gold in contents.get(offset, ())]
            reported = any(_agree(found, gold, attribution.marked) for gold in golds)
            yield Sighting(document, attribution, reported)


def count(documents: Iterable[tuple[Document, Iterable[Mapping[str, Any]]]]) -> dict[str, Counts]:
    """The counts of every table, from documents with their gold quotes."""
    tables: dict[str, Counts] = {}
    for document, quotes in documents:
        attributions = (
            attribution
            for sentence in document.trees.sentences
            for attribution in attributions_in(sentence, document.language)
        )
        for sighting in sightings(document, attributions, quotes):
            attribution = sighting.attribution
            table = f"{attribution.table} marked" if attribution.marked else attribution.table
            tables.setdefault(table, Counts()).add(attribution.lemma, sighting.reported)
    return tables


def counted(documents: Iterable[tuple[Document, Iterable[Mapping[str, Any]]]], corpus: Corpus) -> Cues:
    """The counts as a language has them: rare lemmas together, rare frames left out."""
    tables = tomllib.loads(to_toml(count(documents), corpus))
    return Cues({frame: {lemma: (h, n) for lemma, (h, n) in table.items()} for frame, table in tables.items()})


def to_toml(tables: Mapping[str, Counts], corpus: Corpus) -> str:
    """The data file of a language's cues."""
    parts = [_header(corpus)]
    for name, counts in sorted(tables.items()):
        if counts.reported.total() >= REPORTED_AT_LEAST:
            parts.append("\n".join([f"[{json.dumps(name, ensure_ascii=False)}]", *counts.lines()]))
    return "\n\n".join(parts) + "\n"


def _header(corpus: Corpus) -> str:
    names = {document.get("corpus", "") for document in corpus.documents}
    terms = [TERMS[name] for name in sorted(names & TERMS.keys())]
    lines = [
        "How often a cue, in a frame, reported something: lemma = [attributions, sightings].",
        "Written by `python -m training.cues`; not to be edited by hand.",
        f"Counted on {corpus.name}, {len(corpus.documents)} documents, SHA-256 {corpus.sha256}.",
        *terms,
        "What ships here are counts of lemmas; no text and no annotation.",
    ]
    return "\n".join(f"# {line}" for line in lines)


def contents_by_cue(text: str, quotes: Iterable[Mapping[str, Any]]) -> dict[int, list[Offsets]]:
    """The gold contents that each offset of a gold cue reports."""
    contents: dict[int, list[Offsets]] = {}
    for quote in quotes:
        content = word_characters(text, quote["content"])
        for start, end in quote["cue"]:
            for offset in range(start, end):
                contents.setdefault(offset, []).append(content)
    return contents


def _agree(found: Offsets, gold: Offsets, marked: bool) -> bool:
    """Whether a content is the annotators': half of both together, or of the one found where marks will mend it."""
    return 2 * len(found & gold) >= len(found if marked else found | gold)


def _offsets(attribution: Attribution) -> range:
    return range(attribution.cue.start, attribution.cue.end)


def word_characters(text: str, ranges: Iterable[tuple[int, int]]) -> Offsets:
    return frozenset(offset for start, end in ranges for offset in range(start, end) if text[offset].isalnum())


def gold_documents(corpus: Corpus, attributor: Attributor) -> Iterator[tuple[Document, list[Mapping[str, Any]]]]:
    """The document of each document of a corpus, with its gold quotes."""
    for gold in corpus.documents:
        [document] = attributor.documents([gold["text"]])
        yield document, gold["quotes"]


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, count, and write the table to standard output."""
    corpus, attributor = read_arguments("training.cues", __doc__, arguments)
    sys.stdout.write(to_toml(count(gold_documents(corpus, attributor)), corpus))


if __name__ == "__main__":
    main()
