"""Examples of stories and of what is none."""

from collections.abc import Callable
from random import Random

import pytest

from quoteattr.document.document import Document
from training import narration

NOVEL = "\n\n".join(f"In paragraph {number} the rain fell and she waited by the gate." for number in range(200))


def test_passages_are_of_whole_paragraphs_and_of_many_lengths() -> None:
    found = list(narration.passages(NOVEL, Random(1)))
    assert all(set(passage.split("\n\n")) <= set(NOVEL.split("\n\n")) for passage in found)
    assert len({len(passage) for passage in found}) > narration.PASSAGES / 2
    assert found == list(narration.passages(NOVEL, Random(1)))


def test_texts_with_too_little_are_no_examples(
    document_of: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = "“/PUNCT/2/punct Wait/VERB/0/root ”/PUNCT/2/punct he/PRON/5/nsubj said|say/VERB/2/parataxis ./PUNCT/2/punct"
    document = document_of("“Wait” he said.", tree)
    assert list(narration.examples([document], story=True)) == []
    monkeypatch.setattr(narration, "WORDS", 2)
    monkeypatch.setattr(narration, "QUOTED", 1)
    [(names, story)] = narration.examples([document], story=True)
    assert story
    assert "gendered=6" in names
