"""Results to what of them is certain enough."""

from collections import Counter
from collections.abc import Iterable

from attrs import evolve

from quoteattr.records.reasons import Withheld
from quoteattr.records.records import Quote
from quoteattr.records.result import Result

WEAK = 0.6
"""Confidence below which an indirect or mixed quote is not shown unless it is asked for: outside of news, three of four
such are nobody's words."""


def confident(result: Result, least: float) -> Result:
    """A result with the quotes of at least some confidence."""
    return _with_quotes(result, (quote for quote in result if quote.confidence >= least)) if least else result


def without_weak(result: Result) -> Result:
    """A result as it is shown to readers: without reports in the writer's words of which more may be wrong than right.

    >>> from quoteattr.records.records import Span
    >>> told, said = (Quote(kind, (Span(0, 2, "No"),), None, None, None, "", 0.4) for kind in ("indirect", "direct"))
    >>> [quote.kind for quote in without_weak(Result("No", "en", (told, said), ()))]
    ['direct']
    """
    if all(quote.kind == "direct" or quote.confidence >= WEAK for quote in result):
        return result
    return _with_quotes(result, (quote for quote in result if quote.kind == "direct" or quote.confidence >= WEAK))


def sure_of_speakers(result: Result, least: float) -> Result:
    """A result whose speakers are right with at least some likelihood; the others are withheld."""
    return _with_quotes(result, (_withheld(quote, least) for quote in result)) if least else result


def _withheld(quote: Quote, least: float) -> Quote:
    """A quote without its speaker, if that is not likely enough."""
    if quote.speaker is None or quote.speaker_confidence is None or quote.speaker_confidence >= least:
        return quote
    withheld = Withheld(quote.speaker.name, quote.speaker_confidence, least)
    reason = evolve(quote.reason, withheld=withheld) if quote.reason is not None else None
    return evolve(quote, speaker=None, speakers=(), speaker_confidence=None, reason=reason)


def _with_quotes(result: Result, quotes: Iterable[Quote]) -> Result:
    """A result with some of its quotes, and with those as speakers who speak in them."""
    kept = tuple(quotes)
    heard = Counter(speaker.id for quote in kept for speaker in quote.speakers)
    speakers = tuple(speaker for speaker in result.speakers if speaker.id in heard)
    people = tuple(evolve(person, quotes=heard[person.id]) for person in result.people)
    return evolve(result, quotes=kept, speakers=speakers, people=people)
