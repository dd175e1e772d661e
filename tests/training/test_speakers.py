"""Examples of how sure the name of a speaker is."""

from attrs import evolve

from benchmarks.crossvalidated import calibration, with_confidence
from quoteattr import Attributor
from training import speakers

TEXT = "“We need a bridge,” said Ann Lee. “It is late,” said Bo Dahl."
GOLD = {
    "id": "one",
    "entities": [{"id": "a", "name": "Ann Lee"}, {"id": "b", "name": "Bo Dal"}],
    "quotes": [
        {"content": [[1, 18]], "speaker": "a"},
        {"content": [[35, 46]], "speaker": "b"},
        {"content": [[35, 46]], "speaker": None},
    ],
}


def test_speakers_are_right_or_not_by_their_names(attributor: Attributor) -> None:
    found = list(speakers.examples(attributor(TEXT), GOLD))
    assert [right for _, right in found] == [True, False]
    assert all(any(name.startswith("form=") for name in features) for features, _ in found)


def test_a_speaker_is_as_sure_as_those_of_other_documents(attributor: Attributor) -> None:
    """Where all others are right, so is this one, whatever annotators say of it."""
    result = attributor(TEXT)
    others = [({**GOLD, "id": str(place), "quotes": GOLD["quotes"][:1]}, result) for place in range(60)]
    mixed = [({**GOLD, "id": str(place), "quotes": GOLD["quotes"][1:2]}, result) for place in range(60, 70)]
    [answered] = with_confidence(attributor.language, [(GOLD, result)], [*others, *mixed])
    assert answered[0].speaker_confidence is not None
    assert answered[0].speaker_confidence > 0.5
    assert evolve(answered, quotes=result.quotes) == result


def test_calibration_is_told_in_numbers() -> None:
    told = calibration([(0.9, True), (0.9, True), (0.1, False), (0.1, False)])
    assert told.startswith("calibration error 0.100 over 4 speakers")
    assert "at 0.5: precision 1.000, kept 0.500" in told
