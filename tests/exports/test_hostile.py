"""Sixty texts with hostile characters: every format's rules hold, and what is read back is what was written."""

import json
import re
from pathlib import Path

import pytest

from quoteattr import Attributor, Result
from quoteattr.exports import brat, conllu, labelstudio
from quoteattr.exports.brat_reading import read as read_brat
from quoteattr.exports.formats import FORMATS
from quoteattr.exports.layer import Layer
from quoteattr.exports.letters import for_utf_8, for_xml
from quoteattr.exports.spans import set_spans
from quoteattr.exports.tei import write as write_tei
from quoteattr.exports.tei_reading import read as read_tei
from quoteattr.exports.webanno import read as read_webanno
from quoteattr.exports.webanno import write as write_webanno
from quoteattr.parsers.conllu import to_parse
from tests.exports.checkers import (
    check_brat,
    check_conllu,
    check_labelstudio,
    check_quotations,
    check_tei,
    check_webanno,
)
from tests.exports.hostile import texts
from tests.exports.made import told

TEXTS = list(texts())


@pytest.fixture(scope="module")
def results(attributor: Attributor) -> list[Result]:
    items = [{"text": text, "id": f"a/{number}", "meta": {"n": number}} for number, text in enumerate(TEXTS)]
    return list(attributor.pipe(items))


def test_the_texts_are_hostile_and_have_quotes(results: list[Result]) -> None:
    assert len(results) == 60
    assert sum(len(result) for result in results) > 300
    assert sum(len(quote.content) > 1 for result in results for quote in result) > 20
    assert sum(bool(quote.inner) for result in results for quote in result) > 10
    assert sum(bool(result.silences) for result in results) > 10
    assert sum(for_xml(result.text) != result.text for result in results) > 25
    assert sum(for_utf_8(result.text) != result.text for result in results) > 10


def test_tei(results: list[Result]) -> None:
    for result in results:
        document = write_tei(result)
        check_tei(document)
        assert told(read_tei(document)) == told(result, for_xml)
        back = read_tei(document.encode("utf-8"), result.text)
        assert back.text == result.text
        assert told(back, for_xml) == told(result, for_xml)
        unfit = sum(map("\ufffd".__ne__, result.text)) - sum(map("\ufffd".__ne__, for_xml(result.text)))
        assert (f"There are {unfit} in the text." in document) == bool(unfit)


def test_web_annotation(results: list[Result]) -> None:
    for result in results:
        page = write_webanno(result)
        check_webanno(page, result.text)
        back = read_webanno(page, result.text)
        assert back.text == result.text
        assert told(back, for_utf_8) == told(result, for_utf_8)


def test_brat(results: list[Result]) -> None:
    for result in results:
        annotations, text = brat.write(result), brat.text_of(result)
        assert len(text) == len(result.text)
        check_brat(annotations, text, brat.configuration())
        assert told(read_brat(annotations, text)) == told(result, for_utf_8)
        back = read_brat(annotations, result.text)
        assert back.text == result.text
        assert told(back, for_utf_8) == told(result, for_utf_8)


def test_conllu(results: list[Result], attributor: Attributor, tmp_path: Path) -> None:
    parses = [document.parse for document in attributor.documents(TEXTS)]
    written = "".join(
        conllu.write(result, number, parse)
        for number, (result, parse) in enumerate(zip(results, parses, strict=True), 1)
    )
    check_conllu(written, tmp_path)
    for document, result, parse in zip(re.split("(?=# newdoc)", written)[1:], results, parses, strict=True):
        back = to_parse(document, for_utf_8(result.text))
        words = [(token.start, token.end, token.head) for sentence in parse.sentences for token in sentence.tokens]
        assert [(t.start, t.end, t.head) for s in back.sentences for t in s.tokens] == words
        found = [span for chain in back.chains for span in chain]
        assert len(found) == len(set(found)) == len(re.findall(r"\(d[0-9]+e", document))
        known = [mention for person in result.people for mention in person.mentions]
        assert all(any(start <= one.start and one.end <= end for one in known) for start, end in found)
        assert bool(found) == bool(known)


def test_quotation(results: list[Result]) -> None:
    document = "".join(FORMATS["quotation"].whole(results))
    check_quotations(document)
    quotes = [quote for result in results for quote in result.all()]
    written = json.loads(document)["@graph"]
    assert [one["text"] for one in written] == [for_utf_8(quote.text) for quote in quotes]


def test_label_studio(results: list[Result]) -> None:
    tasks = "".join(FORMATS["labelstudio"].whole(results))
    check_labelstudio(tasks, labelstudio.configuration())
    for task, result in zip(json.loads(tasks), results, strict=True):
        assert task["data"]["text"] == for_xml(result.text)
        regions = [one for one in task["predictions"][0]["result"] if one["type"] == "labels"]
        found = [(one["value"]["start"], one["value"]["end"], one["value"]["labels"][0].lower()) for one in regions]
        marks = [mark for mark in Layer.of(result).marks if mark.type in labelstudio.COLOURS]
        assert found == [(start, end, mark.type) for mark in marks for start, end in mark.spans]


def test_spacy(results: list[Result]) -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    nlp.max_length = 10**7
    for result in results:
        if for_utf_8(result.text) != result.text:
            continue  # spaCy has no words with lone surrogates
        doc = set_spans(nlp(result.text), result)
        assert doc.text == result.text
        wanted = [span for quote in result.all() for span in (*quote.content, quote.cue, quote.source) if span]
        assert len(doc.spans["quotes"]) == len(wanted)
        for span, mark in zip(doc.spans["quotes"], wanted, strict=True):
            assert span.start_char <= mark.start
            assert mark.end <= span.end_char
