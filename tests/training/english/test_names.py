"""Names in training give way to others."""

from training.english.names import renamed, without_handles
from training.english.treebanks import Tagged


def test_names_give_way_to_others_of_their_kind() -> None:
    tagged = [
        Tagged(("Ann", "Lee", "met", "Roe", "."), ("B-PER", "I-PER", "O", "B-PER", "O")),
        Tagged(("Ida", "Marr", "left", "Exeter", "@handle"), ("B-PER", "I-PER", "O", "B-LOC", "B-PER")),
        Tagged(("Oslo",), ("B-LOC",)),
    ]
    found = [sentence for seed in range(50) for sentence in renamed(tagged, 1, seed)]
    assert {sentence.words[-1] for sentence in found[::3]} == {"."}
    assert {sentence.words[-2] for sentence in found[1::3]} == {"Exeter", "Oslo"}
    assert {sentence.words for sentence in found[2::3]} == {("Exeter",), ("Oslo",)}
    assert ("Ida", "Marr", "met", "Lee", ".") in {sentence.words for sentence in found}
    assert ("Lee", "met", "Roe", ".") in {sentence.words for sentence in found}
    assert all(len(sentence.words) == len(sentence.tags) for sentence in found)
    assert renamed(tagged, 0, 1) == tagged


def test_handles_are_no_names() -> None:
    tweet = Tagged(("@nasa", "hired", "Ann", "Lee"), ("B-ORG", "O", "B-PER", "I-PER"))
    assert without_handles(tweet).tags == ("O", "O", "B-PER", "I-PER")
