"""Pages for the browser that stand alone: the frame that they share, its policy, and their styles and scripts.

A page fetches nothing, and runs its own script alone: its policy forbids all else.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files
from typing import Any

from quoteattr.display.markup import escape, legible


def opening(title: str, styles: Sequence[str], script: str = "", *, parts: bool = False) -> str:
    """A page up to the start of its body; `styles` are files of `interfaces/web`.

    `script` is what `closing` is given too. With `parts` it may also run files that lie beside the page.

    >>> "<title>One &amp; only</title>" in opening("One & only", ["base.css"])
    True
    """
    digest = b64encode(sha256(script.encode()).digest()).decode()
    allowed = [*([f"'sha256-{digest}'"] if script else []), *(["'self' file:"] if parts else [])]
    policy = "; ".join(
        ["default-src 'none'", "style-src 'unsafe-inline'", *([f"script-src {' '.join(allowed)}"] if allowed else [])]
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{web_files(*styles)}</style>\n</head>\n<body>\n"
    )


def closing(script: str = "") -> str:
    """A page from the end of its body on."""
    run = f"<script>{script}</script>\n" if script else ""
    return f"{run}</body>\n</html>\n"


def embedded(data: Any) -> str:
    r"""Data as JSON that may stand in a script, in a page or in a file of its own.

    >>> embedded("</script>"), embedded("\ud800")
    ('"\\u003c/script>"', '"�"')
    """
    return legible(json.dumps(data, ensure_ascii=False, separators=(",", ":"))).replace("<", "\\u003c")


def web_files(*names: str) -> str:
    """The files of `interfaces/web`, one behind the other."""
    folder = files("quoteattr.interfaces") / "web"
    return "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)
