"""A parser that reads nothing is an error, not a text without quotations."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import quoteattr
from quoteattr import Attributor, Parse
from quoteattr.attribution.context import Context, Source
from quoteattr.errors import InputError, ParserError
from quoteattr.interfaces.cli import main
from quoteattr.pipeline import BATCH

MOE = "“We sank,” said Ida Moe."
DAHL = "“We rose,” said Bo Dahl."
LUND = "It rained."


class Flawed:
    """Gives no trees, and fails on texts with some word."""

    def __init__(self, word: str) -> None:
        self._word = word

    def parse(self, text: str) -> Parse:
        if self._word in text:
            raise RuntimeError("weights are lost")
        return Parse(text, ())


def test_a_parser_that_fails_on_all_of_a_text_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(ParserError) as caught:
        Attributor("en", parser=Flawed(""))(f"{MOE}\n\n{DAHL}")
    message = str(caught.value)
    assert "failed on every paragraph that it was given, 2 in all" in message
    assert "“We sank,” said Ida Moe." in message
    assert "RuntimeError: weights are lost" in message
    assert "pass another one as parser=" in message
    assert isinstance(caught.value.__cause__, RuntimeError)


def test_a_text_of_one_paragraph_that_cannot_be_parsed_is_an_error_when_it_comes_alone() -> None:
    with pytest.raises(ParserError, match="1 in all"):
        Attributor("en", parser=Flawed("rose"))(DAHL)


def test_a_text_of_which_a_paragraph_can_be_parsed_has_warnings() -> None:
    result = Attributor("en", parser=Flawed("rose"))(f"{MOE}\n\n{DAHL}")
    assert len(result.warnings) == 1


@pytest.mark.parametrize(
    "others", [[MOE, LUND], [MOE * (BATCH // len(MOE) + 1)]], ids=["one batch", "an earlier batch"]
)
def test_a_text_that_cannot_be_parsed_stops_no_others(others: list[str]) -> None:
    results = list(Attributor("en", parser=Flawed("rose")).pipe([*others, DAHL]))
    assert [len(result.warnings) for result in results] == [*[0] * len(others), 1]


def test_many_texts_of_which_none_can_be_parsed_are_an_error() -> None:
    with pytest.raises(ParserError, match="3 in all"):
        list(Attributor("en", parser=Flawed("")).pipe([MOE, DAHL, LUND]))


def test_texts_without_words_need_no_parser() -> None:
    assert [len(result) for result in Attributor("en", parser=Flawed("")).pipe(["", "***"])] == [0, 0]


def test_the_command_line_says_so_without_a_traceback(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def flawed(language: str, **options: Any) -> Attributor:
        return Attributor(language, parser=Flawed(""), **options)

    monkeypatch.setattr("quoteattr.interfaces.request.Attributor", flawed)
    article = tmp_path / "article.txt"
    article.write_text(MOE, encoding="utf-8")
    ran = CliRunner().invoke(main, ["attribute", str(article), "--format", "jsonl"])
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"quoteattr: {article}: the parser failed on every paragraph")
    assert ran.stderr.count("\n") == 1


def test_a_parser_that_works_may_find_nothing() -> None:
    assert quoteattr.Attributor("en", parser=Flawed("x"))(LUND).quotes == ()


def test_a_rule_that_fails_costs_one_document_and_says_so() -> None:
    def frail(context: Context) -> Source | None:
        if "rose" in context.document.text:
            raise KeyError("no such word " * 1_000)
        return None

    asked = Attributor("en", parser=Flawed("x"), sieves=[frail])
    flawed, other = asked.pipe([DAHL, MOE])
    assert (len(flawed), len(other), other.warnings) == (0, 1, ())
    assert len(flawed.warnings) == 1
    assert flawed.warnings[0].startswith("this document has no quotes, as a rule failed on it (KeyError: ")
    assert "at test_failing_parsers.py, line" in flawed.warnings[0]
    assert len(flawed.warnings[0]) < 500


def test_an_error_that_says_what_to_do_is_raised() -> None:
    def refusing(context: Context) -> Source | None:
        raise InputError("pass another list")

    with pytest.raises(InputError, match="pass another list"):
        Attributor("en", parser=Flawed("x"), sieves=[refusing])(MOE)
