"""Records, as dicts, for the eye: marked in their text as HTML, or as a table for a terminal.

Whatever comes from the text is escaped. The HTML has no scripts, no ids and nothing to fetch, and its style
holds only within the class `quoteattr`, so that pieces can stand together in a notebook or a page. Colours
are translucent and letters keep the colour of their surroundings, which suits light and dark alike.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final, NamedTuple

STYLE: Final = """<style>
.quoteattr { line-height: 1.6; margin: 1em 0 }
.quoteattr > div { white-space: pre-wrap; overflow-wrap: anywhere; max-width: 50em }
.quoteattr > ul { display: flex; flex-wrap: wrap; gap: .3em 1.5em; list-style: none; margin: 0 0 1em; padding: 0 }
.quoteattr mark { background: hsl(var(--quoteattr-hue) 75% 50% / .28); color: inherit; border-radius: .2em }
.quoteattr mark.quoteattr-nobody { background: hsl(0 0% 50% / .28) }
.quoteattr u { text-decoration: underline 2px; text-underline-offset: .2em }
.quoteattr u.quoteattr-cue { text-decoration-style: dotted }
</style>"""

# Of this many degrees, the golden angle, any number of steps around the circle keep neighbours far apart.
_HUE_STEP = 137.508

_NOBODY = 'class="quoteattr-nobody"'

_TABLE_HEAD: Final = ("speaker", "role", "cue", "quote")

# HTML has no way to write these, not even by number.
_BEYOND_HTML = re.compile("[\0\ud800-\udfff]")


def fragment(data: Mapping[str, Any], text: str) -> str:
    """Mark the quotes in their text, below a legend of the speakers, as one piece of HTML.

    `data` is what `Result.to_dict` gives for `text`; an `id` in it becomes a heading. Each speaker has a
    colour, sources are underlined, cues dotted, and details appear on hover. The only letters that change are
    NUL and lone surrogates, shown as U+FFFD.

    >>> data = {"language": "en", "quotes": [], "speakers": []}
    >>> fragment(data, "a < b").removeprefix(STYLE)
    '<section class="quoteattr"><div lang="en" dir="auto">a &lt; b</div></section>'
    """
    colours = {
        speaker["id"]: f'style="--quoteattr-hue:{place * _HUE_STEP % 360:.0f}"'
        for place, speaker in enumerate(data["speakers"])
    }
    heading = f"<h2>{_escape(data['id'])}</h2>" if "id" in data else ""
    contents = [layer for quote in data["quotes"] for layer in _contents(quote, colours)]
    witnesses = [layer for quote in data["quotes"] for layer in _witnesses(quote)]
    body = f'<div lang="{_escape(data["language"])}" dir="auto">{_mark(text, contents, witnesses)}</div>'
    return f'{STYLE}<section class="quoteattr">{heading}{_legend(data, colours)}{body}</section>'


def page(fragments: Iterable[str], title: str) -> Iterator[str]:
    """Set fragments into one page that stands alone, and yield it piece by piece, so that it can be streamed.

    >>> pieces = page([fragment({"language": "en", "quotes": [], "speakers": []}, "Hello.")], title="One & only")
    >>> "<title>One &amp; only</title>" in "".join(pieces)
    True
    """
    yield (
        '<!doctype html>\n<html><head><meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{_escape(title)}</title>\n"
        "<style>:root { color-scheme: light dark } body { font-family: sans-serif; margin: 2em }</style>\n"
        f"{STYLE}</head><body>\n"
    )
    for piece in fragments:
        yield piece.removeprefix(STYLE) + "\n"
    yield "</body></html>\n"


def table(data: Mapping[str, Any], width: int) -> str:
    """List the quotes, a line of at most `width` columns each, 40 at the least; long cells are cut.

    >>> speaker = {"id": 0, "name": "Ann Lee", "kind": "person", "role": "mayor of Exeter"}
    >>> print(table({"quotes": [{"text": "We need a bridge,", "cue": None, "speaker": speaker}]}, 48))
    speaker  role          cue  quote
    Ann Lee  mayor of Ex…  -    We need a bridge,
    <BLANKLINE>
    """
    if not data["quotes"]:
        return "(no quotes)\n"
    width = max(width, 40)
    rows = [_TABLE_HEAD, *map(_cells, data["quotes"])]
    limits = (width // 4, width // 4, width // 8)
    widths = [min(limit, max(_columns(row[place]) for row in rows)) for place, limit in enumerate(limits)]
    widths.append(width - sum(widths) - 2 * len(widths))
    lines = ("  ".join(map(_fit, row, widths)).rstrip() for row in rows)
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    r"""Put the text on one line without the control characters that could upset a terminal.

    >>> plain("Stop\x1b[2J,\n  she said.")
    'Stop[2J, she said.'
    """
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


class _Layer(NamedTuple):
    """A stretch of the text and the attributes of the element that is to wrap it."""

    start: int
    end: int
    attributes: str


def _contents(quote: Mapping[str, Any], colours: Mapping[int, str]) -> list[_Layer]:
    look = colours[quote["speaker"]["id"]] if quote["speaker"] else _NOBODY
    attributes = f'{look} title="{_escape(_describe(quote))}"'
    return [_Layer(span["start"], span["end"], attributes) for span in quote["content"]]


def _witnesses(quote: Mapping[str, Any]) -> Iterator[_Layer]:
    """The cue and the source."""
    speaker, cue, source = quote["speaker"], quote["cue"], quote["source"]
    if cue:
        title = _escape(f"cue: {cue['lemma']} ({cue['stance']})")
        yield _Layer(cue["start"], cue["end"], f'class="quoteattr-cue" title="{title}"')
    if source:
        stands_for = f", stands for {speaker['name']}" if speaker else ""
        title = _escape(f"source: {source['form']}{stands_for}")
        yield _Layer(source["start"], source["end"], f'class="quoteattr-source" title="{title}"')


def _describe(quote: Mapping[str, Any]) -> str:
    """What hovering over a quote tells, a line for each thing."""
    speaker, cue, source = quote["speaker"], quote["cue"], quote["source"]
    lines = [f"speaker: {_name(speaker)} ({speaker['kind']})" if speaker else "not attributed"]
    lines += [f"source: {source['text']}"] if source else []
    lines += [f"cue: {cue['text']}"] if cue else []
    lines += [f"{quote['kind']} quote, by {quote['sieve']}, confidence {quote['confidence']:.2f}"]
    return "\n".join(lines)


def _name(reference: Mapping[str, Any]) -> str:
    return f"{reference['name']}, {reference['role']}" if reference["role"] else str(reference["name"])


def _legend(data: Mapping[str, Any], colours: Mapping[int, str]) -> str:
    counts = Counter(quote["speaker"]["id"] if quote["speaker"] else None for quote in data["quotes"])
    entries = [
        _entry(colours[speaker["id"]], speaker["name"], speaker["role"], counts[speaker["id"]])
        for speaker in data["speakers"]
    ]
    if counts[None]:
        entries.append(_entry(_NOBODY, "not attributed", None, counts[None]))
    return f"<ul>{''.join(entries)}</ul>" if entries else ""


def _entry(look: str, name: str, role: Mapping[str, Any] | None, number: int) -> str:
    words = f", {_escape(role['text'])}" if role else ""
    return f"<li><mark {look}>{_escape(name)}</mark>{words}: {number} {'quote' if number == 1 else 'quotes'}</li>"


def _mark(text: str, contents: list[_Layer], witnesses: list[_Layer]) -> str:
    """Escape the text and wrap contents in `mark`, cues and sources in `u`.

    Stretches may overlap and nest, but elements only nest, and the translucent colours of one quote within
    another would mix into a third. So each letter gets one colour, that of the innermost quote, and one line.

    >>> _mark("abcd", [_Layer(0, 4, "x"), _Layer(1, 3, "y")], [_Layer(2, 3, "z")])
    '<mark x>a</mark><mark y>b<u z>c</u></mark><mark x>d</mark>'
    """
    offsets = sorted({0, *(edge for layer in (*contents, *witnesses) for edge in (layer.start, layer.end))})
    ends = (*offsets[1:], len(text))
    cells = zip(offsets, ends, _innermost(contents, offsets), _innermost(witnesses, offsets), strict=True)
    pieces = []
    for content, group in groupby(cells, key=lambda cell: cell[2]):
        inner = "".join(_wrap("u", witness, _escape(text[start:end])) for start, end, _, witness in group)
        pieces.append(_wrap("mark", content, inner))
    return "".join(pieces)


def _innermost(layers: Iterable[_Layer], offsets: Iterable[int]) -> Iterator[_Layer | None]:
    """For each offset, in order, the layer that covers it and began last; the shorter of two that began there."""
    waiting = sorted(layers, key=lambda layer: (-layer.start, layer.end))
    begun: list[_Layer] = []
    for offset in offsets:
        while waiting and waiting[-1].start <= offset:
            begun.append(waiting.pop())
        while begun and begun[-1].end <= offset:
            begun.pop()
        yield begun[-1] if begun else None


def _wrap(tag: str, layer: _Layer | None, inner: str) -> str:
    return f"<{tag} {layer.attributes}>{inner}</{tag}>" if layer and inner else inner


def _escape(value: object) -> str:
    return html.escape(_BEYOND_HTML.sub("\ufffd", str(value)))


def _cells(quote: Mapping[str, Any]) -> tuple[str, ...]:
    speaker, cue = quote["speaker"] or {"name": None, "role": None}, quote["cue"] or {"text": None}
    return tuple(plain(cell or "-") for cell in (speaker["name"], speaker["role"], cue["text"], quote["text"]))


def _fit(text: str, width: int) -> str:
    """Cut or pad to so many columns.

    >>> _fit("a bridge", 6), _fit("now", 6)
    ('a bri…', 'now   ')
    """
    if _columns(text) > width:
        text = text[:width]
        while _columns(text) >= width:
            text = text[:-1]
        text += "…"
    return text + " " * (width - _columns(text))


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes: two for wide letters, none for accents set on others."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(unicodedata.combining(letter) > 0 for letter in text)
