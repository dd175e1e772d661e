"""W3C Web Annotation: a page of annotations in JSON-LD, one for each mark on the text, and back.

Each target has a `TextQuoteSelector`, with the words before and after, and a `TextPositionSelector`, which counts code
points, as the model asks. The text itself stays where it is; the annotations name it as their source.

The model is https://www.w3.org/TR/annotation-model/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote as percent_encoded
from uuid import NAMESPACE_URL, uuid5

from quoteattr.errors import InputError
from quoteattr.exports.layer import MARK_TYPES, Layer, Mark, Voice
from quoteattr.exports.letters import for_utf_8
from quoteattr.exports.maker import made_by
from quoteattr.exports.reading import to_result, with_words
from quoteattr.records.nodes import JsonNode
from quoteattr.records.result import Result, written

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_TERMS: Final[dict[str, Any]] = {
    "quoteattr": "urn:quoteattr:",
    "@vocab": "urn:quoteattr:",
    "of": {"@id": "quoteattr:of", "@type": "@id"},
    "who": {"@id": "quoteattr:who", "@type": "@id", "@container": "@list"},
    "to": {"@id": "quoteattr:to", "@type": "@id", "@container": "@list"},
    "voices": {"@id": "quoteattr:voices", "@container": "@list"},
    "meta": {"@id": "quoteattr:meta", "@type": "@json"},
    "key": {"@id": "quoteattr:key", "@type": "@json"},
}
"""What the model has no words for: the facts of records, under their names."""
_AROUND: Final = 32
"""Characters before and after the words of a quote selector."""
_ABSOLUTE: Final = re.compile('[a-zA-Z][a-zA-Z0-9+.-]*://[^\\s"<>\\\\^`{|}]+')


def write(result: Result) -> str:
    """Write a result as an `AnnotationPage`.

    Examples:
        >>> from quoteattr.records.records import Quote, Span
        >>> quote = Quote("direct", (Span(1, 3, "No"),), None, None, None, "unattributed", 0.3)
        >>> page = json.loads(write(Result("“No”", "en", (quote,), (), id="https://example.org/a")))
        >>> page["items"][0]["target"][0]["selector"][1]
        {'type': 'TextPositionSelector', 'start': 1, 'end': 3}
    """
    layer = Layer.of(result).in_letters(for_utf_8)
    source = _source(layer)
    names = {voice.id: voice.name for voice in layer.voices}
    page, items = written(_page(layer, source)), (_annotation(mark, layer, source, names) for mark in layer.marks)
    lines = ",\n".join(map(written, items))  # an annotation a line
    return f'{page[:-1]}, "items": [\n{lines}\n]}}\n'


def _page(layer: Layer, source: str) -> dict[str, Any]:
    """The page but for its items."""
    return {
        "@context": [CONTEXT, _TERMS],
        "id": f"{source}#page",
        "type": "AnnotationPage",
        "generator": {"type": "Software", "name": " ".join(made_by())},
        "key": layer.id,
        "textLanguage": layer.language,
        "warnings": list(layer.warnings),
        "meta": json.loads(json.dumps(dict(layer.meta), default=str)),
        "voices": [_voice(voice, source) for voice in layer.voices],
    }


def read(page: str | bytes | Mapping[str, Any], text: str) -> Result:
    """Read a page that `write` wrote back into the result, given the text, which no annotation holds.

    The places are those of the position selectors. Raises InputError for what is no such page, and where the words of a
    quote selector are not those of the text.

    Examples:
        >>> read(write(Result("No one spoke.", "en", (), ())), "No one spoke.")
        <Result: 0 quotes, 0 speakers, en>
    """
    try:
        data = json.loads(page) if isinstance(page, str | bytes) else page
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {error}") from error
    node = JsonNode(data, for_utf_8(text))
    node.get("type").choice(("AnnotationPage",))
    layer = Layer(
        text=text,
        language=node.get("textLanguage").string(),
        marks=node.each("items", _read_mark),
        voices=node.each("voices", _read_voice),
        warnings=node.each("warnings", JsonNode.string),
        id=data.get("key"),
        meta=node.get("meta").mapping(),
    )
    return to_result(layer)


def _source(layer: Layer) -> str:
    """The IRI of a text: its id, if that is an address, else one that is made from its id and its words."""
    if isinstance(layer.id, str) and _ABSOLUTE.fullmatch(layer.id):
        return layer.id.partition("#")[0]
    return f"urn:uuid:{uuid5(NAMESPACE_URL, json.dumps([layer.id, layer.text]))}"


def _voice(voice: Voice, source: str) -> dict[str, Any]:
    person = {
        "id": _iri(source, voice.id),
        "type": "Organization" if voice.kind in ("organization", "place", "document") else "Person",
        "number": voice.number,
        "name": voice.name,
        "kind": voice.kind,
        "nickname": list(voice.aliases),
        "relayed": voice.relayed,
        "speaks": voice.speaks,
        "quotes": voice.quotes,
    }
    return {name: value for name, value in person.items() if value is not None}


def _annotation(mark: Mark, layer: Layer, source: str, names: Mapping[str, str]) -> dict[str, Any]:
    """An annotation: a tag that says what is marked, who speaks in words, and the facts."""
    bodies: list[dict[str, Any]] = [{"type": "TextualBody", "purpose": "tagging", "value": mark.type}]
    if mark.who:
        spoken = " and ".join(names[who] for who in mark.who)
        bodies.append({"type": "TextualBody", "purpose": "identifying", "value": spoken})
    facts: dict[str, Any] = {"type": "Dataset", **mark.facts}
    if mark.of:
        facts["of"] = _iri(source, mark.of)
    for name, voices in (("who", mark.who), ("to", mark.to)):
        if voices:
            facts[name] = [_iri(source, voice) for voice in voices]
    return {
        "id": _iri(source, mark.id),
        "type": "Annotation",
        "motivation": "tagging",
        "body": [*bodies, facts],
        "target": [_target(layer, source, start, end) for start, end in mark.spans],
    }


def _target(layer: Layer, source: str, start: int, end: int) -> dict[str, Any]:
    text = layer.text
    words = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
    }
    return {"source": source, "selector": [words, {"type": "TextPositionSelector", "start": start, "end": end}]}


def _iri(source: str, name: str) -> str:
    return f"{source}#{percent_encoded(name)}"


def _read_voice(node: JsonNode) -> Voice:
    return Voice(
        number=node.get("number").integer(),
        name=node.get("name").string(),
        kind=node.newer("kind", JsonNode.string),
        aliases=node.each("nickname", JsonNode.string),
        relayed=node.get("relayed").boolean(),
        speaks=node.get("speaks").boolean(),
        quotes=node.newer("quotes", JsonNode.count),
    )


def _read_mark(node: JsonNode) -> Mark:
    bodies = node.each("body", lambda body: body)
    tag = next((body for body in bodies if body.mapping().get("purpose") == "tagging"), node.get("body"))
    dataset = next((body for body in bodies if body.mapping().get("type") == "Dataset"), None)
    facts = dict(dataset.mapping()) if dataset is not None else {}

    def named(key: str) -> tuple[str, ...]:
        return dataset.each(key, JsonNode.string) if dataset is not None and key in facts else ()

    return Mark(
        id=_name(node.get("id").string()),
        type=tag.get("value").choice(MARK_TYPES),
        spans=node.each("target", _read_span),
        of=_name(str(facts["of"])) if "of" in facts else None,
        who=tuple(map(_name, named("who"))),
        to=tuple(map(_name, named("to"))),
        facts={name: fact for name, fact in facts.items() if name not in ("type", "of", "who", "to")},
    )


def _read_span(target: JsonNode) -> tuple[int, int]:
    selectors = {selector.get("type").value: selector for selector in target.each("selector", lambda one: one)}
    for kind in ("TextPositionSelector", "TextQuoteSelector"):
        if kind not in selectors:
            raise target.get("selector").wrong(f"a {kind} among the selectors")
    place, words = selectors["TextPositionSelector"], selectors["TextQuoteSelector"].get("exact")
    return with_words(target.text, place.get("start").value, place.get("end").value, words.value)


def _name(iri: str) -> str:
    """What a mark or a voice is called on its page."""
    return iri.rpartition("#")[2]
