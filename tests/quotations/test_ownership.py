"""Whose words a content is: answered, quoted and cited claims."""

from quoteattr import Attributor
from quoteattr.document.document import Document
from quoteattr.quotations.cues import Attribution
from quoteattr.quotations.ownership import owned, quoting_as
from quoteattr.quotations.quotations import free_attributions
from tests.cases import case_called, frozen_document

ENGLISH = Attributor("en").language


def found(label: str) -> tuple[Document, list[Attribution], list[Attribution]]:
    """The document of a case, its attributions, and those that are left of them."""
    document = frozen_document(case_called(label))
    attributions = list(free_attributions(document, []))
    return document, attributions, list(owned(attributions, ENGLISH))


def test_a_claim_that_is_answered_is_as_likely_as_its_answer() -> None:
    _, before, after = found("dismissed somebody's claim")
    likely = {attribution.cue.text: attribution.reliability for attribution in before}
    assert [(kept.cue.text, kept.reliability) for kept in after] == [("claim", max(likely.values()))]


def test_those_who_quote_somebody_as_saying_report_nothing_themselves() -> None:
    document, before, after = found("quoted a mayor as saying")
    assert {attribution.cue.text for attribution in before} == {"quoted", "saying"}
    assert {attribution.cue.text for attribution in after} == {"saying"}
    [quoted] = [node for node in document.trees.sentences[0].nodes if node.text == "quoted"]
    assert [verb.text for verb in quoting_as(quoted, ENGLISH)] == ["saying"]


def test_a_claim_without_an_owner_stays_what_is_answered() -> None:
    _, before, after = found("his own comment")
    assert after == before


def test_a_claim_by_somebody_is_theirs() -> None:
    _, before, after = found("reacted to somebody's remark")
    assert "reacted" in [attribution.cue.text for attribution in before]
    assert [attribution.cue.text for attribution in after] == ["remark"]
