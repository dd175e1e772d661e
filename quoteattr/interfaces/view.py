"""Results as one page for the browser that stands alone.

Without its script the page is the marked texts, each with a list of its quotes; the script lets one choose a
document, filter, and open a quote. Nothing is fetched, and the page's policy forbids it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.resources import files
from itertools import count
from os import PathLike
from pathlib import Path
from string import Template
from typing import Any

from quoteattr.display import html
from quoteattr.display.markup import escape
from quoteattr.display.page import shown as open_page
from quoteattr.display.tables import left_out
from quoteattr.errors import InputError, shown
from quoteattr.records.certain import without_weak
from quoteattr.records.export import quote_to_dict
from quoteattr.records.records import Quote
from quoteattr.records.result import Result
from quoteattr.records.tree import level


def page(
    answers: Iterable[tuple[Result, str | int]], title: str = "Quotations", *, made: str = "", every: bool = False
) -> Iterator[str]:
    """Make a page of results and their ids, and yield it piece by piece, so that it can be streamed.

    `made` says what made it. Weak quotes are only counted, unless `every` one is wanted.

    >>> pieces = list(page([(Result("No one spoke.", "en", (), ()), "a.txt")], title="One & only"))
    >>> "<title>One &amp; only</title>" in pieces[0], "<h2>a.txt</h2>" in pieces[1]
    (True, True)
    """
    script = _file("page.js")
    before, after = _file("page.html").split("$documents\n")
    yield Template(before).substitute(
        title=escape(title),
        style=f"{html.style()}<style>\n{_file('page.css')}</style>",
        digest=b64encode(sha256(script.encode()).digest()).decode(),
    )
    for number, (result, key) in enumerate(answers, 1):
        shown = result if every else without_weak(result)
        yield _article(shown, key, number, left_out(len(result) - len(shown)))
    if made:
        yield f'<footer class="made">{escape(made)}</footer>\n'
    yield Template(after).substitute(script=script)


def view(
    results: Result | Iterable[Result | tuple[Result, str | int]], output: str | PathLike[str] | None = None
) -> Path:
    """Show results in the browser, in one page with an explanation of each quote; return the file that it is in.

    That is `output`, or a temporary file. A result without an id is called by its place, from 1. Weak quotes are there.

    >>> view(5)
    Traceback (most recent call last):
    ...
    quoteattr.errors.InputError: expected a Result or several, each alone or with an id, got 5
    """
    several: Iterable[Any] = [results] if isinstance(results, Result) else results
    if not isinstance(several, Iterable):
        raise InputError(f"expected a Result or several, each alone or with an id, got {shown(results)}")
    return open_page(page(map(_with_id, several, count(1)), every=True), None if output is None else Path(output))


def _with_id(one: Any, number: int) -> tuple[Result, str | int]:
    result, key = one if isinstance(one, tuple) and len(one) == 2 else (one, getattr(one, "id", None))
    if not isinstance(result, Result):
        raise InputError(f"expected a Result or several, each alone or with an id, got {shown(one)}")
    return result, number if key is None else key


def _article(result: Result, key: str | int, number: int, note: str) -> str:
    details = "".join(map(_details, result.all()))
    notes = f"<h3>The quotes one by one</h3>\n<ol>\n{details}</ol>\n" if details else "<p>No quotes found.</p>\n"
    warnings = "".join(f'<p class="warning">Not everything could be read: {escape(w)}</p>\n' for w in result.warnings)
    notes += f"<p>{escape(note.strip())}</p>\n" if note else ""
    text = html.marked(result.to_dict(key), result.text)
    return f'<article id="document-{number}">\n{text}\n{warnings}<div class="details">\n{notes}</div>\n</article>\n'


def _details(quote: Quote) -> str:
    """What is told of a quote: its words, what the record says, and why."""
    facts = {**html.facts(quote_to_dict(quote)), **_around(quote)}
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts.items())
    speakers = " ".join(str(speaker.id) for speaker in quote.speakers)
    return (
        f'<li data-id="{escape(quote.id)}" data-level="{level(quote)}" data-speakers="{speakers}" '
        f'data-kind="{quote.kind}">'
        f"<blockquote>{escape(quote.text)}</blockquote><dl>{rows}</dl>"
        f'<p class="why">{escape(quote.explain())}</p></li>\n'
    )


def _around(quote: Quote) -> dict[str, str]:
    """In whose words a quote stands, if in any."""
    if quote.outer is None:
        return {}
    speakers = " and ".join(speaker.name for speaker in quote.outer.speakers) or "not attributed"
    return {"within the words of": f"{speakers} ({quote.outer.id})"}


def _file(name: str) -> str:
    return (files("quoteattr.interfaces") / "web" / name).read_text(encoding="utf-8")
