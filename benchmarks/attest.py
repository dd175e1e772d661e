"""How often `attest` errs: true claims, claims with another speaker, and claims with one word changed.

    python -m benchmarks.attest GOLD ANSWERS

GOLD are documents with `quotes` and `entities` labelled by hand, ANSWERS the library's results for them with people, as
`benchmarks.crossvalidated` writes them: neither is fitted on what it is asked about. Of the quotations with a speaker,
1,000 are claimed as they are, 1,000 of another of the article's people, and 500 with one word changed.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import regex

from quoteattr.records.result import Result
from quoteattr.trust.attestation import VERDICTS, Finding, attest

SAMPLES: Final = {"true": 1000, "other speaker": 1000, "one word changed": 500}
TARGETS: Final = {"false claims attested": 0.03, "true claims contradicted": 0.03, "open of all": 0.20}
_WORD: Final = regex.compile(r"\p{L}{4,}")
_OTHER_WORDS: Final = ("granite", "walked", "yellow", "seldom", "harvest")
"""Words of different classes, to put in the place of one."""

Claim = dict[str, Any]


def main() -> None:
    """Print the verdicts on each kind of claim, and the rates."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("answers", type=Path)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--findings", type=Path, help="Where to write the claims with what was found, a line each.")
    given = arguments.parse_args()
    findings = found(_lines(given.gold), {one["id"]: one for one in _lines(given.answers)}, given.seed)
    if given.findings:
        lines = (json.dumps(one.to_dict(), ensure_ascii=False) + "\n" for one in findings)
        given.findings.write_text("".join(lines), encoding="utf-8")
    print(f"{'':24}" + "".join(f"{kind:>18}" for kind in SAMPLES))
    counts = Counter((one.claim["kind"], one.verdict) for one in findings)
    for verdict in VERDICTS:
        print(f"{verdict:24}" + "".join(f"{counts[kind, verdict]:18}" for kind in SAMPLES))
    for name, rate in rates(findings).items():
        print(f"{name:26}{rate:.3f}  (target {TARGETS[name]:.2f})")


def found(gold: Sequence[Claim], answers: Mapping[Any, Claim], seed: int) -> list[Finding]:
    """The findings for a sample of claims, document by document."""
    chosen = _sample(gold, random.Random(seed))
    findings: list[Finding] = []
    for document in gold:
        claims = chosen.get(document["id"])
        if claims:
            findings += attest(claims, Result.from_dict(answers[document["id"]], document["text"]))
    return findings


def rates(findings: Sequence[Finding]) -> dict[str, float]:
    """The shares that have a target."""
    false = [one.verdict for one in findings if one.claim["kind"] != "true"]
    true = [one.verdict for one in findings if one.claim["kind"] == "true"]
    return {
        "false claims attested": false.count("attested") / max(1, len(false)),
        "true claims contradicted": true.count("contradicted") / max(1, len(true)),
        "open of all": (true + false).count("open") / max(1, len(findings)),
    }


def _sample(gold: Sequence[Claim], chance: random.Random) -> dict[Any, list[Claim]]:
    """Claims of each kind by their documents."""
    chosen: dict[Any, list[Claim]] = {}
    for kind, number in SAMPLES.items():
        claims = [claim for document in gold for claim in _claims(document, kind, chance)]
        for claim in chance.sample(claims, min(number, len(claims))):
            chosen.setdefault(claim["document"], []).append(claim)
    return chosen


def _claims(document: Claim, kind: str, chance: random.Random) -> Iterator[Claim]:
    """All claims of a kind that a document allows."""
    entities = {entity["id"]: entity for entity in document["entities"]}
    people = [entity["name"] for entity in document["entities"] if entity.get("kind") == "person"]
    for quote in document["quotes"]:
        if quote.get("speaker") is None:
            continue
        entity = entities.get(quote["speaker"], {"name": quote["speaker"]})
        words = " ".join(document["text"][start:end] for start, end in quote["content"])
        speaker: str | None = entity["name"]
        if kind == "other speaker":
            others = [name for name in people if name != entity["name"]]
            speaker = chance.choice(others) if others else None
        elif kind == "one word changed":
            changed = _with_one_word_changed(words, chance)
            if changed is None:
                continue
            words = changed
        if speaker is not None:
            yield {"quote": words, "speaker": speaker, "kind": kind, "document": document["id"], "gold": entity["name"]}


def _with_one_word_changed(words: str, chance: random.Random) -> str | None:
    """The words with another one in the place of one of them; None where none is long enough."""
    matches = list(_WORD.finditer(words))
    if len(words.split()) < 3 or not matches:
        return None
    match = chance.choice(matches)
    other = chance.choice([word for word in _OTHER_WORDS if word != match[0].lower()])
    return words[: match.start()] + other + words[match.end() :]


def _lines(file: Path) -> list[Claim]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
