"""A teacher labels corpora with names."""

from pathlib import Path

import pytest
import torch

from training.english import teacher
from training.english.settings import Settings
from training.english.treebanks import read_tagged


def test_a_teacher_labels_all_corpora(toy_silver: Path, toy_settings: Settings) -> None:
    labelled = [sentence.words for sentence in read_tagged(toy_silver)]
    corpora = [tuple(tree.forms) for tree in toy_settings.trees("trees")]
    corpora += [sentence.words for sentence in toy_settings.names("toy.bio")]
    assert labelled == corpora


def test_a_teacher_goes_on_where_it_stopped(
    toy_silver: Path, toy_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teacher, "base_folder", lambda out: toy_settings.out / "mpnet")
    monkeypatch.setattr(teacher, "_epoch", lambda *_: pytest.fail("nothing was left to train"))
    teacher.train(toy_settings)


def test_labelled_names_are_whole() -> None:
    scores = torch.full((3, len(teacher.TAGS)), -5.0)
    for place, tag in enumerate(("B-PER", "I-LOC", "E-PER")):  # the middle alone would say LOC
        scores[place, teacher.TAGS.index(tag)] = 0.0
    assert teacher.best_path(scores) == ["B-PER", "I-PER", "E-PER"]
