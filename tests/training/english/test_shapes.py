"""Sentences made for training have the shapes of reported speech."""

from pathlib import Path

from quoteattr.parsers.bundled.spanning_trees import is_tree
from training.english.shapes import MARKS, Shapes
from training.english.treebanks import read_trees


def test_made_sentences_are_trees(toy_corpora: Path) -> None:
    trees = read_trees(toy_corpora / "toy.conllu")
    for tree in Shapes(trees, seed=3).make(200):
        assert is_tree([word.head for word in tree.words])
        forms = tree.forms
        assert all(forms.count(opening) == forms.count(closing) for opening, closing in MARKS)


def test_reporting_clause_inside_is_parataxis(toy_corpora: Path) -> None:
    shapes = Shapes(read_trees(toy_corpora / "toy.conllu"), seed=1)
    inside = [shapes.inside() for _ in range(40)]
    relations = {word.deprel for tree in inside for word in tree.words if word.lemma in ("say", "write")}
    assert "parataxis" in relations
