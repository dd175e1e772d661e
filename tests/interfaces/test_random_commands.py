"""Whatever is typed and whatever the files hold: no traceback, an exit code that means something, messages on one line.

A fuzz job calls `fuzz(seed, count)` for as many command lines as it has time for; the same seed gives the same ones.
"""

import json
import os
import random
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from attrs import frozen
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr.interfaces.cli import main
from tests.interfaces.test_cli import FakeAttributor

OPTIONS = {
    "--input-format": ["text", "html", "jsonl", "csv", "docx"],
    "--text-column": ["text", "id", "body", ""],
    "--id-column": ["id", "text", "no", ""],
    "-o": ["out.txt", "out.txt", "b.jsonl", "folder", "missing/out", "/dev/null", "-", "", "n" * 300],
    "--language": ["en", "en", "xx", "", ".", "folder", "a.txt", "\x1b[2J", "l" * 9_000],
    "--words": ["words.toml", "a.txt", "missing", "folder", ""],
    "--min-confidence": ["0", "0.5", "2", "-1", "nan", "inf", "", "\u202e", "9" * 9_000],
    "--min-speaker-confidence": ["0", "0.9", "1.1", "nan", "", "high"],
    "--format": ["table", "json", "jsonl", "csv", "tsv", "md", "html", "explain", "xml", ""],
}
FLAGS = ["--quiet", "--explain", "--people", "--help", "-h", "--version", "--nope", "-x", "--"]
FILES = ["a.txt", "b.jsonl", "c.csv", "d.html", "missing", "folder", "link", ".", "-", "", "\x1b\u202e\n", "n" * 9_000]
COMMANDS = ["attribute", "attribute", "attribute", "view", "explain", "score", "score", "nope", "", "--help"]
PIECES = [
    b"\xe2\x80\x9cNo,\xe2\x80\x9d said Ida Moe.",
    b'{"id": 1, "text": "No."}',
    b'{"text": 5}',
    b'{"text": "", "cast": [{"name": "Ida", "aliases": 5}]}',
    b'{"id": NaN, "text": "\\ud800"}',
    b'{"id": 1, "text": "No.", "quotes": [{"content": [[0, 2]]}], "entities": 5}',
    b'{"id": 1, "quotes": [{"content": {"start": 0, "end": "x"}}]}',
    b"id,text",
    b'1,"No."',
    b'"',
    b",",
    b"interrupt",
    b"refuse",
    b"crash",
    b"\n",
    b"\r",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"[" * 2_000,
    b"<html><p>No.</p>",
    b"\x1b[2J\xc2\x9b",
]


@frozen
class Attempt:
    """A command line, what the files of its folder hold, and what comes from standard input."""

    arguments: tuple[str, ...]
    files: dict[str, bytes]
    given: bytes


def attempt(chance: random.Random) -> Attempt:
    """Think of something that somebody may type, in a folder of odd files."""
    arguments = [chance.choice(COMMANDS)]
    for _ in range(chance.choice([0, 0, 1, 1, 2, 4])):
        option = chance.choice([*OPTIONS, *FLAGS])
        arguments += [option, chance.choice(OPTIONS[option])] if option in OPTIONS else [option]
    arguments += chance.choices(FILES, k=chance.choice([0, 1, 1, 2, 3]))
    files = {name: _content(chance) for name in ("a.txt", "b.jsonl", "c.csv", "d.html", "words.toml")}
    return Attempt(tuple(arguments), files, _content(chance))


def run(attempt: Attempt) -> None:
    """Run a command line in a folder of its own, and check how it ends and what it leaves behind."""
    with (
        TemporaryDirectory() as folder,
        chdir(folder),
        patch("quoteattr.interfaces.request.Attributor", FakeAttributor),
    ):
        for name, content in attempt.files.items():
            Path(name).write_bytes(content)
        Path("folder").mkdir()
        Path("link").symlink_to("a.txt")
        ran = CliRunner().invoke(main, attempt.arguments, input=attempt.given)
        told = json.dumps(attempt.arguments)
        assert ran.exception is None or isinstance(ran.exception, SystemExit), told
        assert ran.exit_code in (0, 1, 2, 130), told
        lines = ran.stderr.splitlines()
        if lines[:1] and lines[0].startswith("Usage: "):
            assert ran.exit_code == 2, told
        else:
            assert all(line.startswith("quoteattr: ") for line in lines if line), told
        assert all(line.isprintable() and len(line) < 5_000 for line in lines), told
        assert lines or ran.exit_code == 0 or "--quiet" in attempt.arguments, told
        for name, content in attempt.files.items():
            is_output = name == "b.jsonl" and "-o" in attempt.arguments and attempt.arguments.count(name) == 1
            assert is_output or Path(name).read_bytes() == content, told
        assert {*os.listdir()} <= {*attempt.files, "folder", "link", "out.txt"}, told
        assert os.listdir("folder") == [], told


def fuzz(seed: int, count: int) -> None:
    """Run so many random command lines; an AssertionError holds the one that ended badly."""
    chance = random.Random(seed)
    for _ in range(count):
        run(attempt(chance))


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_no_command_line_ends_in_a_traceback(seed: int) -> None:
    fuzz(seed, 1)


def _content(chance: random.Random) -> bytes:
    pieces = chance.choices(PIECES, k=chance.choice([0, 1, 2, 5, 9]))
    return chance.choice([b"", b"\n", b"\n", b"\n", b"\r\n"]).join(pieces)
