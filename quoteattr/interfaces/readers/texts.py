"""Bytes to text: UTF-8, and the main text of HTML."""

from __future__ import annotations

import codecs
from typing import Final

from quoteattr.errors import InputError
from quoteattr.interfaces.readers.extras import needing

_OTHER_ENCODINGS: Final = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
"""By their byte order marks, the longer ones first."""


def decode(data: bytes) -> str:
    r"""Read UTF-8 and take a byte order mark off; InputError for what is in another encoding, or no text.

    >>> decode(b"caf\xe9")
    Traceback (most recent call last):
    ...
    quoteattr.errors.InputError: not UTF-8: byte 0xe9 at offset 3; convert it to UTF-8 first
    """
    refuse_other_encodings(data)
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        wrong = f"byte {data[error.start]:#04x} at offset {error.start}"
        raise InputError(f"not UTF-8: {wrong}; convert it to UTF-8 first") from error


def refuse_other_encodings(data: bytes) -> None:
    """Raise InputError for bytes that begin like UTF-16 or UTF-32, or hold what no text does."""
    for mark, encoding in _OTHER_ENCODINGS.items():
        if data.startswith(mark):
            raise InputError(
                f"{encoding}, by its byte order mark {mark.hex(' ')}; convert it to UTF-8 first: "
                f"iconv -f {encoding} -t UTF-8 FILE > NEWFILE"
            )
    if b"\0" in data:
        raise InputError(
            f"no text: a NUL byte at offset {data.index(0)}; if it is UTF-16, convert it to UTF-8 first: "
            "iconv -f UTF-16LE -t UTF-8 FILE > NEWFILE"
        )


def main_text(page: bytes) -> str:
    """Take the main text out of an HTML page, without menus, comments and what else stands around it.

    Raises InputError where there is none, and where trafilatura, which finds it, is not installed.
    """
    with needing("html", "reading HTML", "trafilatura"):
        import trafilatura
    try:
        text = trafilatura.extract(page, include_comments=False) if page.strip() else None
    except Exception as error:
        raise InputError(f"the page cannot be read ({type(error).__name__}: {error})") from error
    if not text:
        raise InputError("no main text found in the page; save its text to a .txt file instead")
    return str(text)


def fetched(address: str) -> bytes:
    """The page at a web address. Raises InputError where it cannot be fetched, or trafilatura is not installed."""
    with needing("html", "reading a web page", "trafilatura"):
        import trafilatura
        from trafilatura.settings import use_config
    settings = use_config()
    settings["DEFAULT"]["SSRF_PROTECTION"] = "off"  # the user named the address, and it may be one of their own network
    page = trafilatura.fetch_response(address, config=settings)
    if page is None or page.data is None or page.status != 200:
        how = f"the answer was {page.status}" if page is not None else "no answer"
        raise InputError(f"the page could not be fetched ({how}); check the address, or save the page to a file")
    return bytes(page.data)
