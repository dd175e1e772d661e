"""A run that was stopped goes on after what is there, and loses no finished document, whenever it is killed."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.interfaces.test_cli import ROOT, run, workplace  # noqa: F401, a fixture

COUNT = 60
SLOW = Path(__file__).parent / "test_cli.py"


def texts(count: int = COUNT) -> str:
    return "".join(json.dumps({"id": n, "text": f"“Boat {n}.” said Ida Moe."}) + "\n" for n in range(count))


def ids(file: Path) -> list[int]:
    """The documents of which a file has whole lines, or rows."""
    if file.suffix == ".parquet":
        return list(pytest.importorskip("pyarrow.parquet").read_table(file)["id"].to_pylist())
    return [json.loads(line)["id"] for line in file.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]


@pytest.mark.usefixtures("workplace")
def test_a_run_goes_on_after_a_line_that_was_cut_off() -> None:
    Path("in.jsonl").write_text(texts(3), encoding="utf-8")
    assert run("in.jsonl", "-o", "out.jsonl").exit_code == 0
    whole = Path("out.jsonl").read_bytes()
    first, second, _ = whole.splitlines(keepends=True)
    Path("out.jsonl").unlink()
    Path("out.jsonl.partial").write_bytes(first + second[:40])
    assert run("in.jsonl", "-o", "out.jsonl", "--resume").exit_code == 0
    assert Path("out.jsonl").read_bytes() == whole
    assert not Path("out.jsonl.partial").exists()


@pytest.mark.usefixtures("workplace")
def test_a_run_goes_on_after_a_whole_file() -> None:
    Path("in.jsonl").write_text(texts(2), encoding="utf-8")
    run("in.jsonl", "-o", "out.jsonl")
    Path("in.jsonl").write_text(texts(4), encoding="utf-8")
    run("in.jsonl", "-o", "out.jsonl", "--resume")
    assert ids(Path("out.jsonl")) == [0, 1, 2, 3]


@pytest.mark.usefixtures("workplace")
def test_a_table_goes_on_after_a_document_that_was_cut_off() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    lines = [json.dumps({"id": n, "text": f"“Boat {n}.” said Ida Moe.", "day": n}) + "\n" for n in range(3)]
    Path("in.jsonl").write_text("".join(lines) + json.dumps({"id": "x", "text": "interrupt"}), encoding="utf-8")
    assert run("in.jsonl", "-o", "out.parquet").exit_code == 130
    assert not Path("out.parquet").exists()
    waiting = Path("out.parquet.partial").read_bytes()
    Path("out.parquet.partial").write_bytes(waiting[:-20])
    Path("in.jsonl").write_text("".join(lines), encoding="utf-8")
    assert run("in.jsonl", "-o", "out.parquet", "--resume").exit_code == 0
    assert not Path("out.parquet.partial").exists()
    run("in.jsonl", "-o", "whole.parquet")
    assert parquet.read_table("out.parquet").equals(parquet.read_table("whole.parquet"), check_metadata=True)


@pytest.mark.usefixtures("workplace")
def test_a_table_goes_on_after_a_whole_one_with_what_was_known_of_its_texts() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    documents = [{"id": n, "text": "“Boat.” said Ida Moe.", "kind": "news", "page": n, "tags": ["a"]} for n in range(4)]
    documents[1]["text"] = "It rained."
    for count in (2, 4):
        Path("in.jsonl").write_text("".join(json.dumps(one) + "\n" for one in documents[:count]), encoding="utf-8")
        assert run("in.jsonl", "-o", "out.parquet", "--resume").exit_code == 0
    run("in.jsonl", "-o", "whole.parquet")
    whole = parquet.read_table("whole.parquet")
    assert whole.column_names[:4] == ["id", "meta_kind", "page", "tags"]
    assert parquet.read_table("out.parquet").equals(whole, check_metadata=True)


@pytest.mark.usefixtures("workplace")
def test_no_run_goes_on_after_a_table_of_some_columns() -> None:
    pytest.importorskip("pyarrow.parquet")
    Path("in.jsonl").write_text(texts(2), encoding="utf-8")
    run("in.jsonl", "-o", "out.parquet", "--columns", "id,text")
    ran = run("in.jsonl", "-o", "out.parquet", "--resume")
    assert ran.exit_code == 1
    assert ran.stderr.startswith(
        "quoteattr: out.parquet: not all columns of quotes are there, so --resume cannot go on"
    )
    Path("out.parquet").write_bytes(b"PAR1")
    assert "not a readable Parquet" in run("in.jsonl", "-o", "out.parquet", "--resume").stderr
    assert sorted(os.listdir()) == ["in.jsonl", "out.parquet"]


@pytest.mark.usefixtures("workplace")
def test_an_interrupted_run_says_how_to_go_on() -> None:
    given = texts(1) + json.dumps({"id": "x", "text": "interrupt"}) + "\n"
    ran = run("--input-format", "jsonl", "-o", "out.jsonl", given=given)
    assert ran.stderr == (
        "quoteattr: interrupted after 1 document; out.jsonl was not written; out.jsonl.partial has what was done, "
        "and --resume goes on after it\n"
    )


@pytest.mark.parametrize("options", [["-o", "a.csv"], ["--format", "jsonl"], []])
@pytest.mark.usefixtures("workplace")
def test_only_lines_in_a_file_can_be_taken_up(options: list[str]) -> None:
    ran = run("--resume", *options, given="")
    assert ran.exit_code == 2
    assert "--resume goes with --output FILE.jsonl or FILE.parquet" in ran.output


@pytest.mark.usefixtures("workplace")
def test_what_was_left_out_is_kept() -> None:
    Path("latin.txt").write_bytes(b"caf\xe9")
    run("latin.txt", "missing.txt", "--failed", "failed.jsonl")
    assert [json.loads(line) for line in Path("failed.jsonl").read_text(encoding="utf-8").splitlines()] == [
        {"place": "latin.txt", "why": "not UTF-8: byte 0xe9 at offset 3; convert it to UTF-8 first"},
        {"place": "missing.txt", "why": "No such file or directory"},
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet"])
def test_no_finished_document_is_lost_however_often_a_run_is_killed(tmp_path: Path, name: str) -> None:
    (tmp_path / "in.jsonl").write_text(texts(), encoding="utf-8")
    command = [sys.executable, str(SLOW), "attribute", "in.jsonl", "-o", name, "--resume"]
    moments = random.Random(1)
    done: list[int] = []
    for _ in range(20):
        process = subprocess.Popen(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT), "SLOWLY": "0.01"})
        partial = tmp_path / f"{name}.partial"
        began = time.monotonic()
        while not partial.exists() and process.poll() is None and time.monotonic() - began < 60:
            time.sleep(0.01)
        time.sleep(moments.uniform(0, 0.1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        now = ids(partial) if partial.exists() else ids(tmp_path / name)
        assert now[: len(done)] == done
        done = now
    subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
    assert ids(tmp_path / name) == list(range(COUNT))
