"""Charts show what a table counts, and take results as well."""

import sys
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve
from matplotlib import pyplot
from matplotlib.axes import Axes

from quoteattr.errors import QuoteattrError
from quoteattr.interfaces import charts
from quoteattr.records.records import Quote, Span, Speaker
from quoteattr.records.result import Result
from quoteattr.vocabulary import QuoteKind

MOE, SPOKESMAN = Speaker(0, "Ida $Moe$", "person"), Speaker(1, "spokesman", "unnamed")


def said(text: str, speaker: Speaker | None, kind: QuoteKind = "direct") -> Quote:
    return Quote(kind, (Span.cut(text, 0, len(text)),), None, None, speaker, "x", 0.5)


RESULT = Result(
    "",
    "en",
    (said("one two", MOE), said("three", SPOKESMAN, "mixed"), said("four five six", MOE), said("seven", None)),
    (MOE, SPOKESMAN),
)


@pytest.fixture(autouse=True)
def _close_figures() -> object:
    """No figure outlives its test."""
    yield
    pyplot.close("all")


def bars(axes: Axes) -> dict[str, float]:
    """What a chart shows, by the label of the bar."""
    axes.figure.canvas.draw()
    lengths = [bar.get_width() for bar in axes.patches]  # type: ignore[attr-defined]  # bars are rectangles
    return dict(zip([label.get_text() for label in axes.get_yticklabels()], lengths, strict=True))


def test_words_are_counted_by_speaker() -> None:
    assert bars(charts.words_by_speaker(RESULT)) == {"Ida $Moe$": 5, "spokesman": 1}
    assert bars(charts.words_by_speaker([RESULT, RESULT], top=1)) == {"Ida $Moe$": 10}


def test_kinds_are_shares() -> None:
    assert bars(charts.share_of_kinds(RESULT.to_dataframe())) == {"direct": 75, "mixed": 25, "indirect": 0}


def test_sources_without_a_name_are_told_apart() -> None:
    axes = charts.share_of_anonymous(RESULT)
    assert axes.get_title("left") == "50% of 4 quotes without a named source"
    assert bars(axes) == {
        "person": 50,
        "organization": 0,
        "place": 0,
        "document": 0,
        "group": 0,
        "unnamed": 25,
        "not attributed": 25,
    }


def test_media_go_by_their_noun() -> None:
    media = ["in a statement", "In an interview with the Herald", "on Twitter", "in an interview", "in the Echo"]
    quotes = [evolve(said("one", MOE), medium=Span.cut(medium, 0, len(medium))) for medium in media]
    result = Result("", "en", (*quotes, said("one", MOE)), (MOE,))
    axes = charts.quotes_by_medium(result)
    assert axes.get_title("left") == "Quotes by medium (known for 5 of 6)"
    assert bars(axes) == {"interview": 2, "statement": 1, "twitter": 1, "in the Echo": 1}


@pytest.mark.parametrize(
    "draw", [charts.words_by_speaker, charts.share_of_kinds, charts.share_of_anonymous, charts.quotes_by_medium]
)
def test_a_chart_may_be_drawn_into_another_figure(draw: Callable[..., Any]) -> None:
    _, axes = pyplot.subplots()
    assert draw([], ax=axes) is axes


def test_a_missing_matplotlib_is_said_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(QuoteattrError, match=r'pip install "quoteattr\[plots\]"'):
        charts.share_of_kinds(RESULT)


def test_words_within_others_words_count_once() -> None:
    span, inner = Span(0, 6, "He was"), Span(3, 6, "was")
    within = Quote("indirect", (inner,), None, None, None, "none", 0.5)
    result = Result("He was", "en", (Quote("direct", (span,), None, None, None, "none", 0.5, inner=(within,)),), ())
    assert charts.share_of_kinds(result).get_title("left") == "Kinds of quotes (of 1)"
    assert charts.share_of_kinds(result.to_dataframe()).get_title("left") == "Kinds of quotes (of 1)"
