"""The spaCy component: quotes in `doc._.quotes`, whatever the pipeline, and after every way of saving."""

import pickle
import tomllib
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import quoteattr.interfaces.components
from quoteattr import Attributor, Result
from quoteattr.errors import LanguageError
from quoteattr.parsers.bundled.parser import BundledParser

TEXT = "Ann Lee met Bo Kerr. “We wait,” she said. Kerr said that it rained."
OTHERS = ["It rained.", "", " \n", "“No,” said Ann Lee."]


@pytest.fixture(autouse=True)
def bundled_models(monkeypatch: pytest.MonkeyPatch, bundled_parser: BundledParser) -> None:
    """Models that are loaded once for all tests, in place of those that each component loads for itself."""
    monkeypatch.setattr("quoteattr.parsers.bundled.parser.load", lambda language, threads: bundled_parser)


@pytest.fixture
def nlp() -> Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("quoteattr")
    return pipeline


def parsed(nlp: Language) -> Doc:
    """A document with dependencies that make `Bo` the one who spoke."""
    return Doc(
        nlp.vocab,
        words=["Ann", "waits", ",", "Bo", "said", "."],
        spaces=[True, False, True, True, False, False],
        heads=[1, 4, 4, 4, 4, 4],
        deps=["nsubj", "ccomp", "punct", "nsubj", "ROOT", "punct"],
        pos=["PROPN", "VERB", "PUNCT", "PROPN", "VERB", "PUNCT"],
        lemmas=["Ann", "wait", ",", "Bo", "say", "."],
        ents=["B-PERSON", "O", "O", "B-PERSON", "O", "O"],
    )


def test_a_blank_pipeline_gets_the_quotes_of_the_text(nlp: Language, attributor: Attributor) -> None:
    doc = nlp(TEXT)
    assert doc._.quotes == attributor(TEXT)
    assert [quote.speaker.name for quote in doc._.quotes] == ["Ann Lee", "Bo Kerr"]
    assert [doc.text[quote.start : quote.end] for quote in doc._.quotes] == [quote.text for quote in doc._.quotes]


def test_quotes_in_a_pipe_are_those_of_one_after_the_other(nlp: Language) -> None:
    piped = list(nlp.pipe([(text, text) for text in [TEXT, *OTHERS]], as_tuples=True))
    assert [context for _, context in piped] == [TEXT, *OTHERS]
    assert [doc._.quotes for doc, _ in piped] == [nlp(text)._.quotes for text in [TEXT, *OTHERS]]
    assert [len(doc._.quotes) for doc, _ in piped] == [2, 0, 0, 0, 1]


def test_a_parsed_document_is_taken_as_it_is(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    doc = parsed(nlp)
    monkeypatch.setattr("quoteattr.parsers.bundled.parser.load", lambda language, threads: pytest.fail("parsed again"))
    [quote] = nlp(doc)._.quotes
    assert (quote.text, quote.speaker.name) == ("Ann waits", "Bo")


def test_reparse_parses_every_text(attributor: Attributor) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteattr", config={"reparse": True})
    doc = nlp(parsed(nlp))
    assert doc._.quotes == attributor(doc.text)


def test_an_unknown_language_is_refused_at_once() -> None:
    with pytest.raises(LanguageError, match="unknown language 'tlh'"):
        spacy.blank("en").add_pipe("quoteattr", config={"language": "tlh"})


def through_disk(nlp: Language, folder: Path) -> Language:
    nlp.to_disk(folder / "pipeline")
    return spacy.load(folder / "pipeline")


def through_bytes(nlp: Language, _: Path) -> Language:
    return spacy.blank("en", config=nlp.config).from_bytes(nlp.to_bytes())


def through_pickle(nlp: Language, _: Path) -> Language:
    return pickle.loads(pickle.dumps(nlp))


@pytest.mark.parametrize("saved", [through_disk, through_bytes, through_pickle])
def test_a_saved_pipeline_works_as_before(saved: Callable[[Language, Path], Language], tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteattr", config={"reparse": True})
    read = saved(nlp, tmp_path)
    assert read.pipe_names == ["quoteattr"]
    assert read.config["components"]["quoteattr"]["reparse"] is True
    assert read(TEXT)._.quotes == nlp(TEXT)._.quotes


def doc_through_bytes(doc: Doc) -> Doc:
    return Doc(doc.vocab).from_bytes(doc.to_bytes())


def doc_through_a_bin(doc: Doc) -> Doc:
    data = DocBin(docs=[doc], store_user_data=True).to_bytes()
    return next(iter(DocBin().from_bytes(data).get_docs(doc.vocab)))


def doc_through_pickle(doc: Doc) -> Doc:
    return pickle.loads(pickle.dumps(doc))


@pytest.mark.parametrize("saved", [doc_through_bytes, doc_through_a_bin, doc_through_pickle])
def test_a_saved_document_keeps_its_quotes(saved: Callable[[Doc], Doc], nlp: Language) -> None:
    doc = nlp(TEXT)
    read = saved(doc)._.quotes
    assert isinstance(read, Result)
    assert read == doc._.quotes
    assert read.people == doc._.quotes.people != ()


def test_other_data_is_saved_as_ever() -> None:
    def chain(value: Any) -> str:
        return f"chained {value}"

    assert quoteattr.interfaces.components.encode(1, chain) == "chained 1"
    assert quoteattr.interfaces.components.decode({"a": 1}, chain) == "chained {'a': 1}"
    assert quoteattr.interfaces.components.decode({"a": 1}) == {"a": 1}


def test_spacy_is_told_of_the_component() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = project["entry-points"]["spacy_factories"]["quoteattr"]
    assert EntryPoint("quoteattr", told, "spacy_factories").load() is quoteattr.interfaces.components.create
