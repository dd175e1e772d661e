"""Time grows with the text and no faster: four times the text may take about four times as long, not sixteen."""

import gc
import time
from collections.abc import Callable

import pytest

from quoteattr import Attributor
from quoteattr.document.marks import find_quoted_spans
from quoteattr.document.paragraphs import find_paragraphs
from quoteattr.languages.loading import load_language

ENGLISH = load_language("en")
LINEAR = 8.0
"""How many times longer four times the text may take: between four, and the sixteen of quadratic time."""


def marked(text: str) -> None:
    find_quoted_spans(text, find_paragraphs(text, ENGLISH), ENGLISH.marks)


def grows_in_line(run: Callable[[str], object], text: Callable[[int], str], size: int) -> bool:
    """Whether four times the size takes less than LINEAR times as long; a near miss may be noise and tries again."""

    def seconds(given: str) -> float:
        gc.collect()
        gc.disable()
        start = time.process_time()
        run(given)
        end = time.process_time()
        gc.enable()
        return end - start

    short, long = text(size), text(4 * size)
    run(short)
    for _ in range(4):
        ratio = seconds(long) / min(seconds(short) for _ in range(3))
        if ratio < LINEAR or ratio > 2 * LINEAR:
            break
    return ratio < LINEAR


@pytest.mark.parametrize(
    "piece",
    [
        *('"', "'", "“", "”", "‘", "’", "“”", "“‘", "“‘’”", "\"'", "``", "«“", "5'", "5'11\" "),
        *('"a" ', "'a' ", "“a ", "‘a ", "s' ", "“a\n", "“a\n\n", "'a\n\n", "Q: “a\n"),
        *("A", "A ", "A: ", "A-", "A, ", "Ab. ", "OSLO-", "(A", "4 March 2021 ", "1 ", " ", "\n", " \n", "\u00a0"),
    ],
)
def test_marks_and_paragraphs(piece: str) -> None:
    assert grows_in_line(marked, lambda size: piece * (size // len(piece)), 10_000)


def test_half_a_million_marks_are_read() -> None:
    marked('"' * 500_000)


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param("“We sank.”", id="quotation alone"),
        pytest.param("“We sank.", id="one quotation over all"),
        pytest.param("The mayor said it was “cold”.", id="marked words"),
        pytest.param("“We sank,” said Ann Lee.", id="one speaker"),
        pytest.param("“We sank,” said Ann%d Lee%d.", id="many speakers"),
        pytest.param("Ann Lee rose.\n\n“We sank,” she said.", id="pronouns"),
        pytest.param("Ann%d: “We sank.”", id="labels"),
        pytest.param("Ann Lee said:\n\n“We sank.”", id="colons"),
    ],
)
@pytest.mark.parametrize("separator", ["\n\n", " "], ids=["paragraphs", "one paragraph"])
def test_attribution(stub_attributor: Attributor, paragraph: str, separator: str) -> None:
    def text(size: int) -> str:
        return separator.join(paragraph.replace("%d", str(number)) for number in range(size))

    assert grows_in_line(stub_attributor, text, 150)


def test_thousands_of_paragraphs(stub_attributor: Attributor) -> None:
    assert grows_in_line(stub_attributor, lambda size: "“We sank,” said Ann Lee.\n\n" * size, 2_000)
