"""The page and the workbook of a summary."""

import re
from pathlib import Path

from openpyxl import load_workbook

from quoteattr import Corpus
from quoteattr.corpus.tables import TABLES
from tests.corpus.made import said


def corpus() -> Corpus:
    """Two documents with names that would do harm where they are not escaped."""
    hostile = said("<a>", "<script>alert(1)</script> & so on", "=Ann \x07<b>Lee</b>", meta={"outlet": "<i>"})
    return Corpus([hostile, said("b", "No", "Bo Ek", meta={"outlet": "Ledger"})])


def test_the_page_stands_alone_and_escapes() -> None:
    with corpus() as some:
        page = some.summary(by="outlet").to_html("One & only")
    assert "<title>One &amp; only</title>" in page
    assert "<script" not in page
    assert "<b>Lee" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    assert "default-src 'none'" in page


def test_a_person_opens_on_quotes_with_their_places() -> None:
    with corpus() as some:
        page = some.summary().to_html()
    assert re.search(r"<summary>Bo Ek</summary><ol><li>No <small>b, 0:2</small>", page)


def test_the_page_says_what_it_leaves_out() -> None:
    with Corpus([said(number, "No", f"Ann Lee{'x' * number}") for number in range(60)]) as many:
        assert "10 smaller rows are left out here" in many.summary(draws=0).to_html()


def test_the_workbook_has_a_sheet_for_each_table(tmp_path: Path) -> None:
    file = tmp_path / "summary.xlsx"
    with corpus() as some:
        some.summary(by="outlet").to_excel(file)
    book = load_workbook(file)
    assert book.sheetnames == [*TABLES, "quotes", "about"]
    sheet = book["speakers"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:P3"
    names = {sheet.cell(row, 3).value: sheet.cell(row, 3).data_type for row in (2, 3)}
    assert names == {"=Ann \ufffd<b>Lee</b>": "s", "Bo Ek": "s"}
    assert [cell.value for cell in book["quotes"][3]][:5] == ["Ledger", "b", 0, 0, 2]
    assert list(tmp_path.iterdir()) == [file]
