"""What a page of the web, another machine or a broken client could send is refused, and nothing of it is run."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from re import findall
from urllib.parse import quote

import pytest

from quoteattr.interfaces.serve.limits import Limits
from tests.interfaces.serve.serving import TOKEN, Served, serving

SCRIPT = "<img src=x onerror=alert(1)></script><script>alert(1)</script>"


@pytest.fixture(scope="module")
def narrow() -> Iterator[Served]:
    """A server that takes little and waits briefly."""
    with serving(Limits(upload=1_000, kept=2_500, jobs=4, characters=900, pause=0.3, whole=1.0)) as found:
        yield found


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.", ""])
def test_a_name_that_was_turned_to_this_machine_is_refused(served: Served, host: str) -> None:
    assert served.ask("", Host=host.format(port=served.port)).status == 403


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}"])
def test_its_own_names_are_answered(served: Served, host: str) -> None:
    assert served.ask("", Host=host.format(port=served.port)).status == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:{port}", "http://127.0.0.1", "http://localhost:{port}"]
)
@pytest.mark.parametrize(("path", "method"), [("jobs?name=a.txt", "POST"), ("", "GET"), ("jobs/0", "DELETE")])
def test_what_another_page_sends_is_refused(served: Served, origin: str, path: str, method: str) -> None:
    assert served.ask(path, method, b"x", Origin=origin.format(port=served.port)).status == 403


def test_its_own_page_may_send(served: Served) -> None:
    origin = f"http://127.0.0.1:{served.port}"
    assert (
        served.ask("jobs?name=a.txt", "POST", b"It rained.", Origin=origin, Sec_Fetch_Site="same-origin").status == 202
    )


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_of_another_page_is_refused_by_where_it_is_from(served: Served, site: str) -> None:
    assert served.ask("jobs?name=a.txt", "POST", b"x", Sec_Fetch_Site=site).status == 403


@pytest.mark.parametrize(
    "path",
    ["/", "/serve.js", "/jobs", "//", "/favicon.ico", f"/{TOKEN[:-1]}/", f"/{TOKEN}x/", f"/{TOKEN.upper()}/", "/%ff/"],
)
def test_nothing_is_told_without_the_token(served: Served, path: str) -> None:
    reply = served.ask_plainly(path)
    assert reply.status == 403
    assert TOKEN not in reply.text


def test_an_address_without_its_last_slash_leads_to_the_page(served: Served) -> None:
    reply = served.ask_plainly(f"/{TOKEN}")
    assert (reply.status, reply.headers["location"]) == (307, f"/{TOKEN}/")


@pytest.mark.parametrize(
    "path",
    [
        "../",
        "..%2f..%2fetc/passwd",
        "%2e%2e/serve.js",
        "serve.js/..",
        "/etc/passwd",
        "quotes.py",
        "quotes.xlsx/",
        "jobs/../jobs/x/stop",
    ],
)
def test_paths_lead_to_no_files(served: Served, path: str) -> None:
    assert served.ask(path).status in (403, 404, 405)


@pytest.mark.parametrize(
    "name", ["../../notes.txt", "..\\..\\notes.txt", "/etc/notes.txt", "C:\\notes.txt", "a/../notes.txt"]
)
def test_a_name_is_a_name_and_no_path(served: Served, name: str) -> None:
    key = served.give("“It rained,” said Ida Moe.", quote(name, safe=""))
    assert served.job(key)["name"] == "notes.txt"
    assert served.ended(key)["messages"] == []


def test_an_upload_is_kept_in_its_own_folder_while_it_waits(narrow: Served) -> None:
    for name in ("../../a.txt", "x\0/../../b.csv", "." * 300, "a" * 5000, ".gz", ""):
        place = narrow.desk.place(name)
        assert place.parent == narrow.desk.place("").parent
        assert len(place.name) < 40


def test_html_in_texts_and_names_stays_text(served: Served) -> None:
    key = served.give(f"“{SCRIPT}” said Ida Moe. She {SCRIPT}.", quote(f"{SCRIPT.replace('/', '')}.txt"))
    served.ended(key)
    page = served.ask(f"marked?ids={key}&every").text
    assert page.count("<script>") == 1
    assert "alert(1)</script>" not in page
    assert len(findall(r"<script\b", page)) == page.count("</script>")
    assert "<img" not in page
    reply = served.ask(f"rows?ids={key}")
    assert reply.headers["content-type"] == "application/json"
    assert "&lt;img" in page
    assert SCRIPT.partition("<")[0] in reply.json[0]["words"]


def test_every_answer_says_what_it_may_do(served: Served) -> None:
    for reply in (served.ask(""), served.ask("serve.js"), served.ask("nowhere"), served.ask_plainly("/")):
        policy = reply.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert reply.headers["cache-control"] == "no-store"
        assert not any(name.startswith("access-control") for name in reply.headers)
    assert (
        served.ask("marked?ids=").headers["content-security-policy"] == "frame-ancestors 'self'; sandbox allow-scripts"
    )


def test_the_page_fetches_nothing_from_elsewhere() -> None:
    for file in (Path(__file__).parents[3] / "quoteattr" / "interfaces" / "web").glob("serve.*"):
        assert "//" not in file.read_text(encoding="utf-8").replace("\n// ", "").replace("; // ", ""), file


def test_what_says_that_it_is_too_large_is_not_read(narrow: Served) -> None:
    with socket.create_connection(("127.0.0.1", narrow.port), timeout=10) as client:
        client.sendall(_head(narrow, "Content-Length: 99999999"))
        assert client.recv(1000).startswith(b"HTTP/1.1 413")  # before a byte of it was sent


def test_what_grows_too_large_is_cut_off_while_it_comes(narrow: Served) -> None:
    sent = 0
    with socket.create_connection(("127.0.0.1", narrow.port), timeout=10) as client:
        client.sendall(_head(narrow, "Transfer-Encoding: chunked"))
        answer = b""
        client.settimeout(0.05)
        while not answer:
            client.sendall(b"64\r\n" + b"a" * 100 + b"\r\n")
            sent += 100
            assert sent < 100_000
            try:
                answer = client.recv(1000)
            except TimeoutError:
                continue
    assert answer.startswith(b"HTTP/1.1 413")
    assert narrow.ask("jobs?name=a.txt", "POST", b"a" * 1001).text == (
        "This is larger than 0.001 MB, the most that one upload may be. Split it."
    )


@pytest.mark.parametrize("pause", [0.1, 5])
def test_a_body_that_drips_or_stands_still_is_given_up(narrow: Served, pause: float) -> None:
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", narrow.port), timeout=pause) as client:
        client.sendall(_head(narrow, "Content-Length: 900"))
        answer = b""
        while not answer:
            client.sendall(b"a")
            try:
                answer = client.recv(1000)
            except TimeoutError:
                continue
    assert answer.startswith(b"HTTP/1.1 408")
    assert time.monotonic() - began < 4
    assert narrow.ask("").status == 200


def test_an_upload_that_was_broken_off_leaves_nothing(narrow: Served) -> None:
    folder = narrow.desk.place("").parent
    with socket.create_connection(("127.0.0.1", narrow.port), timeout=10) as client:
        client.sendall(_head(narrow, "Content-Length: 900") + b"half")
    until = time.monotonic() + 10
    while any(folder.iterdir()) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(folder.iterdir())


def test_all_together_may_not_be_too_much(narrow: Served) -> None:
    ids = [narrow.give("a" * 900, f"{n}.txt") for n in range(2)]
    reply = narrow.ask("jobs?name=c.txt", "POST", b"a" * 900)
    assert (reply.status, reply.text) == (413, "all uploads together would be more than 0.003 MB; remove some first")
    ids += [narrow.give("a", f"{n}.txt") for n in range(2)]
    reply = narrow.ask("jobs?name=c.txt", "POST", b"a")
    assert (reply.status, reply.text) == (413, "4 uploads are kept, and no more; remove some first")
    for key in ids:
        assert narrow.ask(f"jobs/{key}", "DELETE").status == 204
    assert narrow.ask(f"jobs?ids={','.join(ids)}").json == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b"7",
        b'"x"',
        b'{"document": 0}',
        b"[" * 9000,
        b'{"document": 1e999, "quote": 0, "judgement": ""}',
    ],
)
def test_what_is_no_judgement_is_refused(served: Served, body: bytes) -> None:
    key = served.give("“It rained,” said Ida Moe.")
    served.ended(key)
    assert served.ask(f"jobs/{key}/judgements", "POST", body).status == 400


def test_a_judgement_on_nothing_is_refused(served: Served) -> None:
    key = served.give("“It rained,” said Ida Moe.")
    served.ended(key)
    for document, number in ((0, 7), (1, 0), (-1, 0), (0, -1)):
        body = f'{{"document": {document}, "quote": {number}, "judgement": "right"}}'
        assert served.ask(f"jobs/{key}/judgements", "POST", body).status == 404
    assert served.ask(f"jobs/{key}/judgements", "POST", b"a" * 20_000).status == 413


def _head(served: Served, length: str) -> bytes:
    lines = [f"POST /{TOKEN}/jobs?name=a.txt HTTP/1.1", f"Host: 127.0.0.1:{served.port}", length]
    return "\r\n".join([*lines, "\r\n"]).encode()
