"""Packed models are measured."""

from pathlib import Path

from quoteattr.parsers.bundled.pipeline import read_pipeline
from quoteattr.parsers.stanza import StanzaParser
from training.english.evaluate import entity_scores, gold_tokens, raw_text
from training.english.settings import Settings
from training.english.treebanks import Tagged


def test_evaluation_of_packed_models(toy_models: Path, toy_settings: Settings) -> None:
    pipeline = read_pipeline(toy_models)
    trees = toy_settings.trees("dev_trees")
    assert set(gold_tokens(pipeline, trees)) == {"UPOS", "lemma", "UAS", "LAS"}
    assert set(raw_text(StanzaParser(pipeline), trees)) == {"tokens", "sentences", "LAS from text"}


def test_entity_scores() -> None:
    gold = [Tagged(("Ann", "Lee", "left", "Exeter"), ("B-PER", "I-PER", "O", "B-LOC"))]
    assert entity_scores(gold, [["B-PER", "E-PER", "O", "O"]]) == {"PER": 100.0, "ORG": 0.0, "LOC": 0.0}
