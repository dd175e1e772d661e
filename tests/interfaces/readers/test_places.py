"""Folders and patterns stand for their files; what is passed over is told."""

from pathlib import Path

import pytest

from quoteattr.interfaces.readers.places import files_of


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("in/b.txt", "in/a.md", "in/deep/c.jsonl.gz", "in/.hidden.txt", "in/.git/d.txt", "in/e.jpg", "[x].txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)


def found(*places: str) -> tuple[list[str], list[str]]:
    complaints: list[str] = []
    return [file.replace("\\", "/") for file in files_of(places, complaints.append)], complaints


def test_a_folder_is_read_with_those_below_it_and_without_what_is_hidden() -> None:
    files, complaints = found("in")
    assert files == ["in/a.md", "in/b.txt", "in/deep/c.jsonl.gz"]
    assert complaints == [
        "in: 1 file passed over (.jpg); give one by name, with --input-format, if it holds texts",
    ]


def test_a_pattern_is_read_and_a_name_that_looks_like_one_too() -> None:
    assert found("in/**/*.gz", "in/*.txt") == (["in/deep/c.jsonl.gz", "in/b.txt"], [])
    assert found("[x].txt") == (["[x].txt"], [])
    assert found("no/*.txt") == ([], ["no/*.txt: no file fits this pattern"])


def test_other_places_stay_as_they_are() -> None:
    assert found("-", "https://example.org/in", "missing.txt") == (["-", "https://example.org/in", "missing.txt"], [])


def test_an_empty_folder_is_told() -> None:
    Path("empty").mkdir()
    assert found("empty") == ([], ["empty: no file in it"])
