"""Examples of what follows a content."""

import pytest

from quoteattr import Attributor
from tests.toy_corpus import DOCUMENTS, ToyParser, document
from training import extent


@pytest.mark.parametrize(("content", "belongs"), [("it rained because they prayed", True), ("it rained", False)])
def test_what_follows_a_content_is_an_example(toy_parser: ToyParser, content: str, belongs: bool) -> None:
    gold = document("Ann said it rained because they prayed.", content, "said", "Ann")
    [read] = Attributor("en", parser=toy_parser).documents([gold["text"]])
    [(features, label)] = extent.examples(read, gold["quotes"])
    assert label is belongs
    assert "first=because" in features


def test_a_content_that_ends_its_sentence_is_no_example(toy_parser: ToyParser) -> None:
    [read] = Attributor("en", parser=toy_parser).documents([DOCUMENTS[0]["text"]])
    assert list(extent.examples(read, DOCUMENTS[0]["quotes"])) == []
