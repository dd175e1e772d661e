"""Lemmas by rule, and those of irregular verbs."""

import pytest

from quoteattr.parsers.bundled.lemmas import Lemmas, regular
from training.english import lemmas


@pytest.mark.parametrize(
    ("form", "upos", "feats", "lemma"),
    [
        ("tweeted", "VERB", "Tense=Past", "tweet"),
        ("Announcing", "VERB", "VerbForm=Ger", "announce"),
        ("replied", "VERB", "Tense=Past", "reply"),
        ("quips", "VERB", "Tense=Pres", "quip"),
        ("quipped", "VERB", "Tense=Past", "quip"),
        ("hoped", "VERB", "Tense=Past", "hope"),
        ("mumbling", "VERB", "VerbForm=Part", "mumble"),
        ("spokespersons", "NOUN", "Number=Plur", "spokesperson"),
        ("agencies", "NOUN", "Number=Plur", "agency"),
        ("boss", "NOUN", "Number=Sing", "boss"),
        ("Jones", "PROPN", "Number=Sing", "Jones"),
        ("louder", "ADJ", "Degree=Cmp", "loud"),
        ("", "VERB", "", ""),
        ("s", "NOUN", "Number=Plur", "s"),
    ],
)
def test_regular_inflection(form: str, upos: str, feats: str, lemma: str) -> None:
    assert regular(form, upos, feats) == lemma


def test_irregular_verbs_are_words_of_their_own() -> None:
    forms = lemmas.irregular()
    assert forms["swore"] == "swear"
    assert forms["found"] == "find"
    assert Lemmas({"VERB": forms}, {})("Retold", "VERB", "") == "retell"
