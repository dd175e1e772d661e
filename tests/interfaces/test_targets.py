"""Outputs take their place when they are whole, keep what was there till then, and name themselves in errors."""

import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from quoteattr.interfaces.targets import Output, is_replaced, open_output, overwritten

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and permissions of POSIX")


@pytest.fixture(autouse=True)
def workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty directory to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, text: str = "new") -> None:
    with open_output(path) as output:
        output.write(text)


def test_a_new_file_has_the_usual_permissions_and_nothing_is_left_beside_it() -> None:
    mask = os.umask(0o027)
    try:
        write("a.txt", "x\r\ny\n\udc80")
    finally:
        os.umask(mask)
    assert Path("a.txt").read_bytes() == b"x\r\ny\n\\udc80"
    assert stat.S_IMODE(Path("a.txt").stat().st_mode) == 0o640
    assert os.listdir() == ["a.txt"]


def test_a_file_is_replaced_at_the_end_and_keeps_its_permissions() -> None:
    Path("a.txt").write_text("old", encoding="utf-8")
    Path("a.txt").chmod(0o604)
    with open_output("a.txt") as output:
        output.write("new")
        output.flush()
        assert Path("a.txt").read_text(encoding="utf-8") == "old"
    assert Path("a.txt").read_text(encoding="utf-8") == "new"
    assert stat.S_IMODE(Path("a.txt").stat().st_mode) == 0o604


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt, SystemExit, ZeroDivisionError])
def test_a_run_that_fails_leaves_the_old_file_and_no_other(error: type[BaseException]) -> None:
    Path("a.txt").write_text("old", encoding="utf-8")

    def fail(path: str) -> None:
        with open_output(path) as output:
            output.write("new")
            raise error

    for name in ("a.txt", "b.txt"):
        with pytest.raises(error):
            fail(name)
    assert Path("a.txt").read_text(encoding="utf-8") == "old"
    assert os.listdir() == ["a.txt"]


def test_what_is_not_whole_leaves_the_old_file() -> None:
    Path("a.txt").write_text("old", encoding="utf-8")
    with open_output("a.txt") as output:
        output.write("new")
        output.is_whole = False
    assert Path("a.txt").read_text(encoding="utf-8") == "old"
    assert os.listdir() == ["a.txt"]


@pytest.mark.parametrize("there", [True, False])
def test_the_file_behind_a_symbolic_link_is_replaced(there: bool) -> None:
    Path("folder").mkdir()
    if there:
        Path("folder/a.txt").write_text("old", encoding="utf-8")
    Path("link").symlink_to("folder/a.txt")
    write("link")
    assert Path("link").is_symlink()
    assert Path("folder/a.txt").read_text(encoding="utf-8") == "new"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_written_is_not_replaced() -> None:
    Path("a.txt").write_text("old", encoding="utf-8")
    Path("a.txt").chmod(0o444)
    with pytest.raises(PermissionError) as refused:
        write("a.txt")
    assert refused.value.filename == "a.txt"
    assert Path("a.txt").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("path", ["missing/a.txt", "folder", "", "x" * 300])
def test_what_cannot_be_opened_is_named(path: str) -> None:
    Path("folder").mkdir()
    with pytest.raises(OSError) as refused:  # noqa: PT011, its kind differs
        write(path)
    assert refused.value.filename == path
    assert sorted(os.listdir()) == ["folder"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has /dev/full")
def test_a_full_disk_is_named() -> None:
    with pytest.raises(OSError, match="No space left on device: '/dev/full'"):
        write("/dev/full")


def test_devices_and_named_pipes_are_written_directly() -> None:
    write("/dev/null")
    os.mkfifo("pipe")
    heard: list[str] = []
    reader = threading.Thread(target=lambda: heard.append(Path("pipe").read_text(encoding="utf-8")))
    reader.start()
    write("pipe")
    reader.join(10)
    assert heard == ["new"]
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)


@pytest.mark.parametrize("path", [None, "-"])
def test_no_name_and_a_dash_are_standard_output(path: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    with open_output(path) as output:
        output.write("new")
    assert capsys.readouterr().out == "new"
    assert not is_replaced(path)


def test_a_closed_standard_output_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OSError, match="give --output FILE: 'standard output'"), open_output(None):
        pass


def test_inputs_are_known_under_other_names() -> None:
    Path("a.txt").write_text("a", encoding="utf-8")
    Path("b.txt").write_text("b", encoding="utf-8")
    Path("hard").hardlink_to("a.txt")
    Path("soft").symlink_to("a.txt")
    for name in ("a.txt", "./a.txt", "hard", "soft"):
        assert overwritten(["missing", "b.txt", "a.txt"], name) == "a.txt"
    for name in ("missing", "new", "/dev/null"):
        assert overwritten(["missing", "b.txt", "/dev/null"], name) is None


def test_a_terminal_gets_no_controls() -> None:
    control, terminal = os.openpty()
    with os.fdopen(terminal, "w", encoding="utf-8", newline="") as stream:
        output = Output(stream, "terminal")
        output.write("a\x1b[31m\u202eb\n")
        output.flush()
        assert os.read(control, 100).decode().rstrip() == "a\\u001b[31m\\u202eb"
    os.close(control)
