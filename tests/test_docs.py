"""The pages of the documentation tell of everything that is public."""

import re
from pathlib import Path

import pytest
from attrs import fields, has

import quoteattr

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
INHERITED = {"start", "end", "text"}
"""What all spans have; `Span` tells of it."""


def test_the_reference_has_every_public_name() -> None:
    shown = set(re.findall(r"^::: quoteattr\.(\w+)$", PAGE, re.MULTILINE))
    assert shown == set(quoteattr.__all__)


RECORDS = [
    record
    for name in quoteattr.__all__
    if isinstance(record := getattr(quoteattr, name), type) and has(record) and record is not quoteattr.Language
]
"""Records with fields that the reference tells of; the fields of a language have a page of their own."""


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_of_a_record_is_told(record: type) -> None:
    told = set(re.findall(r"^ {8}([a-z_]+): ", record.__doc__ or "", re.MULTILINE))
    names = {field.name for field in fields(record) if not field.name.startswith("_")}
    inherited = INHERITED if quoteattr.Span in record.__bases__ else set()
    assert names - inherited == told - inherited


def test_the_gallery_shows_its_inputs_as_they_are() -> None:
    page = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    inputs = sorted((ROOT / "examples" / "gallery").iterdir())
    assert len(inputs) > 3
    for file in inputs:
        assert f"\n{file.read_text(encoding='utf-8').rstrip()}\n```" in page, file.name
