"""Splits and compares names: `Mr. de Blasio` and `Bill de Blasio`, `IMF` and `International Monetary Fund`."""

import unicodedata
from collections.abc import Sequence

import regex

from quoteattr.languages.language import Language

_INNER_CAPITAL = regex.compile(r"(?<=\p{Ll})\p{Lu}(?=\w)")
_NICKNAME = regex.compile(
    r"""\s(?:“(?<nickname>[^“”]+)”|"(?<nickname>[^"]+)"|[‘'](?<nickname>[^‘’']+)[’']|\((?<nickname>[^()]+)\))\s"""
)
"""A name in marks between others."""
_WRITTEN_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "æ": "ae", "å": "aa", "œ": "oe"}
    | {"Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Æ": "Ae", "Å": "Aa", "Œ": "Oe"}
    | dict.fromkeys("’ʼʻ‘`´′", "'")
)
"""How letters are written where they are not to be had, and the apostrophe."""
DOMAIN = regex.compile(r"\w\.\p{Ll}{2,}$")
"""The end of an address, which bodies have for a name: `harbours.org`."""
LONG_WORD = 5
"""Letters from which one that is wrong leaves a name recognizable."""


def name_words(name: str, language: Language) -> tuple[str, ...]:
    """The words of a name for comparison: lower case, without full stops, possessives, accents, nicknames and suffixes.

    Umlauts are as they are written out.

    >>> from quoteattr.languages.loading import load_language
    >>> name_words("Joseph R. Biden Jr.", load_language("en")), name_words("Jörg Müller", load_language("en"))
    (('joseph', 'r', 'biden'), ('joerg', 'mueller'))
    """
    bare = (word.strip(".,'\"“”()") for word in spelled_plainly(without_nickname(name)[0]).split())
    kept = [word for word in (_without_possessive(word, language).lower() for word in bare) if word]
    while len(kept) > 1 and (kept[-1] in language.name_suffixes or kept[-1] in language.post_nominals):
        kept.pop()
    return tuple(kept)


def without_nickname(name: str) -> tuple[str, str]:
    """A name without the nickname in marks inside it, and the nickname, empty where there is none.

    >>> without_nickname("Ida “Fox” Moe"), without_nickname("Ida Moe")
    (('Ida Moe', 'Fox'), ('Ida Moe', ''))
    """
    found = _NICKNAME.search(name)
    return (f"{name[: found.start()]} {name[found.end() :]}", found["nickname"].strip()) if found else (name, "")


def spelled_plainly(word: str) -> str:
    """Words without accents, with umlauts written out and apostrophes straight.

    >>> spelled_plainly("Müller, Søren, José, O’Rourke")
    "Mueller, Soeren, Jose, O'Rourke"
    """
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFC", word).translate(_WRITTEN_OUT))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _without_possessive(word: str, language: Language) -> str:
    ending = next(filter(word.endswith, language.possessive_endings), "")
    return word.removesuffix(ending)


def keys(name: Sequence[str], language: Language) -> set[str]:
    """Words that two forms of one name, as `name_words`, have in common: first word, last word, or the initials.

    >>> from quoteattr.languages.loading import load_language
    >>> english = load_language("en")
    >>> [sorted(keys(name_words(name, english), english)) for name in ("International Monetary Fund", "the IMF")]
    [['fund', 'imf', 'international'], ['imf']]
    """
    words = [word for word in name if word not in language.articles] or list(name)
    if not words:
        return set()
    content = [word for word in words if word not in language.acronym_fillers]
    initials = {"".join(word[0] for word in some) for some in (words, content) if len(some) > 1}
    return {words[0], words[-1].replace(".", ""), words[0].replace(".", ""), *initials}


def is_cut_short(short: str, full: str, language: Language) -> bool:
    """Whether a word is the beginning of a given name and no given name of its own: `Kez` for `Kezia`.

    >>> from quoteattr.languages.loading import load_language
    >>> is_cut_short("kez", "kezia", load_language("en")), is_cut_short("ann", "annabel", load_language("en"))
    (True, False)
    """
    return full != short and full.startswith(short) and short not in language.given_names


def may_be_same_person(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether one name may be a form of another, both as `name_words`.

    >>> full = ("robert", "c", "scott")
    >>> [may_be_same_person(name.split(), full) for name in ("scott", "robert scott", "r scott", "robert", "ann scott")]
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


def is_acronym(short: str, full: str, language: Language) -> bool:
    """Whether letters are the initials of a name; small words may be left out.

    >>> from quoteattr.languages.loading import load_language
    >>> english = load_language("en")
    >>> is_acronym("IMF", "International Monetary Fund", english), is_acronym("U.N.", "United Nations", english)
    (True, True)
    >>> is_acronym("UN", "Union", english)
    False
    """
    letters = short.replace(".", "")
    return letters.isupper() and len(letters) > 1 and letters.lower() in acronyms(full, language)


def acronyms(full: str, language: Language) -> tuple[str, ...]:
    """The initials of a name of several words, without its small words and with them, in small letters."""
    words = [word for word in full.replace("-", " ").split() if word[0].isalnum()]
    content = [word for word in words if word.lower() not in language.acronym_fillers]
    if len(content) < 2:
        return ()
    return "".join(word[0] for word in content).lower(), "".join(word[0] for word in words).lower()


def is_short_form(short: str, full: str, language: Language) -> bool:
    """Whether a body's name may be cut to another: its first word, or its first or last words.

    >>> from quoteattr.languages.loading import load_language
    >>> is_short_form("Peabody", "Peabody Energy", load_language("en"))
    True
    >>> is_short_form("the Security Council", "United Nations Security Council", load_language("en"))
    True
    """
    one, other = body_words(short, language), body_words(full, language)
    if not one or len(one) >= len(other):
        return False
    return other[: len(one)] == one or (other[-len(one) :] == one and len(one) > 1)


def body_words(name: str, language: Language) -> list[str]:
    """The words of a body's name as they are written, in small letters and without the article.

    >>> from quoteattr.languages.loading import load_language
    >>> body_words("The Norsund Group", load_language("en"))
    ['norsund', 'group']
    """
    words = name.lower().replace("’", "'").split()
    return words[1:] if words and words[0] in language.articles else words


def has_inner_capital(word: str, language: Language) -> bool:
    """Whether there is a capital within a word: brands have one, names of persons only after a prefix.

    >>> from quoteattr.languages.loading import load_language
    >>> [has_inner_capital(word, load_language("en")) for word in ("PolitiFact", "McCain", "DeVos")]
    [True, False, False]
    """
    found = _INNER_CAPITAL.finditer(word)
    return any(word[: capital.start()].lower() not in language.name_prefixes for capital in found)
