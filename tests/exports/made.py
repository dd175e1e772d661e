"""Results made by hand, with every field, and results of hypothesis, with any."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from quoteattr import Addressee, Cue, Listener, Mention, Person, Quote, Result, Role, Silence, Span, Speaker
from quoteattr.records.export import FORMS, QUOTE_KINDS, SPEAKER_KINDS, STANCES
from quoteattr.records.tree import walked
from quoteattr.vocabulary import Form

TEXT = (
    "Ines Roe, the mayor, spoke on Friday. “He told me, ‘No bridge,’” she told reporters by telephone at the port, "
    "“and that is that.” Bo Ek and Ines Roe said it was late. The port declined to comment."
)


def span(words: str, place: int = 0) -> Span:
    """The span of some words of TEXT, the first from a place on."""
    start = TEXT.index(words, place)
    return Span(start, start + len(words), words)


def mention(words: str, form: Form, place: int = 0) -> Mention:
    found = span(words, place)
    return Mention(found.start, found.end, words, form)


def full() -> Result:
    """A result with every field: joint speakers, an inner quote, a silence, listeners, somebody who is only meant."""
    mayor = span("mayor")
    role = Role(mayor.start, mayor.end, "mayor")
    names = (mention("Ines Roe", "name"), mention("she", "pronoun"), mention("Ines Roe", "name", 100))
    ines = Speaker(0, "Ines Roe", "person", role, (role,), span("the port"), ("Roe", "Ines"), names)
    bo = Speaker(1, "Bo Ek", "person", mentions=(mention("Bo Ek", "name"),))
    he = Speaker(2, "he", "unnamed", mentions=(mention("He", "pronoun"),), relayed=True)
    port = Speaker(3, "port", "organization", mentions=(mention("The port", "nominal"),))
    told = span("told")
    inner = Quote(
        "direct",
        (span("No bridge,"),),
        Cue(told.start, told.end, "told", "tell"),
        mention("He", "pronoun"),
        he,
        "a",
        0.5,
    )
    cue = span("told reporters", 50)
    reporters = span("reporters")
    outer = Quote(
        "direct",
        (span("He told me, ‘No bridge,’"), span("and that is that.")),
        Cue(cue.start, cue.start + 4, "told", "tell"),
        mention("she", "pronoun"),
        ines,
        "subject_of_cue",
        0.75,
        speaker_confidence=1.0,
        addressee=Addressee(reporters.start, reporters.end, "reporters", 7),
        medium=span("by telephone"),
        occasion=span("at the port"),
        time=span("on Friday"),
        addressees=(Listener(1, "Bo Ek"),),
        inner=(inner,),
    )
    said = span("said")
    joint = Quote(
        "indirect",
        (span("it was late"),),
        Cue(said.start, said.end, "said", "be of the opinion", "believe", True),
        mention("Bo Ek and Ines Roe", "name"),
        bo,
        "",
        0.0,
        speakers=(bo, ines),
    )
    declined = span("declined to comment")
    silence = Silence(
        span("The port declined to comment"),
        Cue(declined.start, declined.end, "declined to comment", "decline"),
        mention("The port", "nominal"),
        port,
    )
    rain = Person(9, "Mila Rask", "person", quotes=0)
    people = (*(Person.of(one, 1) for one in (ines, bo, he, port)), rain)
    speakers = (ines, bo, he, port)
    meta = {"outlet": "The “Post” & Co", "date": "2025-02-03", "tags": ["a", None]}
    return Result(TEXT, "en", (outer, joint), speakers, ("a < b",), people, (silence,), id="a/b c", meta=meta)


def crossing() -> Result:
    """A result whose spans cross each other, and in which a phrase has a quote in it."""
    text = "An aide, who said “never again,” left. Ann\n\nLee wept."
    aide = Speaker(0, "aide", "unnamed", mentions=(Mention(0, 25, text[:25], "nominal"),))
    source = Mention(0, 32, text[:32], "nominal")
    first = Quote("direct", (Span.cut(text, 19, 31),), None, source, aide, "a", 0.5, id="q1")
    second = Quote("mixed", (Span.cut(text, 25, 37), Span.cut(text, 44, 52)), None, None, None, "a", 0.5, id="q7")
    third = Quote(
        "indirect", (Span.cut(text, 39, 47),), None, None, None, "a", 0.5, addressees=(Listener(0, "aide"),), id="q9"
    )
    return Result(text, "en", (first, second, third), (aide,))


def in_letters(value: Any, fit: Callable[[str], str]) -> Any:
    """A value of JSON with all its strings as a format can hold them."""
    if isinstance(value, dict):
        return {key: in_letters(one, fit) for key, one in value.items()}
    if isinstance(value, list):
        return [in_letters(one, fit) for one in value]
    return fit(value) if isinstance(value, str) else value


def told(result: Result, fit: Callable[[str], str] = str) -> Any:
    """All that a result tells, as a format can hold it."""
    return in_letters(result.to_dict(people=True, with_text=True), fit)


letters = st.characters(exclude_categories=()) | st.sampled_from("\0\r\n\t<&>\"'\ud800\ufffe\u2028𝒜")
phrases = st.text(letters, max_size=12)


@st.composite
def results(draw: st.DrawFn, shortest: int = 0) -> Result:
    """Any result; `shortest` is how many letters each of its spans has at least."""
    text = draw(st.text(letters, min_size=max(1, shortest), max_size=60))

    def place() -> tuple[int, int]:
        start = draw(st.integers(0, len(text) - shortest))
        return start, draw(st.integers(start + shortest, len(text)))

    def cut() -> Span:
        return Span.cut(text, *place())

    def role() -> Role:
        return Role.cut(text, *place())

    def mentioned() -> Mention:
        return Mention.cut(text, *place(), form=draw(st.sampled_from(FORMS)))

    def cue() -> Cue:
        return Cue.cut(
            text, *place(), lemma=draw(phrases), stance=draw(st.sampled_from(STANCES)), negated=draw(st.booleans())
        )

    def some(number: int) -> range:
        return range(draw(st.integers(0, number)))

    def speaker(number: int) -> Speaker:
        roles = tuple(role() for _ in some(2))
        return Speaker(
            number,
            draw(phrases),
            draw(st.sampled_from(SPEAKER_KINDS)),
            roles[0] if roles else None,
            roles,
            cut() if draw(st.booleans()) else None,
            tuple(draw(phrases) for _ in some(2)),
            tuple(mentioned() for _ in some(3)),
            draw(st.booleans()),
        )

    speakers = tuple(speaker(3 * number) for number in some(3))
    few = st.lists(st.sampled_from(speakers), max_size=2, unique_by=lambda one: one.id) if speakers else st.just([])

    def quote(depth: int = 0) -> Quote:
        spoken = tuple(draw(few))
        shares = st.floats(0, 1)
        return Quote(
            draw(st.sampled_from(QUOTE_KINDS)),
            tuple(sorted((cut() for _ in range(draw(st.integers(1, 3)))), key=lambda one: (one.start, one.end))),
            cue() if draw(st.booleans()) else None,
            mentioned() if draw(st.booleans()) else None,
            spoken[0] if spoken else None,
            draw(phrases),
            draw(shares),
            speakers=spoken,
            speaker_confidence=draw(st.none() | shares),
            addressee=Addressee.cut(text, *place(), speaker=draw(st.sampled_from([None, 0, 3, 77]))),
            medium=cut() if draw(st.booleans()) else None,
            time=cut() if draw(st.booleans()) else None,
            addressees=tuple(Listener.of(one) for one in draw(few)),
            inner=tuple(quote(depth + 1) for _ in some(1 if depth < 2 else 0)),
        )

    quotes = tuple(quote() for _ in some(3))
    silences = tuple(Silence(cut(), cue(), mentioned(), draw(st.sampled_from([None, *speakers]))) for _ in some(1))
    people = tuple(Person.of(one, sum(one in quote.speakers for quote in walked(quotes))) for one in speakers)
    warnings = tuple(draw(phrases) for _ in some(1))
    key = draw(st.none() | st.integers(0, 9) | phrases)
    return Result(text, "en", quotes, speakers, warnings, people, silences, id=key, meta={"n": 1})
