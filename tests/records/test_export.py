"""Records survive the way to JSON and back, and what does not fit is refused by its path."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.errors import InputError
from quoteattr.records.export import (
    COLUMNS,
    FORMS,
    QUOTE_KINDS,
    SPEAKER_KINDS,
    STANCES,
    quote_from_dict,
    quote_to_dict,
    quote_to_row,
    speaker_from_dict,
    speaker_to_dict,
)
from quoteattr.records.records import Cue, Mention, Quote, Role, Span, Speaker

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
)


@st.composite
def quotes(draw: st.DrawFn) -> tuple[str, Quote]:
    """A text and a quote whose parts are cut from anywhere in it."""
    text = draw(st.text())
    offsets = st.integers(0, len(text))
    spans = st.tuples(offsets, offsets).map(lambda ends: Span.cut(text, min(ends), max(ends)))
    mentions = st.builds(
        lambda span, form: Mention(span.start, span.end, span.text, form), spans, st.sampled_from(FORMS)
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
    assert [name for name in COLUMNS if row[name] is None] == ["cue", "source", "speaker", "speaker_kind", "role"]


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
        ({"confidence": float("nan")}, r"confidence: expected a number from 0 to 1, got nan$"),
    ],
)
def test_what_is_wrong_with_a_quote_is_named_by_path(change: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        quote_from_dict({**quote_to_dict(QUOTE), **change}, TEXT, {3: SPEAKER}, "$.quotes[4]")


def test_what_is_wrong_with_a_speaker_is_named_by_path() -> None:
    data = {**speaker_to_dict(SPEAKER), "aliases": ["Moe", 7]}
    with pytest.raises(InputError, match=r"^at \$\.speakers\[0\]\.aliases\[1\]: expected a string, got 7$"):
        speaker_from_dict(data, TEXT, "$.speakers[0]")
