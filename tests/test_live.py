"""The golden cases on the bundled models, parser errors and all."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from quoteattr import Attributor, Result

CASES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("golden").joinpath("en.json").read_text(encoding="utf-8")
)
SHARE = 0.76
"""Cases that must come out right; measured, less a little for processors that count differently."""


def test_most_cases_come_out_right(
    attributor: Attributor, differences: Callable[[Result, list[dict[str, Any]]], list[str]]
) -> None:
    results = attributor.pipe([case["text"] for case in CASES])
    wrong = {
        case["label"]: found
        for case, result in zip(CASES, results, strict=True)
        if (found := differences(result, case["quotes"]))
    }
    print(*(f"{label}: {'; '.join(found)}" for label, found in wrong.items()), sep="\n")  # noqa: T201  # shown by -rP
    assert 1 - len(wrong) / len(CASES) >= SHARE
