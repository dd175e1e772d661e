"""Where answers go: standard output, or a file that is put in its place once it is whole."""

from __future__ import annotations

import errno
import io
import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import Final, Literal, TextIO

from quoteattr.errors import InputError
from quoteattr.interfaces.messages import harmless
from quoteattr.interfaces.parts import Parts

_STANDARD: Final = "standard output"


class Output:
    """A text stream that names itself where it cannot be written, and keeps from a terminal what would steer it.

    Where `is_whole` is set to False, a file that was there before stays. `place` is where a file comes to stand once it
    is whole; other streams have none.
    """

    is_whole = True
    place: str | None = None
    parts: Parts | None = None

    def __init__(self, stream: TextIO, name: str) -> None:
        self._stream, self._name = stream, name
        self.is_terminal = stream.isatty()

    def beside(self) -> Parts | None:
        """Where parts of a page go, if it has a place."""
        if self.place is not None:
            self.parts = self.parts or Parts(self.place)
        return self.parts

    def write(self, text: str) -> None:
        """Write text as it is, unless to a terminal."""
        with _naming(self._name):
            self._stream.write(harmless(text) if self.is_terminal else text)

    def write_bytes(self, data: bytes) -> None:
        """Write what is no text; InputError for a stream that takes none."""
        raw = getattr(self._stream, "buffer", None)
        if raw is None or self.is_terminal:
            raise InputError(f"{self._name} takes text only; give a file with --output")
        with _naming(self._name):
            self._stream.flush()
            raw.write(data)

    def flush(self) -> None:
        """Hand on what was written."""
        with _naming(self._name):
            self._stream.flush()


@contextmanager
def open_output(path: str | None) -> Iterator[Output]:
    """Open what to write to, in UTF-8 whatever the locale and with line ends as they are written.

    A file is written beside its place and moved there when the block ends well; otherwise the old one stays. Pipes and
    devices are written directly, and None, `-` and names of standard output are standard output.
    """
    if path is None or path == "-" or _is_standard_output(path):
        output = _standard_output()
        yield output
        output.flush()
    elif is_replaced(path):
        with _replacing(path) as output:
            yield output
    else:
        with _opened(Path(path), "w", path) as output:
            yield output


@contextmanager
def open_growing(path: str, *, resume: bool) -> Iterator[Output]:
    """Open a file of lines that grows beside its place, under its name and `.partial`, and is moved there when whole.

    With `resume`, what stands there from a run before is kept, without a last line that was cut off, and else what
    stands in the file; new lines go below it.
    """
    partial = partial_of(path)
    if resume:
        _take_up(partial, Path(path))
    mode: Literal["a", "w"] = "a" if resume else "w"
    try:
        with _opened(partial, mode, path) as output:
            yield output
        if output.is_whole:
            with _naming(path):
                partial.replace(os.path.realpath(path))
    finally:
        if partial.is_file() and not partial.stat().st_size:
            partial.unlink()


def partial_of(path: str) -> Path:
    """Where an output grows that is not whole."""
    return Path(f"{path}.partial")


def lines_so_far(path: str) -> Iterator[bytes]:
    """The whole lines of an output that grows, or of the one that was there before."""
    file = partial_of(path) if partial_of(path).exists() else Path(path)
    if file.exists():
        with file.open("rb") as stream:
            yield from (line for line in stream if line.endswith(b"\n"))


def _take_up(partial: Path, before: Path) -> None:
    """Put what was written before into place, without a line that was cut off."""
    if not partial.exists() and before.exists():
        shutil.copyfile(before, partial)
    cut_to_lines(partial)


def cut_to_lines(file: Path) -> None:
    """Take off a last line that was cut off, if there is the file."""
    if file.exists():
        with file.open("r+b") as stream:
            whole = 0
            for line in stream:
                whole += len(line) * line.endswith(b"\n")
            stream.truncate(whole)


def is_replaced(path: str | None) -> bool:
    """Whether an output is a file, which is left as it is until the new one is whole."""
    if path is None or path == "-" or _is_standard_output(path):
        return False
    there = _status(path)
    return there is None or stat.S_ISREG(there.st_mode)


def overwritten(files: Iterable[str], output: str | None) -> str | None:
    """The first of the files that is the output too, by whatever names; `-` and None are the standard streams."""
    target = _status("-" if output is None else output, 1)
    if target is None or not stat.S_ISREG(target.st_mode):
        return None
    for file in files:
        there = _status(file, 0)
        if there is not None and os.path.samestat(there, target):
            return file
    return None


@contextmanager
def _replacing(path: str) -> Iterator[Output]:
    target = Path(os.path.realpath(path))  # a symbolic link stays, and the file behind it is replaced
    before = _status(str(target))
    beside = target.with_name(f".quoteattr-{token_hex(8)}")
    with _naming(path):
        if before is not None and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    output, is_there = None, False
    try:
        with _opened(beside, "x", path) as output:
            output.place = path
            yield output
        if output.is_whole:
            with _naming(path):
                _take_over(before, beside)
                beside.replace(target)
            is_there = True
    finally:
        beside.unlink(missing_ok=True)
        if output is not None and output.parts is not None:
            output.parts.settle(is_whole=is_there)


def _take_over(before: os.stat_result | None, file: Path) -> None:
    """Give a file the permissions of the one that it replaces, if any, and its owner where that is allowed."""
    if before is None:
        return
    if sys.platform != "win32":
        with suppress(PermissionError):
            os.chown(file, before.st_uid, before.st_gid)
    file.chmod(stat.S_IMODE(before.st_mode))


@contextmanager
def _opened(path: Path, mode: Literal["a", "w", "x"], name: str) -> Iterator[Output]:
    with _naming(name):
        # A lone surrogate must not end a run; JSON has escaped it before.
        stream = path.open(mode, encoding="utf-8", errors="backslashreplace", newline="")
    try:
        output = Output(stream, name)
        yield output
        output.flush()
    finally:
        with suppress(OSError):  # what could not be written was told
            stream.close()


def _standard_output() -> Output:
    if sys.stdout is None:
        raise OSError(errno.EBADF, "it is closed; give --output FILE", _STANDARD)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    return Output(sys.stdout, _STANDARD)


def _is_standard_output(path: str) -> bool:
    """Whether a name such as /dev/stdout is that of the file, pipe or terminal that standard output goes to."""
    here, there = _status(path), _status("-", 1)
    return here is not None and there is not None and os.path.samestat(here, there)


def _status(file: str, standard: int = 1) -> os.stat_result | None:
    try:
        return os.fstat(standard) if file == "-" else os.stat(file)
    except OSError:
        return None


@contextmanager
def _naming(name: str) -> Iterator[None]:
    """Let an error of the system tell which file it is about."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = name, None
        raise
