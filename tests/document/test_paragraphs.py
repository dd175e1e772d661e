"""Paragraphs, headlines, datelines, stamps and speaker labels: the cases of `paragraphs.json`."""

import json
from pathlib import Path
from typing import Any

import pytest
import regex
from attrs import evolve

from quoteattr.document.paragraphs import Paragraph, find_paragraphs
from quoteattr.languages.loading import load_language

ENGLISH = load_language("en")
CASES = json.loads(Path(__file__).with_name("paragraphs.json").read_text(encoding="utf-8"))


def parametrized(case: dict[str, Any]) -> Any:
    marks = pytest.mark.xfail(reason=case["xfail"], strict=True) if "xfail" in case else ()
    return pytest.param(case, id=case["label"], marks=marks)


def written(text: str, paragraph: Paragraph) -> str | dict[str, Any]:
    """A paragraph as the cases write it: its running text alone, or with a label, or as a headline."""
    body = text[paragraph.body : paragraph.end]
    label = {"label": paragraph.label.text} if paragraph.label else {}
    headline = {"headline": True} if paragraph.headline else {}
    return {"body": body} | headline | label if label or headline else body


@pytest.mark.parametrize("case", map(parametrized, CASES))
def test_paragraphs_are_as_a_reader_sees_them(case: dict[str, Any]) -> None:
    found = find_paragraphs(case["text"], ENGLISH)
    assert [written(case["text"], paragraph) for paragraph in found] == case["expect"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_nothing_but_white_space_lies_between_paragraphs(case: dict[str, Any]) -> None:
    text, end = case["text"], 0
    for paragraph in find_paragraphs(text, ENGLISH):
        assert paragraph.start <= paragraph.body < paragraph.end
        assert not text[end : paragraph.start].strip()
        assert paragraph.label is None or text[paragraph.label.start : paragraph.label.end] == paragraph.label.text
        end = paragraph.end
    assert not text[end:].strip()


@pytest.mark.parametrize("text", ["Moe:\n\nMoe:", "OSLO -"])
def test_a_paragraph_keeps_its_words_where_a_pattern_of_a_language_matches_all_of_it(text: str) -> None:
    label, dateline = regex.compile(r"(?P<label>Moe):\s*"), regex.compile(r"OSLO -\s*")
    language = evolve(ENGLISH, layout=evolve(ENGLISH.layout, label=label, dateline=dateline))
    paragraphs = find_paragraphs(text, language)
    assert [text[paragraph.body : paragraph.end] for paragraph in paragraphs] == text.split("\n\n")
