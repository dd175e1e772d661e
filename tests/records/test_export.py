"""Records survive the way to JSON and back, and what does not fit is refused by its path."""

import json
from typing import Any, get_args

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.errors import InputError
from quoteattr.records.export import (
    COLUMNS,
    FORMS,
    QUOTE_KINDS,
    SPEAKER_KINDS,
    STANCES,
    person_from_dict,
    person_to_dict,
    quote_from_dict,
    quote_to_dict,
    quote_to_row,
    speaker_from_dict,
    speaker_to_dict,
)
from quoteattr.records.records import Addressee, Cue, Listener, Mention, Person, Quote, Role, Span, Speaker
from quoteattr.vocabulary import Circumstance

TEXT = "“The ferry,” said harbour master Ida Moe, “is late.”"
SPEAKER = Speaker(
    id=3,
    name="Ida Moe",
    kind="person",
    role=Role(18, 32, "harbour master"),
    roles=(Role(18, 32, "harbour master"),),
    aliases=("Moe",),
    mentions=(Mention(33, 40, "Ida Moe", "name"),),
)
QUOTE = Quote(
    kind="direct",
    content=(Span(1, 11, "The ferry,"), Span(43, 51, "is late.")),
    cue=Cue(13, 17, "said", "say"),
    source=Mention(18, 40, "harbour master Ida Moe", "name"),
    speaker=SPEAKER,
    sieve="subject_of_cue",
    confidence=0.9,
    speaker_confidence=0.8,
    addressee=Addressee(18, 32, "harbour master", speaker=3),
    time=Span(43, 45, "is"),
)
CIRCUMSTANCES = get_args(Circumstance)
PERSON = Person.of(SPEAKER, 2)


@st.composite
def quotes(draw: st.DrawFn) -> tuple[str, Quote]:
    """A text and a quote whose parts are cut from anywhere in it."""
    text = draw(st.text())
    offsets = st.integers(0, len(text))
    spans = st.tuples(offsets, offsets).map(lambda ends: Span.cut(text, min(ends), max(ends)))
    mentions = st.builds(
        lambda span, form: Mention(span.start, span.end, span.text, form), spans, st.sampled_from(FORMS)
    )
    addressees = st.builds(
        lambda span, speaker: Addressee(span.start, span.end, span.text, speaker), spans, st.none() | st.integers()
    )
    roles = spans.map(lambda span: Role(span.start, span.end, span.text))
    cues = st.builds(
        lambda span, lemma, stance: Cue(span.start, span.end, span.text, lemma, stance),
        spans,
        st.text(),
        st.sampled_from(STANCES),
    )
    speakers = st.builds(
        Speaker,
        id=st.integers(),
        name=st.text(),
        kind=st.sampled_from(SPEAKER_KINDS),
        role=st.none() | roles,
        roles=st.lists(roles, max_size=2).map(tuple),
        affiliation=st.none() | spans,
        aliases=st.lists(st.text(), max_size=2).map(tuple),
        mentions=st.lists(mentions, max_size=2).map(tuple),
    )
    quote = st.builds(
        Quote,
        kind=st.sampled_from(QUOTE_KINDS),
        content=st.lists(spans, min_size=1, max_size=3).map(tuple),
        cue=st.none() | cues,
        source=st.none() | mentions,
        speaker=st.none() | speakers,
        sieve=st.text(),
        confidence=st.floats(0, 1),
        speaker_confidence=st.none() | st.floats(0, 1),
        addressee=st.none() | addressees,
        medium=st.none() | spans,
        occasion=st.none() | spans,
        time=st.none() | spans,
        addressees=st.lists(st.builds(Listener, st.integers(), st.text()), max_size=2).map(tuple),
    )
    return text, draw(quote)


@given(quotes())
def test_quotes_and_speakers_survive_json(case: tuple[str, Quote]) -> None:
    text, quote = case
    speakers = {}
    if quote.speaker:
        data = json.loads(json.dumps(speaker_to_dict(quote.speaker)))
        speakers[quote.speaker.id] = speaker_from_dict(data, text)
    assert quote_from_dict(json.loads(json.dumps(quote_to_dict(quote))), text, speakers) == quote


@given(quotes(), st.integers(0))
def test_people_survive_json(case: tuple[str, Quote], number: int) -> None:
    text, quote = case
    for speaker in quote.speakers:
        person = Person.of(evolve(speaker, role=next(iter(speaker.roles), None)), number)
        assert person_from_dict(json.loads(json.dumps(person_to_dict(person))), text) == person


def test_a_person_has_the_words_of_the_role_and_its_place() -> None:
    assert person_to_dict(PERSON) == {
        "id": 3,
        "name": "Ida Moe",
        "kind": "person",
        "role": "harbour master",
        "roles": [{"start": 18, "end": 32, "text": "harbour master"}],
        "aliases": ["Moe"],
        "mentions": [{"start": 33, "end": 40, "text": "Ida Moe", "form": "name"}],
        "quotes": 2,
    }


def test_a_quote_refers_to_its_speaker_and_the_document_describes_it() -> None:
    assert quote_to_dict(QUOTE)["speaker"] == {"id": 3, "name": "Ida Moe", "kind": "person", "role": "harbour master"}
    assert speaker_to_dict(SPEAKER) == {
        "id": 3,
        "name": "Ida Moe",
        "kind": "person",
        "role": {"start": 18, "end": 32, "text": "harbour master"},
        "roles": [{"start": 18, "end": 32, "text": "harbour master"}],
        "affiliation": None,
        "aliases": ["Moe"],
        "mentions": [{"start": 33, "end": 40, "text": "Ida Moe", "form": "name"}],
        "relayed": False,
    }


def test_content_in_pieces_is_one_text() -> None:
    data = quote_to_dict(QUOTE)
    assert data["text"] == "The ferry, is late."
    assert [span["text"] for span in data["content"]] == ["The ferry,", "is late."]


def test_a_row_has_the_columns_in_order() -> None:
    row = quote_to_row(QUOTE)
    assert tuple(row) == COLUMNS
    assert (row["start"], row["end"], row["speaker"], row["role"]) == (1, 51, "Ida Moe", "harbour master")


def test_a_row_of_an_unattributed_quote_has_gaps() -> None:
    row = quote_to_row(Quote("direct", (Span(1, 11, "The ferry,"),), None, None, None, "none", 0.5))
    gaps = ["quote_id", "within", "cue", "source", "speaker", "speaker_kind", "role", "speaker_confidence"]
    gaps += CIRCUMSTANCES
    assert [name for name in COLUMNS if row[name] is None] == gaps


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"kind": "shouted"},
            r"^at \$\.quotes\[4\]\.kind: expected one of 'direct', 'mixed', 'indirect', got 'shouted'$",
        ),
        ({"content": []}, r"^at \$\.quotes\[4\]\.content: expected at least one span, got \[\]$"),
        ({"content": "The ferry"}, r"content: expected an array"),
        ({"content": [{"start": 1, "end": 999, "text": ""}]}, r"content\[0\]: expected offsets .* <= 52,"),
        ({"content": [{"start": -9, "end": -1, "text": TEXT[-9:-1]}]}, r"content\[0\]: expected offsets"),
        ({"content": [{"start": 2, "end": 4, "text": "Th"}]}, r"content\[0\]\.text: expected 'he', .* 2:4 .*got 'Th'$"),
        ({"cue": {"start": True, "end": 17, "text": "said"}}, r"cue\.start: expected an integer, got True$"),
        ({"cue": {"start": 13, "end": 17, "text": "said"}}, r"cue: the key 'lemma' is missing$"),
        ({"source": 5}, r"source: expected an object, got 5$"),
        ({"speaker": {"id": 8}}, r"speaker\.id: expected the id of one of the document's speakers, got 8$"),
        ({"sieve": None}, r"sieve: expected a string, got None$"),
        ({"confidence": float("nan")}, r"\.confidence: expected a number from 0 to 1, got nan$"),
        ({"time": "Monday"}, r"\.time: expected an object, got 'Monday'$"),
        (
            {"addressee": {"start": 0, "end": 1, "text": "“", "speaker": "3"}},
            r"\.addressee\.speaker: expected an integer, got '3'$",
        ),
        ({"speaker_confidence": 1.5}, r"\.speaker_confidence: expected a number from 0 to 1, got 1\.5$"),
        ({"addressees": [{"id": 1}]}, r"addressees\[0\]: the key 'name' is missing$"),
        ({"speaker_confidence": "high"}, r"\.speaker_confidence: expected a number from 0 to 1, got 'high'$"),
    ],
)
def test_what_is_wrong_with_a_quote_is_named_by_path(change: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        quote_from_dict({**quote_to_dict(QUOTE), **change}, TEXT, {3: SPEAKER}, "$.quotes[4]")


def test_what_is_wrong_with_a_speaker_is_named_by_path() -> None:
    data = {**speaker_to_dict(SPEAKER), "aliases": ["Moe", 7]}
    with pytest.raises(InputError, match=r"^at \$\.speakers\[0\]\.aliases\[1\]: expected a string, got 7$"):
        speaker_from_dict(data, TEXT, "$.speakers[0]")


def test_a_quote_written_before_speakers_had_a_confidence_is_read() -> None:
    data = quote_to_dict(QUOTE)
    del data["speaker_confidence"], data["addressees"]
    assert quote_from_dict(data, TEXT, {3: SPEAKER}) == evolve(QUOTE, speaker_confidence=None)


def test_a_quote_written_before_circumstances_were_told_is_read() -> None:
    data = {name: value for name, value in quote_to_dict(QUOTE).items() if name not in CIRCUMSTANCES}
    assert quote_from_dict(data, TEXT, {3: SPEAKER}) == evolve(QUOTE, addressee=None, time=None)


def test_the_circumstances_of_a_row_are_their_words() -> None:
    row = quote_to_row(QUOTE)
    assert [row[name] for name in CIRCUMSTANCES] == ["harbour master", None, None, "is"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "3"}, r"\.id: expected an integer, got '3'$"),
        ({"name": None}, r"\.name: expected a string, got None$"),
        ({"kind": "boat"}, r"\.kind: expected one of 'person', .*got 'boat'$"),
        ({"role": "ferryman"}, r"""\.role: expected the words of the first of "roles", .*got 'ferryman'$"""),
        ({"role": None}, r"\.role: expected the words of the first"),
        ({"roles": []}, r"\.role: expected the words of the first .*got 'harbour master'$"),
        ({"roles": {}}, r"\.roles: expected an array, got {}$"),
        ({"aliases": [7]}, r"\.aliases\[0\]: expected a string, got 7$"),
        ({"mentions": [{"start": 0, "end": 1, "text": "x", "form": "name"}]}, r"\.mentions\[0\]\.text: expected '“', "),
        ({"mentions": [{"start": 0, "end": 1, "text": "“", "form": "odd"}]}, r"\.mentions\[0\]\.form: expected one of"),
        ({"quotes": -1}, r"\.quotes: expected a number from 0, got -1$"),
        ({"quotes": 1.5}, r"\.quotes: expected an integer, got 1\.5$"),
        ({"quotes": True}, r"\.quotes: expected an integer, got True$"),
    ],
)
def test_what_is_wrong_with_a_person_is_named_by_path(change: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=r"^at \$\.people\[2\]" + message):
        person_from_dict({**person_to_dict(PERSON), **change}, TEXT, "$.people[2]")


@pytest.mark.parametrize("key", list(person_to_dict(PERSON)))
def test_a_key_that_a_person_lacks_is_named(key: str) -> None:
    data = person_to_dict(PERSON)
    del data[key]
    with pytest.raises(InputError, match=rf"^at \$: the key '{key}' is missing$"):
        person_from_dict(data, TEXT)


@pytest.mark.parametrize("data", [None, [], "Ida Moe", 7])
def test_what_is_no_person_is_refused(data: Any) -> None:
    with pytest.raises(InputError, match=r"^at \$: expected an object, got "):
        person_from_dict(data, TEXT)
