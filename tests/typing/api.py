"""Every public name, used as documented; nobody runs this file, mypy checks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, assert_type

import pandas as pd

import quoteattr
from quoteattr import (
    Addressee,
    Attestation,
    Attributor,
    CastMember,
    Corpus,
    Cue,
    Language,
    Listener,
    Mention,
    Parse,
    Person,
    Quote,
    QuoteattrError,
    Repaired,
    Result,
    Role,
    Score,
    Silence,
    Span,
    Speaker,
    Verification,
    attest,
    attribute,
    repaired,
    score,
    to_dataframe,
    verify,
    view,
)

TEXT = "“We wait,” said Ann Lee, the pilot."


def one_text() -> list[str]:
    result = attribute(TEXT)
    assert_type(result, Result)
    assert_type(attribute(TEXT, "en"), Result)
    assert_type(result.text, str)
    assert_type(result.language, str)
    assert_type(result.quotes, tuple[Quote, ...])
    assert_type(result.speakers, tuple[Speaker, ...])
    assert_type(result.warnings, tuple[str, ...])
    assert_type(result.people, tuple[Person, ...])
    sequence: Sequence[Quote] = result
    assert_type(result[0], Quote)
    assert_type(result[:2], tuple[Quote, ...])
    return [quote.text for quote in sequence if quote in result]


def a_quote(quote: Quote) -> str:
    assert_type(quote.text, str)
    assert_type((quote.start, quote.end), tuple[int, int])
    assert_type(quote.content, tuple[Span, ...])
    assert_type(quote.cue, Cue | None)
    assert_type(quote.source, Mention | None)
    assert_type(quote.speaker, Speaker | None)
    assert_type(quote.speakers, tuple[Speaker, ...])
    assert_type(quote.sieve, str)
    assert_type(quote.confidence, float)
    assert_type(quote.speaker_confidence, float | None)
    assert_type(quote.addressees, tuple[Listener, ...])
    if quote.kind == "direct" and quote.cue and quote.source and quote.speaker:
        cue: Span = quote.cue
        assert_type(quote.cue.lemma, str)
        assert_type(quote.cue.negated, bool)
        named = quote.source.form == "name" and quote.cue.stance != "deny"
        return f"{cue.text} {quote.speaker.name} {named}"
    return quote.explain()


def a_speaker(speaker: Speaker) -> str:
    assert_type(speaker.id, int)
    assert_type(speaker.role, Role | None)
    assert_type(speaker.roles, tuple[Role, ...])
    assert_type(speaker.affiliation, Span | None)
    assert_type(speaker.aliases, tuple[str, ...])
    assert_type(speaker.mentions, tuple[Mention, ...])
    return speaker.role.text if speaker.role and speaker.kind == "person" else speaker.name


def a_person(person: Person, speaker: Speaker) -> int:
    assert_type(Person.of(speaker, quotes=1), Person)
    assert_type(person.id, int)
    assert_type(person.role, Role | None)
    assert_type(person.roles, tuple[Role, ...])
    assert_type(person.aliases, tuple[str, ...])
    assert_type(person.mentions, tuple[Mention, ...])
    return person.quotes if person.name and person.kind == "person" else 0


def by_hand() -> Result:
    ann = Speaker(0, "Ann Lee", "person", Role(28, 33, "pilot"), mentions=(Mention(16, 23, "Ann Lee", "name"),))
    cue, source = Cue(11, 15, "said", "say"), Mention(16, 23, "Ann Lee", "name")
    quote = Quote("direct", (Span.cut(TEXT, 1, 9),), cue, source, ann, "subject_of_cue", 0.9)
    return Result(TEXT, "en", (quote,), (ann,))


def to_other_shapes(result: Result) -> Result:
    assert_type(result.to_json(), str)
    assert_type(result.to_json(id="a1", indent=2, with_text=True, people=True), str)
    assert_type(result.to_dataframe(), pd.DataFrame)
    data: dict[str, Any] = result.to_dict(id=7, people=True)
    return Result.from_dict(data, result.text)


def tables(texts: pd.Series[str], attributor: Attributor) -> list[pd.DataFrame]:
    return [
        to_dataframe(texts),
        to_dataframe({"a": TEXT}),
        to_dataframe([TEXT], attributor=attributor),
    ]


def an_attributor(parse: Parse, folder: Path) -> Iterator[Result]:
    language: Language = Attributor("en").language
    member = CastMember("Ann Lee", aliases=("A. Lee",), role="pilot")
    Attributor(language)
    Attributor(folder)
    attributor = Attributor("en", cast=[member, {"name": "Bo Kerr"}], min_confidence=0.5, min_speaker_confidence=0.7)
    assert_type(attributor(TEXT), Result)
    assert_type(attributor(parse), Result)
    assert_type(attributor({"text": TEXT, "cast": [member]}), Result)
    for result, number in attributor.pipe([(TEXT, 1), (TEXT, 2)], as_tuples=True):
        assert_type(number, int)
        assert_type(result, Result)
    assert_type(attributor.pipe([TEXT], processes=2), Iterator[Result])
    return attributor.pipe([TEXT, parse])


class OwnParser:
    """A parser is anything with this method."""

    def parse(self, text: str) -> Parse:
        return Parse(text, ())


def own_parser() -> Attributor:
    return Attributor("en", parser=OwnParser())


def a_score(gold: list[Mapping[str, Any]], result: Result) -> float:
    found = score(gold, [result.to_dict(id=1)])
    total: Score = found + Score()
    assert_type(total.lost, int)
    assert_type(total.attributed.f1, float)
    assert_type(total.headlines(), dict[str, float])
    assert_type(total.to_dict(), dict[str, Any])
    return total.content_soft.recall


def mended(text: str) -> Result:
    found: Repaired = repaired(text)
    assert_type(found.text, str)
    assert_type(found.original(Span.cut(found.text, 0, 1)), Span)
    return found.result(quoteattr.attribute(found.text))


def around(result: Result) -> tuple[Addressee | None, tuple[Silence, ...]]:
    assert_type(result[0].medium, Span | None)
    return result[0].addressee, result.silences


def trust(result: Result) -> tuple[Attestation, Verification]:
    checks = verify(result, {"council": TEXT}, similarity=0.7)
    assert_type(checks[0].tier == "exact", bool)
    assert_type(checks[0].passage, tuple[Span, ...])
    assert_type(checks.to_html(), str)
    findings = attest([{"quote": "We wait", "speaker": "Ann Lee"}], TEXT)
    assert_type(findings[0].quote, Quote | None)
    assert_type(findings.to_dict(), dict[str, Any])
    return findings, checks


def pages(result: Result) -> Path:
    assert_type(result.to_html(), str)
    assert_type(result.view(), Path)
    return view([result, (result, "a1")], "page.html")


def errors() -> str:
    try:
        return quoteattr.attribute(TEXT, language="xx").text
    except QuoteattrError as error:
        return f"{error} in {quoteattr.__version__}"


def an_archive(
    results: list[Result], answers: Iterator[tuple[Result, str]], dicts: list[dict[str, Any]]
) -> pd.DataFrame:
    with Corpus(results, people="people.csv", date="published") as corpus:
        corpus.add(answers)
        corpus.add(dicts)
        corpus.add(Path("quotes.jsonl"))
        assert_type(corpus.people[0].roles, tuple[str, ...])
        assert_type(corpus.doubtful[0].why, str)
        assert_type(corpus.warnings, tuple[str, ...])
        assert_type([quote.start for quote in corpus.quotes("ann-lee", where={"outlet": "Courier"})], list[int])
        assert_type(corpus.quotations[0].first.text, str)
        corpus.write_people("people.csv")
        summary = corpus.summary(by=("outlet", "month"), copies_once=True)
        assert_type(summary.to_html(), str)
        return summary.frame("speakers")
