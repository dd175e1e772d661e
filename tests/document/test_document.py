"""Which texts have dialogue, as novels do, and where a quoted span lies."""

from collections.abc import Callable

import pytest

from quoteattr.document.document import Document

NAMED, TURN = "Moe said it was “no use.”", "“We sank.”"


@pytest.mark.parametrize(
    ("named", "turns", "dialogue"),
    [
        pytest.param(15, 3, True, id="some turns in a story"),
        pytest.param(30, 3, False, id="too few of them"),
        pytest.param(10, 2, False, id="two lines of an interview in an article"),
        pytest.param(3, 2, True, id="two turns of a short passage"),
        pytest.param(5, 2, False, id="too few for a passage"),
        pytest.param(1, 1, False, id="one line is no dialogue"),
        pytest.param(160, 20, True, id="many turns, most speakers named"),
        pytest.param(160, 12, False, id="some turns, most speakers named"),
    ],
)
def test_turns_make_dialogue(document_of: Callable[..., Document], named: int, turns: int, dialogue: bool) -> None:
    document = document_of("\n\n".join([NAMED] * named + [TURN] * turns))
    assert document.has_dialogue == dialogue


@pytest.mark.parametrize("paragraph", ["She nodded. “We sank.”", "“We sank.” She nodded.", "They waited."])
def test_other_paragraphs_are_no_turns(document_of: Callable[..., Document], paragraph: str) -> None:
    assert not document_of("\n\n".join([NAMED, *[paragraph] * 9])).has_dialogue


def test_a_turn_follows_speech(document_of: Callable[..., Document]) -> None:
    assert not document_of("\n\n".join(["They waited.", TURN] * 9)).has_dialogue


def test_a_text_without_marks_has_nothing_quoted(document_of: Callable[..., Document]) -> None:
    document = document_of("They waited.", "They/PRON/2/nsubj waited|wait/VERB/0/root ./PUNCT/2/punct")
    assert document.quoted_at(0) is None
    assert not any(map(document.is_quoted, document.trees.nodes(0, 12)))
