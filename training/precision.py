"""Measure how often each source sieve is right, and whether confidences mean what they say.

    python -m training.precision GOLD.jsonl [OTHERS.jsonl ...] --parses FILE

Prints two tables for `quoteattr/languages/en/words.toml`. `[precision]` holds, for each source sieve, how many of its
records whose content is a gold one have the right source, and how many there are; a sieve that has none is left out.
Where the gold has a speaker and no source, as in novels, the speaker is judged. The share, as it is smoothed when a
language is loaded, times the reliability of a content (`quoteattr.attribution.assembly`) says too little of the
record: the two go together. So `[calibration]` holds, for each kind of quote, a rising line from the product to the
share of records that were right (isotonic regression over records in order of the product, GROUPS of a size). Counts
and weights know the documents that they were fitted on too well, so each part of the corpus is attributed with counts
and weights fitted on the others. OTHERS are what `training.plausibility` learns from besides.

Below, as comments, stands how far the confidences that records bear with the tables in use can be trusted.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from quoteattr.entities.names import name_words
from quoteattr.evaluation.evaluate import match_quotes
from quoteattr.languages.language import Language
from quoteattr.languages.loading import load_language
from quoteattr.languages.weights import Weights, smoothed
from quoteattr.pipeline import Attributor
from quoteattr.records.result import Result
from training import candidates, extent, plausibility
from training.corpus import Corpus
from training.cues import counted, gold_documents
from training.parses import read_corpora

BINS = 10
GROUPS = 10
"""Groups of records of a kind, of one size, that its line is drawn through."""
ON_NOVELS = ("action_beat", "turn_taking", "whose_turn")
"""Sieves of dialogue, which are counted on novels: `training.turns`."""
PARTS = 2
"""Parts of the corpus, each attributed with what was fitted on the others."""
KINDS = ("direct", "mixed", "indirect")

GoldDocument = plausibility.GoldDocument


@frozen
class Verdict:
    """What a record claims, and what the gold says of it: is its content there, is its source right too."""

    kind: str
    sieve: str
    confidence: float
    found: bool
    right: bool


@frozen
class Bin:
    """The records whose confidences lie close together: how many, their mean confidence and the share that is right."""

    count: int
    confidence: float
    right: float


def judge(document: Mapping[str, Any], result: Result) -> Iterator[Verdict]:
    """The verdict on each record of a document."""
    matches = {match.predicted: match for match in match_quotes(document, result.to_dict())}
    language = load_language(result.language)
    names = {
        entity["id"]: {name_words(name, language) for name in _names(entity)} for entity in document.get("entities", ())
    }
    for place, quote in enumerate(result):
        match = matches.get(place)
        gold = document["quotes"][match.gold] if match is not None else {}
        right = match is not None and match.source_right
        if not gold.get("source") and gold.get("speaker") in names:
            right = quote.speaker is not None and name_words(quote.speaker.name, language) in names[gold["speaker"]]
        yield Verdict(quote.kind, quote.sieve, quote.confidence, match is not None, right)


def _names(entity: Mapping[str, Any]) -> list[str]:
    return [entity["name"], *entity.get("aliases", ())]


def precision(verdicts: Iterable[Verdict]) -> dict[str, tuple[int, int]]:
    """For every sieve that was seen how many of its sources were right, and how many there were."""
    found = [verdict for verdict in verdicts if verdict.found]
    seen = Counter(verdict.sieve for verdict in found)
    right = Counter(verdict.sieve for verdict in found if verdict.right)
    return {sieve: (right[sieve], seen[sieve]) for sieve in sorted(seen)}


def bins(verdicts: Iterable[Verdict]) -> list[Bin]:
    """The records in bins of equal width by confidence, empty bins left out.

    >>> bins([Verdict("direct", "a", 0.9, True, True), Verdict("direct", "a", 0.9, False, False)])
    [Bin(count=2, confidence=0.9, right=0.5)]
    """
    groups: dict[int, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(min(int(verdict.confidence * BINS), BINS - 1), []).append(verdict)
    return [_bin(group) for _, group in sorted(groups.items())]


def calibration(verdicts: Sequence[Verdict]) -> list[Bin]:
    """Groups of records in order of confidence, neighbours joined until the share that is right rises.

    >>> calibration([Verdict("direct", "a", n / 8, True, n > 3) for n in range(8)])
    [Bin(count=4, confidence=0.1875, right=0.0), Bin(count=4, confidence=0.6875, right=1.0)]
    """
    ordered = sorted(verdicts, key=lambda verdict: verdict.confidence)
    size = -(-len(ordered) // GROUPS) or 1
    rising: list[Bin] = []
    for start in range(0, len(ordered), size):
        rising.append(_bin(ordered[start : start + size]))
        while len(rising) > 1 and (
            rising[-2].right >= rising[-1].right or rising[-2].confidence >= rising[-1].confidence
        ):
            above, below = rising.pop(), rising.pop()
            rising.append(_joined(below, above))
    return rising


def _joined(one: Bin, other: Bin) -> Bin:
    count = one.count + other.count
    confidence = (one.count * one.confidence + other.count * other.confidence) / count
    return Bin(count, confidence, (one.count * one.right + other.count * other.right) / count)


def expected_calibration_error(groups: Sequence[Bin]) -> float:
    """How far confidence and share of right records lie apart, on average over the records.

    >>> expected_calibration_error([Bin(1, 0.25, 0.0), Bin(3, 1.0, 0.75)])
    0.25
    """
    total = sum(group.count for group in groups)
    return sum(group.count * abs(group.confidence - group.right) for group in groups) / total if total else 0.0


def recalibration(products: Iterable[Verdict], old: Mapping[str, float], new: Mapping[str, float]) -> Iterator[str]:
    """The table `[calibration]`; the products still have the precision in use, and get the one just measured."""
    yield "[calibration]"
    updated = [evolve(v, confidence=v.confidence / old.get(v.sieve, 0.5) * new.get(v.sieve, 0.5)) for v in products]
    for kind in KINDS:
        line = calibration([verdict for verdict in updated if verdict.kind == kind])
        yield f"{kind} = [{', '.join(f'[{knot.confidence:.3f}, {knot.right:.3f}]' for knot in line)}]"


def to_toml(verdicts: Sequence[Verdict], products: Sequence[Verdict], language: Language, corpus: Corpus) -> str:
    """The tables to paste, and as comments how far the confidences in use can be trusted."""
    groups = bins(verdicts)
    counts = precision(verdicts)
    lines = [
        "# How often the source that a sieve chose was right: [right, seen].",
        f"# {corpus.name}, {len(corpus.documents)} documents, SHA-256 {corpus.sha256}.",
        f"[precision.{json.dumps(corpus.name)}]",
        *(f"{sieve} = [{right}, {seen}]" for sieve, (right, seen) in counts.items() if sieve not in ON_NOVELS),
        "",
        *recalibration(products, language.precision, smoothed(counts)),
        "",
        "# Calibration of the confidences in use: records, their mean confidence, the share that is right.",
        *(f"# {group.count:6}  {group.confidence:.3f}  {group.right:.3f}" for group in groups),
        f"# expected calibration error {expected_calibration_error(groups):.3f}",
    ]
    return "\n".join(lines) + "\n"


def _bin(group: Sequence[Verdict]) -> Bin:
    confidence = sum(verdict.confidence for verdict in group) / len(group)
    return Bin(len(group), confidence, sum(verdict.right for verdict in group) / len(group))


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, attribute, judge, and write the tables to standard output."""
    [corpus, *genres], attributor = read_corpora("training.precision", __doc__, arguments)
    language = attributor.language
    verdicts: list[Verdict] = []
    products: list[Verdict] = []
    documents = list(gold_documents(corpus, attributor))
    elsewhere = [document for genre in genres for document in gold_documents(genre, attributor)]
    for part in range(PARTS):
        others = [document for place, document in enumerate(documents) if place % PARTS != part]
        attributor.language = refitted = _refitted(language, others, corpus, elsewhere)
        verdicts += _verdicts(attributor, corpus.documents[part::PARTS])
        attributor.language = evolve(refitted, calibration={})
        products += _verdicts(attributor, corpus.documents[part::PARTS])
    sys.stdout.write(to_toml(verdicts, products, language, corpus))


def _refitted(
    language: Language, documents: Sequence[GoldDocument], corpus: Corpus, elsewhere: Sequence[GoldDocument]
) -> Language:
    """The language with counts and weights fitted on some documents, and on those of other genres."""
    return evolve(
        language,
        cues=counted(documents, corpus),
        report_weights=Weights(plausibility.weights(documents, corpus, elsewhere)),
        extent_weights=Weights(extent.weights(documents)),
        source_weights=Weights(candidates.weights(documents)),
    )


def _verdicts(attributor: Attributor, documents: Iterable[Mapping[str, Any]]) -> Iterator[Verdict]:
    pairs = attributor.pipe(((document["text"], document) for document in documents), as_tuples=True)
    return (verdict for result, document in pairs for verdict in judge(document, result))


if __name__ == "__main__":
    main()
