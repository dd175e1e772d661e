"""TEI P5 that `tei` wrote, or that was edited since, back to a result.

The places of marks are those of their elements in `body`, and who speaks, to whom and of what something is part are
told by `who`, `toWhom`, `ref` and `corresp`. All other facts are in the feature structures to which `ana` points.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast
from xml.etree import ElementTree

from attrs import frozen

from quoteattr.errors import InputError, shown
from quoteattr.exports.layer import MARK_TYPES, Fact, Layer, Mark, MarkType, Voice
from quoteattr.exports.letters import for_xml
from quoteattr.exports.reading import as_first_written, in_order, to_result
from quoteattr.exports.tei import NAMESPACE
from quoteattr.records.result import Result

_TEI: Final = f"{{{NAMESPACE}}}"
_WHOLE: Final = re.compile("-?[0-9]{1,18}")
_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"


def read(document: str | bytes, text: str | None = None) -> Result:
    r"""Read a TEI document of `tei.write` back into the result.

    Given the `text` that was written, the result is of that; without it, of the one in the document, in which
    characters that XML cannot hold are U+FFFD. Raises InputError for what is no such document, or is of another text.

    Examples:
        >>> from quoteattr.exports import tei
        >>> result = Result("Nobody spoke.\0", "en", (), ())
        >>> read(tei.write(result)).text, read(tei.write(result), result.text) == result
        ('Nobody spoke.�', True)
    """
    try:
        root = ElementTree.fromstring(document)
    except (ElementTree.ParseError, ValueError) as error:
        raise InputError(f"not XML: {error}") from error
    body = root.find(f"{_TEI}text/{_TEI}body")
    if root.tag != f"{_TEI}TEI" or body is None:
        raise InputError(f"the root is {shown(root.tag)}; expected a TEI document with a text and a body")
    layer = _Document(root, body).layer()
    return to_result(as_first_written(layer, text, for_xml(text or "")))


@frozen
class _Stretch:
    """An element that marks a stretch of the text."""

    tag: str
    start: int
    end: int
    attributes: Mapping[str, str]


class _Document:
    def __init__(self, root: ElementTree.Element, body: ElementTree.Element) -> None:
        self._root = root
        self._features = {fs.get(_ID): _facts(fs) for fs in root.iterfind(f"{_TEI}standOff/{_TEI}fs")}
        self._text = "".join(body.itertext())
        self._stretches = {name: one for one in _stretches(body) if (name := one.attributes.get(_ID))}
        for span in root.iterfind(f"{_TEI}standOff/{_TEI}spanGrp/{_TEI}span"):
            start, end = (self._anchor(span.get(side, "")) for side in ("from", "to"))
            self._stretches[span.get(_ID, "")] = _Stretch("span", start, end, span.attrib)

    def layer(self) -> Layer:
        profile = f"{_TEI}teiHeader/{_TEI}profileDesc"
        listed = self._root.findall(f"{profile}/{_TEI}particDesc/{_TEI}listPerson/*")
        voices = tuple(self._voice(entry) for entry in listed)
        known = {voice.id for voice in voices}
        first = [one for one in self._stretches.values() if _type(one) in MARK_TYPES and "prev" not in one.attributes]
        notes = self._root.iterfind(f"{_TEI}teiHeader/{_TEI}encodingDesc/{_TEI}editorialDecl/{_TEI}p")
        meta = self._root.findtext(f"{_TEI}teiHeader/{_TEI}xenoData")
        return Layer(
            text=self._text,
            language=self._root.findtext(f"{profile}/{_TEI}langUsage/{_TEI}language", ""),
            marks=in_order(self._mark(one, known) for one in first),
            voices=voices,
            warnings=tuple(note.text or "" for note in notes if note.get("n") == "warning"),
            id=self._key(),
            meta=_mapping(meta) if meta else {},
        )

    def _key(self) -> str | int | None:
        idno = self._root.find(f"{_TEI}teiHeader/{_TEI}fileDesc/{_TEI}sourceDesc/{_TEI}bibl/{_TEI}idno")
        if idno is None:
            return None
        words = idno.text or ""
        return int(words) if idno.get("type") == "number" and _WHOLE.fullmatch(words) else words

    def _voice(self, entry: ElementTree.Element) -> Voice:
        names = [name for name in entry if name.tag in (f"{_TEI}persName", f"{_TEI}orgName")]
        facts = self._facts_of(entry.attrib)
        quotes = facts.get("quotes")
        return Voice(
            number=_number_of(entry.get(_ID, "")),
            name=next((name.text or "" for name in names if name.get("type") != "alias"), ""),
            kind=entry.get("role"),
            aliases=tuple(name.text or "" for name in names if name.get("type") == "alias"),
            relayed=facts.get("relayed") is True,
            speaks=facts.get("speaks") is True,
            quotes=quotes if isinstance(quotes, int) else None,
        )

    def _mark(self, first: _Stretch, voices: set[str]) -> Mark:
        attributes = first.attributes
        facts = dict(self._facts_of(attributes))
        if "subtype" in attributes:
            facts["form"] = attributes["subtype"]
        to = str(facts.pop("to", "")).split() or _ids(attributes.get("toWhom"))
        pointed = _ids(attributes.get("corresp"))
        who = [
            *_ids(attributes.get("who")),
            *_ids(attributes.get("ref")),
            *(name for name in pointed if name in voices),
        ]
        return Mark(
            id=attributes[_ID],
            type=cast(MarkType, _type(first)),
            spans=tuple((one.start, one.end) for one in self._parts(first)),
            of=next((name for name in pointed if name not in voices), None),
            who=tuple(who),
            to=tuple(to),
            facts=facts,
        )

    def _parts(self, first: _Stretch) -> Iterator[_Stretch]:
        """The parts of a mark, each of which points to the next one."""
        seen: set[str] = set()
        here: _Stretch | None = first
        while here is not None:
            yield here
            name = here.attributes.get("next", "").removeprefix("#")
            if name in seen:
                raise InputError(
                    f"the parts of {shown(first.attributes[_ID])} follow each other in a circle; mend `next`"
                )
            seen.add(name)
            here = self._stretches.get(name)

    def _facts_of(self, attributes: Mapping[str, str]) -> Mapping[str, Fact]:
        return next((self._features[name] for name in _ids(attributes.get("ana")) if name in self._features), {})

    def _anchor(self, pointer: str) -> int:
        anchor = self._stretches.get(pointer.removeprefix("#"))
        if anchor is None:
            raise InputError(f"a span points to {shown(pointer)}, and no anchor in the text has that id")
        return anchor.start


def _type(stretch: _Stretch) -> str:
    """What a stretch is a mark of, if of anything that records know."""
    return "quote" if stretch.tag == "said" else stretch.attributes.get("type", "")


def _stretches(body: ElementTree.Element) -> Iterator[_Stretch]:
    """The elements in the body, with the offsets of their text."""
    offset = len(body.text or "")
    around: list[tuple[ElementTree.Element, int, Iterator[ElementTree.Element]]] = [(body, 0, iter(body))]
    while around:
        element, start, children = around[-1]
        child = next(children, None)
        if child is not None:
            around.append((child, offset, iter(child)))
            offset += len(child.text or "")
            continue
        around.pop()
        if element is not body:
            yield _Stretch(element.tag.removeprefix(_TEI), start, offset, element.attrib)
            offset += len(element.tail or "")


def _facts(fs: ElementTree.Element) -> dict[str, Fact]:
    return {f.get("name", ""): _value(value) for f in fs.iterfind(f"{_TEI}f") for value in f}


def _value(value: ElementTree.Element) -> Fact:
    told = value.get("value", "")
    if value.tag == f"{_TEI}binary":
        return told in ("true", "1")
    if value.tag != f"{_TEI}numeric":
        return value.text or ""
    try:
        return int(told) if _WHOLE.fullmatch(told) else float(told)
    except ValueError as error:
        raise InputError(f"the numeric value {shown(told)} is no number") from error


def _mapping(words: str) -> dict[str, Any]:
    """What is known of the text, as JSON."""
    try:
        found = json.loads(words)
    except (ValueError, RecursionError) as error:
        raise InputError(f"xenoData holds no JSON: {error}") from error
    if not isinstance(found, dict):
        raise InputError(f"xenoData holds {shown(found)}; expected an object")
    return found


def _ids(pointers: str | None) -> list[str]:
    return [pointer.removeprefix("#") for pointer in (pointers or "").split()]


def _number_of(name: str) -> int:
    """The number of a voice, which stands behind the `p` of its id."""
    if not re.fullmatch("p-?[0-9]{1,18}", name):
        raise InputError(f"the entry {shown(name)} of listPerson has no id such as p3; mend xml:id")
    return int(name[1:])
