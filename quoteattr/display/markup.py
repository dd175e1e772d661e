"""Any string as HTML: escaped, without what HTML cannot hold, and in small tables."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

# HTML has no way to write these, not even by number.
_BEYOND_HTML = re.compile("[\0\ud800-\udfff]")


def escape(value: object) -> str:
    r"""Escape text for elements and attributes; NUL and lone surrogates become U+FFFD.

    >>> escape('a < "b" \0')
    'a &lt; &quot;b&quot; �'
    """
    return html.escape(legible(str(value)))


def legible(text: str) -> str:
    """Text without what HTML cannot hold."""
    return _BEYOND_HTML.sub("\ufffd", text)


def card(caption: str, facts: Mapping[str, object]) -> str:
    """Make a small table of facts, for the view of one record in a notebook; what is None is left out.

    >>> card("We won,", {"speaker": "Ann Lee", "role": None})
    '<table><caption>We won,</caption><tr><th scope="row">speaker</th><td>Ann Lee</td></tr></table>'
    """
    rows = (
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>'
        for name, value in facts.items()
        if value is not None
    )
    return f"<table><caption>{escape(caption)}</caption>{''.join(rows)}</table>"
