"""The page in a browser, narrow and wide: give, see, filter, judge, save, stop; and HTML that is given stays text."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.interfaces.serve.serving import Served

pytest.importorskip("playwright")
from playwright.sync_api import Browser, Page, expect, sync_playwright

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium")

HARBOUR = "“The quay is shut,” said Ida Moe, the harbour master. “We wait,” said Per Dahl."
PASTE = """text => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.getElementById("text").dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
}"""
EVIL = "<img src=x onerror=document.title='run'><script>document.title='run'</script>"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    options = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=BROWSER, args=options)
        yield opened
        opened.close()


@pytest.fixture(params=[360, 1280])
def page(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Page]:
    """The page, in which no script fails and from which nothing is asked of anybody else."""
    opened = browser.new_page(viewport={"width": request.param, "height": 800})
    failures: list[str] = []
    asked: list[str] = []
    opened.on("pageerror", lambda error: failures.append(str(error)))
    opened.on("request", lambda sent: asked.append(sent.url))
    opened.set_default_timeout(20_000)
    opened.goto(served.address)
    try:
        yield opened
        assert failures == []
        assert all(url.startswith((served.address, "data:", "blob:")) for url in asked), asked
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    finally:
        opened.close()


def give(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.click("#read")
    page.wait_for_selector("#found:not([hidden])")


def test_a_text_is_pasted_seen_filtered_judged_and_saved(page: Page, tmp_path: Path) -> None:
    give(page, HARBOUR)
    assert "Nothing leaves this machine" in page.inner_text("header")
    marks = page.frame_locator("#page")
    marks.locator("mark[tabindex]").first.click()
    assert "subject" in marks.locator("li.chosen .why").inner_text()
    page.click("#show-table")
    assert page.locator("#rows tr").count() == 2
    page.fill("#words", "per dahl")
    assert page.locator("#rows tr").count() == 1
    assert page.inner_text("#count") == "1 of 2 quotes"
    page.fill("#words", "")
    page.select_option("#kind", "indirect")
    assert page.locator("#rows tr").count() == 0
    page.select_option("#kind", "")
    first = page.locator("#rows tr").first
    with page.expect_response("**/judgements"):
        first.locator("select").select_option("other speaker")
    with page.expect_response("**/judgements"):
        first.locator("input").fill("Ole Lind")
        first.locator("input").blur()
    assert first.locator("strong").inner_text() == "Ole Lind"
    with page.expect_response("**/judgements"):
        page.locator("#rows tr").nth(1).locator("select").select_option("no quotation")
    page.click("#show-marks")
    marks.locator("mark", has_text="Ole Lind").wait_for()
    with page.expect_download() as saved:
        page.click("#save-json")
    saved.value.save_as(tmp_path / "quotes.json")
    [record] = json.loads((tmp_path / "quotes.json").read_text(encoding="utf-8"))
    assert [quote["speaker"]["name"] for quote in record["quotes"]] == ["Ole Lind"]
    with page.expect_download() as saved:
        page.click("#save-xlsx")
    assert saved.value.suggested_filename == "quotes.xlsx"


def test_several_files_are_given_at_once_and_flaws_are_told(page: Page, tmp_path: Path) -> None:
    for name, data in {"a.txt": HARBOUR.encode(), "b.mp3": b"", "c.txt": b"caf\xe9", "d.txt": b"It rained."}.items():
        (tmp_path / name).write_bytes(data)
    page.set_input_files("#files", sorted(map(str, tmp_path.iterdir())))
    expect(page.locator("#jobs li")).to_have_count(3)
    expect(page.locator("#jobs progress")).to_have_count(0)
    assert "b.mp3: such files are not read" in page.inner_text("#trouble")
    said = page.locator("#jobs li").all_inner_texts()
    assert "a.txt" in said[0]
    assert "read, 1 text, 2 quotes" in said[0]
    assert "c.txt: not UTF-8" in said[1]
    assert "read, 1 text, 0 quotes" in said[2]
    page.click("#jobs li:nth-child(2) button")
    expect(page.locator("#jobs li")).to_have_count(2)
    page.reload()
    expect(page.locator("#jobs li")).to_have_count(2)


def test_files_are_dropped(page: Page) -> None:
    dropped = page.evaluate_handle(
        "() => { const data = new DataTransfer(); data.items.add(new File(['Rain.'], 'dropped.txt')); return data }"
    )
    page.dispatch_event("#drop", "drop", {"dataTransfer": dropped})
    page.wait_for_selector("#jobs li")
    assert "dropped.txt" in page.inner_text("#jobs")


def test_html_that_is_given_stays_text(page: Page, tmp_path: Path) -> None:
    (tmp_path / f"{EVIL.replace('/', '')}.txt").write_text(f"“{EVIL}” said Ida Moe.", encoding="utf-8")
    page.set_input_files("#files", [str(file) for file in tmp_path.iterdir()])
    page.wait_for_selector("#found:not([hidden])")
    page.frame_locator("#page").locator("mark").first.wait_for()
    page.click("#show-table")
    assert "<img" in page.inner_text("#rows")
    assert "<img" in page.inner_text("#jobs")
    assert page.title() == "Who said what"
    assert page.frames[1].title() == "Quotations"


def test_a_long_text_shows_how_far_it_is_and_can_be_stopped(page: Page) -> None:
    page.evaluate(PASTE, (HARBOUR + " It rained.\n\n") * 8_000)
    expect(page.locator("#jobs .said")).to_have_text(re.compile("^[1-9][0-9]* % read"), timeout=60_000)
    page.click("#jobs li button")
    expect(page.locator("#jobs .said")).to_have_text("stopped")


def test_the_keyboard_reaches_all_that_the_mouse_does(page: Page) -> None:
    page.focus("#text")
    page.keyboard.type(HARBOUR)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#found:not([hidden])")
    page.focus("#show-table")
    page.keyboard.press("Enter")
    assert page.locator("#rows tr").count() == 2
