"""Examples of speech within quotations."""

import json
from pathlib import Path

import pytest

from quoteattr import Attributor
from training import within

TEXT = "Ada Roth said Bill Kerr had told her that the road was closed. “I think we will win,” she said."


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    said = [[TEXT.index("that the road"), TEXT.index(". “I")]]
    labels = {"id": "a", "inner": [{"content": said}]}
    rows = {"news/made.jsonl": {"id": "a", "text": TEXT, "quotes": []}, "news/made.circumstances.jsonl": labels}
    (tmp_path / "news").mkdir()
    for name, row in rows.items():
        (tmp_path / name).write_text(json.dumps(row) + "\n", encoding="utf-8")
    return tmp_path


def test_everything_within_a_quotation_is_an_example_whatever_the_weights(corpora: Path) -> None:
    corpus, documents = within.documents(corpora, "news/made")
    [found] = within.examples(Attributor("en"), documents)
    assert corpus.words == len(TEXT.split())
    assert {next(name for name in sorted(names) if name.startswith("cue=")): label for names, label in found} == {
        "cue=tell": True,
        "cue=think": False,
        "cue=close": False,
    }


def test_passages_of_our_own_count_less_than_labelled_texts() -> None:
    said, unsaid = (frozenset({"cue=say"}), True), (frozenset({"cue=say"}), False)
    mostly_said = within.weights([(said, 1.0)] * 9, [unsaid] * 9)
    assert mostly_said["bias"] > 0 > within.weights([(unsaid, 1.0)] * 9, [said] * 9)["bias"]
