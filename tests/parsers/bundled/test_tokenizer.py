"""Words and sentences by rule: golden cases, and what holds for any text."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.parsers.bundled.tokenizer import Tokenizer

MODELS = Path(__file__).parents[3] / "quoteattr" / "parsers" / "models" / "en"
CASES = json.loads(Path(__file__).with_name("tokens.json").read_text(encoding="utf-8"))
TOKENIZER = Tokenizer.read(MODELS / "tokens.json")


def sentences(text: str) -> list[str]:
    return [" ".join(text[start:end] for start, end in sentence) for sentence in TOKENIZER(text)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_words_and_sentences(case: dict[str, object], request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=str(case["xfail"]), strict=True))
    assert sentences(str(case["text"])) == case["sentences"]


@given(st.text() | st.text(alphabet="ab A.?!'’“”\"-–—…()[]\n\t1,:@/&_*#é\u00ad"))
def test_words_cover_all_but_white_space(text: str) -> None:
    spans = [span for sentence in TOKENIZER(text) for span in sentence]
    assert "".join(text[start:end] for start, end in spans) == "".join(text.split())
    assert spans == sorted(spans)
    assert all(start < end for start, end in spans)
    assert all(TOKENIZER(text))
