"""A column of texts to one table of quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from quoteattr.errors import InputError
from quoteattr.pipeline import Attributor, default_attributor
from quoteattr.records.export import load_pandas, quote_to_row, rows_to_dataframe

if TYPE_CHECKING:
    import pandas as pd


def to_dataframe(
    texts: pd.Series[Any] | Mapping[Any, str] | Sequence[str], *, attributor: Attributor | None = None
) -> pd.DataFrame:
    """Attribute many texts and put their quotes into one DataFrame, a row for each, in order.

    Quotes within others, whose `level` is above 0, follow those that they are in. The index says which text a quote is
    from: it repeats the labels of a Series, the keys of a mapping, or the places in a list, so that
    `articles[["paper"]].join(to_dataframe(articles["text"]))` puts quotes beside what is known of an article.

    The columns are `quoteattr.records.export.COLUMNS`. Without an `attributor`, English is read with the bundled
    models. Raises InputError for a missing text, and QuoteattrError without pandas.

    >>> quotes = to_dataframe({"a1": "“No,” said Ann Lee.", "a2": "It rained.", "a3": "“Yes,” said Bo Ek."})
    >>> quotes[["speaker", "text"]].to_dict("index")
    {'a1': {'speaker': 'Ann Lee', 'text': 'No,'}, 'a3': {'speaker': 'Bo Ek', 'text': 'Yes,'}}
    """
    labels = _labels(texts)
    values = list(texts.values() if isinstance(texts, Mapping) else texts)
    for label, value in zip(labels, values, strict=True):
        if not isinstance(value, str):
            raise InputError(f"the text at {label!r} is a {type(value).__name__}; leave out or fill what is missing")
    results = (attributor or default_attributor("en")).pipe(values)
    found = [(place, quote_to_row(quote)) for place, result in enumerate(results) for quote in result.all()]
    frame = rows_to_dataframe(row for _, row in found)
    frame.index = labels.take([place for place, _ in found])
    return frame


def _labels(texts: pd.Series[Any] | Mapping[Any, str] | Sequence[str]) -> pd.Index[Any]:
    pandas = load_pandas()
    if isinstance(texts, str | bytes):
        raise InputError(f"to_dataframe() takes many texts, got one {type(texts).__name__}; put it into a list")
    labels: pd.Index[Any]
    if isinstance(texts, pandas.Series):
        labels = texts.index
    else:
        labels = pandas.Index(list(texts)) if isinstance(texts, Mapping) else pandas.RangeIndex(len(texts))
    return labels
