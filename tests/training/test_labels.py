"""Our own labels are offsets and ids, and stand beside those of the corpora."""

import json
from pathlib import Path

from quoteattr.attribution.circumstances import CIRCUMSTANCES
from training.labels import OWN, own, read_labels


def spans(value: object) -> list[list[int]]:
    """A span, or the spans of a list."""
    assert isinstance(value, list)
    return [value] if value and isinstance(value[0], int) else value


def test_our_labels_hold_offsets_and_ids_alone() -> None:
    rows = own().documents
    assert len({row["id"] for row in rows}) == len(rows) > 0
    for row in rows:
        assert row.keys() == {"id", "circumstances", "inner"}
        for told in row["circumstances"]:
            assert {"quote"} < told.keys() <= {"quote", *CIRCUMSTANCES}
        for inner in row["inner"]:
            assert inner.keys() == {"in", "source", "cue", "content"}
            assert inner["content"]
        found = [
            span
            for one in (*row["circumstances"], *row["inner"])
            for key in one.keys() - {"quote", "in"}
            for span in spans(one[key])
        ]
        assert all(0 <= start < end for start, end in found)


def test_what_a_corpus_has_goes_before_ours(tmp_path: Path) -> None:
    name, other = (json.loads(line)["id"] for line in OWN.read_text(encoding="utf-8").splitlines()[:2])
    theirs = {"id": name, "circumstances": [], "inner": []}
    rows: list[dict[str, object]] = [{"id": key, "text": "", "quotes": []} for key in (name, other, "unlabelled")]
    (tmp_path / "made.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "made.circumstances.jsonl").write_text(json.dumps(theirs) + "\n", encoding="utf-8")
    corpus, labels = read_labels(tmp_path, "made")
    assert len(corpus.documents) == 3
    assert labels.keys() == {name, other}
    assert labels[name] == theirs
