"""Which part of a corpus is held out."""

from training.english.settings import parted
from training.english.treebanks import Tagged


def test_part_of_a_corpus_is_held_out() -> None:
    sentences = [Tagged((str(number),), ("O",)) for number in range(230)]
    taught, held = parted(sentences)
    assert [sentence.words[0] for sentence in held] == [*map(str, range(80, 100)), *map(str, range(180, 200))]
    assert sorted([*taught, *held], key=lambda sentence: int(sentence.words[0])) == sentences
