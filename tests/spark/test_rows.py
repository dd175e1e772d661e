"""Documents to rows, as Spark's workers make them; no Spark is needed for it."""

import pytest

from quoteattr import Attributor
from quoteattr.spark.lines import read_line
from quoteattr.spark.rows import SCHEMA, rows_of
from tests.moody import MoodyParser


def test_the_schema_is_that_of_the_rows() -> None:
    [row] = rows_of([("a", "“No,” said Ann Lee.")], Attributor("en", parser=MoodyParser()))
    assert [column.split()[0].strip("`") for column in SCHEMA.split(", ")] == list(row)


def test_numbers_are_numbers() -> None:
    types = dict(column.split() for column in SCHEMA.replace("`", "").split(", "))
    numbers = {name: kind for name, kind in types.items() if kind != "string"}
    shares = {"confidence": "double", "speaker_confidence": "double"}
    assert numbers == {"level": "bigint", "start": "bigint", "end": "bigint", **shares}


def test_what_is_within_a_quote_is_a_row_of_its_own() -> None:
    rows = rows_of([("a", "Ann Lee said Bo Ek told her that it rained.")], Attributor("en"))
    assert [(row["quote_id"], row["level"], row["within"]) for row in rows] == [("q1", 0, None), ("q1.1", 1, "q1")]


def test_what_is_no_text_is_a_problem_and_the_others_are_kept() -> None:
    documents = [(1, None), (2, "“No,” said Ann Lee."), (3, float("nan")), (4, "We fail here.")]
    rows = list(rows_of(documents, Attributor("en", parser=MoodyParser())))
    assert [(row["id"], row["text"]) for row in rows if row["problem"] is None] == [(2, "No,")]
    problems = {row["id"]: row["problem"] for row in rows if row["problem"]}
    assert problems.keys() == {1, 3, 4}
    assert "no trees here" in problems[4]


def test_a_line_is_a_document_with_its_cast() -> None:
    line = '\ufeff{"no": 7, "body": "Ann said no.", "cast": [{"name": "Ann Lee"}], "date": 1}'.encode()
    found = read_line(line, "body", "no")
    assert found == {"id": "7", "text": "Ann said no.", "cast": '[{"name": "Ann Lee"}]'}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{not json}", "not JSON: Expecting property name"),
        (b"[" * 100_000, "not JSON: "),
        (b'["text"]', "not an object"),
        (b'{"id": 3}', 'no string under "text"'),
        (b'{"id": true, "text": ""}', 'neither a string nor an integer under "id"'),
        (b'{"text": ""}', 'neither a string nor an integer under "id"'),
        (b'{"id": 1, "text": "caf\xe9"}', "not UTF-8: byte 0xe9 at offset 22"),
        (b'{"id": 1, "text": "\\ud800"}', "half of a surrogate pair, '\\ud800', which Parquet cannot hold"),
        (b'{"id": 1, "text": "", "cast": "Ann"}', "a cast is a list of names"),
    ],
)
def test_a_line_that_is_no_document_keeps_the_reason(line: bytes, reason: str) -> None:
    found = read_line(line)
    assert found["reason"].startswith(reason)
    assert found["line"] == line.decode("utf-8", "replace")
