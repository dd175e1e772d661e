"""Examples of reports, each part of a corpus judged by counts of the others."""

from quoteattr import Attributor
from tests.toy_corpus import DOCUMENTS, ToyParser
from training import plausibility
from training.corpus import Corpus


def test_each_part_is_judged_by_counts_of_the_others(toy_parser: ToyParser) -> None:
    attributor = Attributor("en", parser=toy_parser)
    documents = [(document, doc["quotes"]) for doc in DOCUMENTS for document in attributor.documents([doc["text"]])]
    corpus = Corpus("made up", "0", tuple(DOCUMENTS))
    labels = [reported for _, reported in plausibility.folded(documents, corpus)]
    assert sorted(labels) == sorted(
        reported for _, reported in plausibility.examples(documents, attributor.language.cues)
    )
