"""A result behaves as a sequence, and survives JSON whatever its text."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # there are no stubs for it
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.errors import InputError, QuoteattrError
from quoteattr.records.export import COLUMNS, person_to_dict
from quoteattr.records.records import Cue, Mention, Person, Quote, Span, Speaker
from quoteattr.records.result import Result
from quoteattr.records.silences import Silence

TEXT = "“Too late,” said Ida Moe. “Not at all,” said Per Dahl. “Boats first,” read the sign."
IDA = Speaker(0, "Ida Moe", "person", mentions=(Mention(17, 24, "Ida Moe", "name"),))
PER = Speaker(1, "Per Dahl", "person", mentions=(Mention(45, 53, "Per Dahl", "name"),))
QUOTES = (
    Quote("direct", (Span(1, 10, "Too late,"),), Cue(12, 16, "said", "say"), IDA.mentions[0], IDA, "a", 0.9),
    Quote("direct", (Span(27, 38, "Not at all,"),), Cue(40, 44, "said", "say"), PER.mentions[0], PER, "a", 0.9),
    Quote("direct", (Span(56, 68, "Boats first,"),), None, None, None, "none", 0.5),
)
PEOPLE = (Person.of(IDA, 1), Person.of(PER, 1), Person(2, "Boats", "group"))
SILENCES = (Silence(Span(12, 24, "said Ida Moe"), Cue(12, 16, "said", "say"), IDA.mentions[0], IDA),)
RESULT = Result(TEXT, "en", QUOTES, (IDA, PER), people=PEOPLE, silences=SILENCES)
EMPTY = Result("", "en", (), ())


def may_be_written(text: str) -> bool:
    """Whether JSON can hold the text: not two code points that it would take for the halves of one character."""
    return text == text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


any_text = st.text(st.characters()).filter(may_be_written)


@given(text=any_text, name=any_text, warnings=st.lists(any_text, max_size=2))
def test_any_string_survives_json_in_utf8(text: str, name: str, warnings: list[str]) -> None:
    speaker = Speaker(0, name, "person")
    quote = Quote("direct", (Span.cut(text, 0, len(text)),), None, None, speaker, "a", 0.5)
    result = Result(text, "en", (quote,), (speaker,), tuple(warnings))
    written = result.to_json().encode()
    assert Result.from_dict(json.loads(written), text) == result
    assert len(written.decode().splitlines()) == 1


def test_letters_are_written_as_they_are() -> None:
    assert '"name": "Åse Øye"' in Result("", "nb", (), (Speaker(0, "Åse Øye", "person"),)).to_json()


def test_it_is_a_sequence_of_quotes() -> None:
    assert isinstance(RESULT, Sequence)
    assert len(RESULT) == 3
    assert list(RESULT) == list(QUOTES)
    assert RESULT[-1] == QUOTES[2]
    assert RESULT[:2] == QUOTES[:2]
    assert QUOTES[1] in RESULT
    assert not EMPTY


def test_results_of_equal_parts_are_equal() -> None:
    assert Result(TEXT, "en", QUOTES, (IDA, PER), silences=SILENCES) == RESULT
    assert Result(TEXT + " ", "en", QUOTES, (IDA, PER), silences=SILENCES) != RESULT
    assert Result(TEXT, "en", QUOTES, (IDA, PER)) != RESULT


def test_repr_counts_in_the_right_number() -> None:
    assert repr(RESULT) == "<Result: 3 quotes, 2 speakers, en>"
    assert repr(Result(TEXT, "en", QUOTES[:1], (IDA,))) == "<Result: 1 quote, 1 speaker, en>"
    assert repr(EMPTY) == "<Result: 0 quotes, 0 speakers, en>"


def test_the_dict_names_id_and_warnings_only_where_there_are_any() -> None:
    assert list(RESULT.to_dict()) == ["language", "quotes", "silences", "speakers"]
    assert RESULT.to_dict(id=0)["id"] == 0
    assert Result(TEXT, "en", (), (), ("Paragraph 2 was not parsed.",)).to_dict()["warnings"] == [
        "Paragraph 2 was not parsed."
    ]


def test_speakers_are_linked_again() -> None:
    read = Result.from_dict(RESULT.to_dict(id="boats"), TEXT)
    assert read == RESULT
    assert read[0].speaker is read.speakers[0]


def test_people_are_there_where_they_are_asked_for() -> None:
    assert "people" not in RESULT.to_dict()
    assert [person["quotes"] for person in RESULT.to_dict(people=True)["people"]] == [1, 1, 0]
    assert json.loads(RESULT.to_json(people=True)) == RESULT.to_dict(people=True)
    assert EMPTY.to_dict(people=True)["people"] == []


def test_the_schema_asks_for_what_is_written_and_for_nothing_else() -> None:
    schema = json.loads((Path(__file__).parents[2] / "docs" / "record.schema.json").read_text(encoding="utf-8"))
    data = RESULT.to_dict(id=1, with_text=True, people=True)
    jsonschema.validate(data, schema)
    for name, key in (("quote", "quotes"), ("silence", "silences"), ("speaker", "speakers"), ("person", "people")):
        assert list(data[key][0]) == list(schema["$defs"][name]["properties"]) == schema["$defs"][name]["required"]


def test_people_are_read_back() -> None:
    read = Result.from_dict(RESULT.to_dict(people=True), TEXT)
    assert (read, read.people) == (RESULT, PEOPLE)
    assert Result.from_dict(RESULT.to_dict(), TEXT).people == ()


def test_people_do_not_count_in_equality() -> None:
    assert Result(TEXT, "en", QUOTES, (IDA, PER), silences=SILENCES) == RESULT


def test_a_result_written_before_silences_were_told_is_read() -> None:
    data = RESULT.to_dict()
    del data["silences"]
    assert Result.from_dict(data, TEXT) == Result(TEXT, "en", QUOTES, (IDA, PER))


def test_the_speaker_of_a_silence_is_one_of_the_speakers() -> None:
    data = RESULT.to_dict()
    data["silences"][0]["speaker"]["id"] = 7
    with pytest.raises(InputError, match=r"^at \$\.silences\[0\]\.speaker\.id: expected the id of one"):
        Result.from_dict(data, TEXT)


@pytest.mark.parametrize(
    ("people", "message"),
    [
        (None, r"^at \$\.people: expected an array, got None$"),
        ([{}], r"^at \$\.people\[0\]: the key 'roles' is missing$"),
        (
            [person_to_dict(person) for person in (PEOPLE[0], PEOPLE[0])],
            r"^at \$\.people: expected people whose ids differ",
        ),
    ],
)
def test_people_who_are_none_are_refused(people: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Result.from_dict({**RESULT.to_dict(), "people": people}, TEXT)


def test_a_record_of_another_text_is_refused() -> None:
    with pytest.raises(
        InputError, match=r"^at \$\.speakers\[0\]\.mentions\[0\]\.text: expected ' Ida Mo', .*got 'Ida Moe'$"
    ):
        Result.from_dict(RESULT.to_dict(), " " + TEXT)


def test_two_speakers_of_one_id_are_refused() -> None:
    with pytest.raises(InputError, match=r"^at \$\.speakers: expected speakers whose ids differ"):
        Result.from_dict(Result(TEXT, "en", (), (IDA, IDA)).to_dict(), TEXT)


@pytest.mark.parametrize("data", [[], None, {"language": "en", "speakers": {}}, {"language": 1, "speakers": []}])
def test_what_is_no_result_is_refused(data: object) -> None:
    with pytest.raises(InputError, match=r"^at \$"):
        Result.from_dict(data, TEXT)  # type: ignore[arg-type]  # wrong on purpose


def test_the_table_has_a_row_for_each_quote() -> None:
    frame = RESULT.to_dataframe()
    assert tuple(frame.columns) == COLUMNS
    assert list(frame["text"]) == ["Too late,", "Not at all,", "Boats first,"]
    assert list(frame["speaker"]) == ["Ida Moe", "Per Dahl", None]


def test_the_table_of_no_quotes_has_the_same_types() -> None:
    assert list(EMPTY.to_dataframe().dtypes) == list(RESULT.to_dataframe().dtypes)


def test_a_missing_pandas_is_said_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(QuoteattrError, match=r'pip install "quoteattr\[pandas\]"'):
        RESULT.to_dataframe()


def test_a_notebook_shows_the_text_and_its_speakers() -> None:
    shown = RESULT._repr_html_()
    assert "Too late," in shown
    assert "Per Dahl</mark>: 1 quote, 3 words<" in shown


def test_a_notebook_shows_quotes_and_speakers_by_themselves() -> None:
    assert "<caption>Too late,</caption>" in QUOTES[0]._repr_html_()
    assert "<td>said (say, assert)</td>" in QUOTES[0]._repr_html_()
    assert "<td>not attributed</td>" in QUOTES[2]._repr_html_()
    assert "<caption>&lt;Ida&gt;</caption>" in Speaker(0, "<Ida>", "person")._repr_html_()
