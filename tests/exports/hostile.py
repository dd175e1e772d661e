"""Texts with whatever formats may choke on, made anew each time, and always the same."""

import random
from collections.abc import Iterator

MARKS = ["“”", '""', "‘’", "«»", "„“", "「」", "''", "‚‘", "‹›"]
HOSTILE = [
    *(chr(code) for code in range(0x20)),  # controls, NUL among them
    *("\x7f", "\x80", "\x85", "\x9f", "\xa0", "\xad"),
    *("\u200b", "\u200d", "\u200e", "\u200f", "\u202a", "\u202e", "\u202c", "\u2066", "\u2069", "\u061c"),  # bidi
    *("\u2028", "\u2029", "\ufeff", "\ufffd", "\ufffe", "\uffff", "\ufdd0"),
    *("\ud800", "\udbff", "\udc00", "\udfff", "\ud83d\ude00"),  # lone surrogates, and a pair of them
    *("😀", "𝒜", "👩‍👩‍👧", "\U0010ffff", "\U000e0001", "\U0001fffe"),
    *("e\u0301", "\u0301", "a\u0328\u0302", "\u20dd", "क्षि", "ﷺ", "ﬁ", "ß", "İ"),
    *("]]>", "<![CDATA[", "<!--", "-->", "<p>", "</said>", "&", "&amp;", "&#0;", "&#x41;", "<?xml?>", "{", "}", "\\"),
    *(
        "\\u0000",
        "%00",
        "|",
        "\\p",
        "_",
        "#",
        "# text = x",
        "\t",
        "T1\tQuote 0 1\tx",
        ";",
        "(e1",
        "e1)",
        "=cmd",
        "@",
        "$text",
    ),
    *("\r\n", "\r", "\n", "\n\n", "\r\n\r\n", "\x0b", "\x0c"),
]
NAMES = ["Ida Moe", "Bo Dahl", "Marta O'Hara", "the Harbour Board", "Zoë Ångström", "a spokeswoman", "Jean-Luc Ré"]
WORDS = [
    "we",
    "will",
    "not",
    "close",
    "the",
    "bridge",
    "before",
    "the",
    "snow",
    "has",
    "gone",
    "and",
    "nobody",
    "asked",
    "us",
    "about",
    "it",
]


def texts(count: int = 60, seed: int = 20) -> Iterator[str]:
    """Some texts. Every third line has a quotation in parts, every fourth one within another."""
    chance = random.Random(seed)
    for number in range(count):
        lines = [_line(chance, number + place) for place in range(4)]
        if number % 20 == 9:
            lines.append("The road was long. " * 1000)  # 19,000 characters without a line end
        yield _spoilt("\n\n".join(lines), chance, chance.choice((0, 3, 12, 40)))


def _line(chance: random.Random, number: int) -> str:
    marks = chance.choice(MARKS)
    opens, closes = marks[0], marks[1]
    name, other = chance.sample(NAMES, 2)
    words, more = " ".join(chance.sample(WORDS, 8)).capitalize(), " ".join(chance.sample(WORDS, 5))
    if number % 4 == 0:
        return f"{opens}He told me, ‘{words},’{closes} said {name}, mayor of Exeter. {other} denied that {more}."
    if number % 3 == 0:
        first, second = f"{opens}{words},{closes}", f"{opens}{more}.{closes}"
        return f"{first} {name} told reporters on Monday, {second} {other} declined to comment."
    return f"{name} said that {words}. {opens}{more.capitalize()},{closes} she added. According to {other}, {more}."


def _spoilt(text: str, chance: random.Random, times: int) -> str:
    for _ in range(times):
        place = chance.randrange(len(text) + 1)
        text = text[:place] + chance.choice(HOSTILE) + text[place:]
    return text
