"""TEI P5: the text as a TEI document, with `said` for what is quoted.

Speakers and people are a `listPerson` in the header. A quote is `said`, one for each part, with `next` and `prev`; cues
and circumstances are `seg`, phrases that point to somebody `rs`. What crosses another element stands in `standOff`, as
a `span` between two anchors. What TEI has no attribute for is in feature structures, to which `ana` points. The text of
`body` is the text, letter by letter. `tei_reading` reads it back.

The scheme is that of the TEI Guidelines, https://tei-c.org/guidelines/p5/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from quoteattr.exports.layer import Fact, Layer, Mark, Voice
from quoteattr.exports.letters import count_unfit_for_xml, for_xml
from quoteattr.exports.maker import made_by
from quoteattr.exports.nesting import Piece, holding_quotes, in_document_order, nested, paragraphs, pieces
from quoteattr.records.result import Result

NAMESPACE: Final = "http://www.tei-c.org/ns/1.0"
_PHRASES: Final = ("source", "mention", "addressee", "role", "affiliation")
"""Marks that are `rs`."""
_THOUGHT: Final = ("believe", "want")
"""Stances of cues whose content nobody need have said aloud."""
_LANGUAGE: Final = re.compile("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_ELEMENTS: Final = {"organization": "org", "place": "org", "document": "org", "group": "personGrp"}
"""What a voice is in a `listPerson`, by its kind; all others are `person`."""


def write(result: Result) -> str:
    r"""Write a result as a TEI document.

    Characters that XML cannot hold stand as U+FFFD, one for one, and the header says how many.

    Examples:
        >>> from quoteattr.records.records import Quote, Span, Speaker
        >>> ann = Speaker(0, "Ann Lee", "person")
        >>> quote = Quote("direct", (Span(1, 8, "We won,"),), None, None, ann, "subject_of_cue", 0.9)
        >>> document = write(Result("“We won,” said Ann Lee.", "en", (quote,), (ann,)))
        >>> document[document.index("<said") : document.index("</body>")]
        '<said xml:id="q1" who="#p0" direct="true" cert="0.9" ana="#f-q1">We won,</said>” said Ann Lee.</p>'
    """
    layer = Layer.of(result).in_letters(for_xml)
    inline = nested(pieces(layer))
    kept = {piece.id for piece in inline}
    crossing = [piece for piece in pieces(layer) if piece.id not in kept]
    return "".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n',
            f'<TEI xmlns="{NAMESPACE}">\n',
            *_header(layer, count_unfit_for_xml(result.text)),
            *_stand_off(layer, crossing),
            f'<text xml:lang="{_tag(layer.language)}"><body xml:space="preserve">',
            *_body(layer, inline, crossing),
            "</body></text>\n</TEI>\n",
        )
    )


def _header(layer: Layer, unfit: int) -> Iterator[str]:
    title = layer.meta.get("title")
    yield "<teiHeader>\n<fileDesc>\n"
    yield f"<titleStmt>{_element('title', {}, for_xml(str(title or layer.id or 'Quotations')))}</titleStmt>\n"
    yield "<publicationStmt><p>Not published.</p></publicationStmt>\n<sourceDesc>"
    kind = "number" if isinstance(layer.id, int) else "name"
    source = _element("idno", {"type": kind}, str(layer.id)) if layer.id is not None else "A text."
    yield f"<bibl>{source}</bibl></sourceDesc>\n</fileDesc>\n<encodingDesc>\n<appInfo>"
    name, version = made_by()
    application = _open("application", {"ident": name, "version": version})
    yield f"{application}<label>{name}</label></application></appInfo>\n<editorialDecl>\n"
    yield "<interpretation><p>Quotations and speakers were found by machine; cert says how sure.</p></interpretation>\n"
    if unfit:
        told = f"Characters that XML cannot hold stand as U+FFFD, one for one. There are {unfit} in the text."
        yield f"<correction><p>{told}</p></correction>\n"
    for warning in layer.warnings:
        yield _element("p", {"n": "warning"}, warning) + "\n"
    yield "</editorialDecl>\n</encodingDesc>\n<profileDesc>\n"
    yield f"<langUsage>{_element('language', {'ident': _tag(layer.language)}, layer.language)}</langUsage>\n"
    if layer.voices:
        yield "<particDesc><listPerson>\n"
        roles = {mark.who[0]: layer.words(mark)[0] for mark in reversed(layer.marks) if mark.type == "role"}
        for voice in layer.voices:
            yield _person(voice, roles.get(voice.id))
        yield "</listPerson></particDesc>\n"
    yield "</profileDesc>\n"
    if layer.meta:
        yield _element("xenoData", {"type": "meta"}, json.dumps(dict(layer.meta), default=str)) + "\n"
    yield "</teiHeader>\n"


def _person(voice: Voice, role: str | None) -> str:
    """Somebody as an entry of the list."""
    tag = _ELEMENTS.get(voice.kind or "", "person")
    name = "orgName" if tag == "org" else "persName"
    entry = _open(tag, {"xml:id": voice.id, "role": voice.kind, "ana": f"#f-{voice.id}"})
    names = [_element(name, {}, voice.name), *(_element(name, {"type": "alias"}, alias) for alias in voice.aliases)]
    work = _element("occupation", {}, role) if role and tag != "org" else ""
    return f"{entry}{''.join(names)}{work}</{tag}>\n"


def _stand_off(layer: Layer, crossing: Sequence[Piece]) -> Iterator[str]:
    """What crosses elements, and the facts of voices and marks."""
    facts: list[tuple[str, str, Mapping[str, Fact]]] = []
    for voice in layer.voices:
        known: dict[str, Fact] = {"relayed": voice.relayed, "speaks": voice.speaks}
        facts.append((voice.id, "voice", known if voice.quotes is None else {**known, "quotes": voice.quotes}))
    beside = {piece.mark.id for piece in crossing}
    for mark in layer.marks:
        # A span has no attribute for whom a line is spoken to.
        to: dict[str, Fact] = {"to": " ".join(mark.to)} if mark.to and mark.id in beside else {}
        facts.append((mark.id, mark.type, {**_beyond_form(mark), **to}))
    if not any(told for _, _, told in facts):
        return
    yield "<standOff>\n"
    if crossing:
        yield '<spanGrp type="crossing">\n'
        for piece in crossing:
            places = {"from": f"#from-{piece.id}", "to": f"#to-{piece.id}"}
            yield _open("span", {**_attributes(piece, "span"), **places}, "/>") + "\n"
        yield "</spanGrp>\n"
    for name, kind, told in facts:
        if told:
            features = "".join(f'<f name="{fact}">{_value(value)}</f>' for fact, value in told.items())
            yield f"{_open('fs', {'xml:id': f'f-{name}', 'type': kind})}{features}</fs>\n"
    yield "</standOff>\n"


def _beyond_form(mark: Mark) -> dict[str, Fact]:
    """The facts of a mark but for its form, which is the `subtype`."""
    return {name: fact for name, fact in mark.facts.items() if name != "form"}


def _value(fact: Fact) -> str:
    if isinstance(fact, bool):
        return f'<binary value="{str(fact).lower()}"/>'
    return _element("string", {}, fact) if isinstance(fact, str) else f'<numeric value="{fact!r}"/>'


def _body(layer: Layer, inline: Sequence[Piece], crossing: Sequence[Piece]) -> Iterator[str]:
    """The text with its elements, paragraph by paragraph."""
    holding = holding_quotes(inline)
    aloud = {mark.of: "false" for mark in layer.marks if mark.type == "cue" and mark.facts.get("stance") in _THOUGHT}
    anchors = [(piece.start, f"from-{piece.id}") for piece in crossing]
    anchors += [(piece.end, f"to-{piece.id}") for piece in crossing]
    coming: list[tuple[int, int, Piece | str]] = [(where, 0, name) for where, name in anchors]
    coming += [(piece.start, 1, piece) for piece in in_document_order(inline)]
    coming.sort(key=lambda one: one[:2])
    places = list(paragraphs(layer.text, pieces(layer))) or [(len(layer.text), len(layer.text))]
    done = begun = 0
    for start, end in places:
        yield f"{_letters(layer.text[done:start])}<p>"
        done = start
        around: list[tuple[Piece, str]] = []
        while begun < len(coming) and coming[begun][0] <= end:
            where, _, what = coming[begun]
            begun += 1
            while around and around[-1][0].end <= where:
                piece, tag = around.pop()
                yield f"{_letters(layer.text[done : piece.end])}</{tag}>"
                done = piece.end
            yield _letters(layer.text[done:where])
            done = where
            if isinstance(what, str):
                yield _open("anchor", {"xml:id": what}, "/>")
            else:
                around.append((what, _tag_of(what, holding)))
                yield _open(around[-1][1], _attributes(what, around[-1][1], aloud.get(what.mark.id)))
        for piece, tag in reversed(around):
            yield f"{_letters(layer.text[done : piece.end])}</{tag}>"
            done = piece.end
        yield f"{_letters(layer.text[done:end])}</p>"
        done = end
    yield _letters(layer.text[done:])


def _tag_of(piece: Piece, holding: Collection[str]) -> str:
    """The element of a piece; an `rs` may hold no `said`."""
    if piece.mark.type == "quote":
        return "said"
    return "rs" if piece.mark.type in _PHRASES and piece.id not in holding else "seg"


def _attributes(piece: Piece, tag: str, aloud: str | None = None) -> dict[str, str | None]:
    mark = piece.mark
    told: dict[str, str | None] = {"xml:id": piece.id}
    of = (mark.of,) if mark.of else ()
    if tag == "said":
        told |= {"who": _pointers(mark.who), "toWhom": _pointers(mark.to)}
        told |= {"direct": "true" if mark.facts["kind"] == "direct" else "false", "aloud": aloud}
        told |= {"cert": repr(mark.facts["confidence"]), "corresp": _pointers(of)}
    elif tag == "rs":
        told |= {"type": mark.type, "ref": _pointers(mark.who), "corresp": _pointers(of)}
    else:
        told |= {"type": mark.type, "corresp": _pointers((*of, *mark.who))}
    told["subtype"] = str(mark.facts["form"]) if "form" in mark.facts else None
    told["ana"] = f"#f-{mark.id}" if _beyond_form(mark) else None
    told["prev"] = f"#{Piece(mark, piece.number - 1).id}" if piece.number > 1 else None
    told["next"] = f"#{Piece(mark, piece.number + 1).id}" if piece.number < len(mark.spans) else None
    return told


def _pointers(ids: Sequence[str]) -> str | None:
    return " ".join(f"#{name}" for name in ids) or None


def _tag(language: str) -> str:
    return language if _LANGUAGE.fullmatch(language) else "und"


def _letters(text: str) -> str:
    return escape(text, {"\r": "&#13;"})


def _element(tag: str, attributes: Mapping[str, Any], text: str) -> str:
    return f"{_open(tag, attributes)}{_letters(text)}</{tag}>"


def _open(tag: str, attributes: Mapping[str, Any], closing: str = ">") -> str:
    """A start tag with those of the attributes that have a value."""
    told = "".join(f' {name}="{_in_quotes(str(value))}"' for name, value in attributes.items() if value is not None)
    return f"<{tag}{told}{closing}"


def _in_quotes(value: str) -> str:
    return escape(value, {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})
