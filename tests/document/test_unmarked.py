"""Speech without marks: which spans it has; `tests/golden/en/feeds.json` has the records."""

import pytest

from quoteattr import Attributor


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Moe told reporters:\n\nWe sank. We swam.\n\nIt rained.", ["We sank. We swam."]),
        ("Moe told reporters:\n\n“We sank.”\n\nIt rained.", ["“We sank.”"]),
        ("Mix the dough:\n\nFlour and water.", []),
        ("We sank. — Ida Moe (@moe) 4 May", ["We sank."]),
        ("The crew — Ida Moe and Per Dahl — sank.", []),
        ("—I sank, Moe said. It was cold.\n\n—It was.", ["I sank,", "It was cold.", "It was."]),
        ("— Fares rise in May.\n\n— Boats are sold.", []),
        ("Per Dahl wrote:\n> We sank, and “swam”.\n> It was cold.", ["We sank, and “swam”.", "“swam”", "It was cold."]),
    ],
)
def test_spans(attributor: Attributor, text: str, spans: list[str]) -> None:
    [document] = attributor.documents([text])
    assert [text[quoted.start : quoted.end] for quoted in document.quoted_spans] == spans


def test_marks_within_lie_deeper(attributor: Attributor) -> None:
    [document] = attributor.documents(["Per Dahl wrote:\n\nWe sank, and “swam”.\n\nIt rained."])
    assert [quoted.depth for quoted in document.quoted_spans] == [0, 1]
