"""Rules tell what they look for."""

from typing import Any

import pytest

from quoteattr.attribution.sieves.order import SOURCE_SIEVES, SPEAKER_SIEVES
from quoteattr.vocabulary import Rule


@pytest.mark.parametrize("rule", [*SOURCE_SIEVES, *SPEAKER_SIEVES], ids=lambda rule: str(rule.name))
def test_every_sieve_has_a_gloss_for_readers(rule: Rule[Any]) -> None:
    assert len(rule.gloss) > 10
    assert "`" not in rule.gloss
