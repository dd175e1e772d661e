"""Labelled novels in parts, each with its part of the parse: most stories that come are shorter than novels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from attrs import evolve

from quoteattr.syntax.parse import Parse, Sentence

WORDS = (1_000, 3_000)
"""Words of the shortest piece and of the longest."""
LEAST = 700
"""Words of the last piece of a novel, without which it is left out."""


def pieces(row: Mapping[str, Any], parse: Parse) -> Iterator[tuple[dict[str, Any], Parse]]:
    """A labelled novel in pieces of whole paragraphs, each with its parse."""
    random, text = Random(row["id"]), row["text"]
    starts = [word.start() for word in re.finditer(r"\S+", text)]
    ends = [gap.end() for gap in re.finditer(r"\n\s*\n", text)]
    first = start = 0
    while start < len(text):
        last = first + random.randint(*WORDS)
        end = next((end for end in ends if last < len(starts) and end >= starts[last]), len(text))
        following = next((place for place in range(first, len(starts)) if starts[place] >= end), len(starts))
        if following - first >= LEAST:
            yield part(row, start, end), _between(parse, start, end)
        first, start = following, end


def part(row: Mapping[str, Any], start: int, end: int) -> dict[str, Any]:
    """A labelled novel between two offsets, with the quotes that lie there."""
    inside = [q for q in row["quotes"] if all(start <= first and last <= end for first, last in q["content"])]
    moved = [{**q, "content": [[first - start, last - start] for first, last in q["content"]]} for q in inside]
    return {**row, "text": row["text"][start:end], "quotes": moved}


def _between(parse: Parse, start: int, end: int) -> Parse:
    """The sentences of a parse that lie between two offsets."""
    return Parse(parse.text[start:end], tuple(_moved(s, -start) for s in parse.sentences if _lies(s, start, end)))


def _lies(sentence: Sentence, start: int, end: int) -> bool:
    return bool(sentence.tokens) and start <= sentence.tokens[0].start and sentence.tokens[-1].end <= end


def _moved(sentence: Sentence, by: int) -> Sentence:
    return Sentence(tuple(evolve(token, start=token.start + by, end=token.end + by) for token in sentence.tokens))
