"""Who was asked and said nothing, as records and as what JSON holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from quoteattr.records.export import (
    cue_to_dict,
    find_speaker,
    mention_to_dict,
    read_cue,
    read_mention,
    span_to_dict,
    speaker_to_reference,
)
from quoteattr.records.nodes import JsonNode
from quoteattr.records.records import Cue, Mention, Span, Speaker


@frozen(repr=False)
class Silence:
    """A clause that says that somebody said nothing: *The mayor declined to comment*, *calls were not returned*.

    Attributes:
        text: The span of the clause.
        cue: The words that say so.
        source: The phrase for the one who was asked.
        speaker: The one whom it stands for.
    """

    text: Span
    cue: Cue
    source: Mention | None = None
    speaker: Speaker | None = None

    def __repr__(self) -> str:
        return f"<Silence of {self.speaker.name if self.speaker else 'nobody'}: {self.text.text!r}>"


def silence_to_dict(silence: Silence) -> dict[str, Any]:
    """Turn a silence into a dict; its speaker is cut down as in a quote.

    >>> words = "Lee declined to comment."
    >>> silence_to_dict(Silence(Span.cut(words, 0, 23), Cue.cut(words, 4, 23, lemma="decline")))["text"]
    {'start': 0, 'end': 23, 'text': 'Lee declined to comment'}
    """
    return {
        "text": span_to_dict(silence.text),
        "cue": cue_to_dict(silence.cue),
        "source": mention_to_dict(silence.source) if silence.source else None,
        "speaker": speaker_to_reference(silence.speaker) if silence.speaker else None,
    }


def silence_from_dict(data: Mapping[str, Any], text: str, speakers: Mapping[int, Speaker], path: str = "$") -> Silence:
    """Read a silence of `text` back from its dict; `InputError` as with `quote_from_dict`.

    >>> words = "Lee declined to comment."
    >>> silence = Silence(Span.cut(words, 0, 23), Cue.cut(words, 4, 23, lemma="decline"))
    >>> silence_from_dict(silence_to_dict(silence), words, {}) == silence
    True
    """
    node = JsonNode(data, text, path)
    return Silence(
        text=node.get("text").span(),
        cue=read_cue(node.get("cue")),
        source=node.optional("source", read_mention),
        speaker=node.optional("speaker", lambda reference: find_speaker(reference.get("id"), speakers)),
    )
