"""Who may be a source: the candidates for a cue without a subject, and how they are weighed."""

import re
from pathlib import Path

import pytest
from attrs import evolve

from quoteattr import Attributor
from quoteattr.attribution.candidates import likeliest
from quoteattr.document.document import Page
from quoteattr.languages.weights import Weights
from quoteattr.parsers.conllu import to_parse
from quoteattr.quotations.quotations import find_drafts
from training import candidates

TEXT = "Ida Moe rejected the notion that the board could close the harbour, arguing that the ferry was safe."
FROZEN = (Path(__file__).parent / "frozen" / "en.conllu").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page() -> Page:
    label = re.escape("# case = a gerund behind a clause with a subject of its own\n")
    found = re.search(rf"^{label}(.*?)^# case", FROZEN, re.MULTILINE | re.DOTALL)
    assert found is not None
    [page] = Attributor("en").pages([to_parse(found.group(1), TEXT)])
    return page


def _ranked(page: Page) -> list[tuple[str, float]]:
    [report] = [draft.report for draft in find_drafts(page) if draft.report and draft.report.cue.text == "arguing"]
    return [(candidate.head.text, share) for candidate, share in likeliest(page, report)]


def test_all_who_stand_in_the_clauses_above_are_weighed(page: Page) -> None:
    heads, shares = zip(*_ranked(page), strict=True)
    assert heads[0] == "Ida"
    assert {"board", "notion", "harbour"} <= set(heads)
    assert sorted(shares, reverse=True) == list(shares)


def test_without_weights_the_nearest_in_the_tree_comes_first(page: Page) -> None:
    [(head, _), *_] = _ranked(evolve(page, language=evolve(page.language, source_weights=Weights())))
    assert head == "board"


def test_the_source_of_the_annotators_is_the_example_to_follow(page: Page) -> None:
    content = TEXT.index("that the ferry")
    quote = {"content": [[content, len(TEXT) - 1]], "source": [[0, len("Ida Moe")]]}
    labels = [label for _, label in candidates.examples(page, [quote])]
    assert len(labels) > 1
    assert labels.count(True) == 1


def test_what_an_earlier_rule_decides_is_no_example(page: Page) -> None:
    content = TEXT.index("the notion")
    quote = {"content": [[content, TEXT.index(", arguing")]], "source": [[0, len("Ida Moe")]]}
    assert list(candidates.examples(page, [quote])) == []
