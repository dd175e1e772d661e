"""The commands that check words against a text: `quoteattr verify` and `quoteattr attest`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any, Final

import click

from quoteattr.display.tables import width_for
from quoteattr.errors import InputError, LanguageError, QuoteattrError
from quoteattr.interfaces.inputs import Columns, Input, read
from quoteattr.interfaces.messages import told
from quoteattr.interfaces.outcome import Outcome
from quoteattr.interfaces.readers.objects import json_object
from quoteattr.interfaces.targets import open_output, overwritten
from quoteattr.pipeline import Attributor
from quoteattr.trust.attestation import Attestation, attest
from quoteattr.trust.verification import SIMILARITY, Verification, verify

_FILE: Final = click.Path(allow_dash=True)


def _answers(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of both commands."""
    options = (
        click.option(
            "--similarity",
            type=click.FloatRange(0, 1),
            default=SIMILARITY,
            show_default=True,
            metavar="SHARE",
            help="Share of words that must be the same for a quotation to be called changed, not absent.",
        ),
        click.option("--language", default="en", show_default=True, help="The language of the texts."),
        click.option(
            "--format",
            "output_format",
            type=click.Choice(["table", "json", "html"]),
            help="How to write what was found.  [default: by the name of the output, else table]",
        ),
        click.option("-o", "--output", type=_FILE, metavar="FILE", help="Where to write.  [default: stdout]"),
    )
    for add in reversed(options):
        command = add(command)
    return command


@click.command("verify")
@click.argument("article", type=_FILE)
@click.argument("more", nargs=-1, type=_FILE, metavar="[SOURCE]...")
@click.option("--against", multiple=True, required=True, type=_FILE, metavar="SOURCE", help="A text to look in.")
@_answers
@click.pass_context
def verify_command(
    context: click.Context,
    article: str,
    more: tuple[str, ...],
    against: tuple[str, ...],
    similarity: float,
    language: str,
    output_format: str | None,
    output: str | None,
) -> None:
    """Compare the quotations of ARTICLE with their sources.

    \b
    Examples:
      quoteattr verify article.txt --against transcript.txt recording.vtt
      quoteattr verify article.txt --against transcript.txt -o page.html
      quoteattr verify quotes.jsonl --against transcript.txt --format json

    Each quotation in marks gets a tier: exact; typographic (marks, spaces, dashes, case of the first letter); edited
    (an ellipsis, brackets, cut at an end, joined across a cue: each piece word for word and in order); changed (words
    differ, or a negation is lost); or absent. The format json says where, and lists all differences; html shows both
    texts side by side.

    A SOURCE is a text or an HTML file, captions (WebVTT, SubRip), or JSON Lines or CSV with many texts. Who speaks in a
    transcript is read off its labels. An ARTICLE named *.jsonl holds quotations to check, a line each:
    {"quote": ..., "speaker": ...}.
    """
    files = (*against, *more)
    outcome = Outcome()
    _refuse_odd_files((article, *files), output)
    attributor = _attributor(language)
    sources = {str(one.id): one.text for file in files for one in read(file, Columns(), outcome.fail)}
    quotes = _quotes(article, attributor, outcome)
    if quotes is None or not sources:
        context.exit(outcome.code or 1)
    found = verify(quotes, sources, similarity=similarity, language=attributor.language, attributor=attributor)
    _write(found, output_format, output)
    context.exit(outcome.code)


@click.command("attest")
@click.argument("claims", type=_FILE)
@click.argument("text", type=_FILE)
@_answers
@click.pass_context
def attest_command(
    context: click.Context,
    claims: str,
    text: str,
    similarity: float,
    language: str,
    output_format: str | None,
    output: str | None,
) -> None:
    """Check CLAIMS about who said what against TEXT.

    \b
    Example:
      quoteattr attest claims.jsonl article.txt

    CLAIMS are JSON Lines, {"quote": ..., "speaker": ...}, such as the answer of a language model. Each gets a verdict:
    attested; contradicted (the text attributes the words to somebody else); unattributed (it has them, but as
    nobody's speech); reworded; absent; speaker not in the text; or open: undecided.
    """
    outcome = Outcome()
    _refuse_odd_files((claims, text), output)
    attributor = _attributor(language)
    given = _objects(claims, outcome)
    document = _one_text(text, outcome)
    if document is None:
        context.exit(outcome.code or 1)
    try:
        found = attest(given, document.text, similarity=similarity, attributor=attributor)
    except QuoteattrError as error:
        outcome.fail(f"{claims}: {told(error)}")
        context.exit(outcome.code)
    _write(found, output_format, output)
    context.exit(outcome.code)


def _quotes(article: str, attributor: Attributor, outcome: Outcome) -> Any:
    """What is to be checked: quotations that are given line by line, or those of a text."""
    if article.lower().endswith(".jsonl"):
        return [one for one in _objects(article, outcome) if _has_quote(one, article, outcome)]
    document = _one_text(article, outcome)
    return None if document is None else attributor(document.text)


def _has_quote(fields: dict[str, Any], file: str, outcome: Outcome) -> bool:
    if isinstance(fields.get("quote"), str):
        return True
    outcome.fail(f'{file}: a line without a string under "quote"')
    return False


def _objects(file: str, outcome: Outcome) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file; what is none is reported and left out."""
    found = []
    try:
        with click.open_file(file, "rb") as stream:
            for number, line in enumerate(stream.read().splitlines(), 1):
                try:
                    if line.strip():
                        found.append(json_object(line))
                except InputError as error:
                    outcome.fail(f"{file}, line {number}: {error}")
    except OSError as error:
        outcome.fail(f"{file}: {error.strerror or error}")
    return found


def _one_text(file: str, outcome: Outcome) -> Input | None:
    reading = Columns("html" if file.lower().endswith((".html", ".htm")) else "text")
    return next(iter(read(file, reading, outcome.fail)), None)


def _attributor(language: str) -> Attributor:
    try:
        return Attributor(language)
    except (LanguageError, OSError) as error:
        raise click.BadParameter(told(error), param_hint="--language") from error


def _refuse_odd_files(files: tuple[str, ...], output: str | None) -> None:
    if files.count("-") > 1:
        raise click.UsageError("Standard input, -, can be read only once.")
    file = overwritten(files, output)
    if file is not None:
        raise click.UsageError(f"the output would overwrite the input file {file}.")


def _write(found: Verification | Attestation, output_format: str | None, output: str | None) -> None:
    name = (output or "").lower()
    chosen = output_format or ("html" if name.endswith((".html", ".htm")) else "table")
    if name.endswith(".json") and output_format is None:
        chosen = "json"
    with open_output(output) as stream:
        if chosen == "json":
            data = json.dumps(found.to_dict(), ensure_ascii=False, indent=2)
            stream.write(data.encode("utf-8", "backslashreplace").decode() + "\n")
        elif chosen == "html":
            stream.write(found.to_html())
        else:
            stream.write(found.to_table(width_for(sys.stdout.isatty() and output is None)))
