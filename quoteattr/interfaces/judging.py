"""The commands that tell how good answers are, and put them right: `quoteattr sample`, `judge` and `correct`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

import click

from quoteattr.errors import InputError, QuoteattrError
from quoteattr.interfaces.inputs import Columns, read
from quoteattr.interfaces.judgements import page, read_sheet, sheet
from quoteattr.interfaces.messages import told
from quoteattr.interfaces.outcome import Outcome
from quoteattr.interfaces.readers.objects import json_object
from quoteattr.interfaces.targets import open_output, overwritten
from quoteattr.trust.correcting import corrected
from quoteattr.trust.judging import judged
from quoteattr.trust.judging import sample as drawn

_FILE: Final = click.Path(allow_dash=True)
_OUTPUT: Final = click.option("-o", "--output", type=_FILE, metavar="FILE", help="Where to write.  [default: stdout]")


@click.command("sample")
@click.argument("results", type=_FILE)
@click.option(
    "-n", "number", type=click.IntRange(min=1), default=100, show_default=True, help="How many quotes to draw."
)
@click.option("--texts", multiple=True, type=_FILE, metavar="FILE", help="The texts that were attributed, for context.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another number draws other quotes.")
@_OUTPUT
@click.pass_context
def sample_command(
    context: click.Context, results: str, number: int, texts: tuple[str, ...], seed: int, output: str | None
) -> None:
    """Sample quotes from RESULTS, to check by hand.

    \b
    Examples:
      quoteattr attribute articles.jsonl --format jsonl > results.jsonl
      quoteattr sample results.jsonl --texts articles.jsonl -o page.html
      quoteattr sample results.jsonl --texts articles.jsonl -n 200 -o sheet.csv

    RESULTS are what `quoteattr attribute --format jsonl` writes. The sample is spread over kinds, confidences and
    documents. A page, *.html, shows one quote after the other: keys 1 to 4 say right, other speaker, other words, no
    quotation, and s saves judged.csv. A sheet, for Excel and its like, has two columns to fill: judgement, with these
    words or numbers, and right_speaker, for who else speaks.
    """
    outcome = Outcome()
    _refuse_to_overwrite((results, *texts), output)
    known = {one.id: one.text for file in texts for one in read(file, Columns(), outcome.fail)}
    rows = _told(lambda: drawn(_results(results, outcome), number, known, seed), results, outcome, context)
    if not rows:
        outcome.fail(f"{results}: no quotes to draw from")
        context.exit(outcome.code)
    as_page = (output or "").lower().endswith((".html", ".htm"))
    with open_output(output) as stream:
        stream.write(page(rows) if as_page else sheet(rows))
    context.exit(outcome.code)


@click.command("judge")
@click.argument("sheet", type=_FILE)
@click.option("--format", "output_format", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.pass_context
def judge_command(context: click.Context, sheet: str, output_format: str) -> None:
    """Score results against a SHEET that was checked by hand.

    \b
    Example:
      quoteattr judge judged.csv

    It prints the share of quotes that are right, words and speaker, with a 95 % interval (Wilson): of all, by kind and
    by speaker confidence. The last line gives the speaker confidence from which 95 of 100 are right on these texts, for
    `quoteattr attribute --min-speaker-confidence`.
    """
    outcome = Outcome()
    rows = _sheet(sheet, outcome, context)
    report = _told(lambda: judged(rows), sheet, outcome, context)
    with open_output(None) as stream:
        stream.write(str(report) if output_format == "table" else json.dumps(report.to_dict(), indent=2) + "\n")
    context.exit(outcome.code)


@click.command("correct")
@click.argument("results", type=_FILE)
@click.argument("sheet", type=_FILE)
@_OUTPUT
@click.pass_context
def correct_command(context: click.Context, results: str, sheet: str, output: str | None) -> None:
    """Apply the corrections of a checked SHEET to RESULTS.

    \b
    Example:
      quoteattr correct results.jsonl judged.csv -o corrected.jsonl

    Quotes judged "no quotation" are removed. Where somebody else speaks, right_speaker replaces the speaker, and the
    sieve is "by hand". Every quote that was judged and stays keeps the verdict under "judgement".
    """
    outcome = Outcome()
    _refuse_to_overwrite((results, sheet), output)
    rows = _sheet(sheet, outcome, context)
    found = _told(lambda: list(corrected(_results(results, outcome), rows)), sheet, outcome, context)
    with open_output(output) as stream:
        for result in found:
            stream.write(json.dumps(result, ensure_ascii=False).encode("utf-8", "backslashreplace").decode() + "\n")
    context.exit(outcome.code)


def _told(run: Any, file: str, outcome: Outcome, context: click.Context) -> Any:
    """What a function gives; what it refuses is told, and ends the command."""
    try:
        return run()
    except (QuoteattrError, KeyError, TypeError) as error:
        words = told(error) if isinstance(error, QuoteattrError) else f"not of the form of results ({error!r})"
        outcome.fail(f"{file}: {words}")
        context.exit(outcome.code)


def _results(file: str, outcome: Outcome) -> Iterator[dict[str, Any]]:
    """The results of a JSON Lines file; lines that are none are reported and left out."""
    for number, line in enumerate(_bytes(file, outcome).splitlines(), 1):
        try:
            if line.strip():
                yield json_object(line)
        except InputError as error:
            outcome.fail(f"{file}, line {number}: {error}")


def _sheet(file: str, outcome: Outcome, context: click.Context) -> list[dict[str, str]]:
    data = _bytes(file, outcome)
    rows: list[dict[str, str]] = _told(lambda: read_sheet(data), file, outcome, context)
    return rows


def _bytes(file: str, outcome: Outcome) -> bytes:
    try:
        with click.open_file(file, "rb") as stream:
            data: bytes = stream.read()
            return data
    except OSError as error:
        outcome.fail(f"{file}: {error.strerror or error}")
        raise click.exceptions.Exit(outcome.code) from error


def _refuse_to_overwrite(files: tuple[str, ...], output: str | None) -> None:
    file = overwritten(files, output)
    if file is not None:
        raise click.UsageError(f"the output would overwrite the input file {file}.")
