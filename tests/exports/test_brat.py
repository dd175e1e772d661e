"""brat: what an annotator may change, and what is refused."""

import re

import pytest

from quoteattr import Quote, Result, Span
from quoteattr.errors import InputError
from quoteattr.exports import brat
from quoteattr.exports.brat_reading import read
from tests.exports.made import TEXT, full


def number_of(annotations: str, line: str) -> str:
    """The id of the first line that goes on so."""
    found = re.search(rf"^(\S+)\t{line}", annotations, re.MULTILINE)
    assert found
    return found[1]


def test_an_annotator_may_give_a_quote_to_another_mention_of_somebody() -> None:
    annotations = brat.write(full())
    she = number_of(annotations, "Mention [0-9 ]+\tshe")
    bo = number_of(annotations, "Mention [0-9 ]+\tBo Ek")
    edited = re.sub(rf"Speaker:{bo} Speaker2:T[0-9]+", f"Speaker:{she}", annotations)
    assert edited != annotations
    assert [speaker.name for speaker in read(edited, TEXT)[1].speakers] == ["Ines Roe"]


def test_an_annotator_may_move_a_span_and_leave_notes() -> None:
    annotations = brat.write(full())
    quote = number_of(annotations, "Quote [0-9 ]+\tit was late")
    start = TEXT.index("it was late")
    edited = re.sub(rf"{quote}\tQuote.*", f"{quote}\tQuote {start} {start + 6}\tit was", annotations)
    edited += f"#99\tAnnotatorNotes {quote}\tcut short\nT99\tPerson 0 8\tInes Roe\n*\tEquiv T1 T2\n"
    assert read(edited, TEXT)[1].text == "it was"


def test_a_quote_that_was_added_by_hand_is_a_quote() -> None:
    start = TEXT.index("The port declined")
    added = f"T900\tQuote {start} {start + 8}\tThe port\nE900\tQuote:T900\nA900\tKind E900 mixed\n"
    added += "#900\tSieve E900\tby hand\n#901\tConfidence E900\t1\n"
    assert read(brat.write(full()) + added, TEXT)[2].kind == "mixed"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("what is this", "line 1 of the annotations has 'what is this'; expected a line of brat standoff"),
        ("T1\tQuote 1\tNo", "expected a type and offsets"),
        ("T1\tQuote 1 3\tYes", "give the text that the file is of"),
        ("#1\tDocument T1\t[1]", "at $: expected an object"),
        ('#1\tDocument T1\t{"language": 5}', "at $.language: expected a string"),
        ("E1\tQuote:T1", "expected a text-bound annotation above it"),
        ("R1\tCoreference T1 T2", "expected a relation such as"),
        ("A1\tKind", "expected an attribute such as"),
        ("#1\tConfidence E1\tmuch", "expected a number from 0 to 1"),
        ("#1\tVoice T1\t{", "expected JSON, as it was written"),
        ('#1\tVoice T1\t{"number": "x"}', "at $.number: expected an integer"),
        ("T1\tCue 1 3\tNo\nT2\tQuote 1 3\tNo\nE1\tQuote:T2 Cue:T7", "E1 has 'T7' for its Cue"),
        ("T1\tMention 1 3\tNo\nT2\tMention 1 3\tNo\nR1\tCoreference Arg1:T2 Arg2:T1", "'T1' stands for nobody"),
    ],
)
def test_what_is_no_standoff_is_refused(line: str, words: str) -> None:
    with pytest.raises(InputError, match=re.escape(words)):
        read(line, "“No”")


def test_a_mark_without_letters_is_refused() -> None:
    quote = Quote("direct", (Span(1, 1, ""),), None, None, None, "a", 0.5)
    with pytest.raises(InputError, match="q1 has no letters at offset 1"):
        brat.write(Result("“”", "en", (quote,), ()))
