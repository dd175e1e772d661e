"""CSV row by row: what is wrong costs its row, is told with its line, and merges or cuts nothing."""

import csv
import io
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.errors import InputError
from quoteattr.interfaces.readers.rows import read_rows

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


def rows_of(data: bytes) -> tuple[list[tuple[list[str], int]], list[int]]:
    """The rows after the header with their lines, and the lines that were complained of."""
    complaints: list[tuple[str, int]] = []
    _, *rows = read_rows(io.BytesIO(data), lambda flaw, line: complaints.append((flaw, line)))
    return rows, [line for _, line in complaints]


@pytest.mark.parametrize(
    ("data", "rows", "flawed"),
    [
        pytest.param("a,b\n1,x\n", [(["1", "x"], 2)], [], id="as it should be"),
        pytest.param('a,b\n1,"x\ny"\n2,z\n', [(["1", "x\ny"], 2), (["2", "z"], 4)], [], id="several lines"),
        pytest.param('a,b\n\n1,""\n', [(["1", ""], 3)], [], id="an empty line"),
        pytest.param("a,b\n1,x, y\n2,z\n", [(["2", "z"], 3)], [2], id="too many fields"),
        pytest.param("a,b\n1,x,\n2,z\n", [(["2", "z"], 3)], [2], id="a comma at the end is text too"),
        pytest.param("a,b\n1\n2,z\n", [(["2", "z"], 3)], [2], id="too few fields"),
        pytest.param('a,b\n1,"x\ny",c\n2,z\n', [(["2", "z"], 4)], [2], id="too many fields in two lines"),
        pytest.param('a,b\n1,"x\n2,y\n3,z\n', [(["2", "y"], 3), (["3", "z"], 4)], [2], id="open to the end"),
        pytest.param('a,b\n1,"x\n2,"y"\n3,z\n', [(["2", "y"], 3), (["3", "z"], 4)], [2], id="open to a mark"),
        pytest.param('a,b\n"1,x\n2,y\n3,z"\n', [(["2", "y"], 3), (["3", 'z"'], 4)], [2], id="open with too few fields"),
        pytest.param('a,b\n1,"x "y" z"\n2,z\n', [(["2", "z"], 3)], [2], id="marks that are not doubled"),
        pytest.param('a,b\n1,x "y" z\n', [(["1", 'x "y" z'], 2)], [], id="marks in a field without marks"),
        pytest.param("a,b\r1,x\r2,y\r", [(["1", "x"], 2), (["2", "y"], 3)], [], id="old Mac"),
        pytest.param('a,b\r1,"x\ny"\r2,y', [(["1", "x\ny"], 2), (["2", "y"], 4)], [], id="old Mac with a line feed"),
        pytest.param("a,b\r\n1,x\r\n", [(["1", "x"], 2)], [], id="Windows"),
        pytest.param("a,b\n1,x\ry\n2,z\n", [(["2", "z"], 3)], [2], id="a carriage return in a field"),
        pytest.param('a,b\n1,"x\ry"\n', [(["1", "x\ry"], 2)], [], id="a carriage return in marks"),
        pytest.param("a,b\n1,x\x0b\x85\u2028y\n", [(["1", "x\x0b\x85\u2028y"], 2)], [], id="no line ends"),
    ],
)
def test_a_flaw_costs_one_row(data: str, rows: list[tuple[list[str], int]], flawed: list[int]) -> None:
    assert rows_of(data.encode()) == (rows, flawed)


@pytest.mark.parametrize("data", [b'"id,text\n1,x\n', b'"i"d,text\n1,x\n'])
def test_a_flawed_header_is_an_error(data: bytes) -> None:
    with pytest.raises(InputError, match="line 1: the header is not CSV"):
        list(read_rows(io.BytesIO(data), print))


@given(st.lists(st.tuples(CELLS, CELLS), max_size=10), st.sampled_from(["\n", "\r\n", "\r"]))
def test_what_a_program_wrote_is_read_back(cells: list[tuple[str, str]], end: str) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([("a", "b"), *cells])
    rows, flawed = rows_of(written.getvalue().encode())
    assert [tuple(fields) for fields, _ in rows] == cells
    assert flawed == []


@given(st.lists(st.sampled_from(['1,"x"', "2,y", '3,"z', '4,z"', '"', ",", '5,"a ""b"""', ""]), max_size=30))
def test_each_line_is_in_a_row_or_complained_of(lines: list[str]) -> None:
    complaints: list[tuple[int, int]] = []

    def complain(flaw: str, line: int) -> None:
        several = re.search(r"^\d+ fields in (\d+) lines", flaw)
        complaints.append((line, int(several[1]) if several else 1))

    data = "\n".join(["a,b", *lines]).encode()
    _, *rows = read_rows(io.BytesIO(data), complain)
    spans = [(line, 1 + sum(field.count("\n") for field in fields)) for fields, line in rows] + complaints
    told = sorted(number for line, length in spans for number in range(line, line + length))
    assert len(set(told)) == len(told)
    assert set(told) >= {number for number, line in enumerate(lines, 2) if line}


@given(st.binary(max_size=60))
def test_no_bytes_stop_the_reader(data: bytes) -> None:
    rows, _ = rows_of(b"a,b\n" + data)
    assert all(len(fields) == 2 for fields, _ in rows)


@pytest.mark.parametrize("line", ['1,a",,"c\n', '1,"\n', '1,"""\n'])
def test_open_marks_on_every_line_take_no_longer_than_the_file_is_long(line: str) -> None:
    start = time.process_time()
    rows_of(b"a,b\n" + line.encode() * 20_000)
    assert time.process_time() - start < 5
