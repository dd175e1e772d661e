"""Parses are kept, each under the digest of the models that made it."""

from pathlib import Path

import pytest

from quoteattr.interfaces.provenance import models_digest
from tests.toy_corpus import TREES, ToyParser
from training.parses import CachedParser


def test_a_text_is_parsed_once(toy_parser: ToyParser, tmp_path: Path) -> None:
    texts = [*TREES, *TREES]
    cached = CachedParser(tmp_path / "parses", load=lambda: toy_parser, digest="stub")
    first = list(cached.parse_many(texts))
    again = CachedParser(tmp_path / "parses", load=lambda: toy_parser, digest="stub")
    assert toy_parser.asked == list(TREES)
    assert first == list(again.parse_many(texts)) == list(ToyParser().parse_many(texts))
    assert toy_parser.asked == list(TREES)


def test_a_known_text_needs_no_model(toy_parses: Path) -> None:
    assert CachedParser(toy_parses).parse("Ann said it rained.").sentences[0].tokens[1].lemma == "say"


def test_another_model_parses_anew(toy_parser: ToyParser, toy_parses: Path) -> None:
    CachedParser(toy_parses, load=lambda: toy_parser, digest="another").parse("Ann said it rained.")
    assert toy_parser.asked == ["Ann said it rained."]


def test_a_parser_of_ones_own_needs_a_digest(toy_parser: ToyParser, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="both `load` and `digest`"):
        CachedParser(tmp_path / "parses", load=lambda: toy_parser)


def test_the_digest_of_models_is_stable() -> None:
    assert models_digest("en") == models_digest("en")
