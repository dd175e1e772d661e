"""CSV for programs has each cell as it is; CSV for spreadsheets has no cell that they would run."""

import csv
import io
from functools import partial

import pytest
from attrs import evolve

from quoteattr.interfaces.inputs import Input
from quoteattr.interfaces.outputs import WRITERS, write_table
from quoteattr.interfaces.targets import Output
from quoteattr.records.records import Quote, Span, Speaker
from quoteattr.records.result import Result
from quoteattr.vocabulary import QuoteKind

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


def shown(output_format: str, **options: bool) -> str:
    """What is written of a text with a weak report, a sure one, and an unsure quotation in marks."""
    quotes = tuple(
        Quote(kind, (Span(place, place + 2, words),), None, None, None, "fake", confidence)
        for place, (kind, words, confidence) in enumerate(SAID)
    )
    stream = io.StringIO(newline="")
    write = partial(WRITERS[output_format], **options) if options else WRITERS[output_format]
    write([(Result("abcdef", "en", quotes, ()), Input("abcdef", "a"))], Output(stream, "x"), False)
    return stream.getvalue()


SAID: list[tuple[QuoteKind, str, float]] = [("indirect", "ab", 0.59), ("mixed", "bc", 0.6), ("direct", "cd", 0.3)]


def test_a_table_leaves_weak_reports_out_and_says_so_on_its_last_line() -> None:
    lines = shown("table").splitlines()
    assert [line.split()[-1] for line in lines[1:-1]] == ["bc", "cd"]
    assert lines[-1] == "(1 weaker one left out; --all shows it)"
    assert len(shown("table", every=True).splitlines()) == 4
    assert shown("table", people=True).splitlines()[-1] == lines[-1]


@pytest.mark.parametrize("output_format", ["json", "jsonl", "csv", "spreadsheet"])
def test_all_other_formats_have_every_quote(output_format: str) -> None:
    assert all(words in shown(output_format) for _, words, _ in SAID)


def test_a_table_of_weak_reports_alone_says_so() -> None:
    weak = Quote("indirect", (Span(0, 2, "ab"),), None, None, None, "fake", 0.1)
    stream = io.StringIO(newline="")
    write_table([(Result("ab", "en", (weak, evolve(weak)), ()), Input("ab", "a"))], Output(stream, "x"), False)
    assert stream.getvalue() == "(no quotes)\n(2 weaker ones left out; --all shows them)\n"
