"""Quotes within quotes: what leads where, what is equal, and what survives copies, pickles and JSON."""

import copy
import json
import pickle
from collections.abc import Callable
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # there are no stubs for it
import pytest
from attrs import evolve

from quoteattr.errors import InputError
from quoteattr.records.certain import WEAK, confident, hidden, sure_of_speakers, without_weak
from quoteattr.records.export import DEEPEST, quote_from_dict, quote_to_dict, quote_to_row
from quoteattr.records.records import Person, Quote, Span, Speaker
from quoteattr.records.result import Result
from quoteattr.records.tree import level, numbered, walked

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "record.schema.json").read_text(encoding="utf-8"))
TEXT = "She said he told us they said no."
ANN = Speaker(0, "Ann", "person")
BO, CY = (Speaker(place, name, "person", relayed=True) for place, name in enumerate(("Bo", "Cy"), 1))


def quote(start: int, speaker: Speaker | None, confidence: float = 0.9, *inner: Quote) -> Quote:
    span = Span.cut(TEXT, start, len(TEXT) - 1)
    return Quote("indirect", (span,), None, None, speaker, "a", confidence, speaker_confidence=0.8, inner=inner)


def tree(confidence: float = 0.9) -> Quote:
    return quote(9, ANN, 0.9, quote(20, BO, confidence, quote(30, CY)))


RESULT = Result(TEXT, "en", (tree(),), (ANN, BO, CY), people=(Person.of(BO, 1),))


def test_quotes_within_lead_back() -> None:
    outer = tree()
    [inner] = outer.inner
    assert inner.outer is outer
    assert inner.inner[0].outer is inner
    assert outer.outer is None
    assert [level(one) for one in walked([outer])] == [0, 1, 2]


def test_a_quote_that_is_put_into_two_others_leads_back_to_each() -> None:
    inner = quote(20, BO)
    one, other = quote(9, ANN, 0.9, inner), quote(9, CY, 0.9, inner)
    assert one.inner[0].outer is one
    assert other.inner[0].outer is other
    assert inner.outer is None


def test_what_is_changed_keeps_its_own() -> None:
    before = tree()
    after = evolve(before, confidence=0.1)
    assert before.inner[0].outer is before
    assert after.inner[0].outer is after


def test_what_is_around_counts_neither_for_equality_nor_for_hashes_nor_for_repr() -> None:
    [inner] = tree().inner
    alone = quote(20, BO, 0.9, quote(30, CY))
    assert inner == alone
    assert hash(inner) == hash(alone)
    assert "outer" not in repr(inner)
    assert tree() != quote(9, ANN)


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_copies_are_trees_of_their_own(copied: Callable[[Quote], Quote]) -> None:
    again = copied(RESULT[0])
    assert again == RESULT[0]
    assert again.inner[0].outer is again
    assert [one.id for one in walked([again])] == ["q1", "q1.1", "q1.1.1"]


def test_a_shallow_copy_is_equal() -> None:
    assert copy.copy(RESULT[0]) == RESULT[0]


def test_the_sequence_has_the_outermost_and_all_walks_them_all() -> None:
    assert [one.id for one in RESULT] == ["q1"]
    assert [one.id for one in RESULT.all()] == ["q1", "q1.1", "q1.1.1"]


def test_ids_stay_where_quotes_are_left_out() -> None:
    kept = confident(Result(TEXT, "en", (quote(9, ANN, 0.2), quote(9, BO)), (ANN, BO)), 0.5)
    assert [one.id for one in kept] == ["q2"]
    assert numbered(kept.quotes) is kept.quotes


def test_rows_tell_level_and_place() -> None:
    rows = [quote_to_row(one) for one in RESULT.all()]
    assert [(row["quote_id"], row["level"], row["within"]) for row in rows] == [
        ("q1", 0, None),
        ("q1.1", 1, "q1"),
        ("q1.1.1", 2, "q1.1"),
    ]


def test_json_holds_the_tree() -> None:
    data = RESULT.to_dict()
    jsonschema.validate(data, SCHEMA)
    assert [speaker["relayed"] for speaker in data["speakers"]] == [False, True, True]
    again = Result.from_dict(data, TEXT)
    assert again == RESULT
    assert [one.id for one in again.all()] == ["q1", "q1.1", "q1.1.1"]
    assert again[0].inner[0].outer is again[0]


def test_results_of_the_first_version_are_read() -> None:
    data = Result(TEXT, "en", (quote(9, ANN), quote(20, ANN)), (ANN,)).to_dict()
    for old in data["quotes"]:
        del old["id"], old["inner"]
    for old in data["speakers"]:
        del old["relayed"]
    read = Result.from_dict(data, TEXT)
    assert [(one.id, one.inner) for one in read] == [("q1", ()), ("q2", ())]
    assert not read.speakers[0].relayed


def test_ids_must_differ() -> None:
    data = RESULT.to_dict()
    data["quotes"][0]["inner"][0]["id"] = "q1"
    with pytest.raises(InputError, match=r"at \$.quotes: expected quotes whose ids differ"):
        Result.from_dict(data, TEXT)


def test_an_error_says_where_in_the_tree_it_is() -> None:
    data = RESULT.to_dict()
    data["quotes"][0]["inner"][0]["kind"] = "shouted"
    with pytest.raises(InputError, match=r"at \$.quotes\[0\].inner\[0\].kind"):
        Result.from_dict(data, TEXT)


def test_a_tree_without_end_is_refused() -> None:
    data = quote_to_dict(quote(9, None))
    for _ in range(2 * DEEPEST):
        data = {**data, "inner": [data]}
    with pytest.raises(InputError, match=f"to a depth of {DEEPEST} at most"):
        quote_from_dict(data, TEXT, {})


def test_what_is_not_sure_goes_with_what_is_within_it() -> None:
    sure = confident(Result(TEXT, "en", (tree(0.2),), RESULT.speakers, people=RESULT.people), 0.5)
    assert [one.id for one in sure.all()] == ["q1"]
    assert [speaker.name for speaker in sure.speakers] == ["Ann"]
    assert sure.people[0].quotes == 0


def test_weak_quotes_within_others_are_left_out_and_counted() -> None:
    both = Result(TEXT, "en", (tree(WEAK - 0.1), quote(9, BO)), RESULT.speakers, people=RESULT.people)
    shown = without_weak(both)
    assert [one.id for one in shown.all()] == ["q1", "q2"]
    assert [speaker.name for speaker in shown.speakers] == ["Ann", "Bo"]
    assert hidden(both, shown) == 2
    assert without_weak(RESULT) is RESULT


def test_speakers_are_withheld_within_too() -> None:
    withheld = sure_of_speakers(RESULT, 0.9)
    assert [one.speaker for one in withheld.all()] == [None, None, None]
    assert withheld.speakers == ()


def test_who_speaks_only_within_others_says_so_once_nothing_else_is_left() -> None:
    both = Result(TEXT, "en", (quote(9, ANN, 0.9, quote(20, BO)), quote(9, BO, 0.2)), (ANN, BO))
    assert [speaker.relayed for speaker in confident(both, 0.5).speakers] == [False, True]
