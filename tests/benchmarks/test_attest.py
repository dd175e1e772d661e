"""The benchmark of attest counts what it says."""

from benchmarks.attest import found, rates
from quoteattr import attribute

TEXT = "“We need a bridge,” said Ann Lee. Bo Ek stood by the door."
GOLD = {
    "id": 1,
    "text": TEXT,
    "quotes": [{"content": [[0, 19]], "speaker": "lee"}, {"content": [[34, 40]], "speaker": None}],
    "entities": [{"id": "lee", "name": "Ann Lee", "kind": "person"}, {"id": "ek", "name": "Bo Ek", "kind": "person"}],
}


def test_each_kind_of_claim_is_made_and_judged() -> None:
    findings = found([GOLD], {1: attribute(TEXT).to_dict(1, people=True)}, seed=0)
    verdicts = {one.claim["kind"]: one.verdict for one in findings}
    assert verdicts == {"true": "attested", "other speaker": "contradicted", "one word changed": "reworded"}
    assert rates(findings) == {"false claims attested": 0, "true claims contradicted": 0, "open of all": 0}
