"""The lines of a text in scenes, and the network of those who talk."""

from xml.etree import ElementTree

import pytest

from quoteattr.records.dialogue import Dialogue
from quoteattr.records.records import Listener, Quote, Span, Speaker
from quoteattr.records.result import Result

ANN, BO = Speaker(0, "Ann", "person"), Speaker(1, "Bo & Co", "person")
TO_ANN, TO_BO, TO_CY = Listener(0, "Ann"), Listener(1, "Bo & Co"), Listener(7, "Cy\0")


def lines(text: str, *told: tuple[str, Speaker | None, tuple[Listener, ...]]) -> Result:
    quotes = []
    for words, who, to in told:
        start = text.index(words)
        span = Span.cut(text, start, start + len(words))
        quotes.append(Quote("direct", (span,), None, None, who, "named", 0.9, addressees=to))
    return Result(text, "en", tuple(quotes), tuple(who for _, who, _ in told if who is not None))


@pytest.mark.parametrize(
    ("between", "scenes"),
    [("\n", [1, 1]), ("\n\n* * *\n\n", [1, 2]), ("\nCHAPTER II\n", [1, 2]), ("\nIt rained." * 11 + "\n", [1, 2])],
)
def test_scenes_end_at_headings_and_long_silences(between: str, scenes: list[int]) -> None:
    found = lines(f"“Wait.”{between}“Why not?”", ("Wait.", ANN, ()), ("Why not?", BO, ())).dialogue()
    assert [line.scene for line in found] == scenes
    assert len(found.scenes()) == scenes[-1]


def test_who_talks_to_whom_is_counted() -> None:
    text = "“Wait here.” “Why?” “It's late.” “Nobody spoke.”"
    told = [("Wait here.", ANN, (TO_BO, TO_CY)), ("Why?", BO, (TO_ANN,)), ("It's late.", ANN, (TO_BO,))]
    dialogue = lines(text, *told, ("Nobody spoke.", None, ())).dialogue()
    assert len(dialogue) == 3
    assert dialogue.characters() == [
        {"name": "Ann", "lines": 2, "words": 4, "scenes": 1, "spoken to": 2},
        {"name": "Bo & Co", "lines": 1, "words": 1, "scenes": 1, "spoken to": 1},
    ]
    assert [(row["speaker"], row["addressee"], row["lines"]) for row in dialogue.network()] == [
        ("Ann", "Bo & Co", 2),
        ("Ann", "Cy\0", 1),
        ("Bo & Co", "Ann", 1),
    ]
    frame = dialogue.to_dataframe()
    assert frame["addressees"].tolist() == ["Bo & Co; Cy\0", "Ann", "Bo & Co"]


def test_graphml_is_read_by_any_reader_of_xml() -> None:
    graph = lines("“Wait.”", ("Wait.", ANN, (TO_BO, TO_CY))).dialogue().to_graphml()
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    root = ElementTree.fromstring(graph)
    assert [node.findtext("g:data", namespaces=space) for node in root.iterfind(".//g:node", space)] == [
        "Bo & Co",
        "Cy\ufffd",
        "Ann",
    ]
    assert {(edge.get("source"), edge.get("target")) for edge in root.iterfind(".//g:edge", space)} == {
        ("n0", "n1"),
        ("n0", "n7"),
    }


def test_no_lines_are_a_dialogue_too() -> None:
    assert Dialogue.of("", []).network() == []
    assert Dialogue.of("", []).to_dataframe().empty
