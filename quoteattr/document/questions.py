"""Interviews in which print alone tells who speaks: questions in bold or italics, answers in plain letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

import regex

from quoteattr.document.blocks import Block
from quoteattr.document.labels import talks
from quoteattr.languages.language import Language

Part = Literal["asks", "answers"]
QUESTIONS = 3
"""Paragraphs in one print, each with another behind it, from which they may be questions."""
ASKING = 0.5
"""Share of them that must ask or address somebody."""
ANSWERING = 0.33
"""Share of the answers in which somebody must say *I* or *we*."""
_PRINT: Final = regex.compile(r"\s*(?P<print>\*{1,3}|_{1,3}|\#{1,6}\s|<(?:b|i|em|strong|h[1-6])>)")


def asked_and_answered(
    text: str, read: str, blocks: Sequence[Block], language: Language
) -> dict[int, tuple[Part, int]]:
    """What the blocks of an interview are, each with the number of the block that opens its turn.

    `read` is what is shown of the text. The last answer is one block: what follows may be the writer's again.
    """
    prints = [_print(text, read, block) for block in blocks]
    for kind in dict.fromkeys(filter(None, prints)):
        questions = [number for number, other in enumerate(prints) if other == kind]
        turns = dict(_turns(questions, len(blocks)))
        if _is_interview(read, blocks, turns, language):
            return turns
    return {}


def _print(text: str, read: str, block: Block) -> str:
    """The mark by which all of a block is in another print; empty where it is not."""
    match = _PRINT.match(text, block.start, block.end)
    if match is None:
        return ""
    whole = match["print"].startswith("#") or not read[block.end - 1 : block.end].strip()
    return match["print"].strip() if whole else ""


def _turns(questions: Sequence[int], blocks: int) -> Iterator[tuple[int, tuple[Part, int]]]:
    for question, following in zip(questions, [*questions[1:], None], strict=True):
        yield question, ("asks", question)
        end = min(question + 2, blocks) if following is None else following
        yield from ((number, ("answers", question + 1)) for number in range(question + 1, end))


def _is_interview(
    read: str, blocks: Sequence[Block], turns: Mapping[int, tuple[Part, int]], language: Language
) -> bool:
    said: dict[tuple[Part, int], str] = {}
    for number, turn in turns.items():
        said[turn] = f"{said.get(turn, '')} {read[blocks[number].body : blocks[number].end]}"
    asked = [talks(words, language) for (part, _), words in said.items() if part == "asks"]
    answered = [talks(words.replace("?", ""), language) for (part, _), words in said.items() if part == "answers"]
    enough = len(answered) >= QUESTIONS and sum(asked) >= ASKING * len(asked)
    return enough and sum(answered) >= ANSWERING * len(answered)
