"""Quoted spans in every kind of mark: the cases of `marks.json`."""

import json
from pathlib import Path
from typing import Any

import pytest

from quoteattr.document.marks import QuotedSpan, find_quoted_spans
from quoteattr.document.paragraphs import find_paragraphs
from quoteattr.languages.loading import load_language

ENGLISH = load_language("en")
CASES = json.loads(Path(__file__).with_name("marks.json").read_text(encoding="utf-8"))
USUAL = {"depth": 0, "closed": True, "continues": False}


def parametrized(case: dict[str, Any]) -> Any:
    marks = pytest.mark.xfail(reason=case["xfail"], strict=True) if "xfail" in case else ()
    return pytest.param(case, id=case["label"], marks=marks)


def quoted_spans(text: str) -> tuple[QuotedSpan, ...]:
    return find_quoted_spans(text, find_paragraphs(text, ENGLISH), ENGLISH.marks)


def written(text: str, quoted: QuotedSpan) -> str | dict[str, Any]:
    """A quoted span as the cases write it: the words between its marks, with whatever is unusual about it."""
    inner = text[quoted.inner_start : quoted.inner_end]
    unusual = {name: getattr(quoted, name) for name, value in USUAL.items() if getattr(quoted, name) != value}
    return {"inner": inner} | unusual if unusual else inner


@pytest.mark.parametrize("case", map(parametrized, CASES))
def test_quoted_spans_are_as_a_reader_sees_them(case: dict[str, Any]) -> None:
    assert [written(case["text"], quoted) for quoted in quoted_spans(case["text"])] == case["expect"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_quoted_spans_nest_and_lie_in_their_paragraphs(case: dict[str, Any]) -> None:
    paragraphs = find_paragraphs(case["text"], ENGLISH)
    open_ends: list[int] = []
    for quoted in quoted_spans(case["text"]):
        paragraph = paragraphs[quoted.paragraph]
        assert paragraph.body <= quoted.start <= quoted.inner_start < quoted.inner_end <= quoted.end <= paragraph.end
        open_ends = [end for end in open_ends if end > quoted.start]
        assert all(quoted.end <= end for end in open_ends)
        assert len(open_ends) == quoted.depth
        open_ends.append(quoted.end)
