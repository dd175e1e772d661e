"""Members of a cast by what forms of one name have in common, so that each name is compared with few.

A look-up gives all who may bear a name, and some who do not: those found are still to be compared.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from quoteattr.entities.names import body_words, keys
from quoteattr.languages.language import Language

LONG_RUN = 8
"""Words by which long names are looked up, at most."""
LONG_SPELLING = 30
"""Letters by which long words are looked up, at most."""
SHORTENED = 3
"""Letters that are left of a given name which is cut, at least: `Kez`."""
COUNTERPARTS = {
    "whole": "part",
    "initials": "letters",
    "last word": "only word",
    "part": "whole",
    "letters": "initials",
    "only word": "last word",
}
"""By which kind of key of another name one finds what has a kind of key."""

Member = TypeVar("Member", bound=Hashable)
Key = tuple[str, Hashable]


class NameIndex(Generic[Member]):
    """The members of a cast, asked by a form of a name; those who came first come first.

    >>> from quoteattr.languages.loading import load_language
    >>> index = NameIndex[str](load_language("en"))
    >>> for name in ("Ida Moe", "Ida Lund"):
    ...     index.add_person(name, name.lower().split())
    >>> index.people(["ida"]), index.people(["i", "lund"]), index.misspelt("luund")
    (['Ida Moe', 'Ida Lund'], ['Ida Lund'], ['Ida Lund'])
    >>> for name in ("Norsund Ferries", "Norsund Energy Group"):
    ...     index.add_body(name, name.lower().split(), name)
    >>> index.bodies(["norsund", "energy"], "Norsund Energy"), index.bodies(["neg"], "NEG")
    (['Norsund Energy Group'], ['Norsund Energy Group'])
    """

    def __init__(self, language: Language) -> None:
        self._language = language
        self._order: dict[Member, int] = {}
        self._found: dict[Key, dict[Member, None]] = {}

    def add_person(self, member: Member, words: Sequence[str]) -> None:
        """Note a form of a person's name, by its words for comparison."""
        self._add(member, _keys_of_person(words, self._language))

    def add_body(self, member: Member, words: Sequence[str], text: str) -> None:
        """Note a form of a body's name, by its words for comparison and as it is written."""
        self._add(member, _keys_of_body(words, text, self._language))

    def exactly(self, *forms: Sequence[str]) -> list[Member]:
        """Who has one of some forms."""
        return self._at(("form", tuple(words)) for words in forms)

    def people(self, words: Sequence[str]) -> list[Member]:
        """Who may be called so: by the last name or the given name alone, or by a given name with a last name."""
        return self._at(_keys_to_person(words, self._language))

    def shortened(self, word: str) -> list[Member]:
        """Who has a given name that may be short for a word, or a word for it: `bill`, `william`; `kez`, `kezia`."""
        longer = self._language.nicknames.get(word, ())
        starts = (word[:length] for length in range(SHORTENED, min(len(word), LONG_SPELLING)))
        return self._at([("short", word), *(("given name", short) for short in (*longer, *starts))])

    def within(self, words: Sequence[str]) -> list[Member]:
        """Whose full name has some words inside it, behind the given name: `de la Fuente` in `Ana de la Fuente Rey`."""
        return self._at([("inside", tuple(words))])

    def misspelt(self, word: str) -> list[Member]:
        """Whose full name may end in a word that is meant by one that has a letter wrong."""
        return self._at(("spelling", spelling) for spelling in _spellings(word))

    def bodies(self, words: Sequence[str], text: str) -> list[Member]:
        """Which body may be called so: in full, shortened, by its initials, or by its last word alone."""
        return self._at(_keys_to_body(words, text, self._language))

    def _add(self, member: Member, found_by: Iterable[Key]) -> None:
        self._order.setdefault(member, len(self._order))
        for key in found_by:
            self._found.setdefault(key, {})[member] = None

    def _at(self, looked_up: Iterable[Key]) -> list[Member]:
        found = {member for key in looked_up for member in self._found.get(key, ())}
        return sorted(found, key=self._order.__getitem__)


def _keys_of_person(words: Sequence[str], language: Language) -> Iterator[Key]:
    yield "form", tuple(words)
    yield from (("ending", ending) for ending in _endings(words))
    yield from (("inside", tuple(words[1:end])) for end in range(2, min(len(words), LONG_RUN)))
    yield from (("given name", word) for word in words[:1])
    yield from (("last name", word) for word in words[-1:])
    yield from (("spelling", spelling) for word in words[1:][-1:] for spelling in _spellings(word))
    for given in words[:1]:
        yield from (("short", short) for short in language.nicknames.get(given, ()))
        yield from (("short", given[:length]) for length in range(SHORTENED, min(len(given), LONG_SPELLING)))
    for given, last in zip(words[:1], words[-1:], strict=True):
        yield "initial" if len(given) == 1 else "beginning", (given[:1], last)
        yield from (("nickname", (short, last)) for short in language.nicknames.get(given, ()))
        yield from (("given spelling", (spelling, last)) for spelling in _spellings(given))


def _keys_to_person(words: Sequence[str], language: Language) -> Iterator[Key]:
    """By what to look for those of whose names one may be a form: all of a name of one word, few of a longer one."""
    if len(words) == 1:
        yield from (("given name", words[0]), ("last name", words[0]))
    for given, last in zip(words[:1], words[-1:], strict=True) if len(words) > 1 else ():
        yield "ending", tuple(words)
        yield from (("form", ending) for ending in _endings(words))
        yield "initial", (given[:1], last)
        yield from [("beginning", (given, last))] if len(given) == 1 else []
        yield "nickname", (given, last)
        yield from (("given spelling", (full, last)) for full in language.nicknames.get(given, ()))
        yield from (("given spelling", (spelling, last)) for spelling in _spellings(given))


def _endings(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """What a name ends in: several of its last words, as `de blasio`."""
    return (tuple(words[-length:]) for length in range(2, min(len(words), LONG_RUN) + 1))


def _spellings(word: str) -> set[str]:
    """What a word has in common with those that differ by one letter: itself, and what is left without any one."""
    start = word[:LONG_SPELLING]
    return {word[: LONG_SPELLING - 1], *(start[:place] + start[place + 1 :] for place in range(len(start)))}


def _keys_of_body(words: Sequence[str], text: str, language: Language) -> Iterator[Key]:
    whole, parts = body_words(text, language), _parts(body_words(text, language))
    yield "form", tuple(words)
    yield from (("whole", run) for run in _runs(whole))
    yield from (("part", part) for part in parts)
    yield from (("initials", key) for key in keys(words, language))
    yield from (("last word", word) for word in words[-1:])
    if len(words) == 1:
        yield "letters", words[0].replace(".", "")
    if len(keys(words, language)) == 1:
        yield "only word", words[-1]


def _keys_to_body(words: Sequence[str], text: str, language: Language) -> Iterator[Key]:
    """By what to look for names that are short for one, and for those that it is short for."""
    yield from ((COUNTERPARTS.get(kind, kind), key) for kind, key in _keys_of_body(words, text, language))


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    """A name, or of a long one its first and its last words."""
    return {tuple(words[:LONG_RUN]), tuple(words[-LONG_RUN:])}


def _parts(words: Sequence[str]) -> set[tuple[str, ...]]:
    """What a name may be cut to: its first words, or several of its last ones."""
    lengths = range(1, min(len(words), LONG_RUN + 1))
    return {tuple(words[:length]) for length in lengths} | {tuple(words[-length:]) for length in lengths if length > 1}
