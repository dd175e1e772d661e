"""A column of texts to one table of quotes, in pandas or polars."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

from quoteattr.errors import InputError
from quoteattr.pipeline import Attributor, default_attributor
from quoteattr.records.export import Row, load_pandas, quote_to_row, rows_to_dataframe

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


@overload
def to_dataframe(
    texts: pl.DataFrame | pl.Series, text: str | None = None, *, attributor: Attributor | None = None
) -> pl.DataFrame: ...
@overload
def to_dataframe(
    texts: pd.DataFrame | pd.Series[Any] | Mapping[Any, str] | Sequence[str],
    text: str | None = None,
    *,
    attributor: Attributor | None = None,
) -> pd.DataFrame: ...
def to_dataframe(texts: Any, text: str | None = None, *, attributor: Attributor | None = None) -> Any:
    """Attribute many texts and put their quotes into one DataFrame, a row for each, in order.

    Quotes within others, whose `level` is above 0, follow those that they are in. The index says which text a quote is
    from: it repeats the labels of a DataFrame or Series, the keys of a mapping, or the places in a list. What comes in
    polars comes out in polars, where `row` says which text a quote is from, counted from 0.

    Args:
        texts: A list, a mapping, a Series or a DataFrame, of pandas or polars.
        text: The column of a DataFrame that has the texts. Its other columns go along with each quote; one that is
            called like a field of a quote gets `meta_` before its name.
        attributor: What to read with. The default reads English with the models that ship.

    Returns:
        A table with the columns `quoteattr.records.export.COLUMNS`.

    Raises:
        InputError: A text or the column is missing.
        QuoteattrError: pandas is not installed.

    Examples:
        >>> import pandas as pd
        >>> articles = pd.DataFrame({"outlet": ["Herald", "Post"], "body": ["“No,” said Ann Lee.", "It rained."]})
        >>> to_dataframe(articles, text="body")[["outlet", "speaker", "text"]].to_dict("index")
        {0: {'outlet': 'Herald', 'speaker': 'Ann Lee', 'text': 'No,'}}
    """
    polars = sys.modules.get("polars")
    if polars is not None and isinstance(texts, polars.DataFrame | polars.Series):
        return _in_polars(polars, texts, text, attributor)
    pandas = load_pandas()
    if isinstance(texts, str | bytes):
        raise InputError(f"to_dataframe() takes many texts, got one {type(texts).__name__}; put it into a list")
    is_frame = isinstance(texts, pandas.DataFrame)
    column = texts[_column(texts.columns, text)] if is_frame else texts
    labels = _labels(pandas, column)
    found = _rows(list(column.values() if isinstance(column, Mapping) else column), labels, attributor)
    frame = rows_to_dataframe(row for _, row in found)
    places = [place for place, _ in found]
    frame.index = labels.take(places)
    if not is_frame:
        return frame
    others = texts.drop(columns=text).iloc[places]
    others.columns = [_kept_apart(name, frame.columns) for name in others.columns]
    others.index = frame.index
    return pandas.concat([others, frame], axis=1)


def _in_polars(polars: Any, texts: Any, text: str | None, attributor: Attributor | None) -> pl.DataFrame:
    is_frame = isinstance(texts, polars.DataFrame)
    column = texts[_column(texts.columns, text)] if is_frame else texts
    found = _rows(column.to_list(), range(len(column)), attributor)
    quotes = polars.from_pandas(rows_to_dataframe(row for _, row in found))
    places = polars.Series("row", [place for place, _ in found], dtype=polars.Int64)
    quotes = quotes.insert_column(0, places)
    if not is_frame:
        return quotes  # type: ignore[no-any-return]
    others = texts.drop(text)[places.to_list()]
    others = others.rename({name: _kept_apart(name, quotes.columns) for name in others.columns})
    return polars.concat([others, quotes], how="horizontal")  # type: ignore[no-any-return]


def _rows(texts: list[Any], labels: Sequence[Any], attributor: Attributor | None) -> list[tuple[int, Row]]:
    """The quotes of texts, each with the place of its text."""
    for label, value in zip(labels, texts, strict=True):
        if not isinstance(value, str):
            raise InputError(f"the text at {label!r} is a {type(value).__name__}; leave out or fill what is missing")
    results = (attributor or default_attributor("en")).pipe(texts)
    return [(place, quote_to_row(quote)) for place, result in enumerate(results) for quote in result.all()]


def _column(columns: Any, text: str | None) -> str:
    """The name of the column with the texts."""
    there = ", ".join(map(repr, columns))
    if text is None:
        raise InputError(
            f"to_dataframe() got a DataFrame; say which column has the texts, text=..., there are: {there}"
        )
    if list(columns).count(text) != 1:
        raise InputError(f"no column {text!r}, or more than one; pass text=..., there are: {there}")
    return text


def _kept_apart(name: Any, fields: Any) -> Any:
    return f"meta_{name}" if name in list(fields) else name


def _labels(pandas: Any, texts: Any) -> Any:
    if isinstance(texts, pandas.Series):
        return texts.index
    return pandas.Index(list(texts)) if isinstance(texts, Mapping) else pandas.RangeIndex(len(texts))
