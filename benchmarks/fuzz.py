"""Look for inputs that the library cannot stand: mutated texts, random CoNLL-U, random command lines.

    python -m benchmarks.fuzz --minutes 10
    python -m benchmarks.fuzz --texts 50000 --trees 20000 --commands 2000 --seed 7

Prints the seed that it begins with, which gives the same inputs again, and each input that fails: on which something
other than one of the library's own errors was raised, whose records do not stand in the text, or that took too long.
Exit status 1 when there was one.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import define, field

from quoteattr import Attributor, Result
from quoteattr.errors import InputError, ParseError
from quoteattr.parsers.conllu import to_parse

ROOT = Path(__file__).parents[1]
SLOW = 5.0
"""Processor seconds that a short text may take, at most."""
BATCH = 100
"""Texts that are parsed at once."""
PIECES = (
    *(
        "“",
        "”",
        '"',
        "'",
        "‘",
        "’",
        "«",
        "»",
        "``",
        "''",
        "(",
        ")",
        "[",
        "]",
        "—",
        "–",
        "--",
        "…",
        ",",
        ".",
        "?",
        "!",
        ":",
    ),
    *(
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        " ",
        "  ",
        "\u00a0",
        "\u2028",
        "\u00ad",
        "\u200b",
        "\0",
        "\ud800",
        "🙂",
        "e\u0301",
        "東京",
    ),
    *(
        " said ",
        " told ",
        " according to ",
        " who ",
        " that ",
        " she ",
        " he ",
        " I ",
        " Ann Lee ",
        " Lee ",
        " the mayor ",
    ),
    *(
        "\n\nQ: ",
        "\n\nMOE: ",
        "OSLO (AP) — ",
        "5'11\" ",
        "1,000 ",
        "www.example.org ",
        "@lee ",
        "#ferry ",
        "Mr. ",
        "U.S. ",
    ),
)
UPOS = ("NOUN", "PROPN", "VERB", "AUX", "PRON", "ADP", "DET", "PUNCT", "SCONJ", "ADJ", "ADV", "NUM", "_", "", "X" * 50)
DEPREL = (
    "nsubj",
    "ccomp",
    "parataxis",
    "obl",
    "case",
    "appos",
    "conj",
    "cc",
    "root",
    "flat",
    "nmod",
    "mark",
    "dep",
    "",
    "_",
)
FORMS = (
    "“",
    "”",
    '"',
    "said",
    "told",
    "Ann",
    "Lee",
    "she",
    "mayor",
    "the",
    ",",
    ".",
    "that",
    "who",
    "of",
    "",
    "_",
    "\u00ad",
    "é",
)
NUMBERS = ("0", "1", "2", "3", "-1", "x", "", "1-2", "2.1", "9" * 40, "²")
MISC = (
    "_",
    "SpaceAfter=No",
    "start_char=0|end_char=3",
    "ner=B-PER",
    "Entity=(e1-person-1-)",
    "Entity=(((",
    "start_char=9999999",
    "|=|",
)


@define
class Hunt:
    """What was tried, and what failed."""

    seed: int
    deadline: float
    tried: dict[str, int] = field(factory=dict)
    failed: int = 0

    def run(self, kind: str, most: int, attempt: Callable[[random.Random], int]) -> None:
        """Try inputs of a kind until there were as many, or the time is up."""
        number = self.tried[kind] = 0
        while self.tried[kind] < most and time.monotonic() < self.deadline:
            chance = random.Random(f"{self.seed}-{kind}-{number}")
            began = time.process_time()
            try:
                tried = attempt(chance)
                if time.process_time() - began > SLOW * max(1, tried / 10):
                    raise AssertionError(f"{time.process_time() - began:.1f} s of processor time")
            except Exception:
                self.failed += 1
                tried = 1
                print(f"{kind} {self.seed}-{kind}-{number} failed:\n{traceback.format_exc()}", flush=True)
            self.tried[kind] += tried
            number += 1


def seeds() -> list[str]:
    """The texts that mutations begin with: the example articles and the golden cases."""
    articles = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "examples" / "articles").glob("*.txt"))]
    topics = sorted((ROOT / "tests" / "golden" / "en").glob("*.json"))
    cases = [case["text"] for file in topics for case in json.loads(file.read_text(encoding="utf-8"))]
    return [*articles, *cases]


def mutated(texts: list[str], chance: random.Random) -> str:
    """A piece of a text with some changes."""
    text = chance.choice(texts)
    start = chance.randrange(max(1, len(text) - 400))
    text = text[start : start + chance.randrange(20, 500)]
    for _ in range(chance.randrange(12)):
        place = chance.randrange(len(text) + 1)
        match chance.randrange(5):
            case 0:
                text = text[:place] + chance.choice(PIECES) + text[place:]
            case 1:
                text = text[:place] + text[place + chance.randrange(1, 20) :]
            case 2:
                text = text[:place] + chance.choice(texts)[: chance.randrange(80)] + text[place:]
            case 3:
                text = text[:place] + text[place : place + 30] * chance.randrange(1, 5) + text[place:]
            case _:
                text = text[:place] + text[place:].swapcase()
    return text


def random_conllu(chance: random.Random) -> str:
    """Sentences in CoNLL-U, sound or not."""
    wild = chance.random() < 0.3
    return "\n".join(_sentence(chance, wild) for _ in range(chance.randrange(1, 4)))


def _sentence(chance: random.Random, wild: bool) -> str:
    size = chance.randrange(1, 15)
    rows = [f"# text = {chance.choice(FORMS)}"] if chance.random() < 0.1 else []
    for index in range(1, size + 1):
        head = str(chance.randrange(size + 1)) if chance.random() < 0.98 else chance.choice(NUMBERS)
        columns = [str(index), chance.choice(FORMS[:-4]), chance.choice(FORMS[:-4]), chance.choice(UPOS[:-3]), "_", "_"]
        columns += [head, chance.choice(DEPREL[:-2]), "_", "_"]
        if wild:
            place = chance.randrange(10)
            columns[place] = chance.choice(
                (NUMBERS, FORMS, FORMS, UPOS, UPOS, MISC, NUMBERS, DEPREL, MISC, MISC)[place]
            )
            if chance.random() < 0.02:
                columns.pop()
        rows.append("\t".join(columns))
    return "\n".join([*rows, ""])


def check(result: Result, text: str) -> None:
    """Raise AssertionError unless the records stand in the text."""
    assert result.text == text
    for quote in result:
        assert quote.content
        for span in (*quote.content, quote.cue, quote.source):
            assert span is None or text[span.start : span.end] == span.text != ""
        cue = quote.cue
        assert cue is None or not any(part.start <= cue.start and cue.end <= part.end for part in quote.content)
        quote.explain()
    for speaker in result.speakers:
        for span in speaker.mentions:
            assert text[span.start : span.end] == span.text
    result.to_json()


def texts_attempt(attributor: Attributor) -> Callable[[random.Random], int]:
    """Attribute a batch of mutated texts."""
    known = seeds()

    def attempt(chance: random.Random) -> int:
        texts = [mutated(known, chance) for _ in range(BATCH)]
        for result, text in zip(attributor.pipe(texts), texts, strict=True):
            check(result, text)
            assert not any("failed" in warning for warning in result.warnings), result.warnings
        return BATCH

    return attempt


def trees_attempt(attributor: Attributor) -> Callable[[random.Random], int]:
    """Read and attribute a file of random trees; it may be refused."""

    def attempt(chance: random.Random) -> int:
        try:
            parse = to_parse(random_conllu(chance))
        except (ParseError, InputError):
            return 1
        result = attributor(parse)
        check(result, parse.text)
        assert not any("failed" in warning for warning in result.warnings), result.warnings
        return 1

    return attempt


def commands_attempt(chance: random.Random) -> int:
    """Run a random command line."""
    sys.path.insert(0, str(ROOT))
    from tests.interfaces.test_random_commands import fuzz

    fuzz(chance.randrange(1 << 32), 1)
    return 1


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10.0, help="for all kinds together  [default: 10]")
    for name in ("texts", "trees", "commands"):
        parser.add_argument(f"--{name}", type=int, default=10**9, metavar="N", help=f"at most so many {name}")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args(arguments)
    print(f"seed {options.seed}", flush=True)
    attributor = Attributor("en")
    kinds: dict[str, Any] = {
        "texts": texts_attempt(attributor),
        "trees": trees_attempt(attributor),
        "commands": commands_attempt,
    }
    failed = 0
    for kind, attempt in kinds.items():
        hunt = Hunt(options.seed, time.monotonic() + 60 * options.minutes / len(kinds))
        hunt.run(kind, getattr(options, kind), attempt)
        print(f"{hunt.tried[kind]} {kind}, {hunt.failed} failed", flush=True)
        failed += hunt.failed
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
