"""What the tokenizer is taught."""

import random
from pathlib import Path

from training.english import tokens
from training.english.treebanks import read_trees


def test_labels_cover_the_text(toy_corpora: Path) -> None:
    trees = read_trees(toy_corpora / "toy.conllu")
    made = tokens.news(trees, 50, seed=2) + [tokens.label(part, random.Random(1)) for part in tokens.paragraphs(trees)]
    for part in made:
        assert len(part.text) == len(part.labels)
        assert part.labels.endswith(tokens.SENTENCE)
        assert all(label == tokens.INSIDE for char, label in zip(part.text, part.labels, strict=True) if char == " ")
