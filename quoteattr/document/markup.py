"""A text as it is shown: marks of Markdown, tags of HTML and footnote marks blanked, every other character in place.

Rules and parsers read what is shown; offsets and records are those of the text itself, since nothing moves.
"""

from typing import Final

import regex

_TAGS: Final = "a|abbr|b|blockquote|br|cite|div|em|figcaption|h[1-6]|i|li|mark|ol|p|small|span|strong|sub|sup|u|ul"
_MARKUP: Final[tuple[regex.Pattern[str], ...]] = tuple(
    regex.compile(pattern, regex.MULTILINE)
    for pattern in (
        rf"(?P<blank></?(?:{_TAGS})(?:\s[^<>]*+)?/?>|</v>)",
        # [Ida Moe](https://example.org)
        r"(?P<blank>!?\[)[^\[\]\n]*+(?P<blank>\]\((?:https?:|/|\#|mailto:)[^()\s]*+\))",
        # “We wait.”[3] Ida Moe[note 1] “We wait.”³
        r"(?<=[^\s\[(])(?P<blank>\[(?:\d{1,3}|\p{Ll}|(?:note|n)[ ]?\d{1,3}|\p{Ll}+[ ]needed)\])",
        r"(?<=[\p{P}\]])(?P<blank>[¹²³⁰⁴-⁹]{1,3})",
        r"^[^\S\n]*(?P<blank>\#{1,6})[^\S\n]",
        r"^[^\S\n]*(?P<blank>(?:>[^\S\n]?)+)(?=\S)",
        r"(?<![\w*])(?P<blank>\*{1,3})(?=[^\s*])[^*\n]*+(?<=[^\s*])(?P<blank>\*{1,3})(?!\w)",
        r"(?<![\w_])(?P<blank>_{1,3})(?=[^\s_])[^_\n]*+(?<=[^\s_])(?P<blank>_{1,3})(?!\w)",
    )
)
"""In the order in which they are blanked; each says by the groups `blank` what is not shown."""
BULLET: Final = regex.compile(r"[-*•·‣◦–][^\S\n]+(?=\S)")
"""What stands before an item of a list."""


def shown(text: str) -> str:
    """The text with blanks for all that is markup; as long as the text itself.

    >>> shown("“It **will** hold,”[2] said [Ida Moe](https://example.org).")
    '“It   will   hold,”    said  Ida Moe                      .'
    """
    for pattern in _MARKUP:
        text = pattern.sub(_blanked, text)
    return text


def _blanked(match: regex.Match[str]) -> str:
    whole, start = match[0], match.start()
    for first, last in match.spans("blank"):
        whole = whole[: first - start] + " " * (last - first) + whole[last - start :]
    return whole


def quoting_depth(text: str, start: int) -> int:
    """How many marks `>` stand before the line at an offset, as before the lines of a message that is answered."""
    line = text.rfind("\n", 0, start) + 1
    match = regex.compile(r"[\s>]*").match(text, line)
    return match[0].count(">") if match else 0
