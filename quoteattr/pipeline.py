"""Attributor: the order of the stages, for one text, for many, and for parses made elsewhere."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from quoteattr.document.document import Document
from quoteattr.document.reading import Plan
from quoteattr.entities.given import Given, as_cast
from quoteattr.errors import InputError, ParserError, QuoteattrError, brief, shown
from quoteattr.languages.language import Language
from quoteattr.languages.loading import load_language
from quoteattr.parsers.adapt import Parser, adapted, as_source, check_parses
from quoteattr.records.records import Quote, Speaker
from quoteattr.records.result import Result
from quoteattr.syntax.parse import Parse
from quoteattr.vocabulary import Rule

if TYPE_CHECKING:
    from quoteattr.attribution.context import Sieve

BATCH = 20_000
"""Characters that are handed to the parser at a time, at least, where there are as many."""
OPENING = 60
"""Characters of a paragraph by which an error tells which it is, at most."""


Companion = TypeVar("Companion")


def attribute(text: str, language: str = "en") -> Result:
    """Find who said what in a text.

    >>> from quoteattr import attribute
    >>> for quote in attribute("“We need a bridge,” said Ann Lee, mayor of Exeter. “Now,” she added."):
    ...     print(quote.speaker.name, quote.cue.text, quote.text, sep=" | ")
    Ann Lee | said | We need a bridge,
    Ann Lee | added | Now,

    The models load at the first call, in a few seconds, and are kept. Raises InputError for anything but a
    string, LanguageError for an unknown language, ParserError when the default parser cannot be loaded or fails on
    every paragraph of the text; where it fails on some, `warnings` of the result tell which.
    """
    return default_attributor(language)(text)


@cache
def default_attributor(language: str) -> Attributor:
    """The attributor that the functions without one share."""
    return Attributor(language)


class Attributor:
    """Attributes quotes; loads its language and parser once, so make one and keep it.

    `language` is a code, the folder of a language of yours, or what `load_language` gave you. `parser` is None for the
    models that ship with the package, a `stanza.Pipeline` or spaCy `Language` of yours, or any object with
    `parse(text) -> Parse`. `cast` are those who are known to be in every text, as `CastMember` or as
    mappings with `name` and perhaps `aliases` and `role`: names are looked for among them first.
    `sieves` are the rules from quotation to source, in the order in which they are asked: functions of your own, with
    or without those of `quoteattr.attribution.sieves.order.SOURCE_SIEVES`, which are asked by default.
    `min_confidence` leaves out quotes below it, and speakers who are left without any: for counts that need precision.

    Threads may share an Attributor: texts are then parsed one batch at a time, and all else is free of shared state.

    >>> attributor = Attributor("en")
    >>> [len(result) for result in attributor.pipe(["“No,” said Ann Lee.", "It rained."])]
    [1, 0]
    """

    def __init__(
        self,
        language: str | Path | Language = "en",
        *,
        parser: Any = None,
        cast: Iterable[Any] = (),
        sieves: Iterable[Any] | None = None,
        min_confidence: float = 0.0,
    ) -> None:
        self.language = language if isinstance(language, Language) else load_language(language)
        self._sieves = None if sieves is None else _as_sieves(sieves)
        self.min_confidence = _share(min_confidence)
        self._cast = as_cast(cast)
        self._parser: Parser | None = adapted(parser) if parser is not None else None
        self._loading = Lock()

    def __call__(self, source: Any) -> Result:
        """Attribute one text, or one document that is already parsed.

        `source` is a string, a Parse, a `stanza.Document` or a spaCy `Doc`, or a mapping with one of these under
        `text` and a `cast` of its own; offsets index its text. Raises InputError for anything else, and ParserError
        where the parser fails on every paragraph, be it the only one; where it fails on some, `warnings` of the result
        tell which.
        """
        return next(self.pipe([source]))

    @overload
    def pipe(self, sources: Iterable[Any], *, as_tuples: Literal[False] = False) -> Iterator[Result]: ...

    @overload
    def pipe(
        self, sources: Iterable[tuple[Any, Companion]], *, as_tuples: Literal[True]
    ) -> Iterator[tuple[Result, Companion]]: ...

    def pipe(self, sources: Iterable[Any], *, as_tuples: bool = False) -> Iterator[Any]:
        """Attribute many texts or parsed documents, lazily and in order, parsing in batches.

        With `as_tuples`, takes (source, context) pairs and gives (result, context) pairs. A text of which no paragraph
        can be parsed, or on which a rule fails, has no quotes, and warnings; ParserError is raised only where the
        parser has failed on every paragraph from the first text on, to the end of a batch.
        """
        if isinstance(sources, str | bytes | Parse):
            raise InputError(
                f"pipe() takes many sources, got one {type(sources).__name__}; call the Attributor with it"
            )
        # Not above: the rules take half the time of `import quoteattr`.
        from quoteattr.attribution.analysis import Analysis
        from quoteattr.attribution.assembly import attribute_quotations
        from quoteattr.attribution.sieves.order import SOURCE_SIEVES

        sieves = SOURCE_SIEVES if self._sieves is None else self._sieves
        pairs = sources if as_tuples else ((source, None) for source in sources)
        for document, cast, context in self._documents(pairs):
            analysis = Analysis(document, (*cast, *self._cast))
            quotes, speakers, warnings = _guarded(partial(attribute_quotations, analysis, sieves))
            quotes, speakers = _confident(quotes, speakers, self.min_confidence)
            result = Result(document.text, self.language.code, quotes, speakers, (*document.warnings, *warnings))
            yield (result, context) if as_tuples else result

    def documents(self, sources: Iterable[Any]) -> Iterator[Document]:
        """What the rules see of each text or parsed document: for training, and for looking closer."""
        return (document for document, _, _ in self._documents((source, None) for source in sources))

    def _documents(self, pairs: Iterable[tuple[Any, Companion]]) -> Iterator[tuple[Document, Given, Companion]]:
        works = False
        for batch in _batches(_checked(pairs)):
            plans = [Plan.of(source, self.language) for source, _, _ in batch]
            bodies = list(chain.from_iterable(plan.bodies for plan in plans))
            outcomes = self._parse(bodies)
            works = works or _works(outcomes, bodies)
            parsed = iter(outcomes)
            for plan, (_, cast, context) in zip(plans, batch, strict=True):
                yield plan.document([next(parsed) for _ in plan.bodies], self.language), cast, context

    def _parse(self, bodies: list[str]) -> list[Parse | Exception]:
        """Parse a batch; where it fails, parse text by text, so that one flaw costs one paragraph."""
        if not bodies:
            return []
        parser = self._loaded()
        try:
            parses = list(parser.parse_many(bodies))
            check_parses(parses, bodies)
            return list(parses)
        except InputError:
            raise
        except Exception as error:
            if len(bodies) == 1:
                return [error]
            return [outcome for body in bodies for outcome in self._parse([body])]

    def _loaded(self) -> Parser:
        """The parser; of several threads that ask first, one loads it and the others wait."""
        with self._loading:
            if self._parser is None:
                from quoteattr.parsers import stanza

                self._parser = stanza.load(self.language.code)
            return self._parser


def _checked(pairs: Iterable[tuple[Any, Companion]]) -> Iterator[tuple[str | Parse, Given, Companion]]:
    for pair in pairs:
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise InputError(
                f"pipe(as_tuples=True) takes (source, context) pairs, got a {type(pair).__name__}; leave as_tuples out "
                "to pass sources alone"
            )
        source, cast = pair[0], ()
        if isinstance(source, Mapping):
            if "text" not in source:
                raise InputError('a source is a mapping without "text"; pass {"text": ..., "cast": [...]}')
            source, cast = source["text"], source.get("cast") or ()
        yield as_source(source), as_cast(cast), pair[1]


def _as_sieves(sieves: Iterable[Any]) -> tuple[Rule[Sieve], ...]:
    """Rules from functions and rules; one of their own each, so that a record's `sieve` tells which it was."""
    if isinstance(sieves, str | bytes | Mapping) or not isinstance(sieves, Iterable):
        raise InputError(f"sieves is a {type(sieves).__name__}; pass a list of functions, or of rules and functions")
    rules = []
    for sieve in sieves:
        if not isinstance(sieve, Rule) and not callable(sieve):
            raise InputError(
                f"sieves holds {shown(sieve)}; a sieve is a function that takes a Context, or a Rule of one"
            )
        rules.append(sieve if isinstance(sieve, Rule) else Rule.of(sieve))
    names = [rule.name for rule in rules]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"two sieves are called {name!r}; records tell sieves apart by their names, so rename one")
    return tuple(rules)


def _works(outcomes: list[Parse | Exception], bodies: list[str]) -> bool:
    """Whether a parser gave any parse; ParserError where it was asked and only failed."""
    errors = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    if errors and len(errors) == len(outcomes):
        first = errors[0]
        raise ParserError(
            f"the parser failed on every paragraph that it was given, {len(errors)} in all; on the first, "
            f"which begins {bodies[0][:OPENING]!r}, with {type(first).__name__}: {brief(first)}; "
            "mend the parser, or pass another one as parser="
        ) from first
    return bool(outcomes)


def _guarded(
    attribute: Callable[[], tuple[tuple[Quote, ...], tuple[Speaker, ...]]],
) -> tuple[tuple[Quote, ...], tuple[Speaker, ...], tuple[str, ...]]:
    """The quotes and speakers of a document; none, and a warning, where a rule fails, so that it costs no others."""
    try:
        return *attribute(), ()
    except QuoteattrError:
        raise
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        flaw = f"{type(error).__name__}: {brief(error)}, at {Path(where.filename).name}, line {where.lineno}"
        return (), (), (f"this document has no quotes, as a rule failed on it ({flaw})",)


def _share(value: Any) -> float:
    """A number from 0 to 1, or an InputError."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise InputError(f"min_confidence is {shown(value)}; pass a number from 0 (all quotes) to 1")
    return float(value)


def _confident(
    quotes: tuple[Quote, ...], speakers: tuple[Speaker, ...], least: float
) -> tuple[tuple[Quote, ...], tuple[Speaker, ...]]:
    """The quotes of at least some confidence, and their speakers."""
    if not least:
        return quotes, speakers
    kept = tuple(quote for quote in quotes if quote.confidence >= least)
    heard = {speaker.id for quote in kept for speaker in quote.speakers}
    return kept, tuple(speaker for speaker in speakers if speaker.id in heard)


def _batches(
    sources: Iterator[tuple[str | Parse, Given, Companion]],
) -> Iterator[list[tuple[str | Parse, Given, Companion]]]:
    batch: list[tuple[str | Parse, Given, Companion]] = []
    size = 0
    for source, cast, context in sources:
        batch.append((source, cast, context))
        size += len(source if isinstance(source, str) else source.text)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
