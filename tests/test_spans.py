"""Quoted stretches of every kind of mark: the cases of `golden/spans.json`."""

import json
from pathlib import Path
from typing import Any

import pytest

from quoteattr.document.marks import Stretch, find_stretches
from quoteattr.document.paragraphs import find_paragraphs
from quoteattr.languages.loading import load_language

ENGLISH = load_language("en")
CASES = json.loads(Path(__file__).with_name("golden").joinpath("spans.json").read_text(encoding="utf-8"))
USUAL = {"depth": 0, "closed": True, "continues": False}


def parametrized(case: dict[str, Any]) -> Any:
    marks = pytest.mark.xfail(reason=case["xfail"], strict=True) if "xfail" in case else ()
    return pytest.param(case, id=case["label"], marks=marks)


def stretches(text: str) -> tuple[Stretch, ...]:
    return find_stretches(text, find_paragraphs(text, ENGLISH), ENGLISH.marks)


def written(text: str, stretch: Stretch) -> str | dict[str, Any]:
    """A stretch as the cases write it: the words between its marks, with whatever is unusual about it."""
    inner = text[stretch.inner_start : stretch.inner_end]
    unusual = {name: getattr(stretch, name) for name, value in USUAL.items() if getattr(stretch, name) != value}
    return {"inner": inner} | unusual if unusual else inner


@pytest.mark.parametrize("case", map(parametrized, CASES))
def test_stretches_are_as_a_reader_sees_them(case: dict[str, Any]) -> None:
    assert [written(case["text"], stretch) for stretch in stretches(case["text"])] == case["expect"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_stretches_nest_and_lie_in_their_paragraphs(case: dict[str, Any]) -> None:
    paragraphs = find_paragraphs(case["text"], ENGLISH)
    open_ends: list[int] = []
    for stretch in stretches(case["text"]):
        paragraph = paragraphs[stretch.paragraph]
        assert (
            paragraph.body <= stretch.start <= stretch.inner_start < stretch.inner_end <= stretch.end <= paragraph.end
        )
        open_ends = [end for end in open_ends if end > stretch.start]
        assert all(stretch.end <= end for end in open_ends)
        assert len(open_ends) == stretch.depth
        open_ends.append(stretch.end)
