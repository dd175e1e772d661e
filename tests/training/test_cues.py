"""The table of cues is counted."""

import tomllib
from pathlib import Path

import pytest

from quoteattr import Attributor
from quoteattr.quotations.cues import attributions_in
from tests.toy_corpus import DOCUMENTS, TOY, ToyParser
from training import cues
from training.corpus import Corpus, read_corpus


def test_cues_are_counted_by_frame_and_lemma(toy_parser: ToyParser) -> None:
    attributor = Attributor("en", parser=toy_parser)
    tables = cues.count(
        (document, doc["quotes"]) for doc in DOCUMENTS for document in attributor.documents([doc["text"]])
    )
    assert tables["verb ccomp"].seen == {"say": 1}
    assert tables["verb ccomp"].reported == {"say": 1}
    assert tables["preposition"].reported == {"according to": 1}


def test_a_report_of_other_words_is_no_attribution(toy_parser: ToyParser) -> None:
    [document] = Attributor("en", parser=toy_parser).documents([DOCUMENTS[0]["text"]])
    elsewhere = [DOCUMENTS[0]["quotes"][0] | {"content": [[0, 3]]}]
    reports = [
        attribution
        for sentence in document.trees.sentences
        for attribution in attributions_in(sentence, document.language)
    ]
    assert [sighting.reported for sighting in cues.sightings(document, reports, elsewhere)] == [False]


def test_rare_lemmas_are_counted_together_and_the_table_is_sorted() -> None:
    counts = cues.Counts()
    for lemma, reported in [("say", True), ("add", True), ("add", False), ("add", True), ("say", True), ("owe", False)]:
        counts.add(lemma, reported)
    counts.add("say", False)
    assert list(counts.lines()) == ['"*" = [0, 1]', "add = [2, 3]", "say = [2, 3]"]


def test_the_table_of_cues_is_toml_without_text() -> None:
    counts = cues.Counts()
    for _ in range(3):
        counts.add("according to", True)
        counts.add("Ann's 1st", True)
    written = cues.to_toml({"preposition": counts, "verb obj": cues.Counts()}, TOY)
    assert tomllib.loads(written) == {"preposition": {"*": [0, 0], "according to": [3, 3]}}
    assert "# Counted on toy, 2 documents, SHA-256 f00d." in written


def test_the_terms_of_a_corpus_are_said() -> None:
    polnear = Corpus("polnear.train", "f00d", ({"corpus": "polnear", "text": ""},))
    assert "states no licence" in cues.to_toml({}, polnear)


def test_the_command_for_cues_writes_the_table(
    toy_file: Path, toy_parses: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cues, "REPORTED_AT_LEAST", 1)
    cues.main([str(toy_file), "--parses", str(toy_parses)])
    written = capsys.readouterr().out
    assert tomllib.loads(written)["verb ccomp"] == {"*": [1, 1]}
    assert f"toy, 2 documents, SHA-256 {read_corpus(toy_file).sha256}" in written
