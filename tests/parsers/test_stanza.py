"""Stanza: its own models, and documents."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from stanza import Document
from stanza.resources import common

from quoteattr import Attributor
from quoteattr.errors import InputError, ParseError, ParserError
from quoteattr.parsers import stanza
from quoteattr.parsers.stanza import ENDLESS, StanzaParser, to_parse

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def toy_stanza(toy_corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stanza's folder of resources, with toy models of English."""
    folder = tmp_path_factory.mktemp("stanza")
    command = [sys.executable, "-m", "tests.toy_stanza", str(toy_corpora), str(folder)]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)  # apart: Stanza leaves files open
    return folder


def test_stanzas_own_models_are_a_parser(toy_stanza: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "DEFAULT_MODEL_DIR", str(toy_stanza))
    text = "The mayor opened the bridge. Ann Lee said so."
    attributor = Attributor("en", parser="stanza")
    [document] = attributor.documents([text])
    assert [len(sentence.tokens) for sentence in document.parse.sentences] == [6, 5]
    parser = stanza.load("en")
    assert document.parse == parser.parse(text)
    assert list(parser.parse_many([text, "", "Ann Lee said so."])) == [
        *map(parser.parse, [text, "", "Ann Lee said so."])
    ]
    assert attributor(parser._pipeline(text)) == attributor(text)


def test_models_that_were_not_fetched_are_asked_for(toy_stanza: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "DEFAULT_MODEL_DIR", str(toy_stanza))
    with pytest.raises(ParserError, match=r"models for 'fi' cannot be loaded .*stanza\.download\('fi'\)"):
        stanza.load("fi")


def test_a_parser_is_known_by_one_name_alone() -> None:
    with pytest.raises(InputError, match="parser is 'spacy'; the one parser that is known by name is 'stanza'"):
        Attributor("en", parser="spacy")


def test_a_pipeline_needs_its_processors() -> None:
    class Half:
        processors: dict[str, Any] = {"tokenize": None, "pos": None}  # noqa: RUF012  # as in Stanza

    with pytest.raises(ParserError, match="no lemma, depparse processor"):
        StanzaParser(Half())


def row(number: int, text: str, head: int, relation: str, **more: Any) -> dict[str, Any]:
    return {"id": number, "text": text, "lemma": text, "upos": "X", "head": head, "deprel": relation} | more


MULTIWORD = [
    row(1, "Moe", 3, "nsubj", start_char=0, end_char=3, ner="S-PER"),
    {"id": (2, 3), "text": "can't", "start_char": 4, "end_char": 9, "ner": "O"},
    row(2, "can", 3, "aux"),
    row(3, "not", 0, "root"),
    row(4, "rise", 3, "xcomp", start_char=10, end_char=14, ner="O"),
    row(5, ".", 3, "punct", start_char=14, end_char=15, ner="O"),
]


def test_words_of_a_multiword_token_share_its_span() -> None:
    parse = to_parse(Document([MULTIWORD], text="Moe can't rise."))
    spans = [(token.start, token.end, token.text) for token in parse.sentences[0].tokens]
    assert spans == [(0, 3, "Moe"), (4, 9, "can't"), (4, 9, "can't"), (10, 14, "rise"), (14, 15, ".")]
    assert [token.head for token in parse.sentences[0].tokens] == [3, 3, 0, 3, 3]


def test_words_of_a_multiword_token_with_offsets_keep_them() -> None:
    rows = [dict(entry) for entry in MULTIWORD]
    rows[2] |= {"start_char": 4, "end_char": 6}
    rows[3] |= {"start_char": 6, "end_char": 9}
    parse = to_parse(Document([rows], text="Moe can't rise."))
    assert [token.text for token in parse.sentences[0].tokens] == ["Moe", "ca", "n't", "rise", "."]


def test_a_name_over_a_multiword_token_goes_on_inside() -> None:
    rows = [
        {"id": (1, 2), "text": "DelMar", "start_char": 0, "end_char": 6, "ner": "B-PER"},
        row(1, "De", 2, "flat"),
        row(2, "Mar", 0, "root"),
        row(3, "Sol", 2, "flat", start_char=7, end_char=10, ner="E-PER"),
    ]
    parse = to_parse(Document([rows], text="DelMar Sol"))
    assert [token.ner for token in parse.sentences[0].tokens] == ["B-PER", "I-PER", "I-PER"]


def test_a_document_with_a_multiword_token_is_attributed() -> None:
    rows = [
        row(1, "Moe", 2, "nsubj", start_char=0, end_char=3, ner="S-PER", upos="PROPN"),
        row(2, "said", 0, "root", start_char=4, end_char=8, ner="O", upos="VERB", lemma="say"),
        row(3, "it", 6, "nsubj", start_char=9, end_char=11, ner="O", upos="PRON"),
        {"id": (4, 5), "text": "didn't", "start_char": 12, "end_char": 18, "ner": "O"},
        row(4, "did", 6, "aux", upos="AUX"),
        row(5, "not", 6, "advmod", upos="PART"),
        row(6, "sink", 2, "ccomp", start_char=19, end_char=23, ner="O", upos="VERB"),
        row(7, ".", 2, "punct", start_char=23, end_char=24, ner="O", upos="PUNCT"),
    ]
    [quote] = Attributor("en")(Document([rows], text="Moe said it didn't sink."))
    assert quote.text == "it didn't sink"


def test_a_document_without_text_is_refused() -> None:
    with pytest.raises(ParseError):
        to_parse(Document([MULTIWORD]))


def test_a_document_of_another_text_is_refused() -> None:
    with pytest.raises(ParseError, match=r"has 'Moe' at 8:11, where the text has ''; pass the text that was parsed"):
        to_parse(Document([[row(1, "Moe", 0, "root", start_char=8, end_char=11)]], text="Moe"))
    moe = Document([[row(1, "Moe", 0, "root", start_char=0, end_char=3)]], text="Moe")
    assert to_parse(moe).text == "Moe"
    with pytest.raises(ParseError, match="where the text has 'Ida'"):
        to_parse(moe, "Ida")


def test_a_word_may_go_over_a_line_end() -> None:
    document = Document([[row(1, "10 000", 0, "root", start_char=0, end_char=6)]], text="10\n000")
    assert to_parse(document).sentences[0].tokens[0].text == "10\n000"


def test_words_that_stanza_leaves_out_are_taken_from_the_text() -> None:
    document = Document([[row(1, ENDLESS, 0, "root", start_char=0, end_char=5)]], text="aaaaa")
    assert to_parse(document).sentences[0].tokens[0].text == "aaaaa"


def test_words_without_offsets_are_refused() -> None:
    with pytest.raises(ParseError, match="'Moe' of the stanza Document has no offsets"):
        to_parse(Document([[row(1, "Moe", 0, "root")]], text="Moe"))
