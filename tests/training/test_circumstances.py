"""Phrases are labelled by what annotators marked, and each circumstance gets weights of its own."""

from quoteattr import Attributor
from quoteattr.attribution.circumstances import CIRCUMSTANCES
from quoteattr.languages.weights import Weights
from quoteattr.parsers.adapt import Parser
from training.circumstances import examples, labelled, weights

TEXT = "“It is safe,” Ida Moe told reporters on Monday."
GOLD = {
    "text": TEXT,
    "quotes": [{"id": "q", "type": "direct", "content": [[1, 12]], "cue": [[22, 26]], "source": [[14, 21]]}],
}
LABELS = {"circumstances": [{"quote": "q", "addressee": [27, 36], "time": [37, 46]}], "inner": []}


def test_each_labelled_phrase_is_an_example(bundled_parser: Parser) -> None:
    [document] = Attributor("en", parser=bundled_parser).documents([TEXT])
    [one] = labelled(document, GOLD, LABELS)
    found = list(examples(TEXT, one))
    assert {kind: sum(right for asked, (_, right) in found if asked == kind) for kind, _ in found} == {
        "addressee": 1,
        "medium": 0,
        "occasion": 0,
        "time": 1,
    }


def test_weights_are_named_by_their_circumstance(bundled_parser: Parser) -> None:
    [document] = Attributor("en", parser=bundled_parser).documents([TEXT])
    [one] = labelled(document, GOLD, LABELS)
    fitted = Weights(weights(list(examples(TEXT, one)) * 5))
    assert all(name == "bias" or name.partition("|")[0] in CIRCUMSTANCES for name in fitted)
    assert fitted["addressee|word=reporter"] > 0 > fitted["time|word=reporter"]
