"""One Attributor serves many threads: the answers are those of one after the other, and the models load once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep
from typing import Any

import pytest

from quoteattr import Attributor, Result
from quoteattr.parsers.bundled import parser

TEXTS = [
    f"Ann Lee, mayor of Exeter, met Bo Kerr on day {number}. “We need {number} bridges,” she said. "
    "Kerr denied that he had asked for one."
    for number in range(12)
]


def test_threads_that_share_an_attributor_get_what_one_alone_gets(attributor: Attributor) -> None:
    alone = [attributor(text) for text in TEXTS]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(attributor, TEXTS)) == alone
    assert all(len(result) == 2 for result in alone)


def test_each_thread_may_have_a_pipe_of_its_own(attributor: Attributor) -> None:
    def piped(texts: list[str]) -> list[Result]:
        return list(attributor.pipe(texts))

    with ThreadPoolExecutor(3) as pool:
        shares = list(pool.map(piped, [TEXTS[place::3] for place in range(3)]))
    assert shares == [piped(TEXTS[place::3]) for place in range(3)]


def test_the_models_are_loaded_once(monkeypatch: pytest.MonkeyPatch, stub_parser: Any) -> None:
    loaded: list[str] = []

    def load(language: str, threads: int) -> Any:
        loaded.append(language)
        sleep(0.05)
        return stub_parser

    monkeypatch.setattr(parser, "load", load)
    attributor, start = Attributor("en"), Barrier(4)

    def together(text: str) -> Result:
        start.wait(timeout=10)
        return attributor(text)

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(together, TEXTS[:4]))
    assert loaded == ["en"]
    assert results == [attributor(text) for text in TEXTS[:4]]
