"""The command line: `quoteattr attribute`, `view`, `explain`, `score`, and `summarize` of a file of its own.

Documents flow from the readers through the engine to a writer one by one, so that an archive of any size
needs little memory. What is wrong with one file, line or text is said on standard error; the rest is kept, and the
exit code tells: 0 all went well, 1 something was left out, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any, TypeVar

import attrs
import click

from quoteattr.errors import InputError, LanguageError, QuoteattrError
from quoteattr.evaluation.evaluate import score as score_documents
from quoteattr.evaluation.scores import Score
from quoteattr.interfaces.inputs import Columns, Input, read, read_objects
from quoteattr.interfaces.messages import told
from quoteattr.interfaces.outcome import Outcome
from quoteattr.interfaces.outputs import WITH_PEOPLE, WRITERS, Answers, Writer, write_explanations, write_page
from quoteattr.interfaces.progress import Progress
from quoteattr.interfaces.shell import Commands, Stopped
from quoteattr.interfaces.summarize import summarize
from quoteattr.interfaces.targets import open_output, overwritten
from quoteattr.languages.language import Language
from quoteattr.languages.loading import load_language
from quoteattr.pipeline import Attributor

Command = TypeVar("Command", bound=Callable[..., Any])

_INPUT = click.Path(allow_dash=True)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="quoteattr")
def main() -> None:
    """Find out who said what, in which words, as what."""


main.add_command(summarize)


def _reads_documents(command: Command) -> Command:
    """Add the arguments of a command that attributes documents; they make up a `_Request`."""
    options = (
        click.argument("files", nargs=-1, type=_INPUT, metavar="[FILE|-]..."),
        click.option(
            "--input-format",
            type=click.Choice(["text", "html", "jsonl", "csv"]),
            help="What the files hold.  [default: by their names, else text]",
        ),
        click.option(
            "--text-column", default="text", show_default=True, help="Column of CSV, or key of JSONL, with the texts."
        ),
        click.option("--id-column", default="id", show_default=True, help="Column or key with the ids."),
        click.option(
            "-o",
            "--output",
            type=click.Path(dir_okay=False, allow_dash=True),
            metavar="FILE",
            help="Where to write.  [default: stdout]",
        ),
        click.option("--language", default="en", show_default=True, help="The language of the documents."),
        click.option(
            "--words",
            multiple=True,
            type=click.Path(exists=True, dir_okay=False),
            metavar="FILE",
            help="TOML with titles, roles or cues of your own; may be given more than once.",
        ),
        click.option(
            "--min-confidence",
            type=click.FloatRange(0, 1),
            default=0,
            metavar="SHARE",
            help="Leave out quotes with a lower confidence, from 0 to 1.",
        ),
        click.option(
            "--min-speaker-confidence",
            type=click.FloatRange(0, 1),
            default=0,
            metavar="SHARE",
            help="Withhold speakers with a lower confidence, from 0 to 1; their quotes are kept.",
        ),
        click.option(
            "--processes",
            type=click.IntRange(min=1),
            metavar="N",
            help="Share the work among N processes, each with models of its own.  [default: work in this one]",
        ),
        click.option(
            "--threads",
            type=click.IntRange(min=1),
            default=1,
            show_default=True,
            metavar="N",
            help="How many threads the models may use, in each process.",
        ),
        click.option("--quiet", is_flag=True, help="Show no progress and no warnings, only errors."),
    )
    for add in reversed(options):
        command = add(command)
    return command


@main.command()
@_reads_documents
@click.option(
    "--format",
    "output_format",
    type=click.Choice(list(WRITERS)),
    default="table",
    show_default=True,
    help="How to write the quotes.",
)
@click.option("--explain", "output_format", flag_value="explain", help="Say why, in sentences: --format explain.")
@click.option("--people", is_flag=True, help="Add everybody who is named, with all mentions: table, json, jsonl.")
@click.pass_context
def attribute(context: click.Context, /, *, output_format: str, people: bool, **request: Any) -> None:
    """Attribute the quotations in FILEs to their speakers.

    \b
    Examples:
      quoteattr attribute article.txt
      quoteattr attribute archive.jsonl --format jsonl > quotes.jsonl
      quoteattr attribute table.csv --text-column body --format csv -o quotes.csv
      curl -s https://example.org/news | quoteattr attribute --input-format html

    A text or HTML FILE is one document, with its name as id. A FILE named *.jsonl holds a document a line,
    {"id": ..., "text": ...}, and one named *.csv a document a row; other keys and columns are passed over, and the
    line's number stands in for a missing id. Under "cast", JSON Lines may name some who are known to be in the text:
    [{"name": ..., "aliases": [...]}, ...]. Standard input is read for - and where no FILE is given. All is UTF-8;
    HTML may say otherwise.

    Offsets count code points from the start of the text, the end exclusive. A byte order mark at the start of
    a file is no part of the text; line ends are kept as they are. Of HTML the main text is read, which needs
    pip install "quoteattr[html]"; offsets then index that text, and json and jsonl give it as "text".

    The format json gives one object for one text, and an array for several; jsonl gives an object a line as soon as
    it is ready.

    The format csv is for programs; spreadsheet is for Excel and its like, where words that begin like a formula get
    an apostrophe before them.

    A line or file that cannot be read is reported and left out. The exit code is 0 if all went well, 1 if something
    was left out (see the messages), 2 for wrong usage and 130 for an interrupt. What was done until then is on
    standard output; a FILE given with --output is left as it was until all is done.
    """
    if people and output_format not in WITH_PEOPLE:
        raise click.UsageError(f"--people goes with the formats {', '.join(WITH_PEOPLE)}, not with {output_format}.")
    writers = WITH_PEOPLE if people else WRITERS
    _answer(context, _Request(**request), writers[output_format])


@main.command()
@_reads_documents
@click.pass_context
def view(context: click.Context, /, **request: Any) -> None:
    """Show FILEs with their quotations marked, in one HTML page.

    \b
    Examples:
      quoteattr view article.txt -o page.html
      quoteattr view articles/*.txt interviews.jsonl -o page.html

    The page stands alone: it fetches nothing and can be sent by mail. It lists the documents, marks each quotation in
    its speaker's colour, filters by speaker and kind, and tells of a quotation, on click or Enter, why it was put down
    to its source. FILEs, messages and exit codes are those of `quoteattr attribute`; after Ctrl-C a page on standard
    output holds the documents that were done.
    """
    wanted = _Request(**request)
    if wanted.output is None and sys.stdout is not None and sys.stdout.isatty():
        raise click.UsageError("Nowhere to write the page: give --output page.html.")
    _answer(context, wanted, write_page)


@main.command()
@_reads_documents
@click.pass_context
def explain(context: click.Context, /, **request: Any) -> None:
    """Say of each quotation in FILEs why it is put down to its speaker, and how sure that is.

    \b
    Example:
      quoteattr explain article.txt

    The same as `quoteattr attribute --explain`.
    """
    _answer(context, _Request(**request), write_explanations)


@main.command()
@click.argument("gold", type=_INPUT)
@click.argument("predicted", type=_INPUT)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to write the figures.",
)
@click.pass_context
def score(context: click.Context, *, gold: str, predicted: str, output_format: str) -> None:
    """Compare the quotations in PREDICTED with those in GOLD.

    \b
    Example:
      quoteattr attribute gold.jsonl --format jsonl > predicted.jsonl
      quoteattr score gold.jsonl predicted.jsonl

    Both are JSON Lines, a document a line, paired by "id". A line of GOLD has "id", "text" and "quotes", as the page
    Evaluation of the documentation tells; one of PREDICTED is what `attribute` writes, or of gold's form. A document
    of GOLD without prediction counts as lost, and all its quotations as missed. Lines that cannot be read are reported
    and left out, and the exit code is then 1.
    """
    _refuse_to_read_twice((gold, predicted))
    outcome = Outcome()
    answers = _by_id(predicted, outcome)
    total = Score()
    for document, place in read_objects(gold, outcome.fail):
        try:
            total += score_documents([document], answers.get(repr(document["id"]), ()))
        except QuoteattrError as error:
            outcome.fail(f"{place}: {error}")
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            outcome.fail(f"{place}: not of the form of gold and predictions ({type(error).__name__}: {error})")
    with open_output(None) as stream:
        stream.write((str(total) if output_format == "table" else json.dumps(total.to_dict(), indent=2)) + "\n")
    context.exit(outcome.code)


@attrs.frozen
class _Request:
    """What the user of a command that attributes documents asked for."""

    files: tuple[str, ...]
    input_format: str | None
    text_column: str
    id_column: str
    output: str | None
    language: str
    words: tuple[str, ...]
    min_confidence: float
    min_speaker_confidence: float
    processes: int | None
    threads: int
    quiet: bool


def _answer(context: click.Context, request: _Request, write: Writer) -> None:
    """Read, attribute and write what was asked for, and exit."""
    files = request.files or _standard_input()
    _refuse_to_read_twice(files)
    _refuse_to_overwrite((*files, *request.words), request.output)
    reading = Columns(request.input_format, request.text_column, request.id_column)
    several = len(files) > 1 or reading.holds_several(files[0])
    outcome = Outcome(quiet=request.quiet)
    try:
        attributor = _load(request)
        documents = outcome.begin(chain.from_iterable(read(file, reading, outcome.fail) for file in files))
        with open_output(request.output) as stream:
            progress = Progress(not request.quiet and not stream.is_terminal and sys.stderr.isatty())
            answers: Answers = attributor.pipe(
                ((_source(document), document) for document in documents),
                as_tuples=True,
                processes=request.processes,
                progress=progress,
            )
            write(_keep_what_is_done(progress.count(answers), outcome), stream, several)
            stream.is_whole = outcome.is_whole
    except (KeyboardInterrupt, Stopped) as signal:
        outcome.stop(signal)
    except BrokenPipeError:
        raise  # click ends quietly on it
    except (QuoteattrError, OSError) as error:
        outcome.fail(told(error))
        context.exit(outcome.code)
    outcome.conclude(request.output)
    context.exit(outcome.code)


def _standard_input() -> tuple[str]:
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError("Nothing to read: give a FILE, or pipe a text in.")
    return ("-",)


def _refuse_to_read_twice(files: Iterable[str]) -> None:
    if list(files).count("-") > 1:
        raise click.UsageError("Standard input, -, can be read only once.")


def _refuse_to_overwrite(files: Iterable[str], output: str | None) -> None:
    file = overwritten(files, output)
    if file is not None:
        where = "standard output" if output is None else "--output"
        what = "standard input" if file == "-" else f"the input file {file}"
        raise click.UsageError(f"{where} would overwrite {what}.")


def _load(request: _Request) -> Attributor:
    language: str | Language = request.language
    option = "--language"
    try:
        if request.words:
            load_language(request.language)
            option = "--words"
            language = load_language(request.language, request.words)
        return Attributor(
            language,
            min_confidence=request.min_confidence,
            min_speaker_confidence=request.min_speaker_confidence,
            threads=request.threads,
        )
    except InputError as error:  # not a number, which click lets through
        raise click.UsageError(str(error)) from error
    except (LanguageError, OSError) as error:
        raise click.BadParameter(told(error), param_hint=option) from error


def _source(document: Input) -> Any:
    return {"text": document.text, "cast": document.cast} if document.cast else document.text


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


def _by_id(file: str, outcome: Outcome) -> dict[str, list[dict[str, Any]]]:
    """Predictions by the written form of their ids, so that 1 and "1" stay apart."""
    found: dict[str, list[dict[str, Any]]] = {}
    for document, _ in read_objects(file, outcome.fail):
        found.setdefault(repr(document["id"]), []).append(document)
    return found
