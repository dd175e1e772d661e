"""A document on the page of `quoteattr view`: its marked text as HTML, and as data what the script lists and counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from quoteattr.display import html
from quoteattr.display.frame import embedded
from quoteattr.display.html import Layer, innermost
from quoteattr.display.markup import escape
from quoteattr.display.tables import left_out
from quoteattr.interfaces.columns import context_span
from quoteattr.records.certain import hidden, without_weak
from quoteattr.records.export import quote_to_dict
from quoteattr.records.records import Quote, Speaker
from quoteattr.records.result import Result
from quoteattr.records.tree import level, walked

_TITLES: Final = ("title", "headline")
"""Keys of `meta` by which a document is called, the first that is there."""
_LEAD: Final = 140
"""Letters of a text's first line that are shown in the list of documents, and of a headline at most."""


@frozen
class Article:
    """A document of the page: its HTML, what the script is told of it, and how many weak quotes are not shown."""

    html: str
    known: Mapping[str, Any]
    left: int

    def with_data(self) -> str:
        """The HTML and the data, for a page that holds both; with scripts, a noscript is a string and no elements."""
        data = f'<script type="application/json">{embedded(self.known)}</script>'
        return f"<noscript>{self.html}</noscript>\n{data}\n"


def article(result: Result, key: str, *, every: bool = False) -> Article:
    """Show a result, called `key` in addresses; weak quotes are only counted, unless `every` one is wanted.

    >>> one = article(Result("No one spoke.", "en", (), (), meta={"outlet": "Ledger"}), "a & b")
    >>> one.known
    {'key': 'a & b', 'title': 'a & b', 'lead': 'No one spoke.', 'meta': {'outlet': 'Ledger'}, 'quotes': []}
    >>> "<h2>a &amp; b</h2>" in one.html
    True
    """
    shown = result if every else without_weak(result)
    left = hidden(result, shown)
    return Article(_html(shown, key, left), _known(shown, key), left)


def _html(result: Result, key: str, left: int) -> str:
    meta = _told(result.meta)
    title = _title(result, key)
    about = " · ".join([*([key] if title != key else []), *(v for k, v in meta.items() if k not in _TITLES)])
    items = "".join(map(_details, result.all()))
    quotes = f"<h3>Quotes in order</h3>\n<ol>\n{items}</ol>" if items else "<p>No quotes found.</p>"
    warnings = "".join(f'<p class="warning">Not everything could be read: {escape(w)}</p>\n' for w in result.warnings)
    note = f'<p class="left">{escape(left_out(left).strip())}</p>\n' if left else ""
    text = html.marked({**result.to_dict(), "id": title}, result.text)
    heading, legend, body = text.partition("</h2>")
    body = _without_headline(body, title)
    about = f'<p class="about">{escape(about)}</p>' if about else ""
    return (
        f'<article data-key="{escape(key)}">\n{heading}{legend}{about}{body}\n'
        f'<div class="details">\n{quotes}\n{warnings}{note}</div>\n</article>\n'
    )


def _without_headline(body: str, title: str) -> str:
    """A marked text whose first line is not shown where it stands above as the title, and no mark is in it."""
    start, opening, text = body.partition(' dir="auto">')
    headline = text[: len(text) - len(text.lstrip())] + escape(title)
    rest = text.removeprefix(headline)
    if rest == text or not rest.startswith(("\n", "\r")):
        return body
    gap = rest[: len(rest) - len(rest.lstrip())]
    return f'{start}{opening}<span class="headline">{headline}{gap}</span>{rest[len(gap) :]}'


def _details(quote: Quote) -> str:
    """What is said of a quote: its words, what the record says, and why."""
    facts = {**html.facts(quote_to_dict(quote)), **_around(quote)}
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts.items())
    return (
        f'<li data-id="{escape(quote.id)}" data-level="{level(quote)}">'
        f"<blockquote>{escape(quote.text)}</blockquote><dl>{rows}</dl>"
        f'<p class="why">{escape(quote.explain())}</p></li>\n'
    )


def _around(quote: Quote) -> dict[str, str]:
    """In whose words a quote stands, if in any."""
    return {} if quote.outer is None else {"within the words of": f"{_speakers(quote.outer)} ({quote.outer.id})"}


def _speakers(quote: Quote) -> str:
    return " and ".join(speaker.name for speaker in quote.speakers) or "not attributed"


def _known(result: Result, key: str) -> dict[str, Any]:
    title, lead = _title(result, key), _first_line(result.text)
    return {
        "key": key,
        "title": title,
        "lead": "" if lead == title else lead if len(lead) <= _LEAD else f"{lead[:_LEAD]}…",
        "meta": _told(result.meta),
        "quotes": [_quote(quote, result.text) for quote in result.all()],
    }


def _title(result: Result, key: str) -> str:
    r"""What a document is called: by its `meta`, by a first line that looks like a headline, or by its id.

    >>> _title(Result("Ferry stays in port\n\nIt blew.", "en", (), ()), "a.txt")
    'Ferry stays in port'
    >>> _title(Result("It blew.", "en", (), ()), "a.txt")
    'a.txt'
    """
    given = (result.meta.get(name) for name in _TITLES)
    line = _first_line(result.text)
    is_headline = len(line) <= _LEAD and len(line) < len(result.text.strip()) and line[-1:].isalnum()
    return next((title for title in given if isinstance(title, str) and title.strip()), line if is_headline else key)


def _first_line(text: str) -> str:
    return text.lstrip().partition("\n")[0].strip()


def _told(meta: Mapping[str, Any]) -> dict[str, str]:
    """What is known of a document, as words; what is no word, number or date is left out."""
    kept = {name: value for name, value in meta.items() if value is not None and not isinstance(value, list | dict)}
    return {name: words for name, value in kept.items() if (words := str(value).strip())}


def _quote(quote: Quote, text: str) -> dict[str, Any]:
    speaker = quote.speaker
    return {
        "id": quote.id,
        "kind": quote.kind,
        "level": level(quote),
        "within": _speakers(quote.outer) if quote.outer is not None else "",
        "speakers": [speaker.name for speaker in quote.speakers],
        "nameless": [speaker.name for speaker in quote.speakers if not _is_named(speaker)],
        "sort": speaker.kind if speaker else "",
        "role": speaker.role.text if speaker and speaker.role else "",
        "pieces": list(_pieces(quote, text)),
    }


def _is_named(speaker: Speaker) -> bool:
    """Whether a text names a speaker, so that the same name in another may be the same one; `critics` are others."""
    return any(mention.form == "name" for mention in speaker.mentions)


def _pieces(quote: Quote, text: str) -> Iterator[tuple[str, str]]:
    """The sentences around a quote in pieces, each with what it is: `quote`, `inner`, `cue`, `source` or nothing.

    >>> from quoteattr.records.records import Cue, Span
    >>> text = "It rained. “We won,” said Ann Lee."
    >>> quote = Quote("direct", (Span.cut(text, 12, 19),), Cue(21, 25, "said", "say"), None, None, "x", 0.9)
    >>> list(_pieces(quote, text))
    [('“', ''), ('We won,', 'quote'), ('” ', ''), ('said', 'cue'), (' Ann Lee.', '')]
    """
    start, end = context_span(quote, text)
    witnesses = [(quote.cue, "cue"), (quote.source, "source")]
    spans = [(span, "inner") for inner in walked(quote.inner) for span in inner.content]
    spans += [*((span, "quote") for span in quote.content), *((span, look) for span, look in witnesses if span)]
    layers = [Layer(span.start, span.end, look, 0) for span, look in spans]
    offsets = sorted({start, *(edge for layer in layers for edge in layer[:2] if start < edge < end)})
    for offset, stop, layer in zip(offsets, [*offsets[1:], end], innermost(layers, offsets), strict=True):
        yield text[offset:stop], layer.attributes if layer else ""


def keyed(answers: Iterable[tuple[Result, str | int]]) -> Iterator[tuple[Result, str]]:
    """Results with keys that differ: a second one of the same id is numbered.

    >>> one = Result("", "en", (), ())
    >>> [key for _, key in keyed([(one, "a"), (one, 1), (one, "a"), (one, "a (2)")])]
    ['a', '1', 'a (2)', 'a (2) (2)']
    """
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for result, given in answers:
        key = name = str(given)
        while key in taken:
            numbers[name] = numbers.get(name, 1) + 1
            key = f"{name} ({numbers[name]})"
        taken.add(key)
        yield result, key
