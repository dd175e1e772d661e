"""Work on many items in several processes: answers in order, and a process that dies costs one item.

One loop in the caller's own thread does it all: it reads batches, hands one at a time to each process that is free,
and gives answers out. A batch whose process dies is tried again item by item, so that the item to blame is found.
Processes are spawned and not forked, since a fork of a process with threads can wait for ever.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any, Generic, TypeVar

from attrs import define, field

from quoteattr.errors import InputError, QuoteattrError

Item = TypeVar("Item")
Answer = TypeVar("Answer")
Work = Callable[[list[Item]], Iterator[Answer]]
"""What a process does with a batch: it gives an answer to each item, in order, or raises."""

AHEAD = 4
"""Batches for each process that are read, under way or waiting to be given out: what bounds the memory."""
_PATIENCE = 5.0
"""Seconds in which a process that hung up may end by itself."""
_UNGUARDED = (
    'Each process imports the script that is run, so put what it does under `if __name__ == "__main__":`; '
    "a program that Python reads from standard input has to be put into a file."
)


def in_order(
    start: Callable[[], Work[Item, Answer]],
    batches: Iterator[list[Item]],
    processes: int,
    lost: Callable[[Item, str], Answer],
) -> Iterator[Answer]:
    """Answer each item of each batch, in order, in up to so many processes.

    `start` is sent to each process, where it is called once and gives the work. `lost` gives the answer to an item of
    which a process died, from the item and from how it died. An exception, of `batches` or of the work, is raised when
    all before it is answered. When the generator ends or is closed, no process is left. Raises InputError in a process
    that multiprocessing lets start no others, and QuoteattrError where a process ends before it can work.
    """
    if multiprocessing.current_process().daemon:
        raise InputError("a worker of multiprocessing may start no processes itself; leave out processes= there")
    crew: _Crew[Item, Answer] = _Crew(pickle.dumps(start), processes)
    pending: list[_Job[Item, Answer]] = []
    failure: Exception | None = None
    more = True
    try:
        while True:
            crew.listen(pending, lost, timeout=0)
            crew.hand_out(pending)
            if pending and pending[0].done:
                job = pending.pop(0)
                yield from job.answers
                if job.error:
                    raise job.error
            elif more and len(pending) < AHEAD * processes:
                try:
                    batch = next(batches, None)
                except Exception as error:
                    batch, failure = None, error
                more = batch is not None
                pending += [_Job(batch)] if batch is not None else []
            elif pending:
                crew.listen(pending, lost, timeout=None)
            elif failure:
                raise failure
            else:
                return
    finally:
        crew.stop()


@define(eq=False)
class _Job(Generic[Item, Answer]):
    """A batch on its way; `alone` is an item of one whose process died."""

    items: list[Item]
    alone: bool = False
    taken: bool = False
    done: bool = False
    answers: Sequence[Answer] = ()
    error: Exception | None = None

    def after_death(self, how: str, lost: Callable[[Item, str], Answer]) -> list[_Job[Item, Answer]]:
        """What takes the place of a job whose process died."""
        if not self.alone:
            return [_Job([item], alone=True) for item in self.items]
        return [_Job(self.items, taken=True, done=True, answers=[lost(item, how) for item in self.items])]


@define(eq=False)
class _Crew(Generic[Item, Answer]):
    """The processes, of which each is started when there is something for it to do."""

    recipe: bytes
    size: int
    workers: list[_Worker[Item, Answer]] = field(factory=list)

    def hand_out(self, pending: list[_Job[Item, Answer]]) -> None:
        """Give jobs to those who are free, and start a process for each that finds nobody."""
        waiting = [job for job in pending if not job.taken]
        for worker, job in zip([worker for worker in self.workers if worker.free], waiting, strict=False):
            worker.take(job)
        starting = sum(not worker.ready for worker in self.workers)
        left = sum(not job.taken for job in waiting) - starting
        for _ in range(min(left, self.size - len(self.workers))):
            self.workers.append(_Worker(self.recipe))

    def listen(
        self, pending: list[_Job[Item, Answer]], lost: Callable[[Item, str], Answer], timeout: float | None
    ) -> None:
        """Take what the processes send, if there is anything; wait for the first of them without a timeout."""
        heard = wait([worker.connection for worker in self.workers], timeout)
        for worker in [worker for worker in self.workers if worker.connection in heard]:
            try:
                worker.hear()
            except (EOFError, OSError):
                self.workers.remove(worker)
                how = worker.end()
                if not worker.ready:
                    raise QuoteattrError(
                        f"a process ended before it was ready to work ({how}); what it said is on standard error. "
                        f"{_UNGUARDED}"
                    ) from None
                if worker.job:
                    place = pending.index(worker.job)
                    pending[place : place + 1] = worker.job.after_death(how, lost)

    def stop(self) -> None:
        """End all processes at once."""
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            worker.end()


class _Worker(Generic[Item, Answer]):
    """A process, as its parent sees it: it says that it is there, is sent the recipe, is ready, and takes jobs."""

    def __init__(self, recipe: bytes) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self.job: _Job[Item, Answer] | None = None
        self.ready = False
        self._recipe: bytes | None = recipe
        try:
            start_deaf(self.process)
        except RuntimeError as error:  # multiprocessing found that the script is only being imported by a process
            raise QuoteattrError(f"a process cannot start processes while it starts itself. {_UNGUARDED}") from error
        theirs.close()  # or the end of the process would not be noticed

    @property
    def free(self) -> bool:
        return self.ready and self.job is None

    def take(self, job: _Job[Item, Answer]) -> None:
        self.job, job.taken = job, True
        with suppress(OSError):  # it died, and that is what will be heard of it next
            self.connection.send(job.items)

    def hear(self) -> None:
        """Take one message; EOFError or OSError where there is none because the process died."""
        answers, error = self.connection.recv()
        if self._recipe is not None:
            self.connection.send_bytes(self._recipe)
            self._recipe = None
        elif self.job is None:
            if error:
                raise error
            self.ready = True
        else:
            self.job.done, self.job.answers, self.job.error = True, answers, error
            self.job = None

    def end(self) -> str:
        """Wait for the end of the process, if need be by force, and say how it ended."""
        self.process.join(_PATIENCE)
        self.process.kill()
        self.process.join()
        self.connection.close()
        code = self.process.exitcode or 0
        return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def start_deaf(process: Any) -> None:
    """Start a process to which Ctrl-C means nothing: its parent ends it."""
    if not hasattr(signal, "pthread_sigmask"):
        process.start()
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection) -> None:
    """What a process does: get the recipe, get ready, answer batches until its parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=end_with_parent, daemon=True).start()
    try:
        connection.send(((), None))
        try:
            work = _unpacked(connection.recv_bytes())()
        except Exception as error:
            connection.send(((), _portable(error)))
            return
        connection.send(((), None))
        while True:
            connection.send(_answered(work, connection.recv()))
    except (EOFError, OSError):
        return


def end_with_parent() -> None:
    """End at once when the parent is gone, however it went, and not when the batch is done."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _unpacked(recipe: bytes) -> Callable[[], Work[Any, Any]]:
    try:
        start: Callable[[], Work[Any, Any]] = pickle.loads(recipe)
    except Exception as error:
        raise InputError(
            f"a process cannot find what it was sent ({type(error).__name__}: {error}); move functions and classes of "
            "a notebook or a prompt into a module, and import it"
        ) from error
    return start


def _answered(work: Work[Item, Answer], items: list[Item]) -> tuple[list[Answer], Exception | None]:
    answers: list[Answer] = []
    try:
        for answer in work(items):
            answers.append(answer)  # those before an exception count
    except Exception as error:
        return answers, _portable(error)
    return answers, None


def _portable(error: Exception) -> Exception:
    """An exception that can be sent to another process, with the place where it was raised."""
    told = "".join(traceback.format_exception(error))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        error = QuoteattrError(f"{type(error).__name__}: {error}")
    error.add_note(f"In a process of its own:\n{told}")
    return error
