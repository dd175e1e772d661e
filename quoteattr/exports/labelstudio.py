"""Label Studio: tasks to import, with the quotes as predictions that annotators can put right.

Offsets count code points, as those of current versions of Label Studio do. `configuration` is the labelling interface
that the tasks fit. The form is https://labelstud.io/guide/predictions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from statistics import fmean
from typing import Any, Final, get_args
from xml.sax.saxutils import quoteattr as in_quotes

from quoteattr.exports.layer import Layer, Mark
from quoteattr.exports.letters import for_xml
from quoteattr.exports.maker import made_by
from quoteattr.records.result import Result, written
from quoteattr.vocabulary import QuoteKind

COLOURS: Final = {
    "quote": "#4c78a8",
    "silence": "#9d755d",
    "cue": "#f58518",
    "source": "#54a24b",
    "addressee": "#b279a2",
    "medium": "#72b7b2",
    "occasion": "#eeca3b",
    "time": "#ff9da6",
}
"""What is labelled, and in which colour."""


def write(result: Result) -> str:
    """Write a result as one task.

    What the database of Label Studio cannot hold, control characters and lone surrogates, is U+FFFD, one for one.

    Examples:
        >>> from quoteattr.records.records import Quote, Span
        >>> quote = Quote("direct", (Span(1, 3, "No"),), None, None, None, "unattributed", 0.3)
        >>> task = json.loads(write(Result("“No”", "en", (quote,), ())))
        >>> task["predictions"][0]["result"][0]["value"]
        {'start': 1, 'end': 3, 'text': 'No', 'labels': ['Quote']}
    """
    layer = Layer.of(result).in_letters(for_xml)
    names_of = {voice.id: voice.name for voice in layer.voices}
    meta = json.loads(json.dumps(dict(layer.meta), default=str))
    prediction: dict[str, Any] = {
        "model_version": " ".join(made_by()),
        "result": [one for mark in layer.marks if mark.type in COLOURS for one in _regions(mark, layer, names_of)],
    }
    if len(result):
        prediction["score"] = round(fmean(quote.confidence for quote in result), 4)
    data = {"text": layer.text, "document": layer.id, "meta": meta}
    return written({"data": data, "predictions": [prediction]})


def configuration() -> str:
    """The labelling interface, to paste into the settings of a project.

    Examples:
        >>> configuration().splitlines()[1]
        '  <Relations>'
    """
    labels = "".join(
        f'    <Label value="{name.capitalize()}" background="{colour}"/>\n' for name, colour in COLOURS.items()
    )
    names = (*(name for name in COLOURS if name not in ("quote", "silence")), "part", "inner")
    relations = "".join(f"    <Relation value={in_quotes(name)}/>\n" for name in names)
    kinds = "".join(f'    <Choice value="{kind}"/>\n' for kind in get_args(QuoteKind))
    of_quotes = 'toName="text" perRegion="true" whenTagName="label" whenLabelValue="Quote"'
    return (
        f"<View>\n  <Relations>\n{relations}  </Relations>\n"
        f'  <Labels name="label" toName="text">\n{labels}  </Labels>\n'
        '  <Text name="text" value="$text" granularity="character"/>\n'
        f'  <Choices name="kind" {of_quotes} choice="single">\n{kinds}  </Choices>\n'
        f'  <TextArea name="speaker" {of_quotes} editable="true" placeholder="Who speaks"/>\n'
        "</View>\n"
    )


def _regions(mark: Mark, layer: Layer, names_of: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The labelled stretches of a mark, of a quote also its kind and who speaks, and what they are part of."""
    names = [mark.id if number == 1 else f"{mark.id}_{number}" for number in range(1, len(mark.spans) + 1)]
    for name, (start, end) in zip(names, mark.spans, strict=True):
        place = {"start": start, "end": end}
        value = {**place, "text": layer.text[start:end], "labels": [mark.type.capitalize()]}
        region = {"id": name, "from_name": "label", "to_name": "text", "type": "labels", "value": value}
        yield {**region, "score": mark.facts["confidence"]} if mark.type == "quote" else region
        if mark.type == "quote":
            shared = {"id": name, "to_name": "text"}
            kind = {**place, "choices": [mark.facts["kind"]]}
            yield {**shared, "from_name": "kind", "type": "choices", "value": kind}
            spoken = [names_of[who] for who in mark.who]
            if spoken:
                yield {**shared, "from_name": "speaker", "type": "textarea", "value": {**place, "text": spoken}}
    for one, other in pairwise(names):
        yield _relation(one, other, "part")
    if mark.of is not None:
        yield _relation(mark.of, mark.id, "inner" if mark.type == "quote" else mark.type)


def _relation(here: str, there: str, label: str) -> dict[str, Any]:
    return {"type": "relation", "from_id": here, "to_id": there, "direction": "right", "labels": [label]}
