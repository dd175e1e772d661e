"""The command line: `quoteattr attribute`, `view`, `explain`, `score`.

Documents flow from the readers through the engine to a writer one by one, so that an archive of any size
needs little memory. What is wrong with one file, line or text is said on standard error; the rest is kept, and the
exit code says: 0 all went well, 1 something was left out, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import click

import quoteattr
from quoteattr.errors import QuoteattrError
from quoteattr.evaluation.evaluate import score as score_documents
from quoteattr.evaluation.scores import Score
from quoteattr.interfaces.growing import grows
from quoteattr.interfaces.inputs import read_objects
from quoteattr.interfaces.judging import correct_command, judge_command, sample_command
from quoteattr.interfaces.outcome import Outcome
from quoteattr.interfaces.outputs import SHOWING, TABLES, WITH_PEOPLE, WITH_TEXT, WRITERS, format_by_name
from quoteattr.interfaces.request import Request, reads_documents
from quoteattr.interfaces.running import answer, refuse_to_read_twice
from quoteattr.interfaces.serve.command import serve
from quoteattr.interfaces.shell import Commands
from quoteattr.interfaces.summarize import summarize
from quoteattr.interfaces.targets import open_output
from quoteattr.interfaces.trust import attest_command, verify_command

_INPUT = click.Path(allow_dash=True)
_ALL = click.option(
    "--all",
    "every",
    is_flag=True,
    help="Show weak quotes too: indirect and mixed ones with a confidence below 0.6. So does --min-confidence.",
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(quoteattr.__version__)
def main() -> None:
    """Find out who said what, in which words, and in what role."""


for _command in (summarize, verify_command, attest_command, sample_command, judge_command, correct_command, serve):
    main.add_command(_command)


@main.command()
@reads_documents
@click.option(
    "--format",
    "output_format",
    type=click.Choice(list(WRITERS)),
    help="How to write the quotes.  [default: by the name of the output, else table]",
)
@click.option("--explain", "output_format", flag_value="explain", help="Say why, in sentences: --format explain.")
@click.option("--people", is_flag=True, help="Add everybody who is named, with all mentions: table, json, jsonl.")
@click.option("--with-text", is_flag=True, help="Put the text into each record: json, jsonl.")
@click.option("--columns", metavar="NAME,...", help="The columns of a table to write.  [default: all]")
@click.option("--excel", is_flag=True, help="Put the mark at the start of CSV by which Excel knows UTF-8.")
@click.option("--resume", is_flag=True, help="Go on after what an earlier run wrote: jsonl, parquet with --output.")
@_ALL
@click.pass_context
def attribute(
    context: click.Context,
    /,
    *,
    output_format: str | None,
    people: bool,
    with_text: bool,
    columns: str | None,
    excel: bool,
    resume: bool,
    every: bool,
    **request: Any,
) -> None:
    """Attribute the quotations in FILEs to their speakers.

    \b
    Examples:
      quoteattr attribute article.txt
      quoteattr attribute articles/ -o quotes.xlsx
      quoteattr attribute articles/ --format tei -o editions/
      quoteattr attribute table.csv --text-column body -o quotes.csv
      quoteattr attribute archive.jsonl -o quotes.jsonl --resume
      quoteattr attribute https://example.org/news

    A FILE is a file, a folder, a pattern or a web address; of a folder, all files below it are read whose names say
    what they hold. Text, HTML, Word, PDF and EPUB are one document each, with the name as id. JSON, JSON Lines, CSV,
    Excel and Parquet hold a document an item, line or row, {"id": ..., "text": ...}; further keys and columns come out
    again with each quote, and the line's number stands in for a missing id. Under "cast", JSON may name people known to
    be in the text: [{"name": ..., "aliases": [...]}, ...]. Standard input is read for - and where no FILE is given.
    Text is UTF-8; HTML may say otherwise.

    Offsets count characters (code points) from the start of the text; the end is exclusive. A byte order mark at the
    start of a file is no part of the text; line ends are kept as they are. For HTML, Word and the like, offsets index
    the text that was taken from the file, and json and jsonl give it as "text".

    The output format follows from the file name: .csv .tsv .xlsx .parquet .md .json .jsonl .html, .xml for TEI,
    .jsonld for Web Annotation, .ann for brat, .conllu; else it is a table for reading. Of these, and of quotation and
    labelstudio, a folder (--output FOLDER/) gets a file for each text; tei, webanno and brat need one for several.
    json gives one object for one text, and an array for several; jsonl gives an object a line as soon as it is ready.
    In the other tables, words that begin like a formula get an apostrophe before them.

    A line or file that cannot be read is reported and left out. The exit code is 0 if all went well, 1 if something
    was left out (see the messages), 2 for wrong usage and 130 for an interrupt. What was done until then is on
    standard output; a file given with --output is left as it was until all is done. JSON Lines and Parquet grow beside
    it until then, in FILE.partial, and --resume goes on after what is there.
    """
    wanted = Request(**request)
    form = output_format or format_by_name(wanted.output)
    if people and form not in WITH_PEOPLE:
        raise click.UsageError(f"--people goes with the formats {', '.join(WITH_PEOPLE)}, not with {form}.")
    if with_text and form not in WITH_TEXT:
        raise click.UsageError(f"--with-text goes with the formats {', '.join(WITH_TEXT)}, not with {form}.")
    if columns is not None and form not in TABLES:
        raise click.UsageError(f"--columns goes with the formats {', '.join(TABLES)}, not with {form}.")
    if excel and form not in ("csv", "tsv"):
        raise click.UsageError(f"--excel goes with csv and tsv, not with {form}.")
    if resume and not grows(wanted.output, form):
        raise click.UsageError("--resume goes with --output FILE.jsonl or FILE.parquet: these keep finished documents.")
    if every and form not in SHOWING:
        raise click.UsageError(f"--all goes with the formats {', '.join(SHOWING)}; {form} has every quote anyway.")
    names = tuple(filter(None, map(str.strip, columns.split(",")))) if columns is not None else ()
    how = {"people": people, "with_text": with_text, "columns": names, "excel": excel}
    answer(context, wanted, form, resume=resume, every=every, **how)


@main.command()
@reads_documents
@_ALL
@click.pass_context
def view(context: click.Context, /, *, every: bool, **request: Any) -> None:
    """Show FILEs with their quotations marked, on a web page.

    \b
    Examples:
      quoteattr view article.txt -o page.html
      quoteattr view articles/ interviews.jsonl -o page.html

    The page lists every quotation in context, to search and to filter by speaker, kind and what else is known of the
    documents, with counts. It has every text with its quotations marked, and the reasons for each attribution. Your
    choice is part of its address. It fetches nothing, and one file holds up to 500 documents; with more, the folder
    page_files next to it has them. FILEs, messages and exit codes are those of `quoteattr attribute`;
    after Ctrl-C a page on standard output holds the documents that were done.
    """
    wanted = Request(**request)
    if wanted.output is None and sys.stdout is not None and sys.stdout.isatty():
        raise click.UsageError("Nowhere to write the page: give --output page.html.")
    answer(context, wanted, "html", every=every)


@main.command()
@reads_documents
@click.pass_context
def explain(context: click.Context, /, **request: Any) -> None:
    """Explain why each quotation is attributed to its speaker, and how sure that is.

    \b
    Example:
      quoteattr explain article.txt

    The same as `quoteattr attribute --explain`.
    """
    answer(context, Request(**request), "explain")


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
    Evaluation of the documentation says; one of PREDICTED is what `attribute` writes, or of gold's form. A document
    of GOLD without prediction counts as lost, and all its quotations as missed. Lines that cannot be read are reported
    and left out, and the exit code is then 1.
    """
    refuse_to_read_twice((gold, predicted))
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


def _by_id(file: str, outcome: Outcome) -> dict[str, list[dict[str, Any]]]:
    """Predictions by the written form of their ids, so that 1 and "1" stay apart."""
    found: dict[str, list[dict[str, Any]]] = {}
    for document, _ in read_objects(file, outcome.fail):
        found.setdefault(repr(document["id"]), []).append(document)
    return found
