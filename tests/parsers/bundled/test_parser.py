"""The parser that ships: whole, offline, without PyTorch, the same alone and in company; damaged models are refused."""

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from quoteattr.errors import ParserError
from quoteattr.parsers.bundled.parser import BundledParser, check, load, read_parser

TEXT = "“Is the ferry safe?” asked Ida Moe of Exeter.\nNobody can't know. It’s the IFA's."
TEXTS = (
    TEXT,
    "“Why?!?!” asked Mr. Kerr. He wrote to ann.lee@example.org, and to www.example.org/bridge; nobody answered .\n\n"
    "On 3 May 2021 the  council of Exeter\tpaid $4.5 million.",
    "It rained, " * 90 + "and the river rose. " * 20 + "The end.",
    "a " * 700 + "bridge.",
    "\n \n  No   end here\u00ad, and\u0097 there 🙂 \u00ad \u200b – ÄÖÜ é e\u0301 東京 \u2028 so",
    "x" * 4000 + " was one word, and " + "(-" * 2000,
    "NATO met in Paris, London and New York. Then Bo Kerr, mayor of Exeter, left. " * 4,
    "lone \ud800 surrogates \udfff stay",
    "\u00ad",
    "!",
    "",
    " \n",
)


def test_toy_models_parse(toy_models: Path) -> None:
    text = "The mayor opened the bridge. Ann Lee said so."
    parse = read_parser(toy_models).parse(text)
    words = [token for sentence in parse.sentences for token in sentence.tokens]
    assert words
    assert all(text[token.start : token.end] == token.text for token in words)
    assert all(sum(token.head == 0 for token in sentence.tokens) == 1 for sentence in parse.sentences)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("something asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("no_network")
def test_models_load_and_parse_offline() -> None:
    assert load("en").parse("Ida Moe rose.").sentences[0].tokens[0].ner == "B-PER"


def test_the_default_path_needs_neither_pytorch_nor_stanza() -> None:
    code = (
        "import sys, quoteattr; [quote] = quoteattr.attribute('“No,” said Ann Lee.'); "
        "print(quote.speaker.name, *sorted({'torch', 'stanza', 'transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["Ann", "Lee"]


def test_offsets_are_those_of_the_text(bundled_parser: BundledParser) -> None:
    for text in TEXTS:
        tokens = [token for sentence in bundled_parser.parse(text).sentences for token in sentence.tokens]
        assert [text[token.start : token.end] for token in tokens] == [token.text for token in tokens]
        assert "".join(token.text for token in tokens) == "".join(text.split())


def test_trees_have_one_root_and_universal_labels(bundled_parser: BundledParser) -> None:
    for text in TEXTS:
        for sentence in bundled_parser.parse(text).sentences:
            assert [token.deprel for token in sentence.tokens if token.head == 0] == ["root"]
            assert all(token.upos.isupper() and token.lemma for token in sentence.tokens)


def test_names_are_tagged_from_beginning_to_end(bundled_parser: BundledParser) -> None:
    """BIO: a name begins with B and goes on with I of the same kind."""
    [sentence] = bundled_parser.parse(
        "Ida Moe of Exeter and Bo Dahl of the International Ferry Association met."
    ).sentences
    before = ""
    for token in sentence.tokens:
        assert token.ner[:2] in ("", "B-", "I-")
        assert not token.ner.startswith("I-") or before[2:] == token.ner[2:]
        before = token.ner
    people = [token.text for token in sentence.tokens if token.ner == "B-PER"]
    assert people == ["Ida", "Bo"]


def test_a_question_is_not_torn_from_its_reporting_clause(bundled_parser: BundledParser) -> None:
    [sentence] = bundled_parser.parse("“Is the ferry safe?” she asked.").sentences
    assert sentence.tokens[-1].text == "."


def test_many_texts_are_parsed_in_order_and_empty_ones_kept(bundled_parser: BundledParser) -> None:
    parses = list(bundled_parser.parse_many(TEXTS))
    assert [parse.text for parse in parses] == list(TEXTS)
    assert [bool(parse.sentences) for parse in parses] == [bool(text.strip()) for text in TEXTS]


def test_what_is_parsed_beside_a_text_changes_nothing(bundled_parser: BundledParser) -> None:
    alone = [bundled_parser.parse(text) for text in TEXTS]
    assert list(bundled_parser.parse_many(TEXTS)) == alone
    assert list(bundled_parser.parse_many(TEXTS[::-1] * 3)) == alone[::-1] * 3


def test_more_threads_give_the_same_answers(bundled_parser: BundledParser) -> None:
    assert list(load("en", threads=2).parse_many(TEXTS)) == list(bundled_parser.parse_many(TEXTS))


def test_languages_without_models_are_refused() -> None:
    with pytest.raises(ParserError, match="no models ship for 'xx'"):
        load("xx")


def digestless(folder: Path, content: str) -> None:
    (folder / "manifest.json").write_text(content)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        pytest.param(lambda folder: (folder / "labels.json").write_text("{"), r"labels\.json is damaged", id="cut off"),
        pytest.param(lambda folder: (folder / "network.onnx").unlink(), "no file", id="missing"),
        pytest.param(lambda folder: digestless(folder, "{"), "manifest.json is damaged", id="no JSON"),
        pytest.param(lambda folder: digestless(folder, "[]"), "manifest.json is damaged", id="no object"),
        pytest.param(lambda folder: digestless(folder, '{"files": 5}'), "has no digests", id="no files"),
        pytest.param(lambda folder: digestless(folder, '{"files": {"a": 5}}'), "has no digests", id="no digest"),
    ],
)
def test_damaged_models_are_refused(
    toy_models: Path, tmp_path: Path, damage: Callable[[Path], object], told: str
) -> None:
    folder = shutil.copytree(toy_models, tmp_path / "en")
    damage(folder)
    with pytest.raises(ParserError, match=told):
        check(folder)


@pytest.mark.parametrize("name", ["network.onnx", "relations.onnx", "labels.json", "pieces.json", "tokens.json"])
def test_models_that_are_none_are_refused(toy_models: Path, tmp_path: Path, name: str) -> None:
    """Whatever stands in a file whose digest is right."""
    folder = shutil.copytree(toy_models, tmp_path / "en")
    (folder / name).write_text("5")
    (folder / "manifest.json").write_text(json.dumps({"files": {}}))
    with pytest.raises(ParserError, match="cannot be loaded"):
        read_parser(folder)
