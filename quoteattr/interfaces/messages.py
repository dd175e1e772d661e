"""What is said to the user: on one line, not too long, and without what could upset a terminal."""

from __future__ import annotations

import re
from typing import Final

import click

_LONGEST: Final = 400
"""Characters of a message: names, options and other people's errors may have any length."""
_CONTROLS: Final = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Characters that move the cursor, change colours or turn the direction of what follows, but for tab and line feed."""


def say(message: str) -> None:
    """Put a message on standard error; a run is worth more than a message that cannot be written."""
    try:
        click.echo(f"quoteattr: {shown(message)}", err=True)
    except OSError:
        return


def shown(text: str) -> str:
    r"""A message or a file's name on one line, cut in the middle, with what cannot be printed as escapes.

    >>> print(shown("notes\x1b[2J\u202e.txt: no such file\n"))
    notes\x1b[2J\u202e.txt: no such file
    """
    text = re.sub("[\n\r]+", " ", text).strip()
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"
    return "".join(letter if letter.isprintable() else _escape(letter) for letter in text)


def harmless(text: str) -> str:
    r"""Text as a terminal may have it: what would steer it is escaped, in JSON to the same value.

    >>> print(harmless("Stop\x1b[2J,\n\u202eshe said.\r\n"))
    Stop\u001b[2J,
    \u202eshe said.
    <BLANKLINE>
    """
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text.replace("\r\n", "\n"))


def told(error: Exception) -> str:
    """An error in words; one of the system with the file that it is about."""
    if not isinstance(error, OSError) or error.filename is None:
        return str(error)
    return f"{error.filename or repr('')}: {error.strerror or error}"


def _escape(letter: str) -> str:
    return letter.encode("unicode_escape").decode()
