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
        to_dataframe(texts, attributor=stub_attributor)  # type: ignore[arg-type]  # wrong on purpose


def test_a_missing_pandas_is_said_before_anything_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(QuoteattrError, match=r'pip install "quoteattr\[pandas\]"'):
        to_dataframe([ONE])
