"""No table has a cell that a spreadsheet would run; each has every field, and what is known of the texts."""

import csv
import io
import json
from pathlib import Path

import pytest

from quoteattr.errors import InputError
from quoteattr.interfaces.inputs import Input
from quoteattr.interfaces.outputs import TABLES, WRITERS, format_by_name
from quoteattr.interfaces.targets import Output, open_output
from quoteattr.interfaces.wanted import Wanted
from quoteattr.records.records import Cue, Mention, Quote, Span, Speaker
from quoteattr.records.result import Result
from quoteattr.vocabulary import QuoteKind

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A"]
MADE = {"version": "1", "schema": "2", "language": "en", "models": "ab", "options": {}}
TEXT = "It rained. “We,” said Ann Lee, “won.” All cheered."
ANN = Speaker(0, "Ann Lee", "person")
QUOTE = Quote(
    "direct",
    (Span.cut(TEXT, 12, 15), Span.cut(TEXT, 32, 36)),
    Cue(17, 21, "said", "say"),
    Mention(22, 29, "Ann Lee", "name"),
    ANN,
    "fake",
    0.5,
)


def result(text: str = TEXT, quote: Quote = QUOTE, **meta: object) -> Result:
    return Result(text, "en", (quote,), (ANN,), meta=meta)


def of_words(words: str) -> Result:
    """A result with one quote of some words, by a speaker of this name."""
    quote = Quote("direct", (Span(0, len(words), words),), None, None, Speaker(0, words, "person"), "fake", 0.5)
    return Result(words, "en", (quote,), ())


def written(folder: Path, form: str, *results: Result, excel: bool = False, columns: tuple[str, ...] = ()) -> Path:
    """A file of some results, whose ids are a, b, c."""
    file = folder / f"quotes.{form}"
    answers = [(one, Input(one.text, name)) for one, name in zip(results, "abc", strict=False)]
    with open_output(str(file)) as stream:
        WRITERS[form](answers, stream, Wanted(several=True, excel=excel, columns=columns, made=MADE))
    return file


def rows(file: Path, delimiter: str = ",") -> list[dict[str, str]]:
    text = file.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


@pytest.mark.parametrize("words", FORMULAS)
@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_no_cell_begins_like_a_formula(tmp_path: Path, form: str, delimiter: str, words: str) -> None:
    [row] = rows(written(tmp_path, form, of_words(words)), delimiter)
    assert (row["text"], row["speaker"]) == (f"'{words}", f"'{words}")
    assert (row["start"], row["end"], row["confidence"]) == ("0", str(len(words)), "0.5")


@pytest.mark.parametrize("words", ["Now,", " =1", "'=1", "Now, = 1"])
def test_other_words_stay_as_they_are(tmp_path: Path, words: str) -> None:
    [row] = rows(written(tmp_path, "csv", of_words(words)))
    assert row["text"] == words


def test_the_mark_of_excel_is_there_only_if_it_is_wanted(tmp_path: Path) -> None:
    assert not written(tmp_path, "csv", result()).read_bytes().startswith(b"\xef\xbb\xbf")
    assert written(tmp_path, "csv", result(), excel=True).read_bytes().startswith(b"\xef\xbb\xbfid,")


def test_a_row_has_every_field_and_what_is_known_of_the_text(tmp_path: Path) -> None:
    first, second = rows(written(tmp_path, "csv", result(outlet="Herald", kind="news"), result(date="2020-02-02")))
    assert first["text"] == "We, […] won."
    assert first["context"] == "“We,” said Ann Lee, “won.”"
    told = {"id": "a", "outlet": "Herald", "meta_kind": "news", "kind": "direct", "date": "", "lemma": "say"}
    assert told.items() <= first.items()
    assert (first["stance"], first["negated"], first["form"], first["speakers"]) == (
        "assert",
        "False",
        "name",
        "Ann Lee",
    )
    assert first["made_by"] == "quoteattr 1, schema 2, language en, models ab"
    assert (second["id"], second["outlet"], second["date"]) == ("b", "", "2020-02-02")


@pytest.mark.parametrize("form", TABLES)
def test_columns_can_be_chosen(tmp_path: Path, form: str) -> None:
    file = written(tmp_path, form, result(date="2020"), columns=("speaker", "date"))
    if form == "csv":
        assert rows(file) == [{"speaker": "Ann Lee", "date": "2020"}]
    assert file.stat().st_size > 0
    with pytest.raises(InputError, match="no column 'age'; choose with --columns from: id, date, quote_id"):
        written(tmp_path, form, result(date="2020"), columns=("age",))


@pytest.mark.parametrize("form", WRITERS)
def test_no_quotes_are_an_output_too(tmp_path: Path, form: str) -> None:
    assert written(tmp_path, form, Result("It rained.", "en", (), ())).exists()


@pytest.mark.parametrize("words", [*FORMULAS, "a\0b", "a\x1bb", "\ud800", "long " * 10_000])
def test_excel_gets_words_and_no_formulas(tmp_path: Path, words: str) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(written(tmp_path, "xlsx", of_words(words)))
    header, row = book["quotes"].iter_rows()
    cells = {name.value: cell for name, cell in zip(header, row, strict=True)}
    assert cells["text"].data_type == "s"
    assert cells["confidence"].value == 0.5
    assert (book["quotes"].freeze_panes, book["quotes"].auto_filter.ref[:2]) == ("A2", "A1")
    assert book["about"]["B1"].value == "quoteattr 1, schema 2, language en, models ab"


def test_parquet_has_types_and_says_what_made_it(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(written(tmp_path, "parquet", result(words=120), of_words("\ud800")))
    assert json.loads(table.schema.metadata[b"quoteattr"]) == MADE
    assert [str(table.schema.field(name).type) for name in ("start", "words", "speaker")] == [
        "int64",
        "int64",
        "string",
    ]
    assert table.to_pylist()[0]["negated"] is False


def test_markdown_is_a_table(tmp_path: Path) -> None:
    text = written(tmp_path, "md", of_words("One | two\nthree"), columns=("id", "text")).read_text(encoding="utf-8")
    assert text.splitlines()[:3] == ["| id | text |", "| --- | --- |", "| a | One \\| two three |"]


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_says_what_made_it(tmp_path: Path, form: str) -> None:
    data = json.loads(written(tmp_path, form, result(outlet="Herald")).read_text(encoding="utf-8"))
    [record] = data if form == "json" else [data]
    assert (record["provenance"], record["meta"]) == (MADE, {"outlet": "Herald"})


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_has_the_text_where_it_is_wanted(form: str) -> None:
    stream = io.StringIO(newline="")
    answers = [(Result("abcdef", "en", (), ()), Input("abcdef", "a"))]
    WRITERS[form](answers, Output(stream, "x"), Wanted(with_text=True, made=MADE))
    assert json.loads(stream.getvalue())["text"] == "abcdef"


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.json", "a.jsonl", "a.xlsx", "a.parquet", "a.html", "a.md"])
def test_the_name_of_an_output_asks_for_a_format(name: str) -> None:
    assert format_by_name(name.upper()) == name[2:]


SAID: list[tuple[QuoteKind, str, float]] = [("indirect", "ab", 0.59), ("mixed", "bc", 0.6), ("direct", "cd", 0.3)]


def shown(form: str, said: list[tuple[QuoteKind, str, float]], *, people: bool = False, every: bool = False) -> str:
    """What is written of a text with some quotes."""
    quotes = tuple(
        Quote(kind, (Span(place, place + 2, words),), None, None, None, "fake", confidence)
        for place, (kind, words, confidence) in enumerate(said)
    )
    stream = io.StringIO(newline="")
    answers = [(Result("abcdef", "en", quotes, ()), Input("abcdef", "a"))]
    WRITERS[form](answers, Output(stream, "x"), Wanted(people=people, every=every, made=MADE))
    return stream.getvalue()


def test_a_table_leaves_weak_reports_out_and_says_so_on_its_last_line() -> None:
    lines = shown("table", SAID).splitlines()
    assert [line.split()[-1] for line in lines[1:-1]] == ["bc", "cd"]
    assert lines[-1] == "(1 weaker one left out; --all shows it)"
    assert len(shown("table", SAID, every=True).splitlines()) == 4
    assert shown("table", SAID, people=True).splitlines()[-1] == lines[-1]


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "md"])
def test_all_other_formats_have_every_quote(form: str) -> None:
    assert all(words in shown(form, SAID) for _, words, _ in SAID)


def test_a_table_of_weak_reports_alone_says_so() -> None:
    weak: list[tuple[QuoteKind, str, float]] = [("indirect", "ab", 0.1), ("indirect", "ab", 0.1)]
    assert shown("table", weak) == "(no quotes)\n(2 weaker ones left out; --all shows them)\n"
