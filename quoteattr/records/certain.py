"""Results to what of them is certain enough."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from attrs import evolve

from quoteattr.records.reasons import Withheld
from quoteattr.records.records import Quote, Speaker
from quoteattr.records.result import Result
from quoteattr.records.tree import walked

WEAK = 0.6
"""Confidence below which an indirect or mixed quote is not shown unless it is asked for: outside of news, three of four
such are nobody's words."""


def confident(result: Result, least: float) -> Result:
    """A result with the quotes of at least some confidence."""
    return _with_quotes(result, _kept(result, lambda quote: quote.confidence >= least)) if least else result


def kept(result: Result, keep: Callable[[Quote], bool]) -> Result:
    """A result with the quotes that are to be kept, and those who speak in them."""
    return _with_quotes(result, filter(keep, result))


def without_weak(result: Result) -> Result:
    """A result as it is shown to readers: without reports in the writer's words of which more may be wrong than right.

    What is within such a report goes with it, and such reports within other quotes go, too.

    >>> from quoteattr.records.records import Span
    >>> told, said = (Quote(kind, (Span(0, 2, "No"),), None, None, None, "", 0.4) for kind in ("indirect", "direct"))
    >>> [quote.kind for quote in without_weak(Result("No", "en", (told, said), ()))]
    ['direct']
    """
    if not any(map(is_weak, result.all())):
        return result
    return _with_quotes(result, _kept(result, lambda quote: not is_weak(quote)))


def hidden(result: Result, shown: Result) -> int:
    """How many quotes of a result, at every level, are not in what is shown of it."""
    return sum(1 for _ in result.all()) - sum(1 for _ in shown.all())


def is_weak(quote: Quote) -> bool:
    """Whether a quote is in the writer's words, and more of its kind may be wrong than right."""
    return quote.kind != "direct" and quote.confidence < WEAK


def sure_of_speakers(result: Result, least: float) -> Result:
    """A result whose speakers are right with at least some likelihood; the others are withheld."""
    return _with_quotes(result, [_withheld(quote, least) for quote in result]) if least else result


def _kept(quotes: Iterable[Quote], keep: Callable[[Quote], bool]) -> list[Quote]:
    """The quotes that are to be kept, at every level; what is within one that is not goes with it."""
    return [evolve(quote, inner=tuple(_kept(quote.inner, keep))) for quote in quotes if keep(quote)]


def _withheld(quote: Quote, least: float) -> Quote:
    """A quote without its speaker, if that is not likely enough, and those within it likewise."""
    quote = evolve(quote, inner=tuple(_withheld(inner, least) for inner in quote.inner))
    if quote.speaker is None or quote.speaker_confidence is None or quote.speaker_confidence >= least:
        return quote
    withheld = Withheld(quote.speaker.name, quote.speaker_confidence, least)
    reason = evolve(quote.reason, withheld=withheld) if quote.reason is not None else None
    return evolve(quote, speaker=None, speakers=(), speaker_confidence=None, reason=reason)


def _with_quotes(result: Result, quotes: Iterable[Quote]) -> Result:
    """A result with some of its quotes, and with those as speakers who speak in them."""
    kept = tuple(quotes)
    heard = Counter(speaker.id for quote in walked(kept) for speaker in quote.speakers)
    silent = {silence.speaker.id for silence in result.silences if silence.speaker is not None}
    outermost = silent.union(speaker.id for quote in kept for speaker in quote.speakers)
    known = {
        s.id: evolve(s, relayed=s.id not in outermost) for s in result.speakers if s.id in outermost | heard.keys()
    }
    kept = tuple(_spoken_by(quote, known) for quote in kept)
    people = tuple(evolve(person, quotes=heard[person.id]) for person in result.people)
    return evolve(result, quotes=kept, speakers=tuple(known.values()), people=people)


def _spoken_by(quote: Quote, known: Mapping[int, Speaker]) -> Quote:
    """A quote with the records of its speakers as they are known."""
    speakers = tuple(known[speaker.id] for speaker in quote.speakers)
    inner = tuple(_spoken_by(one, known) for one in quote.inner)
    return evolve(quote, speaker=next(iter(speakers), None), speakers=speakers, inner=inner)
