"""A file that came to harm is read, or refused in words; it never ends in another error."""

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr.errors import InputError
from quoteattr.exports import brat, tei, webanno
from quoteattr.exports.brat_reading import read as read_brat
from quoteattr.exports.tei_reading import read as read_tei
from quoteattr.exports.webanno import read as read_webanno
from tests.exports.made import TEXT, full

many = settings(max_examples=300, deadline=None)
PIECES = [
    "",
    '"',
    "{}",
    "[]",
    "null",
    "7",
    "-1",
    "1e999",
    "NaN",
    "\t",
    "\n",
    " ",
    "T1",
    "E1",
    "p0",
    "#q1",
    ";",
    ":",
    "<",
    ">",
    "x",
    "é",
]
READERS: dict[str, tuple[str, Callable[[str], object]]] = {
    "tei": (tei.write(full()), read_tei),
    "webanno": (webanno.write(full()), lambda page: read_webanno(page, TEXT)),
    "brat": (brat.write(full()), lambda annotations: read_brat(annotations, TEXT)),
}


@pytest.mark.parametrize("name", READERS)
@given(data=st.data())
@many
def test_a_file_with_a_piece_replaced_is_read_or_refused(name: str, data: st.DataObject) -> None:
    file, read = READERS[name]
    start = data.draw(st.integers(0, len(file)))
    end = start + data.draw(st.integers(0, 20))
    with contextlib.suppress(InputError):
        read(file[:start] + data.draw(st.sampled_from(PIECES)) + file[end:])


@pytest.mark.parametrize("name", ["tei", "webanno"])
@given(data=st.data())
@many
def test_a_file_with_a_value_replaced_is_read_or_refused(name: str, data: st.DataObject) -> None:
    file, read = READERS[name]
    values = [place for place, letter in enumerate(file) if letter == '"']
    place = data.draw(st.integers(0, len(values) - 2))
    value = data.draw(st.sampled_from([*PIECES, "q1", "p1", "quote", "#p0 #p0"]))
    with contextlib.suppress(InputError):
        read(file[: values[place] + 1] + value.replace('"', "") + file[values[place + 1] :])


@pytest.mark.parametrize("name", READERS)
@given(lines=st.lists(st.integers(0, 200), max_size=4))
@many
def test_a_file_with_lines_left_out_is_read_or_refused(name: str, lines: list[int]) -> None:
    file, read = READERS[name]
    kept = [line for number, line in enumerate(file.splitlines(keepends=True)) if number not in lines]
    with contextlib.suppress(InputError):
        read("".join(kept))


@pytest.mark.parametrize("name", READERS)
@given(st.text(max_size=60))
@many
def test_any_text_is_refused_or_read(name: str, file: str) -> None:
    with contextlib.suppress(InputError):
        READERS[name][1](file)
