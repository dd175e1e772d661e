"""Passages of our own writing in which circumstances are marked, filled with words of our own choice.

Annotated texts tell how often something is told, but have few words. What any reader knows, that *on NPR* is a medium
and *at a vigil* an occasion, in whatever place of the sentence, is written down here: `passages.txt` has a passage a
line, `slots.toml` what stands for its `$SLOT`s. `(source)`, `<cue>`, `[content]` and `{time:words}` are marked;
`{none:words}` are no circumstance. `inner.txt` has passages in which somebody says what others say: there `[words]` are
what is said within the words of another.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
TIMES = 8
"""How often each passage is filled."""
_SLOT = re.compile(r"\$([A-Z]+)")
_MARK = re.compile(r"\{(\w+):|[()<>\[\]}]")
_CLOSING = {")": "source", ">": "cue", "]": "content"}


def scenes() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The filled passages, each as a document and its labels, in the form of the corpora."""
    return (read(name, marked) for name, marked in _passages("passages.txt"))


def inner_scenes() -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """The filled passages with speech within speech, each as a document and what is said within, as in the corpora."""
    return (read_inner(name, marked) for name, marked in _passages("inner.txt"))


def _passages(file: str) -> Iterator[tuple[str, str]]:
    slots = tomllib.loads((FOLDER / "slots.toml").read_text(encoding="utf-8"))
    for number, passage in enumerate((FOLDER / file).read_text(encoding="utf-8").splitlines()):
        for turn in range(TIMES):
            yield f"scene {number}.{turn}", filled(passage, slots, random.Random(f"{number} {turn}"))


def filled(passage: str, slots: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    """A passage with words for its slots."""
    return _SLOT.sub(lambda slot: chance.choice(slots[slot[1]]), passage)


def read(name: str, marked: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The document and the labels that a marked passage stands for.

    >>> document, labels = read("s", "(Lee) <said> {time:on Monday} [it was late].")
    >>> document["text"], document["quotes"][0]["content"], labels["circumstances"]
    ('Lee said on Monday it was late.', [[19, 30]], [{'quote': 'q', 'time': [9, 18]}])
    """
    text, last = "", 0
    opened: list[tuple[str, int]] = []
    found: dict[str, list[list[int]]] = {"source": [], "cue": [], "content": []}
    told: dict[str, Any] = {"quote": "q"}
    for mark in _MARK.finditer(marked):
        text, last = text + marked[last : mark.start()], mark.end()
        if mark[1] or mark[0] in "(<[":
            opened.append((mark[1] or "", len(text)))
            continue
        kind, start = opened.pop()
        span = [start, len(text)]
        if mark[0] in _CLOSING:
            found[_CLOSING[mark[0]]].append(span)
        elif kind != "none":
            told[kind] = span
    text += marked[last:]
    kind = "direct" if "“[" in marked else "indirect"
    quote = {"id": "q", "type": kind, **found}
    document = {"id": name, "corpus": "scenes", "text": text[0].upper() + text[1:], "quotes": [quote]}
    return document, {"id": name, "circumstances": [told], "inner": []}


def read_inner(name: str, marked: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The document and the inner contents that a marked passage stands for.

    >>> document, inner = read_inner("s", "“he thinks [we won],” Lee said.")
    >>> document["text"], inner
    ('“He thinks we won,” Lee said.', [{'content': [[11, 17]]}])
    """
    pieces = re.split(r"[\[\]]", marked)
    ends = [sum(map(len, pieces[: place + 1])) for place in range(len(pieces))]
    text = "".join(pieces)
    first = next(place for place, letter in enumerate(text) if letter.isalnum())
    text = text[:first] + text[first].upper() + text[first + 1 :]
    inner = [{"content": [[ends[place - 1], ends[place]]]} for place in range(1, len(pieces), 2)]
    return {"id": name, "corpus": "scenes", "text": text}, inner
