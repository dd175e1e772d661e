"""Which quotations are within others."""

import pytest
from attrs import evolve

from quoteattr import Attributor
from quoteattr.quotations.nested import outermost, quotations_within
from quoteattr.quotations.quotations import Quotation, find_quotations
from quoteattr.quotations.within import features
from tests.cases import case_called, frozen_document


def quotations(label: str) -> list[Quotation]:
    return find_quotations(frozen_document(case_called(label)))


def test_a_quotation_is_within_another_with_its_cue() -> None:
    assert outermost(quotations("a quotation that police tell of")) == [True, False]


def test_quotations_beside_each_other_are_not() -> None:
    assert outermost(quotations("a conjoined report is no inner one")) == [True, True]


@pytest.mark.parametrize(
    ("label", "inner"),
    [
        ("single marks within double", ["I warned them,"]),
        ("speech within a quotation without marks", ["the road is closed"]),
        ("marked words of a mixed quote", []),
        ("a title within a quotation", []),
    ],
)
def test_what_is_found_within(label: str, inner: list[str]) -> None:
    document = frozen_document(case_called(label))
    found = quotations_within(document, find_quotations(document)).found
    likely = [quotation for _, quotation in found if quotation.reliability >= 0.3]
    assert [document.text[slice(*content)] for quotation in likely for content in quotation.content] == inner


def test_a_cue_that_is_left_without_content_is_judged_all_the_same(attributor: Attributor) -> None:
    [document] = attributor.documents(["She wrote that she was “not amused.”"])
    [quotation] = find_quotations(document)
    assert quotation.attribution is not None
    bare = evolve(quotation, attribution=evolve(quotation.attribution, content=()))
    assert any(name.startswith("cue=") for name in features(document, bare, quotation))
