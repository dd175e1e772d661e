"""Clauses that tell of a silence are no quotations, and are not looked for in novels."""

from quoteattr import Attributor
from quoteattr.parsers.adapt import Parser

TURNS = ("“Where were you?” Ida asked.", "“Out.”", "“Why?”", "“No reason.”", "“Tell me.”", "Bo did not respond.")


def test_a_silence_is_no_quote(bundled_parser: Parser) -> None:
    result = Attributor("en", parser=bundled_parser)("Ida Moe declined to comment on the report.")
    assert len(result.silences) == 1
    assert not result.quotes


def test_a_novel_has_none(bundled_parser: Parser) -> None:
    assert Attributor("en", parser=bundled_parser)("\n\n".join(TURNS)).silences == ()


def test_who_keeps_silent_is_a_speaker_without_quotes(bundled_parser: Parser) -> None:
    result = Attributor("en", parser=bundled_parser)("Ida Moe declined to comment. “It is late,” said Bo Ek.")
    [silence] = result.silences
    assert silence.speaker in result.speakers
    assert {person.name: person.quotes for person in result.people} == {"Bo Ek": 1, "Ida Moe": 0}


def test_they_stay_where_quotes_are_cut_by_confidence(bundled_parser: Parser) -> None:
    strict = Attributor("en", parser=bundled_parser, min_confidence=1)
    result = strict("Ida Moe declined to comment. “It is late,” said Bo Ek.")
    assert [speaker.name for speaker in result.speakers] == ["Ida Moe"]
    assert len(result.silences) == 1
