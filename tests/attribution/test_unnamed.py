"""Speakers without a name: which phrases count as one source, and which as several."""

import pytest
from attrs import evolve

from quoteattr import Attributor
from quoteattr.parsers.bundled.parser import BundledParser


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        pytest.param(
            "A spokesman for Norsund said the yard was safe. A spokesman for Ostwerk said it was not.",
            [0, 1],
            id="spokesmen of two firms",
        ),
        pytest.param(
            "The mayor of Exeter said the bridge was safe. The mayor of Varde said it was not.",
            [0, 1],
            id="mayors of two cities",
        ),
        pytest.param("My mother said it was late. His mother said it was early.", [0, 1], id="two mothers"),
        pytest.param(
            "His mother said it was late. The ferry left at noon. His mother said it was early.",
            [0, 0],
            id="one mother",
        ),
        pytest.param(
            "A spokesman for Norsund said the yard was safe. The spokesman said it would stay open.",
            [0, 0],
            id="taken up by a definite description",
        ),
        pytest.param(
            "A spokesman for Norsund said the yard was safe. The spokesman for Ostwerk said it was not.",
            [0, 1],
            id="a definite description of another",
        ),
        pytest.param("One voter said the ferry was late. One voter said it was early.", [0, 1], id="one of several"),
        pytest.param(
            "A source said the deal was dead. Another source said it was alive. The source said it had cost millions.",
            [0, 1, 1],
            id="another, and the latest",
        ),
        pytest.param(
            "Police said the road was shut. Dozens came. Police said it would reopen on Monday.", [0, 0], id="police"
        ),
        pytest.param(
            "Analysts said the price would fall. The board met on Monday. Many analysts said it would rise.",
            [0, 0],
            id="a group by its noun",
        ),
        pytest.param(
            "Officials in Oslo said the road was shut. Officials in Bergen said it was open.",
            [0, 1],
            id="groups from two places",
        ),
        pytest.param(
            "Officials in Oslo said the road was shut. Snow fell all night. Officials said it would reopen.",
            [0, 0],
            id="a group, and less said of it",
        ),
        pytest.param(
            "Some lawmakers said the bill was late. Other lawmakers said it was early.", [0, 1], id="other lawmakers"
        ),
        pytest.param(
            "A report said the sea was rising. The report warned that the harbour would flood.",
            [0, 0],
            id="a report, the report",
        ),
        pytest.param(
            "A Norsund survey found that rents were rising. The board met. A Norsund survey found that pay was not.",
            [0, 0],
            id="a document with a name in it",
        ),
        pytest.param(
            "Poll: Voters want ferries\n\nA poll showed that voters wanted ferries.", [0, 0], id="headline and text"
        ),
    ],
)
def test_speakers_without_a_name_are_told_apart(attributor: Attributor, text: str, speakers: list[int]) -> None:
    result = attributor(text)
    assert [quote.speaker and quote.speaker.id for quote in result] == speakers
    assert len(result.speakers) == max(speakers) + 1


def test_speakers_told_apart_keep_their_names_and_mentions(attributor: Attributor) -> None:
    result = attributor("A spokesman for Norsund said the yard was safe. A spokesman for Ostwerk said it was not.")
    assert [speaker.name for speaker in result.speakers] == ["spokesman", "spokesman"]
    assert [[mention.text for mention in speaker.mentions] for speaker in result.speakers] == [
        ["A spokesman for Norsund"],
        ["A spokesman for Ostwerk"],
    ]


def test_a_parse_may_say_that_two_are_one(attributor: Attributor, bundled_parser: BundledParser) -> None:
    text = "A spokesman for Norsund said the yard was safe. The spokesman for Ostwerk said it was not."
    phrases = "A spokesman for Norsund", "The spokesman for Ostwerk"
    parse = bundled_parser.parse(text)
    chained = evolve(parse, chains=[[(text.index(phrase), text.index(phrase) + len(phrase)) for phrase in phrases]])
    assert [quote.speaker and quote.speaker.id for quote in attributor(parse)] == [0, 1]
    assert [quote.speaker and quote.speaker.id for quote in attributor(chained)] == [0, 0]
