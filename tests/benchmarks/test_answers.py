"""What moved between two states of the program is listed, and nothing else is."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks import answers


@pytest.fixture
def command(toy_file: Path, toy_parses: Path) -> list[str]:
    return [str(toy_file.parent), "--parses", str(toy_parses), "--jobs", "1"]


@pytest.fixture
def kept(command: list[str], tmp_path: Path) -> Path:
    """The answers of now."""
    path = tmp_path / "before.gz"
    assert answers.main([*command, "--keep", str(path)]) == 0
    return path


def test_the_same_program_gives_equal_answers(
    command: list[str], kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answers.main([*command, "--against", str(kept)]) == 0
    assert "2 documents, 2 quotes" in capsys.readouterr().out
    assert answers.main([*command, "--against", str(kept)]) == 0
    assert "all answers are equal" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("field", "value"),
    [("cue", [0, 1, "be", "assert", False]), ("source", None), ("confidence", 0.01), ("why: Source", "0")],
)
def test_a_field_that_moved_is_told(
    command: list[str], kept: Path, capsys: pytest.CaptureFixture[str], field: str, value: Any
) -> None:
    before = answers.read(kept)
    key, found = next(iter(before.items()))
    place = next(place for place in found if place.startswith("quote"))
    found[place][field] = value
    answers.keep(kept, before.items())
    assert answers.main([*command, "--against", str(kept)]) == 1
    told = capsys.readouterr().out
    assert f"{key}: {place}: {field}: " in told
    assert told.endswith(f"     1 quote {field}\n1 changes\n")


def test_what_came_and_what_went_is_told(command: list[str], kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = answers.read(kept)
    for found in before.values():
        for place in [place for place in found if place.startswith("quote")]:
            found[f"{place} of old"] = found.pop(place)
    answers.keep(kept, before.items())
    assert answers.main([*command, "--against", str(kept), "--most", "1"]) == 1
    told = capsys.readouterr().out
    assert "2 quote came" in told
    assert "2 quote went" in told
    assert told.count(" came\n") == 2  # one that is told, and how many there are


def test_without_anything_to_do_it_says_what_to_say(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        answers.main(command)
    assert "--keep FILE, --against FILE, or both" in capsys.readouterr().err
