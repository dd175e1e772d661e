"""Runs what README.md and docs/*.md show: Python examples, and the `quoteattr` commands of console blocks."""

import doctest
import shlex
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

from quoteattr.cli import main

ROOT = Path(__file__).parent


def run_commands(example: Example) -> str | None:
    """Run each command of a console block from the top folder and compare what it prints with the page."""
    for block in example.parsed.split("$ quoteattr ")[1:]:
        arguments, _, shown = block.partition("\n")
        with chdir(ROOT):
            printed = CliRunner().invoke(main, shlex.split(arguments), prog_name="quoteattr").stdout
        if printed.strip() != shown.strip():
            return f"`quoteattr {arguments}` printed:\n{printed}\nThe page shows:\n{shown}"
    return None


pytest_collect_file = Sybil(
    path=str(ROOT),
    patterns=["README.md", "docs/*.md"],
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=doctest.ELLIPSIS),
        CodeBlockParser("console", run_commands),
        SkipParser(),
    ],
).pytest()
