"""A headless Chromium for tests of pages; they are skipped where Playwright or a browser is missing."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def launched() -> Iterator[Any]:
    """The machine's own browser, or the one that Playwright installed."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    path = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_api.sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        except sync_api.Error as error:
            pytest.skip(
                f"no Chromium: install one, or run `playwright install chromium` ({error.message.splitlines()[0]})"
            )
        yield browser
        browser.close()


def until(page: Any, expression: str, seconds: float = 20) -> None:
    """Wait for a condition; Playwright's own way of waiting for one needs eval, which the page's policy forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"waited {seconds} seconds for {expression}"
        time.sleep(0.02)
