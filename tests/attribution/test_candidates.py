"""Who may be a source: the candidates for a cue without a subject, and how they are weighed."""

import pytest
from attrs import evolve

from quoteattr.attribution.candidates import rank
from quoteattr.document.document import Document
from quoteattr.languages.weights import Weights
from quoteattr.quotations.quotations import find_quotations
from tests.cases import case_called, frozen_document

CASE = case_called("a gerund behind a clause with a subject of its own")
TEXT = CASE.text


@pytest.fixture(scope="module")
def document() -> Document:
    return frozen_document(CASE)


def _ranked(document: Document) -> list[tuple[str, float]]:
    [attribution] = [
        quotation.attribution
        for quotation in find_quotations(document)
        if quotation.attribution and quotation.attribution.cue.text == "arguing"
    ]
    return [(candidate.head.text, share) for candidate, share in rank(document, attribution)]


def test_all_who_stand_in_the_clauses_above_are_weighed(document: Document) -> None:
    heads, shares = zip(*_ranked(document), strict=True)
    assert heads[0] == "Ida"
    assert {"board", "notion", "harbour"} <= set(heads)
    assert sorted(shares, reverse=True) == list(shares)


def test_without_weights_the_nearest_in_the_tree_comes_first(document: Document) -> None:
    [(head, _), *_] = _ranked(evolve(document, language=evolve(document.language, source_weights=Weights())))
    assert head == "board"
