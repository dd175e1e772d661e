"""Answers to tables: CSV and TSV, Excel, Parquet, Markdown. Each has every field, and what is known of the texts."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from typing import Any, Final

from quoteattr.interfaces.columns import Cell, Row, row_of, table_of
from quoteattr.interfaces.provenance import in_words
from quoteattr.interfaces.readers.extras import needing
from quoteattr.interfaces.targets import Output
from quoteattr.interfaces.waiting import FIELDS, Waiting
from quoteattr.interfaces.wanted import Answers, Wanted

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that spreadsheets run; the wide signs count in some languages."""
_LONGEST_CELL: Final = 32_767
"""Characters that a cell of Excel holds."""
_UNFIT: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML, of which Excel's files are made, cannot hold."""
_WIDE: Final = frozenset({"text", "context"})
_WIDTHS: Final = (10, 28, 60)
_PORTION: Final = 10_000
"""Rows of a Parquet file that are written at a time."""
_TYPES: Final = {"start": "int64", "end": "int64", "level": "int64", "confidence": "float64", "negated": "bool_"}


def write_csv(answers: Answers, stream: Output, wanted: Wanted) -> None:
    """Write a row a quote, in which no cell begins like a formula; Excel knows UTF-8 by its mark."""
    _write_separated(answers, stream, wanted, ",")


def write_tsv(answers: Answers, stream: Output, wanted: Wanted) -> None:
    """Write the same with tabs between the cells."""
    _write_separated(answers, stream, wanted, "\t")


def write_xlsx(answers: Answers, stream: Output, wanted: Wanted) -> None:
    """Write an Excel file: a sheet of quotes with filters and a fixed header, and one that says what made it."""
    with needing("excel", "writing .xlsx", "openpyxl"):
        import openpyxl
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
    names, rows = _table(answers, wanted)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("quotes")
    sheet.freeze_panes = "A2"
    for place, name in enumerate(names, 1):
        numeric = name in ("start", "end", "level", "confidence", "speaker_confidence", "negated")
        width = _WIDTHS[0] if numeric else _WIDTHS[2] if name in _WIDE else _WIDTHS[1]
        sheet.column_dimensions[get_column_letter(place)].width = width

    def cell(value: Cell, *, bold: bool = False) -> Any:
        made = WriteOnlyCell(sheet, _fit_for_excel(value))
        if isinstance(value, str):
            made.data_type = "s"  # never a formula
            made.alignment = Alignment(wrap_text=True, vertical="top")
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(name, bold=True) for name in names])
    number = 1
    for number, row in enumerate(rows, 2):  # noqa: B007, the last of them is needed
        sheet.append([cell(value) for value in row.values()])
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(names)))}{number}"
    about = book.create_sheet("about")
    about.append(["made by", in_words(wanted.made)])
    about.append(["written", datetime.now(UTC).isoformat(timespec="seconds")])
    data = BytesIO()
    book.save(data)
    stream.write_bytes(data.getvalue())


def write_parquet(answers: Answers, stream: Output, wanted: Wanted) -> None:
    """Write a Parquet file, some thousand rows at a time; its metadata says what made it, and what quotes have."""
    with needing("parquet", "writing Parquet", "pyarrow"):
        import pyarrow as pa
        from pyarrow import parquet
    with closing(_gathered(answers, wanted)) as waiting:
        names, rows = table_of(waiting, wanted.columns)
        types = _types_of(names, rows)
        told = {"quoteattr": json.dumps(wanted.made), FIELDS: json.dumps(waiting.fields())}
        schema = pa.schema([(name, getattr(pa, types[name])()) for name in names], metadata=told)
        _, rows = table_of(waiting, wanted.columns)
        cells = ({name: _without_surrogates(value) for name, value in row.items()} for row in rows)
        data = BytesIO()
        with parquet.ParquetWriter(data, schema) as writer:
            writer.write_table(schema.empty_table())
            while portion := list(islice(cells, _PORTION)):
                writer.write_table(pa.Table.from_pylist(portion, schema=schema))
    stream.write_bytes(data.getvalue())


def write_markdown(answers: Answers, stream: Output, wanted: Wanted) -> None:
    """Write a table of Markdown."""
    names, rows = _table(answers, wanted)
    for line in (names, ["---"] * len(names)):
        stream.write(f"| {' | '.join(line)} |\n")
    for row in rows:
        stream.write(f"| {' | '.join(map(_in_markdown, row.values()))} |\n")
    stream.write(f"\n{in_words(wanted.made)}\n")


def without_formula(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: words that begin like one get an apostrophe before them.

    >>> without_formula("-Now,"), without_formula("=1+1"), without_formula("Now,"), without_formula(-1)
    ("'-Now,", "'=1+1", 'Now,', -1)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _write_separated(answers: Answers, stream: Output, wanted: Wanted, delimiter: str) -> None:
    names, rows = _table(answers, wanted)
    stream.write("\ufeff" * wanted.excel)
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow(map(without_formula, names))
    for row in rows:
        writer.writerow(map(without_formula, row.values()))


def _table(answers: Answers, wanted: Wanted) -> tuple[list[str], Iterator[Row]]:
    """The columns, and rows that are read from a file in which they wait until all columns are known."""
    waiting = _gathered(answers, wanted)
    try:
        names, found = table_of(waiting, wanted.columns)
    except BaseException:
        waiting.close()
        raise
    return names, _closing(waiting, found)


def _gathered(answers: Answers, wanted: Wanted) -> Waiting:
    """The rows of all answers, behind those that an earlier run has left."""
    waiting = Waiting(wanted.gathering)
    made = in_words(wanted.made)
    try:
        for result, document in answers:
            rows = (
                {"id": document.id, **row_of(quote, result), **wanted.further(quote, document), "made_by": made}
                for quote in result.all()
            )
            waiting.add(document.id, result.meta, rows)
    except BaseException:
        waiting.close()
        raise
    return waiting


def _closing(waiting: Waiting, rows: Iterator[Row]) -> Iterator[Row]:
    """The rows, after which the file is given up."""
    with closing(waiting):
        yield from rows


def _fit_for_excel(value: Cell) -> Cell:
    if not isinstance(value, str):
        return value
    fit = _UNFIT.sub("\ufffd", value)
    return fit if len(fit) <= _LONGEST_CELL else fit[: _LONGEST_CELL - 1] + "…"


def _without_surrogates(value: Cell) -> Cell:
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _types_of(names: Sequence[str], rows: Iterable[Row]) -> dict[str, str]:
    """The types of columns, by their names, or of those that are the user's by what is in them."""
    kinds: dict[str, set[type]] = {name: set() for name in names}
    for row in rows:
        for name, value in row.items():
            if value is not None:
                kinds[name].add(type(value))
    return {name: _TYPES.get(name) or _type_for(kinds[name]) for name in names}


def _type_for(kinds: set[type]) -> str:
    if kinds and kinds <= {int, float}:
        return "int64" if kinds == {int} else "float64"
    return "bool_" if kinds == {bool} else "string"


def _in_markdown(value: Cell) -> str:
    return " ".join(str("" if value is None else value).replace("|", "\\|").split())
