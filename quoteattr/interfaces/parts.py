"""Files beside a page, which it loads when they are needed."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import Final

_MINE: Final = re.compile(r"quoteattr-(?P<run>[0-9a-f]{8})-[a-z]+-\d+\.js")


class Parts:
    """Scripts in a folder beside a page, called `NAME_files`, as browsers call it where they save a page.

    Those of each run have names of their own, so that an older page keeps its parts until the new one is in place.

    >>> Parts("pages/archive.html").folder.as_posix()
    'pages/archive_files'
    """

    def __init__(self, page: str) -> None:
        file = Path(page)
        self.folder = file.with_name(f"{file.stem}_files")
        self._run = token_hex(4)

    def prefix(self) -> str:
        """How the addresses of the parts of this run begin, seen from the page."""
        return f"{self.folder.name}/quoteattr-{self._run}-"

    def write(self, kind: str, number: int, script: str) -> None:
        """Write a part: the prefix, its kind, a hyphen, its number and `.js` are its address."""
        self.folder.mkdir(exist_ok=True)
        file = self.folder / f"quoteattr-{self._run}-{kind}-{number}.js"
        file.write_text(script, encoding="utf-8", newline="")

    def settle(self, *, is_whole: bool) -> None:
        """Remove the parts of older runs if the page is there, else those of this one; files of others stay."""
        if not self.folder.is_dir():
            return
        for file in list(self.folder.iterdir()):
            mine = _MINE.fullmatch(file.name)
            if mine and (mine["run"] == self._run) != is_whole:
                file.unlink(missing_ok=True)
        with suppress(OSError):  # it holds something
            self.folder.rmdir()
