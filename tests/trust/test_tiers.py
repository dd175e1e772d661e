"""Tiers, differences and flags, one kind at a time."""

import pytest

from quoteattr import Result, verify
from quoteattr.errors import InputError
from quoteattr.records.records import Quote, Span, Speaker
from quoteattr.trust.verification import SIMILARITY, Check

COUNCIL = """CHAIR: Will you build the bridge?
ANN LEE: We need a bridge, and we need it soon. [applause] The ferry is old – it's older than me. I do not think that
we should sell the harbour. We paid $1,000 for the U.S. flag.
CHAIR: And the school?
ANN LEE: The school stays open. Nobody asked me to close it.
BO EK: The council asked twice."""


def one(quote: str, source: str = COUNCIL, similarity: float = SIMILARITY) -> Check:
    [check] = verify([quote], [source], similarity=similarity)
    return check


def kinds(check: Check) -> list[str]:
    return [difference.kind for difference in check.differences]


@pytest.mark.parametrize(
    ("quote", "tier", "differences"),
    [
        ("We need a bridge, and we need it soon.", "exact", []),
        ("“The school stays open,”", "exact", []),
        ("need a bridge.", "exact", []),
        ("", "absent", []),
        ("…", "absent", []),
        ("The ferry is old — it’s older than me.", "typographic", ["dashes", "marks"]),
        ("The ferry  is old", "typographic", ["spaces"]),
        ("The School stays open.", "typographic", ["case"]),
        ("The FERRY is old", "typographic", ["case"]),
        ("We paid $1000 for the US flag.", "typographic", ["marks", "marks"]),
        ("We need a bridge … The ferry is old", "edited", ["ellipsis"]),
        ("We need a bridge ... The ferry is old", "edited", ["ellipsis"]),
        ("We need a bridge […] The ferry is old", "edited", ["ellipsis"]),
        ("… we need it soon.", "edited", ["ellipsis"]),
        ("We need a bridge …", "edited", ["ellipsis"]),
        ("[Ann] need a bridge", "edited", ["brackets"]),
        ("We need [one], and we need it soon.", "edited", ["brackets"]),
        ("We need (one), and we need it soon.", "edited", ["brackets"]),
        ("[T]he ferry is old", "edited", ["brackets"]),
        ("We need it soon.", "edited", ["cut", "case"]),
        ("We need a bridge.", "edited", ["cut"]),
        ("we need it soon. The ferry is old", "edited", ["aside"]),
        ("We need a bridge,” “The ferry is old", "edited", ["cue"]),
        ("We need a tunnel, and we need it soon.", "changed", ["replaced"]),
        ("We need a bridge, and we really need it soon.", "changed", ["added"]),
        ("We need a bridge, and need it soon.", "changed", ["dropped"]),
        ("We paid £1,000 for the U.S. flag.", "changed", ["replaced"]),
        ("A harbour is no place for a child.", "absent", []),
    ],
)
def test_each_tier_with_its_differences(quote: str, tier: str, differences: list[str]) -> None:
    check = one(quote)
    assert (check.tier, kinds(check)) == (tier, differences)


@pytest.mark.parametrize(
    ("quote", "flag"),
    [
        ("We should sell the harbour.", "negation"),
        ("I do think that we should sell the harbour.", "negation"),
        ("I do … think that we should sell the harbour.", "negation"),
        ("I do not think that we should not sell the harbour.", "negation"),
        ("sell the harbour", "denied"),
        ("We need a bridge, and we need it soon. I do not think that we should sell the harbour.", "left out"),
        ("The ferry is old – it's older than me. We need a bridge, and we need it soon.", "moved"),
        ("We need a bridge, and we need it soon. The school stays open.", "two answers"),
        ("The school stays open. The council asked twice.", "two speakers"),
    ],
)
def test_what_a_reader_should_know(quote: str, flag: str) -> None:
    check = one(quote)
    assert flag in check.flags
    if flag in ("negation", "moved"):
        assert check.tier == "changed"


def test_words_from_two_sources_are_no_quotation() -> None:
    [check] = verify(["We need a bridge for the school … the yard was closed all winter long"], {
        "a": "We need a bridge for the school, she said.",
        "b": "He said the yard was closed all winter long.",
    })  # fmt: skip
    assert (check.tier, check.flags) == ("changed", ("two sources",))


def test_similarity_is_the_user_s() -> None:
    quote = "We want a tunnel, and we need it soon."
    assert one(quote).tier == one(quote, similarity=0.7).tier == "changed"
    assert one(quote, similarity=0.9).tier == "absent"
    assert one(quote).similarity == pytest.approx(7 / 9)


def test_words_in_brackets_of_the_source_are_its_own() -> None:
    source = "The clinic (opened in May) will close again."
    assert one("The clinic (opened in May) will close again.", source).tier == "exact"
    assert one("The clinic (opened in June) will close again.", source).tier == "changed"
    for quote in ("The clinic (opened in June)", "(opened in June) will close again."):
        assert one(quote, source).tier == "changed"
    assert one("The clinic will close again (in June).", source.replace(" (opened in May)", "")).tier == "edited"
    assert one("The clinic (in Varde) will close again.", "The clinic will close again.").tier == "edited"


def test_a_source_that_quotes_begins_a_sentence_at_its_marks() -> None:
    for opening, closing in (("“", "”"), ('"', '"'), ("''", "''")):
        source = f"It rained. Then Lee said, {opening}We wait,{closing} and left. It was late."
        assert one("We wait.", source).tier == "exact"


def test_a_negation_in_the_article_s_own_words_is_none_lost() -> None:
    text = "Lee did not want to “sell the harbour.”"
    quote = Quote("mixed", (Span.cut(text, 20, len(text)),), None, None, None, "x", 0.5)
    [check] = verify(Result(text, "en", (quote,), ()), [COUNCIL])
    assert (check.tier, check.flags) == ("exact", ())


def test_an_answer_to_another_question() -> None:
    claim = {"quote": "The school stays open.", "question": "Will you build the bridge?"}
    [check] = verify([claim], [COUNCIL])
    assert check.flags == ("other question",)
    [check] = verify([claim | {"question": "And the school?"}], [COUNCIL])
    assert check.flags == ()


def test_pieces_of_a_quote_are_joined_across_the_cue() -> None:
    text = "“We need a bridge,” Lee said, “and we need it soon.” She called the school “open.”"
    spans = (Span.cut(text, 1, 18), Span.cut(text, 31, 51))
    lee = Speaker(0, "Ann Lee", "person")
    [check] = verify(Result(text, "en", (Quote("direct", spans, None, None, lee, "x", 0.5),), (lee,)), [COUNCIL])
    assert (check.tier, kinds(check), check.voice) == ("edited", ["cue"], "same")
    assert [text[span.start : span.end] for span in check.content] == ["We need a bridge,", "and we need it soon."]


def test_reported_words_without_marks_are_no_quotations() -> None:
    text = "Lee said the ferry was old."
    quote = Quote("indirect", (Span.cut(text, 9, 26),), None, None, None, "x", 0.5)
    assert len(verify(Result(text, "en", (quote,), ()), [COUNCIL])) == 0


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_captions_are_read_without_their_time_codes(line_end: str) -> None:
    captions = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann Lee>We need\n\n00:02.000 --> 00:03.000\n<v Ann Lee>a bridge.\n"
    )
    check = one("We need a bridge.", captions.replace("\n", line_end))
    assert (check.tier, kinds(check), check.said_by) == ("typographic", ["spaces"], "Ann Lee")


def test_heads_and_notes_of_captions_are_not_spoken() -> None:
    captions = "WEBVTT - We wait\nKind: captions\n\nNOTE We hope\nso\n\n1\n00:01.000 --> 00:02.000\nWe need a bridge.\n"
    for line_end in ("\n", "\r\n"):
        found = verify(["We wait", "We hope so", "We need a bridge"], [captions.replace("\n", line_end)])
        assert [check.tier for check in found] == ["absent", "absent", "exact"]


def test_the_place_where_the_speaker_says_it_is_preferred() -> None:
    source = "BO EK: We wait for the ice.\nANN LEE: We wait for the ice.\nBO EK: Yes.\nANN LEE: Yes."
    [check] = verify([{"quote": "We wait for the ice.", "speaker": "Ann Lee"}], [source])
    assert (check.said_by, check.passage[0].start) == ("ANN LEE", 37)


@pytest.mark.parametrize(
    ("quotes", "sources", "said"),
    [
        ("We wait.", ["x"], "quotes came as one str"),
        ({"quote": "x"}, ["x"], "quotes came as one dict"),
        (7, ["x"], "quotes came as one int"),
        ([7], ["x"], "quote 0 came as 7"),
        ([{"speaker": "Lee"}], ["x"], 'a string at "quote"'),
        ([{"quote": "x", "speaker": 7}], ["x"], "the speaker of quote 0 came as 7"),
        (["x"], [], "there are no sources"),
        (["x"], {}, "there are no sources"),
        (["x"], 7, "sources came as int"),
        (["x"], b"x", "sources came as bytes"),
        (["x"], {"a": None}, "the source 'a' is a NoneType"),
    ],
)
def test_other_arguments_are_refused(quotes: object, sources: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        verify(quotes, sources)


@pytest.mark.parametrize("similarity", [-0.1, 1.1, True, "0.5", None, float("nan")])
def test_a_similarity_is_a_share(similarity: float) -> None:
    with pytest.raises(InputError, match="a number from 0 to 1"):
        verify(["x"], ["x"], similarity=similarity)


def test_one_text_is_a_source_too() -> None:
    assert verify(["We wait."], "We wait.")[0].tier == "exact"
