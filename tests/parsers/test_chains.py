"""Chains of coreference that come with a parse, from Stanza and from CoNLL-U."""

from typing import Any

import pytest
from attrs import evolve
from stanza import Document
from stanza.models.coref.coref_chain import CorefChain, CorefMention

from quoteattr import Attributor
from quoteattr.parsers.conllu import to_conllu, to_parse
from quoteattr.parsers.stanza import to_parse as from_stanza
from tests.chained import MOE, ROTH, SHE, TEXT, read


@pytest.fixture(scope="module")
def rules() -> Attributor:
    return Attributor("en")


@pytest.mark.parametrize(
    ("entities", "chains"),
    [
        ({"Ada": "(e1-person-1-gstype:spec", "Roth": "e1)", "She": "(e1)"}, ((ROTH, SHE),)),
        ({"Ada": "(e1(e2-x-1-", "Roth": "e2)e1)"}, ((ROTH,), (ROTH,))),
        ({"Ada": "(e1[1/2]-person-1-)", "Moe": "(e1[2/2]-person-1-)"}, (((0, 3), (17, 20)),)),
        ({"Roth": "e1)", "Ida": "(e2-person-1-"}, ()),
    ],
    ids=["more fields", "two of one span", "a parted mention", "brackets without a partner"],
)
def test_brackets_are_read(entities: dict[str, str], chains: tuple[Any, ...]) -> None:
    assert read(entities).chains == chains


def test_chains_are_written_and_read_again() -> None:
    parse = evolve(read({}), chains=[[ROTH, SHE], [MOE], [(0, 20)], [(13, 16), (9, 16), (9, 20)]])
    assert to_parse(to_conllu(parse), TEXT) == parse


def test_a_stanza_document_brings_its_chains(rules: Attributor) -> None:
    sentences: list[list[dict[str, Any]]] = [[]]
    for row in read({}).sentences:
        for token in row.tokens:
            place = {"start_char": token.start, "end_char": token.end, "ner": token.ner.replace("I-", "E-") or "O"}
            tree = {"head": token.head, "deprel": token.deprel, "lemma": token.lemma, "upos": token.upos}
            sentences[-1].append({"id": token.index, "text": token.text, "feats": token.feats, **tree, **place})
        sentences.append([])
    document = Document(sentences[:-1], text=TEXT)
    assert from_stanza(document).chains == ()
    document.coref = [CorefChain(0, [CorefMention(0, 3, 5), CorefMention(1, 0, 1)], "Ida Moe", 0)]
    assert from_stanza(document).chains == ((MOE, SHE),)
    [quote] = rules(document)
    assert quote.speaker is not None
    assert quote.speaker.name == "Ida Moe"
