"""To whom, through what, where and when something is said, and who stands behind an addressee."""

from attrs import evolve

from quoteattr import Attributor, Result
from quoteattr.languages.weights import Weights
from quoteattr.parsers.adapt import Parser

MEETING = "“It is safe,” Ida Moe told Bo Ek in an interview. She told him on Monday that it was late."


def attributed(parser: Parser, text: str = MEETING) -> Result:
    return Attributor("en", parser=parser)(text)


def test_an_addressee_is_one_of_the_people(bundled_parser: Parser) -> None:
    result = attributed(bundled_parser)
    people: dict[int | None, str] = {person.id: person.name for person in result.people}
    found = {quote.addressee.text: quote.addressee.speaker for quote in result if quote.addressee is not None}
    assert {words: people.get(known) for words, known in found.items()} == {"Bo Ek": "Bo Ek", "him": "Bo Ek"}


def test_an_addressee_who_is_nobody_known_has_no_id(bundled_parser: Parser) -> None:
    [quote] = attributed(bundled_parser, "“It is safe,” Ida Moe told reporters.")
    assert quote.addressee is not None
    assert (quote.addressee.text, quote.addressee.speaker) == ("reporters", None)


def test_without_weights_nothing_is_told(bundled_parser: Parser) -> None:
    attributor = Attributor("en", parser=bundled_parser)
    attributor.language = evolve(attributor.language, circumstance_weights=Weights())
    assert all(quote.addressee is quote.medium is quote.occasion is quote.time is None for quote in attributor(MEETING))


def test_an_explanation_tells_them(bundled_parser: Parser) -> None:
    quote = attributed(bundled_parser)[-1]
    assert "Circumstances: to: “him”; when: “on Monday”." in quote.explain()
