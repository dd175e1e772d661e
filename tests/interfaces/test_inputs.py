"""Readers take what they can, and say where the rest stands."""

import sys
from pathlib import Path

import pytest

from quoteattr.interfaces.inputs import Columns, Input, read

PAGE = """<html><head><title>T</title></head><body><nav>Home | News | Login</nav><article><h1>Ferry late</h1>
<p>The ferry to Holm was late on Monday, and nobody on the quay knew why it had not come.</p>
<p>“We wait,” said Ida Moe, who has the shop. “What else could we do on an island as small as this?”</p>
</article><footer>Copyright, cookies, imprint</footer></body></html>"""


def documents(path: Path, data: bytes, reading: Columns | None = None) -> tuple[list[Input], list[str]]:
    """What is read from a file of these bytes, and what is said of the rest."""
    path.write_bytes(data)
    complaints: list[str] = []
    found = list(read(str(path), reading or Columns(), complaints.append))
    return found, [complaint.removeprefix(str(path)) for complaint in complaints]


@pytest.mark.parametrize("name", ["page.html", "page.HTM"])
def test_of_html_the_main_text_is_read(tmp_path: Path, name: str) -> None:
    [document], complaints = documents(tmp_path / name, PAGE.encode())
    assert complaints == []
    assert document.extracted
    assert "“We wait,” said Ida Moe" in document.text
    assert not any(word in document.text for word in ("Login", "Copyright", "<p>"))


@pytest.mark.parametrize("data", [b"", b" ", b"\0", b"plain text", b"<html><body></body></html>", b"\xff\xfe<p>"])
def test_html_without_main_text_is_reported(tmp_path: Path, data: bytes) -> None:
    found, complaints = documents(tmp_path / "page.html", data)
    assert found or complaints == [": no main text found in the page; save its text to a .txt file instead"]


def test_a_missing_trafilatura_is_said_with_its_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    found, [complaint] = documents(tmp_path / "page.html", PAGE.encode())
    assert found == []
    assert complaint.endswith('; pip install "quoteattr[html]"')


def test_rows_of_csv_keep_their_line_ends_and_their_ids(tmp_path: Path) -> None:
    data = '\ufeffid,text,date\r\na,"One.\r\nTwo, “three.”",1\r\n,Four.,2\r\n'
    found, complaints = documents(tmp_path / "a.csv", data.encode())
    assert found == [Input("One.\r\nTwo, “three.”", "a"), Input("Four.", "")]
    assert complaints == []


def test_the_line_stands_in_for_an_id_column_that_is_not_there(tmp_path: Path) -> None:
    found, _ = documents(tmp_path / "a.csv", b"body\nOne.\nTwo.\n", Columns(text_column="body"))
    assert found == [Input("One.", "2"), Input("Two.", "3")]


def test_a_flawed_row_of_csv_is_reported_and_the_others_are_kept(tmp_path: Path) -> None:
    found, complaints = documents(tmp_path / "a.csv", b"id,text\n1,caf\xe9\n2\n3,Good.\n4,a,b\n")
    assert found == [Input("Good.", "3"), Input("a", "4")]
    assert complaints == [
        ", line 2: not UTF-8: byte 0xe9 at offset 3; convert it to UTF-8 first",
        ', line 3: no string under "text"',
    ]


@pytest.mark.parametrize(("data", "there"), [(b"id;text\n1;One.\n", "'id;text'"), (b"", "none")])
def test_a_missing_column_is_said_with_those_that_are_there(tmp_path: Path, data: bytes, there: str) -> None:
    found, complaints = documents(tmp_path / "a.csv", data)
    assert found == []
    assert complaints == [f": no column 'text'; choose one with --text-column, there are: {there}"]


def test_a_long_text_fits_into_a_row(tmp_path: Path) -> None:
    [document], _ = documents(tmp_path / "a.csv", b"text\n" + b"word " * 100_000)
    assert len(document.text) == 500_000


def test_jsonl_is_read_by_other_keys(tmp_path: Path) -> None:
    found, _ = documents(tmp_path / "a.jsonl", b'{"url": "x", "body": "One."}', Columns(None, "body", "url"))
    assert found == [Input("One.", "x")]


@pytest.mark.parametrize("format", ["text", "html", "jsonl", "csv"])
@pytest.mark.parametrize("data", [b"\0\0", b"\xff\xff", b'"', b"{", b'text\n"', b"\r\r\n\r", b"[" * 10_000])
def test_no_bytes_stop_a_reader(tmp_path: Path, format: str, data: bytes) -> None:
    found, complaints = documents(tmp_path / "x", data, Columns(format))
    assert all(isinstance(document.text, str) for document in found)
    assert len(complaints) <= 3
