"""The tables of a summary: what is counted, in which groups, with which intervals."""

from typing import Any

import pytest

import quoteattr
from quoteattr import Corpus
from quoteattr.corpus.tables import COLUMNS, TABLES
from quoteattr.errors import InputError
from tests.corpus.made import quote, result, said, speaker


def archive() -> list[Any]:
    """Four documents of two papers: two people, critics, nobody, and a joint statement."""
    ann, bo, critics = speaker(0, "Ann Lee", roles=("mayor",)), speaker(1, "Bo Ek"), speaker(2, "Critics", "group")
    courier = {"outlet": "Courier", "date": "2020-02-07"}
    ledger = {"outlet": "Ledger", "date": "2020-03-01"}
    radio = {"start": 0, "end": 5, "text": "Radio"}
    return [
        result("a", [quote("We wait", ann), quote("So be it", ann, kind="mixed")], [ann], meta=courier),
        result("b", [quote("They said", ann, bo, kind="indirect")], [ann, bo], meta=ledger),
        result(
            "c", [quote("No good", critics, medium=radio), quote("Who knows", kind="indirect")], [critics], meta=ledger
        ),
        result("d", [], [], meta={}),
    ]


def test_each_table_counts() -> None:
    with Corpus(archive()) as corpus:
        tables = corpus.summary().tables
    [overview] = tables["overview"]
    expected = {
        "documents": 4,
        "quotes": 5,
        "words": 11,
        "people": 2,
        "named": 3,
        "first": "2020-02-07",
        "last": "2020-03-01",
    }
    assert overview == expected
    ann, bo = tables["speakers"]
    assert (ann["name"], ann["quotes"], ann["documents"], ann["words"], ann["roles"]) == ("Ann Lee", 3, 2, 7, "mayor")
    assert (ann["direct"], ann["mixed"], ann["indirect"]) == (1, 1, 1)
    assert (ann["first"], ann["last"], ann["share"]) == ("2020-02-07", "2020-03-01", 0.6)
    assert (bo["quotes"], bo["first"]) == (1, "2020-03-01")
    assert {row["kind"]: row["quotes"] for row in tables["kinds"]} == {"person": 3, "group": 1, "not attributed": 1}
    assert {row["form"]: row["quotes"] for row in tables["forms"]} == {"direct": 2, "mixed": 1, "indirect": 2}
    assert [(row["source"], row["quotes"]) for row in tables["nameless"]] == [("critics", 1)]
    assert [(row["medium"], row["quotes"]) for row in tables["media"]] == [("radio", 1)]
    assert tables["concentration"][0]["top_ten"] == 1
    assert tables["concentration"][0]["gini"] == pytest.approx(0.25)


def test_groups_are_counted_apart() -> None:
    with Corpus(archive()) as corpus:
        tables = corpus.summary(by="outlet").tables
        by_month = corpus.summary(by=("month", "outlet")).tables["overview"]
    assert [(row["outlet"], row["quotes"]) for row in tables["overview"]] == [
        ("(none)", 0),
        ("Courier", 2),
        ("Ledger", 3),
    ]
    assert [(row["outlet"], row["name"], row["quotes"]) for row in tables["speakers"]] == [
        ("Courier", "Ann Lee", 2),
        ("Ledger", "Ann Lee", 1),
        ("Ledger", "Bo Ek", 1),
    ]
    assert [(row["month"], row["outlet"]) for row in by_month] == [
        ("(none)", "(none)"),
        ("2020-02", "Courier"),
        ("2020-03", "Ledger"),
    ]


def test_a_key_that_no_document_has_is_refused() -> None:
    with Corpus(archive()) as corpus, pytest.raises(InputError, match="no document has 'desk' in its meta; there are"):
        corpus.summary(by="desk")
    with Corpus([said("a", "No", "Ann Lee")]) as corpus, pytest.raises(InputError, match="'month'"):
        corpus.summary(by="month")


def test_intervals_hold_the_figure_and_are_the_same_each_time() -> None:
    documents = [said(number, "No", f"Ann {'Lee' if number % 3 else 'Moe'}") for number in range(60)]
    with Corpus(documents) as corpus:
        row, again = (corpus.summary().tables["speakers"][0] for _ in range(2))
        assert row == again
        assert 0.5 < row["low"] < row["share"] < row["high"] < 0.8
        assert corpus.summary(draws=0).tables["speakers"][0]["low"] is None
        spread = corpus.summary().tables["concentration"][0]
        assert spread["gini_low"] <= spread["gini"] <= spread["gini_high"]


def test_reasons_are_told_once_with_their_place() -> None:
    text = "“No,” an aide who was not authorised to speak publicly said. “Never,” the aide said."
    aide = speaker(0, "aide", "unnamed")
    source = {"start": 6, "end": 54, "text": text[6:54], "form": "nominal"}
    quotes = [{**quote("No,", aide), "source": source}, {**quote("Never", aide), "source": source}]
    with Corpus([result("a", quotes, [aide], text=text)]) as corpus:
        [reason] = corpus.summary().tables["reasons"]
        assert corpus.summary().tables["nameless"][0]["with_reason"] == 2
    assert text[reason["start"] : reason["end"]] == reason["reason"] == "who was not authorised to speak publicly"


def test_frames_have_the_columns_of_the_tables_even_without_rows() -> None:
    with Corpus() as empty, Corpus(archive()) as corpus:
        for summary in (empty.summary(), corpus.summary(by="outlet")):
            frames = summary.frames()
            assert list(frames) == list(TABLES)
            for name, frame in frames.items():
                assert list(frame.columns) == [*summary.by, *COLUMNS[name]]
        for name, rows in corpus.summary().tables.items():
            assert all(set(row) == set(COLUMNS[name]) for row in rows), name


def test_a_summary_of_real_results(attributor: quoteattr.Attributor) -> None:
    result = attributor("“We wait,” said Ann Lee, mayor of Exeter. Critics said that it was late.")
    with Corpus([result]) as corpus:
        summary = corpus.summary()
        assert "1 overview" in repr(summary)
        assert [row["name"] for row in summary.tables["speakers"]] == ["Ann Lee"]
