"""Sentences with other people's names in the place of their own, so that the words around a name are learnt as well.

News is full of people whom no corpus knows, most by the last name alone.
"""

import random
from collections.abc import Iterator, Sequence

from training.english.treebanks import Tagged

Span = tuple[int, int]


def renamed(tagged: Sequence[Tagged], share: float, seed: int) -> list[Tagged]:
    """The sentences; in a share of them, each person bears a name drawn from all the sentences."""
    dice = random.Random(seed)
    names = [name for sentence in tagged for name in _names(sentence)]
    return [_rename(sentence, names, dice) if names and dice.random() < share else sentence for sentence in tagged]


def _rename(sentence: Tagged, names: Sequence[tuple[str, ...]], dice: random.Random) -> Tagged:
    words, tags = list(sentence.words), list(sentence.tags)
    for start, end in reversed(list(_people(sentence))):
        name = dice.choice(names)
        if end - start == 1 or dice.random() < 0.3:
            name = name[-1:]
        words[start:end] = name
        tags[start:end] = ["B-PER"] + ["I-PER"] * (len(name) - 1)
    return Tagged(tuple(words), tuple(tags))


def _names(sentence: Tagged) -> Iterator[tuple[str, ...]]:
    """The persons' names in a sentence, those left out that are handles, initials or written without capitals."""
    for start, end in _people(sentence):
        name = sentence.words[start:end]
        if all(word.istitle() and word.isalpha() for word in name) and len(name[-1]) > 1:
            yield name


def _people(sentence: Tagged) -> Iterator[Span]:
    start = None
    for place, tag in enumerate([*sentence.tags, "O"]):
        if start is not None and tag != "I-PER":
            yield start, place
            start = None
        if tag == "B-PER" or (tag == "I-PER" and start is None):
            start = place
