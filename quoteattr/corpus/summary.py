"""A summary: its tables as rows, as DataFrames, as a workbook and as a page."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from attrs import frozen

from quoteattr.corpus.page import page
from quoteattr.corpus.tables import Tables
from quoteattr.corpus.workbook import write_workbook
from quoteattr.records.export import load_pandas

if TYPE_CHECKING:
    import pandas as pd


@frozen(repr=False)
class Summary(Tables):
    """The tables of a summary, by the names of `TABLES`: lists of rows, and with pandas DataFrames.

    A table begins with the columns by which documents were grouped. `share` is that of all quotes of the group, `low`
    and `high` hold 95 of 100 such shares when documents are drawn anew. From a count to its quotes leads
    `Corpus.quotes`, and the rows of `reasons` and `silences` are single places in documents.

    >>> import quoteattr
    >>> with quoteattr.Corpus([quoteattr.attribute("“No,” said Ann Lee. “Yes,” Lee said.")]) as corpus:
    ...     corpus.summary().tables["speakers"][0]["quotes"]
    2
    """

    def __repr__(self) -> str:
        by = f" by {', '.join(self.by)}" if self.by else ""
        return f"<Summary{by}: {', '.join(f'{len(rows)} {name}' for name, rows in self.tables.items())}>"

    def frame(self, table: str) -> pd.DataFrame:
        """A table as a DataFrame. Raises KeyError for the name of none, QuoteattrError without pandas."""
        frame: pd.DataFrame = load_pandas().DataFrame(self.tables[table], columns=list(self.columns[table]))
        return frame

    def frames(self) -> dict[str, pd.DataFrame]:
        """All tables as DataFrames, by their names."""
        return {name: self.frame(name) for name in self.tables}

    def to_excel(self, file: str | os.PathLike[str]) -> None:
        """Write a workbook with a sheet for each table and one for the quotes.

        Raises QuoteattrError without openpyxl.
        """
        write_workbook(self, file)

    def to_html(self, title: str = "Who is quoted") -> str:
        """One page for the browser that stands alone and fetches nothing."""
        return page(self, title)
