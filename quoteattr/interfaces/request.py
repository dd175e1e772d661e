"""What the user of a command that attributes documents asks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

import attrs
import click

from quoteattr.errors import InputError, LanguageError
from quoteattr.interfaces.inputs import Columns
from quoteattr.interfaces.messages import told
from quoteattr.interfaces.readers.formats import FORMATS
from quoteattr.languages.language import Language
from quoteattr.languages.loading import load_language
from quoteattr.pipeline import Attributor
from quoteattr.records.certain import kept
from quoteattr.records.export import QUOTE_KINDS
from quoteattr.records.records import Quote
from quoteattr.records.result import Result

Command = TypeVar("Command", bound=Callable[..., Any])

_INPUT = click.Path(allow_dash=True)


def reads_documents(command: Command) -> Command:
    """Add the arguments of a command that attributes documents; they make up a `Request`."""
    options = (
        click.argument("files", nargs=-1, type=_INPUT, metavar="[FILE|FOLDER|ADDRESS|-]..."),
        click.option(
            "--input-format",
            type=click.Choice(FORMATS),
            help="What the files hold.  [default: by their names, else text]",
        ),
        click.option(
            "--text-column",
            default="text",
            show_default=True,
            help="Column of a table, or key of JSON, with the texts.",
        ),
        click.option("--id-column", default="id", show_default=True, help="Column or key with the ids."),
        click.option(
            "--split-on",
            metavar="PATTERN",
            help="Regular expression of what is between the documents of one file; ^ and $ are ends of lines.",
        ),
        click.option(
            "-o",
            "--output",
            type=click.Path(allow_dash=True),
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
            help="Leave out quotes whose words or source are less sure, from 0 to 1.",
        ),
        click.option(
            "--min-speaker-confidence",
            type=click.FloatRange(0, 1),
            default=0,
            metavar="SHARE",
            help="Leave the speaker blank where the name is less sure, from 0 to 1; the quote is kept.",
        ),
        click.option(
            "--repair",
            is_flag=True,
            help="Repair garbled texts before they are read; offsets stay those of the original texts. Needs pip "
            'install "quoteattr[repair]".',
        ),
        click.option(
            "--kind",
            "kinds",
            multiple=True,
            type=click.Choice(QUOTE_KINDS),
            help="Keep only quotes of this kind; may be given more than once.",
        ),
        click.option(
            "--speaker",
            "speakers",
            multiple=True,
            metavar="NAME",
            help="Keep only quotes of this speaker, by any name in the text; may be given more than once.",
        ),
        click.option(
            "--failed",
            type=click.Path(dir_okay=False),
            metavar="FILE",
            help="Write what was left out, and why, as JSON Lines.",
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


@attrs.frozen
class Request:
    """The options of a command that attributes documents."""

    files: tuple[str, ...]
    input_format: str | None
    text_column: str
    id_column: str
    split_on: str | None
    output: str | None
    language: str
    words: tuple[str, ...]
    min_confidence: float
    min_speaker_confidence: float
    repair: bool
    kinds: tuple[str, ...]
    speakers: tuple[str, ...]
    failed: str | None
    processes: int | None
    threads: int
    quiet: bool

    def reading(self) -> Columns:
        """How the files are read."""
        try:
            pattern = re.compile(self.split_on, re.MULTILINE) if self.split_on is not None else None
        except re.error as error:
            raise click.BadParameter(f"not a regular expression: {error}", param_hint="--split-on") from error
        return Columns(self.input_format, self.text_column, self.id_column, pattern)

    def attributor(self) -> Attributor:
        """The engine."""
        language: str | Language = self.language
        option = "--language"
        try:
            if self.words:
                load_language(self.language)
                option = "--words"
                language = load_language(self.language, self.words)
            return Attributor(
                language,
                min_confidence=self.min_confidence,
                min_speaker_confidence=self.min_speaker_confidence,
                threads=self.threads,
            )
        except InputError as error:  # not a number, which click lets through
            raise click.UsageError(str(error)) from error
        except (LanguageError, OSError) as error:
            raise click.BadParameter(told(error), param_hint=option) from error

    def kept(self, result: Result) -> Result:
        """What of a result is asked for."""
        return kept(result, self._is_asked_for) if self.kinds or self.speakers else result

    def _is_asked_for(self, quote: Quote) -> bool:
        wanted = {name.casefold() for name in self.speakers}
        names = {name.casefold() for one in quote.speakers for name in (one.name, *one.aliases)}
        return (not self.kinds or quote.kind in self.kinds) and (not wanted or not wanted.isdisjoint(names))

    def choices(self) -> dict[str, Any]:
        """The options that change what is written."""
        names = ("words", "min_confidence", "min_speaker_confidence", "kinds", "speakers", "split_on", "repair")
        found = {name: getattr(self, name) for name in names}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}
