"""Weights are fitted."""

import pytest

from training import regression


def test_weights_follow_the_examples() -> None:
    pytest.importorskip("sklearn")
    found = [(frozenset({"cue=say"}), True), (frozenset({"cue=open"}), False)] * 5
    weights = regression.fit(found, 1.0)
    assert weights["cue=say"] > 0 > weights["cue=open"]
    assert set(regression.fit(found, 1.0, weighs_at_least=9.0)) == {"bias"}
