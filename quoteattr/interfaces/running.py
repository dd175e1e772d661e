"""A run of a command that attributes documents: read, attribute, write, and say how it went."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import click

from quoteattr.errors import QuoteattrError
from quoteattr.exports.formats import FORMATS
from quoteattr.interfaces.exporting import is_folder
from quoteattr.interfaces.growing import gathering, grows, opened, take_up
from quoteattr.interfaces.inputs import Input, read
from quoteattr.interfaces.messages import told
from quoteattr.interfaces.outcome import Outcome
from quoteattr.interfaces.outputs import BYTES, ONE_EACH, WRITERS
from quoteattr.interfaces.progress import Progress, characters_in
from quoteattr.interfaces.provenance import provenance
from quoteattr.interfaces.readers.places import files_of
from quoteattr.interfaces.repair import Repaired, repaired
from quoteattr.interfaces.request import Request
from quoteattr.interfaces.shell import Stopped
from quoteattr.interfaces.targets import is_replaced, overwritten
from quoteattr.interfaces.wanted import Answers, Wanted
from quoteattr.records.result import Result


def answer(
    context: click.Context, request: Request, form: str, *, resume: bool = False, every: bool = False, **how: Any
) -> None:
    """Read, attribute and write what was asked for in some format, and exit; `how` are fields of `Wanted`."""
    places = request.files or _standard_input()
    refuse_to_read_twice(places)
    if form in BYTES and request.output in (None, "-") and sys.stdout is not None and sys.stdout.isatty():
        raise click.UsageError(f"{form} is no text; give a file with --output.")
    folder = _folder(request.output, form)
    _refuse_to_overwrite((*places, *request.words), request.output)
    reading, attributor = request.reading(), request.attributor()
    passed_over: list[str] = []
    files = list(files_of(places, passed_over.append))
    _refuse_to_overwrite(files, request.output)
    with Outcome.opened(request.failed, quiet=request.quiet) as outcome:
        for message in passed_over:
            outcome.fail(message)
        several = len(files) != 1 or reading.holds_several(files[0])
        if several and form in ONE_EACH and folder is None:
            raise click.UsageError(f"A file of {form} holds one text; give a folder, --output FOLDER/, for several.")
        try:
            made = provenance(Path(request.language).name, request.choices())
            waits = gathering(request.output, form)
            file = request.output if is_replaced(request.output) else None
            every = every or request.min_confidence > 0
            wanted = Wanted(several=several, made=made, every=every, gathering=waits, output=file, folder=folder, **how)
            done = take_up(request.output, form) if resume and request.output is not None else frozenset()
            documents = chain.from_iterable(read(file, reading, outcome.fail) for file in files)
            asked = outcome.begin(document for document in documents if document.id not in done)
            with opened(request.output if folder is None else os.devnull, form, resume=resume) as stream:
                shown = not request.quiet and not stream.is_terminal and sys.stderr.isatty()
                progress = Progress(shown, characters_in(files, reading) if shown else None)
                mended = ((document, repaired(document.text) if request.repair else None) for document in asked)
                answers = attributor.pipe(
                    ((_source(document, repair), (document, repair)) for document, repair in mended),
                    as_tuples=True,
                    processes=request.processes,
                    progress=progress,
                )
                came = _as_they_came(progress.count(answers))
                kept = ((request.kept(result), document) for result, document in came)
                WRITERS[form](_keep_what_is_done(kept, outcome), stream, wanted)
                stream.is_whole = outcome.is_whole
        except (KeyboardInterrupt, Stopped) as signal:
            outcome.stop(signal)
        except BrokenPipeError:
            raise  # click ends quietly on it
        except (QuoteattrError, OSError) as error:
            outcome.fail(told(error))
            context.exit(outcome.code)
        outcome.conclude(request.output, grows=grows(request.output, form))
    context.exit(outcome.code)


def refuse_to_read_twice(files: Iterable[str]) -> None:
    """Raise a UsageError if standard input is named more than once."""
    if list(files).count("-") > 1:
        raise click.UsageError("Standard input, -, can be read only once.")


def _folder(output: str | None, form: str) -> str | None:
    """The folder that each text gets a file in, if one is asked for."""
    if output is None or not is_folder(output):
        return None
    if form not in FORMATS:
        names = ", ".join(FORMATS)
        raise click.UsageError(f"--output {output} is a folder, in which only {names} write a file for each text.")
    return output


def _standard_input() -> tuple[str]:
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError("Nothing to read: give a FILE, or pipe a text in.")
    return ("-",)


def _refuse_to_overwrite(files: Iterable[str], output: str | None) -> None:
    file = overwritten(files, output)
    if file is not None:
        where = "standard output" if output is None else "--output"
        what = "standard input" if file == "-" else f"the input file {file}"
        raise click.UsageError(f"{where} would overwrite {what}.")


def _source(document: Input, mended: Repaired | None) -> Any:
    return {**document.source(), "text": mended.text} if mended else document.source()


def _as_they_came(answers: Iterable[tuple[Result, tuple[Input, Repaired | None]]]) -> Answers:
    """Answers with the offsets of the texts that came in."""
    for result, (document, mended) in answers:
        yield mended.result(result) if mended else result, document


def _keep_what_is_done(answers: Answers, outcome: Outcome) -> Answers:
    """Pass answers on; end early, but in order, on Ctrl-C or an error, so that the writer can finish its work."""
    try:
        for result, document in answers:
            outcome.finish(result.warnings)
            yield result, document
    except (KeyboardInterrupt, Stopped) as signal:
        outcome.stop(signal)
    except Exception as error:
        outcome.give_up(error)
