"""Strings as formats can hold them. What they cannot hold is replaced one for one, so that offsets stay."""

import re
from typing import Final

_NO_XML: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no way to write."""
_NO_UTF_8: Final = re.compile("[\ud800-\udfff]")
_LINE_ENDS: Final = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")


def for_xml(text: str) -> str:
    r"""A string as XML can hold it, of the same length.

    >>> for_xml("a\0b\ud800c\n")
    'a�b�c\n'
    """
    return _NO_XML.sub("\ufffd", text)


def for_utf_8(text: str) -> str:
    r"""A string as UTF-8 can hold it, of the same length.

    >>> for_utf_8("a\ud800\0")
    'a�\x00'
    """
    return _NO_UTF_8.sub("\ufffd", text)


def on_one_line(text: str) -> str:
    r"""A string on one line and without tabs, of the same length.

    >>> on_one_line("a\r\nb\u2028c")
    'a  b c'
    """
    return _LINE_ENDS.sub(" ", text)


def count_unfit_for_xml(text: str) -> int:
    """How many characters of a text XML cannot hold."""
    return len(_NO_XML.findall(text))
