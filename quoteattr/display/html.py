"""Records, as dicts, marked in their text as HTML.

Whatever comes from the text is escaped. The HTML has no scripts, no ids and nothing to fetch, and its style
holds only within the class `quoteattr`, so that pieces can stand together in a notebook or a page. Colours
are translucent and letters keep the colour of their surroundings, which suits light and dark alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any, Final, NamedTuple, get_args

from quoteattr.display.frame import web_files
from quoteattr.display.markup import escape
from quoteattr.vocabulary import Circumstance

# Of this many degrees, the golden angle, any number of steps around the circle keep neighbours far apart.
_HUE_STEP = 137.508

STYLE: Final = "fragment.css"
"""The style of what is marked, among the files of `interfaces/web`."""
_NOBODY = 'class="quoteattr-nobody"'


def fragment(data: Mapping[str, Any], text: str) -> str:
    """Mark the quotes in their text, below a legend of the speakers, as one piece of HTML with its style.

    >>> fragment({"language": "en", "quotes": [], "speakers": []}, "a < b").removeprefix(style())
    '<section class="quoteattr"><div lang="en" dir="auto">a &lt; b</div></section>'
    """
    return style() + marked(data, text)


def marked(data: Mapping[str, Any], text: str) -> str:
    """Mark the quotes in their text, below a legend of the speakers; `style` gives the style for it.

    `data` is what `Result.to_dict` gives for `text`; an `id` in it becomes a heading. Each speaker has a colour,
    sources are underlined, cues dotted, silences dashed, and details appear on hover and on focus. What is said within
    a quote is marked within its mark, and counts as words of the one around it only. The only letters that change are
    NUL and lone surrogates, shown as U+FFFD.

    >>> quote = {"kind": "direct", "text": "No,", "content": [{"start": 1, "end": 4}], "cue": None, "source": None}
    >>> quote |= {"speaker": None, "speakers": [], "sieve": "unattributed", "confidence": 0.5}
    >>> quote |= {"speaker_confidence": None}
    >>> html = marked({"language": "en", "quotes": [quote], "speakers": []}, "“No,” it said.")
    >>> "not attributed</mark>: 1 quote, 1 word" in html, ">No,</mark>” it said." in html
    (True, True)
    """
    colours = {
        speaker["id"]: f'style="--quoteattr-hue:{place * _HUE_STEP % 360:.0f}"'
        for place, speaker in enumerate(data["speakers"])
    }
    heading = f"<h2>{escape(data['id'])}</h2>" if "id" in data else ""
    placed = list(_placed(data["quotes"]))
    contents = [layer for places, quote in placed for layer in _contents(places, quote, colours)]
    witnesses = [layer for places, quote in placed for layer in _witnesses(places[0], quote)]
    witnesses += [_silence(silence, colours) for silence in data.get("silences", ())]
    body = f'<div lang="{escape(data["language"])}" dir="auto">{_mark(text, contents, witnesses)}</div>'
    return f'<section class="quoteattr">{heading}{_legend(data, colours)}{body}</section>'


@cache
def style() -> str:
    """The style of all fragments: once is enough for a page."""
    return f"<style>\n{web_files(STYLE)}</style>\n"


def facts(quote: Mapping[str, Any]) -> dict[str, str]:
    """What a record says, in words, by the names of its fields.

    >>> cue = {"start": 0, "end": 4, "text": "said", "lemma": "say", "stance": "assert"}
    >>> quote = {"kind": "direct", "cue": cue, "source": None, "speaker": None, "speakers": []}
    >>> list(facts(quote | {"sieve": "none", "confidence": 0.5, "speaker_confidence": None}).values())
    ['not attributed', 'said (say, assert)', 'direct', 'none', '0.50 (words and source)']
    """
    speaker, cue, source = quote["speaker"], quote["cue"], quote["source"]
    named = (f"{joint['name']} ({joint['kind']})" for joint in quote["speakers"])
    said = {"speaker": " and ".join(named) or "not attributed"}
    if speaker and speaker["role"]:
        said["role"] = speaker["role"]
    if source:
        said["source"] = f"{source['text']} ({source['form']})"
    if cue:
        said["cue"] = f"{cue['text']} ({cue['lemma']}, {cue['stance']})"
    said |= {name: quote[name]["text"] for name in get_args(Circumstance) if quote.get(name)}
    said |= {"kind": quote["kind"], "sieve": quote["sieve"]}
    said["confidence"] = f"{quote['confidence']:.2f} (words and source)"
    if quote["speaker_confidence"] is not None:
        said["speaker confidence"] = f"{quote['speaker_confidence']:.2f} (name)"
    return said


def _placed(quotes: Iterable[Mapping[str, Any]]) -> Iterator[tuple[list[int], Mapping[str, Any]]]:
    """All quotes, each before those within it, with their places in this order, each before those around it."""
    waiting: list[tuple[list[int], Mapping[str, Any]]] = [([], quote) for quote in reversed(list(quotes))]
    place = 0
    while waiting:
        around, quote = waiting.pop()
        yield [place, *around], quote
        waiting += [([place, *around], inner) for inner in reversed(quote.get("inner", ()))]
        place += 1


class Layer(NamedTuple):
    """A stretch of the text, the attributes of the elements that are to wrap it, and the place of its quote."""

    start: int
    end: int
    attributes: str
    quote: int


def _contents(places: Sequence[int], quote: Mapping[str, Any], colours: Mapping[int, str]) -> Iterator[Layer]:
    speaker = quote["speaker"]
    look = colours[speaker["id"]] if speaker else _NOBODY
    shown = " ".join(map(str, places))
    attributes = f'{look} data-quote="{shown}" aria-description="{escape(_lines(facts(quote)))}"'
    for span in quote["content"]:
        yield Layer(span["start"], span["end"], attributes, places[0])


def _witnesses(place: int, quote: Mapping[str, Any]) -> Iterator[Layer]:
    """The cue and the source."""
    said = facts(quote)
    for name in ("cue", "source"):
        span = quote[name]
        if span:
            description = escape(_lines({name: said[name], "speaker": said["speaker"]}))
            attributes = f'class="quoteattr-{name}" data-quote="{place}" aria-description="{description}"'
            yield Layer(span["start"], span["end"], attributes, place)


def _silence(silence: Mapping[str, Any], colours: Mapping[int, str]) -> Layer:
    """The clause that says that somebody did not answer, in the colour of who was asked; it belongs to no quote."""
    span, speaker = silence["text"], silence["speaker"]
    colour = colours.get(speaker["id"]) if speaker else None
    told = escape(_lines({"asked, did not answer": speaker["name"] if speaker else "somebody"}))
    look = " ".join(filter(None, ('class="quoteattr-silence"', colour)))
    return Layer(span["start"], span["end"], f'{look} aria-description="{told}"', 0)


def _lines(said: Mapping[str, str]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in said.items())


def _legend(data: Mapping[str, Any], colours: Mapping[int, str]) -> str:
    quotes: Counter[int | None] = Counter()
    words: Counter[int | None] = Counter()
    inner: Counter[int | None] = Counter()
    for places, quote in _placed(data["quotes"]):
        for by in [speaker["id"] for speaker in quote["speakers"]] or [None]:
            if len(places) > 1:
                inner[by] += 1
            else:
                quotes[by] += 1
                words[by] += len(quote["text"].split())
    silent = {silence["speaker"]["id"] for silence in data.get("silences", ()) if silence["speaker"]}
    nobody = {"id": "", "name": "not attributed", "role": None}
    entries = []
    for speaker in (*data["speakers"], nobody):
        by = speaker["id"] if speaker is not nobody else None
        counts = f"{_count(quotes[by], 'quote')}, {_count(words[by], 'word')}"
        said = [counts] if quotes[by] or not (inner[by] or by in silent or by is None) else []
        said += [f"{inner[by]} within others’ words"] if inner[by] else []
        said += ["asked, did not answer"] if by in silent else []
        if said:
            entries.append(_entry(_NOBODY if by is None else colours[by], speaker, "; ".join(said)))
    entries += [_key(data)] if entries else []
    return f"<ul>{''.join(entries)}</ul>" if entries else ""


def _key(data: Mapping[str, Any]) -> str:
    """What the marks mean, those that occur.

    >>> _key({"quotes": [], "silences": [{}]})
    '<li class="quoteattr-key"><u class="quoteattr-silence">asked, did not answer</u></li>'
    """
    placed = list(_placed(data["quotes"]))
    marks = {
        '<u class="quoteattr-source">source</u>': any(quote["source"] for _, quote in placed),
        '<u class="quoteattr-cue">cue</u>': any(quote["cue"] for _, quote in placed),
        "outlined: a quote within a quote": any(len(places) > 1 for places, _ in placed),
        "grey: no speaker": not all(quote["speaker"] for _, quote in placed),
        '<u class="quoteattr-silence">asked, did not answer</u>': bool(data.get("silences")),
    }
    return f'<li class="quoteattr-key">{" · ".join(mark for mark, occurs in marks.items() if occurs)}</li>'


def _entry(look: str, speaker: Mapping[str, Any], said: str) -> str:
    name = f'<mark {look} data-speaker="{escape(speaker["id"])}">{escape(speaker["name"])}</mark>'
    role = f", {escape(speaker['role']['text'])}" if speaker["role"] else ""
    return f"<li>{name}{role}: {said}</li>"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _mark(text: str, contents: list[Layer], witnesses: list[Layer]) -> str:
    """Escape the text and wrap contents in `mark`, cues and sources in `u`.

    Stretches may overlap and nest, but elements only nest, and the translucent colours of one quote within
    another would mix into a third. So each letter gets one colour, that of the innermost quote, and one line.
    The keyboard reaches the first piece of each quote.

    >>> _mark("abcd", [Layer(0, 4, "x", 0), Layer(1, 3, "y", 1)], [Layer(2, 3, "z", 0)])
    '<mark x tabindex="0">a</mark><mark y tabindex="0">b<u z>c</u></mark><mark x>d</mark>'
    """
    offsets = sorted({0, *(edge for layer in (*contents, *witnesses) for edge in (layer.start, layer.end))})
    ends = (*offsets[1:], len(text))
    cells = zip(offsets, ends, innermost(contents, offsets), innermost(witnesses, offsets), strict=True)
    pieces = []
    begun: set[int] = set()
    for content, group in groupby(cells, key=lambda cell: cell[2]):
        inner = "".join(_wrap("u", witness, escape(text[start:end])) for start, end, _, witness in group)
        if content and inner and content.quote not in begun:
            begun.add(content.quote)
            content = content._replace(attributes=f'{content.attributes} tabindex="0"')
        pieces.append(_wrap("mark", content, inner))
    return "".join(pieces)


def innermost(layers: Iterable[Layer], offsets: Iterable[int]) -> Iterator[Layer | None]:
    """For each offset, in order, the layer that covers it and began last; the shorter of two that began there."""
    waiting = sorted(layers, key=lambda layer: (-layer.start, layer.end))
    begun: list[Layer] = []
    for offset in offsets:
        while waiting and waiting[-1].start <= offset:
            begun.append(waiting.pop())
        while begun and begun[-1].end <= offset:
            begun.pop()
        yield begun[-1] if begun else None


def _wrap(tag: str, layer: Layer | None, inner: str) -> str:
    return f"<{tag} {layer.attributes}>{inner}</{tag}>" if layer and inner else inner
