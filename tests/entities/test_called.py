"""What a long story calls those who are in it."""

import pytest

from quoteattr import Attributor

FILLER = "The rain went on all day, and nobody came up the road from the harbour. The lamp in the hall was lit at four."


@pytest.mark.parametrize(
    ("lines", "speaker"),
    [
        pytest.param("“Is it late?” asked the Margrave.", "the Margrave", id="an article that is always there"),
        pytest.param("“Is it late?” asked Brask.", "Brask", id="no article"),
        pytest.param(
            "“Is it late?” asked Captain Brask. Mr. Brask sat down.\n\n“Not yet,” said Ida."
            "\n\n“Soon,” said Captain Brask.",
            "Captain Brask",
            id="the usual one of two titles",
        ),
    ],
)
def test_somebody_is_called_what_the_story_calls_them(attributor: Attributor, lines: str, speaker: str) -> None:
    scene = f"{lines}\n\n“It is,” said Ida.\n\n“Then we go.”\n\n{FILLER}"
    story = "\n\n".join([scene] * 30)
    assert attributor(story)[0].speaker.name == speaker  # type: ignore[union-attr]
