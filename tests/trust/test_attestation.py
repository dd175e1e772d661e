"""Claims about who said what: each verdict, and what is not guessed."""

import json

import pytest

from quoteattr import Attributor, Result, attest
from quoteattr.errors import InputError
from quoteattr.records.records import Mention, Quote, Span, Speaker
from quoteattr.trust.attestation import Finding

TEXT = (
    "“We need a bridge,” said Ann Lee, the mayor, “and we need it soon.” Bo Ek stood by the door. The ferry was late "
    "again on Monday. “It is not older than me,” the mayor said."
)
LEE = Speaker(0, "Ann Lee", "person", aliases=("Lee",), mentions=(Mention.cut(TEXT, 25, 32, form="name"),))
EK = Speaker(1, "Bo Ek", "person", mentions=(Mention.cut(TEXT, 68, 73, form="name"),))


def result(confidence: float, by: Speaker = LEE) -> Result:
    """The text with its first quote, found as surely as that."""
    spans = (Span.cut(TEXT, 1, 18), Span.cut(TEXT, 46, 66))
    quote = Quote("direct", spans, None, None, by, "x", 0.9, speaker_confidence=confidence)
    return Result(TEXT, "en", (quote,), (LEE, EK))


def found(quote: str, speaker: str | None, confidence: float = 0.9, by: Speaker = LEE) -> Finding:
    [finding] = attest([{"quote": quote, "speaker": speaker}], result(confidence, by))
    return finding


@pytest.mark.parametrize(
    ("quote", "speaker", "verdict"),
    [
        ("We need a bridge", "Ann Lee", "attested"),
        ("We need a bridge, and we need it soon.", "Ann Lee", "attested"),
        ("We need a bridge … soon", "Mayor Lee", "attested"),
        ("We need a bridge", "Bo Ek", "contradicted"),
        ("The ferry was late again", "Bo Ek", "unattributed"),
        ("It is not older than me", "Ann Lee", "open"),
        ("We need a tunnel", "Ann Lee", "reworded"),
        ("It is older than me", "Ann Lee", "reworded"),
        ("Schools are the future of this island", "Ann Lee", "absent"),
        ("We need a bridge", "Ida Moe", "speaker not in the text"),
        ("We need a bridge", None, "open"),
    ],
)
def test_each_verdict(quote: str, speaker: str | None, verdict: str) -> None:
    assert found(quote, speaker).verdict == verdict


def test_what_is_not_sure_is_open() -> None:
    assert found("We need a bridge", "Ann Lee", 0.1).verdict == "open"
    assert found("We need a bridge", "Bo Ek", 0.5).verdict == "open"


def test_a_source_without_a_name_rules_out_nobody() -> None:
    somebody = Speaker(0, "official", "person")
    spans = (Span.cut(TEXT, 1, 18),)
    quote = Quote("direct", spans, None, None, somebody, "x", 0.9, speaker_confidence=1.0)
    [finding] = attest(
        [{"quote": "We need a bridge", "speaker": "Bo Ek"}], Result(TEXT, "en", (quote,), (somebody, EK))
    )
    assert finding.verdict == "open"


def test_the_words_that_differ_are_told() -> None:
    assert found("We need a tunnel", "Ann Lee").why == "The text has other words: “tunnel” stands for “bridge”."
    assert found("It is older than me", "Ann Lee").why.endswith("“not” is left out. A negation is lost or added.")


def test_a_finding_has_our_record_and_the_claim() -> None:
    data = json.loads(json.dumps(found("We need a bridge", "Ann Lee").to_dict()))
    assert data["record"]["speaker"]["name"] == data["said_by"] == "Ann Lee"
    assert [TEXT[span["start"] : span["end"]] for span in data["check"]["passage"]] == ["We need a bridge"]


def test_other_keys_of_a_claim_are_kept() -> None:
    [finding] = attest([{"quote": "x", "speaker": "Lee", "row": 7}], result(0.9))
    assert finding.to_dict()["row"] == 7


def test_a_text_is_attributed_first(attributor: Attributor) -> None:
    findings = attest(
        [{"quote": "We need a bridge", "speaker": name} for name in ("Ann Lee", "Bo Ek")], TEXT, attributor=attributor
    )
    assert [one.verdict for one in findings] == ["attested", "contradicted"]
    assert repr(findings) == "<Attestation: 1 attested, 1 contradicted>"
    assert findings.to_html().count("<article>") == 2


@pytest.mark.parametrize(
    ("claims", "text", "said"),
    [
        ("We wait.", "x", "claims came as one str"),
        ({"quote": "x", "speaker": "y"}, "x", "claims came as one dict"),
        ([{"quote": "x"}], "x", "claim 0 came as"),
        (["x"], "x", "claim 0 came as"),
        ([{"quote": 7, "speaker": "y"}], "x", 'a string at "quote"'),
        ([], 7, "the text came as int"),
    ],
)
def test_other_arguments_are_refused(claims: object, text: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        attest(claims, text)  # type: ignore[arg-type]
