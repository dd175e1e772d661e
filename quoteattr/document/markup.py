"""A text as it is shown: marks of Markdown, tags of HTML and footnote marks blanked, every other character in place.

Rules and parsers read what is shown; offsets and records are those of the text itself, since nothing moves.
"""

from typing import Final

import regex

_MARKUP: Final[tuple[regex.Pattern[str], ...]] = tuple(
    regex.compile(pattern, regex.MULTILINE)
    for pattern in (
        r"(?P<blank></\p{Ll}{1,10}\d?>|<\p{Ll}{1,10}\d?(?:\s[^<>]*+)?/>|<\p{Ll}{1,10}\s[^<>=]*+=[^<>]*+>)",
        # [Ida Moe](https://example.org)
        r"(?P<blank>!?\[)[^\[\]\n]*+(?P<blank>\]\((?:https?:|/|\#|mailto:)[^()\s]*+\))",
        # “We wait.”[3] Ida Moe[note 1] “We wait.”³
        r"(?<=[^\s\[(])(?P<blank>\[(?:\d{1,3}|\p{Ll}|\p{Ll}{1,4}[ ]?\d{1,3}|\p{Ll}+[ ]\p{Ll}+)\])",
        r"(?<=[\"”’».,!?][ ])(?P<blank>\[\d{1,3}\])(?=\s|$)",
        r"(?<=[\"”’».,!?])(?P<blank>\(\d{1,3}\))(?=\s|$)",
        r"(?<=[\p{P}\]])(?P<blank>[¹²³⁰⁴-⁹]{1,3})",
        r"(?<=\p{Ll}{3}\.|\p{Ll}[.,!?][\"”’»])(?P<blank>\d{1,2})(?=\s+[\p{Lu}“\"‘]|\s\p{Ll}|\s*$)",
        r"^[^\S\n]*(?P<blank>\#{1,6})[^\S\n]",
        r"^[^\S\n]*(?P<blank>(?:>[^\S\n]?)+)(?=\S)",
        r"(?<![\w*])(?P<blank>\*{1,3})(?=[^\s*])[^*\n]*+(?<=[^\s*])(?P<blank>\*{1,3})(?!\w)",
        r"(?<![\w_])(?P<blank>_{1,3})(?=[^\s_])[^_\n]*+(?<=[^\s_])(?P<blank>_{1,3})(?!\w)",
        r"(?<=[\"”’».,!?])(?P<blank>[*†‡§]{1,3})(?=\s|$)",
    )
)
"""In the order in which they are blanked; each says by the groups `blank` what is not shown."""
_NOTE: Final = regex.compile(r"(?P<blank><sup>[^<>\n]{1,12}</sup>)")
"""The number of a note in HTML."""
_OPENING_TAG: Final = regex.compile(r"<(\p{Ll}{1,10}\d?)>")
_CLOSING_TAG: Final = regex.compile(r"</(\p{Ll}{1,10}\d?)>")
BULLET: Final = regex.compile(r"(?:[-*•·‣◦][^\S\n]+|(?:--|[—–―])\s?)(?=[^\s—–―-])")
"""What stands before an item of a list."""


def shown(text: str) -> str:
    """The text with blanks for all that is markup; as long as the text itself.

    >>> shown("“It **will** hold,”[2] said [Ida Moe](https://example.org).")
    '“It   will   hold,”    said  Ida Moe                      .'
    """
    text = _NOTE.sub(_blanked, text)
    closed = {match[1] for match in _CLOSING_TAG.finditer(text)}
    text = _OPENING_TAG.sub(lambda tag: " " * len(tag[0]) if tag[1] in closed else tag[0], text)
    for pattern in _MARKUP:
        text = pattern.sub(_blanked, text)
    return text


def _blanked(match: regex.Match[str]) -> str:
    whole, start = match[0], match.start()
    for first, last in match.spans("blank"):
        whole = whole[: first - start] + " " * (last - first) + whole[last - start :]
    return whole
