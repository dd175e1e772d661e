"""Uploads are read, judged and saved; what is long, wrong or stopped costs nobody else."""

import csv
import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import openpyxl
import pytest

from quoteattr.interfaces.serve.limits import Limits
from tests.interfaces.readers.test_formats import (
    as_docx,
    as_epub,
    as_json,
    as_jsonl,
    as_parquet,
    as_pdf,
    as_separated,
    as_xlsx,
)
from tests.interfaces.serve.serving import Served, serving

ROOT = Path(__file__).parents[3]
TABLES = {"json": as_json, "jsonl": as_jsonl, "csv": as_separated, "xlsx": as_xlsx, "parquet": as_parquet}
HARBOUR = "“The quay is shut,” said Ida Moe, the harbour master. “We wait,” said Per Dahl."


def as_html(path: Path) -> None:
    body = "<p>“The tide is late,” said Ida Moe.</p><p>The rain came from the west and went on until the evening.</p>"
    path.write_text(f"<html><body><article><h1>Rain</h1>{body}</article></body></html>", encoding="utf-8")


def as_zipped(path: Path) -> None:
    path.write_bytes(gzip.compress(HARBOUR.encode()))


def test_a_text_is_read_judged_and_saved(served: Served) -> None:
    key = served.give(HARBOUR, "quay.txt")
    job = served.ended(key)
    assert (job["state"], job["documents"], job["quotes"], job["messages"]) == ("done", 1, 2, [])
    first, second = served.ask(f"rows?ids={key}").json
    assert (first["speaker"], first["role"], first["words"]) == ("Ida Moe", "harbour master", "The quay is shut,")
    judge(served, key, 0, "other speaker", "Ole Lind")
    judge(served, key, 1, "no quotation")
    marks = served.ask(f"marked?ids={key}").text
    assert "Ole Lind" in marks
    assert "Per Dahl</mark>" not in marks
    [record] = served.ask(f"quotes.json?ids={key}").json
    assert [(one["speaker"]["name"], one["sieve"], one["judgement"]) for one in record["quotes"]] == [
        ("Ole Lind", "by hand", "other speaker")
    ]
    assert record["text"] == HARBOUR
    [row] = csv.DictReader(io.StringIO(served.ask(f"quotes.csv?ids={key}").text.removeprefix("\ufeff")))
    assert (row["id"], row["speaker"], row["judgement"]) == ("quay.txt", "Ole Lind", "other speaker")
    sheet = openpyxl.load_workbook(io.BytesIO(served.ask(f"quotes.xlsx?ids={key}").body))["quotes"]
    assert [cell.value for cell in sheet[2]][:2] == ["quay.txt", "q1"]
    assert sheet.max_row == 2
    assert second["judgement"] == ""


def test_a_judgement_can_be_taken_back_and_reasons_stay(served: Served) -> None:
    key = served.give(HARBOUR)
    served.ended(key)
    before = served.ask(f"marked?ids={key}").text
    judge(served, key, 0, "other words")
    judged = served.ask(f"marked?ids={key}").text
    assert judged == before  # also why, which JSON does not hold
    assert [row["judgement"] for row in served.ask(f"rows?ids={key}").json] == ["other words", ""]
    judge(served, key, 0, "")
    assert [row["judgement"] for row in served.ask(f"rows?ids={key}").json] == ["", ""]


def test_unsure_quotes_are_marked_where_they_are_asked_for(served: Served) -> None:
    key = served.give("The agency established a bureau in Oslo. “We wait,” said Ann Lee.")
    served.ended(key)
    shown, every = served.ask(f"marked?ids={key}").text, served.ask(f"marked?ids={key}&every").text
    assert (shown.count("<li data-id="), every.count("<li data-id=")) == (1, 2)
    assert "--all" not in shown
    assert [row["weak"] for row in served.ask(f"rows?ids={key}").json] == [True, False]
    assert len(list(csv.DictReader(io.StringIO(served.ask(f"quotes.csv?ids={key}").text)))) == 2


def test_files_of_one_name_keep_their_own_judgements(served: Served) -> None:
    ids = [served.give(HARBOUR, "same.txt") for _ in range(2)]
    for key in ids:
        served.ended(key)
    judge(served, ids[1], 0, "right")
    rows = list(csv.DictReader(io.StringIO(served.ask(f"quotes.csv?ids={','.join(ids)}").text.removeprefix("\ufeff"))))
    assert [row["judgement"] for row in rows] == ["", "", "right", ""]


@pytest.mark.parametrize(
    ("name", "write", "quotes"),
    [
        *((f"a.{form}", write, 1) for form, write in TABLES.items()),
        *(("a.docx", as_docx, 1), ("a.epub", as_epub, 1), ("a.pdf", as_pdf, 0)),
        *(("a.html", as_html, 1), ("a.txt.gz", as_zipped, 2)),
    ],
)
def test_all_formats_that_the_readers_know_are_read(
    served: Served, tmp_path: Path, name: str, write: Callable[[Path], None], quotes: int
) -> None:
    write(tmp_path / name)
    job = served.ended(served.give((tmp_path / name).read_bytes(), name))
    assert (job["state"], job["quotes"], job["messages"]) == ("done", quotes, [])


def test_the_columns_of_a_table_can_be_told(served: Served) -> None:
    table = "no,body\n7,“It rained.” said Ida Moe.\n"
    lost = served.ended(served.give(table, "table.csv"))
    assert (lost["state"], lost["messages"]) == (
        "failed",
        [
            "table.csv: no column 'text'; choose one with the field “Column with the texts”, there are: 'no', 'body'",
        ],
    )
    key = served.give(table, "table.csv", "&text_column=body&id_column=no")
    assert served.ended(key)["quotes"] == 1
    assert served.ask(f"rows?ids={key}").json[0]["id"] == "7"


def test_what_is_wrong_with_one_file_is_told_and_the_others_go_on(served: Served) -> None:
    wrong = [served.give(b"caf\xe9", "latin.txt"), served.give(b"no zip", "letter.docx"), served.give(b"", "empty.gz")]
    right = served.give(HARBOUR)
    told = [served.ended(key) for key in wrong]
    assert [job["state"] for job in told] == ["failed", "failed", "done"]
    assert told[0]["messages"] == ["latin.txt: not UTF-8: byte 0xe9 at offset 3; convert it to UTF-8 first"]
    assert "letter.docx: not a readable .docx" in told[1]["messages"][0]
    assert served.ended(right)["quotes"] == 2


def test_a_kind_of_file_that_is_not_read_is_refused_with_those_that_are(served: Served) -> None:
    reply = served.ask("jobs?name=song.mp3", "POST", b"x")
    assert reply.status == 415
    assert reply.text.startswith("song.mp3: such files are not read. Known are .txt ")


def test_a_short_text_goes_past_a_long_one_which_shows_how_far_it_is_and_can_be_stopped(served: Served) -> None:
    long = served.give((HARBOUR + " It rained.\n\n") * 12_000)  # 200,000 words and more
    while served.job(long)["state"] == "waiting":
        time.sleep(0.05)
    began = time.monotonic()
    short = served.give(HARBOUR)
    assert served.ended(short)["quotes"] == 2
    assert time.monotonic() - began < 10
    until = time.monotonic() + 60
    while not (0 < served.job(long)["share"] < 1):
        assert time.monotonic() < until
        time.sleep(0.05)
    assert served.ask(f"jobs/{long}/stop", "POST").status == 200
    assert served.ended(long, within=10)["state"] == "stopped"
    again = served.give(HARBOUR + "\n" * 300_000)  # in the same lane
    assert served.ended(again)["quotes"] == 2


def test_a_process_that_dies_costs_its_own_job_only() -> None:
    with serving(Limits(memory=700_000_000)) as narrow:
        bomb = narrow.give(gzip.compress(b"a" * 700_000_000, 1)[:20_000_000], "bomb.txt.gz")
        job = narrow.ended(bomb)
        assert job["state"] == "failed"
        assert job["messages"]
        assert narrow.ended(narrow.give(HARBOUR))["quotes"] == 2
        long = narrow.give((HARBOUR + " It rained.\n\n") * 12_000)
        while narrow.job(long)["state"] == "waiting":
            time.sleep(0.05)
        os.kill(narrow.desk.processes[1], signal.SIGKILL)
        died = narrow.ended(long)
        assert died["state"] == "failed"
        assert "the process that read it died (killed by SIGKILL)" in died["messages"][0]
        assert narrow.ended(narrow.give(HARBOUR + "\n" * 300_000))["quotes"] == 2


def test_more_characters_than_are_read_are_told() -> None:
    with serving(Limits(characters=200)) as narrow:
        lines = "".join(json.dumps({"text": HARBOUR}) + "\n" for _ in range(4))
        job = narrow.ended(narrow.give(lines, "many.jsonl"))
        assert job["documents"] == 2
        assert job["messages"] == ["many.jsonl: only its first 200 characters are read; split it, for the rest"]


def judge(served: Served, key: str, place: int, judgement: str, speaker: str = "") -> None:
    body = {"document": 0, "quote": place, "judgement": judgement, "right_speaker": speaker}
    assert served.ask(f"jobs/{key}/judgements", "POST", json.dumps(body)).status == 204


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 0), ("SIGTERM", 143), ("SIGHUP", 0)])
def test_the_command_prints_its_address_and_ends_clean(name: str, code: int) -> None:
    command = [sys.executable, "-m", "quoteattr", "serve", "--no-browser"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as ran:
        assert ran.stdout
        assert ran.stderr
        address = ran.stdout.readline()
        assert address.startswith("Open http://127.0.0.1:")
        assert len(address.rstrip("/\n").rpartition("/")[2]) == 43  # 32 random bytes
        children = _children(ran.pid)
        began = time.monotonic()
        ran.send_signal(signal.Signals[name])
        assert ran.wait(timeout=20) == code
        assert time.monotonic() - began < 10
        assert "Traceback" not in ran.stderr.read()
        until = time.monotonic() + 10  # what multiprocessing started beside them notices the end a little later
        while any(Path(f"/proc/{child}").exists() for child in children):
            assert time.monotonic() < until
            time.sleep(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks no variable for the browser")
def test_the_browser_is_opened_with_the_address(tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(
        f'#!/bin/sh\necho "$1" > {tmp_path}/opened.new\nmv {tmp_path}/opened.new {tmp_path}/opened\nsleep 9\n'
    )
    browser.chmod(0o700)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "BROWSER": f"{browser} %s"}
    command = [sys.executable, "-m", "quoteattr", "serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as ran:
        assert ran.stdout
        address = ran.stdout.readline().removeprefix("Open ")
        until = time.monotonic() + 20
        while not (tmp_path / "opened").exists():
            assert time.monotonic() < until
            time.sleep(0.05)
        with urlopen(address.strip()) as answer:  # while the browser runs
            assert answer.status == 200
        ran.send_signal(signal.SIGINT)
        assert ran.wait(timeout=20) == 0
    assert (tmp_path / "opened").read_text() == address


def test_a_port_that_is_taken_is_told(served: Served) -> None:
    command = [sys.executable, "-m", "quoteattr", "serve", "--no-browser", "--port", str(served.port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    assert ran.returncode == 1
    assert ran.stderr.startswith(f"quoteattr: port {served.port} cannot be used (Address already in use)")


def test_without_its_extra_the_command_names_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from quoteattr.interfaces.cli import main

    monkeypatch.setitem(sys.modules, "uvicorn", None)
    ran = CliRunner().invoke(main, ["serve"])
    assert ran.exit_code == 1
    assert 'pip install "quoteattr[serve]"' in ran.stderr


def test_a_name_with_marks_comes_through(served: Served) -> None:
    key = served.give(HARBOUR, quote("Zoë & “Bø”.txt"))
    assert served.job(key)["name"] == "Zoë & “Bø”.txt"


def _children(process: int) -> list[str]:
    file = Path(f"/proc/{process}/task/{process}/children")
    return file.read_text().split() if file.exists() else []
