"""Tables stay within their width, whatever they hold."""

from unicodedata import combining

from hypothesis import given
from hypothesis import strategies as st

from quoteattr.display.tables import table


def row(name: str, role: str | None, cue: str, text: str) -> dict[str, object]:
    return {"text": text, "cue": {"text": cue}, "speaker": {"id": 0, "name": name, "kind": "person", "role": role}}


@given(st.lists(st.builds(row, st.text(), st.none() | st.text(), st.text(), st.text())), st.integers(0, 120))
def test_a_table_stays_within_its_width(rows: list[dict[str, object]], width: int) -> None:
    lines = table({"quotes": rows}, width).split("\n")
    assert len(lines) == (len(rows) + 2 if rows else 2)
    assert all(len(line) <= max(width, 40) + sum(combining(letter) > 0 for letter in line) for line in lines)


def test_the_columns_stand_below_each_other() -> None:
    rows = [row("Ida Moe", "harbour master", "said", "Too late,"), row("伊藤", None, "said", "遅い,")]
    assert table({"quotes": rows}, 100).splitlines() == [
        "speaker  role            cue   quote",
        "Ida Moe  harbour master  said  Too late,",
        "伊藤     -               said  遅い,",
    ]


def test_what_is_within_a_quote_stands_below_it_farther_in() -> None:
    outer = row("Ida Moe", None, "said", "He said no,") | {"inner": [row("Bo Ek", None, "said", "no") | {"inner": []}]}
    assert [line.partition("  said")[0].rstrip() for line in table({"quotes": [outer]}, 100).splitlines()[1:]] == [
        "Ida Moe  -",
        "  Bo Ek  -",
    ]
