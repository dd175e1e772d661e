"""Results to what of them is certain enough."""

from collections import Counter
from collections.abc import Callable, Iterable

from attrs import evolve

from quoteattr.records.reasons import Withheld
from quoteattr.records.records import Quote
from quoteattr.records.result import Result


def confident(result: Result, least: float) -> Result:
    """A result with the quotes of at least some confidence."""
    return _with_quotes(result, (quote for quote in result if quote.confidence >= least)) if least else result


def kept(result: Result, keep: Callable[[Quote], bool]) -> Result:
    """A result with the quotes that are to be kept, and those who speak in them."""
    return _with_quotes(result, filter(keep, result))


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
    silent = {silence.speaker.id for silence in result.silences if silence.speaker is not None}
    speakers = tuple(speaker for speaker in result.speakers if speaker.id in heard or speaker.id in silent)
    people = tuple(evolve(person, quotes=heard[person.id]) for person in result.people)
    return evolve(result, quotes=kept, speakers=speakers, people=people)
