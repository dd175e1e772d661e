"""The golden cases as data, and how a result is held to one."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from quoteattr import Attributor, Quote, Result
from quoteattr.parsers.conllu import to_parse

TESTS = Path(__file__).parent
CASES: list[dict[str, Any]] = json.loads((TESTS / "golden" / "en.json").read_text(encoding="utf-8"))
FROZEN: dict[str, str] = dict(
    re.findall(
        r"^# case = (.+?)\n(.*?)(?=^# case = |\Z)",
        (TESTS / "frozen" / "en.conllu").read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
)
"""The parse of each case, as CoNLL-U, by its label."""

FIELDS: dict[str, Callable[[Quote], Any]] = {
    "content": lambda quote: [span.text for span in quote.content],
    "kind": lambda quote: quote.kind,
    "cue": lambda quote: quote.cue and quote.cue.text,
    "stance": lambda quote: quote.cue and quote.cue.stance,
    "negated": lambda quote: quote.cue and quote.cue.negated,
    "source": lambda quote: quote.source and quote.source.text,
    "form": lambda quote: quote.source and quote.source.form,
    "speaker": lambda quote: quote.speaker and quote.speaker.name,
    "speakers": lambda quote: [speaker.name for speaker in quote.speakers],
    "is_a": lambda quote: quote.speaker and quote.speaker.kind,
    "role": lambda quote: quote.speaker and quote.speaker.role and quote.speaker.role.text,
    "sieve": lambda quote: quote.sieve,
}
"""What golden cases may say of a quote."""


def differences(result: Result, wanted: list[dict[str, Any]]) -> list[str]:
    """What a result has other than a golden case wants; fields of which the case is silent may be anything."""
    if len(result) != len(wanted):
        return [f"{len(result)} quotes, not {len(wanted)}: {[FIELDS['content'](quote) for quote in result]}"]
    return [
        f"quote {number}: {name} is {FIELDS[name](quote)!r}, not {value!r}"
        for number, (quote, fields) in enumerate(zip(result, wanted, strict=True))
        for name, value in fields.items()
        if FIELDS[name](quote) != value
    ]


def case_differences(attributor: Attributor, case: dict[str, Any]) -> list[str]:
    """What comes of a case's frozen parse other than the case wants."""
    return differences(attributor(to_parse(FROZEN[case["label"]], case["text"])), case["quotes"])
