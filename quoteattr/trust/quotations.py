"""Quotations as they may be given: those of a Result, or strings, or mappings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import regex
from attrs import frozen

from quoteattr.errors import InputError, shown
from quoteattr.languages.language import Language
from quoteattr.records.records import Quote, Span
from quoteattr.records.result import Result


@frozen
class Quotation:
    """Words that are given as somebody's: `spans` of a text; `names` and `roles` are what it calls the speaker.

    A fragment claims to be no whole sentence. `question` is what the words answer, if that is known.
    """

    text: str
    content: tuple[Span, ...]
    names: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    is_fragment: bool = False
    question: str | None = None

    @property
    def spans(self) -> list[tuple[int, int]]:
        """From where to where the words stand."""
        return [(span.start, span.end) for span in self.content]

    @property
    def speaker(self) -> str | None:
        """The speaker's first name."""
        return next(iter(self.names), None)


def as_quotations(quotes: Any, language: Language) -> list[Quotation]:
    """The quotations of a Result that stand in quotation marks, or those that are given as strings or mappings.

    Raises InputError for anything else, and for one string, which would be taken for many.

    >>> from quoteattr.languages.loading import load_language
    >>> [given] = as_quotations([{"quote": "“We wait.”", "speaker": "Ann Lee"}], load_language("en"))
    >>> given.content[0].text, given.names
    ('“We wait.”', ('Ann Lee',))
    """
    if isinstance(quotes, Result):
        return list(_of_result(quotes, language))
    if isinstance(quotes, str | bytes | Mapping) or not isinstance(quotes, Iterable):
        raise InputError(
            f"quotes came as one {type(quotes).__name__}; pass the Result of an article, or a list of strings or of "
            '{"quote": ..., "speaker": ...}'
        )
    return [_given(quote, place) for place, quote in enumerate(quotes)]


def _given(quote: Any, place: int) -> Quotation:
    fields: Mapping[Any, Any] = quote if isinstance(quote, Mapping) else {"quote": quote}
    words, speaker, question = (fields.get(name) for name in ("quote", "speaker", "question"))
    if not isinstance(words, str):
        raise InputError(f'quote {place} came as {shown(quote)}; pass a string, or a mapping with a string at "quote"')
    for name, value in (("speaker", speaker), ("question", question)):
        if value is not None and not isinstance(value, str):
            raise InputError(f"the {name} of quote {place} came as {shown(value)}; pass a string, or leave it out")
    names = (speaker,) if speaker else ()
    return Quotation(words, (Span(0, len(words), words),), names, question=question or None)


def _of_result(result: Result, language: Language) -> Iterator[Quotation]:
    for quote in result:
        content = quote.content if quote.kind == "direct" else tuple(_in_marks(quote, result.text, language))
        if content:
            speakers = quote.speakers
            yield Quotation(
                result.text,
                content,
                tuple(name for speaker in speakers for name in (speaker.name, *speaker.aliases)),
                tuple(role.text for speaker in speakers for role in speaker.roles),
                quote.kind != "direct",
                _question_before(result.text, quote.start),
            )


def _in_marks(quote: Quote, text: str, language: Language) -> Iterator[Span]:
    """The words of a content that stand in double quotation marks."""
    if quote.kind != "mixed":
        return
    pairs = "|".join(
        rf"{regex.escape(opening)}([^{regex.escape(opening + closing)}]++)(?:{regex.escape(closing)}|$)"
        for opening, closing in language.marks.double_pairs
        if len(opening) == len(closing) == 1
    )
    for span in quote.content:
        for match in regex.finditer(pairs, span.text):
            group = match.lastindex or 0
            yield Span.cut(text, span.start + match.start(group), span.start + match.end(group))


def _question_before(text: str, start: int) -> str | None:
    """The line before that in which a quotation begins, if it asks."""
    line = text.rfind("\n", 0, start) + 1
    before = text[max(0, line - 500) : line].rstrip().rpartition("\n")[2].strip()
    return before if before.endswith("?") else None
