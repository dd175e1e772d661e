"""What counts and measures: kept parses, the table of cues, the precision of sieves, and the gate.

The corpus was written for this test: two documents, and trees made by hand.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks import baseline, gate
from quoteattr import Attributor, Parse
from quoteattr.languages.loading import load_language
from quoteattr.quotations.cues import attributions_in
from quoteattr.syntax.parse import Sentence, Token
from training import cues, extent, genders, plausibility, precision, regression
from training.corpus import Corpus, read_corpus
from training.parses import CachedParser, models_digest

# word, lemma, tag, head, relation
SAID = (
    "Ann Ann PROPN 2 nsubj",
    "said say VERB 0 root",
    "it it PRON 4 nsubj",
    "rained rain VERB 2 ccomp",
    ". . PUNCT 2 punct",
)
ACCORDING = (
    "It it PRON 2 nsubj",
    "rained rain VERB 0 root",
    ", , PUNCT 6 punct",
    "according accord VERB 6 case",
    "to to ADP 4 fixed",
    "police police NOUN 2 obl",
    ". . PUNCT 2 punct",
)
REASON = (
    *SAID[:4],
    "because because SCONJ 7 mark",
    "they they PRON 7 nsubj",
    "prayed pray VERB 2 advcl",
    ". . PUNCT 2 punct",
)
TREES = {
    "Ann said it rained.": SAID,
    "It rained, according to police.": ACCORDING,
    "Ann said it rained because they prayed.": REASON,
}


class Stub:
    """A parser that knows the trees above, and counts the texts it was given."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def parse_many(self, texts: Iterable[str]) -> Iterator[Parse]:
        for text in texts:
            self.asked.append(text)
            yield Parse(text, (Sentence(tuple(_tokens(text))),))


def _tokens(text: str) -> Iterator[Token]:
    end = 0
    for index, row in enumerate(TREES[text], 1):
        word, lemma, tag, head, relation = row.split()
        start = text.index(word, end)
        end = start + len(word)
        yield Token(index, start, end, word, lemma, tag, int(head), relation, feats="Case=Nom", ner="B-PER")


def document(text: str, content: str, cue: str, source: str) -> dict[str, Any]:
    found = [[[text.index(words), text.index(words) + len(words)]] for words in (content, cue, source)]
    quote = {"type": "indirect", "speaker": None} | dict(zip(("content", "cue", "source"), found, strict=True))
    return {"id": cue, "corpus": "toy", "text": text, "quotes": [quote], "entities": []}


DOCUMENTS = (
    document("Ann said it rained.", "it rained", "said", "Ann"),
    document("It rained, according to police.", "It rained", "according to", "police"),
)
TOY = Corpus("toy", "f00d", DOCUMENTS)


@pytest.fixture
def stub() -> Stub:
    return Stub()


@pytest.fixture
def parses(tmp_path: Path) -> Path:
    """A file with the parses of the toy corpus, under the digest of the models that ship."""
    path = tmp_path / "parses.sqlite"
    CachedParser(path).add(Stub().parse_many(TREES))
    return path


@pytest.fixture
def toy_file(tmp_path: Path) -> Path:
    path = tmp_path / "corpora" / "toy.jsonl"
    path.parent.mkdir()
    path.write_text("".join(json.dumps(document) + "\n" for document in DOCUMENTS), encoding="utf-8")
    return path


def test_a_text_is_parsed_once(stub: Stub, tmp_path: Path) -> None:
    texts = [*TREES, *TREES]
    cached = CachedParser(tmp_path / "parses", load=lambda: stub, digest="stub")
    first = list(cached.parse_many(texts))
    again = CachedParser(tmp_path / "parses", load=lambda: stub, digest="stub")
    assert stub.asked == list(TREES)
    assert first == list(again.parse_many(texts)) == list(Stub().parse_many(texts))
    assert stub.asked == list(TREES)


def test_a_known_text_needs_no_model(parses: Path) -> None:
    assert CachedParser(parses).parse("Ann said it rained.").sentences[0].tokens[1].lemma == "say"


def test_another_model_parses_anew(stub: Stub, parses: Path) -> None:
    CachedParser(parses, load=lambda: stub, digest="another").parse("Ann said it rained.")
    assert stub.asked == ["Ann said it rained."]


def test_a_parser_of_ones_own_needs_a_digest(stub: Stub, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="both `load` and `digest`"):
        CachedParser(tmp_path / "parses", load=lambda: stub)


def test_the_digest_of_models_is_stable() -> None:
    assert models_digest("en") == models_digest("en")


def test_cues_are_counted_by_frame_and_lemma(stub: Stub) -> None:
    attributor = Attributor("en", parser=stub)
    tables = cues.count(
        (document, doc["quotes"]) for doc in DOCUMENTS for document in attributor.documents([doc["text"]])
    )
    assert tables["verb ccomp"].seen == {"say": 1}
    assert tables["verb ccomp"].reported == {"say": 1}
    assert tables["preposition"].reported == {"according to": 1}


def test_a_report_of_other_words_is_no_attribution(stub: Stub) -> None:
    [document] = Attributor("en", parser=stub).documents([DOCUMENTS[0]["text"]])
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
    toy_file: Path, parses: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cues, "REPORTED_AT_LEAST", 1)
    cues.main([str(toy_file), "--parses", str(parses)])
    written = capsys.readouterr().out
    assert tomllib.loads(written)["verb ccomp"] == {"*": [1, 1]}
    assert f"toy, 2 documents, SHA-256 {read_corpus(toy_file).sha256}" in written


def test_precision_counts_right_sources_where_the_content_was_found() -> None:
    verdicts = [
        precision.Verdict("direct", "subject_of_cue", 0.9, True, True),
        precision.Verdict("direct", "subject_of_cue", 0.9, True, True),
        precision.Verdict("direct", "signature", 0.5, True, False),
        precision.Verdict("direct", "signature", 0.5, True, True),
        precision.Verdict("direct", "signature", 0.5, False, False),
    ]
    assert precision.precision(verdicts) == {"signature": (1, 2), "subject_of_cue": (2, 2)}


def test_the_table_of_precision_can_be_loaded_as_it_is(tmp_path: Path) -> None:
    verdicts = [
        precision.Verdict("direct", "subject_of_cue", 0.9, True, True),
        precision.Verdict("direct", "subject_of_cue", 0.9, True, True),
        precision.Verdict("direct", "signature", 0.5, True, False),
        precision.Verdict("direct", "signature", 0.5, True, True),
    ]
    table = precision.to_toml(verdicts, verdicts, load_language("en"), TOY)
    (tmp_path / "words.toml").write_text(f'name = "Toy"\n{table}', encoding="utf-8")
    assert load_language(tmp_path).precision == {"subject_of_cue": (2 + 2 * 0.75) / 4, "signature": (1 + 2 * 0.75) / 4}


def test_the_command_for_precision_writes_a_table(
    toy_file: Path, parses: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    precision.main([str(toy_file), "--parses", str(parses)])
    written = capsys.readouterr().out
    assert set(tomllib.loads(written)) == {"precision", "calibration"}
    assert "expected calibration error" in written


def test_precision_is_measured_with_what_the_other_half_tells(
    toy_file: Path, parses: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("sklearn")
    lines = toy_file.read_text(encoding="utf-8").splitlines(keepends=True)
    toy_file.write_text("".join(line * 6 for line in lines), encoding="utf-8")  # each half knows both cues
    precision.main([str(toy_file), "--parses", str(parses)])
    assert tomllib.loads(capsys.readouterr().out)["precision"]["toy"]["subject_of_cue"] == [6, 6]


def test_the_baseline_takes_the_nearest_capitalised_word() -> None:
    quotes = baseline.attribute("Per Dahl met Ann. “No,” she said. Then Per left. “Yes.”")
    assert [quote["speaker"] for quote in quotes] == ["Ann", "Per"]
    assert baseline.attribute("“nobody”")[0]["source"] == []


def floors_file(folder: Path, sha256: str = "", **figures: float) -> Path:
    path = folder / "floors.json"
    path.write_text(json.dumps({"toy": {"sha256": sha256, "floors": figures}, "other": {"sha256": "", "floors": {}}}))
    return path


def test_the_gate_raises_floors_and_holds_them(
    toy_file: Path, parses: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = floors_file(tmp_path, attributed=0)
    command = [str(toy_file.parent), "--parses", str(parses), "--floors", str(floors)]
    assert gate.main([*command, "--write"]) == 0
    raised = gate.read_floors(floors)
    assert raised["toy"] == gate.Floors(read_corpus(toy_file).sha256, {"attributed": 1.0})
    assert "other" in raised
    assert gate.main(command) == 0
    assert "toy: 2 documents, 9 words, 0 lost" in capsys.readouterr().out


def test_the_gate_fails_below_a_floor_and_lowers_it_only_when_allowed(
    toy_file: Path, parses: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = floors_file(tmp_path, marked=0.5)
    command = [str(toy_file.parent), "--parses", str(parses), "--floors", str(floors)]
    assert gate.main(command) == 1
    assert "toy: marked fell from 0.500 to 0.0000" in capsys.readouterr().err
    assert gate.main([*command, "--write"]) == 1
    assert gate.read_floors(floors)["toy"].figures == {"marked": 0.5}
    assert gate.main([*command, "--write", "--allow-regression"]) == 0
    assert gate.read_floors(floors)["toy"].figures == {"marked": 0.0}


def test_the_gate_refuses_another_file(
    toy_file: Path, parses: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = floors_file(tmp_path, sha256="cafe")
    assert gate.main([str(toy_file.parent), "--parses", str(parses), "--floors", str(floors)]) == 1
    assert "measured on cafe" in capsys.readouterr().err


def test_a_lost_document_fails_the_gate(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(Attributor, "__call__", fail)
    measurement = gate.measure(TOY, stub)
    assert measurement.score.lost == 2
    assert gate.failures(measurement, gate.Floors("", {}))[0] == "toy: lost said: RecursionError: too deep"


def test_the_gate_wants_a_corpus(parses: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        gate.main([str(tmp_path / "corpora"), "--parses", str(parses)])


def test_the_shipped_floors_can_be_read() -> None:
    assert {"polnear.dev", "gum.dev", "litbank.dev"} <= gate.read_floors(gate.FLOORS).keys()


def test_weights_follow_the_examples() -> None:
    pytest.importorskip("sklearn")
    found = [(frozenset({"cue=say"}), True), (frozenset({"cue=open"}), False)] * 5
    weights = regression.fit(found, 1.0)
    assert weights["cue=say"] > 0 > weights["cue=open"]
    assert set(regression.fit(found, 1.0, weighs_at_least=9.0)) == {"bias"}


def test_each_part_is_judged_by_counts_of_the_others(stub: Stub) -> None:
    attributor = Attributor("en", parser=stub)
    documents = [(document, doc["quotes"]) for doc in DOCUMENTS for document in attributor.documents([doc["text"]])]
    corpus = Corpus("made up", "0", tuple(DOCUMENTS))
    labels = [reported for _, reported in plausibility.folded(documents, corpus)]
    assert sorted(labels) == sorted(
        reported for _, reported in plausibility.examples(documents, attributor.language.cues)
    )


@pytest.mark.parametrize(("content", "belongs"), [("it rained because they prayed", True), ("it rained", False)])
def test_what_follows_a_content_is_an_example(stub: Stub, content: str, belongs: bool) -> None:
    gold = document("Ann said it rained because they prayed.", content, "said", "Ann")
    [read] = Attributor("en", parser=stub).documents([gold["text"]])
    [(features, label)] = extent.examples(read, gold["quotes"])
    assert label is belongs
    assert "first=because" in features


def test_a_content_that_ends_its_sentence_is_no_example(stub: Stub) -> None:
    [read] = Attributor("en", parser=stub).documents([DOCUMENTS[0]["text"]])
    assert list(extent.examples(read, DOCUMENTS[0]["quotes"])) == []


def test_a_line_of_calibration_rises() -> None:
    verdicts = [precision.Verdict("mixed", "signature", n / 100, True, n % 3 > 0) for n in range(100)]
    knots = precision.calibration(verdicts)
    assert [knot.right for knot in knots] == sorted({knot.right for knot in knots})
    assert sum(knot.count for knot in knots) == 100


def test_a_gender_is_listed_where_births_and_dictionary_agree() -> None:
    births = {
        "priya": (500, 1),
        "johan": (2, 900),
        "nikita": (900, 20),
        "rare": (9, 0),
        "ida": (900, 0),
        "mayor": (0, 900),
    }
    female = {"priya": 1.0, "johan": 0.0, "nikita": 0.3, "rare": 1.0, "ida": 1.0, "mayor": 0.0}
    found = genders.genders(births, female, load_language("en"))
    assert found == {"Fem": ["priya"], "Masc": ["johan"]}
    assert tomllib.loads(genders.write(found)) == {"Fem": "priya\n", "Masc": "johan\n"}
