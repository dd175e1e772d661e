"""spaCy: quotes as groups of spans of a `Doc`, which displaCy shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quoteattr.errors import InputError
from quoteattr.records.records import Span
from quoteattr.records.result import Result

if TYPE_CHECKING:
    from spacy.tokens import Doc


def set_spans(doc: Doc, result: Result, key: str = "quotes") -> Doc:
    """Put the quotes of a result into `doc.spans[key]`, with their cues and sources, and return the document.

    A span's label is the kind of the quote, `cue` or `source`; its `kb_id` is the speaker's name, its `id` that of the
    quote. Spans reach from the word that a stretch begins in to the one that it ends in; a stretch without letters has
    none. Raises InputError where `doc.text` is not the text of the result.

    Examples:
        >>> import spacy, quoteattr
        >>> text = "“We wait,” said Ann Lee."
        >>> doc = set_spans(spacy.blank("en")(text), quoteattr.attribute(text))
        >>> [(span.text, span.label_, span.kb_id_) for span in doc.spans["quotes"]]
        [('We wait,', 'direct', 'Ann Lee'), ('said', 'cue', 'Ann Lee'), ('Ann Lee', 'source', 'Ann Lee')]
    """
    if doc.text != result.text:
        raise InputError("the document has another text than the result; pass the one that was attributed")
    found: list[Any] = []
    for quote in result.all():
        name = " and ".join(speaker.name for speaker in quote.speakers)
        parts: list[tuple[Span, str]] = [(span, quote.kind) for span in quote.content]
        parts += [(span, label) for span, label in ((quote.cue, "cue"), (quote.source, "source")) if span is not None]
        for span, label in parts:
            if span.start < span.end:
                about = {"kb_id": name, "span_id": quote.id or "", "alignment_mode": "expand"}
                found.append(doc.char_span(span.start, span.end, label=label, **about))
    doc.spans[key] = found
    return doc
