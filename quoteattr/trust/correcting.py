"""Results with what a reader has corrected by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from quoteattr.errors import InputError
from quoteattr.trust.judging import Judgement, judgement_of

BY_HAND: Final = "by hand"
"""The sieve of a quote whose speaker was put right by hand."""


_Judged: TypeAlias = dict[tuple[str, str], tuple[Mapping[str, Any], Judgement]]
"""Rows with their judgement, by document and place."""


def corrected(results: Iterable[Mapping[str, Any]], rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Results, as dicts, with the judgements of a sheet in them.

    What is no quotation is taken out. Where somebody else speaks, the one under `right_speaker` takes the place of
    ours, or nobody, and the sieve is `by hand`. Every quote that was judged and stays has the `judgement`, also one
    with other words, which a sheet cannot mend. Quotes that were not judged stay as they are.

    Raises InputError for a row of which there is no such quote.

    >>> ann = {"id": 0, "name": "Ann Lee", "kind": "person", "role": None}
    >>> quote = {"text": "No,", "speaker": ann, "speakers": [ann], "sieve": "x", "speaker_confidence": 0.4}
    >>> row = {"id": "a", "quote": "0", "words": "No,", "judgement": "2", "right_speaker": "Bo Ek"}
    >>> [result] = corrected([{"id": "a", "quotes": [quote], "speakers": [ann]}], [row])
    >>> result["quotes"][0]["speaker"]["name"], result["quotes"][0]["sieve"], len(result["speakers"])
    ('Bo Ek', 'by hand', 2)
    """
    judged: _Judged = {}
    for number, row in enumerate(rows, 1):
        if str(row.get("judgement") or "").strip():
            judged[str(row["id"]), str(row["quote"])] = row, judgement_of(row["judgement"], number)
    for result in results:
        yield _corrected(result, judged)
    if judged:
        (document, place), _ = next(iter(judged.items()))
        raise InputError(f"the sheet judges quote {place} of {document!r}, which the results do not have")


def _corrected(result: Mapping[str, Any], judged: _Judged) -> dict[str, Any]:
    quotes = []
    speakers = list(result["speakers"])
    for place, quote in enumerate(result["quotes"]):
        found = judged.pop((str(result.get("id", "")), str(place)), None)
        if found is None:
            quotes.append(quote)
            continue
        row, judgement = found
        if str(row.get("words") or "").removeprefix("'").split() != quote["text"].removeprefix("'").split():
            raise InputError(f"quote {place} of {result.get('id')!r} has other words than the sheet: {quote['text']!r}")
        if judgement in ("right", "other words"):
            quotes.append({**quote, "judgement": judgement})
        elif judgement == "other speaker":
            speaker = _speaker(str(row.get("right_speaker") or "").strip(), speakers)
            quotes.append({
                **quote,
                "speaker": speaker,
                "speakers": [speaker] if speaker else [],
                "sieve": BY_HAND,
                "speaker_confidence": 1.0 if speaker else None,
                "judgement": judgement,
            })  # fmt: skip
    return {**result, "quotes": quotes, "speakers": speakers}


def _speaker(name: str, speakers: list[Any]) -> dict[str, Any] | None:
    """The speaker of a name, who is added to the speakers if need be; None without a name."""
    if not name:
        return None
    for speaker in speakers:
        if name.casefold() in {form.casefold() for form in (speaker["name"], *speaker.get("aliases", ()))}:
            return {key: speaker[key] for key in ("id", "name", "kind")} | {"role": _role(speaker)}
    new = max((speaker["id"] for speaker in speakers), default=-1) + 1
    fields = {"id": new, "name": name, "kind": "person", "role": None}
    speakers.append({**fields, "roles": [], "affiliation": None, "aliases": [], "mentions": []})
    return fields


def _role(speaker: Mapping[str, Any]) -> Any:
    """What a quote tells of a speaker's role: its words alone."""
    role = speaker.get("role")
    return role["text"] if isinstance(role, Mapping) else role
