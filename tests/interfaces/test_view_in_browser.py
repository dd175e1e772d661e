"""The page in a browser: at every width, by keyboard, for everybody, on paper, without scripts, and in parts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from quoteattr import Attributor
from quoteattr.interfaces import view
from quoteattr.interfaces.targets import open_output
from quoteattr.records.result import Result
from tests.interfaces.browser import launched, until

WIDTHS = (360, 768, 1280)
HASHES = ("", "#view=documents", "#document=a06", "#document=a06&quote=q3", "#speaker=Maren+Tveit&q=the")
ATTACK = "</script><script>hit = 1</script><img src=x onerror='hit = 1'><a href=https://example.org>"

Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from launched()


@pytest.fixture(scope="module")
def results(attributor: Attributor) -> list[tuple[Result, str]]:
    """The twenty articles of the newsroom, with outlet and date."""
    lines = Path("examples/newsroom/articles.jsonl").read_text(encoding="utf-8").splitlines()
    articles = list(map(json.loads, lines))
    return [(result, str(result.id)) for result in attributor.pipe(articles)]


@pytest.fixture(scope="module")
def newsroom(results: Sequence[tuple[Result, str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of these articles."""
    file = tmp_path_factory.mktemp("page") / "page.html"
    file.write_text("".join(view.page(results, made="quoteattr 1")), encoding="utf-8")
    return file


@pytest.fixture
def opened(browser: Any) -> Iterator[Opened]:
    """Opens a file in a window of its own; `seen` of it are the addresses that were asked for, `hurt` its errors."""
    contexts = []

    def open_page(file: Path, address: str = "", width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.seen, page.hurt = [], []
        page.on("request", lambda request: page.seen.append(request.url))
        page.on("pageerror", lambda error: page.hurt.append(str(error)))
        page.goto(file.as_uri() + address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def status(page: Any) -> str:
    return str(page.locator("#status").text_content())


def visited(page: Any) -> Iterator[str]:
    """The views of a page, one after the other."""
    for address in HASHES:
        visit(page, address)
        yield address


def visit(page: Any, address: str) -> None:
    """Go to an address within the page."""
    page.evaluate("(address) => { location.hash = address }", address)
    view = "document" if "document=" in address else "documents" if "documents" in address else "quotes"
    until(page, f"document.body.dataset.view === '{view}'")
    until(page, "document.body.dataset.view === 'document' ? document.querySelector('article') : !listed.hidden")


@pytest.mark.parametrize("width", [*WIDTHS, 1920])
def test_everything_fits(opened: Opened, newsroom: Path, width: int) -> None:
    page = opened(newsroom, width=width)
    for address in visited(page):
        clipped = page.evaluate(
            """[...document.querySelectorAll("body *")].filter((e) => e.checkVisibility()
               && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline"
               && getComputedStyle(e).overflowX !== "visible").map((e) => e.outerHTML)"""
        )
        assert (address, page.evaluate("document.documentElement.scrollWidth"), clipped) == (address, width, [])
    assert page.hurt == []


@pytest.mark.parametrize("width", [*WIDTHS, 1920])
def test_no_third_is_empty(opened: Opened, newsroom: Path, width: int) -> None:
    """What is to be read reaches as far to the right as the margin on the left leaves."""
    page = opened(newsroom, width=width)
    for address in visited(page):
        left, right = page.evaluate(
            """(() => {
              const boxes = [...document.querySelectorAll("main :is(p, a, h3, span, .name, div[lang], .words)")]
                .filter((e) => e.checkVisibility()).flatMap((e) => [...e.getClientRects()]).filter((box) => box.width);
              const edge = document.querySelector("#top").getBoundingClientRect();
              return [edge.left, innerWidth - Math.max(...boxes.map((box) => box.right))];
            })()"""
        )
        assert (address, right <= left + width / 12) == (address, True)


def test_long_words_break(opened: Opened, attributor: Attributor, tmp_path: Path) -> None:
    word = "W" + "o" * 400
    result = attributor(f"“We {word},” said Ann L{word}, mayor of {word}.", meta={"outlet": word, "desk": f"{word} x"})
    file = tmp_path / "page.html"
    file.write_text("".join(view.page([(result, word), (attributor("“No,” said Bo Ek."), "b")])), encoding="utf-8")
    for width in (360, 1280):
        page = opened(file, width=width)
        for address in ("#view=quotes", "#view=documents", f"#document={word}", f"#document={word}&quote=q1"):
            page.evaluate("(address) => { location.hash = address }", address)
            until(
                page, "document.body.dataset.view === 'document' ? document.querySelector('article') : !listed.hidden"
            )
            if page.locator("#filters summary").is_visible() and width == 360:
                page.evaluate("filters.querySelector('details').open = true")
            assert (address, page.evaluate("document.documentElement.scrollWidth")) == (address, width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_it_is_for_everybody(opened: Opened, newsroom: Path, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = opened(newsroom, "", width, color_scheme=scheme, bypass_csp=True)
    for address in visited(page):
        found = axe.run(page).response
        grave = [fault for fault in found["violations"] if fault["impact"] in ("serious", "critical")]
        assert (address, grave, len(found["passes"]) > 10) == (address, [], True)


def test_the_address_says_what_is_shown(opened: Opened, newsroom: Path) -> None:
    page = opened(newsroom)
    until(page, "document.body.dataset.view")
    page.get_by_role("button", name="Maren Tveit").click()
    page.get_by_role("button", name="direct 4", exact=True).click()
    page.get_by_role("searchbox").fill("sit with them")
    until(page, "location.hash.includes('q=')")
    until(page, "document.querySelector('#status').textContent.startsWith('2 of')")
    address = page.evaluate("location.hash")
    assert address == "#speaker=Maren+Tveit&kind=direct&q=sit+with+them"
    again = opened(newsroom, address)
    until(again, "document.body.dataset.view")
    assert status(again) == status(page) == "2 of 144 quotes in 1 document shown"
    assert again.get_by_role("searchbox").input_value() == "sit with them"
    assert again.locator("#filters [aria-pressed=true]").all_text_contents() == ["Maren Tveit2", "direct2"]
    again.get_by_role("link", name="in the text").first.click()
    again.locator("article").wait_for()
    assert again.evaluate("location.hash").endswith("&document=a11&quote=q1")
    again.go_back()
    until(again, "document.body.dataset.view === 'quotes'")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("#paper=Harbour+Gazette", "in 6 documents"),
        ("#document=a04", "6 quotes"),
        ("#document=a04&kind=direct", "of 6 quotes shown"),
        ("#speaker=Nobody%20of%20this%20name", "0 of 144 quotes in 0 documents shown"),
        ("#document=nowhere", "144 quotes in 20 documents"),
        ("#%%%=&&=", "144 quotes in 20 documents"),
    ],
)
def test_an_address_may_be_written_by_hand(opened: Opened, newsroom: Path, address: str, shown: str) -> None:
    page = opened(newsroom, address)
    until(page, "document.body.dataset.view")
    assert shown in status(page)
    assert page.hurt == []


def test_the_keyboard_is_enough(opened: Opened, newsroom: Path) -> None:
    page = opened(newsroom)
    until(page, "document.body.dataset.view")
    here = "document.activeElement.closest('li')?.querySelector('.words')?.textContent ?? ''"
    page.keyboard.press("ArrowDown")
    first = page.evaluate(here)
    page.keyboard.press("ArrowDown")
    assert page.evaluate(here) != first
    page.keyboard.press("ArrowUp")
    assert page.evaluate(here) == first
    page.keyboard.press("ArrowRight")
    assert "Opposition leader" in page.evaluate("document.activeElement.closest('section').textContent")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('li.chosen')")
    assert page.evaluate("document.activeElement.matches('mark.on')")
    chosen = page.locator("li.chosen").get_attribute("data-id")
    page.keyboard.press("ArrowDown")
    until(page, f"document.querySelector('li.chosen').dataset.id !== '{chosen}'")
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('li.chosen')")
    page.keyboard.press("ArrowRight")
    until(page, "location.hash.includes('document=a03')")
    until(page, "document.activeElement.matches('h2')")
    page.keyboard.press("ArrowLeft")
    until(page, "location.hash.includes('document=a02')")
    for _ in range(12):  # with the tab key to the first mark, and with Enter into it
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('mark')"):
            break
    page.keyboard.press("Enter")
    until(page, "document.querySelector('li.chosen')")


def test_the_tab_key_reaches_search_and_filters(opened: Opened, newsroom: Path) -> None:
    page = opened(newsroom)
    until(page, "document.body.dataset.view")
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent || document.activeElement.ariaLabel"))
    assert reached[:5] == ["Quotes", "Documents", "Search the quotes", "Filters", "Maren Tveit7"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    until(page, "location.hash === '#speaker=Maren+Tveit'")
    until(page, "document.activeElement.textContent === 'Maren Tveit7'")


def test_letters_in_the_search_move_nothing(opened: Opened, newsroom: Path) -> None:
    page = opened(newsroom, "#document=a04&quote=q2")
    until(page, "document.querySelector('li.chosen')")
    page.get_by_role("searchbox").focus()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("location.hash") == "#document=a04&quote=q2"


def test_what_is_quoted_runs_nowhere_and_nothing_is_fetched(
    opened: Opened, attributor: Attributor, tmp_path: Path
) -> None:
    text = f"{ATTACK}\n\n“We wait, {ATTACK},” said Ann Lee, mayor of <b>Exeter</b>. “Now,” she added."
    meta = {"title": ATTACK, ATTACK: ATTACK, "outlet": "<i>Ledger</i>"}
    answers = [(attributor(text, meta=meta), ATTACK), (attributor("“No,” said Bo Ek.", meta={"outlet": "x"}), "b")]
    file = tmp_path / "page.html"
    file.write_text("".join(view.page(answers, title=ATTACK, made=ATTACK)), encoding="utf-8")
    for address in ("", "#view=documents", "#document=b"):
        page = opened(file, address)
        until(page, "document.body.dataset.view")
    page.keyboard.press("ArrowLeft")
    until(page, "document.querySelector('article h2').textContent.includes('</script>')")
    page.locator("mark[tabindex]").first.click()
    assert page.evaluate("typeof hit") == "undefined"
    assert page.locator("img").count() == 0
    assert {url.partition("#")[0] for url in page.seen} == {file.as_uri()}
    assert page.hurt == []


def test_paper_has_the_marks(opened: Opened, newsroom: Path) -> None:
    for address, mark in (("#document=a04", "article mark[tabindex]"), ("", ".words mark")):
        page = opened(newsroom, address)
        page.locator(mark).first.wait_for()
        page.emulate_media(media="print")
        look = page.evaluate(
            f"(({{backgroundColor, printColorAdjust}}) => [backgroundColor, printColorAdjust])"
            f"(getComputedStyle(document.querySelector('{mark}')))"
        )
        assert look[0] not in ("rgba(0, 0, 0, 0)", "transparent")
        assert look[1] == "exact"
        assert not page.locator("#search").is_visible()
        assert page.pdf().startswith(b"%PDF")


def test_without_scripts_all_texts_are_there(opened: Opened, newsroom: Path) -> None:
    page = opened(newsroom, java_script_enabled=False)
    assert page.locator("article").count() == 20
    assert page.locator("article mark[tabindex]").first.is_visible()
    assert page.locator("article .why").first.is_visible()


def test_three_hundred_articles_open_in_two_seconds(
    opened: Opened, browser: Any, results: list[tuple[Result, str]], tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    many = ((result, f"{key}-{number}") for number in range(15) for result, key in results)
    file.write_text("".join(view.page(many)), encoding="utf-8")
    page = opened(file)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})  # what it takes, whatever else the machine does
    page.reload()
    until(page, "document.querySelector('#listed li')")
    took = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    assert "2,160 quotes in 300 documents" in status(page)
    assert took["ThreadTime"] < 2


@pytest.fixture
def in_parts(results: list[tuple[Result, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same articles as a page with parts."""
    monkeypatch.setattr(view, "IN_ONE", 5)
    monkeypatch.setattr(view, "IN_PART", 3)
    file = tmp_path / "an archive.html"
    with open_output(str(file)) as stream:
        for piece in view.page(results, parts=stream.beside()):
            stream.write(piece)
    return file


def test_parts_are_loaded_when_they_are_needed(opened: Opened, in_parts: Path) -> None:
    assert len(list((in_parts.parent / "an archive_files").iterdir())) == 14
    page = opened(in_parts)
    until(page, "document.querySelector('#status').textContent.startsWith('144 quotes in 20 documents')")
    assert not [url for url in page.seen if "-texts-" in url]
    page.get_by_role("searchbox").fill("sit with them")
    until(page, "document.querySelector('#status').textContent.startsWith('2 of 144')")
    page.get_by_role("link", name="in the text").first.click()
    page.locator("li.chosen").wait_for()
    assert "coalition" in str(page.locator("article").text_content())
    assert [url[-10:] for url in page.seen if "-texts-" in url] == ["texts-4.js"]
    assert {url.partition("an%20archive")[0] for url in page.seen} == {in_parts.parent.as_uri() + "/"}
    assert page.hurt == []


def test_a_part_that_is_missing_is_told(opened: Opened, in_parts: Path) -> None:
    folder = in_parts.parent / "an archive_files"
    [lost] = folder.glob("*-texts-1.js")
    lost.unlink()
    page = opened(in_parts, "#document=a01")
    page.locator("article").wait_for()
    assert "Keep the folder an archive_files beside this page." in str(page.locator("article").text_content())
    for part in folder.iterdir():
        part.unlink()
    page = opened(in_parts)
    until(page, "document.querySelector('#status').textContent.startsWith('Not all could be read')")


def test_attributes_of_documents_are_filters(opened: Opened, newsroom: Path) -> None:
    page = opened(newsroom)
    until(page, "document.body.dataset.view")
    assert page.locator("#filters h2").all_text_contents() == [
        *("Who is quoted", "Kinds of quotes", "Kinds of speakers", "date", "paper", "desk")
    ]
    page.get_by_role("button", name="2025-03-04").click()
    until(page, "location.hash === '#date=2025-03-04'")
    assert "in 2 documents shown" in status(page)


def test_those_without_a_name_are_counted_together(opened: Opened, newsroom: Path) -> None:
    page = opened(newsroom)
    until(page, "document.body.dataset.view")
    last = page.locator("#filters section").first.locator("li").last
    assert str(last.text_content()).startswith("without a name")
    last.click()
    until(page, "location.hash === '#speaker=without+a+name'")
    assert "senior lawmakers" in page.locator("#listed .who").all_text_contents()
    assert "Petra Holm, Council leader" not in page.locator("#listed .who").all_text_contents()
    visit(page, "#speaker=senior+lawmakers")
    until(page, "document.querySelector('#filters [aria-pressed=true]')?.textContent === 'senior lawmakers1'")


def test_inner_quotes_are_marked(opened: Opened, attributor: Attributor, tmp_path: Path) -> None:
    result = attributor("“He told me, ‘I warned them about the roof,’” Ada Roth said.")
    assert [len(quote.inner) for quote in result] == [1]
    file = tmp_path / "page.html"
    file.write_text("".join(view.page([(result, "a")])), encoding="utf-8")
    page = opened(file, "#view=quotes")
    page.locator("#listed mark.inner").first.wait_for()
    assert page.locator("#listed li.within").count() == 1
    assert status(page) == "1 quote in 1 document, and 1 within it"
    page = opened(file)
    page.locator("article mark[data-quote='1 0']").wait_for()


def test_weak_quotes_are_told_below(opened: Opened, attributor: Attributor, tmp_path: Path) -> None:
    result = attributor("“We wait,” said Ann Lee.")
    weak = evolve(result, quotes=(*result, *(evolve(quote, kind="mixed", confidence=0.4, id="q9") for quote in result)))
    file = tmp_path / "page.html"
    file.write_text("".join(view.page([(weak, "a"), (weak, "b")])), encoding="utf-8")
    page = opened(file)
    page.locator("#left").wait_for()
    assert page.locator("#left").text_content() == "(2 weaker ones left out; --all shows them)"
    page = opened(file, "#document=b")
    page.locator("article .left").wait_for()
    assert page.locator("article .left").text_content() == "(1 weaker one left out; --all shows it)"


def test_no_quotes_and_no_documents_are_told(opened: Opened, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    for answers, said in (([], "No quotes found."), ([(Result("It rained.", "en", (), ()), "a")], "No quotes found.")):
        file.write_text("".join(view.page(answers)), encoding="utf-8")
        page = opened(file)
        until(page, "document.body.dataset.view")
        assert page.get_by_text(said).is_visible()
        assert page.hurt == []


def test_a_run_that_failed_leaves_the_parts_of_the_old_page(in_parts: Path) -> None:
    folder = in_parts.parent / "an archive_files"
    before = sorted(folder.iterdir())
    with open_output(str(in_parts)) as stream:
        parts = stream.beside()
        assert parts is not None
        parts.write("known", 1, "")
        stream.is_whole = False
    assert sorted(folder.iterdir()) == before
    (folder / "notes.txt").touch()
    with open_output(str(in_parts.with_suffix(".csv"))) as stream:
        stream.write("a table of that name")
    assert len(list(folder.iterdir())) == len(before) + 1
    with open_output(str(in_parts)) as stream:
        stream.beside()
        stream.write("a page of one document")
    assert [file.name for file in folder.iterdir()] == ["notes.txt"]
