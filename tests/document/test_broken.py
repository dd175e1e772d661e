"""Broken texts: what is read in place of what, that offsets hold, and what is said of it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr import attribute
from quoteattr.document.broken import Reading, read
from quoteattr.vocabulary import Doubt

BROKEN = st.text(st.sampled_from("ab .,”“’‘\"'&#;x8220ldquoÂÃâ€œ\x93\x94\ufffd\\`<>=\xad\u200b\n"), max_size=60)


@pytest.mark.parametrize(
    ("came", "shown"),
    [
        ("&ldquo;We&rsquo;ve won&#8221;", "“We’ve won”"),
        ("&amp;ldquo;AT&amp;T&amp;rdquo;", "“AT&T”"),
        ("AT&T; &unknown;", "AT&T; &unknown;"),
        ("â€œWe wait,â€ said ZoÃ« â€” now", "“We wait,” said Zoë — now"),
        ("Ã¢â‚¬Å“We wait", "“We wait"),
        ("=E2=80=9CWe wait=E2=80=9D", "“We wait”"),
        ("‚ÄúWe wait,‚Äù", "“We wait,”"),
        ("\x93We can\x92t\x94", "“We can’t”"),
        ("\ufffdWe can\ufffdt wait,\ufffd she", "“We can’t wait,” she"),
        ('\\"We wait\\"', '"We wait"'),
        ("““We wait””", "“We wait”"),
        ("“She said “go””", "“She said “go””"),
        (",,We wait''", "„We wait''"),
        ("<<We wait,>> she", "«We wait,» she"),
        (">> ADA: We wait", ">> ADA: We wait"),
        ("`We wait' and `code`", "`We wait' and `code`"),
        ("agree\xadment\u200b", "agreement"),
        ("Å” and à\xa0» and Ângelo", "Å” and à\xa0» and Ângelo"),
        ("a 6″ plank", "a 6″ plank"),
    ],
)
def test_broken_places_are_read_as_what_they_stand_for(came: str, shown: str) -> None:
    assert read(came).text == shown


@given(BROKEN)
def test_offsets_of_what_is_read_lie_in_order_and_within_the_source(text: str) -> None:
    reading = read(text)
    places = [reading.original(place, place + 1) for place in range(len(reading.text))]
    assert all(0 <= start <= end <= len(text) for start, end in places)
    assert places == sorted(places)
    assert reading.original(0, len(reading.text))[1] <= len(text)


@settings(deadline=None, max_examples=60)
@given(BROKEN)
def test_records_are_cut_from_the_text_that_came(text: str) -> None:
    result = attribute(f"{text} said Ann Lee.")
    assert all(result.text[s.start : s.end] == s.text for quote in result for s in quote.content)


def test_sound_texts_are_read_as_they_stand() -> None:
    reading = read("“We wait,” said Zoë. 'No,' said Bo & Co.")
    assert reading.is_plain
    assert reading.original(3, 5) == (3, 5)


def test_an_empty_stretch_has_a_place() -> None:
    reading = read("&amp;a")
    assert [reading.original(place, place) for place in (0, 1, 2)] == [(0, 0), (5, 5), (6, 6)]


def test_words_are_found_in_what_is_read() -> None:
    assert Reading.edited("a&amp;b", [(1, 6, "&")]).shown(0, 6) == "a&"


def test_a_warning_says_what_is_broken_and_what_to_do() -> None:
    [warning] = attribute("&ldquo;We wait,&rdquo; said Ann Lee.").warnings
    assert isinstance(warning, Doubt)
    assert warning.startswith("the text came broken at 0:7 and in 1 more places (HTML entities)")
    assert "quoteattr.repaired(text)" in warning
    assert attribute("“We wait,” said Ann Lee of Roe &amp; Sons, a min\xadister.").warnings == ()


def test_a_layout_that_looks_like_talk_is_doubted() -> None:
    turns = "Ada | It rained all day.\nBo | It did not.\nAda | It did.\nBo | Not here."
    [warning] = attribute(turns).warnings
    assert "begin with Ada and Bo in turns" in warning
    assert (
        attribute("Ada: It rained all day.\nBo: It did not, I think.\nAda: It did, you know.\nBo: Not here.").warnings
        == ()
    )


def test_long_broken_texts_are_read_in_linear_time() -> None:
    def seconds(times: int) -> float:
        began = time.perf_counter()
        read("&ldquo;We wait,&rdquo; said “Ann \x93 â€œ ``x'' ,,y <<z " * times)
        return time.perf_counter() - began

    seconds(100)
    assert seconds(8000) < 40 * seconds(800) + 0.1
