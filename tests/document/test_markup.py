"""A text as it is shown: every character in its place, and nothing blanked that is no markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.document.markup import shown


@given(st.text(alphabet="ab *_[](){}<>/#>1²”.\n:=\"'h", max_size=60))
def test_every_character_stays_in_its_place(text: str) -> None:
    read = shown(text)
    assert len(read) == len(text)
    assert all(after in (before, " ") for before, after in zip(text, read, strict=True))
    assert (
        [c for c in read if c.isalpha()] == [c for c in text if c.isalpha()]
        or "<" in text
        or "](" in text
        or "[" in text
    )


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("**Moe** sank", "  Moe   sank"),
        ("_Moe._ I sank.", " Moe.  I sank."),
        ("[Moe](https://example.org) sank", " Moe                       sank"),
        ("<b>Moe</b> sank<br/>", "   Moe     sank     "),
        ('<a href="x">Moe</a>', "            Moe    "),
        ("“No.”[1] Yes[note 2]", "“No.”    Yes        "),
        ("“No.”³", "“No.” "),
        ("## Moe", "   Moe"),
        ("> No\n>> Yes", "  No\n   Yes"),
    ],
)
def test_markup_is_not_shown(text: str, read: str) -> None:
    assert shown(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 * 4",
        "a snake_case_name",
        "“The pier [at Exeter] sank”",
        "x < y > z",
        "<ada> hello",
        "[1] first",
        "m²",
        "it's 5 > 3",
    ],
)
def test_what_is_no_markup_is_shown(text: str) -> None:
    assert shown(text) == text
