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
    assert complaint.endswith(': pip install "quoteattr[html]"')


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
    assert found == [Input("Good.", "3")]
    advice = "a text with a comma needs quotation marks around it"
    assert complaints == [
        ", line 2: not UTF-8: byte 0xe9 at offset 3; convert it to UTF-8 first",
        f", line 3: 1 field, but the header has 2; {advice}",
        f", line 5: 3 fields, but the header has 2; {advice}",
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le", "utf-32"])
def test_other_encodings_are_refused_once_with_a_remedy(tmp_path: Path, name: str, encoding: str) -> None:
    found, [complaint] = documents(tmp_path / name, 'id,text\n{"text": "One."}\n'.encode(encoding))
    assert found == []
    assert complaint.startswith(": no text: a NUL byte" if encoding[6:] else f": {encoding.upper()}, by its byte")
    assert "iconv -f UTF-" in complaint


def test_a_nul_costs_the_row_it_is_in(tmp_path: Path) -> None:
    found, [complaint] = documents(tmp_path / "a.csv", b"text\nOne.\nT\0wo.\nThree.\n")
    assert [document.text for document in found] == ["One.", "Three."]
    assert complaint.startswith(", line 3: no text: a NUL byte at offset 1")


def test_a_mark_of_utf_8_is_no_part_of_any_format(tmp_path: Path) -> None:
    for name, data in {"a.txt": "One.", "a.jsonl": '{"text": "One."}', "a.csv": "text\nOne.\n"}.items():
        [document], complaints = documents(tmp_path / name, b"\xef\xbb\xbf" + data.encode())
        assert (document.text, complaints) == ("One.", [])


def test_a_column_that_is_there_twice_is_reported(tmp_path: Path) -> None:
    found, [complaint] = documents(tmp_path / "a.csv", b"text,text\nOne.,Two.\n")
    assert found == []
    assert complaint.startswith(": two columns are called 'text'; rename one")


def test_json_lines_may_end_as_on_old_macs(tmp_path: Path) -> None:
    found, complaints = documents(tmp_path / "a.jsonl", b'{"text": "One."}\r{"text": "Two."}\r\n{"text": "Three."}')
    assert [(document.text, document.id) for document in found] == [("One.", "1"), ("Two.", "2"), ("Three.", "3")]
    assert complaints == []


@pytest.mark.parametrize("line", [b'{"id": NaN, "text": ""}', b'{"id": 1e999, "text": ""}', b'{"text": 5}', b"5", b"{"])
def test_a_flawed_line_of_json_is_reported_and_the_others_are_kept(tmp_path: Path, line: bytes) -> None:
    found, [complaint] = documents(tmp_path / "a.jsonl", line + b'\n{"text": "One.", "id": "\\udc80"}\n')
    assert found == [Input("One.", "\udc80")]
    assert complaint.startswith(", line 1: ")


def test_a_page_on_which_trafilatura_fails_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trafilatura.extract", lambda *_, **__: 1 / 0)
    found, complaints = documents(tmp_path / "page.html", PAGE.encode())
    assert (found, complaints) == ([], [": the page cannot be read (ZeroDivisionError: division by zero)"])


@pytest.mark.parametrize(("data", "there"), [(b"id;body\n1;One.\n", "'id', 'body'"), (b"", "none")])
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
