"""Labels by their forms, and whom they name; `tests/golden/en/transcripts.json` has the forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.document.paragraphs import find_paragraphs
from quoteattr.languages.loading import load_language

ENGLISH = load_language("en")


def called(text: str) -> list[str | None]:
    """Whom the labels name, paragraph by paragraph."""
    return [paragraph.turn.called if paragraph.turn else None for paragraph in find_paragraphs(text, ENGLISH)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Moe: Why?\nDahl: I know.\nMoe: Tell us.", ["Moe", "Dahl", "Moe"]),
        ("Ida Moe: Why?\nDahl: I know.\nMoe: Tell us.", ["Ida Moe", "Dahl", "Ida Moe"]),
        ("MR. MOE: Why?\nMS. MOE: I know.\nMR. MOE: Tell us.", ["MR. MOE", "MS. MOE", "MR. MOE"]),
        ("Ida Moe KC: Why?\nDahl: I know.\nMoe: Tell us.", ["Ida Moe", "Dahl", "Ida Moe"]),
        ("Oats: one cup.\nMilk: two cups.\nOats: one more.", [None, None, None]),
        ("Moe: Why?\nNote: It rained.\nDahl: I know.\nMoe: Tell us.", ["Moe", None, "Dahl", "Moe"]),
        ("A Moe of my own.\nA Dahl of yours.", [None, None]),
        ("Moe: I see.\n“No,” said Dahl.\nMoe: You do?\nDahl: I do.", ["Moe", None, "Moe", "Dahl"]),
    ],
)
def test_labels_name_people(text: str, names: list[str | None]) -> None:
    assert called(text) == names


@given(
    st.lists(
        st.sampled_from(["Moe: ", "MOE. ", "Q. ", "A ", "BY MR. MOE:", "[1:01] ", "\n", "> ", "**", "(", ")", "Why?"])
    )
)
def test_no_labels_break_a_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    for paragraph in find_paragraphs(text, ENGLISH):
        assert paragraph.start <= paragraph.body < paragraph.end
        assert paragraph.label is None or text[paragraph.label.start : paragraph.label.end] == paragraph.label.text
