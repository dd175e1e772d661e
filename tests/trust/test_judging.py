"""Samples, judgements and corrections."""

from typing import Any

import pytest

from quoteattr.errors import InputError
from quoteattr.records.records import Quote, Span, Speaker
from quoteattr.records.result import Result
from quoteattr.trust.correcting import corrected
from quoteattr.trust.judging import Precision, judged, sample

TEXT = "“We wait,” said Ann Lee. “No,” said Bo Ek."


def results(number: int) -> list[dict[str, Any]]:
    """Documents of two quotes each, of many confidences."""
    lee, ek = Speaker(0, "Ann Lee", "person"), Speaker(1, "Bo Ek", "person")
    found = []
    for place in range(number):
        share = place / number
        quotes = (
            Quote("direct", (Span.cut(TEXT, 1, 9),), None, None, lee, "x", share, speaker_confidence=share),
            Quote("mixed", (Span.cut(TEXT, 26, 29),), None, None, ek, "x", share, speaker_confidence=share),
        )
        found.append(Result(TEXT, "en", quotes, (lee, ek)).to_dict(place))
    return found


def test_each_kind_and_confidence_has_its_share() -> None:
    rows = sorted(sample(results(100), 20), key=lambda row: (row["kind"], row["confidence"]))
    assert [row["kind"] for row in rows] == ["direct"] * 10 + ["mixed"] * 10
    assert [int(row["confidence"] * 10) for row in rows[:10]] == list(range(10))
    assert sample(results(100), 20) == sample(results(100), 20) != sample(results(100), 20, seed=1)


def test_all_are_drawn_where_there_are_no_more() -> None:
    assert len(sample(results(3), 100)) == 6


def test_context_comes_from_the_texts() -> None:
    rows = sample(results(1), 5, {0: TEXT})
    assert rows[0]["context"] == "“⟦We wait,⟧” said Ann Lee. “No,” said Bo Ek."
    assert sample(results(1), 5)[0]["context"] == ""


@pytest.mark.parametrize("number", [0, -1, True, 1.5])
def test_a_sample_has_a_size(number: Any) -> None:
    with pytest.raises(InputError, match="a whole number from 1"):
        sample(results(1), number)


def test_the_interval_is_wilson_s() -> None:
    low, high = Precision(9, 10).interval
    assert (round(low, 4), round(high, 4)) == (0.5958, 0.9821)


def test_the_threshold_is_the_lowest_that_will_do() -> None:
    rows = [
        {
            "kind": "direct",
            "speaker_confidence": number / 100,
            "judgement": "right" if number >= 60 else "other speaker",
        }
        for number in range(100)
    ]
    report = judged(rows)
    assert report.threshold == 0.58
    assert (report.above.right, report.above.judged) == (40, 42)
    assert "From a speaker confidence of 0.58 on, precision is .95" in str(report)


def test_judgements_are_words_or_numbers_and_may_be_missing() -> None:
    report = judged([{"judgement": one} for one in ("1", " Right", "2", "other words", "4", "", None)])
    assert report.flaws == {"right": 2, "other speaker": 1, "other words": 1, "no quotation": 1}
    assert report.words == Precision(3, 5)
    with pytest.raises(InputError, match="row 2 has the judgement 'maybe'"):
        judged([{"judgement": "right"}, {"judgement": "maybe"}])


def test_corrections_are_in_the_results_and_read_back() -> None:
    given = results(2)
    rows = [row | {"judgement": "right"} for row in sample(given, 10)]
    by_place = {(row["id"], row["quote"]): row for row in rows}
    by_place[0, 0] |= {"judgement": "2", "right_speaker": "bo ek"}
    by_place[0, 1] |= {"judgement": "2", "right_speaker": "Ida Moe"}
    by_place[1, 0] |= {"judgement": "no quotation"}
    by_place[1, 1] |= {"judgement": "2"}
    first, second = (Result.from_dict(result, TEXT) for result in corrected(given, rows))
    assert [quote.speaker and quote.speaker.name for quote in first] == ["Bo Ek", "Ida Moe"]
    assert [quote.sieve for quote in first] == ["by hand", "by hand"]
    assert [quote.speaker for quote in second] == [None]
    assert [speaker.name for speaker in first.speakers] == ["Ann Lee", "Bo Ek", "Ida Moe"]


def test_what_was_not_judged_stays() -> None:
    assert list(corrected(results(2), [])) == results(2)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"id": "9", "quote": "0", "words": "x", "judgement": "1"}, "which the results do not have"),
        ({"id": "0", "quote": "0", "words": "x", "judgement": "1"}, "has other words than the sheet"),
    ],
)
def test_a_sheet_of_other_results_is_refused(row: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        list(corrected(results(1), [row]))
