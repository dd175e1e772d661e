"""Stanza: its own models, or a pipeline or documents of yours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING, Any

from quoteattr.errors import ParseError, ParserError, shown
from quoteattr.parsers.boundaries import mend
from quoteattr.syntax.parse import Parse, Sentence, Token, grown

if TYPE_CHECKING:
    from stanza import Document, Pipeline

ENDLESS = "<UNK>"
"""What stands in a Stanza document for a word that is too long for its models, such as a web address."""

Row = dict[str, Any]
"""One line of Stanza's own dictionary form: a word, or the range line of a multiword token."""


PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse", "ner")
"""What is asked of a pipeline, in its order; *mwt* and *ner* may be absent."""


def load(language: str = "en") -> StanzaParser:
    """Load Stanza's own models of a language, which `stanza.download(language)` has fetched before.

    Raises ParserError when Stanza is not installed, or has no models of the language on this machine.
    """
    try:
        from stanza import Pipeline
        from stanza.resources import common
    except ImportError as error:
        raise ParserError(
            f"the parser 'stanza' needs Stanza and PyTorch ({error}); pip install \"quoteattr[stanza]\""
        ) from error
    folder = common.DEFAULT_MODEL_DIR
    options = {"dir": folder, "download_method": None, "use_gpu": False, "logging_level": "ERROR"}
    try:
        known = common.load_resources_json(folder)[language]["packages"]["default"]
        chosen = dict.fromkeys((name for name in PROCESSORS if name in known), "default")
        pipeline = Pipeline(language, processors=chosen, **options)
    except Exception as error:  # Stanza has a dozen kinds of errors for files that are not there
        raise ParserError(
            f"Stanza's models for {language!r} cannot be loaded from {folder} "
            f"({type(error).__name__}: {error}); fetch them with "
            f"python -c \"import stanza; stanza.download('{language}')\""
        ) from error
    return StanzaParser(pipeline)


class StanzaParser:
    """Parses texts with a `stanza.Pipeline` that has tokenize, pos, lemma and depparse (ner if you can)."""

    def __init__(self, pipeline: Pipeline) -> None:
        missing = [name for name in ("tokenize", "pos", "lemma", "depparse") if name not in pipeline.processors]
        if missing:
            raise ParserError(
                f"the stanza pipeline has no {', '.join(missing)} processor; build it with "
                "processors='tokenize,mwt,pos,lemma,depparse,ner'"
            )
        self._pipeline = pipeline
        self._first = [name for name in ("tokenize", "mwt") if name in pipeline.processors]
        self._second = [name for name in ("pos", "lemma", "depparse", "ner") if name in pipeline.processors]
        self._lock = Lock()  # the encoder's memory and Stanza's batches are shared state

    def parse(self, text: str) -> Parse:
        """Parse one text."""
        return next(self.parse_many([text]))

    def parse_many(self, texts: Iterable[str]) -> Iterator[Parse]:
        """Parse many texts in one batch, in order: far faster than one by one."""
        texts = list(texts)
        readable = [text for text in texts if text.strip()]
        parses = iter(self._parse_batch(readable))
        for text in texts:
            yield next(parses) if text.strip() else Parse(text, ())

    def _parse_batch(self, texts: list[str]) -> list[Parse]:
        if not texts:
            return []
        with self._lock:
            split = self._pipeline.bulk_process(texts, processors=self._first)
            mended = [_mended(document, text) for document, text in zip(split, texts, strict=True)]
            filled = [document for document in mended if document.sentences]
            if filled:
                self._pipeline.process(filled, processors=self._second)
            return [to_parse(document, text) for document, text in zip(mended, texts, strict=True)]


def to_parse(document: Document, text: str | None = None) -> Parse:
    """Turn a Stanza `Document` into a Parse of `text`, by default the document's own.

    Words inside a multiword token that have no offsets of their own share those of the token. What the `coref`
    processor found becomes the chains of the Parse. A sentence whose heads make no tree is left out, as `warnings` of
    the Parse say. Raises ParseError when there is no text or no tree, or its words are not at the document's offsets.
    """
    source = document.text if text is None else text
    if source is None:
        raise ParseError("the stanza Document came without its text; pass it: to_parse(document, text)")
    rows = [tuple(chain.from_iterable(_words(token, source) for token in s.tokens)) for s in document.sentences]
    trees, warnings = grown(partial(Sentence, tokens) for tokens in rows if tokens)
    left = iter(trees)
    sentences = [next(left) if tokens else None for tokens in rows]
    chains = (_chain(found.mentions, sentences) for found in document.coref)
    return Parse(source, tuple(filter(None, sentences)), chains, warnings)


def _chain(mentions: Iterable[Any], sentences: Sequence[Sentence | None]) -> Iterator[tuple[int, int]]:
    """The spans of a chain's mentions; words that stand nowhere in the text, for dropped pronouns, are left out."""
    for mention in mentions:
        sentence = sentences[mention.sentence]
        if sentence is not None and not isinstance(mention.start_word, tuple):
            yield sentence.tokens[mention.start_word].start, sentence.tokens[mention.end_word - 1].end


def _words(token: Any, text: str) -> Iterator[Token]:
    for place, word in enumerate(token.words):
        own = word.start_char is not None and word.end_char is not None
        start, end = (word.start_char, word.end_char) if own else (token.start_char, token.end_char)
        _check_place(word if token.start_char is None else token, text)
        yield Token(
            index=word.id,
            start=start,
            end=end,
            text=text[start:end],
            lemma=word.lemma or text[start:end],
            upos=word.upos or "X",
            head=word.head,
            deprel=word.deprel,
            feats=word.feats or "",
            ner=_bio(token.ner, first=place == 0),
        )


def _check_place(token: Any, text: str) -> None:
    """Raise ParseError unless a token stands at its offsets; the white space inside it may differ."""
    start, end = token.start_char, token.end_char
    if start is None or end is None:
        raise ParseError(f"{shown(token.text)} of the stanza Document has no offsets; keep start_char and end_char")
    if token.text != ENDLESS and text[start:end].split() != token.text.split():
        raise ParseError(
            f"the stanza Document has {shown(token.text)} at {start}:{end}, where the text has "
            f"{shown(text[start:end])}; "
            "pass the text that was parsed"
        )


def _bio(tag: str | None, first: bool) -> str:
    """BIO for a word, from the BIOES tag of its token.

    >>> _bio("S-PER", first=True), _bio("E-PER", first=True), _bio("B-ORG", first=False), _bio("O", first=True)
    ('B-PER', 'I-PER', 'I-ORG', '')
    """
    place, _, kind = (tag or "O").partition("-")
    if not kind:
        return ""
    return f"B-{kind}" if first and place in "BS" else f"I-{kind}"


def _mended(document: Document, text: str) -> Document:
    """A tokenized document with its sentence boundaries mended; made anew only where they move."""
    from stanza import Document

    split = [sentence.tokens for sentence in document.sentences]
    mended = mend(split, word=lambda token: str(token.text), gap=partial(_gap, text))
    if [len(tokens) for tokens in mended] == [len(tokens) for tokens in split]:
        return document
    return Document([_renumbered([token.to_dict() for token in tokens]) for tokens in mended], text=text)


def _gap(text: str, left: Any, right: Any) -> str:
    start, end = left.end_char, right.start_char
    return " " if start is None or end is None else text[start:end]


def _renumbered(units: list[list[Row]]) -> list[Row]:
    """The rows of a sentence, given by token: one row, or the range and the words of a multiword token."""
    rows: list[Row] = []
    count = 0
    for unit in units:
        if len(unit) > 1:
            rows.append(unit[0] | {"id": (count + 1, count + len(unit) - 1)})
            unit = unit[1:]
        for row in unit:
            count += 1
            rows.append(row | {"id": count})
    return rows
