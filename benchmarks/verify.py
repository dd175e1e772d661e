"""How long `verify` takes: 1,000 quotations against 5 MB of made-up sources, and against twice as much.

    python -m benchmarks.verify

The words of the sources are as frequent as words of a language are. A third of the quotations is there word for word,
a third has one word changed, and a third is of the same words in another order.
"""

from __future__ import annotations

import argparse
import random
import time
from itertools import accumulate
from typing import Final

from quoteattr.trust.verification import Verification, verify

SIZE: Final = 5_000_000
QUOTES: Final = 1_000
SECONDS: Final = 10
GROWTH: Final = 2.2
_VOCABULARY: Final = 30_000
_DOCUMENT: Final = 6_000
"""Characters of a source, about."""


def main() -> None:
    """Print the seconds for both sizes, and how they grow."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--size", type=int, default=SIZE, help="Characters of the smaller sources.")
    arguments.add_argument("--quotes", type=int, default=QUOTES)
    given = arguments.parse_args()
    sources, quotes = made_up(2 * given.size, given.quotes)
    half = sources[: len(sources) // 2]
    first, found = timed(quotes, half)
    second, _ = timed(quotes, sources)
    print(f"{len(quotes)} quotes, {sum(map(len, half)):,} characters: {first:.1f} s (target {SECONDS} s); {found}")
    print(f"{sum(map(len, sources)):,} characters: {second:.1f} s, {second / first:.2f} times (target {GROWTH})")


def timed(quotes: list[str], sources: list[str]) -> tuple[float, Verification]:
    """The seconds of processor time that it takes to check the quotes, and the checks."""
    start = time.process_time()
    found = verify(quotes, sources)
    return time.process_time() - start, found


def made_up(size: int, quotes: int, seed: int = 0) -> tuple[list[str], list[str]]:
    """Sources of so many characters in all, and so many quotes of two to forty words from the first half of them."""
    chance = random.Random(seed)
    syllables = [a + b for a in "bdfgklmnprst" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]
    vocabulary = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(_VOCABULARY)]
    weights = list(accumulate(1 / rank for rank in range(1, _VOCABULARY + 1)))
    sources: list[str] = []
    for _ in range(max(2, size // _DOCUMENT)):
        words = chance.choices(vocabulary, cum_weights=weights, k=_DOCUMENT // 6)
        sentences = (" ".join(words[at : at + 15]).capitalize() + "." for at in range(0, len(words), 15))
        sources.append(" ".join(sentences))
    return sources, [_quote(chance.choice(sources[: len(sources) // 2 or 1]), place, chance) for place in range(quotes)]


def _quote(source: str, place: int, chance: random.Random) -> str:
    words = source.split()
    start = chance.randrange(len(words) - 40)
    words = words[start : start + chance.randint(2, 40)]
    if place % 3 == 1:
        words[len(words) // 2] = "granite"
    elif place % 3 == 2:
        chance.shuffle(words)
    return " ".join(words)


if __name__ == "__main__":
    main()
