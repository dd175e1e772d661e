"""Records that contradict themselves are refused, and a span is cut as what it is asked for."""

import json

import pytest

from quoteattr import Quote, Span, Speaker
from quoteattr.errors import InputError
from quoteattr.records.export import quote_from_dict, quote_to_dict
from quoteattr.records.records import Cue, Mention, Role

TEXT = "“No,” said Ida Moe and Bo Dahl, the mayors."
IDA, BO = Speaker(0, "Ida Moe", "person"), Speaker(1, "Bo Dahl", "person")


def quote(speaker: Speaker | None, *speakers: Speaker) -> Quote:
    return Quote("direct", (Span.cut(TEXT, 1, 4),), None, None, speaker, "subject_of_cue", 0.9, speakers)


@pytest.mark.parametrize(
    ("speaker", "speakers", "came"),
    [
        (IDA, (BO,), "speaker Ida Moe and speakers (Bo Dahl)"),
        (IDA, (BO, IDA), "speaker Ida Moe and speakers (Bo Dahl, Ida Moe)"),
        (IDA, (), "speaker Ida Moe and speakers (nobody)"),
        (None, (IDA, BO), "speaker None and speakers (Ida Moe, Bo Dahl)"),
    ],
)
def test_a_quote_whose_speaker_is_not_the_first_of_its_speakers_is_refused(
    speaker: Speaker | None, speakers: tuple[Speaker, ...], came: str
) -> None:
    with pytest.raises(InputError) as caught:
        quote(speaker, *speakers)
    assert came in str(caught.value)
    assert "pass the first of the speakers as speaker" in str(caught.value)


def test_a_quote_may_have_one_speaker_several_or_none() -> None:
    assert [quote(IDA, IDA).speaker, quote(IDA, IDA, BO).speaker, quote(None).speaker] == [IDA, IDA, None]


def test_speakers_that_are_left_out_are_the_speaker_alone() -> None:
    alone = Quote("direct", (Span.cut(TEXT, 1, 4),), None, None, IDA, "subject_of_cue", 0.9)
    nobody = Quote("direct", (Span.cut(TEXT, 1, 4),), None, None, None, "unattributed", 0.5)
    assert (alone.speakers, nobody.speakers) == ((IDA,), ())


def test_json_whose_speaker_is_not_the_first_of_its_speakers_is_refused_by_its_path() -> None:
    data = json.loads(json.dumps(quote_to_dict(quote(IDA, IDA, BO))))
    data["speakers"].reverse()
    with pytest.raises(InputError, match=r"^at \$\.speaker: expected the first of \"speakers\", or null"):
        quote_from_dict(data, TEXT, {0: IDA, 1: BO})


def test_a_span_is_cut_as_the_record_that_was_asked_for() -> None:
    cut = Role.cut(TEXT, 36, 42), Mention.cut(TEXT, 11, 18, form="name"), Cue.cut(TEXT, 6, 10, lemma="say")
    assert cut == (Role(36, 42, "mayors"), Mention(11, 18, "Ida Moe", "name"), Cue(6, 10, "said", "say"))
