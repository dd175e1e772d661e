"""A check that lets everything through checks nothing: each refuses files that were spoilt in one place."""

import re
from pathlib import Path

import pytest

from quoteattr import Attributor
from quoteattr.exports import brat, conllu, labelstudio, tei, webanno
from quoteattr.exports.formats import FORMATS
from tests.exports.checkers import (
    check_brat,
    check_conllu,
    check_labelstudio,
    check_quotations,
    check_tei,
    check_webanno,
)
from tests.exports.made import TEXT, full


def spoilt(file: str, old: str, new: str) -> str:
    assert re.search(old, file), old
    return re.sub(old, new, file, count=1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (' direct="true"', ' direct="perhaps"'),
        (' aloud="false"', ' aloud="maybe"'),
        (' cert="0.75"', ' cert="very"'),
        ('who="#p0"', 'who="#p99"'),
        ('xml:id="q2"', 'xml:id="q1"'),
        ("<persName>", "<said/><persName>"),
        ("<standOff>", "<standOff><p/>"),
    ],
)
def test_tei(old: str, new: str) -> None:
    document = spoilt(tei.write(full()), old, new)
    with pytest.raises((AssertionError, SyntaxError)):
        check_tei(document)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"motivation": "tagging"', '"motivation": "shouting"'),
        ('"target": ', '"goal": '),
        ('"exact": "', '"exact": "x'),
        ('"prefix": "', '"prefix": "x'),
        ("TextPositionSelector", "TextPlaceSelector"),
        ('"type": "Annotation"', '"type": "Note"'),
        ("(#q1)-cue", r"\1"),
        ('"id": "urn:uuid', '"id": "urn uuid'),
    ],
)
def test_web_annotation(old: str, new: str) -> None:
    with pytest.raises((AssertionError, KeyError)):
        check_webanno(spoilt(webanno.write(full()), old, new), TEXT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("T1\tQuote ", "T1\tCry "),
        ("T1\tQuote ([0-9]+) ([0-9]+)", r"T1\tQuote \2 \1"),
        ("it was late", "it was soon"),
        ("E1\tQuote:T1", "E1\tQuote:T2"),
        ("Cue:T2", "Cue:T99"),
        ("Cue:T2", "Loud:T2"),
        ("Arg2:T", "Arg3:T"),
        ("Kind E1 direct", "Kind E1 loud"),
        ("Negated (T[0-9]+)", r"Negated \1 yes"),
        ("#2\t", "#1\t"),
        ("Voice T", "Voice X"),
    ],
)
def test_brat(old: str, new: str) -> None:
    with pytest.raises((AssertionError, KeyError)):
        check_brat(spoilt(brat.write(full()), old, new), TEXT, brat.configuration())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\tnsubj\t", "\tsubject\t"),
        ("sent_id = 1-2", "sent_id = 1-1"),
        ("text = “We", "text = “She"),
        ("d1e0-person", "d1e0-somebody"),
        (r"\|Entity=d1e0\)", ""),
        ("\t0\troot", "\t9\troot"),
    ],
)
def test_conllu(old: str, new: str, attributor: Attributor, tmp_path: Path) -> None:
    text = "“We wait,” said Ann Lee.\n\nShe left."
    [document] = attributor.documents([text])
    written = conllu.write(attributor(text), parse=document.parse)
    check_conllu(written, tmp_path)
    with pytest.raises(AssertionError):
        check_conllu(spoilt(written, old, new), tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"jobTitle"', '"job"'),
        ('"@type": "Quotation"', '"@type": "Shout"'),
        ('"spokenByCharacter": {"@type": "Person"', '"spokenByCharacter": {"@type": "Article"'),
        ('"isPartOf": {', '"affiliation": {'),
    ],
)
def test_quotations(old: str, new: str) -> None:
    with pytest.raises((AssertionError, KeyError)):
        check_quotations(spoilt("".join(FORMATS["quotation"].whole([full()])), old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"from_name": "label"', '"from_name": "name"'),
        ('"labels": \\["Quote"', '"labels": ["Cry"'),
        ('"choices": \\["direct"', '"choices": ["loud"'),
        ('"from_id": "q1"', '"from_id": "q9"'),
        ('"labels": \\["part"', '"labels": ["whole"'),
        ('"text": "it was late"', '"text": "it was soon"'),
        ('"type": "textarea"', '"type": "choices"'),
        ('"model_version"', '"model"'),
    ],
)
def test_label_studio(old: str, new: str) -> None:
    tasks = "".join(FORMATS["labelstudio"].whole([full()]))
    with pytest.raises((AssertionError, KeyError)):
        check_labelstudio(spoilt(tasks, old, new), labelstudio.configuration())
