"""Writing and reading take time as the text grows, and no faster."""

from collections.abc import Callable

import pytest

from quoteattr import Cue, Mention, Quote, Result, Span, Speaker
from quoteattr.exports import brat, labelstudio, quotation, tei, webanno
from quoteattr.exports.brat_reading import read as read_brat
from quoteattr.exports.tei_reading import read as read_tei
from quoteattr.exports.webanno import read as read_webanno
from tests.test_linear import grows_in_line

UNIT = "“We wait, he said it,” Ann Lee said.\n\n"


def result(count: int) -> Result:
    """Many quotes of one speaker, each with an inner one that runs over its end."""
    text = UNIT * count
    places = range(0, len(text), len(UNIT))
    names = tuple(Mention.cut(text, place + 23, place + 30, form="name") for place in places)
    ann = Speaker(0, "Ann Lee", "person", mentions=names)
    quotes = []
    for place, name in zip(places, names, strict=True):
        inner = Quote("direct", (Span.cut(text, place + 13, place + 28),), None, None, None, "a", 0.5)
        content, cue = Span.cut(text, place + 1, place + 21), Cue.cut(text, place + 31, place + 35, lemma="say")
        quotes.append(Quote("direct", (content,), cue, name, ann, "a", 0.5, inner=(inner,)))
    return Result(text, "en", tuple(quotes), (ann,))


@pytest.mark.parametrize(
    "run",
    [
        lambda one: read_tei(tei.write(one), one.text),
        lambda one: read_webanno(webanno.write(one), one.text),
        lambda one: read_brat(brat.write(one), one.text),
        labelstudio.write,
        quotation.write,
    ],
    ids=["tei", "webanno", "brat", "labelstudio", "quotation"],
)
def test_time_grows_with_the_text(run: Callable[[Result], object]) -> None:
    assert grows_in_line(run, result, 200)
