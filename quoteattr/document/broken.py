"""Texts that came broken: what stands for quotation marks and letters in them, and how each is read.

HTML entities, wrong encodings, escapes, doubled marks, soft hyphens: a text is read as if they were what they stand
for. It is not changed: a `Reading` knows where in the text each of its characters came from.
"""

from __future__ import annotations

import html
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Final, TypeAlias

import regex
from attrs import field, frozen

from quoteattr.vocabulary import Doubt, Rule

Edit: TypeAlias = tuple[int, int, str]
"""Where something stands in a text, and what is read in its place."""

_TYPOGRAPHIC: Final = "“”‘’„‚«»‹›–—…•\xa0"
"""What is most often encoded wrongly in news."""
_ONE_FOR_ONE: Final = {
    "＂": '"', "＇": "'", "❝": "“", "❞": "”", "❛": "‘", "❜": "’", "‟": "“", "ˮ": "”", "ʺ": '"', "ʼ": "’",
}  # fmt: skip
"""Marks that few people mean: wide ones, ornaments, letters that look like marks."""
_CONTINUATION: Final = "".join(byte.decode("cp1252", "ignore") for byte in map(bytes, zip(range(0x80, 0xC0))))


def _encoded(character: str) -> Iterator[str]:
    """What becomes of a character that is encoded in one way and decoded in another, or written as an escape."""
    data = character.encode()
    once = _wrongly_decoded(data)
    yield once
    yield _wrongly_decoded(once.encode())
    yield data.decode("latin-1")
    with suppress(UnicodeDecodeError):
        yield data.decode("macroman")
    yield "".join(f"={byte:02X}" for byte in data)
    yield f"\\u{ord(character):04x}"
    yield f"\\u{ord(character):04X}"


def _wrongly_decoded(data: bytes) -> str:
    """UTF-8 read as cp1252; the bytes that cp1252 leaves free stay control characters."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


_WRONG: Final = {wrong: character for character in _TYPOGRAPHIC for wrong in _encoded(character) if len(wrong) > 1}
_KNOWN: Final = "|".join(map(regex.escape, sorted(_WRONG, key=len, reverse=True)))

_LONGEST_ENTITY: Final = 40
_ENTITY: Final = regex.compile(rf"&(?:amp;)*(?:#\d{{1,7}}|#[xX]\p{{AHex}}{{1,6}}|[A-Za-z]\w{{1,{_LONGEST_ENTITY}}});")
_WRONG_ENCODING: Final = regex.compile(
    rf"{_KNOWN}|(?P<lost>â€)(?=[\s\p{{P}}]|$)|[ÃÂ][\x80-\xbf{regex.escape(_CONTINUATION)}--“”‘’–—…•]", regex.V1
)
_CONTROL: Final = regex.compile(r"[\x80-\x84\x86-\x9f]")
_REPLACED: Final = regex.compile(
    r"(?<=\p{L})\ufffd(?=\p{Ll})|((?<![^\s(\[])\ufffd(?=\p{L}))|((?<=[.,!?])\ufffd(?=[\s\p{P}]|$))"
)
_ESCAPED: Final = regex.compile(r"\\+[\"'“”‘’]")
_ODD: Final = regex.compile(rf"[{''.join(_ONE_FOR_ONE)}]|(?<!\d)″|(?<=\p{{L}})´(?=\p{{Ll}})")
_DOUBLED: Final = regex.compile(r"““|””|‘‘|’’")
_LOW: Final = regex.compile(r"(?<![^\s(\[]),,(?=\p{L})")
_ANGLES: Final = regex.compile(r"<<(?=\w)|(?<=[.,!?])>>(?=[\s\p{P}]|$)")
_GRAVE: Final = regex.compile(r"(?<![^\s(\[])`(?=\p{L})")
_HARMLESS: Final = "&\xa0<>"
"""What is told of no text: it stands in sound ones too."""
_INVISIBLE: Final = regex.compile(r"\p{Cf}+")


@frozen
class Reading:
    """A text as it is read: `text`, and for each of its characters where in the `source` it came from.

    Offsets are code points, the end not included. `flaws` are the broken places in the source that were read as
    something else, each with its kind.
    """

    source: str
    text: str
    flaws: tuple[tuple[int, int, str], ...] = ()
    _starts: array[int] | None = field(default=None, repr=False)
    _ends: array[int] | None = field(default=None, repr=False)

    @classmethod
    def edited(cls, source: str, edits: Iterable[Edit], flaws: Iterable[tuple[int, int, str]] = ()) -> Reading:
        """The source with some places, in order and apart from each other, read as something else."""
        starts, ends, pieces, last = array("q"), array("q"), [], 0
        for start, end, shown in edits:
            pieces += [source[last:start], shown]
            starts.extend(range(last, start))
            ends.extend(range(last + 1, start + 1))
            starts.extend([start] * len(shown))
            ends.extend([end] * len(shown))
            last = end
        starts.extend(range(last, len(source)))
        ends.extend(range(last + 1, len(source) + 1))
        if not pieces:
            return cls(source, source)
        return cls(source, "".join([*pieces, source[last:]]), tuple(flaws), starts, ends)

    @property
    def is_plain(self) -> bool:
        """Whether the source is read as it stands."""
        return self._starts is None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the source of a stretch of the text that is read."""
        if self._starts is None or self._ends is None:
            return start, end
        if start >= end:
            place = self._starts[start] if start < len(self._starts) else len(self.source)
            return place, place
        return self._starts[start], self._ends[end - 1]

    def shown(self, start: int, end: int) -> str:
        """How a stretch of the source is read."""
        if self._starts is None:
            return self.source[start:end]
        return self.text[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    @property
    def warnings(self) -> Iterator[Doubt]:
        """A sentence that says what is broken, and what to do."""
        if self.flaws:
            start, end, _ = self.flaws[0]
            kinds = ", ".join(dict.fromkeys(kind for _, _, kind in self.flaws))
            more = f" and in {len(self.flaws) - 1} more places" if len(self.flaws) > 1 else ""
            yield Doubt(
                f"the text came broken at {start}:{end}{more} ({kinds}); these were read as the marks and letters that "
                "they seem to stand for; for a text without them, see quoteattr.repaired(text) or --repair"
            )


def read(text: str) -> Reading:
    """A text as it is read.

    >>> reading = read("&ldquo;We wait,&rdquo; said Ann.")
    >>> reading.text, reading.original(1, 9)
    ('“We wait,” said Ann.', (7, 15))
    """
    if text.isascii() and not any(sign in text for sign in _ASCII_SIGNS):
        return Reading(text, text)
    edits: dict[int, Edit] = {}
    flaws: list[tuple[int, int, str]] = []
    taken = bytearray(len(text))
    for rule in _KINDS:
        for start, end, shown in rule.function(text):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                edits[start] = (start, end, shown)
                flaws += [(start, end, rule.gloss)] if rule.gloss and shown not in _HARMLESS else []
    return Reading.edited(text, (edits[start] for start in sorted(edits)), sorted(flaws))


def _entities(text: str) -> Iterator[Edit]:
    for match in _ENTITY.finditer(text):
        shown = html.unescape("&" + match[0].rpartition("amp;")[2].removeprefix("&"))
        if len(shown) == 1:
            yield *match.span(), shown
        elif match[0].startswith("&amp;"):
            yield match.start(), match.start() + 5, "&"


def _wrong_encodings(text: str) -> Iterator[Edit]:
    for match in _WRONG_ENCODING.finditer(text):
        shown = "”" if match["lost"] else _WRONG.get(match[0]) or _decoded(match[0])
        if shown:
            yield *match.span(), shown


def _decoded(wrong: str) -> str:
    """UTF-8 that was read as cp1252 or Latin-1, read anew; empty where it is no UTF-8."""
    data = b"".join(letter.encode("cp1252") if ord(letter) > 255 else letter.encode("latin-1") for letter in wrong)
    return data.decode("utf-8", "ignore")


def _controls(text: str) -> Iterator[Edit]:
    for match in _CONTROL.finditer(text):
        shown = match[0].encode("latin-1").decode("cp1252", "ignore")
        if shown:
            yield *match.span(), shown


def _replaced(text: str) -> Iterator[Edit]:
    """Marks and apostrophes that were replaced by U+FFFD."""
    for match in _REPLACED.finditer(text):
        yield *match.span(), "“" if match[1] else "”" if match[2] else "’"


def _escaped(text: str) -> Iterator[Edit]:
    return ((*match.span(), match[0][-1]) for match in _ESCAPED.finditer(text))


def _odd(text: str) -> Iterator[Edit]:
    for match in _ODD.finditer(text):
        yield *match.span(), _ONE_FOR_ONE.get(match[0], '"' if match[0] == "″" else "’")


def _doubled(text: str) -> Iterator[Edit]:
    """Curly marks that stand twice; only closing ones, as in “He said “Go””, are two marks."""
    singles, doubles = "‘‘" in text, "““" in text
    for match in _DOUBLED.finditer(text) if singles or doubles else ():
        if singles if match[0][0] in "‘’" else doubles:
            yield *match.span(), "”" if match[0][0] in "”’" else "“"


def _low(text: str) -> Iterator[Edit]:
    return ((*match.span(), "„") for match in _LOW.finditer(text))


def _angles(text: str) -> Iterator[Edit]:
    found = list(_ANGLES.finditer(text))
    paired = {match[0] for match in found} == {"<<", ">>"}
    return ((*match.span(), "«" if match[0] == "<<" else "»") for match in found if paired)


def _graves(text: str) -> Iterator[Edit]:
    """Grave accents that open, unless others close: `as here` in the code of programs."""
    if regex.search(r"(?<=\S)`(?!`)", text) is None:
        yield from ((*match.span(), "‘") for match in _GRAVE.finditer(text))


def _invisible(text: str) -> Iterator[Edit]:
    return ((*match.span(), "") for match in _INVISIBLE.finditer(text))


_KINDS: Final[tuple[Rule[Callable[[str], Iterator[Edit]]], ...]] = (
    Rule(_entities, "HTML entities"),
    Rule(_wrong_encodings, "letters of a wrong encoding"),
    Rule(_controls, "control characters"),
    Rule(_replaced, "characters that were lost"),
    Rule(_escaped, "escapes"),
    Rule(_doubled, ""),
    Rule(_low, ""),
    Rule(_angles, ""),
    Rule(_graves, ""),
    Rule(_odd, ""),
    Rule(_invisible, ""),
)
"""What is looked for, in this order, and what a warning calls it; the rest is only unusual."""
_ASCII_SIGNS: Final = ("&", "\\", "<<", ",,", "`", "=")
