"""Pages that open themselves in the browser."""

from pathlib import Path

import pytest

import quoteattr
from quoteattr import Quote, Result, Span
from quoteattr.errors import InputError

RESULT = Result("“No” <b>", "en", (Quote("direct", (Span(1, 3, "No"),), None, None, None, "a", 0.5),), ())


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    addresses: list[str] = []
    monkeypatch.setattr("webbrowser.open", addresses.append)
    return addresses


def test_a_result_shows_itself(opened: list[str]) -> None:
    file = RESULT.view()
    assert opened == [file.as_uri()]
    page = file.read_text(encoding="utf-8")
    file.unlink()
    assert page == RESULT.to_html()
    assert "<mark" in page
    assert "&lt;b&gt;" in page
    assert "<script" not in page


def test_several_results_are_one_page(opened: list[str], tmp_path: Path) -> None:
    file = quoteattr.view([RESULT, (RESULT, "second")], tmp_path / "page.html")
    assert opened == [file.as_uri()]
    page = file.read_text(encoding="utf-8")
    assert "<h2>1</h2>" in page
    assert "<h2>second</h2>" in page
    assert quoteattr.view(RESULT, str(file)) == file


def test_what_is_no_result_is_refused(opened: list[str], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected a Result or several"):
        quoteattr.view(["No"], tmp_path / "page.html")  # type: ignore[list-item]
    assert not opened
