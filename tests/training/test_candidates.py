"""Examples of who is the source of a cue without a subject."""

import pytest

from quoteattr.document.document import Document
from tests.cases import case_called, frozen_document
from training import candidates

CASE = case_called("a gerund behind a clause with a subject of its own")
TEXT = CASE.text


@pytest.fixture(scope="module")
def document() -> Document:
    return frozen_document(CASE)


def test_the_source_of_the_annotators_is_the_example_to_follow(document: Document) -> None:
    content = TEXT.index("that the ferry")
    quote = {"content": [[content, len(TEXT) - 1]], "source": [[0, len("Ida Moe")]]}
    labels = [label for _, label in candidates.examples(document, [quote])]
    assert len(labels) > 1
    assert labels.count(True) == 1


def test_what_an_earlier_rule_decides_is_no_example(document: Document) -> None:
    content = TEXT.index("the notion")
    quote = {"content": [[content, TEXT.index(", arguing")]], "source": [[0, len("Ida Moe")]]}
    assert list(candidates.examples(document, [quote])) == []
