"""Labels of transcripts, and what only looks like one."""

import pytest

from quoteattr.languages.loading import load_language
from quoteattr.trust.turns import find_turns

ENGLISH = load_language("en")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("LEE: We wait.\nEK: Why?", ["LEE", "EK"]),
        ("Ann Lee: We wait.\nBo Ek: Why?\nAnn Lee: Ice.\nBo Ek: Still?", ["Ann Lee", "Bo Ek", "Ann Lee", "Bo Ek"]),
        ("Ann Lee, CNN: So?\nEk: No.\nEk: No.\nAnn Lee, CNN: Why?", ["Ann Lee, CNN", "Ek", "Ann Lee, CNN"]),
        ("MR. EK (Northport): No.\nLEE [on the phone]: Yes.", ["MR. EK (Northport)", "LEE [on the phone]"]),
        ("Q. Why?\nA. The ice.\nQ. Still?\nA. Yes.", ["Q", "A", "Q", "A"]),
        ("Q: Why?\nA: The ice.", ["Q", "A"]),
        ("[00:00:04] LEE: We wait.\n[00:00:09] EK: Why?", ["LEE", "EK"]),
        ("**LEE:** We wait.\n**EK:** Why?", ["LEE", "EK"]),
        ("- LEE: We wait.\n- EK: Why?", ["LEE", "EK"]),
        ("00:01.000 --> 00:02.000\n<v Ann Lee>We wait.\n<v.loud Bo Ek>Why?", ["Ann Lee", "Bo Ek"]),
        ("    Dr. Lee. We wait.\n    Ms. Ek. Why?\n    Dr. Lee. Ice.\n    Ms. Ek. So?", ["Dr. Lee", "Ms. Ek"] * 2),
        # no labels
        ("We wait: the ice is thick.\nThey wait: it is cold.", []),
        ("The plan has two parts:\nThe plan has two parts:", []),
        ("He asked: “Why?”\nHe asked: “Why?”", []),
        ("Dr. Lee went home. She slept.\nDr. Lee went home. She slept.", []),
        ("https://example.org\nhttps://example.org", []),
        ("12:30: We wait.\n12:30: We wait.", []),
        ("The Ice. It melts.\nThe Ice. It melts.", []),
    ],
)
def test_labels(text: str, labels: list[str]) -> None:
    assert [turn.label.text for turn in find_turns(text, ENGLISH).turns if turn.label] == labels


def test_a_label_that_comes_once_counts_in_a_transcript() -> None:
    turns = find_turns("LEE: We wait.\nEK: Why?\nLEE: Ice.\nIda Moe: Oh.", ENGLISH)
    assert turns.labels == ["LEE", "EK", "Ida Moe"]
    assert find_turns("We met.\nIda Moe: Oh.", ENGLISH).turns == ()


def test_an_interview_without_labels_has_turns() -> None:
    text = "Why?\nThe ice.\nStill?\nYes.\nReally?\nReally."
    turns = find_turns(text, ENGLISH)
    assert turns.number_at(text.index("The ice")) != turns.number_at(text.index("Yes."))
    assert find_turns("Why?\nThe ice.", ENGLISH).turns == ()


def test_captions_change_speakers_at_arrows() -> None:
    turns = find_turns(">> We wait.\n>> Why?", ENGLISH)
    assert [turn.label for turn in turns.turns] == [None, None]
