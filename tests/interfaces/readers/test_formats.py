"""Each format is read into the same documents, with what else its rows hold; what cannot be read is said."""

import gzip
import json
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from quoteattr.interfaces.inputs import Columns, Input, read
from quoteattr.interfaces.readers.formats import BY_SUFFIX, FORMATS

TIDE = "“The tide is late,” said Ida Moe."
ROWS = [{"id": "a", "text": TIDE, "outlet": "Herald"}, {"id": "b", "text": "It rained.", "outlet": "Post"}]


def documents(path: Path, reading: Columns | None = None) -> tuple[list[Input], list[str]]:
    """What is read from a file, and what is said of the rest."""
    complaints: list[str] = []
    found = list(read(str(path), reading or Columns(), complaints.append))
    return found, [complaint.removeprefix(str(path)) for complaint in complaints]


def as_json(path: Path) -> None:
    path.write_text(json.dumps(ROWS), encoding="utf-8")


def as_jsonl(path: Path) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")


def as_separated(path: Path) -> None:
    sign = "\t" if path.suffix == ".tsv" else ";"
    lines = [list(ROWS[0]), *(list(row.values()) for row in ROWS)]
    path.write_text("".join(sign.join(cells) + "\n" for cells in lines), encoding="utf-8")


def as_xlsx(path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for cells in ((), ROWS[0].keys(), *(row.values() for row in ROWS)):
        book.active.append(list(cells))
    book.save(path)


def as_parquet(path: Path) -> None:
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pyarrow.Table.from_pylist(ROWS), path)


def as_docx(path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph(TIDE)
    document.add_table(1, 2).rows[0].cells[1].text = "high"
    document.add_paragraph("It rained.")
    document.save(str(path))


def as_epub(path: Path) -> None:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="two" href="b%20two.xhtml"/>'
        '<item id="one" href="a.xhtml"/></manifest><spine><itemref idref="one"/><itemref idref="two"/></spine>'
        "</package>"
    )
    container = '<container><rootfiles><rootfile full-path="text/book.opf"/></rootfiles></container>'
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("META-INF/container.xml", container)
        book.writestr("text/book.opf", package)
        book.writestr(
            "text/a.xhtml", f"<html><head><title>No</title></head><body><p>“The tide\n is <i>late</i>,{TIDE[18:]}</p>"
        )
        book.writestr("text/b two.xhtml", "<html><body><p>It&nbsp;rained.<br/>All day.</p></body></html>")


def as_pdf(path: Path) -> None:
    line = b"BT /F1 12 Tf 40 700 Td (It rained all day.) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(line), line),
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += b"xref\n0 5\n0000000000 65535 f \n" + table
    path.write_bytes(data + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start)


TABLES = {"a.json": as_json, "a.jsonl": as_jsonl, "a.csv": as_separated, "a.tsv": as_separated, "a.xlsx": as_xlsx}


@pytest.mark.parametrize(("name", "write"), [*TABLES.items(), ("a.parquet", as_parquet)])
@pytest.mark.parametrize("zipped", [False, True])
def test_tables_keep_what_else_their_rows_hold(
    tmp_path: Path, name: str, write: Callable[[Path], None], zipped: bool
) -> None:
    file = tmp_path / name
    write(file)
    if zipped:
        file = tmp_path / f"{name}.gz"
        file.write_bytes(gzip.compress((tmp_path / name).read_bytes()))
    found, complaints = documents(file)
    assert complaints == []
    assert [(one.id, one.text, one.meta) for one in found] == [
        ("a", TIDE, {"outlet": "Herald"}),
        ("b", "It rained.", {"outlet": "Post"}),
    ]


@pytest.mark.parametrize(
    ("name", "write", "text"),
    [
        ("a.docx", as_docx, f"{TIDE}\n\n | high\n\nIt rained."),
        ("a.epub", as_epub, f"{TIDE}\n\nIt rained.\nAll day."),
        ("a.pdf", as_pdf, "It rained all day."),
    ],
)
def test_files_of_other_programs_are_read(tmp_path: Path, name: str, write: Callable[[Path], None], text: str) -> None:
    write(tmp_path / name)
    [document], complaints = documents(tmp_path / name)
    assert (document.text.replace("\xa0", " "), document.extracted, complaints) == (text, True, [])


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("data", [b"", b"\0", b"PK\x03\x04", b"%PDF-1.4", b"PAR1", b"{}", b"[5]", b"\xff\xfe"])
def test_no_bytes_stop_a_reader(tmp_path: Path, format: str, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    found, complaints = documents(tmp_path / "x", Columns(format))
    assert all(isinstance(one.text, str) for one in found)
    assert found or complaints or data in (b"", b"{}")


@pytest.mark.parametrize("name", ["a.jpg", "a.doc", "a.xml", "a.zip"])
def test_a_suffix_that_is_not_known_is_no_text(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TIDE, encoding="utf-8")
    found, [complaint] = documents(tmp_path / name)
    assert found == []
    assert complaint.startswith(f": files that end in {name[1:]} are not read; known are .txt")
    assert documents(tmp_path / name, Columns("text"))[0][0].text == TIDE


@pytest.mark.parametrize("module", ["openpyxl", "pyarrow", "docx", "pypdf", "trafilatura"])
def test_a_missing_library_is_said_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    kind = {"openpyxl": "xlsx", "pyarrow": "parquet", "docx": "docx", "pypdf": "pdf", "trafilatura": "html"}[module]
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / "x").write_bytes(b"x")
    found, [complaint] = documents(tmp_path / "x", Columns(kind))
    assert found == []
    assert re.search(r': pip install "quoteattr\[\w+\]"$', complaint)


def test_gzip_that_is_cut_off_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(TIDE.encode() * 100)[:40])
    (tmp_path / "b.txt.gz").write_bytes(b"plain")
    for name in ("a.txt.gz", "b.txt.gz"):
        found, [complaint] = documents(tmp_path / name)
        assert (found, complaint[:28]) == ([], ": not gzip, or cut off: Comp" if name[0] == "a" else complaint[:28])
        assert complaint.startswith(": not gzip, or cut off: ")


def test_cells_of_excel_are_plain_values(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["text", "date", "time", "date", "n"])
    book.active.append([TIDE, date(2020, 2, 2), datetime(2020, 2, 2, 8, 30), "again", 5])
    book.save(tmp_path / "a.xlsx")
    [document], _ = documents(tmp_path / "a.xlsx")
    assert document.meta == {"date": "2020-02-02", "time": "2020-02-02T08:30:00", "date_2": "again", "n": 5}


def test_one_file_is_split_into_documents(tmp_path: Path) -> None:
    text = f"Document 1\nHerald\n\n{TIDE}\n= 12 May =\n\nIt rained.\n= 13 May =\n\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    pattern = re.compile(r"^= (?P<date>.*) =$", re.MULTILINE)
    found, complaints = documents(tmp_path / "a.txt", Columns(split_on=pattern))
    assert complaints == []
    assert [(one.id[-2:], one.text, one.meta) for one in found if isinstance(one.id, str)] == [
        ("#1", f"Document 1\nHerald\n\n{TIDE}", {}),
        ("#2", "It rained.", {"date": "12 May"}),
    ]
    assert all(one.extracted for one in found)


def test_a_page_of_the_web_is_fetched(tmp_path: Path) -> None:
    page = f"<html><body><article><p>{TIDE} {'It rained all day on the quay. ' * 20}</p></article></body></html>"

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/page"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode() if found else b"gone")

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Server)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_port}"
        complaints: list[str] = []
        [document] = read(f"{address}/page", Columns(), complaints.append)
        assert TIDE in document.text
        assert list(read(f"{address}/gone", Columns(), complaints.append)) == []
        assert "could not be fetched" in complaints[0]
    finally:
        server.shutdown()
        server.server_close()


def test_every_suffix_has_a_format_that_is_read() -> None:
    assert set(BY_SUFFIX.values()) == {*FORMATS}
