"""Why a source has no name: on both sides of each rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.corpus.reasons import find_reason
from quoteattr.languages.loading import load_language

ENGLISH = load_language("en")


def reason(text: str, source: str, cue: str = "") -> str | None:
    """The reason that is found for a source of a text, whose offsets are right."""
    start = text.index(source)
    span = {"start": start, "end": start + len(source), "text": source}
    found = find_reason(span, {"start": text.index(cue)} if cue else None, text, ENGLISH)
    assert found is None or text[found.start : found.end] == found.text
    return found.text if found else None


@pytest.mark.parametrize(
    ("text", "source", "cue", "expected"),
    [
        ("An aide who was not authorised to speak said so.", "An aide", "said", "who was not authorised to speak"),
        ("An aide, who wasn’t allowed to discuss it, said so.", "An aide", "said", "who wasn’t allowed to discuss it"),
        ("An aide, speaking on background, said so.", "An aide", "said", "speaking on background"),
        (
            "“No,” said a minister who spoke on condition of anonymity because the talks were secret. It rained.",
            "a minister",
            "said",
            "who spoke on condition of anonymity because the talks were secret",
        ),
        (
            "“No,” said one worker, who asked not to be named, fearing for her job.",
            "one worker",
            "said",
            "who asked not to be named, fearing for her job",
        ),
        (
            "“No,” said a nurse who asked that her name be withheld.",
            "a nurse",
            "said",
            "who asked that her name be withheld",
        ),
        (
            "“No,” said an official. He was not authorised to speak publicly.",
            "an official",
            "said",
            "not authorised to speak publicly",
        ),
        (
            "An aide who sought anonymity to discuss the plan said so.",
            "An aide",
            "said",
            "who sought anonymity to discuss the plan",
        ),
        (
            "An aide given anonymity to discuss the plan said so.",
            "An aide",
            "said",
            "given anonymity to discuss the plan",
        ),
    ],
)
def test_reasons_are_found(text: str, source: str, cue: str, expected: str) -> None:
    assert reason(text, source, cue) == expected


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("An aide who was not there said so.", "An aide"),
        ("Critics who were not invited to the harbour said so.", "Critics"),
        ("An aide said so. Ann Lee declined to comment.", "An aide"),
        ("An aide said so.\n\nThe minister was not authorised to speak.", "An aide"),
        ("An aide said so. “I am not allowed to speak,” the minister replied.", "An aide"),
        ("An aide said so. Bo Ek was not authorised to speak.", "An aide"),
        ("An aide said so. It rained. He was not authorised to speak.", "An aide"),
    ],
)
def test_what_is_none_or_of_somebody_else_is_left(text: str, source: str) -> None:
    assert reason(text, source) is None


def test_without_a_text_the_source_is_read() -> None:
    words = "an aide who was not authorised to speak"
    found = find_reason({"start": 100, "end": 139, "text": words}, None, None, ENGLISH)
    assert found is not None
    assert (found.start, found.end, found.text) == (108, 139, "who was not authorised to speak")


@given(st.text(max_size=60), st.text(max_size=60), st.integers(0, 60))
def test_no_text_is_too_odd(before: str, after: str, length: int) -> None:
    text = f"{before} who was not authorised to speak{after}"
    end = min(length, len(text))
    found = find_reason({"start": 0, "end": end, "text": text[:end]}, {"start": end}, text, ENGLISH)
    assert found is None or text[found.start : found.end] == found.text
