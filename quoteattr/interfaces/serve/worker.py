"""What a process of the server does: read an upload, attribute its texts, and send what it has as it goes."""

from __future__ import annotations

import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Thread
from typing import TypeAlias

from attrs import evolve, frozen

from quoteattr.errors import QuoteattrError, brief
from quoteattr.interfaces.inputs import Columns, Input, read
from quoteattr.interfaces.messages import shown, told
from quoteattr.interfaces.serve.limits import Limits
from quoteattr.pipeline import Attributor
from quoteattr.processes import end_with_parent
from quoteattr.records.result import Result


@frozen
class Task:
    """A file on disk, which the user knows by another name, and where its texts are found if it is a table."""

    file: str
    name: str
    text_column: str = "text"
    id_column: str = "id"


@frozen
class Begun:
    """So many characters are to be read."""

    characters: int


@frozen
class Parsed:
    """So many more have been parsed."""

    characters: int


@frozen
class Told:
    """What was left out, or degraded."""

    message: str


@frozen
class Answered:
    """One document is done."""

    result: Result
    document: Input


@frozen
class Ended:
    """The upload is done."""


News: TypeAlias = Begun | Parsed | Told | Answered | Ended


def work(connection: Connection, limits: Limits) -> None:
    """Do one task after the other until the server hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=end_with_parent, daemon=True).start()
    _bound_memory(limits.memory)
    attributor = Attributor("en")
    attributor("It rained.")  # loads the models before anybody waits for them
    with suppress(EOFError, OSError):
        while True:
            task: Task = connection.recv()
            _answer(task, attributor, limits, connection.send)
            connection.send(Ended())


def _answer(task: Task, attributor: Attributor, limits: Limits, send: Callable[[News], None]) -> None:
    try:
        documents = _documents(task, limits, send)
        send(Begun(sum(len(document.text) for document in documents)))
        sources = ((document.source(), document) for document in documents)
        for result, document in attributor.pipe(sources, as_tuples=True, progress=lambda more: send(Parsed(more))):
            for warning in result.warnings:
                send(Told(f"{document.place}: {warning}"))
            send(Answered(result, document))
    except (EOFError, BrokenPipeError):
        raise
    except QuoteattrError as error:
        send(Told(f"{task.name}: {told(error)}"))
    except Exception as error:
        send(Told(f"{task.name}: unexpected {type(error).__name__}: {brief(error)}"))


def _documents(task: Task, limits: Limits, send: Callable[[News], None]) -> list[Input]:
    """The documents of an upload, under the name that the user knows."""
    found: list[Input] = []
    size = 0
    reading = Columns(text_column=task.text_column, id_column=task.id_column)
    for document in read(task.file, reading, lambda message: send(Told(_in_words_of_page(message, task)))):
        size += len(document.text)
        if size > limits.characters:
            send(Told(f"{task.name}: only its first {limits.characters:,} characters are read; split it, for the rest"))
            break
        name = task.name if document.id == task.file else document.id
        found.append(evolve(document, id=name, place=document.place.replace(task.file, task.name)))
    return found


def _in_words_of_page(message: str, task: Task) -> str:
    """What a reader complains of, with the name and the fields that the user sees."""
    fields = {"--text-column": "the field “Column with the texts”", "--id-column": "the field “Column with the ids”"}
    for option, field in {task.file: task.name, **fields}.items():
        message = message.replace(option, field)
    return shown(message)


def _bound_memory(most: int) -> None:
    """Let a file that unpacks to more than the machine holds cost its own job only, where the system can do that."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
