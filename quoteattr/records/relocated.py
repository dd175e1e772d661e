"""A result for a text that was mended, as one for the text that came in."""

from collections.abc import Callable
from typing import Any

import attrs
from attrs import evolve, frozen

from quoteattr.records.reasons import Reason, Resolution
from quoteattr.records.records import Person, Quote, Span, Speaker
from quoteattr.records.result import Result

_HOLDERS = (Quote, Speaker, Person, Reason)
"""Records that hold spans, or records with spans."""

Original = Callable[[int, int], tuple[int, int]]
"""From the offsets of a stretch of one text to those in another."""


def relocated(result: Result, text: str, original: Original) -> Result:
    """The result with all its spans cut from `text`, at the offsets that `original` gives for those that they have.

    Names stay as they were read.

    >>> ann = Speaker(0, "Zoë", "person", mentions=())
    >>> quote = Quote("direct", (Span(1, 3, "No"),), None, None, ann, "unattributed", 0.9)
    >>> relocated(Result("“No”", "en", (quote,), (ann,)), "&quot;No&quot;", lambda start, end: (6, 8))[0].content
    (Span(start=6, end=8, text='No'),)
    """
    move = _Move(text, original)
    return evolve(
        result, text=text, quotes=move(result.quotes), speakers=move(result.speakers), people=move(result.people)
    )


@frozen
class _Move:
    """Moves whatever holds spans; a speaker of several quotes stays one object."""

    text: str
    original: Original
    done: dict[int, Any] = attrs.field(factory=dict)

    def __call__(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(self, value))
        if isinstance(value, Span):
            start, end = self.original(value.start, value.end)
            return evolve(value, start=start, end=end, text=self.text[start:end])
        if isinstance(value, Resolution) and value.named is not None:
            return evolve(value, named=self.original(value.named, value.named + 1)[0])
        if isinstance(value, _HOLDERS):
            if id(value) not in self.done:
                fields = [field.name for field in attrs.fields(type(value)) if field.init]
                self.done[id(value)] = evolve(value, **{name: self(getattr(value, name)) for name in fields})
            return self.done[id(value)]
        return value
