"""Sentences with other names in the place of their own, so that the words around a name are learnt as well.

News is full of people and places whom no corpus knows, most people by the last name alone.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence

import attrs

from training.english.treebanks import Tagged


@attrs.frozen
class Name:
    """Where a name stands in a sentence (words, end exclusive), and its kind."""

    start: int
    end: int
    kind: str


def renamed(tagged: Sequence[Tagged], share: float, seed: int) -> list[Tagged]:
    """The sentences; in a share of them, each name gives way to one of its kind drawn from all the sentences."""
    dice = random.Random(seed)
    known: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for sentence in tagged:
        for name in _names(sentence):
            words = sentence.words[name.start : name.end]
            if _is_plain(words, name.kind):
                known[name.kind].append(words)
    return [_rename(sentence, known, dice) if dice.random() < share else sentence for sentence in tagged]


def without_handles(sentence: Tagged) -> Tagged:
    """The sentence, in which user names such as *@nasa* are no names: corpora of tweets differ on them."""
    tags = list(sentence.tags)
    for name in _names(sentence):
        if sentence.words[name.start].startswith("@"):
            tags[name.start : name.end] = ["O"] * (name.end - name.start)
    return Tagged(sentence.words, tuple(tags))


def _rename(sentence: Tagged, known: dict[str, list[tuple[str, ...]]], dice: random.Random) -> Tagged:
    words, tags = list(sentence.words), list(sentence.tags)
    for name in reversed(list(_names(sentence))):
        if not known[name.kind]:
            continue
        other = dice.choice(known[name.kind])
        if name.kind == "PER" and (name.end - name.start == 1 or dice.random() < 0.3):
            other = other[-1:]
        words[name.start : name.end] = other
        tags[name.start : name.end] = [f"B-{name.kind}"] + [f"I-{name.kind}"] * (len(other) - 1)
    return Tagged(tuple(words), tuple(tags))


def _is_plain(words: Sequence[str], kind: str) -> bool:
    """Whether a name may stand anywhere: no handles, and for people no initials either."""
    if kind == "PER":
        return all(word.istitle() and word.isalpha() for word in words) and len(words[-1]) > 1
    return words[0][:1].isupper() and all(word.isalpha() for word in words)


def _names(sentence: Tagged) -> Iterator[Name]:
    start, kind = None, ""
    for place, tag in enumerate([*sentence.tags, "O"]):
        if start is not None and tag != f"I-{kind}":
            yield Name(start, place, kind)
            start = None
        if start is None and tag != "O":
            start, kind = place, tag[2:]
