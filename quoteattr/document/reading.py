"""A text to what a parser can read of it, and what came of that to a document."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from attrs import frozen

from quoteattr.document.document import Document
from quoteattr.document.marks import find_quoted_spans
from quoteattr.document.markup import shown
from quoteattr.document.paragraphs import Paragraph, find_paragraphs
from quoteattr.document.repairs import repaired
from quoteattr.document.unmarked import Unmarked
from quoteattr.errors import brief
from quoteattr.languages.language import Language
from quoteattr.syntax.parse import Parse, Sentence
from quoteattr.syntax.trees import LONGEST_TREE, Trees

_UNREADABLE = regex.compile(r"[\p{Cs}\p{Cn}\p{Co}\x00-\x08\x0b-\x1f\x7f]")
"""Characters on which tokenizers fail: lone surrogates, unassigned and private ones, controls."""
LONGEST_WORD = 200
"""Characters of a word that a parser is shown: data pasted into a text would keep it busy for minutes."""
_ENDLESS = regex.compile(rf"\S{{{LONGEST_WORD},}}")
_DOUBLED_MARK = regex.compile(r"(?P<opening>``|(?<![^\s(\[-])''(?=\S))|''")
"""Quotation marks made of two characters, ``as in TeX''."""


@frozen
class Plan:
    """One document before parsing: its paragraphs, and the parse it came with, if any."""

    text: str
    shown: str
    paragraphs: tuple[Paragraph, ...]
    given: Parse | None

    @classmethod
    def of(cls, source: str | Parse, language: Language) -> Plan:
        text = source if isinstance(source, str) else source.text
        return cls(text, shown(text), find_paragraphs(text, language), None if isinstance(source, str) else source)

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
        sentences: list[Sentence] = []
        warnings = list(self.given.warnings) if self.given else []
        for paragraph, outcome in zip(self.readable, parsed, strict=True):
            where = f"{paragraph.start}:{paragraph.end}"
            if isinstance(outcome, Parse):
                sentences += _moved(outcome, paragraph.body, self.text)
                warnings += (f"in the paragraph at {where}, {warning}" for warning in outcome.warnings)
            else:
                flaw = f"{type(outcome).__name__}: {brief(outcome)}"
                warnings.append(f"the paragraph at {where} could not be parsed ({flaw})")
        parse = self.given or Parse(self.text, tuple(sentences))
        warnings += _cut(parse)
        trees = (
            repaired(parse, language) if self.paragraphs else Trees(())
        )  # white space says nothing, whatever its trees
        marked = find_quoted_spans(self.shown, self.paragraphs, language.marks)
        quoted_spans = Unmarked(self.text, self.shown, self.paragraphs, trees, language).spans(marked)
        return Document(
            self.text,
            self.shown,
            self.paragraphs,
            quoted_spans,
            trees,
            language,
            parse,
            tuple(warnings),
        )


def _readable(body: str) -> str:
    """A paragraph as a tokenizer can read it, each character in its place: no controls, no endless words."""
    body = _ENDLESS.sub(lambda word: word[0][:LONGEST_WORD].ljust(len(word[0])), _UNREADABLE.sub(" ", body))
    return _DOUBLED_MARK.sub(lambda mark: ' "' if mark["opening"] else '" ', body)


def _cut(parse: Parse) -> Iterator[str]:
    for sentence in parse.sentences:
        if len(sentence.tokens) > LONGEST_TREE:
            yield (
                f"the sentence at {sentence.start}:{sentence.end} has {len(sentence.tokens)} tokens and was read in "
                f"parts of {LONGEST_TREE} at most"
            )


def _moved(parse: Parse, offset: int, text: str) -> Iterator[Sentence]:
    """The sentences of a part of a text, with offsets into the whole and the words as they stand there."""
    for sentence in parse.sentences:
        yield Sentence(tuple(token.moved(offset, text) for token in sentence.tokens))
