"""Stanza's processors, as the bundled models run them: an ordinary pipeline, with work of our own inside."""

from abc import abstractmethod
from itertools import chain
from pathlib import Path
from typing import Any

from stanza import Document
from stanza.models.common.utils import EXCLAM_RE, QUESTION_RE
from stanza.pipeline.processor import Processor, ProcessorVariant, register_processor_variant

from quoteattr.parsers.bundled.lemmas import Lemmas
from quoteattr.parsers.bundled.reader import Reading
from quoteattr.parsers.bundled.tokenizer import Tokenizer

NAME = "quoteattr"
"""Under which Stanza knows the variants."""


class _Variant(ProcessorVariant):  # type: ignore[misc]  # stanza is untyped, so the base is Any
    """A processor that works on sentences, of one document or of many at once."""

    OVERRIDE = True

    def process(self, document: Any) -> Any:
        self.bulk_process([document])
        return document

    def bulk_process(self, documents: list[Any]) -> list[Any]:
        self._annotate([sentence for document in documents for sentence in document.sentences])
        return documents

    @abstractmethod
    def _annotate(self, sentences: list[Any]) -> None: ...


class _ReaderVariant(_Variant):
    """A processor that writes what a `Reader` says."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._reader = config["reader"]

    def _annotate(self, sentences: list[Any]) -> None:
        for sentence, reading in zip(sentences, self._reader(map(_words, sentences)), strict=True):
            self._write(sentence, reading)

    @abstractmethod
    def _write(self, sentence: Any, reading: Reading) -> None: ...


@register_processor_variant("tokenize", NAME)
class TokenVariant(ProcessorVariant):  # type: ignore[misc]  # as above
    """Tokens and sentences of a `Tokenizer`."""

    OVERRIDE = True

    def __init__(self, config: dict[str, Any]) -> None:
        self._tokenizer = Tokenizer(Path(config["model_path"]))

    def process(self, document: Any) -> Any:
        if isinstance(document, list):
            document = "\n\n".join(document)
        text = document if isinstance(document, str) else document.text
        return Document(self._tokenizer([text])[0], text)

    def bulk_process(self, documents: list[Any]) -> list[Any]:
        texts = [document.text for document in documents]
        return [Document(rows, text) for rows, text in zip(self._tokenizer(texts), texts, strict=True)]


@register_processor_variant("pos", NAME)
class TagVariant(_ReaderVariant):
    """Tags of a `Reader`."""

    def _write(self, sentence: Any, reading: Reading) -> None:
        for word, (upos, xpos, feats) in zip(sentence.words, reading.tags, strict=True):
            word.upos, word.xpos, word.feats = upos, xpos, feats


@register_processor_variant("lemma", NAME)
class LemmaVariant(_Variant):
    """A word list and a rule in the place of a network."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._lemmas = Lemmas.read(Path(config["words_path"]))

    def _annotate(self, sentences: list[Any]) -> None:
        for word in chain.from_iterable(sentence.words for sentence in sentences):
            word.lemma = self._lemmas(word.text, word.upos or "X", word.feats or "")


@register_processor_variant("depparse", NAME)
class TreeVariant(_ReaderVariant):
    """Trees of a `Reader`."""

    def _write(self, sentence: Any, reading: Reading) -> None:
        for word, (head, relation) in zip(sentence.words, reading.arcs, strict=True):
            word.head, word.deprel = head, relation
        sentence.build_dependencies()


class EntityProcessor(Processor):  # type: ignore[misc]  # as above
    """Entities of a `Reader`, which marks tokens and not words. A processor, since Stanza's own allows no variants."""

    PROVIDES_DEFAULT = frozenset({"ner"})
    REQUIRES_DEFAULT = frozenset({"tokenize"})

    def __init__(self, config: dict[str, Any], pipeline: Any) -> None:
        super().__init__(config, pipeline, "cpu")
        self._reader = config["reader"]

    def process(self, document: Any) -> Any:
        return self.bulk_process([document])[0]

    def bulk_process(self, documents: list[Any]) -> list[Any]:
        sentences = [sentence for document in documents for sentence in document.sentences]
        readings = self._reader([token.text for token in sentence.tokens] for sentence in sentences)
        for sentence, reading in zip(sentences, readings, strict=True):
            for token, tag in zip(sentence.tokens, reading.entities, strict=True):
                token.ner, token.multi_ner = tag, (tag,)
        for document in documents:
            document.build_ents()
        return documents


def _words(sentence: Any) -> list[str]:
    """The words of a sentence; runs of `?` and `!` are one to tagger and parser, as in Stanza."""
    return [EXCLAM_RE.sub("!", QUESTION_RE.sub("?", word.text)) for word in sentence.words]
