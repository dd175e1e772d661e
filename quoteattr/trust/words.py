"""A text as comparable words, each with its offsets; what is furniture of a transcript counts as no word."""

from __future__ import annotations

import unicodedata
from typing import Final, NamedTuple

import regex

_CAPTIONS: Final = (
    r"^WEBVTT[^\n]*+(?:\n[^\r\n]++\r?+)*+"
    r"|^(?:NOTE|STYLE|REGION)\b[^\n]*+(?:\n[^\r\n]++\r?+)*+(?=\n\s*(?:\n|\z))"
    r"|^(?:[\w-]{1,40}\r?\n)?+\d\d(?::\d\d){1,2}[.,]\d{3}\s*+-->[^\n]*+"
    r"|</?[a-z](?:[\s.][^<>\n]{0,200})?+>|<\d\d:[\d:.]++>"
)
"""Head, notes, numbers, times and tags of WebVTT and SubRip."""
_ASIDE: Final = (
    r"(?<!\p{L})\[[^\[\]\n]{0,80}+\](?!\p{L})|\((?:[\p{Lu} ]{3,40}+|(?i:laughter|applause|crosstalk|inaudible|pause))\)"
)
"""What the writer of a transcript puts between the words: [laughter], (APPLAUSE)."""
_WORD: Final = (
    r"(?:(?<![\p{L}\p{N}.,)])[-−–])?+\p{N}++(?:[.,:]\p{N}++)*+"
    r"|(?<![\p{L}\p{N}])(?:\p{L}\.){2,}+"
    r"|(?:\[\p{L}\](?=\p{L}))?+[\p{L}\p{N}\p{M}\u00ad\u200b-\u200d\u2060\ufeff]++(?:['’ʼ‘`´][\p{L}\p{M}]++)*+"
    r"|\p{Sc}|[%‰&@#+=°§]"
)
_IN_CAPTIONS: Final = regex.compile(f"{_CAPTIONS}|{_ASIDE}|(?P<word>{_WORD})", regex.MULTILINE)
_IN_TEXT: Final = regex.compile(f"{_ASIDE}|(?P<word>{_WORD})")
_PLAIN: Final = regex.compile(f"(?P<word>{_WORD})")
_FURNITURE: Final = regex.compile(_CAPTIONS, regex.MULTILINE)
_IS_CAPTIONED: Final = regex.compile(r"^\s*+\d\d(?::\d\d){1,2}[.,]\d{3}\s*+-->", regex.MULTILINE)
_UNSEEN: Final = regex.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_THOUSANDS: Final = regex.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’ʼ‘`´", "'") | dict.fromkeys("−–", "-"))

ASIDE: Final = regex.compile(_ASIDE)


class Word(NamedTuple):
    """A word from `start` to `end`, and the form by which it is compared."""

    start: int
    end: int
    form: str


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a stretch of text.

    >>> [word.form for word in words_of("The U.S. won’t pay $1,000 – not −5%.")]
    ['the', 'us', "won't", 'pay', '$', '1000', 'not', '-5', '%']
    """
    found = _PLAIN.finditer(text, start, len(text) if end is None else end)
    return [Word(*match.span(), form_of(match[0])) for match in found]


def spoken_words(text: str) -> list[Word]:
    r"""The words of a source, without time codes, tags and asides in brackets.

    >>> source = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Ann Lee>We wait. [laughter]\n"
    >>> [word.form for word in spoken_words(source)]
    ['we', 'wait']
    """
    pattern = _IN_CAPTIONS if is_captioned(text) else _IN_TEXT
    forms: dict[str, str] = {}
    words = []
    for match in pattern.finditer(text):
        written = match["word"]
        if written is not None:
            form = forms.get(written)
            if form is None:
                form = forms[written] = form_of(written)
            words.append(Word(match.start(), match.end(), form))
    return words


def is_captioned(text: str) -> bool:
    """Whether a text has the time codes of captions."""
    return "-->" in text and _IS_CAPTIONED.search(text) is not None


def without_furniture(text: str) -> str:
    """A stretch of captions with a space for each of its time codes and tags."""
    return _FURNITURE.sub(" ", text) if "-->" in text or "<" in text else text


def form_of(written: str) -> str:
    """A word as it is compared: case, apostrophes, full stops in letters and commas in numbers make no difference.

    >>> form_of("Don’t"), form_of("U.S."), form_of("12,500"), form_of("1,5"), form_of("[T]he")
    ("don't", 'us', '12500', '1,5', 'the')
    """
    if written.isascii() and written.isalpha():
        return written.lower()
    written = written.removeprefix("[").replace("]", "", 1)
    form = _UNSEEN.sub("", unicodedata.normalize("NFKC", written)).translate(_APOSTROPHES).casefold()
    return _THOUSANDS.sub("", form) if form[-1:].isdigit() else form.replace(".", "")
