"""The commands verify and attest."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quoteattr.interfaces.cli import main

ARTICLE = "“We need a bridge,” said Ann Lee.\n\n“The ferry is old,” she said.\n"
COUNCIL = "LEE: We need a tunnel.\nEK: Why?\nLEE: The ferry is old.\n"
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Lee>We need a bridge.\n"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text(ARTICLE, encoding="utf-8")
    Path("council.txt").write_text(COUNCIL, encoding="utf-8")
    Path("council.vtt").write_text(CAPTIONS, encoding="utf-8")
    Path("claims.jsonl").write_text('{"quote": "We need a bridge", "speaker": "Ann Lee"}\n', encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, arguments)
    return done.exit_code, done.stdout, done.stderr


def test_an_article_is_held_against_several_sources(files: Path) -> None:
    code, printed, _ = run("verify", "article.txt", "--against", "council.txt", "council.vtt", "--format", "json")
    checks = json.loads(printed)["checks"]
    assert code == 0
    assert [(check["quote"], check["tier"], check["source"]) for check in checks] == [
        ("We need a bridge,", "exact", "council.vtt"),
        ("The ferry is old,", "exact", "council.txt"),
    ]


def test_a_page_is_written_where_the_name_says_so(files: Path) -> None:
    assert run("verify", "article.txt", "--against", "council.txt", "-o", "page.html") == (0, "", "")
    page = Path("page.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "<script" not in page


def test_quotations_may_come_line_by_line(files: Path) -> None:
    code, printed, _ = run("verify", "claims.jsonl", "--against", "council.txt")
    assert (code, printed.splitlines()[1].split()[0]) == (0, "changed")


def test_claims_are_held_against_a_text(files: Path) -> None:
    code, printed, _ = run("attest", "claims.jsonl", "article.txt")
    assert (code, printed.splitlines()[1].split()[0]) == (0, "attested")


def test_what_cannot_be_read_is_told(files: Path) -> None:
    assert run("verify", "article.txt", "--against", "nowhere.txt")[0] == 1
    assert run("verify", "nowhere.txt", "--against", "council.txt")[0] == 1
    Path("claims.jsonl").write_text('{"quote": "x"}\n[]\n', encoding="utf-8")
    code, _, told = run("attest", "claims.jsonl", "article.txt")
    assert code == 1
    assert "line 2" in told
    assert "claim 0 came as" in told


def test_an_input_is_not_overwritten(files: Path) -> None:
    code, _, told = run("verify", "article.txt", "--against", "council.txt", "-o", "council.txt")
    assert (code, Path("council.txt").read_text(encoding="utf-8")) == (2, COUNCIL)
    assert "would overwrite" in told
