"""The command line: `quoteattr attribute`.

Documents flow from the readers through the engine to a writer one by one, so that an archive of any size
needs little memory. What is wrong with one file or line is said on standard error; the rest is kept, and the
exit code tells: 0 all went well, 1 something was left out, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from shutil import get_terminal_size
from typing import IO, Any, Final, TextIO, TypeAlias

import attrs
import click

from quoteattr import display
from quoteattr.errors import InputError, LanguageError, QuoteattrError
from quoteattr.export import COLUMNS, quote_to_row
from quoteattr.pipeline import Attributor, as_cast
from quoteattr.result import Result

Id: TypeAlias = str | int
Documents: TypeAlias = Iterator[tuple[str | dict[str, Any], Id]]
Answers: TypeAlias = Iterable[tuple[Result, Id]]

_WIDTH_OF_FILES: Final = 100


@click.group()
@click.version_option(package_name="quoteattr")
def main() -> None:
    """Find out who said what, in which words, as what."""


@main.command()
@click.argument("files", nargs=-1, type=click.Path(allow_dash=True), metavar="[FILE|-]...")
@click.option(
    "--input-format",
    type=click.Choice(["text", "jsonl"]),
    help="What the files hold.  [default: text, but jsonl for files named *.jsonl]",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["table", "json", "jsonl", "csv", "html"]),
    default="table",
    show_default=True,
    help="How to write the quotes.",
)
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Where to write.  [default: stdout]")
@click.option("--language", default="en", show_default=True, help="The language of the documents.")
@click.option("--quiet", is_flag=True, help="Show no progress and no warnings, only errors.")
@click.pass_context
def attribute(
    context: click.Context,
    *,
    files: tuple[str, ...],
    input_format: str | None,
    output_format: str,
    output: str | None,
    language: str,
    quiet: bool,
) -> None:
    """Attribute the quotations in FILEs to their speakers.

    A text FILE is one document, in UTF-8, with its name as id. A JSON Lines FILE holds a document a line:
    {"id": ..., "text": ...}; the line's number stands in for a missing id. A "cast": [{"name": ..., "aliases":
    [...]}, ...] names some who are known to be in the text. Other keys are passed over.
    Standard input is read for - and where no FILE is given. A line or file that cannot be read is reported and
    left out.

    Offsets count code points from the start of the text, the end exclusive. A byte order mark at the start of
    a file is no part of the text; line ends are kept as they are.

    The format json gives one object for one text, and an array for several FILEs or for JSON Lines; jsonl gives
    an object a line as soon as it is ready.

    The exit code is 0 if all went well, 1 if something was left out (see the messages), 2 for wrong usage and
    130 for an interrupt; what was done until then is written.
    """
    files = files or _standard_input()
    _refuse_to_overwrite(files, output)
    several = len(files) > 1 or _is_jsonl(files[0], input_format)
    outcome = _Outcome(quiet=quiet)
    try:
        attributor = _load(language)
        documents = chain.from_iterable(_read(file, input_format, outcome) for file in files)
        with _open_output(output) as stream:
            answers: Answers = attributor.pipe(documents, as_tuples=True)
            if several and not quiet and not stream.isatty():
                answers = _show_progress(answers)
            _WRITERS[output_format](_keep_what_is_done(answers, outcome), stream, several)
    except KeyboardInterrupt:
        outcome.code = 130
    except BrokenPipeError:
        raise  # click ends quietly on it
    except (QuoteattrError, OSError) as error:
        raise click.ClickException(str(error)) from error
    context.exit(outcome.code)


@attrs.define
class _Outcome:
    """The exit code so far, and the messages that explain it."""

    quiet: bool
    code: int = 0

    def fail(self, message: str) -> None:
        """Report that something was left out."""
        self.code = 1
        self._say(message)

    def warn(self, message: str) -> None:
        """Report what degraded, unless the user wants to hear errors only."""
        if not self.quiet:
            self._say(f"warning: {message}")

    def _say(self, message: str) -> None:
        click.echo(f"quoteattr: {display.plain(message)}", err=True)


def _standard_input() -> tuple[str]:
    if sys.stdin.isatty():
        raise click.UsageError("Nothing to read: give a FILE, or pipe a text in.")
    return ("-",)


def _refuse_to_overwrite(files: Iterable[str], output: str | None) -> None:
    if output is None or not Path(output).exists():
        return
    for file in files:
        if Path(file).exists() and Path(file).samefile(output):
            raise click.UsageError(f"--output would overwrite the input file {file}.")


def _load(language: str) -> Attributor:
    try:
        return Attributor(language)
    except LanguageError as error:
        raise click.BadParameter(str(error), param_hint="--language") from error


def _keep_what_is_done(answers: Answers, outcome: _Outcome) -> Answers:
    """Pass answers on; end early, but in order, on Ctrl-C or an error, so that the writer can finish its work."""
    try:
        for result, key in answers:
            for warning in result.warnings:
                outcome.warn(f"{key}: {warning}")
            yield result, key
    except KeyboardInterrupt:
        outcome.code = 130
    except QuoteattrError as error:
        outcome.fail(str(error))


def _show_progress(answers: Answers) -> Answers:
    """Count the documents on standard error, if that is a terminal."""
    with click.progressbar(
        answers, label="documents", show_pos=True, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        yield from bar


# Reading: generators of (text, id), which report what cannot be read and go on.


def _is_jsonl(file: str, input_format: str | None) -> bool:
    return input_format == "jsonl" or (input_format is None and file.lower().endswith(".jsonl"))


def _read(file: str, input_format: str | None, outcome: _Outcome) -> Documents:
    read = _read_lines if _is_jsonl(file, input_format) else _read_text
    try:
        with click.open_file(file, "rb") as stream:
            yield from read(stream, file, outcome)
    except OSError as error:
        outcome.fail(f"{file}: {error.strerror or error}")


def _read_text(stream: IO[bytes], file: str, outcome: _Outcome) -> Documents:
    try:
        yield _decode(stream.read()), file
    except InputError as error:
        outcome.fail(f"{file}: {error}")


def _read_lines(stream: IO[bytes], file: str, outcome: _Outcome) -> Documents:
    for number, line in enumerate(stream, 1):
        if line.strip():
            try:
                yield _parse_line(line, number)
            except InputError as error:
                outcome.fail(f"{file}, line {number}: {error}")


def _decode(data: bytes) -> str:
    r"""Read UTF-8 and take a byte order mark off.

    >>> _decode(b"caf\xe9")
    Traceback (most recent call last):
    ...
    quoteattr.errors.InputError: not UTF-8: byte 0xe9 at offset 3; convert it to UTF-8 first
    """
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        wrong = f"byte {data[error.start]:#04x} at offset {error.start}"
        raise InputError(f"not UTF-8: {wrong}; convert it to UTF-8 first") from error


def _parse_line(line: bytes, number: int) -> tuple[str | dict[str, Any], Id]:
    """Read one line of JSON Lines.

    >>> _parse_line(b'{"text": "No one spoke.", "date": "2020-02-02"}', 7)
    ('No one spoke.', '7')
    """
    decoded = _decode(line)
    try:
        data = json.loads(decoded)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {error}") from error
    if not isinstance(data, dict):
        raise InputError('not an object; expected {"id": ..., "text": ...}')
    text, key = data.get("text"), data.get("id")
    if not isinstance(text, str):
        raise InputError('no string under "text"')
    cast = as_cast(data.get("cast") or ())
    source = {"text": text, "cast": cast} if cast else text
    if key is None:
        return source, str(number)
    if not isinstance(key, (str, int)) or isinstance(key, bool):
        raise InputError('neither a string nor an integer under "id"')
    return source, key


# Writing: one function for each format.


@contextmanager
def _open_output(path: str | None) -> Iterator[TextIO]:
    """Open what to write to, in UTF-8 whatever the locale and with line ends as they are written."""
    if path is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
        yield sys.stdout
    else:
        with Path(path).open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            yield stream


def _write_table(answers: Answers, stream: TextIO, several: bool) -> None:
    width = get_terminal_size().columns if stream.isatty() else _WIDTH_OF_FILES
    gap = ""
    for result, key in answers:
        heading = f"{gap}{display.plain(str(key))}\n" if several else ""
        stream.write(heading + display.table(result.to_dict(), width))
        stream.flush()
        gap = "\n"


def _write_json(answers: Answers, stream: TextIO, several: bool) -> None:
    opening, closing = ("[", "]\n") if several else ("", "\n")
    stream.write(opening)
    try:
        for place, (result, key) in enumerate(answers):
            stream.write((",\n" if place else "") + result.to_json(key, indent=2))
            stream.flush()
    finally:  # Ctrl-C may fall just after an answer was written
        stream.write(closing)


def _write_jsonl(answers: Answers, stream: TextIO, _: bool) -> None:
    for result, key in answers:
        stream.write(result.to_json(key) + "\n")
        stream.flush()


def _write_csv(answers: Answers, stream: TextIO, _: bool) -> None:
    writer = csv.DictWriter(stream, ("id", *COLUMNS))
    writer.writeheader()
    for result, key in answers:
        writer.writerows({"id": key, **quote_to_row(quote)} for quote in result)
        stream.flush()


def _write_html(answers: Answers, stream: TextIO, _: bool) -> None:
    fragments = (display.fragment(result.to_dict(key), result.text) for result, key in answers)
    for piece in display.page(fragments, title="Quotations"):
        stream.write(piece)
        stream.flush()


_WRITERS: Final[dict[str, Callable[[Answers, TextIO, bool], None]]] = {
    "table": _write_table,
    "json": _write_json,
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "html": _write_html,
}
