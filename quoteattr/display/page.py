"""Pages of HTML that are shown at once."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterable
from pathlib import Path
from string import Template
from tempfile import NamedTemporaryFile

from quoteattr.display.markup import escape

_PAGE = Template(
    """<!DOCTYPE html>
<html lang="$language">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>$title</title>
<style>body { max-width: 44em; margin: 2em auto; padding: 0 1em; line-height: 1.6 }</style>
$fragment
"""
)


def standing_alone(fragment: str, language: str, title: str = "Quotations") -> str:
    """A fragment of HTML as a whole page.

    >>> standing_alone("<p>No one spoke.</p>", "en").splitlines()[-1]
    '<p>No one spoke.</p>'
    """
    return _PAGE.substitute(language=escape(language), title=escape(title), fragment=fragment)


def shown(pieces: Iterable[str], file: Path | None = None) -> Path:
    """Write a page to a file, a temporary one if none is given, open it in the browser, and say where it is."""
    if file is None:
        with NamedTemporaryFile(prefix="quoteattr-", suffix=".html", delete=False) as made:
            file = Path(made.name)
    with file.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(pieces)
    webbrowser.open(file.resolve().as_uri())
    return file
