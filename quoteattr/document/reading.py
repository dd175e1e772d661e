"""A text to what a parser can read of it, and what came of that to a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex
from attrs import evolve, frozen

from quoteattr.document.broken import Reading, read
from quoteattr.document.document import Document
from quoteattr.document.doubts import layout_doubts
from quoteattr.document.marks import QuotedSpan, find_quoted_spans
from quoteattr.document.markup import shown
from quoteattr.document.paragraphs import Paragraph, Turn, find_paragraphs
from quoteattr.document.repairs import repaired
from quoteattr.document.unmarked import Unmarked
from quoteattr.errors import brief
from quoteattr.languages.language import Language
from quoteattr.records.records import Role, Span
from quoteattr.syntax.parse import Parse, Sentence, Token
from quoteattr.syntax.trees import LONGEST_TREE, Trees

_UNREADABLE = regex.compile(r"[\p{Cs}\p{Cn}\p{Co}\x00-\x08\x0b-\x1f\x7f]")
"""Characters on which tokenizers fail: lone surrogates, unassigned and private ones, controls."""
LONGEST_WORD = 200
"""Characters of a word that a parser is shown: data pasted into a text would keep it busy for minutes."""
_ENDLESS = regex.compile(rf"\S{{{LONGEST_WORD},}}")
_BLANK_LINE = regex.compile(r"\n\s*\n")
"""Within a sentence that goes on behind it."""
_DOUBLED_MARK = regex.compile(r"(?P<opening>``|(?<![^\s(\[-])''(?=\S))|''")
"""Quotation marks made of two characters, ``as in TeX''."""


@frozen
class Plan:
    """One document before parsing: how it is read, its paragraphs as they are read, and the parse it came with."""

    reading: Reading
    shown: str
    paragraphs: tuple[Paragraph, ...]
    given: Parse | None

    @classmethod
    def of(cls, source: str | Parse, language: Language) -> Plan:
        reading = read(source if isinstance(source, str) else source.text)
        given = None if isinstance(source, str) else source
        return cls(reading, shown(reading.text), find_paragraphs(reading.text, language), given)

    @property
    def readable(self) -> list[Paragraph]:
        """The paragraphs that hold a word and are still to be parsed."""
        if self.given is not None:
            return []
        return [p for p in self.paragraphs if not p.silent and any(map(str.isalnum, self.shown[p.body : p.end]))]

    @property
    def bodies(self) -> list[str]:
        return [_readable(self.shown[p.body : p.end]) for p in self.readable]

    def document(self, parsed: list[Parse | Exception], language: Language) -> Document:
        """The document as it was parsed, with warnings about the paragraphs that could not be parsed."""
        reading, source = self.reading, self.reading.source
        sentences: list[Sentence] = []
        warnings = [*reading.warnings, *(self.given.warnings if self.given else ())]
        for paragraph, outcome in zip(self.readable, parsed, strict=True):
            where = "{}:{}".format(*reading.original(paragraph.start, paragraph.end))
            if isinstance(outcome, Parse):
                sentences += _moved(outcome, paragraph.body, reading)
                warnings += (f"in the paragraph at {where}, {warning}" for warning in outcome.warnings)
            else:
                flaw = f"{type(outcome).__name__}: {brief(outcome)}"
                warnings.append(f"the paragraph at {where} could not be parsed ({flaw})")
        parse = self.given or Parse(source, tuple(sentences))
        warnings += _cut(parse)
        marked = find_quoted_spans(self.shown, self.paragraphs, language.marks)
        trees = (
            repaired(_as_read(parse, reading), language) if self.paragraphs else Trees(())
        )  # white space says nothing
        paragraphs = tuple(_paragraph(paragraph, reading) for paragraph in self.paragraphs)
        seen = self.shown if reading.is_plain else shown(source)
        unmarked = Unmarked(source, seen, paragraphs, trees, language)
        return Document(
            source,
            seen,
            paragraphs,
            unmarked.spans([_quoted_span(quoted, reading) for quoted in marked]),
            trees,
            language,
            parse,
            (*warnings, *layout_doubts(source, paragraphs)),
        )


def _paragraph(paragraph: Paragraph, reading: Reading) -> Paragraph:
    """A paragraph of what was read, where it stands in the source."""
    if reading.is_plain:
        return paragraph
    start, end = reading.original(paragraph.start, paragraph.end)
    body, _ = reading.original(paragraph.body, paragraph.end)
    return evolve(paragraph, start=start, end=end, body=body, turn=paragraph.turn and _turn(paragraph.turn, reading))


def _turn(turn: Turn, reading: Reading) -> Turn:
    """A turn of what was read, its label and role where they stand in the source."""
    label, role = turn.label, turn.role
    label = label and Span.cut(reading.source, *reading.original(label.start, label.end))
    role = role and Role.cut(reading.source, *reading.original(role.start, role.end))
    return evolve(turn, label=label, role=role)


def _quoted_span(quoted: QuotedSpan, reading: Reading) -> QuotedSpan:
    """A quoted span of what was read, where it stands in the source."""
    if reading.is_plain:
        return quoted
    start, end = reading.original(quoted.start, quoted.end)
    inner_start, inner_end = reading.original(quoted.inner_start, quoted.inner_end)
    return evolve(quoted, start=start, end=end, inner_start=inner_start, inner_end=inner_end)


def _as_read(parse: Parse, reading: Reading) -> Iterable[Sentence]:
    """The sentences of a parse, their words as they are read."""
    if reading.is_plain:
        return parse.sentences
    return (
        Sentence(tuple(evolve(t, text=reading.shown(t.start, t.end) or t.text) for t in sentence.tokens))
        for sentence in parse.sentences
    )


def _readable(body: str) -> str:
    """A paragraph as a tokenizer can read it, each character in its place: no controls, no endless words."""
    body = _BLANK_LINE.sub(lambda gap: " " * len(gap[0]), body)
    body = _ENDLESS.sub(lambda word: word[0][:LONGEST_WORD].ljust(len(word[0])), _UNREADABLE.sub(" ", body))
    return _DOUBLED_MARK.sub(lambda mark: ' "' if mark["opening"] else '" ', body)


def _cut(parse: Parse) -> Iterator[str]:
    for sentence in parse.sentences:
        if len(sentence.tokens) > LONGEST_TREE:
            yield (
                f"the sentence at {sentence.start}:{sentence.end} has {len(sentence.tokens)} tokens and was read in "
                f"parts of {LONGEST_TREE} at most"
            )


def _moved(parse: Parse, offset: int, reading: Reading) -> Iterator[Sentence]:
    """The sentences of a part of what was read, with offsets into the source and the words as they stand there."""
    for sentence in parse.sentences:
        yield Sentence(tuple(_token(token, offset, reading) for token in sentence.tokens))


def _token(token: Token, offset: int, reading: Reading) -> Token:
    if reading.is_plain:
        return token.moved(offset, reading.source)
    start, end = reading.original(token.start + offset, token.end + offset)
    return evolve(token, start=start, end=end, text=reading.source[start:end])
