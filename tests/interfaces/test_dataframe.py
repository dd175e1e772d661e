"""A column of texts becomes one table whose index says where each quote is from."""

import sys
from typing import Any

import pandas as pd
import pytest

from quoteattr import Attributor, to_dataframe
from quoteattr.errors import InputError, QuoteattrError
from quoteattr.records.export import COLUMNS

NOBODY, ONE, TWO = "It rained.", "“No,” said Ann Lee.", "“Yes,” said Bo Ek. “Never,” said Ann Lee."


@pytest.mark.parametrize(
    ("texts", "labels"),
    [
        ([NOBODY, ONE, TWO], [1, 2, 2]),
        ([], []),
        ({"a": ONE, "b": NOBODY, "c": TWO}, ["a", "c", "c"]),
        (pd.Series([TWO, ONE], index=["x", "y"]), ["x", "x", "y"]),
        (pd.Series([TWO, ONE], index=[("x", 1), ("y", 2)]), [("x", 1), ("x", 1), ("y", 2)]),
    ],
)
def test_the_index_says_which_text_a_quote_is_from(stub_attributor: Attributor, texts: Any, labels: list[Any]) -> None:
    table = to_dataframe(texts, attributor=stub_attributor)
    assert tuple(table.columns) == COLUMNS
    assert list(table.index) == labels


def test_the_index_keeps_its_name(stub_attributor: Attributor) -> None:
    texts = pd.Series([ONE, NOBODY], index=pd.Index([7, 8], name="article"))
    assert to_dataframe(texts, attributor=stub_attributor).index.name == "article"


@pytest.mark.parametrize(
    ("texts", "complaint"),
    [
        (ONE, "takes many texts, got one str"),
        (pd.Series([ONE, None], index=["a", "b"], dtype=object), "the text at 'b' is a NoneType; leave out or fill"),
        ({"a": 3.0}, "the text at 'a' is a float"),
    ],
)
def test_what_is_no_column_of_texts_is_refused(stub_attributor: Attributor, texts: object, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        to_dataframe(texts, attributor=stub_attributor)  # type: ignore[call-overload]  # wrong on purpose


def test_of_a_frame_the_other_columns_and_the_index_are_kept(stub_attributor: Attributor) -> None:
    index = pd.Index([7, 7, 9], name="article")
    frame = pd.DataFrame({"kind": ["a", "b", "c"], "body": [TWO, NOBODY, ONE], "date": [1, 2, 3]}, index=index)
    table = to_dataframe(frame, text="body", attributor=stub_attributor)
    assert list(table.columns) == ["meta_kind", "date", *COLUMNS]
    assert table[["meta_kind", "date", "text"]].reset_index().to_numpy().tolist() == [
        [7, "a", 1, "Yes,"],
        [7, "a", 1, "Never,"],
        [9, "c", 3, "No,"],
    ]


def test_what_comes_in_polars_comes_out_in_polars(stub_attributor: Attributor) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"date": [1, 2], "body": [NOBODY, TWO]})
    table = to_dataframe(frame, text="body", attributor=stub_attributor)
    assert table.columns == ["date", "row", *COLUMNS]
    assert table.select("date", "row", "text").rows() == [(2, 1, "Yes,"), (2, 1, "Never,")]
    assert to_dataframe(frame["body"], attributor=stub_attributor).columns == ["row", *COLUMNS]
    assert to_dataframe(frame[:1], text="body", attributor=stub_attributor).shape == (0, len(COLUMNS) + 2)


@pytest.mark.parametrize("text", [None, "text", "date"])
def test_a_frame_without_such_a_column_is_refused(stub_attributor: Attributor, text: str | None) -> None:
    frame = pd.DataFrame([[1, 2, ONE]], columns=["date", "date", "body"])
    with pytest.raises(InputError, match="there are: 'date', 'date', 'body'"):
        to_dataframe(frame, text=text, attributor=stub_attributor)


def test_a_missing_pandas_is_said_before_anything_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(QuoteattrError, match=r'pip install "quoteattr\[pandas\]"'):
        to_dataframe([ONE])
