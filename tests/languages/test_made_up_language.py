"""A language that was made up is read from its folder: a language is data and needs no code."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quoteattr import Attributor, Language, Quote, Result
from quoteattr.languages.loading import load_language

ZED = load_language(Path(__file__).parent / "zed")
Attribute = Callable[..., Result]


@pytest.fixture
def attribute(document_of: Any) -> Attribute:
    """Attributes a text in Zedish by its trees."""
    return lambda text, *trees: Attributor(ZED)(document_of(text, *trees).parse)


def test_it_is_a_language_like_any_other() -> None:
    assert isinstance(ZED, Language)
    assert (ZED.code, ZED.name) == ("zed", "Zedish")
    assert ZED.is_title("Vor")
    assert not ZED.report_weights
    assert ZED.countries == frozenset()
    assert ZED.genders["mip"] == "Fem"


def only(result: Result) -> Quote:
    assert result.language == "zed"
    [quote] = result
    return quote


def test_the_subject_of_a_verb_is_the_source(attribute: Attribute) -> None:
    quote = only(
        attribute(
            "Mip Zan orri up brak loppi.",
            "Mip/PROPN/3/nsubj/B-PER Zan/PROPN/1/flat/I-PER orri|orro/VERB/0/root"
            " up/SCONJ/6/mark brak/NOUN/6/nsubj loppi|loppo/VERB/3/ccomp ./PUNCT/3/punct",
        )
    )
    assert (quote.text, quote.kind, quote.cue and quote.cue.lemma) == ("up brak loppi", "indirect", "orro")
    assert (quote.speaker and quote.speaker.name, quote.sieve) == ("Mip Zan", "subject_of_cue")


def test_its_own_marks_hold_direct_speech(attribute: Attribute) -> None:
    quote = only(
        attribute(
            "⟪Brak loppi,⟫ orri vor Tol Zan.",
            "⟪/PUNCT/3/punct Brak|brak/NOUN/3/nsubj loppi|loppo/VERB/6/ccomp ,/PUNCT/3/punct ⟫/PUNCT/3/punct"
            " orri|orro/VERB/0/root vor/NOUN/6/nsubj Tol/PROPN/7/flat/B-PER Zan/PROPN/7/flat/I-PER ./PUNCT/6/punct",
        )
    )
    assert (quote.text, quote.kind) == ("Brak loppi,", "direct")
    assert quote.speaker
    assert (quote.speaker.name, quote.speaker.role and quote.speaker.role.text) == ("Tol Zan", "vor")


def test_a_pronoun_stands_for_who_agrees(attribute: Attribute) -> None:
    quote = only(
        attribute(
            "Mip Zan i Tol Lub vinni. Za nekki up brak loppi.",
            "Mip/PROPN/6/nsubj/B-PER Zan/PROPN/1/flat/I-PER i/CCONJ/4/cc Tol/PROPN/1/conj/B-PER"
            " Lub/PROPN/4/flat/I-PER vinni|vinno/VERB/0/root ./PUNCT/6/punct",
            "Za|za/PRON/2/nsubj nekki|nekko/VERB/0/root up/SCONJ/5/mark brak/NOUN/5/nsubj"
            " loppi|loppo/VERB/2/ccomp ./PUNCT/2/punct",
        )
    )
    assert (quote.source and quote.source.form, quote.cue and quote.cue.stance) == ("pronoun", "deny")
    assert quote.speaker
    assert quote.speaker.name == "Mip Zan"


def test_a_noun_is_what_its_list_says(attribute: Attribute) -> None:
    quote = only(
        attribute(
            "Brak orri up Mip loppi.",
            "Brak|brak/NOUN/2/nsubj orri|orro/VERB/0/root up/SCONJ/5/mark Mip/PROPN/5/nsubj/B-PER"
            " loppi|loppo/VERB/2/ccomp ./PUNCT/2/punct",
        )
    )
    assert quote.speaker
    assert (quote.speaker.name, quote.speaker.kind) == ("Brak", "organization")


def test_its_own_complementizer_opens_what_is_said(attribute: Attribute) -> None:
    """What stands before it belongs to the verb, though the tree has it below: as in *said on Monday that they won*."""
    quote = only(
        attribute(
            "Mip orri sul up brak loppi.",
            "Mip/PROPN/2/nsubj/B-PER orri|orro/VERB/0/root sul/NOUN/6/obl up/SCONJ/6/mark brak/NOUN/6/nsubj"
            " loppi|loppo/VERB/2/ccomp ./PUNCT/2/punct",
        )
    )
    assert quote.text == "up brak loppi"


def test_a_relative_pronoun_stands_for_who_is_before_it(attribute: Attribute) -> None:
    quote = only(
        attribute(
            "Mip Zan, kip orri up brak loppi, vinni.",
            "Mip/PROPN/10/nsubj/B-PER Zan/PROPN/1/flat/I-PER ,/PUNCT/5/punct kip/PRON/5/nsubj"
            " orri|orro/VERB/1/acl:relcl up/SCONJ/8/mark brak/NOUN/8/nsubj loppi|loppo/VERB/5/ccomp ,/PUNCT/5/punct"
            " vinni|vinno/VERB/0/root ./PUNCT/10/punct",
        )
    )
    assert quote.source
    assert quote.speaker
    assert (quote.source.text, quote.source.form, quote.speaker.name) == ("kip", "pronoun", "Mip Zan")


def test_the_one_who_tells_has_one_name(attribute: Attribute) -> None:
    quote = only(
        attribute(
            "Dem orri up brak loppi.",
            "Dem|da/PRON/2/nsubj//Number=Sing|Person=1 orri|orro/VERB/0/root up/SCONJ/5/mark brak/NOUN/5/nsubj"
            " loppi|loppo/VERB/2/ccomp ./PUNCT/2/punct",
        )
    )
    assert quote.speaker
    assert (quote.source and quote.source.text, quote.speaker.name, quote.speaker.kind) == ("Dem", "Da", "person")


def test_a_name_with_its_possessive_ending_is_the_same_name(attribute: Attribute) -> None:
    result = attribute(
        "Mip Zan orri up brak loppi. Zan-ut orri up brak loppi.",
        "Mip/PROPN/3/nsubj/B-PER Zan/PROPN/1/flat/I-PER orri|orro/VERB/0/root up/SCONJ/6/mark brak/NOUN/6/nsubj"
        " loppi|loppo/VERB/3/ccomp ./PUNCT/3/punct",
        "Zan-ut/PROPN/2/nsubj/B-PER orri|orro/VERB/0/root up/SCONJ/5/mark brak/NOUN/5/nsubj loppi|loppo/VERB/2/ccomp"
        " ./PUNCT/2/punct",
    )
    assert [speaker.name for speaker in result.speakers] == ["Mip Zan"]


def test_what_was_not_measured_is_said_not_to_be(attribute: Attribute) -> None:
    quote = only(
        attribute(
            "Mip orri up brak loppi.",
            "Mip/PROPN/2/nsubj/B-PER orri|orro/VERB/0/root up/SCONJ/5/mark brak/NOUN/5/nsubj"
            " loppi|loppo/VERB/2/ccomp ./PUNCT/2/punct",
        )
    )
    assert quote.reason
    assert not quote.reason.measured
    assert 0 < quote.confidence < 1
