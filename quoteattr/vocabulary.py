"""The words that records and rules share: kinds of quotes and speakers, forms of mentions, stances of cues, rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Literal, TypeVar

from attrs import frozen

QuoteKind = Literal["direct", "mixed", "indirect"]
Form = Literal["name", "nominal", "pronoun"]
SpeakerKind = Literal["person", "organization", "place", "group", "document", "unnamed"]
Stance = Literal["assert", "ask", "demand", "promise", "believe", "want", "accuse", "deny", "praise"]
Circumstance = Literal["addressee", "medium", "occasion", "time"]
Genre = Literal["news", "narrative"]
"""What a text is to the rules: in a narrative, paragraphs of nothing but speech take turns."""


class Doubt(str):
    """A warning about what came, not about something left out: the text looks broken, or its layout is not known."""


Function = TypeVar("Function", bound=Callable[..., Any])


@frozen
class Rule(Generic[Function]):
    """An entry in a list of rules: a function, what it looks for in words, and the genre in which it is asked.

    Lists of rules are ordered tuples. A rule without a genre is asked in all texts.

    >>> rule = Rule(str.title, "a name in capitals", genre="news")
    >>> rule.name, rule.serves("news"), rule.serves("narrative")
    ('title', True, False)
    """

    function: Function
    gloss: str
    genre: Genre | None = None

    @classmethod
    def of(cls, function: Function) -> Rule[Function]:
        """A rule for all texts, which looks for what the first line of its function's docstring says, if it has one."""
        first = (function.__doc__ or "").strip().partition("\n")[0].partition(":")[0].rstrip(".")
        return Rule(function, first[:1].lower() + first[1:])

    @property
    def name(self) -> str:
        """The function's name, which is that of the rule."""
        return str(getattr(self.function, "__name__", type(self.function).__name__))

    def serves(self, genre: Genre) -> bool:
        """Whether the rule is asked in texts of a genre."""
        return self.genre in (None, genre)
