"""Which of several attributions wins, on candidates made by hand."""

import pytest

from quoteattr.quotations.contest import Candidate, winners
from quoteattr.quotations.cues import Attribution
from quoteattr.quotations.frames import COMPLEMENT
from quoteattr.records.reasons import Frame
from quoteattr.syntax.parse import Token
from quoteattr.syntax.trees import Tree

OBJECT, CLAUSE = Frame("obj"), Frame("acl")
SAID, ADDED, WORD = Tree(
    Token(index, 10 * index, 10 * index + 5, word, word, "VERB", 0, "root")
    for index, word in enumerate(("said", "added", "word"), 1)
).nodes


@pytest.mark.parametrize(
    ("candidates", "kept"),
    [
        pytest.param([("said", 0.9, 0, 10), ("added", 0.9, 20, 30)], ["added 20", "said 0"], id="both, of other words"),
        pytest.param([("said", 0.9, 0, 10), ("added", 0.9, 5, 50)], ["added 5"], id="the wider, of the same words"),
        pytest.param([("said", 0.5, 0, 10), ("said", 0.9, 5, 9)], ["said 0"], id="the wider of a reliable cue"),
        pytest.param([("said", 0.2, 0, 10), ("said", 0.4, 5, 9)], ["said 5"], id="the likelier of a doubtful cue"),
        pytest.param([("said", 0.9, 0, 10), ("said", 0.85, 20, 60)], ["said 20"], id="the wider of two as good"),
        pytest.param([("said", 0.9, 0, 10), ("said", 0.5, 20, 60)], ["said 0"], id="the likelier where they are not"),
        pytest.param(
            [("said", 0.9, 0, 10), ("said", 0.5, 40, 50), ("said", 0.4, 60, 70), ("added", 0.9, 0, 30)],
            ["added 0", "said 40"],
            id="a cue that lost its words reports others, once",
        ),
        pytest.param(
            [("said", 0.9, 0, 10), ("said", 0.5, 20, 40), ("added", 0.9, 0, 30)],
            ["added 0"],
            id="but not words that are taken",
        ),
        pytest.param([("said", 0.9, 5, 5), ("added", 0.9, 7, 9)], ["added 7", "said 5"], id="words without width"),
    ],
)
def test_one_wins(candidates: list[tuple[str, float, int, int]], kept: list[str]) -> None:
    won = [candidate for candidate, _ in winners([_candidate(*fields) for fields in candidates])]
    assert sorted(f"{attribution.cue.text} {content[0][0]}" for attribution, content in won) == kept


def test_the_winner_knows_its_rivals() -> None:
    best, rival, other = (
        _candidate(*fields) for fields in (("said", 0.9, 0, 30), ("said", 0.5, 5, 9), ("added", 0.5, 2, 8))
    )
    assert list(winners([best, rival, other])) == [(best, (rival[0], other[0]))]


@pytest.mark.parametrize(
    ("owner", "tag", "claimed", "kept"),
    [("Lee", "PROPN", 0.5, "claim"), ("his", "PRON", 0.5, "checked"), ("Lee", "PROPN", 0.3, "checked")],
)
def test_a_claim_is_its_owners(owner: str, tag: str, claimed: float, kept: str) -> None:
    """Who checks the claim of somebody else says nothing; who repeats their own says it again."""
    rows = [("checked", "VERB", 0, "root"), (owner, tag, 3, "nmod:poss"), ("claim", "NOUN", 1, "obj")]
    rows.append(("won", "VERB", 3, "acl"))
    checked, _, claim, won = Tree(
        Token(index, 10 * index, 10 * index + 5, word, word, upos, head, relation)
        for index, (word, upos, head, relation) in enumerate(rows, 1)
    ).nodes
    outer = Attribution(checked, OBJECT, (claim, won), 0.4), ((30, 45),)
    inner = Attribution(claim, CLAUSE, (won,), claimed), ((40, 45),)
    assert [candidate[0].cue.text for candidate, _ in winners([outer, inner])] == [kept]


def _candidate(cue: str, reliability: float, start: int, end: int) -> Candidate:
    node = SAID if cue == "said" else ADDED
    return Attribution(node, COMPLEMENT, (WORD,), reliability), ((start, end),)
