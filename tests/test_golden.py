"""Attribution on frozen parses: the cases of `golden/en.json`.

A case names what it wants of each quote and is silent about the rest. `xfail` says what the rules cannot do yet.
`python tests/freeze.py` makes the parses of new cases.
"""

from typing import Any

import pytest

from quoteattr import Attributor
from quoteattr.attribution.sieves.order import SOURCE_SIEVES
from tests.golden_cases import CASES, FROZEN, case_differences

ON_FROZEN = Attributor("en")


def parametrized(case: dict[str, Any]) -> Any:
    marks = pytest.mark.xfail(reason=case["xfail"], strict=True) if "xfail" in case else ()
    return pytest.param(case, id=case["label"], marks=marks)


@pytest.mark.parametrize("case", map(parametrized, CASES))
def test_quotes_are_as_a_reader_sees_them(case: dict[str, Any]) -> None:
    assert case_differences(ON_FROZEN, case) == []


def test_every_case_is_frozen() -> None:
    assert list(FROZEN) == [case["label"] for case in CASES], "run python tests/freeze.py"


def test_every_source_sieve_decides_a_case() -> None:
    decisive = {quote.get("sieve") for case in CASES for quote in case["quotes"]}
    assert {sieve.__name__ for sieve in SOURCE_SIEVES} <= decisive
