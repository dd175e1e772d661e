"""Results as a page for the browser: quotes to filter and search, counts of who is quoted, and texts to read.

Up to some hundred documents it stands alone. Of more, a file has its documents in parts beside it, which it loads when
they are opened. Without its script the page is the marked texts, each with a list of its quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice
from string import Template
from typing import Final

from quoteattr.display.frame import closing, embedded, opening, web_files
from quoteattr.display.html import STYLE
from quoteattr.display.markup import escape
from quoteattr.display.tables import left_out
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
