"""The default parser: bundled models without a network, and Stanza's own documents."""

import socket
from typing import Any, NoReturn

import pytest
from stanza import Document

from quoteattr import Attributor
from quoteattr.errors import ParseError, ParserError
from quoteattr.parsers import stanza
from quoteattr.parsers.stanza import StanzaParser, to_parse

TEXT = "“Is the ferry safe?” asked Ida Moe of Exeter.\nNobody can't know. It’s the IFA's."


class Unused:
    """A parser that must not be asked."""

    def parse(self, text: str) -> NoReturn:
        raise AssertionError("parsed again")


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("something asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("no_network")
def test_models_load_and_parse_offline() -> None:
    assert stanza.load("en").parse("Ida Moe rose.").sentences[0].tokens[0].ner == "B-PER"


def test_offsets_are_those_of_the_text(stanza_parser: StanzaParser) -> None:
    parse = stanza_parser.parse(TEXT)
    tokens = [token for sentence in parse.sentences for token in sentence.tokens]
    assert [TEXT[token.start : token.end] for token in tokens] == [token.text for token in tokens]
    assert "".join(token.text for token in tokens) == "".join(TEXT.split())


def test_trees_have_one_root_and_universal_labels(stanza_parser: StanzaParser) -> None:
    for sentence in stanza_parser.parse(TEXT).sentences:
        assert [token.deprel for token in sentence.tokens if token.head == 0] == ["root"]
        assert all(token.upos.isupper() and token.lemma for token in sentence.tokens)


def test_names_are_tagged_from_beginning_to_end(stanza_parser: StanzaParser) -> None:
    """BIO: a name begins with B and goes on with I of the same kind."""
    [sentence] = stanza_parser.parse(
        "Ida Moe of Exeter and Bo Dahl of the International Ferry Association met."
    ).sentences
    before = ""
    for token in sentence.tokens:
        assert token.ner[:2] in ("", "B-", "I-")
        assert not token.ner.startswith("I-") or before[2:] == token.ner[2:]
        before = token.ner
    people = [token.text for token in sentence.tokens if token.ner == "B-PER"]
    assert people == ["Ida", "Bo"]


def test_a_question_is_not_torn_from_its_reporting_clause(stanza_parser: StanzaParser) -> None:
    [sentence] = stanza_parser.parse("“Is the ferry safe?” she asked.").sentences
    assert sentence.tokens[-1].text == "."


def test_many_texts_are_parsed_in_order_and_empty_ones_kept(stanza_parser: StanzaParser) -> None:
    texts = ["Ida Moe rose.", "", " \n", "Bo Dahl sank."]
    parses = list(stanza_parser.parse_many(texts))
    assert [parse.text for parse in parses] == texts
    assert [len(parse.sentences) for parse in parses] == [1, 0, 0, 1]


def test_a_batch_parses_as_one_text_alone(stanza_parser: StanzaParser) -> None:
    texts = ["Ida Moe rose.", "The ferry sank off the cape on Monday, and nobody knew why it had sailed at all."]
    together = list(stanza_parser.parse_many(texts))
    assert together == [stanza_parser.parse(text) for text in texts]


def test_languages_without_models_are_refused() -> None:
    with pytest.raises(ParserError, match="no models ship for 'xx'"):
        stanza.load("xx")


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


def test_a_document_is_attributed_without_a_second_parse(stanza_parser: StanzaParser, attributor: Attributor) -> None:
    text = "Ida Moe said the ferry was safe."
    document = stanza_parser._pipeline(text)
    assert Attributor("en", parser=Unused())(document) == attributor(text)


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


def test_words_that_stanza_leaves_out_are_taken_from_the_text(stanza_parser: StanzaParser) -> None:
    text = f"See www.example.org/{'a' * 2000} for more."
    assert "".join(token.text for token in stanza_parser.parse(text).sentences[0].tokens) == text.replace(" ", "")


def test_words_without_offsets_are_refused() -> None:
    with pytest.raises(ParseError, match="'Moe' of the stanza Document has no offsets"):
        to_parse(Document([[row(1, "Moe", 0, "root")]], text="Moe"))


@pytest.mark.xfail(strict=True, reason="a short last name with its full stop is taken for an abbreviation")
def test_a_short_last_name_ends_a_sentence(stanza_parser: StanzaParser) -> None:
    assert len(stanza_parser.parse("“We won,” said Ann Lee. Bill Kerr denied it.").sentences) == 2
