"""The uploads that are kept, and the processes that read them.

There are two lanes, each with a process of its own: one for small uploads, one for large ones. So a short text waits
for other short ones at most. To stop a job, its process is ended, and the next job gets a new one.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from secrets import token_hex
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any, Final, Literal, TypeAlias

from attrs import define, field, frozen

from quoteattr.errors import QuoteattrError
from quoteattr.interfaces.serve.limits import Limits, in_megabytes
from quoteattr.interfaces.serve.worker import Answered, Begun, Ended, News, Parsed, Task, Told, work
from quoteattr.processes import start_deaf

State: TypeAlias = Literal["waiting", "running", "done", "failed", "stopped"]

_TOLD: Final = 20
"""Messages about one upload that are kept."""
_PULSE: Final = 0.1
"""Seconds after which a lane looks whether it should stop."""


class TooMuchError(QuoteattrError):
    """More was uploaded than is kept at a time."""


@frozen
class Judgement:
    """What a reader says of a quote: one of `quoteattr.trust.judging.JUDGEMENTS`, and who spoke, if somebody else."""

    judgement: str
    right_speaker: str = ""


@define(eq=False)
class Job:
    """One upload on its way: what it is, how far it is, and what came of it."""

    task: Task
    size: int
    id: str = field(factory=lambda: token_hex(8))
    state: State = "waiting"
    characters: int = 0
    parsed: int = 0
    messages: list[str] = field(factory=list)
    untold: int = 0
    answers: list[Answered] = field(factory=list)
    judgements: dict[tuple[int, int], Judgement] = field(factory=dict)
    """By the place of the document and that of the quote in it."""
    _stopping: Event = field(factory=Event)

    def stop(self) -> None:
        """End it; what is done stays."""
        self._stopping.set()
        if self.state == "waiting":
            self.state = "stopped"

    @property
    def is_stopping(self) -> bool:
        """Whether somebody wants it to end."""
        return self._stopping.is_set()

    def tell(self, message: str) -> None:
        """Keep a message, if there are not too many."""
        if len(self.messages) < _TOLD:
            self.messages.append(message)
        else:
            self.untold += 1

    def take(self, news: News) -> None:
        """Take note of what its process sends."""
        match news:
            case Begun():
                self.characters = news.characters
            case Parsed():
                self.parsed += news.characters
            case Told():
                self.tell(news.message)
            case Answered():
                self.answers.append(news)
            case Ended():
                self.state = "done" if self.answers else "failed"

    def told(self) -> dict[str, Any]:
        """How far it is, as JSON."""
        more = [f"and {self.untold} more like these"] if self.untold else []
        return {
            "id": self.id,
            "name": self.task.name,
            "state": self.state,
            "share": self.parsed / self.characters if self.characters else 0,
            "documents": len(self.answers),
            "quotes": sum(len(answer.result) for answer in self.answers),
            "messages": [*self.messages, *more],
        }


class Desk:
    """All jobs, and the folder in which uploads wait to be read; both are gone once it is closed."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._folder = TemporaryDirectory(prefix="quoteattr-")
        self._jobs: dict[str, Job] = {}
        self._small, self._large = Lane(limits), Lane(limits)

    @property
    def processes(self) -> tuple[int, int]:
        """The numbers of the processes, that of small uploads first."""
        return self._small.process, self._large.process

    def place(self, name: str) -> Path:
        """A new file for an upload."""
        return Path(self._folder.name) / kept_as(name)

    def check(self, size: int) -> None:
        """Raise TooMuchError if an upload of so many bytes is too much beside those that are kept."""
        if len(self._jobs) >= self.limits.jobs:
            raise TooMuchError(f"{len(self._jobs)} uploads are kept, and no more; remove some first")
        if size + sum(job.size for job in self._jobs.values()) > self.limits.kept:
            most = in_megabytes(self.limits.kept)
            raise TooMuchError(f"all uploads together would be more than {most}; remove some first")

    def add(self, job: Job) -> None:
        """Take a job up. Raises TooMuchError as `check` does."""
        self.check(job.size)
        self._jobs[job.id] = job
        (self._small if job.size <= self.limits.small else self._large).add(job)

    def get(self, id: str) -> Job | None:
        """The job of an id, if it is kept."""
        return self._jobs.get(id)

    def remove(self, job: Job) -> None:
        """Stop a job and forget it."""
        job.stop()
        self._jobs.pop(job.id, None)

    def close(self) -> None:
        """Stop everything and forget it."""
        for lane in (self._small, self._large):
            lane.stop()
        self._jobs.clear()
        self._folder.cleanup()


def kept_as(name: str) -> str:
    """A new name for a file, of which only the suffix is that of the name given.

    >>> kept_as("../letters/May.CSV.gz")[16:]
    '.csv.gz'
    """
    suffix = re.search(r"(\.[a-z0-9]{1,10})?(\.gz)?\Z", name.lower())
    return f"{token_hex(8)}{suffix[0] if suffix else ''}"


class Lane:
    """Jobs that wait for one process."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._waiting: SimpleQueue[Job | None] = SimpleQueue()
        self._stopping = Event()
        self._process = _Process(limits)
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def process(self) -> int:
        """The number of its process."""
        return self._process.number

    def add(self, job: Job) -> None:
        """Put a job to those that wait."""
        self._waiting.put(job)

    def stop(self) -> None:
        """End the process at once, and wait until it is gone."""
        self._stopping.set()
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self._waiting.get()) is not None and not self._stopping.is_set():
            if not job.is_stopping:
                self._do(job)
            Path(job.task.file).unlink(missing_ok=True)
        self._process.end()

    def _do(self, job: Job) -> None:
        job.state = "running"
        try:
            self._process.connection.send(job.task)
            while job.state == "running" and not (job.is_stopping or self._stopping.is_set()):
                if self._process.connection.poll(_PULSE):
                    job.take(self._process.connection.recv())
        except (EOFError, OSError):
            how = self._renewed()
            job.tell(f"{job.task.name}: the process that read it died ({how}); what was done until then is kept")
            job.state = "failed"
        if job.state == "running":
            job.state = "stopped"
            self._renewed()

    def _renewed(self) -> str:
        """Put a new process in the place of the one that there is, and say how that ended."""
        how = self._process.end()
        if not self._stopping.is_set():
            self._process = _Process(self._limits)
        return how


class _Process:
    """A process that reads uploads, as the server sees it."""

    def __init__(self, limits: Limits) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(theirs, limits), daemon=True)
        start_deaf(self._process)
        theirs.close()  # or the end of the process would not be noticed

    @property
    def number(self) -> int:
        return self._process.pid or 0

    def end(self) -> str:
        """End it, by force if it is still there, and say how it ended."""
        with suppress(OSError):
            self.connection.close()
        self._process.join(_PULSE)
        self._process.kill()
        self._process.join()
        code = self._process.exitcode or 0
        return f"killed by {signal.Signals(-code).name}" if code < 0 and os.name == "posix" else f"exit code {code}"
