"""Pages of HTML that are shown at once."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from quoteattr.display.markup import escape


def standing_alone(fragment: str, language: str, title: str = "Quotations") -> str:
    """A fragment of HTML as a whole page.

    >>> standing_alone("<p>No one spoke.</p>", "en").splitlines()[-1]
    '<p>No one spoke.</p>'
    """
    head = (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
    )
    return f'{head}<meta name="viewport" content="width=device-width">\n{fragment}\n'


def shown(pieces: Iterable[str], file: Path | None = None) -> Path:
    """Write a page to a file, a temporary one if none is given, open it in the browser, and say where it is."""
    if file is None:
        with NamedTemporaryFile(prefix="quoteattr-", suffix=".html", delete=False) as made:
            file = Path(made.name)
    with file.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(pieces)
    webbrowser.open(file.resolve().as_uri())
    return file
