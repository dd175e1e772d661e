"""CSV for programs has each cell as it is; CSV for spreadsheets has no cell that they would run."""

import csv
import io

import pytest

from quoteattr.interfaces.inputs import Input
from quoteattr.interfaces.outputs import WRITERS
from quoteattr.interfaces.targets import Output
from quoteattr.records.records import Quote, Span, Speaker
from quoteattr.records.result import Result

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A"]


def written(output_format: str, words: str) -> tuple[str, dict[str, str]]:
    """What is written of one quote of these words, by a speaker of this name in a text of this id; and its row."""
    quote = Quote("direct", (Span(0, len(words), words),), None, None, Speaker(0, words, "person"), "fake", 0.5)
    stream = io.StringIO(newline="")
    WRITERS[output_format]([(Result(words, "en", (quote,), ()), Input(words, words))], Output(stream, "x"), False)
    [row] = csv.DictReader(io.StringIO(stream.getvalue().removeprefix("\ufeff"), newline=""))
    return stream.getvalue(), row


@pytest.mark.parametrize("words", [*FORMULAS, "Now,", " =1", "'=1"])
def test_csv_is_read_back_as_it_was(words: str) -> None:
    text, row = written("csv", words)
    assert not text.startswith("\ufeff")
    assert (row["text"], row["speaker"], row["id"]) == (words, words, words)


@pytest.mark.parametrize("words", FORMULAS)
def test_a_spreadsheet_gets_no_formulas(words: str) -> None:
    text, row = written("spreadsheet", words)
    assert text.startswith("\ufeffid,")
    assert (row["text"], row["speaker"], row["id"]) == (f"'{words}", f"'{words}", f"'{words}")
    assert (row["start"], row["end"], row["confidence"]) == ("0", str(len(words)), "0.5")


def test_other_words_go_to_a_spreadsheet_as_they_are() -> None:
    assert written("spreadsheet", "Now, = 1")[1]["text"] == "Now, = 1"
