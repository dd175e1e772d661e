"""How a run goes: what is done, what was left out, and the exit code."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO

import attrs

from quoteattr.errors import QuoteattrError
from quoteattr.interfaces.inputs import Input
from quoteattr.interfaces.messages import say, told
from quoteattr.interfaces.shell import Stopped
from quoteattr.interfaces.targets import is_replaced, partial_of
from quoteattr.vocabulary import Doubt


@attrs.define
class Outcome:
    """The exit code so far, and the messages that explain it; which documents are done and which are under way."""

    quiet: bool = False
    code: int = 0
    done: int = 0
    ended_by: BaseException | None = None
    failed: IO[str] | None = None
    _under_way: deque[str] = attrs.field(factory=deque)

    @classmethod
    @contextmanager
    def opened(cls, failed: str | None, *, quiet: bool) -> Iterator[Outcome]:
        """An outcome that also writes what was left out to a file, as JSON Lines of `place` and `why`."""
        if failed is None:
            yield cls(quiet)
            return
        with open(failed, "w", encoding="utf-8", errors="backslashreplace") as stream:
            yield cls(quiet, failed=stream)

    def fail(self, message: str) -> None:
        """Report that something was left out."""
        self.code = 1
        say(message)
        if self.failed is not None:
            place, _, why = message.partition(": ")
            print(json.dumps({"place": place, "why": why}, ensure_ascii=False), file=self.failed, flush=True)

    def warn(self, message: str, *, loses: bool = True) -> None:
        """Report what degraded, unless the user wants to hear errors only; `loses` says that something was left out."""
        self.code = max(self.code, int(loses))
        if not self.quiet:
            say(f"warning: {message}")

    def begin(self, documents: Iterable[Input]) -> Iterator[Input]:
        """Hand on documents and remember them until they are finished."""
        for document in documents:
            self._under_way.append(document.place)
            yield document

    def finish(self, warnings: Iterable[str]) -> None:
        """Take note that the first of the documents under way is done."""
        place = self._under_way.popleft()
        self.done += 1
        for warning in warnings:
            self.warn(f"{place}: {warning}", loses=not isinstance(warning, Doubt))

    def give_up(self, error: Exception) -> None:
        """Report what ended the run, with the documents that were under way."""
        words = told(error) if isinstance(error, QuoteattrError) else f"unexpected {type(error).__name__}: {error}"
        others = f" and {len(self._under_way) - 1} after it" * (len(self._under_way) > 1)
        where = f"{self._under_way[0]}{others}: " if self._under_way else ""
        self.fail(f"{where}{words}")
        self.ended_by = error

    def stop(self, signal: BaseException) -> None:
        """Take note of Ctrl-C or another signal."""
        self.code = signal.code if isinstance(signal, Stopped) and isinstance(signal.code, int) else 130
        self.ended_by = signal

    @property
    def is_whole(self) -> bool:
        """Whether the output has all that could be read, and there was something or nothing was wrong."""
        return self.ended_by is None and (self.done > 0 or self.code == 0)

    def conclude(self, output: str | None, *, grows: bool = False) -> None:
        """Say how a run ended that did not end well, and what became of its output."""
        left = f"{output} was not written" if is_replaced(output) else ""
        if grows:
            left += f"; {partial_of(str(output))} has what was done, and --resume goes on after it"
        if self.code > 1:
            count = f"{self.done} document{'s' * (self.done != 1)}"
            how = "interrupted" if self.code == 130 else "terminated"
            say(f"{how} after {count}" + f"; {left}" * bool(left))
        elif left and not self.is_whole:
            say(left)
