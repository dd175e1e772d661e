"""Roles across documents: whether those of one name can be of one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache, reduce
from operator import or_
from typing import Final

import regex
from attrs import frozen

from quoteattr.languages.language import Language

_WORD: Final = regex.compile(r"[\p{L}\p{N}]+(?:[-.'’][\p{L}\p{N}]+)*")
_STEM: Final = 4
"""Letters by which a place and its people are the same: `Mexican`, `Mexico`."""
_PARTY: Final = 6
"""Letters by which a party and its members are the same: `Democratic`, `Democrat`."""


@frozen
class Signs:
    """What the roles of somebody tell: the words for what they are, their walks of life, where, and for whom.

    `seats` are local offices with the places named beside them; `names` are words with a capital: `Norsund`, `NBN`.
    `told` says that there is a role at all.
    """

    heads: frozenset[str] = frozenset()
    walks: frozenset[str] = frozenset()
    seats: frozenset[tuple[str, str]] = frozenset()
    names: frozenset[str] = frozenset()
    told: bool = False

    def __or__(self, other: Signs) -> Signs:
        return Signs(
            self.heads | other.heads,
            self.walks | other.walks,
            self.seats | other.seats,
            self.names | other.names,
            self.told or other.told,
        )

    def agree(self, other: Signs, language: Language) -> bool:
        """Whether something speaks for one person: a role in common, or a name that both have beside it."""
        if self.contradict(other):
            return False
        alike = any(language.is_same_role(one, two) for one in self.heads for two in other.heads)
        return alike or bool(self.names & other.names)

    def contradict(self, other: Signs) -> bool:
        """Whether both can hardly be one person: a mayor and a plumber, or the mayors of two places.

        >>> from quoteattr.languages.loading import load_language
        >>> reader = Reader(load_language("en"))
        >>> signs = [reader.read(role) for role in ("mayor of Exeter", "plumber", "Mayor of Oslo")]
        >>> signs[0].contradict(signs[1]), signs[0].contradict(signs[2]), signs[0].contradict(signs[0])
        (True, True, False)
        """
        if self.walks and other.walks and not self.walks & other.walks:
            return True
        offices = {office for office, _ in self.seats} & {office for office, _ in other.seats}
        return any(self._places(office).isdisjoint(other._places(office)) for office in offices)

    def _places(self, office: str) -> set[str]:
        return {place for name, place in self.seats if name == office}


class Reader:
    """Reads roles, each phrase once."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._common: set[str] = set()
        self.read = lru_cache(maxsize=100_000)(self._read)

    def learn(self, roles: Iterable[str]) -> None:
        """Note words that are written small somewhere, which are no names where they begin a role: `Senior adviser`."""
        self._common.update(word for role in roles for word in _WORD.findall(role) if word[0].islower())

    def signs(self, roles: Iterable[str]) -> Signs:
        """What several roles of one person tell together."""
        return reduce(or_, map(self.read, roles), Signs())

    def _read(self, role: str) -> Signs:
        language, words = self._language, _WORD.findall(role.replace("’", "'"))
        own = self._own(words)
        heads = {head for word in own for head in self._heads(word)}
        offices = set(map(self._office, {word.lower().rstrip(".") for word in own} & language.local_offices))
        names = [word for word in words if word[0].isupper()]
        places = {word.lower()[:_STEM] for word in names if self._is_place(word)}
        return Signs(
            frozenset(heads),
            frozenset(language.walks_of_life[head] for head in heads & language.walks_of_life.keys()),
            frozenset((office, place) for office in offices for place in places),
            frozenset(map(self._bare, filter(self._is_name, names))),
            told=True,
        )

    def _own(self, words: list[str]) -> list[str]:
        """The words of a role without those of whom somebody is: `wife` of `Mayor Lee's wife`, `aide to the mayor`."""
        language = self._language
        owners = [place for place, word in enumerate(words) if word.endswith(language.possessive_endings)]
        own = words[owners[-1] + 1 :] if owners else words
        stop = next((place for place, word in enumerate(own) if place and self._begins_other(word.lower())), len(own))
        return own[:stop]

    def _begins_other(self, word: str) -> bool:
        language = self._language
        return word in language.role_separators or word in language.relatives or word in language.body_prepositions

    def _office(self, word: str) -> str:
        """One word for each office: `gov` for `governor`."""
        groups = (words & self._language.local_offices for words in self._language.same_roles if word in words)
        return min(next(groups, {word}))

    def _heads(self, word: str) -> Iterator[str]:
        plain = word.lower().rstrip(".")
        for head in (*self._language.singulars(plain), plain):
            if self._language.is_role(head) or head in self._language.walks_of_life:
                yield head
                return

    def _bare(self, word: str) -> str:
        ending = next(filter(word.endswith, self._language.possessive_endings), "")
        return word.removesuffix(ending).lower()

    def _is_name(self, word: str) -> bool:
        """Whether a word with a capital is the name of somebody or something, and not of a party."""
        return self._bare(word) not in self._common and (word.isupper() or self._is_place(word)) and len(word) > 2

    def _is_place(self, word: str) -> bool:
        """Whether a word with a capital may name a place: it is no office and no party."""
        language, plain = self._language, word.lower().rstrip(".")
        party = any(plain.startswith(partisan[:_PARTY]) for partisan in language.partisans)
        return not (party or word.isupper() or language.is_role(word) or plain in language.past_roles)
