"""Libraries that come with an extra: what is missing is said with the command that installs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from quoteattr.errors import InputError


@contextmanager
def needing(extra: str, purpose: str, library: str) -> Iterator[None]:
    """Turn a failed import into an InputError that says for what a library is needed, and how to install it.

    >>> with needing("fly", "flying", "wing"):
    ...     import wing
    Traceback (most recent call last):
    ...
    quoteattr.errors.InputError: flying needs wing, not installed (No module named 'wing'): pip install "quoteattr[fly]"
    """
    try:
        yield
    except ImportError as error:
        raise InputError(
            f'{purpose} needs {library}, not installed ({error}): pip install "quoteattr[{extra}]"'
        ) from error
