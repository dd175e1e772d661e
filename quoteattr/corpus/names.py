"""Names across documents: how a full name and a body's name are compared.

Within one text a last name goes on from a full one. Across texts it tells nobody: *Lee* of one paper need not be the
*Ann Lee* of another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal, TypeAlias

import regex
from attrs import frozen

from quoteattr.entities.names import (
    is_cut_short,
    is_misspelt,
    name_words,
    spelled_plainly,
    without_nickname,
)
from quoteattr.languages.language import Language

Fit: TypeAlias = Literal["same", "fits", "called", "unsure", "no"]
"""How one name fits another: the same; another form; a nickname; another form if more speaks for it; not."""

_SHORT: Final = 6
"""Letters of an acronym, at most."""
_LETTERS: Final = regex.compile(r"[\p{L}\p{N}]+")


@frozen
class FullName:
    """A person's name for comparison, in small letters: given name, those between, last name, `jr`."""

    given: str
    middle: tuple[str, ...]
    last: str
    suffix: str = ""
    nickname: str = ""

    def fit(self, other: FullName, language: Language) -> Fit:
        """How this name fits another.

        >>> from quoteattr.languages.loading import load_language
        >>> english = load_language("en")
        >>> joe = full_name("Joseph R. Moe", english)
        >>> [joe.fit(full_name(name, english), english) for name in ("Joe Moe", "Joseph Q. Moe", "J. Moe", "Ann Moe")]
        ['called', 'no', 'unsure', 'no']
        """
        if self == other:
            return "same"
        if self.last != other.last or not _middles_fit(self.middle, other.middle):
            return "no"
        given = self._given_fit(other, language)
        if given == "no" or self.suffix == other.suffix:
            return "fits" if given == "same" else given
        return "no" if self.suffix and other.suffix else "unsure"

    def _given_fit(self, other: FullName, language: Language) -> Fit:
        one, two = self.given, other.given
        if one == two:
            return "same"
        short, long = sorted((one, two), key=len)
        if {self.nickname, one} & {other.nickname, two} - {""}:
            return "fits"
        if language.is_nickname(one, two) and _may_be_one_gender(one, two, language):
            return "called"
        if (one,) == other.middle[:1] or (two,) == self.middle[:1]:
            return "unsure"
        if (len(short) == 1 and long.startswith(short)) or is_misspelt(one, two) or is_cut_short(short, long, language):
            return "unsure"
        return "no"


def full_name(name: str, language: Language) -> FullName | None:
    """A person's full name, without titles; None for a name of one word.

    >>> from quoteattr.languages.loading import load_language
    >>> english = load_language("en")
    >>> full_name("Sen. José Q. de Moe Jr.", english)
    FullName(given='jose', middle=('q',), last='moe', suffix='jr', nickname='')
    >>> full_name("Mr. Moe", english) is None
    True
    """
    plain, nickname = without_nickname(name)
    words = plain.split()
    while len(words) > 1 and language.is_title(words[0]) and not _is_given(words, language):
        words.pop(0)
    parts = [part for word in name_words(" ".join(words), language) for part in _LETTERS.findall(word.replace("'", ""))]
    parts = [
        part for place, part in enumerate(parts) if place in (0, len(parts) - 1) or not _is_particle(part, language)
    ]
    if len(parts) < 2:
        return None
    suffix = words[-1].strip(".,").lower()
    return FullName(
        parts[0],
        tuple(parts[1:-1]),
        parts[-1],
        suffix if suffix in language.name_suffixes else "",
        spelled_plainly(nickname).lower(),
    )


def last_word(name: str, language: Language) -> str:
    """The word by which a name of a person is shortened: `moe` of `Mr. Moe`."""
    return next(iter(name_words(name, language)[-1:]), "")


def body_key(name: str, language: Language) -> tuple[str, ...]:
    """The words of a body's name for comparison, without article, marks and legal form.

    >>> from quoteattr.languages.loading import load_language
    >>> english = load_language("en")
    >>> body_key("The Norsund Ferries Inc.", english), body_key("U.N.", english)
    (('norsund', 'ferries'), ('un',))
    """
    words = [word.replace(".", "").replace("'", "") for word in name_words(name.replace("&", " and "), language)]
    words = [part for word in words for part in _LETTERS.findall(word)]
    while len(words) > 1 and words[0] in language.articles:
        words.pop(0)
    while len(words) > 1 and words[-1] in language.legal_forms:
        words.pop()
    return tuple(words)


def acronym_of(name: str, language: Language) -> str:
    """The letters of a name that is nothing but an acronym, empty for another.

    >>> from quoteattr.languages.loading import load_language
    >>> [acronym_of(name, load_language("en")) for name in ("the U.N.", "NRA", "Norsund", "NORSUND FERRIES")]
    ['UN', 'NRA', '', '']
    """
    words = name.split()
    if len(words) > 1 and words[0].lower() in language.articles:
        words = words[1:]
    if len(words) != 1:
        return ""
    letters = words[0].replace(".", "").removesuffix("'s").removesuffix("’s")
    return letters if letters.isalpha() and letters.isupper() and 2 <= len(letters) <= _SHORT else ""


def told_acronyms(names: Iterable[str], language: Language) -> set[str]:
    """The acronyms among the names of a body."""
    return {letters for letters in (acronym_of(name, language) for name in names) if letters}


def initials_of(key: Sequence[str], language: Language) -> set[str]:
    """The letters that may stand for a body, by its key; small words may be left out. Two letters are too few.

    >>> from quoteattr.languages.loading import load_language
    >>> sorted(initials_of(("bank", "of", "harbour", "trade"), load_language("en")))
    ['BHT', 'BOHT']
    """
    content = [word for word in key if word not in language.acronym_fillers]
    found = {"".join(word[0] for word in words).upper() for words in (key, content)}
    return {letters for letters in found if len(letters) > 2}


def _may_be_one_gender(one: str, other: str, language: Language) -> bool:
    """Whether no list tells two given names to be of two genders, as those of Kristen and Chris."""
    genders = {language.genders.get(one), language.genders.get(other)} - {None}
    return len(genders) < 2


def _middles_fit(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the names between agree as far as both are told: `Q.` and `Quentin`, but not `Q.` and `R.`"""
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(one, other, strict=False))


def _is_given(words: list[str], language: Language) -> bool:
    """Whether what may be a title is the given name: `Dean Moe`."""
    word = words[0].lower()
    return len(words) == 2 and word in language.genders and not language.is_honorific(word)


def _is_particle(word: str, language: Language) -> bool:
    return word in language.name_particles
