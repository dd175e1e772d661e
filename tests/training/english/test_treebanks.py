"""Treebanks are read."""

from pathlib import Path

from training.english.treebanks import read_tagged, read_trees


def test_reading_a_treebank(toy_corpora: Path) -> None:
    tree = read_trees(toy_corpora / "toy.conllu")[1]
    assert tree.forms == ["Ann", "Lee", "said", "so", "."]
    assert [word.space for word in tree.words] == [True, True, True, False, True]
    assert tree.opens
    assert read_tagged(toy_corpora / "toy.bio", ("PER",))[0].tags == ("B-PER", "I-PER", "O", "O", "O")
