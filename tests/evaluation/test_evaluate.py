"""Scores of a small gold set that was written for this test; each expected number can be counted by hand."""

import json
from typing import Any

import pytest

from quoteattr.errors import InputError
from quoteattr.evaluation.evaluate import match_quotes, score
from quoteattr.evaluation.scores import Rate, Score, Share
from quoteattr.records.records import Cue, Mention, Quote, Role, Span, Speaker
from quoteattr.records.result import Result

TEXT = (
    "“The bridge is shut,” said Mayor Ann Lee. Her office claimed that repairs would “take weeks” at best. "
    "“Nobody told us,” Per Dahl, a ferryman, complained: “We heard it on the radio.”\n\n"
    "It will open in May, according to the ministry. The sign read: “Keep out”."
)
ENTITIES: list[dict[str, Any]] = [
    {"id": "lee", "name": "Ann Lee", "aliases": ["the mayor"], "kind": "person"},
    {"id": "office", "name": "Mayor's office", "aliases": [], "kind": "organization"},
    {"id": "dahl", "name": "Per Dåhl", "aliases": ["Dahl"], "kind": "person"},
    {"id": "sign", "name": "the sign"},
]


def at(*phrases: str) -> list[list[int]]:
    """The spans of phrases that occur once in the text."""
    assert all(TEXT.count(phrase) == 1 for phrase in phrases)
    return [[TEXT.index(phrase), TEXT.index(phrase) + len(phrase)] for phrase in phrases]


def quote(kind: str, content: list[list[int]], cue: str = "", source: str = "", **rest: Any) -> dict[str, Any]:
    """A quote in the form of a gold document."""
    about: dict[str, Any] = {"type": kind, "content": content, "speaker": None, **rest}
    return about | {"cue": at(cue) if cue else [], "source": at(source) if source else []}


GOLD: dict[str, Any] = {
    "id": "bridge",
    "text": TEXT,
    "entities": ENTITIES,
    "quotes": [
        quote(
            "direct",
            at("“The bridge is shut,”"),
            "said",
            "Mayor Ann Lee",
            speaker="lee",
            role="Mayor",
            subtype="Explicit",
        ),
        quote("mixed", at("repairs would “take weeks” at best"), "claimed", "Her office", speaker="office", role=None),
        quote("direct", at("“Nobody told us,”", "“We heard it on the radio.”"), "complained", "Per Dahl, a ferryman")
        | {"speaker": "dahl", "role": "boatman", "roles_also": ["a ferryman"], "subtype": "Explicit"},
        quote("indirect", at("It will open in May"), "according to", "the ministry"),
        quote("direct", at("“Keep out”"), "read:", "The sign", speaker="sign"),
    ],
}
ANSWER: dict[str, Any] = {
    "id": "bridge",
    "quotes": [
        quote(
            "direct", at("The bridge is shut,"), "said", "Lee", speaker="ann lee", speaker_kind="person", role="mayor"
        ),
        quote("indirect", at("that repairs would “take weeks” at best"), "office", "Her office", role="mayor")
        | {"speaker": "office", "speaker_kind": "person"},
        quote("direct", at("Nobody told us,", "We heard it on the radio."), "told", "Per Dahl")
        | {"speaker": "PER DAHL", "speaker_kind": "person", "role": "ferryman"},
        quote("indirect", at("in May"), "according to", "the ministry"),
        quote("direct", at("Keep out"), "", "the radio", speaker="radio"),
    ],
}


def test_every_figure_is_as_counted_by_hand() -> None:
    found = score([GOLD], [ANSWER])
    missed, spurious = len("Itwillopen"), len("that")
    expected = Score(
        documents=1,
        content_soft=Rate(4, 5, 5),
        content_exact=Rate(3, 5, 5),
        words=Rate(95 - missed, 95 - missed + spurious, 95),
        attributed=Rate(3, 5, 5),
        marked=Rate(4, 5, 5),
        source_given=Share(3, 4),
        cue_given=Share(1, 4),
        content_by_kind={"direct": Share(3, 3), "mixed": Share(1, 1), "indirect": Share(0, 1)},
        attributed_by_kind={"direct": Share(2, 3), "mixed": Share(1, 1), "indirect": Share(0, 1)},
        speaker=Share(3, 4),
        speaker_canonical=Share(2, 4),
        speaker_said=Share(4, 4),
        speaker_by_subtype={"explicit": Share(2, 2)},
        speaker_kind=Share(2, 3),
        role=Share(2, 2),
        role_none=Share(0, 1),
    )
    assert found == expected


def test_a_result_is_scored_as_its_gold_form() -> None:
    [source], [role], [cue] = at("Per Dahl"), at("a ferryman"), at("complained")
    mention = Mention(source[0], source[1], "Per Dahl", "name")
    speaker = Speaker(0, "Per Dahl", "person", Role(role[0], role[1], "a ferryman"), mentions=(mention,))
    content = tuple(Span.cut(TEXT, start, end) for start, end in at("Nobody told us,", "We heard it on the radio."))
    said = Quote("direct", content, Cue(cue[0], cue[1], "complained", "complain"), mention, speaker, "test", 0.9)
    result = Result(TEXT, "en", (said,), (speaker,))
    same = quote("direct", at("Nobody told us,", "We heard it on the radio."), "complained", "Per Dahl")
    same |= {"speaker": "Per Dahl", "speaker_kind": "person", "role": "a ferryman"}
    found = score([GOLD], [result.to_dict("bridge")])
    assert found == score([GOLD], [{"id": "bridge", "quotes": [same]}])
    assert (found.attributed.right, found.speaker.right, found.speaker_kind.right, found.role.right) == (1, 1, 1, 1)


def test_scores_add_up() -> None:
    other = GOLD | {"id": "again"}
    both = score([GOLD, other], [ANSWER])
    assert both == score([GOLD], [ANSWER]) + score([other], [])
    assert (both.documents, both.lost) == (2, 1)
    assert both.attributed == Rate(3, 5, 10)


def test_gold_scored_against_itself_is_perfect() -> None:
    speakers = {entity["id"]: entity for entity in ENTITIES} | {None: {"name": None}}
    about = [speakers[gold["speaker"]] for gold in GOLD["quotes"]]
    names = [{"speaker": speaker["name"], "speaker_kind": speaker.get("kind")} for speaker in about]
    quotes = [gold | name for gold, name in zip(GOLD["quotes"], names, strict=True)]
    assert set(score([GOLD], [{"id": "bridge", "quotes": quotes}]).headlines().values()) == {1.0}


def test_nothing_in_nothing_out() -> None:
    assert score([], []) == Score()
    assert Score().figures == {}


def test_each_gold_quote_is_matched_once_and_by_the_best() -> None:
    rivals = {"quotes": [quote("direct", at("bridge is shut")), quote("direct", at("The bridge is shut"))]}
    [match] = match_quotes(GOLD, rivals)
    assert (match.gold, match.predicted, match.exact, match.source_right) == (0, 1, True, False)


def test_the_table_has_a_row_for_each_figure() -> None:
    found = score([GOLD], [ANSWER])
    rows = str(found).splitlines()
    assert rows[0] == "1 documents, 0 lost"
    assert [row.split()[0] for row in rows[2:]] == list(found.figures)
    assert rows[2].split() == ["content.soft", "0.800", "0.800", "0.800", "5"]


def test_the_dict_is_json() -> None:
    found = score([GOLD], [ANSWER]).to_dict()
    assert json.loads(json.dumps(found)) == found
    assert found["speaker.explicit"] == {"value": 1.0, "right": 2, "gold": 2}
    assert found["attributed"]["predicted"] == 5


def test_two_predictions_of_one_document_are_refused() -> None:
    with pytest.raises(InputError, match="two predictions came for document 'bridge'"):
        score([GOLD], [ANSWER, ANSWER])


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(InputError, match="document 'bridge': the span 0:9999 lies outside the text"):
        score([GOLD], [{"id": "bridge", "quotes": [quote("direct", [[0, 9999]])]}])
