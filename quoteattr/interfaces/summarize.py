"""The command `quoteattr summarize`: results of an archive to tables of who is quoted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from attrs import evolve

from quoteattr.display.tables import plain
from quoteattr.errors import InputError, QuoteattrError
from quoteattr.interfaces.inputs import Columns, Input, read
from quoteattr.interfaces.messages import say, told
from quoteattr.interfaces.outcome import Outcome
from quoteattr.interfaces.readers.places import files_of
from quoteattr.interfaces.targets import open_output, overwritten
from quoteattr.pipeline import Attributor
from quoteattr.records.result import Result

if TYPE_CHECKING:
    from quoteattr.corpus.summary import Summary
    from quoteattr.corpus.tables import Row

_SHOWN: Final = 10
"""People that a summary on the terminal lists, and warnings."""


@click.command()
@click.argument("results", nargs=-1, required=True, type=click.Path())
@click.option("--texts", is_flag=True, help="Read texts, in all formats that attribute reads, instead of RESULTS.")
@click.option("--text-column", default="text", show_default=True, help="With --texts: column or key of the texts.")
@click.option("--by", multiple=True, metavar="KEY", help="Count apart by this key of meta, or year, month; repeatable.")
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE", help="A .html page or an .xlsx workbook.  [default: print]"
)
@click.option("--date", default="date", show_default=True, metavar="KEY", help="The key of meta with the date.")
@click.option(
    "--people", type=click.Path(exists=True, dir_okay=False), metavar="FILE", help="A table of people that you edited."
)
@click.option(
    "--write-people", type=click.Path(dir_okay=False), metavar="FILE", help="Write the table of people, to be edited."
)
@click.option("--copies-once", is_flag=True, help="Of copies of an article, count only the earliest.")
@click.option("--language", default="en", show_default=True, help="The language of the documents.")
@click.option("--quiet", is_flag=True, help="Show no warnings, only errors.")
@click.pass_context
def summarize(
    context: click.Context,
    results: tuple[str, ...],
    texts: bool,
    text_column: str,
    by: tuple[str, ...],
    output: str | None,
    date: str,
    people: str | None,
    write_people: str | None,
    copies_once: bool,
    language: str,
    quiet: bool,
) -> None:
    """Count who is quoted in RESULTS, in what role, and without a name.

    \b
    Examples:
      quoteattr attribute articles.jsonl --format jsonl --people > quotes.jsonl
      quoteattr summarize quotes.jsonl
      quoteattr summarize quotes.jsonl --by outlet -o summary.html
      quoteattr summarize quotes.jsonl --write-people people.csv
      quoteattr summarize --texts articles.xlsx --by outlet -o summary.html
      quoteattr summarize --texts articles/ --by folder -o summary.html

    RESULTS are files of JSON Lines or JSON as `quoteattr attribute` writes them, gzipped or not, or folders of such
    files. Equal full names with agreeing roles are one person across documents; to change that, write the table of
    people, edit its columns name and merged_into, and give it with --people.

    With --texts, files, folders and patterns of texts are attributed first, as `quoteattr attribute` does. What tables
    and JSON hold beside the text can be given to --by, and folder, the name of the folder that a file lies in.

    A file or line that cannot be read is reported and left out, and the exit code is then 1.
    """
    from quoteattr.corpus.corpus import Corpus  # with numpy, which the other commands load later

    outcome = Outcome(quiet)
    sources = list(files_of(results, outcome.fail)) if texts else list(results)
    for file in sources if not texts else ():
        if not Path(file).exists():
            raise click.BadParameter(f"Path '{file}' does not exist.", param_hint="'RESULTS...'")
    for target in (output, write_people):
        if target is not None and overwritten([*sources, *([people] if people else [])], target) is not None:
            raise click.UsageError(f"{target} is read; give another name to write to.")
    if output is not None and Path(output).suffix.lower() not in _WRITERS:
        raise click.BadParameter(f"expected a name that ends in {' or '.join(_WRITERS)}", param_hint="--output")
    try:
        with Corpus(people=people, date=date, language=language) as corpus:
            if texts:
                corpus.add(_attributed(sources, Columns(text_column=text_column), language, outcome))
            else:
                for file in sources:
                    corpus.add(file)
            if write_people is not None:
                corpus.write_people(write_people)
            if not len(corpus):
                _warn(corpus.warnings)
                raise InputError("no results to summarize")
            summary = corpus.summary(by, copies_once=copies_once)
            if output is None:
                _print(summary)
            else:
                _WRITERS[Path(output).suffix.lower()](summary, output)
            if not quiet:
                _warn(corpus.warnings)
            context.exit(1 if corpus.warnings else outcome.code)
    except (QuoteattrError, OSError) as error:
        say(told(error))
        context.exit(1)


def _attributed(files: Iterable[str], reading: Columns, language: str, outcome: Outcome) -> Iterator[Result]:
    """The results of texts, which know the folder of their file; what cannot be read is told."""
    documents = (_in_folder(document, file) for file in files for document in read(file, reading, outcome.fail))
    for result in Attributor(language).pipe(document.source() for document in outcome.begin(documents)):
        outcome.finish(result.warnings)
        yield result


def _in_folder(document: Input, file: str) -> Input:
    return evolve(document, meta={"folder": Path(file).resolve().parent.name, **document.meta})


def _write_page(summary: Summary, file: str) -> None:
    with open_output(file) as stream:
        stream.write(summary.to_html())


def _write_workbook(summary: Summary, file: str) -> None:
    summary.to_excel(file)


_WRITERS: Final = {".html": _write_page, ".xlsx": _write_workbook}


def _print(summary: Summary) -> None:
    """The figures that most ask for first, on the terminal."""
    with open_output(None) as stream:
        for row in summary.tables["overview"]:
            group = ", ".join(f"{name} {row[name]}" for name in summary.by)
            mine = {name: _of_group(rows, row, summary.by) for name, rows in summary.tables.items()}
            stream.write(plain(f"{group + ': ' if group else ''}{_counted(row)}") + "\n")
            for one in mine["speakers"][:_SHOWN]:
                stream.write(f"  {one['quotes']:>6}  {one['share']:>6.1%}  {plain(one['name'])}\n")
            for quotes, words in _others(mine, row):
                stream.write(f"  {quotes:>6}  {quotes / max(1, row['quotes']):>6.1%}  {words}\n")


def _others(tables: dict[str, list[Row]], row: Row) -> Iterator[tuple[int, str]]:
    """The quotes of those who are not listed: further people, those without a name, nobody."""
    from quoteattr.corpus.quotes import NOT_ATTRIBUTED  # with numpy

    more = tables["speakers"][_SHOWN:]
    if more:
        yield sum(one["quotes"] for one in more), _number(len(more), "more")
    of_nobody = sum(one["quotes"] for one in tables["kinds"] if one["kind"] == NOT_ATTRIBUTED)
    yield row["quotes"] - row["named"] - of_nobody, "without a name"
    yield of_nobody, NOT_ATTRIBUTED


def _warn(warnings: tuple[str, ...]) -> None:
    for warning in warnings[:_SHOWN]:
        say(f"warning: {warning}")
    if len(warnings) > _SHOWN:
        say(f"warning: and {len(warnings) - _SHOWN} more like these")


def _of_group(rows: list[Row], group: Row, by: tuple[str, ...]) -> list[Row]:
    return [row for row in rows if all(row[name] == group[name] for name in by)]


def _counted(row: Row) -> str:
    counted = f"{_number(row['quotes'], 'quote')} in {_number(row['documents'], 'document')}"
    people = row["people"]
    return f"{counted}, by {'1 person or organization' if people == 1 else f'{people:,} people and organizations'}"


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 or noun == "more" else f"{number:,} {noun}s"
