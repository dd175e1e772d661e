"""Runs what README.md and docs/ show: Python examples, and the `quoteattr` commands of console blocks."""

import doctest
import shlex
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

from quoteattr.interfaces.cli import main

pytest_plugins = ["tests.toy_corpus"]

ROOT = Path(__file__).parent
WORKPLACE = TemporaryDirectory()
"""Where commands run: what they write is gone afterwards."""
Path(WORKPLACE.name, "examples").symlink_to(ROOT / "examples")


def run_commands(example: Example) -> str | None:
    """Run each command of a console block and compare what it prints with the page, where `...` is anything."""
    for block in example.parsed.split("$ quoteattr ")[1:]:
        arguments, _, shown = block.partition("\n")
        with chdir(WORKPLACE.name):
            runner = CliRunner(env={"COLUMNS": None})
            printed = runner.invoke(main, shlex.split(arguments), prog_name="quoteattr").output
        if not doctest.OutputChecker().check_output(shown.strip(), printed.strip(), doctest.ELLIPSIS):
            return f"`quoteattr {arguments}` printed:\n{printed}\nThe page shows:\n{shown}"
    return None


pytest_collect_file = Sybil(
    path=str(ROOT),
    patterns=["README.md", "docs/*.md", "docs/howto/*.md"],
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=doctest.ELLIPSIS),
        CodeBlockParser("console", run_commands),
        SkipParser(),
    ],
).pytest()
