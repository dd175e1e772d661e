"""What is handed in, parsers and parsed documents of whatever library, sieves and numbers, as the rules know it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from attrs import frozen

from quoteattr.errors import InputError, shown
from quoteattr.syntax.parse import Parse
from quoteattr.vocabulary import Rule


class Parser(Protocol):
    """What parses: `parse_many` takes texts and gives their parses in order."""

    def parse_many(self, texts: Iterable[str]) -> Iterator[Parse]: ...


class SimpleParser(Protocol):
    """The least a parser of your own needs."""

    def parse(self, text: str) -> Parse: ...


def check_parses(parses: list[Parse], bodies: list[str]) -> None:
    """Raise InputError unless a parser gave a Parse of each text."""
    if len(parses) != len(bodies):
        raise InputError(f"the parser gave {len(parses)} parses for {len(bodies)} texts; it must give one for each")
    for parse, body in zip(parses, bodies, strict=True):
        if not isinstance(parse, Parse) or parse.text != body:
            what = "a Parse of another text" if isinstance(parse, Parse) else f"a {type(parse).__name__}"
            raise InputError(f"the parser gave {what}; parse(text) must return a quoteattr.Parse of that very text")


def as_source(source: Any) -> str | Parse:
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


def adapted(parser: Any, language: str) -> Parser:
    """A parser with `parse_many`, from a name, a foreign pipeline or an object that has only `parse`."""
    if isinstance(parser, str):
        if parser != "stanza":
            raise InputError(f"parser is {parser!r}; the one parser that is known by name is 'stanza'")
        from quoteattr.parsers import stanza

        return stanza.load(language)
    library = type(parser).__module__.partition(".")[0]
    if library == "stanza":
        from quoteattr.parsers.stanza import StanzaParser

        return StanzaParser(parser)
    if library == "spacy":
        from quoteattr.parsers.spacy import SpacyParser

        return SpacyParser(parser)
    if hasattr(parser, "parse_many"):
        has_many: Parser = parser
        return has_many
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


def as_sieves(sieves: Iterable[Any]) -> tuple[Rule[Any], ...]:
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


def as_share(name: str, value: Any) -> float:
    """A number from 0 to 1, or an InputError."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise InputError(f"{name} is {shown(value)}; pass a number from 0 (leaves nothing out) to 1")
    return float(value)


def as_count(name: str, value: Any) -> int:
    """A number from 1 up, or an InputError."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise InputError(f"{name} is {value!r}; pass a whole number from 1 up")
    return value
