"""Splits and compares names: `Mr. de Blasio` and `Bill de Blasio`, `IMF` and `International Monetary Fund`."""

from collections.abc import Container, Sequence

import regex

CAPITALS_INSIDE = regex.compile(r"(?<!^(?:[DL][aeiu]|Del|Fitz|Jo|Ma?c|O['’]|Van))(?<=\p{Ll})\p{Lu}(?=\w)")
"""A capital within a word: brands have it, names of persons only after a prefix."""
DOMAIN = regex.compile(r"\w\.\p{Ll}{2,}$")
"""The end of an address, which bodies have for a name: `harbours.org`."""
LONG_WORD = 5
"""Letters from which one that is wrong leaves a name recognizable."""
INITIAL_SKIPPED = frozenset(["a", "and", "for", "in", "of", "on", "the", "to", "&"])


def name_words(name: str, suffixes: Container[str] = ()) -> tuple[str, ...]:
    """The words of a name for comparison: lower case, without full stops, possessives and some suffixes.

    >>> name_words("Joseph R. Biden Jr.", ["jr", "qc"])
    ('joseph', 'r', 'biden')
    """
    words = [word.strip(".,'\"“”()").removesuffix("'s").lower() for word in name.replace("’", "'").split()]
    kept = [word for word in words if word]
    while len(kept) > 1 and kept[-1] in suffixes:
        kept.pop()
    return tuple(kept)


def keys(name: Sequence[str]) -> set[str]:
    """Words that two forms of one name, as `name_words`, have in common: first word, last word, or the initials.

    >>> sorted(keys(name_words("International Monetary Fund"))), sorted(keys(name_words("the IMF")))
    (['fund', 'imf', 'international'], ['imf'])
    """
    words = [word for word in name if word != "the"] or list(name)
    if not words:
        return set()
    content = [word for word in words if word not in INITIAL_SKIPPED]
    initials = {"".join(word[0] for word in some) for some in (words, content) if len(some) > 1}
    return {words[0], words[-1].replace(".", ""), words[0].replace(".", ""), *initials}


def may_be_same_person(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether one name may be a form of another, both as `name_words`.

    >>> full = name_words("Robert C. Scott")
    >>> [may_be_same_person(name_words(n), full) for n in ("Scott", "Robert Scott", "R. Scott", "Robert", "Ann Scott")]
    [True, True, True, True, False]
    """
    if not short or not full:
        return False
    if tuple(full[-len(short) :]) == tuple(short):
        return True
    if len(short) == 1:
        return short[0] == full[0]
    return short[-1] == full[-1] and _same_given(short[0], full[0]) and _middle_fits(short[1:-1], full[1:-1])


def _same_given(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0]) or is_misspelt(one, other)


def _middle_fits(one: Sequence[str], other: Sequence[str]) -> bool:
    return not one or not other or _same_given(one[0], other[0])


def is_misspelt(word: str, right: str) -> bool:
    """Whether a longer word differs from another by one letter too many, too few, wrong, or swapped, and not the first.

    >>> [is_misspelt(word, "bornstein") for word in ("bornsten", "bornstien", "bernstein", "burnsten", "bornstein")]
    [True, True, True, False, False]
    """
    if word == right or min(len(word), len(right)) < LONG_WORD or word[0] != right[0]:
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, right, strict=False)) if a != b), min(len(word), len(right)))
    one, other = word[start:], right[start:]
    swapped = one[:2] == other[1::-1] and one[2:] == other[2:]
    return swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]


def is_acronym(short: str, full: str) -> bool:
    """Whether letters are the initials of a name; small words may be left out.

    >>> is_acronym("IMF", "International Monetary Fund"), is_acronym("U.N.", "United Nations")
    (True, True)
    >>> is_acronym("UN", "Union")
    False
    """
    letters = short.replace(".", "")
    if not letters.isupper() or len(letters) < 2:
        return False
    words = [word for word in full.replace("-", " ").split() if word[0].isalnum()]
    content = [word for word in words if word.lower() not in INITIAL_SKIPPED]
    return len(content) > 1 and letters.lower() in (
        "".join(w[0] for w in content).lower(),
        "".join(w[0] for w in words).lower(),
    )


def is_short_form(short: str, full: str) -> bool:
    """Whether a body's name may be cut to another: its first word, or its first or last words.

    >>> is_short_form("Peabody", "Peabody Energy")
    True
    >>> is_short_form("the Security Council", "United Nations Security Council")
    True
    """
    one, other = body_words(short), body_words(full)
    if not one or len(one) >= len(other):
        return False
    return other[: len(one)] == one or (other[-len(one) :] == one and len(one) > 1)


def body_words(name: str) -> list[str]:
    """The words of a body's name as they are written, in small letters and without the article.

    >>> body_words("The Norsund Group")
    ['norsund', 'group']
    """
    words = name.lower().replace("’", "'").split()
    return words[1:] if words and words[0] == "the" else words
