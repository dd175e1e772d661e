"""Web Annotation, CoNLL-U, schema.org, Label Studio and spaCy: what each says of a result with every field."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from quoteattr import Attributor, Quote, Result, Span
from quoteattr.errors import InputError
from quoteattr.exports import conllu, labelstudio, quotation, webanno
from quoteattr.exports.formats import FORMATS
from quoteattr.exports.spans import set_spans
from tests.exports.checkers import check_conllu, check_labelstudio, check_quotations
from tests.exports.made import TEXT, full


def test_a_web_annotation_counts_code_points_and_quotes_the_words_around() -> None:
    text = "😀 “No,” she said."
    quote = Quote("direct", (Span.cut(text, 3, 6),), None, None, None, "a", 0.5)
    [annotation] = json.loads(webanno.write(Result(text, "en", (quote,), (), id="https://example.org/a#b")))["items"]
    [target] = annotation["target"]
    assert target["source"] == "https://example.org/a"
    assert target["selector"] == [
        {"type": "TextQuoteSelector", "exact": "No,", "prefix": "😀 “", "suffix": "” she said."},
        {"type": "TextPositionSelector", "start": 3, "end": 6},
    ]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("[", "not JSON"),
        ("[]", "at $: expected an object"),
        ('{"type": "Annotation"}', "at $.type: expected one of 'AnnotationPage'"),
        (webanno.write(full()).replace('"exact": "it was late"', '"exact": "it was soon"'), "where the file has"),
        (webanno.write(full()).replace('"who": [', '"who": [7, '), "expected a string, got 7"),
        (webanno.write(full()).replace('"start": ', '"start": -'), "are no offsets of a text of"),
        (webanno.write(full()).replace("TextPositionSelector", "SvgSelector"), "a TextPositionSelector among"),
    ],
)
def test_what_is_no_page_of_this_text_is_refused(page: str, words: str) -> None:
    with pytest.raises(InputError, match=re.escape(words)):
        webanno.read(page, TEXT)


def test_conllu_has_documents_quotes_and_entities(attributor: Attributor, tmp_path: Path) -> None:
    texts = ["“We wait,” said Mayor Ann Lee.\n\nShe left Exeter.", "Bo Ek came. He said that he was late."]
    results = [attributor(text) for text in texts]
    file = "".join(FORMATS["conllu"].whole(results))
    check_conllu(file, tmp_path)
    assert file.count("# newdoc\n") == 2
    assert [line for line in file.splitlines() if line.startswith("# sent_id")] == [
        *("# sent_id = 1-1", "# sent_id = 1-2", "# sent_id = 2-1", "# sent_id = 2-2")
    ]
    rows = {columns[1]: columns[9] for line in file.splitlines() if (columns := line.split("\t"))[9:]}
    assert "Entity=(d1e0-person-1-)" in rows["She"]
    assert "Quote=0:content|QuoteKind=0:direct|Speaker=0:Ann Lee" in rows["We"]
    assert "Entity=(d2e0-person-1-)" in rows["He"]


def test_conllu_parses_anew_what_it_has_no_trees_of(attributor: Attributor) -> None:
    result = attributor("“We wait,” said Ann Lee.")
    [document] = attributor.documents([result.text])
    assert conllu.write(result) == conllu.write(result, parse=document.parse)


def test_quotations_say_who_speaks_as_what_and_where() -> None:
    file = "".join(FORMATS["quotation"].whole([full()]))
    check_quotations(file)
    first, inner, joint = json.loads(file)["@graph"]
    ines: dict[str, Any] = {
        "@type": "Person",
        "name": "Ines Roe",
        "jobTitle": "mayor",
        "alternateName": ["Roe", "Ines"],
    }
    ines["affiliation"] = {"@type": "Organization", "name": "the port"}
    assert first["spokenByCharacter"] == first["creator"] == ines
    article: dict[str, Any] = {"@type": "Article", "identifier": "a/b c", "datePublished": "2025-02-03"}
    article["publisher"] = {"@type": "Organization", "name": "The “Post” & Co"}
    assert first["isPartOf"] == article
    assert inner["isPartOf"] == {"@type": "Quotation", "text": first["text"], "isPartOf": article}
    assert [one["name"] for one in joint["spokenByCharacter"]] == ["Bo Ek", "Ines Roe"]
    assert "creator" not in joint


def test_quotations_cannot_end_the_script_that_they_are_in() -> None:
    quote = Quote("direct", (Span(0, 9, "</script>"),), None, None, None, "a", 0.5)
    written = quotation.write(Result("</script>", "en", (quote,), ()))
    assert "<" not in written
    assert json.loads(written)["text"] == "</script>"


def test_tasks_have_kinds_speakers_and_relations() -> None:
    tasks = "".join(FORMATS["labelstudio"].whole([full(), Result("", "en", (), ())]))
    check_labelstudio(tasks, labelstudio.configuration())
    task, empty = json.loads(tasks)
    found = task["predictions"][0]["result"]
    by_id = {(one["id"], one["from_name"]): one["value"] for one in found if one["type"] != "relation"}
    assert by_id["q1", "kind"]["choices"] == ["direct"]
    assert by_id["q1", "speaker"]["text"] == ["Ines Roe"]
    assert by_id["q2", "speaker"]["text"] == ["Bo Ek", "Ines Roe"]
    relations = {(one["from_id"], one["to_id"], *one["labels"]) for one in found if one["type"] == "relation"}
    assert {("q1", "q1_2", "part"), ("q1", "q1.1", "inner"), ("q1", "q1-cue", "cue")} <= relations
    assert empty == {"data": {"text": "", "document": None, "meta": {}}, "predictions": [empty["predictions"][0]]}


def test_spans_of_spacy_reach_to_the_ends_of_words() -> None:
    spacy = pytest.importorskip("spacy")
    text = "She said it’s over-rated."
    quote = Quote("indirect", (Span.cut(text, 14, 20),), None, None, None, "a", 0.5)
    doc = set_spans(spacy.blank("en")(text), Result(text, "en", (quote,), ()), key="said")
    assert doc.text == text
    [span] = doc.spans["said"]
    assert span.start_char <= 14
    assert span.end_char >= 20
    with pytest.raises(InputError, match="another text"):
        set_spans(spacy.blank("en")("Other."), Result(text, "en", (quote,), ()))


def test_displacy_shows_the_spans_of_the_component() -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteattr")
    [doc] = nlp.pipe(["“We wait,” said Ann Lee."])
    html = spacy.displacy.render(doc, style="span", options={"spans_key": "quotes"})
    assert "direct" in html
    assert "Ann Lee" in html
