"""A parser that does as the text says, die among other things; in a module of its own, so that processes find it."""

import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from quoteattr import Parse
from quoteattr.attribution.context import Context, Source
from quoteattr.errors import QuoteattrError


class MoodyParser:
    """Finds no trees. A text may say `exit`, `kill`, `fail`, `sleep`, or `note FILE`, for the process's id."""

    def parse_many(self, texts: Iterable[str]) -> Iterator[Parse]:
        for text in texts:
            self._obey(text.split())
            yield Parse(text, ())

    def _obey(self, words: list[str]) -> None:
        if "exit" in words:
            os._exit(3)
        if "kill" in words:
            os.kill(os.getpid(), signal.SIGKILL)
        if "fail" in words:
            raise ValueError("no trees here")
        if "sleep" in words:
            time.sleep(1)
        if "note" in words:
            file = Path(words[words.index("note") + 1])
            file.with_name(f"{file.name}.{os.getpid()}").touch()


class Stillborn(MoodyParser):
    """A parser of which a process dies before it can do anything."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (4,)


class PickyError(QuoteattrError):
    """An exception that cannot be made from its message alone, as pickle makes them."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what}: {why}")


def refuse(context: Context) -> Source | None:
    """Whoever speaks of boats, which nobody may."""
    if "boats" in context.document.text:
        raise PickyError("boats", "not today")
    return None
