"""How sentences come to training: in batches of like length, now and then without capitals or in capitals alone."""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar


class _Worded(Protocol):
    @property
    def words(self) -> Sequence[object]: ...


Item = TypeVar("Item", bound=_Worded)


def batches(items: Sequence[Item], words: int, dice: random.Random) -> Iterator[list[Item]]:
    """Sentences of about one length, in a new order each time, about as many words a batch as said."""
    order = list(items)
    dice.shuffle(order)
    found: list[list[Item]] = []
    for start in range(0, len(order), 3000):
        batch: list[Item] = []
        for item in sorted(order[start : start + 3000], key=lambda item: len(item.words) + dice.random() * 2):
            batch.append(item)
            if sum(len(other.words) for other in batch) >= words:
                found.append(batch)
                batch = []
        if batch:
            found.append(batch)
    dice.shuffle(found)
    return iter(found)


def recaser(seed: int, lower: float, upper: float) -> Callable[[list[str]], list[str]]:
    """A function that now and then takes a sentence's capitals away, or makes it all capitals."""
    dice = random.Random(seed)

    def recase(words: list[str]) -> list[str]:
        throw = dice.random()
        if throw < lower:
            return [word.lower() for word in words]
        return [word.upper() for word in words] if throw < lower + upper else words

    return recase
