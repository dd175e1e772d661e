"""spaCy: the pipeline component `quoteattr`, which puts the quotes of a document into `doc._.quotes` and `doc.spans`.

An entry point tells spaCy of it, so `nlp.add_pipe("quoteattr")` needs no import. Documents with quotes that were
saved elsewhere do need one, before they are read back: `import quoteattr.interfaces.components`.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc

from quoteattr.exports.spans import set_spans
from quoteattr.pipeline import Attributor
from quoteattr.records.result import Result

_KEY = "quoteattr.Result"


class Component:
    """Attributes the quotes of spaCy documents; `doc._.quotes` is a `Result`, whose offsets index `doc.text`.

    `doc.spans["quotes"]` has the same as spans, with cues and sources, for `displacy.render(doc, style="span",
    options={"spans_key": "quotes"})`.

    A document that has dependencies is taken as it is parsed; for others, and with `reparse` for all, the text is
    parsed by the models that ship with quoteattr. So a blank pipeline will do.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> component = nlp.add_pipe("quoteattr")
    >>> doc = nlp("“We wait,” said Ann Lee.")
    >>> [(quote.speaker.name, quote.text) for quote in doc._.quotes]
    [('Ann Lee', 'We wait,')]
    """

    def __init__(self, language: str, reparse: bool) -> None:
        self._language, self._reparse = language, reparse
        self._attributor = Attributor(language)

    def __reduce__(self) -> tuple[type["Component"], tuple[str, bool]]:
        return Component, (self._language, self._reparse)  # models are loaded anew in another process

    def __call__(self, doc: Doc) -> Doc:
        """Attribute one document."""
        doc._.quotes = self._attributor(self._source(doc))
        return set_spans(doc, doc._.quotes)

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Attribute many documents, lazily and in order; batches are measured in characters, as by `Attributor`."""
        for result, doc in self._attributor.pipe(((self._source(doc), doc) for doc in stream), as_tuples=True):
            doc._.quotes = result
            yield set_spans(doc, result)

    def _source(self, doc: Doc) -> Any:
        return doc if doc.has_annotation("DEP") and not self._reparse else doc.text


def create(nlp: Language, name: str, language: str, reparse: bool) -> Component:
    """Make the component, as `nlp.add_pipe("quoteattr", config={"language": "en", "reparse": False})` asks for it."""
    return Component(language, reparse)


def encode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Turn a `Result` into what a saved `Doc` can hold."""
    if isinstance(value, Result):
        return {_KEY: value.to_dict(people=True), "text": value.text}
    return chain(value) if chain else value


def decode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Read back what `encode` gave."""
    if _KEY in value:
        return Result.from_dict(value[_KEY], value["text"])
    return chain(value) if chain else value


Language.factory(
    "quoteattr",
    func=create,
    assigns=["doc._.quotes", "doc.spans"],
    default_config={"language": "en", "reparse": False},
)
srsly.msgpack_encoders.register("quoteattr", func=encode)
srsly.msgpack_decoders.register("quoteattr", func=decode)
if not Doc.has_extension("quotes"):
    Doc.set_extension("quotes", default=None)
