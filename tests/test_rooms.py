"""Tests lie where what they test lies: each folder of tests is named after a room of the package."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ROOT = TESTS.parent
DATA = {"golden", "frozen", "typing"}
"""Folders of tests/ without tests of their own."""


def folders(root: Path) -> set[str]:
    """The folders below a folder that hold Python files, by their path."""
    return {str(path.parent.relative_to(root)) for path in root.rglob("*.py")} - {"."}


@pytest.mark.parametrize("folder", sorted(folders(TESTS) - DATA))
def test_a_folder_of_tests_names_a_room(folder: str) -> None:
    beside = folder.split("/")[0] in ("training", "benchmarks")
    assert (ROOT / folder if beside else ROOT / "quoteattr" / folder).is_dir()


def test_every_room_is_tested() -> None:
    rooms = {room.name for room in (ROOT / "quoteattr").iterdir() if (room / "__init__.py").is_file()}
    assert rooms <= folders(TESTS)
