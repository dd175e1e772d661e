"""The commands sample, judge and correct, and the sheet between them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quoteattr import attribute
from quoteattr.interfaces.cli import main
from quoteattr.interfaces.judgements import page, read_sheet, sheet
from quoteattr.trust.judging import sample

TEXT = "“=1+1, we say,” said Ann Lee. “No,” said Bo Ek."


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, arguments)
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("texts.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}) + "\n", encoding="utf-8")
    Path("results.jsonl").write_text(attribute(TEXT).to_json("a") + "\n", encoding="utf-8")
    return tmp_path


def test_from_results_to_corrections(results: Path) -> None:
    assert run("sample", "results.jsonl", "--texts", "texts.jsonl", "-o", "sheet.csv") == (0, "", "")
    rows = read_sheet(Path("sheet.csv").read_bytes())
    assert rows[0]["context"] == "“⟦=1+1, we say,⟧” said Ann Lee. “No,” said Bo Ek."
    rows[0]["judgement"], rows[1]["judgement"], rows[1]["right_speaker"] = "right", "2", "Ida Moe"
    Path("sheet.csv").write_text(sheet(rows), encoding="utf-8")
    code, printed, _ = run("judge", "sheet.csv")
    assert (code, printed.splitlines()[1].split()) == (0, ["all", ".50", "(.09", "to", ".91),", "1", "of", "2"])
    code, printed, _ = run("correct", "results.jsonl", "sheet.csv")
    quotes = json.loads(printed)["quotes"]
    assert (code, [quote["speaker"]["name"] for quote in quotes]) == (0, ["Ann Lee", "Ida Moe"])


def test_a_page_embeds_the_rows_and_runs_its_own_script_alone(results: Path) -> None:
    assert run("sample", "results.jsonl", "--texts", "texts.jsonl", "-o", "page.html")[0] == 0
    source = Path("page.html").read_text(encoding="utf-8")
    embedded = source.partition('id="rows">')[2].partition("</script>")[0]
    assert json.loads(embedded)[0]["context_pieces"][1] == "=1+1, we say,"
    assert "default-src 'none'" in source


def test_whatever_is_quoted_stays_text() -> None:
    data = {"id": "</script><script>alert(1)</script>", "text": "", **attribute(TEXT).to_dict()}
    assert page(sample([data], 5)).count("<script>") == 1


def test_sheets_are_read_however_a_spreadsheet_saved_them() -> None:
    for delimiter in (",", ";", "\t"):
        data = (
            "\ufeff" + delimiter.join(("id", "quote", "judgement")) + "\r\n" + delimiter.join(("a", "0", "1")) + "\r\n"
        )
        assert read_sheet(data.encode()) == [{"id": "a", "quote": "0", "judgement": "1"}]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sample", "nowhere.jsonl"), "No such file"),
        (("judge", "nowhere.csv"), "No such file"),
        (("judge", "texts.jsonl"), "the sheet has no column"),
        (("sample", "texts.jsonl"), "not of the form of results"),
        (("correct", "results.jsonl", "texts.jsonl"), "the sheet has no column"),
    ],
)
def test_what_cannot_be_read_is_told(results: Path, arguments: tuple[str, ...], said: str) -> None:
    code, _, told = run(*arguments)
    assert code == 1
    assert said in told
