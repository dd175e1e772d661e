"""The page and the drawing of the rooms tell what is there."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "quoteattr"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
DRAWING = (ROOT / "docs" / "rooms.svg").read_text(encoding="utf-8")
HIDDEN = {"__init__", "__main__", "__pycache__", "py"}
"""What is no room."""


def layers() -> list[set[str]]:
    """The rooms as import-linter knows them, the highest first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(
        contract
        for contract in project["tool"]["importlinter"]["contracts"]
        if contract.get("containers") == ["quoteattr"]
    )
    return [set(layer.split(" | ")) - {"__main__"} for layer in contract["layers"] if layer != "__main__"]


def drawn() -> dict[str, int]:
    """The rooms of the drawing, with the height at which each stands."""
    return {name: int(y) for y, name in re.findall(r'<text class="name" x="[\d.]+" y="(-?\d+)">(\w+)</text>', DRAWING)}


def test_every_room_is_drawn() -> None:
    assert drawn().keys() == {entry.stem for entry in PACKAGE.iterdir()} - HIDDEN


def test_what_imports_is_drawn_above_what_it_imports_from() -> None:
    """But for the rooms of the way of a text, which goes from left to right."""
    along = {"document", "entities", "quotations", "coreference", "attribution"}
    heights = [(drawn()[room], floor) for floor, rooms in enumerate(layers()) for room in rooms - along]
    assert [floor for _, floor in sorted(heights)] == sorted(floor for _, floor in heights)


def test_every_place_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"`([a-z]+/[a-z_/]+\.(?:py|toml))`", PAGE)) - {"parsers/NAME.py"}
    assert len(named) > 20
    assert [path for path in sorted(named) if not (PACKAGE / path).exists() and not (ROOT / path).exists()] == []
