"""Commands and the shell: closed streams, signals, full disks, terminals; each command a process of its own."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from quoteattr.interfaces.cli import main
from tests.interfaces.test_cli import ROOT, TIDE, lines_of, process

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the shell, signals and devices of POSIX")

SCRIPT = str(ROOT / "tests/interfaces/test_cli.py")
TABLE = "speaker  role  cue   quote\nIda Moe  -     said  The tide, is late,\n"
CLOSED = "standard output: it is closed; give --output FILE"


@pytest.fixture(autouse=True)
def workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A directory with a text in it, to work in."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TIDE, encoding="utf-8")
    Path("gold.jsonl").write_text("", encoding="utf-8")
    return tmp_path


def shell(command: str) -> tuple[int, str, str]:
    """Exit code, output and errors of a command in which `quoteattr` is the command line with the fake engine."""
    ran = subprocess.run(
        ["bash", "-c", f'quoteattr() {{ "{sys.executable}" "{SCRIPT}" "$@"; }}; {command}'],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    return ran.returncode, ran.stdout, ran.stderr


@pytest.mark.parametrize(
    ("command", "code", "out", "err"),
    [
        ("quoteattr attribute - <&-", 1, "", "quoteattr: -: standard input is closed\n"),
        ("quoteattr attribute a.txt <&-", 0, TABLE, ""),
        ("quoteattr attribute a.txt >&-", 1, "", f"quoteattr: {CLOSED}\n"),
        ("quoteattr explain a.txt >&-", 1, "", f"quoteattr: {CLOSED}\n"),
        ("quoteattr view a.txt >&-", 1, "", f"quoteattr: {CLOSED}\n"),
        ("quoteattr score gold.jsonl gold.jsonl >&-", 1, "", f"quoteattr: {CLOSED}\n"),
        ("quoteattr attribute a.txt nope 2>&-", 1, f"a.txt\n{TABLE}", ""),
        ("quoteattr attribute a.txt -o b.txt <&- >&- 2>&- ; cat b.txt", 0, TABLE, ""),
        ("quoteattr --nope 2>&-", 2, "", ""),
        ("quoteattr attribute a.txt > >(head -0); wait $!", 0, "", ""),
        ("quoteattr attribute a.txt -o /dev/stdout > b.txt; cat b.txt", 0, TABLE, ""),
        ("quoteattr attribute a.txt -o >(cat); wait $!", 0, TABLE, ""),
    ],
)
def test_closed_streams_cost_no_more_than_what_they_carry(command: str, code: int, out: str, err: str) -> None:
    assert shell(command) == (code, out, err)


@pytest.mark.parametrize("command", ["attribute", "view", "explain"])
def test_nothing_to_read_is_wrong_usage(command: str) -> None:
    code, out, err = shell(f"quoteattr {command} <&-")
    assert (code, out) == (2, "")
    assert err.endswith("Error: Nothing to read: give a FILE, or pipe a text in.\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has /dev/full")
@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("attribute a.txt > /dev/full", "standard output"),
        ("attribute a.txt -o /dev/full", "/dev/full"),
        ("view a.txt > /dev/full", "standard output"),
        ("explain a.txt > /dev/full", "standard output"),
        ("score gold.jsonl gold.jsonl > /dev/full", "standard output"),
        ("--help > /dev/full", "standard output"),
    ],
)
def test_a_full_disk_is_named(command: str, name: str) -> None:
    assert shell(f"quoteattr {command}") == (1, "", f"quoteattr: {name}: No space left on device\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has /dev/full")
def test_messages_that_cannot_be_written_do_not_end_the_run() -> None:
    assert shell("quoteattr attribute nope a.txt 2>/dev/full") == (1, f"a.txt\n{TABLE}", "")


@pytest.mark.parametrize("command", ["attribute a.txt", "view a.txt", "explain a.txt", "score gold.jsonl gold.jsonl"])
def test_a_closed_pipe_ends_quietly(command: str) -> None:
    code, _, err = shell(f"quoteattr {command} | sleep 0; exit ${{PIPESTATUS[0]}}")
    assert (code in (0, 1), err) == (True, "")


@pytest.mark.parametrize(
    "command", ["attribute - -o a.txt < a.txt", "attribute -o a.txt < a.txt", "attribute a.txt >> a.txt"]
)
def test_an_output_does_not_overwrite_an_input_that_the_shell_opened(command: str) -> None:
    code, _, err = shell(f"quoteattr {command}")
    assert code == 2
    assert "would overwrite" in err
    assert Path("a.txt").read_text(encoding="utf-8") == TIDE


@pytest.mark.parametrize(
    ("number", "code", "how"),
    [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated"), (signal.SIGHUP, 129, "terminated")],
)
def test_a_signal_leaves_the_old_file_and_no_other(number: signal.Signals, code: int, how: str) -> None:
    told = stopped(number, code, "json", ".quoteattr-*")
    assert told == f"quoteattr: {how} after 1 document; out.json was not written\n"
    assert sorted(os.listdir()) == ["a.txt", "gold.jsonl", "out.json"]


def test_a_signal_leaves_what_was_done_of_lines_that_grow() -> None:
    told = stopped(signal.SIGTERM, 143, "jsonl", "out.jsonl.partial")
    assert told.endswith("; out.jsonl.partial has what was done, and --resume goes on after it\n")
    assert Path("out.jsonl.partial").read_text(encoding="utf-8").count("\n") == 1


def stopped(number: signal.Signals, code: int, form: str, growing: str) -> str:
    """What is told when a signal comes after one document; the old file stays meanwhile."""
    old = Path(f"out.{form}")
    old.write_text("old", encoding="utf-8")
    with process("--input-format", "jsonl", "--format", form, "-o", old.name) as running:
        assert running.stdin
        assert running.stderr
        running.stdin.write(lines_of({"text": TIDE}))
        running.stdin.flush()
        while not any(file.stat().st_size > 2 for file in Path().glob(growing)):
            assert running.poll() is None
            time.sleep(0.02)
        running.send_signal(number)
        assert running.wait() == code
        told = running.stderr.read()
    assert old.read_text(encoding="utf-8") == "old"
    return told


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_every_command(number: signal.Signals, code: int) -> None:
    with subprocess.Popen(
        [sys.executable, SCRIPT, "score", "gold.jsonl", "-"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as running:
        assert running.stdin
        assert running.stderr
        running.stdin.write("{\n")
        running.stdin.flush()
        assert "not JSON" in running.stderr.readline() or running.poll() is None
        running.send_signal(number)
        assert running.wait() == code
        assert "Traceback" not in running.stderr.read()


def test_a_terminal_gets_no_controls() -> None:
    control, terminal = os.openpty()
    Path("odd.jsonl").write_text(
        lines_of({"id": "\x9b2J\u202e", "text": TIDE.replace("late", "\x9b\u2066")}), encoding="utf-8"
    )
    for output_format in ("table", "json", "jsonl", "csv", "explain"):
        ran = subprocess.run(
            [sys.executable, SCRIPT, "attribute", "odd.jsonl", "--format", output_format],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=terminal,
        )
        shown = os.read(control, 10_000).decode()
        assert ran.returncode == 0
        assert "Ida Moe" in shown
        assert not set("\x9b\u202e\u2066\x1b") & set(shown)
    os.close(control)
    os.close(terminal)


@pytest.mark.parametrize(
    "arguments",
    [
        ["attribute", "--min-confidence", "nan", "a.txt"],
        ["attribute", "--min-confidence", "\x1b\u202e" + "9" * 20_000, "a.txt"],
        ["attribute", "--language", "a" * 20_000, "a.txt"],
        ["attribute", "--language", "\x1b[2J", "a.txt"],
        ["attribute", "--format", "\x1b[2J" + "x" * 20_000, "a.txt"],
        ["attribute", "--words", "n" * 20_000, "a.txt"],
        ["attribute", "--words", "a.txt", "a.txt"],
        ["attribute", "--\x1b[2J" + "x" * 20_000],
        ["\u202e" * 20_000],
        ["score", "-", "-"],
        ["score", "-"],
    ],
)
def test_wrong_usage_is_said_in_short_and_without_controls(arguments: list[str]) -> None:
    ran = CliRunner().invoke(main, arguments)
    assert ran.exit_code == 2
    assert len(ran.stderr) < 5_000
    assert re.sub("[\n]", "", ran.stderr).isprintable()


@pytest.mark.parametrize("arguments", [["attribute", "\x1b" + "n" * 20_000], ["score", "\u202e" * 20_000, "a.txt"]])
def test_a_long_name_of_a_file_is_said_in_short_and_without_controls(arguments: list[str]) -> None:
    ran = CliRunner().invoke(main, arguments)
    assert ran.exit_code == 1
    assert len(ran.stderr) < 5_000
    assert re.sub("[\n]", "", ran.stderr).isprintable()


def test_no_arguments_show_the_help() -> None:
    ran = CliRunner().invoke(main, [])
    assert ran.exit_code == 2
    assert "Commands:\n" in ran.stderr
    assert "\n  attribute " in ran.stderr
