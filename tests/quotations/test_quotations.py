"""Attributions that no parser of ours gives, and languages that have been fitted on nothing."""

from collections.abc import Callable

import pytest
from attrs import evolve

from quoteattr.document.document import Document
from quoteattr.languages.weights import Weights
from quoteattr.quotations.cues import attributions_of
from quoteattr.quotations.extent import bounded
from quoteattr.quotations.plausibility import Judge
from quoteattr.quotations.quotations import find_quotations

WON = "Moe/PROPN/2/nsubj said|say/VERB/0/root they/PRON/4/nsubj won|win/VERB/2/ccomp"


def test_nothing_but_marks_is_no_content(document_of: Callable[..., Document]) -> None:
    assert not find_quotations(document_of("Moe said —", "Moe/PROPN/2/nsubj said|say/VERB/0/root —/PUNCT/2/ccomp"))


@pytest.mark.parametrize("mark", ["—", "("])
def test_a_mark_and_a_conjunction_are_no_content(document_of: Callable[..., Document], mark: str) -> None:
    tree = f"Moe/PROPN/2/nsubj said|say/VERB/0/root {mark}/PUNCT/2/ccomp so/ADV/2/advmod and/CCONJ/3/cc"
    assert not find_quotations(document_of(f"Moe said {mark} so and", tree))


def test_nothing_but_marks_around_a_cue_is_no_content(document_of: Callable[..., Document]) -> None:
    tree = "—/PUNCT/0/root ,/PUNCT/1/punct Moe/PROPN/4/nsubj said|say/VERB/1/parataxis"
    assert not find_quotations(document_of("—, Moe said", tree))


def test_without_weights_counts_and_trees_decide(document_of: Callable[..., Document]) -> None:
    document = document_of("Moe said they won", WON)
    language = evolve(document.language, report_weights=Weights(), extent_weights=Weights())
    unfitted = evolve(document, language=language)
    [attribution] = attributions_of(document.trees.sentences[0].nodes[1], language)
    assert Judge(unfitted).judged(attribution) is attribution
    assert bounded(attribution, unfitted) is attribution
