"""TEI: what is an element, what stands beside the text, and what an editor may change."""

import re

import pytest

from quoteattr import Quote, Result, Span
from quoteattr.errors import InputError
from quoteattr.exports import tei
from quoteattr.exports.tei_reading import read
from tests.exports.made import crossing, full


def body(document: str) -> str:
    return document.partition('<body xml:space="preserve">')[2].partition("</body>")[0]


def test_a_quote_in_parts_is_chained_and_holds_the_inner_one() -> None:
    document = tei.write(full())
    assert re.search(
        r'<said xml:id="q1" who="#p0" toWhom="#p1" direct="true" cert="0.75" ana="#f-q1" next="#q1_2">', document
    )
    assert re.search(r'<said xml:id="q1_2" [^>]* prev="#q1">and that is that.</said>', document)
    assert re.search(r'<said xml:id="q1.1" who="#p2" [^>]*corresp="#q1"[^>]*>No bridge,</said>’</said>', document)


def test_what_nobody_need_have_said_is_not_aloud() -> None:
    assert re.search(r'<said xml:id="q2" who="#p1 #p0" direct="false" aloud="false"', tei.write(full()))


def test_people_are_listed_with_their_kinds() -> None:
    document = tei.write(full())
    assert '<person xml:id="p0" role="person" ana="#f-p0"><persName>Ines Roe</persName>' in document
    assert "<occupation>mayor</occupation></person>" in document
    assert '<org xml:id="p3" role="organization" ana="#f-p3"><orgName>port</orgName></org>' in document


def test_what_crosses_a_quote_stands_beside_the_text() -> None:
    document = tei.write(crossing())
    spans = re.findall(r'<span xml:id="([^"]+)"', document)
    assert spans == ["q7", "q7_2", "p0-mention1"]
    assert '“<said xml:id="q1"' in body(document)
    said = body(document).partition('<said xml:id="q1"')[2].partition("</said>")[0]
    assert '<anchor xml:id="to-p0-mention1"/>' in said
    assert '<anchor xml:id="from-q7"/>' in said
    assert re.sub("<[^>]+>", "", body(document)) == crossing().text


def test_a_phrase_with_a_quote_in_it_is_no_rs() -> None:
    assert re.search(r'<seg xml:id="q1-source" type="source"[^>]*>An aide, who said “<said', tei.write(crossing()))


def test_paragraphs_end_at_blank_lines_that_no_quote_runs_over() -> None:
    text = "One.\n\n“Two.\n\n“Three.”\n\nFour."
    quote = Quote("direct", (Span.cut(text, 7, 21),), None, None, None, "a", 0.5)
    document = tei.write(Result(text, "en", (quote,), ()))
    assert body(document).count("<p>") == 3
    assert "<p>One.</p>\n\n<p>“<said" in document


def test_line_ends_stay_as_they_are() -> None:
    text = "One.\r\n\r\nTwo.\rThree.\n"
    assert read(tei.write(Result(text, "en", (), ()))).text == text


def test_the_header_says_what_was_replaced() -> None:
    document = tei.write(Result("a\0b\ud800", "en", (), ()))
    assert "There are 2 in the text." in document
    assert read(document).text == "a\ufffdb\ufffd"


def test_an_editor_may_move_an_element_and_change_who_speaks() -> None:
    document = tei.write(full())
    edited = document.replace(">it was late</said>", ">it was</said> late").replace('who="#p1 #p0"', 'who="#p0"')
    back = read(edited)
    assert back[1].text == "it was"
    assert [speaker.name for speaker in back[1].speakers] == ["Ines Roe"]


def test_elements_of_an_editor_are_passed_over() -> None:
    before, mark, text = tei.write(full()).partition("<body")
    text = text.replace("Ines Roe", "<name>Ines Roe</name>").replace("<p>", "<p><hi>").replace("</p>", "</hi></p>")
    assert read(before + mark + text.replace("spoke", '<seg type="verb" xml:id="v1">spoke</seg>')) == full()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("<TEI", "<TE", "not XML"),
        ('<xenoData type="meta">', '<xenoData type="meta">x', "xenoData holds no JSON"),
        ('<xenoData type="meta">', '<xenoData type="meta">[1]</xenoData><xenoData>', "xenoData holds [1]"),
        (" xmlns=", " xmlns:x=", "expected a TEI document"),
        ('who="#p1 #p0"', 'who="#p8"', "points to 'p8', and nobody has that id"),
        ('xml:id="p0" role', 'xml:id="ines" role', "has no id such as p3"),
        ('<numeric value="0.75"/>', '<numeric value="much"/>', "'much' is no number"),
        ('prev="#q1"', 'prev="#q1" next="#q1_2"', "follow each other in a circle"),
        ('<f name="kind"><string>direct', '<f name="kind"><string>loud', "expected one of 'direct'"),
    ],
)
def test_what_is_no_such_document_is_refused(old: str, new: str, words: str) -> None:
    document = tei.write(full())
    assert old in document
    with pytest.raises(InputError, match=re.escape(words)):
        read(document.replace(old, new))


def test_another_text_is_refused() -> None:
    with pytest.raises(InputError, match="at offset 3 it has"):
        read(tei.write(Result("One", "en", (), ())), "One two")


def test_deep_elements_do_no_harm() -> None:
    document = tei.write(Result("One", "en", (), ())).replace("One", "<hi>" * 5000 + "One" + "</hi>" * 5000)
    assert read(document).text == "One"
