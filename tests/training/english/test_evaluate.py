"""Packed models are measured."""

from pathlib import Path

from quoteattr.parsers.bundled.parser import read_parser
from training.english.evaluate import entities, entity_scores, gold_tokens, raw_text
from training.english.settings import Settings
from training.english.treebanks import Tagged


def test_evaluation_of_packed_models(toy_models: Path, toy_settings: Settings) -> None:
    trees = toy_settings.trees("dev_trees")
    assert set(gold_tokens(toy_models, trees)) == {"UPOS", "lemma", "UAS", "LAS"}
    assert set(raw_text(read_parser(toy_models), trees)) == {"tokens", "sentences", "LAS from text"}
    assert set(entities(toy_models, toy_settings.names("toy.bio"))) == {"PER", "ORG", "LOC"}


def test_entity_scores() -> None:
    gold = [Tagged(("Ann", "Lee", "left", "Exeter"), ("B-PER", "I-PER", "O", "B-LOC"))]
    assert entity_scores(gold, [["B-PER", "E-PER", "O", "O"]]) == {"PER": 100.0, "ORG": 0.0, "LOC": 0.0}
