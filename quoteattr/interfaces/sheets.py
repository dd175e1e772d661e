"""Answers to tables: CSV and TSV, Excel, Parquet, Markdown. Each has every field, and what is known of the texts."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any, Final

from quoteattr.errors import InputError
from quoteattr.interfaces.columns import Cell, Row, row_of, table_of
from quoteattr.interfaces.provenance import in_words
from quoteattr.interfaces.readers.extras import needing
from quoteattr.interfaces.targets import Output
from quoteattr.interfaces.wanted import Answers, Wanted

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that spreadsheets run; the wide signs count in some languages."""
_LONGEST_CELL: Final = 32_767
"""Characters that a cell of Excel holds."""
_UNFIT: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML, of which Excel's files are made, cannot hold."""
_WIDE: Final = frozenset({"text", "context"})
_WIDTHS: Final = (10, 28, 60)
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
    """Write a Parquet file; its metadata says what made it."""
    with needing("parquet", "writing Parquet", "pyarrow"):
        import pyarrow as pa
        from pyarrow import parquet
    names, rows = _table(answers, wanted)
    cells = [{name: _without_surrogates(value) for name, value in row.items()} for row in rows]
    fields = [(name, getattr(pa, _type_of(name, [row[name] for row in cells]))()) for name in names]
    schema = pa.schema(fields, metadata={"quoteattr": json.dumps(wanted.made)})
    data = BytesIO()
    parquet.write_table(pa.Table.from_pylist(cells, schema=schema), data)
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
    waiting = _Waiting()
    made = in_words(wanted.made)
    try:
        for result, document in answers:
            rows = (
                {"id": document.id, **row_of(quote, result), **wanted.further(quote, document), "made_by": made}
                for quote in result.all()
            )
            waiting.add(result.meta, rows)
        names, found = table_of(waiting, wanted.columns)
    except BaseException:
        waiting.close()
        raise
    return names, waiting.until_read(found)


class _Waiting(Sequence[tuple[Mapping[str, Any], Row]]):
    """Rows that wait in a file without a name, so that an archive of any size needs little memory."""

    def __init__(self) -> None:
        self._file: IO[str] = TemporaryFile("w+", encoding="utf-8", errors="surrogatepass", newline="\n")  # noqa: SIM115
        self._count = 0

    def add(self, meta: Mapping[str, Any], rows: Iterable[Row]) -> None:
        """Put the rows of one document to the others."""
        for row in rows:
            self._file.write(json.dumps([dict(meta), row], default=str) + "\n")
            self._count += 1

    def close(self) -> None:
        """Give the file up."""
        self._file.close()

    def until_read(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows, after which the file is given up."""
        if not self._count:
            self.close()
            return iter(())
        return self._closing(rows)

    def _closing(self, rows: Iterator[Row]) -> Iterator[Row]:
        with self._file:
            yield from rows

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[tuple[Mapping[str, Any], Row]]:
        self._file.seek(0)
        for line in self._file:
            meta, row = json.loads(line)
            yield meta, row

    def __getitem__(self, place: Any) -> Any:
        raise InputError("waiting rows are read in order")


def _fit_for_excel(value: Cell) -> Cell:
    if not isinstance(value, str):
        return value
    fit = _UNFIT.sub("\ufffd", value)
    return fit if len(fit) <= _LONGEST_CELL else fit[: _LONGEST_CELL - 1] + "…"


def _without_surrogates(value: Cell) -> Cell:
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _type_of(name: str, values: Sequence[Cell]) -> str:
    """The type of a column, by its name, or if it is one of the user's by what is in it."""
    if name in _TYPES:
        return _TYPES[name]
    kinds = {type(value) for value in values if value is not None}
    if kinds and kinds <= {int, float}:
        return "int64" if kinds == {int} else "float64"
    return "bool_" if kinds == {bool} else "string"


def _in_markdown(value: Cell) -> str:
    return " ".join(str("" if value is None else value).replace("|", "\\|").split())
