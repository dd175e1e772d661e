"""Reporting clauses beside quotations, on trees made by hand."""

from collections.abc import Callable

from quoteattr.document.document import Document
from quoteattr.quotations.clauses import cue_after

SANK = "“/PUNCT/3/punct We/PRON/3/nsubj sank|sink/VERB/{head} ./PUNCT/3/punct ”/PUNCT/3/punct"


def test_a_clause_of_the_same_sentence_follows_a_full_stop(document_of: Callable[..., Document]) -> None:
    tree = SANK.format(head="6/ccomp") + " said|say/VERB/0/root Moe/PROPN/6/nsubj ./PUNCT/6/punct"
    document = document_of("“We sank.” said Moe.", tree)
    attribution = cue_after(document, document.outer[0])
    assert attribution is not None
    assert attribution.cue.text == "said"


def test_another_sentence_does_not(document_of: Callable[..., Document]) -> None:
    said = "Moe/PROPN/2/nsubj said|say/VERB/0/root no/INTJ/2/obj ./PUNCT/2/punct"
    document = document_of("“We sank.” Moe said no.", SANK.format(head="0/root"), said)
    assert cue_after(document, document.outer[0]) is None
