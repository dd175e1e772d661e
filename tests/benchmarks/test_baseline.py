"""What anybody could do."""

from benchmarks import baseline


def test_the_baseline_takes_the_nearest_capitalised_word() -> None:
    quotes = baseline.attribute("Per Dahl met Ann. “No,” she said. Then Per left. “Yes.”")
    assert [quote["speaker"] for quote in quotes] == ["Ann", "Per"]
    assert baseline.attribute("“nobody”")[0]["source"] == []
