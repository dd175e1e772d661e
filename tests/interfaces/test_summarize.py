"""`quoteattr summarize`."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quoteattr.interfaces.cli import main
from tests.corpus.made import said


def run(*arguments: Any) -> Result:
    """The command with its arguments."""
    return CliRunner().invoke(main, ["summarize", *map(str, arguments)])


@pytest.fixture
def quotes(tmp_path: Path) -> Path:
    """Results of three documents."""
    documents = [
        said("a", "We need a bridge", "Ann Lee", meta={"outlet": "Courier"}),
        said("b", "It rained", "Ann Lee", meta={"outlet": "Ledger"}),
        said("c", "No", "Bo Ek", meta={"outlet": "Ledger"}),
    ]
    file = tmp_path / "quotes.jsonl"
    file.write_text("\n".join(map(json.dumps, documents)), encoding="utf-8")
    return file


def test_figures_are_printed(quotes: Path) -> None:
    done = run(quotes, "--by", "outlet")
    assert done.exit_code == 0
    assert done.output.splitlines()[0] == "outlet Courier: 1 quote in 1 document, by 1 person or organization"
    assert "50.0%  Bo Ek" in done.output


def test_a_page_a_workbook_and_a_table_are_written(quotes: Path, tmp_path: Path) -> None:
    for name in ("summary.html", "summary.xlsx"):
        done = run(quotes, "-o", tmp_path / name, "--write-people", tmp_path / "people.csv")
        assert (done.exit_code, done.output) == (0, "")
        assert (tmp_path / name).stat().st_size > 1000
    assert (tmp_path / "people.csv").read_text(encoding="utf-8").count("\n") == 3
    assert run(quotes, "--people", tmp_path / "people.csv").exit_code == 0


def test_a_line_that_cannot_be_read_is_told(quotes: Path) -> None:
    with quotes.open("a", encoding="utf-8") as stream:
        stream.write("\n{torn")
    done = run(quotes)
    assert done.exit_code == 1
    assert "line 4: not JSON" in done.output
    assert "Ann Lee" in done.output


def test_articles_instead_of_results_are_told_once_and_not_thousands_of_times(tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_text('{"id": "a", "text": "No one spoke."}\n' * 500, encoding="utf-8")
    done = run(file)
    assert done.exit_code == 1
    assert "as `quoteattr attribute --format jsonl` writes it" in done.output
    assert "and 490 more like these" in done.output


@pytest.mark.parametrize("name", ["quotes.csv", "quotes.xlsx", "quotes"])
def test_a_table_instead_of_results_is_told_in_one_line(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"id,text\x86\n" * 40)
    done = run(file, "-o", tmp_path / "summary.html")
    assert done.exit_code == 1
    assert f"{name}: not read; its first line is not JSON. Expected JSON or JSON Lines" in done.output
    assert done.output.count("\n") == 2
    assert not (tmp_path / "summary.html").exists()


@pytest.mark.parametrize("name", ["quotes.jsonl", "quotes.json"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.touch()
    done = run(file)
    assert done.exit_code == 1
    assert f"{name}: the file is empty; it holds no results" in done.output
    assert "no results to summarize" in done.output


def test_quotes_of_those_who_are_not_listed_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "quotes.jsonl"
    documents = [said(str(number), "No", f"{letter}nn Lee") for number, letter in enumerate("ABCDEFGHIJKL")]
    file.write_text("\n".join(map(json.dumps, documents)), encoding="utf-8")
    assert "       2   16.7%  2 more\n       0    0.0%  without a name\n" in run(file).output


@pytest.mark.parametrize("output", ["summary.docx", "summary"])
def test_another_kind_of_output_is_refused(quotes: Path, tmp_path: Path, output: str) -> None:
    done = run(quotes, "-o", tmp_path / output)
    assert done.exit_code == 2
    assert "expected a name that ends in .html or .xlsx" in done.output


def test_nothing_that_is_read_is_written_over(quotes: Path) -> None:
    before = quotes.read_text(encoding="utf-8")
    assert run(quotes, "--write-people", quotes).exit_code == 2
    assert quotes.read_text(encoding="utf-8") == before


def test_an_unknown_key_is_told(quotes: Path) -> None:
    done = run(quotes, "--by", "desk")
    assert done.exit_code == 1
    assert "no document has 'desk' in its meta; there are: 'outlet'" in done.output


def test_texts_are_read_and_counted_by_what_is_known_of_them(tmp_path: Path) -> None:
    tables = tmp_path / "tables"
    tables.mkdir()
    tables.joinpath("a.csv").write_text(
        "id,body,outlet\n1,“The quay is shut.” said Ida Moe.,Herald\n2,“We wait.” said Ole Dahl.,Post\n",
        encoding="utf-8",
    )
    done = run("--texts", tables, "--text-column", "body", "--by", "outlet", "--by", "folder")
    assert done.exit_code == 0
    assert "outlet Herald, folder tables: 1 quote in 1 document" in done.output
    assert "Ole Dahl" in done.output


def test_a_text_that_cannot_be_read_is_told_and_the_others_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“The quay is shut.” said Ida Moe.", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"caf\xe9")
    done = run("--texts", tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt")
    assert done.exit_code == 1
    assert "1 quote in 1 document" in done.stdout
    assert "b.txt: not UTF-8" in done.stderr
    assert "c.txt: No such file or directory" in done.stderr


def test_a_summary_does_not_take_the_place_of_a_text_that_it_counts(tmp_path: Path) -> None:
    (tmp_path / "summary.html").write_text("<p>“Stay,” said Ida Moe.</p>", encoding="utf-8")
    done = run("--texts", tmp_path, "-o", tmp_path / "summary.html")
    assert done.exit_code == 2
    assert "is read; give another name" in done.output


def test_results_that_are_not_there_are_told() -> None:
    done = run("nowhere.jsonl")
    assert done.exit_code == 2
    assert "Path 'nowhere.jsonl' does not exist." in done.output
