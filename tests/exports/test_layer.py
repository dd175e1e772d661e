"""What is read back from a layer, and from each format that is read, is what was written."""

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from quoteattr import Quote, Result, Span
from quoteattr.errors import InputError
from quoteattr.exports import brat, tei, webanno
from quoteattr.exports.brat_reading import read as read_brat
from quoteattr.exports.layer import Fact, Layer, Mark, Voice
from quoteattr.exports.letters import for_utf_8, for_xml
from quoteattr.exports.reading import to_result
from quoteattr.exports.tei_reading import read as read_tei
from quoteattr.exports.webanno import read as read_webanno
from tests.exports.checkers import check_brat, check_tei, check_webanno
from tests.exports.made import crossing, full, results, told

some = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@given(results())
@some
def test_a_layer_holds_all_of_a_result(result: Result) -> None:
    assert told(to_result(Layer.of(result))) == told(result)


@given(results())
@some
def test_tei_holds_all_of_a_result(result: Result) -> None:
    document = tei.write(result)
    check_tei(document)
    assert told(read_tei(document)) == told(result, for_xml)
    assert told(read_tei(document, result.text), for_xml) == told(result, for_xml)


@given(results())
@some
def test_web_annotation_holds_all_of_a_result(result: Result) -> None:
    page = webanno.write(result)
    check_webanno(page, result.text)
    assert told(read_webanno(page, result.text), for_utf_8) == told(result, for_utf_8)


@given(results(shortest=1))
@some
def test_brat_holds_all_of_a_result_but_what_no_annotation_can_tell(result: Result) -> None:
    annotations = brat.write(result)
    check_brat(annotations, brat.text_of(result), brat.configuration())
    back = read_brat(annotations, result.text)
    if Layer.of(result).marks:
        assert told(back, for_utf_8) == told(result, for_utf_8)
    else:
        assert back == Result(result.text, "en", (), ())


@pytest.mark.parametrize("result", [full(), crossing(), Result("", "en", (), ()), Result("\r\n", "en", (), (), id=3)])
def test_all_fields_come_back(result: Result) -> None:
    check_tei(tei.write(result))
    assert told(read_tei(tei.write(result))) == told(result)
    check_webanno(webanno.write(result), result.text)
    assert told(read_webanno(webanno.write(result), result.text)) == told(result)
    check_brat(brat.write(result), result.text, brat.configuration())
    if len(result):
        assert told(read_brat(brat.write(result), result.text)) == told(result)


def test_ids_that_are_no_names_come_back() -> None:
    one, two = (
        Quote("direct", (Span(1, 3, "No"),), None, None, None, "a", 0.5, id=name) for name in ("my quote #1", "7")
    )
    result = Result("“No”", "en", (one, two), ())
    for back in (
        read_tei(tei.write(result)),
        read_webanno(webanno.write(result), result.text),
        read_brat(brat.write(result), result.text),
    ):
        assert [quote.id for quote in back] == ["my quote #1", "7"]


def test_a_role_that_is_not_among_the_roles_comes_back_as_the_first() -> None:
    speaker = evolve(full().speakers[0], roles=())
    [back] = to_result(Layer.of(Result(full().text, "en", (), (speaker,)))).speakers
    assert back.roles == (speaker.role,)


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ([Mark("q1", "quote", ((0, 9),))], "offsets with 0 <= start <= end <= 4"),
        ([Mark("q1", "quote", ())], "q1 stands nowhere in the text"),
        ([Mark("q1", "quote", ((0, 2),), who=("p5",))], "points to 'p5', and nobody has that id"),
        ([Mark("q1", "quote", ((0, 2),), of="q9")], "q1 is within 'q9', and there is no such quote"),
        ([Mark("q1", "quote", ((0, 2),), of="q1")], "1 quotes are within each other, or have one id"),
    ],
)
def test_what_does_not_fit_together_is_refused(marks: list[Mark], words: str) -> None:
    facts: dict[str, Fact] = {"kind": "direct", "sieve": "a", "confidence": 0.5}
    layer = Layer("“No”", "en", tuple(evolve(mark, facts=facts) for mark in marks), (Voice(1, "Ann", "person"),))
    with pytest.raises(InputError, match=words):
        to_result(layer)
