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
    """What `Corpus.summary` counts, as tables: `overview`, `speakers`, `kinds`, `forms`, `nameless` and so on.

    A table begins with the columns by which documents were grouped. `share` is the share of all quotes of the group;
    `low` and `high` hold 95 of 100 such shares when documents are drawn anew. `Corpus.quotes` gives the quotes behind a
    count. The rows of `reasons` and `silences` are single places in documents.

    Attributes:
        by: The columns by which documents were grouped.
        tables: The rows of each table, by its name.
        columns: The columns of each table, by its name.
        provenance: Version, language and options that made the summary.

    Examples:
        >>> import quoteattr
        >>> with quoteattr.Corpus([quoteattr.attribute("“No,” said Ann Lee. “Yes,” Lee said.")]) as corpus:
        ...     corpus.summary().tables["speakers"][0]["quotes"]
        2
    """

    def __repr__(self) -> str:
        by = f" by {', '.join(self.by)}" if self.by else ""
        return f"<Summary{by}: {', '.join(f'{len(rows)} {name}' for name, rows in self.tables.items())}>"

    def frame(self, table: str) -> pd.DataFrame:
        """Give a table as a pandas DataFrame.

        Raises:
            KeyError: There is no table of this name.
            QuoteattrError: pandas is not installed.
        """
        frame: pd.DataFrame = load_pandas().DataFrame(self.tables[table], columns=list(self.columns[table]))
        return frame

    def frames(self) -> dict[str, pd.DataFrame]:
        """Give all tables as pandas DataFrames, by their names."""
        return {name: self.frame(name) for name in self.tables}

    def to_excel(self, file: str | os.PathLike[str]) -> None:
        """Write a workbook with a sheet for each table and one for the quotes.

        Raises:
            QuoteattrError: openpyxl is not installed.
        """
        write_workbook(self, file)

    def to_html(self, title: str = "Who is quoted") -> str:
        """Write one page for the browser, which needs no other file and fetches nothing."""
        return page(self, title)
