"""Attribution on frozen parses: the golden cases, and that they are as `tests/cases.py` says."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest

from quoteattr import Attributor
from quoteattr.attribution.sieves.order import SOURCE_SIEVES
from tests.cases import FIELDS, GOLDEN, INNER, Case, differences, failing_cases, frozen_conllu, frozen_parse, read_cases

LANGUAGES = sorted(folder.name for folder in GOLDEN.iterdir() if folder.is_dir())
CASES = [case for language in LANGUAGES for case in read_cases(language)]
ON_FROZEN = {language: Attributor(language) for language in LANGUAGES}


def parametrized(case: Case) -> Any:
    marks = pytest.mark.xfail(reason=case.xfail, strict=True) if case.xfail else ()
    return pytest.param(case, id=f"{case.topic}: {case.label}", marks=marks)


@pytest.mark.parametrize("case", map(parametrized, CASES))
def test_quotes_are_as_a_reader_sees_them(case: Case) -> None:
    assert differences(ON_FROZEN[case.language](frozen_parse(case)), case) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_case_is_frozen(language: str) -> None:
    assert list(frozen_conllu(language)) == [case.label for case in read_cases(language)], "run python -m tests.freeze"


def walked(quotes: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for quote in quotes:
        yield quote
        yield from walked(quote.get(INNER, ()))


def test_no_two_cases_have_one_label() -> None:
    assert [label for label, count in Counter(case.label for case in CASES).items() if count > 1] == []


@pytest.mark.parametrize("topic", sorted({case.topic for case in CASES}))
def test_cases_say_what_can_be_compared(topic: str) -> None:
    for case in CASES:
        if case.topic == topic:
            assert case.label.strip() == case.label != ""
            quotes = list(walked(case.quotes))
            assert all(quote and quote.keys() <= {*FIELDS, INNER} for quote in quotes), case.label
            contents = [words for quote in quotes for words in quote.get("content", ())]
            assert [words for words in contents if words not in case.text] == [], case.label


def test_every_topic_is_told() -> None:
    told = (GOLDEN / "README.md").read_text(encoding="utf-8")
    assert {case.topic for case in CASES} == set(re.findall(r"^\| `([a-z-]+)` \|", told, re.MULTILINE))


def test_every_source_sieve_decides_a_case() -> None:
    decisive = {quote.get("sieve") for case in CASES for quote in case.quotes}
    assert {rule.name for rule in SOURCE_SIEVES} <= decisive


def test_failing_cases_are_told_with_their_first_difference() -> None:
    assert [case for asked in ON_FROZEN.values() for case in failing_cases(asked)] == []
    label, difference = next(failing_cases(Attributor("en", sieves=[])))
    assert label in {case.label for case in CASES}
    assert difference.startswith(("quote ", "0 quotes"))
