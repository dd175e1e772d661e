"""The ten tasks of the page on archives, as the page gives them: what is made is what was asked for."""

import csv
import doctest
import json
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

import quoteattr
from quoteattr import Attributor
from quoteattr.interfaces.cli import main
from tests.interfaces.readers.test_formats import as_docx, as_pdf

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "howto" / "archive.md").read_text(encoding="utf-8")
TIDE = "“The tide is late,” said Ida Moe, the harbour master."
BOAT = "Ole Dahl, a fisherman, said: “Boats go first.”"


def tasks() -> dict[str, tuple[str, str]]:
    """The language and the lines of each task, by its heading."""
    pattern = r"^### (?P<heading>.+?)\n.*?^```(?P<language>sh|python)\n(?P<lines>.*?)^```"
    found = re.finditer(pattern, PAGE.partition("\n## Ten tasks\n")[2], re.DOTALL | re.MULTILINE)
    return {one["heading"]: (one["language"], one["lines"]) for one in found}


@pytest.fixture(autouse=True)
def workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty directory to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(heading: str) -> None:
    """Run the command of a task, which is one line."""
    language, lines = tasks()[heading]
    assert language == "sh"
    [command] = lines.splitlines()
    name, *arguments = shlex.split(command)
    assert name == "quoteattr"
    ran = CliRunner().invoke(main, arguments, prog_name=name)
    assert (ran.exit_code, ran.stderr) == (0, "")


def write(folder: str, **texts: str) -> None:
    Path(folder).mkdir(parents=True)
    for name, text in texts.items():
        Path(folder, f"{name}.txt").write_text(text, encoding="utf-8")


def test_there_are_ten_and_each_is_short() -> None:
    found = tasks()
    assert len(found) == 10
    for language, lines in found.values():
        written = [line for line in lines.splitlines() if language == "sh" or line.startswith(">>> ")]
        assert len(written) <= (1 if language == "sh" else 3)


def test_a_folder_becomes_a_table_for_excel() -> None:
    write("articles", a=TIDE, b=BOAT)
    run("A folder of texts to a table for Excel")
    table = pd.read_excel("quotes.xlsx")
    assert list(table["id"]) == ["articles/a.txt", "articles/b.txt"]
    assert list(table["speaker"]) == ["Ida Moe", "Ole Dahl"]


def test_the_columns_of_a_spreadsheet_come_out() -> None:
    rows = [("Herald", "2024-02-03", TIDE), ("Post", "2024-02-04", BOAT)]
    pd.DataFrame(rows, columns=["outlet", "date", "body"]).to_excel("articles.xlsx", index=False)
    run("A spreadsheet with outlet and date, and the same columns out")
    table = pd.read_excel("quotes.xlsx")
    assert table[["outlet", "date", "speaker"]].to_numpy().tolist() == [
        ["Herald", "2024-02-03", "Ida Moe"],
        ["Post", "2024-02-04", "Ole Dahl"],
    ]


def test_a_folder_becomes_a_summary_by_outlet() -> None:
    write("outlets/herald", a=TIDE, b=TIDE)
    write("outlets/post", a=BOAT)
    run("A folder to a summary by outlet")
    page = Path("summary.html").read_text(encoding="utf-8")
    for name in ("herald", "post", "Ida Moe", "Ole Dahl"):
        assert name in page


def test_forty_articles_of_one_file_are_parted() -> None:
    articles = [f"Document {n} of 40\n\n“Boat {n} is late,” said Ida Moe.\n\n" for n in range(1, 41)]
    Path("export.txt").write_text("".join(articles), encoding="utf-8")
    run("One file of forty articles")
    table = pd.read_excel("quotes.xlsx")
    assert list(table["number"].astype(int)) == list(range(1, 41))
    assert table["text"][39] == "Boat 40 is late,"


def test_a_run_goes_on() -> None:
    lines = [json.dumps({"id": n, "text": TIDE}) + "\n" for n in range(4)]
    Path("archive.jsonl").write_text("".join(lines[:2]) + json.dumps({"id": 9}) + "\n", encoding="utf-8")
    command = tasks()["Go on with a run that was stopped"][1].split()[1:]
    assert command.pop() == "--resume"
    assert CliRunner().invoke(main, command).exit_code == 1  # a line has no text
    Path("archive.jsonl").write_text("".join(lines), encoding="utf-8")
    run("Go on with a run that was stopped")
    assert list(pd.read_parquet("quotes.parquet")["id"]) == [0, 1, 2, 3]


def test_word_and_pdf_are_read() -> None:
    as_docx(Path("letter.docx"))
    as_pdf(Path("report.pdf"))
    run("Word and PDF")
    [row] = csv.DictReader(Path("quotes.csv").read_text(encoding="utf-8").splitlines())
    assert (row["id"], row["speaker"]) == ("letter.docx", "Ida Moe")


@pytest.fixture(scope="module")
def names(attributor: Attributor) -> Iterator[dict[str, Any]]:
    """What the page has made before it comes to the tasks."""
    lines = (ROOT / "examples" / "newsroom" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    corpus = quoteattr.Corpus(attributor.pipe(map(json.loads, lines)))
    yield {"quoteattr": quoteattr, "attributor": attributor, "corpus": corpus, "pd": pd}
    corpus.close()


def no_more(names: dict[str, Any]) -> None:
    """The page shows all there is to see."""


def politician(names: dict[str, Any]) -> None:
    assert len(list(names["corpus"].quotes("maren-tveit", where={"year": "2025"}))) == 7


def with_index(names: dict[str, Any]) -> None:
    assert list(quoteattr.to_dataframe(names["frame"], text="body").index) == ["h-17"]


@pytest.mark.parametrize(
    ("heading", "holds"),
    [
        ("Who is quoted without a name, and why", no_more),
        ("What one politician said in a year, as CSV", politician),
        ("The same quotation in several papers", no_more),
        ("A column of a DataFrame, with its index", with_index),
    ],
)
def test_three_lines_of_python_give_what_the_page_shows(
    names: dict[str, Any], heading: str, holds: Callable[[dict[str, Any]], None]
) -> None:
    language, lines = tasks()[heading]
    assert language == "python"
    example = doctest.DocTestParser().get_doctest(lines, names, heading, None, None)
    told: list[str] = []
    ran = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=told.append, clear_globs=False)
    assert ran.failed == 0, "".join(told)
    holds(example.globs)
