"""Results as a page for the browser: quotes to filter and search, counts of who is quoted, and texts to read.

Up to some hundred documents it stands alone. Of more, a file has its documents in parts beside it, which it loads when
they are opened. Without its script the page is the marked texts, each with a list of its quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, count, islice
from os import PathLike
from pathlib import Path
from string import Template
from typing import Any, Final

from quoteattr.display.frame import closing, embedded, opening, web_files
from quoteattr.display.html import STYLE
from quoteattr.display.markup import escape
from quoteattr.display.page import shown as open_page
from quoteattr.display.tables import left_out
from quoteattr.errors import InputError, shown
from quoteattr.interfaces.articles import Article, article, keyed
from quoteattr.interfaces.parts import Parts
from quoteattr.records.result import Result

IN_ONE: Final = 500
"""Documents that one file holds; of more, all are in parts."""
IN_PART: Final = 50
"""Documents of a part."""
_STYLES: Final = (
    *("base.css", STYLE, "view/frame.css", "view/filters.css", "view/quotes.css", "view/reader.css", "view/print.css"),
)
_SCRIPTS: Final = ("data", "address", "select", "filters", "quotes", "reader", "keys", "start")


def page(
    answers: Iterable[tuple[Result, str | int]],
    title: str = "Quotations",
    *,
    made: str = "",
    every: bool = False,
    parts: Parts | None = None,
) -> Iterator[str]:
    """Make a page of results and their ids, and yield it piece by piece, so that it can be streamed.

    `made` says what made it. Weak quotes are only counted, unless `every` one is wanted. More than `IN_ONE` documents
    go to `parts`, if there is a place for them.

    >>> pieces = list(page([(Result("No one spoke.", "en", (), ()), "a.txt")], title="One & only"))
    >>> "<title>One &amp; only</title>" in pieces[0], "<h2>a.txt</h2>" in pieces[1]
    (True, True)
    """
    shown = (article(result, key, every=every) for result, key in keyed(answers))
    first = list(islice(shown, IN_ONE + 1)) if parts is not None else []
    articles, left = chain(first, shown), 0
    before, after = web_files("view/page.html").split("$documents\n")
    beside = parts if len(first) > IN_ONE else None
    top = opening(title, _STYLES, _script(), parts=beside is not None)
    if beside is None:
        yield top + Template(before).substitute(title=escape(title), parts="")
        for one in articles:
            left += one.left
            yield one.with_data()
    else:
        count, left = _write(articles, beside)
        where = f' data-parts="{count}" data-prefix="{escape(beside.prefix())}"'
        yield top + Template(before).substitute(title=escape(title), parts=where)
    yield Template(after).substitute(left=escape(left_out(left).strip()), made=escape(made)) + closing(_script())


def view(
    results: Result | Iterable[Result | tuple[Result, str | int]], output: str | PathLike[str] | None = None
) -> Path:
    """Show results in the browser, in one page with an explanation of each quote; return the file that it is in.

    That is `output`, or a temporary file. A result without an id is called by its place, from 1. Weak quotes are there.

    Examples:
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


def _write(articles: Iterator[Article], parts: Parts) -> tuple[int, int]:
    """Write the parts, with what is known of documents and with their texts; how many parts, and quotes left out."""
    number = left = 0
    while some := list(islice(articles, IN_PART)):
        number += 1
        left += sum(one.left for one in some)
        parts.write("known", number, f"known({number}, {embedded([one.known for one in some])});\n")
        parts.write("texts", number, f"texts({number}, {embedded([one.html for one in some])});\n")
    return number, left


@cache
def _script() -> str:
    return web_files(*(f"view/{name}.js" for name in _SCRIPTS))
