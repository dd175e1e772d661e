"""How good answers are on somebody's own texts: a sample of quotes, judged by hand, and what it tells."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt
from typing import Any, Final, Literal, TypeAlias, get_args

from attrs import frozen

from quoteattr.display.tables import columns
from quoteattr.errors import InputError, shown

Judgement: TypeAlias = Literal["right", "other speaker", "other words", "no quotation"]
JUDGEMENTS: Final[tuple[Judgement, ...]] = get_args(Judgement)
SHEET: Final = (
    "id", "quote", "kind", "confidence", "speaker_confidence", "speaker", "words", "cue", "context", "judgement",
    "right_speaker",
)  # fmt: skip
"""The columns of a sheet: `quote` is the place of the quote in its document; the last two are for a reader to fill."""
WANTED: Final = 0.95
"""The precision for which a threshold is looked for."""
ENOUGH: Final = 20
"""Quotes above a threshold, below which their share says too little."""
AROUND: Final = 200
"""Characters of context before and behind a quote."""
_Z: Final = 1.959964
"""Of the standard normal distribution, for an interval of 95 %."""

Row: TypeAlias = dict[str, Any]


def sample(
    results: Iterable[Mapping[str, Any]], number: int, texts: Mapping[Any, str] | None = None, seed: int = 0
) -> list[Row]:
    """Draw quotes from results, as dicts, so that each kind, confidence and document has its share.

    The quotes are put in order by kind, confidence and document, and every so many-th is taken: a sample in which each
    counts the same. It comes shuffled, so that a part of it will do as well. `texts` by id give the context, where a
    result has no `text` of its own.

    >>> quote = {"kind": "direct", "text": "No,", "content": [{"start": 1, "end": 4, "text": "No,"}], "cue": None}
    >>> quote |= {"speaker": None, "confidence": 0.9, "speaker_confidence": None}
    >>> [row] = sample([{"id": "a", "text": "“No,” it said.", "quotes": [quote]}], 5)
    >>> row["words"], row["context"], row["judgement"]
    ('No,', '“⟦No,⟧” it said.', '')
    """
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise InputError(f"the number of quotes came as {shown(number)}; pass a whole number from 1")
    rows = [row for result in results for row in rows_of(result, texts or {})]
    rows.sort(key=lambda row: (row["kind"], row["confidence"], str(row["id"]), row["quote"]))
    chance = random.Random(seed)
    if number >= len(rows):
        return rows
    step = len(rows) / number
    first = chance.random() * step
    drawn = [rows[int(first + place * step)] for place in range(number)]
    chance.shuffle(drawn)
    return drawn


def rows_of(result: Mapping[str, Any], texts: Mapping[Any, str]) -> Iterator[Row]:
    """A row of a sheet for each quote of a result, as a dict, in order; `texts` as in `sample`."""
    text = result.get("text") or texts.get(result.get("id"), "")
    for place, quote in enumerate(result["quotes"]):
        yield {
            "id": result.get("id", ""),
            "quote": place,
            "kind": quote["kind"],
            "confidence": quote["confidence"],
            "speaker_confidence": quote["speaker_confidence"],
            "speaker": quote["speaker"]["name"] if quote["speaker"] else "",
            "words": quote["text"],
            "cue": quote["cue"]["text"] if quote["cue"] else "",
            "context": _context(text, quote["content"]),
            "judgement": "",
            "right_speaker": "",
        }


def _context(text: str, content: Sequence[Mapping[str, Any]]) -> str:
    """The text around a quote, whose own words stand between ⟦ and ⟧."""
    if not text:
        return ""
    pieces, at = [], max(0, content[0]["start"] - AROUND)
    for span in content:
        pieces += [text[at : span["start"]], "⟦", text[span["start"] : span["end"]], "⟧"]
        at = span["end"]
    return " ".join("".join([*pieces, text[at : at + AROUND]]).split())


@frozen
class Precision:
    """How many of the judged quotes are right, with the interval in which their share is likely to be (95 %, Wilson).

    >>> print(Precision(47, 50))
    .94 (.84 to .98), 47 of 50
    >>> print(Precision(0, 0))
    none judged
    """

    right: int
    judged: int

    @property
    def share(self) -> float | None:
        """The share of the right ones; None where none was judged."""
        return self.right / self.judged if self.judged else None

    @property
    def interval(self) -> tuple[float, float]:
        """The score interval of E. B. Wilson (1927)."""
        if not self.judged:
            return 0.0, 1.0
        n, p, z = self.judged, self.right / self.judged, _Z
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - reach), min(1.0, middle + reach)

    def to_dict(self) -> dict[str, Any]:
        """The precision as JSON holds it."""
        low, high = self.interval
        return {"right": self.right, "judged": self.judged, "precision": self.share, "low": low, "high": high}

    def __str__(self) -> str:
        if self.share is None:
            return "none judged"
        low, high = self.interval
        return f"{_written(self.share)} ({_written(low)} to {_written(high)}), {self.right} of {self.judged}"


@frozen
class Report:
    """What a judged sheet tells: the precision of all, by kind and by speaker confidence, and which flaws there are.

    `words` is the precision of the words alone. `threshold` is the lowest speaker confidence from which the precision
    is WANTED, None where there is none; `above` is the precision of the quotes from there on.
    """

    all: Precision
    words: Precision
    by_kind: Mapping[str, Precision]
    by_confidence: Mapping[str, Precision]
    flaws: Mapping[str, int]
    threshold: float | None
    above: Precision

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON holds it."""
        return {
            "precision": self.all.to_dict(),
            "words": self.words.to_dict(),
            "by_kind": {name: one.to_dict() for name, one in self.by_kind.items()},
            "by_confidence": {name: one.to_dict() for name, one in self.by_confidence.items()},
            "judgements": dict(self.flaws),
            "threshold": self.threshold,
            "above": self.above.to_dict(),
        }

    def __str__(self) -> str:
        rows = [("", "precision (interval), right of judged"), ("all", str(self.all)), ("words alone", str(self.words))]
        rows += [(name, str(one)) for name, one in (*self.by_kind.items(), *self.by_confidence.items())]
        wanted = _written(WANTED)
        if self.threshold is None:
            told = f"No speaker confidence has {ENOUGH} judged quotes or more from it on, of which {wanted} are right."
        else:
            told = f"From a speaker confidence of {self.threshold:.2f} on, precision is {self.above}."
        return f"{columns(rows, (26,), 100)}\n{told}\n"


def judged(rows: Iterable[Mapping[str, Any]]) -> Report:
    """The report on a sheet; rows without a judgement are passed over.

    Raises InputError for another judgement, and for a confidence that is no number.

    >>> row = {"kind": "direct", "speaker_confidence": "0.9", "judgement": "right"}
    >>> report = judged([row] * 24 + [row | {"judgement": "other speaker", "speaker_confidence": "0.5"}])
    >>> report.all.share, report.words.share, report.threshold
    (0.96, 1.0, 0.5)
    """
    filled = [_read(row, number) for number, row in enumerate(rows, 1) if str(row.get("judgement") or "").strip()]
    by_kind: defaultdict[str, list[_Judged]] = defaultdict(list)
    by_confidence: defaultdict[str, list[_Judged]] = defaultdict(list)
    for one in filled:
        by_kind[one.kind].append(one)
        by_confidence[_band(one.confidence)].append(one)
    threshold = _threshold(filled)
    above = [one for one in filled if threshold is not None and (one.confidence or 0) >= threshold]
    return Report(
        _precision(filled),
        Precision(sum(one.judgement in ("right", "other speaker") for one in filled), len(filled)),
        {kind: _precision(by_kind[kind]) for kind in sorted(by_kind)},
        {band: _precision(by_confidence[band]) for band in sorted(by_confidence)},
        {name: sum(one.judgement == name for one in filled) for name in JUDGEMENTS},
        threshold,
        _precision(above),
    )


@frozen
class _Judged:
    kind: str
    confidence: float | None
    judgement: str


def judgement_of(value: Any, number: int) -> Judgement:
    """A judgement as a sheet has it, also by its number. Raises InputError for anything else."""
    given = str(value).strip().lower()
    for place, name in enumerate(JUDGEMENTS, 1):
        if given in (name, str(place)):
            return name
    raise InputError(f"row {number} has the judgement {shown(value)}; write one of {', '.join(JUDGEMENTS)}, or 1 to 4")


def _read(row: Mapping[str, Any], number: int) -> _Judged:
    given = str(row.get("speaker_confidence") or "").strip().replace(",", ".")
    try:
        confidence = float(given) if given and given != "None" else None
    except ValueError as error:
        raise InputError(f"row {number} has the speaker_confidence {shown(given)}; leave it as it was drawn") from error
    return _Judged(str(row.get("kind") or ""), confidence, judgement_of(row["judgement"], number))


def _precision(rows: Sequence[_Judged]) -> Precision:
    return Precision(sum(row.judgement == "right" for row in rows), len(rows))


def _band(confidence: float | None) -> str:
    """The tenth in which a confidence is, from a half on."""
    if confidence is None:
        return "no speaker"
    tenth = min(9, int(confidence * 10 + 1e-9))
    return f"speaker confidence .{tenth}" if tenth >= 5 else "speaker confidence < .5"


def _threshold(rows: Sequence[_Judged]) -> float | None:
    """The lowest confidence from which enough of the quotes are right."""
    known = sorted(
        ((row.confidence, row.judgement == "right") for row in rows if row.confidence is not None), reverse=True
    )
    best, right = None, 0
    for place, (confidence, is_right) in enumerate(known, 1):
        right += is_right
        last = place == len(known) or known[place][0] != confidence
        if last and place >= ENOUGH and right / place >= WANTED:
            best = confidence
    return best


def _written(share: float) -> str:
    return f"{share:.2f}".removeprefix("0")
