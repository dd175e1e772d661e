"""Fit the logistic regressions that say which phrase tells a circumstance of what is said.

    python -m training.circumstances CORPORA --parses FILE --language en > quoteattr/languages/en/circumstances.json

Each phrase around the cue of a labelled attribution is an example, for each of the circumstances: its features are
those of `quoteattr.attribution.circumstance_features`, its label is whether annotators took it for that circumstance.
Attributions that are found are taken as they are found, the others as annotators have them. Labels of our own
(`training.labels`) and passages that were written for this (`training.scenes`) stand beside those of the corpora.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.assembly import saying_of, told_in
from quoteattr.attribution.circumstance_candidates import Saying, candidates
from quoteattr.attribution.circumstance_features import features
from quoteattr.attribution.circumstance_spans import span_of
from quoteattr.attribution.circumstances import CIRCUMSTANCES, for_kind
from quoteattr.attribution.sieves.order import SOURCE_SIEVES
from quoteattr.document.document import Document
from quoteattr.pipeline import Attributor
from quoteattr.syntax.ranges import Cover
from quoteattr.syntax.trees import Node
from quoteattr.vocabulary import Circumstance
from training.corpus import Corpus
from training.labels import own, read_labels
from training.parses import CachedParser
from training.regression import Example, fit, to_json
from training.scenes import scenes

CORPORA = ("news/polnear.train", "news/fresh.train")
INVERSE_REGULARIZATION = 0.3
WEIGHS_AT_LEAST = 0.05
"""Size below which a weight is dropped."""
WRITTEN_COUNTS = 0.5
"""How much an example counts that was written for this."""
SAME = 0.5
"""Share of letters that two spans have in common, from which they are one."""
PART, PIECE = 0.8, 0.2
"""Where no phrase is a labelled span: the share of a phrase that is in it, and of it that is in the phrase."""


@frozen
class Labelled:
    """An attribution that annotators looked at, and the offsets of the circumstances that they found, by their names.

    `saying` is the attribution as it was found, or else as annotators have it.
    """

    quote: Mapping[str, Any]
    told: Mapping[Circumstance, Sequence[int]]
    saying: Saying | None


def labelled(document: Document, gold: Mapping[str, Any], labels: Mapping[str, Any]) -> Iterator[Labelled]:
    """The attributions of a document that annotators have."""
    found = [
        (_letters(gold["text"], one.quotation.content), one.decision)
        for outer in told_in(Analysis(document), SOURCE_SIEVES)
        for one in outer.walked()
    ]
    told = {row["quote"]: {kind: row[kind] for kind in CIRCUMSTANCES if kind in row} for row in labels["circumstances"]}
    for quote in gold["quotes"]:
        wanted = _letters(gold["text"], quote["content"])
        letters, decision = max(found, key=lambda pair: _shared(pair[0], wanted), default=(frozenset(), None))
        near = decision is not None and _shared(letters, wanted) >= SAME
        saying = saying_of(decision) if decision is not None and near else _as_annotated(document, quote)
        yield Labelled(quote, told.get(quote["id"], {}), saying)


def examples(text: str, one: Labelled) -> Iterator[tuple[Circumstance, Example]]:
    """The phrases around an attribution, for each of the circumstances; none that is only half right."""
    if one.saying is None:
        return
    found = [(candidate, frozenset(features(one.saying, candidate))) for candidate in candidates(one.saying)]
    for kind in CIRCUMSTANCES:
        wanted = _letters(text, [one.told[kind]]) if kind in one.told else frozenset()
        spans = [_letters(text, [span_of(one.saying, candidate.head, kind)]) for candidate, _ in found]
        right = _right(spans, wanted)
        for place, (_, named) in enumerate(found):
            if place in right or not wanted or _shared(spans[place], wanted) < SAME / 2:
                yield kind, (named, place in right)


def _right(spans: Sequence[frozenset[int]], wanted: frozenset[int]) -> set[int]:
    """The span that is the wanted one, or else the widest ones within it."""
    best = max(range(len(spans)), key=lambda place: (_shared(spans[place], wanted), -place), default=None)
    if best is not None and wanted and _shared(spans[best], wanted) >= SAME:
        return {best}
    within = [
        place
        for place, span in enumerate(spans)
        if span and len(span & wanted) >= PART * len(span) and len(span) >= PIECE * len(wanted)
    ]
    return {place for place in within if not any(spans[place] < spans[other] for other in within)}


def weights(
    found: Iterable[tuple[Circumstance, Example]], written: Iterable[tuple[Circumstance, Example]] = ()
) -> dict[str, float]:
    """The weights fitted on some examples: a regression for each of the circumstances, its bias under the name.

    Those of passages that were `written` for this count less.
    """
    examples = [(kind, example, 1.0) for kind, example in found]
    examples += [(kind, example, WRITTEN_COUNTS) for kind, example in written]
    fitted: dict[str, float] = {"bias": 0.0}
    for kind in CIRCUMSTANCES:
        about = [(example, share) for asked, example, share in examples if asked == kind]
        shares = [share for _, share in about]
        own = fit([example for example, _ in about], INVERSE_REGULARIZATION, WEIGHS_AT_LEAST, shares)
        bias = own.pop("bias", 0.0)
        fitted[kind] = bias
        fitted |= dict(zip(for_kind(kind, own)[1:], own.values(), strict=True))
    return fitted


def _as_annotated(document: Document, quote: Mapping[str, Any]) -> Saying | None:
    cue, source = _head(document, quote["cue"]), _head(document, quote["source"])
    content = Cover((start, end) for start, end in quote["content"])
    return Saying(document, cue, content, source, quote["type"] == "direct") if cue is not None else None


def _head(document: Document, spans: Iterable[Sequence[int]]) -> Node | None:
    """The first word of some spans that hangs from none of the others."""
    words = [node for start, end in spans for node in document.trees.nodes(start, end) if node.upos != "PUNCT"]
    inside = set(words)
    return next((word for word in words if not inside.intersection(word.ancestors())), None)


def _letters(text: str, spans: Iterable[Sequence[int]]) -> frozenset[int]:
    return frozenset(place for start, end in spans for place in range(start, end) if text[place].isalnum())


def _shared(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(1, len(one | other))


def read_labelled(folder: Path, attributor: Attributor) -> Iterator[tuple[Corpus, Mapping[str, Any], list[Labelled]]]:
    """The documents with labels, of all corpora."""
    for name in CORPORA:
        corpus, labels = read_labels(folder, name)
        rows = [row for row in corpus.documents if row["id"] in labels]
        for row, document in zip(rows, attributor.documents([row["text"] for row in rows]), strict=True):
            yield corpus, row, list(labelled(document, row, labels[row["id"]]))


def read_written(attributor: Attributor) -> list[tuple[Circumstance, Example]]:
    """The examples of the passages that were written for this."""
    read = list(scenes())
    documents = attributor.documents([row["text"] for row, _ in read])
    return [
        example
        for (row, labels), document in zip(read, documents, strict=True)
        for one in labelled(document, row, labels)
        for example in examples(row["text"], one)
    ]


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, fit, and write the weights to standard output."""
    parser = argparse.ArgumentParser(
        prog="python -m training.circumstances", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("corpora", type=Path, metavar="CORPORA", help="the folder with the corpora")
    parser.add_argument("--parses", type=Path, required=True, metavar="FILE", help="where parses are kept")
    parser.add_argument("--language", default="en")
    options = parser.parse_args(arguments)
    attributor = Attributor(options.language, parser=CachedParser(options.parses, language=options.language))
    read = list(read_labelled(options.corpora, attributor))
    found = (example for _, row, own in read for one in own for example in examples(row["text"], one))
    corpora = list({corpus.name: corpus for corpus, _, _ in read}.values())
    sys.stdout.write(to_json(weights(found, read_written(attributor)), "circumstances", *corpora, own()))


if __name__ == "__main__":
    main()
