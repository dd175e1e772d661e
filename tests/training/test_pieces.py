"""Labelled novels in pieces: whole paragraphs, with labels and trees where the words are."""

from collections.abc import Mapping
from typing import Any

import pytest

from quoteattr.syntax.parse import Parse, Sentence, Token
from training import pieces as cutting
from training.pieces import part, pieces

PARAGRAPHS = [f"“Number {place},” said Ida Moe." for place in range(12)]
TEXT = "\n\n".join(PARAGRAPHS)


def novel() -> Mapping[str, Any]:
    starts = [TEXT.index(paragraph) for paragraph in PARAGRAPHS]
    quotes = [{"content": [[start + 1, start + 8]], "speaker": "c0"} for start in starts]
    return {"id": "n1", "text": TEXT, "quotes": quotes, "entities": [{"id": "c0", "name": "Ida Moe"}]}


def parse() -> Parse:
    def sentence(paragraph: str) -> Sentence:
        start = TEXT.index(paragraph)
        return Sentence((Token(1, start + 1, start + 7, "Number", "number", "NOUN", 0, "root"),))

    return Parse(TEXT, tuple(map(sentence, PARAGRAPHS)))


def test_pieces_are_whole_paragraphs_and_make_up_the_novel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "WORDS", (8, 15))
    monkeypatch.setattr(cutting, "LEAST", 1)
    found = list(pieces(novel(), parse()))
    assert len(found) > 2
    assert "".join(row["text"] for row, _ in found) == TEXT
    for row, trees in found:
        assert row["text"].startswith("“Number")
        assert {row["text"][a:b].split()[0] for quote in row["quotes"] for a, b in quote["content"]} == {"Number"}
        tokens = [token for sentence in trees.sentences for token in sentence.tokens]
        assert len(tokens) == len(row["quotes"]) == row["text"].count("Number")
        assert all(trees.text[token.start : token.end] == "Number" for token in tokens)


def test_what_is_left_at_the_end_may_be_too_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "WORDS", (55, 55))
    monkeypatch.setattr(cutting, "LEAST", 10)
    [(row, _)] = pieces(novel(), parse())
    assert len(row["text"].split()) >= 50


def test_a_part_has_the_quotes_that_lie_in_it() -> None:
    cut = part(novel(), 0, TEXT.index(PARAGRAPHS[2]))
    assert [cut["text"][a:b] for quote in cut["quotes"] for a, b in quote["content"]] == ["Number ", "Number "]
