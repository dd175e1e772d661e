"""Runs what README.md and docs/ show: Python examples, and the `quoteattr` commands of console blocks."""

import doctest
import re
import shlex
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from sybil import Example, Sybil
from sybil.evaluators.doctest import OutputChecker
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

from quoteattr.interfaces.cli import main

pytest_plugins = ["tests.toy_corpus"]

ROOT = Path(__file__).parent
WORKPLACE = TemporaryDirectory()
"""Where commands run: what they write is gone afterwards."""
Path(WORKPLACE.name, "examples").symlink_to(ROOT / "examples")

SHARE = re.compile(r"(?<![\w.])[01]\.\d\d\b|\b\d+%")


class Checker(OutputChecker):
    """Compares outputs, where shares may be a tenth off: weights that are fitted again move them a little."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        """Whether what came is what the page shows."""
        return super().check_output(*without_shares(want, got), optionflags)


def without_shares(page: str, printed: str) -> tuple[str, str]:
    """Both without their shares, if for each share of the page one about the same was printed.

    >>> without_shares("It is 0.95, 70%.", "It is 0.93, 68%."), without_shares("0.95", "0.75")
    (('It is #, #.', 'It is #, #.'), ('0.95', '0.75'))
    """
    shown, came = (list(map(value, SHARE.findall(words))) for words in (page, printed))
    if all(any(abs(one - other) < 0.101 for other in came) for one in shown):
        return SHARE.sub("#", page), SHARE.sub("#", printed)
    return page, printed


def value(share: str) -> float:
    """A share as a number.

    >>> value("70%"), value("0.70")
    (0.7, 0.7)
    """
    return float(share[:-1]) / 100 if share.endswith("%") else float(share)


def run_commands(example: Example) -> str | None:
    """Run each command of a console block and compare what it prints with the page, where `...` is anything."""
    for block in example.parsed.split("$ quoteattr ")[1:]:
        arguments, _, shown = block.partition("\n")
        with chdir(WORKPLACE.name):
            runner = CliRunner(env={"COLUMNS": None})
            printed = runner.invoke(main, shlex.split(arguments), prog_name="quoteattr").output
        if not Checker().check_output(shown.strip(), printed.strip(), doctest.ELLIPSIS):
            return f"`quoteattr {arguments}` printed:\n{printed}\nThe page shows:\n{shown}"
    return None


PYTHON = PythonCodeBlockParser(doctest_optionflags=doctest.ELLIPSIS)
PYTHON.doctest_parser.evaluator.runner._checker = Checker()

pytest_collect_file = Sybil(
    path=str(ROOT),
    patterns=["README.md", "docs/*.md", "docs/howto/*.md"],
    parsers=[
        PYTHON,
        CodeBlockParser("console", run_commands),
        SkipParser(),
    ],
).pytest()
