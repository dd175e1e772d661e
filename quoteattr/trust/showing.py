"""Checks and findings, as dicts, for the eye: rows of a table, and a page with both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from quoteattr.display.sides import Look, Pair, Side, page
from quoteattr.display.tables import columns, plain
from quoteattr.trust.kinds import EDITED, TYPOGRAPHIC

_TIERS: Final[dict[str, Look]] = {
    "exact": "good",
    "typographic": "good",
    "edited": "fair",
    "changed": "poor",
    "absent": "poor",
}
_VERDICTS: Final[dict[str, Look]] = {
    "attested": "good",
    "contradicted": "poor",
    "unattributed": "fair",
    "reworded": "poor",
    "absent": "poor",
    "speaker not in the text": "poor",
    "open": "",
}
_FLAGS: Final[dict[str, str]] = {
    "negation": "A negation is lost or added.",
    "denied": "The source denies these words in the clause before them.",
    "left out": "Sentences are left out between its pieces, and no mark says so.",
    "moved": "Its pieces stand in another order in the source.",
    "two answers": "Its pieces are from two answers.",
    "two speakers": "Its pieces are from two speakers.",
    "two sources": "Its pieces are from two sources.",
    "other question": "In the source it answers another question.",
}
_KINDS: Final[dict[str, str]] = {
    "spaces": "other spaces",
    "dashes": "other dashes",
    "marks": "other marks",
    "case": "other case",
    "ellipsis": "left out at an ellipsis",
    "brackets": "stands in brackets",
    "cue": "joined across a cue",
    "sentence": "left out without a mark",
    "aside": "an aside left out",
    "turn": "somebody begins to speak in between",
    "cut": "the source's sentence is cut",
    "replaced": "replaced",
    "added": "added",
    "dropped": "left out",
    "moved": "moved",
}
_LONGEST: Final = 120
"""Characters of a difference that a note shows."""

Data = Mapping[str, Any]


def verification_table(data: Data, width: int) -> str:
    """A line for each check: its tier, what a reader should know, who says it here and there, and the words.

    >>> check = {"tier": "changed", "flags": ["negation"], "speaker": "Ann Lee", "said_by": "LEE", "voice": "same"}
    >>> print(verification_table({"checks": [check | {"quote": "We can wait."}]}, 80))
    tier     flags     speaker  said by  quote
    changed  negation  Ann Lee  LEE      We can wait.
    <BLANKLINE>
    """
    rows = [
        (
            check["tier"],
            ", ".join(check["flags"]) or "-",
            plain(check["speaker"] or "-"),
            plain(check["said_by"] or "-") + " (other)" * (check["voice"] == "other"),
            plain(check["quote"]),
        )
        for check in data["checks"]
    ]
    head = ("tier", "flags", "speaker", "said by", "quote")
    return columns([head, *rows], (11, 20, width // 5, width // 4), width) if rows else "(no quotes)\n"


def attestation_table(data: Data, width: int) -> str:
    """Two lines for each claim: its verdict, the speaker who is claimed, and the words; then why.

    >>> finding = {"verdict": "absent", "speaker": "Lee", "quote": "We wait", "why": "The text has nothing like it."}
    >>> print(attestation_table({"findings": [finding]}, 80))
    verdict  claimed  quote
    absent   Lee      We wait
      The text has nothing like it.
    <BLANKLINE>
    """
    findings = data["findings"]
    if not findings:
        return "(no claims)\n"
    rows = [(one["verdict"], plain(str(one["speaker"] or "-")), plain(one["quote"])) for one in findings]
    head, *lines = columns([("verdict", "claimed", "quote"), *rows], (23, width // 4), width).splitlines()
    told = (f"{line}\n  {plain(one['why'])}" for line, one in zip(lines, findings, strict=True))
    return "\n".join([head, *told]) + "\n"


def verification_page(data: Data, text: str | None, sources: Mapping[Any, str]) -> str:
    """A page with each quotation beside the passage that it may come from."""
    pairs = (_checked(check, text, sources) for check in data["checks"])
    return page("Quotations and their sources", _counted(data, _TIERS), pairs)


def attestation_page(data: Data, text: str) -> str:
    """A page with each claim beside the passage that it may mean."""
    return page("Claims and the text", _counted(data, _VERDICTS), (_found(one, text) for one in data["findings"]))


def _counted(data: Data, looks: Mapping[str, Look]) -> dict[str, tuple[int, Look]]:
    return {name: (number, looks[name]) for name, number in data["counts"].items() if number}


def _checked(check: Data, text: str | None, sources: Mapping[Any, str]) -> Pair:
    here = f"Said by {check['speaker']}" if check["speaker"] else "The quotation"
    name = check["source"]
    there = f"{name}: {check['said_by']}" if check["said_by"] else str(name)
    return Pair(
        check["tier"],
        _TIERS[check["tier"]],
        _voices(check),
        _here(here, check["quote"] if text is None else text, check),
        _there(there, sources[name], check) if check["passage"] else None,
        _notes(check),
        check["voice"] == "other",
    )


def _found(finding: Data, text: str) -> Pair:
    check = finding["check"]
    claimed = f"Claimed of {finding['speaker'] or 'nobody'}"
    return Pair(
        finding["verdict"],
        _VERDICTS[finding["verdict"]],
        finding["why"],
        _here(claimed, check["quote"], check),
        _there("The text", text, check) if check["passage"] else None,
        _notes(check),
    )


def _here(caption: str, text: str, check: Data) -> Side:
    return Side(caption, text, _spans(check["content"]), _marks(check, "quote"))


def _there(caption: str, text: str, check: Data) -> Side:
    return Side(caption, text, _spans(check["passage"]), _marks(check, "source"))


def _spans(spans: Sequence[Data]) -> list[tuple[int, int]]:
    return [(span["start"], span["end"]) for span in spans]


def _marks(check: Data, side: str) -> list[tuple[int, int, str]]:
    """The differences on one side that can be seen."""
    found = [(one[side], _look(one["kind"])) for one in check["differences"] if one[side]]
    return [(span["start"], span["end"], look) for span, look in found if span["text"].strip()]


def _look(kind: str) -> str:
    if kind in TYPOGRAPHIC:
        return "typographic"
    return "edited" if kind in EDITED else "words"


def _voices(check: Data) -> str:
    if check["voice"] == "other":
        return f"The article attributes these words to {check['speaker']}, the source to {check['said_by']}."
    return f"Both give these words to {check['speaker']}." if check["voice"] == "same" else ""


def _notes(check: Data) -> list[str]:
    """What a reader should know, and each difference in words."""
    told = [_told(one) for one in check["differences"] if one["kind"] != "spaces"]
    return [*(_FLAGS[flag] for flag in check["flags"]), *told]


def _told(difference: Data) -> str:
    """A difference in words."""
    kind, name = difference["kind"], _KINDS[difference["kind"]]
    here, there = _shown(difference["quote"]), _shown(difference["source"])
    if kind in ("replaced", "brackets", "case", "marks", "dashes"):
        return f"{name}: {here or 'nothing'} here, {there or 'nothing'} in the source"
    return f"{name}: {(here if kind in ('added', 'moved') else there) or 'nothing'}"


def _shown(span: Data | None) -> str:
    words = " ".join(span["text"].split()) if span else ""
    return f"“{words[:_LONGEST]}{'…' * (len(words) > _LONGEST)}”" if words else ""
