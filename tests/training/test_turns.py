"""What is learnt of turns: from labelled lines to weights."""

from collections.abc import Mapping
from typing import Any

import pytest

from quoteattr import Attributor
from training import chains, turns
from training.chains import Example, fit, fit_certainty, judged
from training.turns import Novels, examples, opening, plain, seen

NOVEL: Mapping[str, Any] = {
    "id": "n1",
    "meta": {"author": "ROTH"},
    "text": "“It is late,” said Ida Moe.\n\n“I know,” said Tom Roth.\n\n“It rains.”\n\n“Does it?”\n\n“It does.”",
    "quotes": [
        {"content": [[1, 12]], "speaker": "c0"},
        {"content": [[30, 37]], "speaker": "c1"},
        {"content": [[56, 65]], "speaker": "c0"},
        {"content": [[69, 77]], "speaker": "c1"},
        {"content": [[81, 89]], "speaker": "c2"},
    ],
    "entities": [
        {"id": "c0", "name": "Ida Moe", "aliases": ["Ida"]},
        {"id": "c1", "name": "The Roth", "aliases": ["Tom Roth"]},
        {"id": "c2", "name": "Nobody Here"},
    ],
}


def test_each_line_is_an_example_with_who_is_right(attributor: Attributor) -> None:
    [document] = attributor.documents([NOVEL["text"]])
    [example] = examples(document, NOVEL, cast=False)
    assert [len(right) for right in example.right] == [1] * 5
    first, second, third, fourth, last = (next(iter(right)) for right in example.right)
    assert (first, second) == (third, fourth)
    nobody = [o for o in range(len(example.seen[4])) if any("nobody" in name for name in example.options[4][o])]
    assert example.seen[4][nobody[0]] == last  # the speaker is not in sight
    assert example.options[0] == ((),)  # a cue names the speaker, and nothing is to be learnt
    assert example.repeats[0] == ((), (), ())
    assert any(name.startswith("gathered back|") for name in example.repeats[2][1])


def toy(right: int) -> Example:
    """Two lines of two people, of whom one is marked, and who never speak twice in a row."""
    marked = (("good",), ("bad",)) if right == 0 else (("bad",), ("good",))
    return Example(
        given=False,
        size=2,
        seen=((0, 1), (0, 1)),
        options=(marked, ((), ())),
        right=(frozenset({right}), frozenset({1 - right})),
        repeats=(((), (), ()), (("again",), (), ())),
    )


def test_weights_tell_who_is_right_and_who_speaks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "PENALTY", 0.1)
    weights = fit([toy(place % 2) for place in range(20)])
    assert weights["good"] > 1 > -1 > weights["bad"]
    assert weights["again"] < -1


def test_how_sure_the_chain_is_follows_from_how_often_it_is_right() -> None:
    pairs = [(0.99, place % 10 != 0) for place in range(100)] + [(0.5, place % 2 == 0) for place in range(100)]
    certainty = fit_certainty(pairs)
    assert 0 < certainty["certainty=slope"] < 1  # of what is held to be all but certain, nine in ten are right
    assert abs(certainty["certainty=rise"]) < 0.2


def test_only_lines_without_names_in_their_cues_are_judged() -> None:
    weights = {"good": 3.0, "bad": -3.0, "again": -9.0}
    found = list(judged([toy(0), toy(1)], weights))
    assert len(found) == 4
    assert all(share > 0.9 and right for share, right in found)
    named = Example(False, 1, ((0,),), (((),),), (frozenset({0}),), (((), (), ()),))
    assert list(judged([named], weights)) == []


def test_novels_of_an_author_are_left_out_together() -> None:
    novels = Novels(tuple((author, [toy(0)]) for author in ("AUST", "AUST", "DICK", "MILN")))
    assert {novels.fold_of(author) for author in ("AUST", "DICK", "MILN")} == {0, 1, 2}


def test_in_a_piece_a_speaker_out_of_sight_is_no_label(attributor: Attributor) -> None:
    [document] = attributor.documents([NOVEL["text"]])
    [example] = examples(document, NOVEL, cast=False)
    assert [len(right) for right in seen(example).right] == [1, 1, 1, 1, 0]


def test_a_novel_is_read_to_the_end_of_a_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "WORDS", 8)
    cut = opening(NOVEL)
    assert cut["text"].endswith("said Tom Roth.")
    assert len(cut["quotes"]) == 2
    monkeypatch.setattr(turns, "WORDS", 1000)
    assert opening(NOVEL) == NOVEL


def test_names_are_compared_without_an_article() -> None:
    assert {plain(name) for name in ("The Waiter", "a waiter", "waiter")} == {"waiter"}
