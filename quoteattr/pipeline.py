"""Attributor: the order of the stages, for one text, for many, and for parses made elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from threading import Lock
from typing import Any, Literal, Protocol, TypeVar, overload

import regex
from attrs import frozen

from quoteattr.document.document import Page
from quoteattr.document.marks import find_stretches
from quoteattr.document.paragraphs import Paragraph, find_paragraphs
from quoteattr.document.repairs import mended
from quoteattr.errors import InputError
from quoteattr.languages.language import Language, load_language
from quoteattr.records.records import CastMember, Quote, Speaker
from quoteattr.records.result import Result
from quoteattr.syntax.trees import Parse, Sentence

BATCH = 20_000
"""Characters that are handed to the parser at a time, at least, where there are as many."""

_UNREADABLE = regex.compile(r"[\p{Cs}\p{Cn}\p{Co}\x00-\x08\x0b-\x1f\x7f]")
"""Characters on which tokenizers fail: lone surrogates, unassigned and private ones, controls."""
LONGEST_WORD = 200
"""Characters of a word that a parser is shown: data pasted into a text would keep it busy for minutes."""
_ENDLESS = regex.compile(rf"\S{{{LONGEST_WORD},}}")
_DOUBLED_MARK = regex.compile(r"(?P<opening>``|(?<![^\s(\[-])''(?=\S))|''")
"""Quotation marks made of two characters, ``as in TeX''."""

Context = TypeVar("Context")
Given = tuple[CastMember, ...]


class Parser(Protocol):
    """What parses: `parse_many` takes texts and gives their parses in order."""

    def parse_many(self, texts: Iterable[str]) -> Iterator[Parse]: ...


class SimpleParser(Protocol):
    """The least a parser of your own needs."""

    def parse(self, text: str) -> Parse: ...


def attribute(text: str, language: str = "en") -> Result:
    """Find who said what in a text.

    >>> from quoteattr import attribute
    >>> for quote in attribute("“We need a bridge,” said Ann Lee, mayor of Exeter. “Now,” she added."):
    ...     print(quote.speaker.name, quote.cue.text, quote.text, sep=" | ")
    Ann Lee | said | We need a bridge,
    Ann Lee | added | Now,

    The models load at the first call, in a few seconds, and are kept. Raises InputError for anything but a
    string, LanguageError for an unknown language, ParserError when the default parser cannot be loaded.
    """
    return default_attributor(language)(text)


@cache
def default_attributor(language: str) -> Attributor:
    """The attributor that the functions without one share."""
    return Attributor(language)


class Attributor:
    """Attributes quotes; loads its language and parser once, so make one and keep it.

    `parser` is None for the models that ship with the package, a `stanza.Pipeline` or spaCy `Language` of yours,
    or any object with `parse(text) -> Parse`. `cast` are those who are known to be in every text, as `CastMember` or as
    mappings with `name` and perhaps `aliases` and `role`: names are looked for among them first.
    `min_confidence` leaves out quotes below it, and speakers who are left without any: for counts that need precision.

    Threads may share an Attributor: texts are then parsed one batch at a time, and all else is free of shared state.

    >>> attributor = Attributor("en")
    >>> [len(result) for result in attributor.pipe(["“No,” said Ann Lee.", "It rained."])]
    [1, 0]
    """

    def __init__(
        self, language: str = "en", *, parser: Any = None, cast: Iterable[Any] = (), min_confidence: float = 0.0
    ) -> None:
        self.language = load_language(language)
        self.min_confidence = _share(min_confidence)
        self._cast = as_cast(cast)
        self._parser: Parser | None = _adapted(parser) if parser is not None else None
        self._loading = Lock()

    def __call__(self, source: Any) -> Result:
        """Attribute one text, or one document that is already parsed.

        `source` is a string, a Parse, a `stanza.Document` or a spaCy `Doc`, or a mapping with one of these under
        `text` and a `cast` of its own; offsets index its text. Raises InputError for anything else.
        """
        return next(self.pipe([source]))

    @overload
    def pipe(self, sources: Iterable[Any], *, as_tuples: Literal[False] = False) -> Iterator[Result]: ...

    @overload
    def pipe(
        self, sources: Iterable[tuple[Any, Context]], *, as_tuples: Literal[True]
    ) -> Iterator[tuple[Result, Context]]: ...

    def pipe(self, sources: Iterable[Any], *, as_tuples: bool = False) -> Iterator[Any]:
        """Attribute many texts or parsed documents, lazily and in order, parsing in batches.

        With `as_tuples`, takes (source, context) pairs and gives (result, context) pairs.
        """
        if isinstance(sources, str | bytes | Parse):
            raise InputError(
                f"pipe() takes many sources, got one {type(sources).__name__}; call the Attributor with it"
            )
        # Not above: the rules take half the time of `import quoteattr`.
        from quoteattr.attribution.assembly import attribute_page

        pairs = sources if as_tuples else ((source, None) for source in sources)
        for page, cast, context in self._pages(pairs):
            quotes, speakers = _confident(*attribute_page(page, (*cast, *self._cast)), self.min_confidence)
            result = Result(page.text, self.language.code, quotes, speakers, page.warnings)
            yield (result, context) if as_tuples else result

    def pages(self, sources: Iterable[Any]) -> Iterator[Page]:
        """What the rules see of each text or parsed document: for training, and for looking closer."""
        return (page for page, _, _ in self._pages((source, None) for source in sources))

    def _pages(self, pairs: Iterable[tuple[Any, Context]]) -> Iterator[tuple[Page, Given, Context]]:
        for batch in _batches(_checked(pairs)):
            plans = [_Plan.of(source, self.language) for source, _, _ in batch]
            bodies = list(chain.from_iterable(plan.bodies for plan in plans))
            parsed = iter(self._parse(bodies))
            for plan, (_, cast, context) in zip(plans, batch, strict=True):
                yield plan.page([next(parsed) for _ in plan.bodies], self.language), cast, context

    def _parse(self, bodies: list[str]) -> list[Parse | Exception]:
        """Parse a batch; where it fails, parse text by text, so that one flaw costs one paragraph."""
        if not bodies:
            return []
        parser = self._loaded()
        try:
            parses = list(parser.parse_many(bodies))
            _check_parses(parses, bodies)
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


@frozen
class _Plan:
    """One document before parsing: its paragraphs, and the parse it came with, if any."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    given: Parse | None

    @classmethod
    def of(cls, source: str | Parse, language: Language) -> _Plan:
        text = source if isinstance(source, str) else source.text
        return cls(text, find_paragraphs(text, language), None if isinstance(source, str) else source)

    @property
    def readable(self) -> list[Paragraph]:
        """The paragraphs that hold a word and are still to be parsed."""
        if self.given is not None:
            return []
        return [p for p in self.paragraphs if any(map(str.isalnum, self.text[p.body : p.end]))]

    @property
    def bodies(self) -> list[str]:
        return [_readable(self.text[p.body : p.end]) for p in self.readable]

    def page(self, parsed: list[Parse | Exception], language: Language) -> Page:
        """The page of the document, with warnings about the paragraphs that could not be parsed."""
        sentences: list[Sentence] = []
        warnings: list[str] = []
        for paragraph, outcome in zip(self.readable, parsed, strict=True):
            if isinstance(outcome, Parse):
                sentences += _moved(outcome, paragraph.body, self.text)
            else:
                where = f"{paragraph.start}:{paragraph.end}"
                warnings.append(f"the paragraph at {where} could not be parsed ({type(outcome).__name__}: {outcome})")
        parse = mended(self.given or Parse(self.text, tuple(sentences)), language)
        stretches = find_stretches(self.text, self.paragraphs, language.marks)
        return Page(self.text, self.paragraphs, stretches, parse, language, tuple(warnings))


def _check_parses(parses: list[Parse], bodies: list[str]) -> None:
    """Raise InputError unless a parser gave a Parse of each text."""
    if len(parses) != len(bodies):
        raise InputError(f"the parser gave {len(parses)} parses for {len(bodies)} texts; it must give one for each")
    for parse, body in zip(parses, bodies, strict=True):
        if not isinstance(parse, Parse) or parse.text != body:
            what = "a Parse of another text" if isinstance(parse, Parse) else f"a {type(parse).__name__}"
            raise InputError(f"the parser gave {what}; parse(text) must return a quoteattr.Parse of that very text")


def _readable(body: str) -> str:
    """A paragraph as a tokenizer can read it, each character in its place: no controls, no endless words."""
    body = _ENDLESS.sub(lambda word: word[0][:LONGEST_WORD].ljust(len(word[0])), _UNREADABLE.sub(" ", body))
    return _DOUBLED_MARK.sub(lambda mark: ' "' if mark["opening"] else '" ', body)


def _moved(parse: Parse, offset: int, text: str) -> Iterator[Sentence]:
    """The sentences of a part of a text, with offsets into the whole and the words as they stand there."""
    for sentence in parse.sentences:
        yield Sentence(tuple(token.moved(offset, text) for token in sentence.tokens))


def _checked(pairs: Iterable[tuple[Any, Context]]) -> Iterator[tuple[str | Parse, Given, Context]]:
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
        yield _as_source(source), as_cast(cast), pair[1]


def as_cast(cast: Iterable[Any]) -> Given:
    """The members of a given cast, from records and mappings."""
    if isinstance(cast, str | bytes | Mapping) or not isinstance(cast, Iterable):
        raise InputError(f"a cast is a list of names with aliases, got {cast!r:.60}")
    return tuple(member if isinstance(member, CastMember) else _as_member(member) for member in cast)


def _as_member(member: Any) -> CastMember:
    if not isinstance(member, Mapping) or not isinstance(member.get("name"), str) or not member["name"].strip():
        raise InputError(f'a member of a cast is {{"name": ..., "aliases": [...], "role": ...}}, got {member!r:.60}')
    aliases, role = member.get("aliases") or (), member.get("role")
    if isinstance(aliases, str) or not all(isinstance(alias, str) for alias in aliases):
        raise InputError(f"the aliases of {member['name']!r} must be a list of strings, got {aliases!r:.60}")
    if role is not None and not isinstance(role, str):
        raise InputError(f"the role of {member['name']!r} must be a string, got {role!r:.60}")
    return CastMember(member["name"], tuple(aliases), role)


def _as_source(source: Any) -> str | Parse:
    """A string or a Parse from whatever was handed in."""
    if isinstance(source, str | Parse):
        return source
    library = type(source).__module__.partition(".")[0]
    if library == "stanza" and hasattr(source, "sentences"):
        from quoteattr.parsers import stanza

        return stanza.to_parse(source)
    if library == "spacy" and hasattr(source, "ents"):
        from quoteattr.parsers import spacy

        return spacy.to_parse(source)
    advice = "decode it first" if isinstance(source, bytes) else "pass a str, a Parse, a stanza Document or a spaCy Doc"
    raise InputError(f"cannot attribute a {type(source).__name__}; {advice}")


def _share(value: Any) -> float:
    """A number from 0 to 1, or an InputError."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise InputError(f"min_confidence is {value!r}; pass a number from 0 (all quotes) to 1")
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


def _adapted(parser: Any) -> Parser:
    """A parser with `parse_many`, from a foreign pipeline or an object that has only `parse`."""
    library = type(parser).__module__.partition(".")[0]
    if library == "stanza":
        from quoteattr.parsers.stanza import StanzaParser

        return StanzaParser(parser)
    if library == "spacy":
        from quoteattr.parsers.spacy import SpacyParser

        return SpacyParser(parser)
    if hasattr(parser, "parse_many"):
        return parser  # type: ignore[no-any-return]  # a duck, checked by its method
    if hasattr(parser, "parse"):
        return _OneByOne(parser)
    raise InputError(
        f"parser is a {type(parser).__name__} without a method parse(text); "
        "pass a stanza.Pipeline, a spaCy Language or an object that has one"
    )


@frozen
class _OneByOne:
    parser: SimpleParser

    def parse_many(self, texts: Iterable[str]) -> Iterator[Parse]:
        return map(self.parser.parse, texts)


def _batches(
    sources: Iterator[tuple[str | Parse, Given, Context]],
) -> Iterator[list[tuple[str | Parse, Given, Context]]]:
    batch: list[tuple[str | Parse, Given, Context]] = []
    size = 0
    for source, cast, context in sources:
        batch.append((source, cast, context))
        size += len(source if isinstance(source, str) else source.text)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
