"""Chains of coreference that come with a parse: from Stanza, from CoNLL-U, and what they decide."""

from typing import Any

import pytest
from attrs import evolve
from stanza import Document
from stanza.models.coref.coref_chain import CorefChain, CorefMention

from quoteattr import Attributor
from quoteattr.errors import ParseError
from quoteattr.parsers.conllu import to_conllu, to_parse
from quoteattr.parsers.stanza import to_parse as from_stanza
from quoteattr.syntax.parse import Parse

TEXT = "Ada Roth met Ida Moe. She said it sank."
ROTH, MOE, SHE = (0, 8), (13, 20), (22, 25)
WORDS = [
    "Ada PROPN 3 nsubj B-PER Number=Sing",
    "Roth PROPN 1 flat I-PER Number=Sing",
    "met VERB 0 root _ VerbForm=Fin",
    "Ida PROPN 3 obj B-PER Number=Sing",
    "Moe PROPN 4 flat I-PER Number=Sing",
    ". PUNCT 3 punct _ _",
    "",
    "She PRON 2 nsubj _ Gender=Fem|Number=Sing",
    "said VERB 0 root _ VerbForm=Fin",
    "it PRON 4 nsubj _ Number=Sing",
    "sank VERB 2 ccomp _ VerbForm=Fin",
    ". PUNCT 2 punct _ _",
]
LEMMAS = {"met": "meet", "said": "say", "sank": "sink", "She": "she"}


def conllu(entities: dict[str, str]) -> str:
    """The text as CoNLL-U, with some words' brackets under `Entity`."""
    lines, number = [], 0
    for row in WORDS:
        if not row:
            lines, number = [*lines, ""], 0
            continue
        number += 1
        word, upos, head, relation, ner, feats = row.split()
        misc = [note for note in (f"ner={ner}", f"Entity={entities.get(word, '_')}") if not note.endswith("=_")]
        columns = (
            str(number),
            word,
            LEMMAS.get(word, word),
            upos,
            "_",
            feats,
            head,
            relation,
            "_",
            "|".join(misc) or "_",
        )
        lines.append("\t".join(columns))
    return "\n".join([*lines, ""])


def read(entities: dict[str, str]) -> Parse:
    return to_parse(conllu(entities), TEXT)


@pytest.fixture(scope="module")
def rules() -> Attributor:
    return Attributor("en")


@pytest.mark.parametrize(
    ("entities", "speaker"),
    [
        ({}, "Ada Roth"),
        ({"Ida": "(e2-person-1-", "Moe": "e2)", "She": "(e2-person-1-)"}, "Ida Moe"),
        ({"Ada": "(e1-person-1-", "Roth": "e1)", "She": "(e1-person-1-)"}, "Ada Roth"),
        ({"She": "(e3-person-1-)"}, "Ada Roth"),
    ],
    ids=["no chain", "the object", "the subject", "a chain of a pronoun alone says nothing"],
)
def test_a_chain_is_believed_before_a_guess(rules: Attributor, entities: dict[str, str], speaker: str) -> None:
    [quote] = rules(read(entities))
    assert quote.speaker is not None
    assert quote.speaker.name == speaker
    assert ("by the rule coreferent" in quote.explain()) is ("(e2" in str(entities) or "(e1" in str(entities))


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


def test_a_mention_beside_the_tokens_is_refused() -> None:
    with pytest.raises(ParseError, match=r"mentions 1:8, where the text has 'da Roth'; mentions must begin where"):
        evolve(read({}), chains=[[(1, 8)]])
