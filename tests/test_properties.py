"""What holds of every text, whatever the parser makes of it."""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from quoteattr import Attributor, Person, Result, Span, Speaker
from quoteattr.languages.loading import load_language
from quoteattr.records.records import circumstances_of
from quoteattr.vocabulary import Doubt

MARKS = load_language("en").marks
PIECES = (
    *("“", "”", '"', "'", "‘", "’", "«", "»", "„", "``", "''", "「", "」"),
    *(",", ".", "?", "!", ":", ";", "—", "…", "(", ")", "5'", "5'11\"", "boys'", "'90s", "it's"),
    *("said", "told", "added", "claim", "that", "as", "and", "who", "he", "she", "the", "mayor", "Mayor", "ferry"),
    *("reporters", "to", "on", "Monday", "in", "a", "statement", "declined", "comment", "not", "respond", "calls"),
    *("Ann", "Lee", "Ann Lee", "Bo Dahl", "Dahl", "Exeter", "IMF"),
    *(
        "\n",
        "\n\n",
        "\r\n\r\n",
        "\n\nQ: ",
        "\n\nA: ",
        "\n\nMayor: “",
        "OSLO (WNS) — ",
        "4 March 2021 ",
        "\u00a0",
        "\u2028",
    ),
)
any_text = st.text(st.characters(), max_size=200)
newslike_text = st.lists(st.sampled_from(PIECES), max_size=80).map(" ".join)
dense_text = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
texts = st.one_of(any_text, newslike_text, dense_text)
many = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
few = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def spans(result: Result) -> Iterator[Span]:
    """Every span in a result."""
    for quote in result.all():
        yield from quote.content
        yield from filter(None, (quote.cue, quote.source, *circumstances_of(quote).values()))
    for silence in result.silences:
        yield from filter(None, (silence.text, silence.cue, silence.source))
    told: list[Speaker | Person] = [*result.speakers, *result.people]
    for one in told:
        yield from one.mentions
        yield from one.roles


def check(result: Result, text: str) -> None:
    """What must hold of any result."""
    assert result.text == text
    for span in spans(result):
        assert text[span.start : span.end] == span.text != ""
    assert [quote.start for quote in result] == sorted(quote.start for quote in result)
    assert len({quote.id for quote in result.all()}) == len(list(result.all()))
    for quote in result.all():
        assert all(left.end <= right.start for left, right in pairwise(quote.content))
        if quote.outer is not None:
            around = {place for span in quote.outer.content for place in range(span.start, span.end)}
            assert {place for span in quote.content for place in range(span.start, span.end)} < around
            assert any(one is quote for one in quote.outer.inner)
        assert quote.speaker is None or quote.speaker in result.speakers
        assert 0 <= quote.confidence <= 1
        beside = {kind: told for kind, told in circumstances_of(quote).items() if kind != "addressee"}
        for told in filter(None, beside.values()):  # an addressee may stand in what is asked: `asked her to leave`
            assert all(told.end <= span.start or span.end <= told.start for span in quote.content)
        assert all(quote.cue is None or s.end <= quote.cue.start or quote.cue.end <= s.start for s in quote.content)
        if quote.kind == "direct" and quote.sieve != "speaker_label":
            for span in quote.content:
                inner = span.text.strip()
                nested = text[: span.start].rstrip()[-1:] in MARKS.all  # ‘“No,” he said
                assert nested or inner[:1] not in MARKS.double or inner[-1:] not in MARKS.double
    pieces = sorted((s.start, s.end) for quote in result if quote.sieve != "speaker_label" for s in quote.content)
    assert all(left[1] <= right[0] for left, right in pairwise(pieces))
    for silence in result.silences:
        assert silence.text.start <= silence.cue.start < silence.cue.end <= silence.text.end
        assert silence.speaker is None or silence.speaker in result.speakers
    assert len({speaker.id for speaker in result.speakers}) == len(result.speakers)
    check_people(result)


def check_people(result: Result) -> None:
    """Who speaks is among the people, as the same one; they count what is said jointly, too."""
    spoken = Counter(speaker.id for quote in result.all() for speaker in quote.speakers)
    people = {person.id: person for person in result.people}
    assert len(people) == len(result.people)
    assert {key: person.quotes for key, person in people.items()} == {key: spoken[key] for key in people}
    assert [people[speaker.id] for speaker in result.speakers] == [
        Person.of(speaker, spoken[speaker.id]) for speaker in result.speakers
    ]
    for person in result.people:
        starts = [mention.start for mention in person.mentions]
        assert starts == sorted(set(starts))
        assert starts


@many
@given(text=texts)
@example(text='who who told 5\'11" the " told who 5\'11"')  # nothing before the mark is told
@example(text='‘"0“\n‘')  # a mark that nothing closes, and all within it is in marks
def test_any_text_gives_sound_records(stub_attributor: Attributor, text: str) -> None:
    result = stub_attributor(text)
    check(result, text)
    assert all(isinstance(warning, Doubt) for warning in result.warnings)


@many
@given(text=texts)
def test_attributing_again_gives_the_same(stub_attributor: Attributor, text: str) -> None:
    assert stub_attributor(text) == stub_attributor(text)


@many
@given(text=texts)
def test_a_result_survives_json(stub_attributor: Attributor, text: str) -> None:
    assume(text == text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass"))  # what JSON can hold
    result = stub_attributor(text)
    assert Result.from_dict(json.loads(result.to_json()), text) == result
    assert Result.from_dict(json.loads(result.to_json(people=True)), text).people == result.people


SENTENCES = st.sampled_from(
    (
        "“We sank,” said Ann Lee.",
        '"We sank," Bo Dahl said. "Twice."',
        "Ann Lee said the ferry was “safe as a house” in May.",
        "'It's the boys' turn,' she added.",
        "Bo Dahl told the mayor that it rained.",
        "The ferry sank.",
        "« We sank », said Ann Lee.",
    )
)
paragraphs = st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join)


@many
@given(data=st.data(), parts=st.lists(paragraphs, min_size=2, max_size=5), mark=st.sampled_from("\"'“”‘’«»"))
def test_an_odd_mark_spoils_its_own_paragraph_alone(
    stub_attributor: Attributor, data: st.DataObject, parts: list[str], mark: str
) -> None:
    """Sources are left out: a quotation without a cue may take the source from the paragraph before."""
    place = data.draw(st.integers(0, len(parts) - 1))
    space = data.draw(st.sampled_from(("", " ")))
    flawed = [*parts[:place], parts[place] + space + mark, *parts[place + 1 :]]

    def records(parts: list[str]) -> list[list[tuple[str, tuple[str, ...], str | None]]]:
        result = stub_attributor("\n\n".join(parts))
        ends = [sum(map(len, parts[: n + 1])) + 2 * n for n in range(len(parts))]
        found: list[list[tuple[str, tuple[str, ...], str | None]]] = [[] for _ in parts]
        for quote in result:
            number = next(n for n, end in enumerate(ends) if quote.start < end)
            words = tuple(span.text for span in quote.content)
            found[number].append((quote.kind, words, quote.cue.text if quote.cue else None))
        return found[:place] + found[place + 1 :]

    assert records(flawed) == records(parts)


@few
@given(text=newslike_text)
def test_the_bundled_models_give_sound_records(attributor: Attributor, text: str) -> None:
    check(attributor(text), text)


@few
@given(text=any_text)
def test_the_bundled_models_survive_any_text(attributor: Attributor, text: str) -> None:
    result = attributor(text)
    check(result, text)
    assert all(isinstance(warning, Doubt) for warning in result.warnings)
