"""Figures of documents to people of the archive: who is one across texts.

People are one by their full names where roles agree, or at least do not contradict; bodies by their names and
acronyms. What is unsure stays apart and is noted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from attrs import Factory, define, frozen

from quoteattr.corpus.names import (
    FullName,
    acronym_of,
    body_key,
    full_name,
    has_initials,
    last_word,
    told_acronyms,
)
from quoteattr.corpus.roles import Reader, Signs
from quoteattr.languages.language import Language

PREVAILING: Final = 10
"""How many times more often one of a name must be met than all others for a mention that tells nothing to be theirs."""
BODIES: Final = ("organization", "place", "document")


@frozen
class Figure:
    """Somebody of one document, by a number that is theirs alone; `count` alike ones may be told at once."""

    number: int
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@frozen
class Doubt:
    """Two figures, by their numbers, who may be one and were left apart, and why."""

    one: int
    other: int
    why: str


@define(eq=False)
class _Group:
    """Figures who are one as far as is known."""

    name: FullName | None
    figures: list[int]
    signs: Signs = Factory(Signs)
    parent: _Group | None = None
    written: str = ""

    def root(self) -> _Group:
        while self.parent is not None:
            self.parent, self = self.parent.parent or self.parent, self.parent
        return self

    def take(self, other: _Group) -> None:
        mine, theirs = self.root(), other.root()
        if mine is not theirs:
            theirs.parent = mine
            mine.figures += theirs.figures
            mine.signs |= theirs.signs


@define
class People:
    """Who is one: the figures of each, and what is unsure."""

    groups: list[list[int]] = Factory(list)
    doubts: list[Doubt] = Factory(list)


def find_people(figures: Iterable[Figure], language: Language) -> People:
    """Put figures with a name together; those without one are nobody across documents.

    >>> from quoteattr.languages.loading import load_language
    >>> lee = Figure(1, "Ann Lee", "person", roles=("mayor",)), Figure(2, "Mayor Ann Lee", "person")
    >>> others = Figure(3, "Lee", "person"), Figure(4, "Ann Lee", "person", roles=("plumber",))
    >>> people = find_people([*lee, *others], load_language("en"))
    >>> people.groups
    [[1], [4], [2], [3]]
    """
    return _Gathering(language).gather(figures)


class _Gathering:
    def __init__(self, language: Language) -> None:
        self._language = language
        self._reader = Reader(language)
        self._doubts: list[Doubt] = []

    def gather(self, figures: Iterable[Figure]) -> People:
        named: dict[FullName, list[Figure]] = defaultdict(list)
        short: list[Figure] = []
        bodies: list[Figure] = []
        for figure in figures:
            if figure.kind == "person":
                name = self._full(figure)
                (named[name] if name else short).append(figure)
            elif figure.kind in BODIES and any(map(str.isupper, figure.name)):
                bodies.append(figure)
        people = self._people(named)
        groups = [*people, *self._alone(short, people), *self._bodies(bodies)]
        return People([group.figures for group in groups if group.parent is None], self._doubts)

    def _full(self, figure: Figure) -> FullName | None:
        """The name of a person, or if that is short, the only full one among the aliases."""
        name = full_name(figure.name, self._language)
        if name is not None:
            return name
        last = last_word(figure.name, self._language)
        others = {full_name(alias, self._language) for alias in figure.aliases} - {None}
        fitting = [other for other in others if other and other.last == last]
        return fitting[0] if len(fitting) == 1 else None

    def _people(self, named: dict[FullName, list[Figure]]) -> list[_Group]:
        by_last: dict[str, list[_Group]] = defaultdict(list)
        for name, figures in named.items():
            by_last[name.last] += self._by_roles(name, figures)
        for groups in by_last.values():
            self._join_forms(groups)
        return [group for groups in by_last.values() for group in groups]

    def _by_roles(self, name: FullName, figures: list[Figure]) -> list[_Group]:
        """Those of exactly one name: as many people as contradict each other."""
        alike: dict[Signs, list[Figure]] = defaultdict(list)
        for figure in figures:
            alike[self._reader.signs(figure.roles)].append(figure)
        mute = [figure.number for signs in list(alike) if not signs.walks for figure in alike[signs] if not signs.seats]
        telling = [(signs, some) for signs, some in alike.items() if signs.walks or signs.seats]
        telling.sort(key=lambda entry: (-len(entry[0].walks), -len(entry[1])))
        groups: list[_Group] = []
        for signs, some in telling:
            home = next((group for group in groups if not group.signs.contradict(signs)), None)
            numbers = [figure.number for figure in some]
            if home is None:
                groups.append(_Group(name, numbers, signs, written=some[0].name))
            else:
                home.figures += numbers
                home.signs |= signs
        for one, other in combinations(groups[:PREVAILING], 2):
            self._doubt(one, other, "the same name, with roles that contradict each other")
        if mute:
            self._place_mute(mute, groups, name, figures[0].name)
        return groups

    def _place_mute(self, mute: list[int], groups: list[_Group], name: FullName, written: str) -> None:
        """Put those of whom no role tells more to the only one of the name, or to the one who prevails."""
        groups.sort(key=lambda group: -len(group.figures))
        if groups and len(groups[0].figures) >= PREVAILING * sum(len(group.figures) for group in groups[1:]):
            groups[0].figures += mute
            return
        rest = _Group(name, mute, written=written)
        for group in groups:
            self._doubt(rest, group, "the same name, of which there are several, and no role that tells which")
        groups.append(rest)

    def _join_forms(self, groups: list[_Group]) -> None:
        """Join forms of one name: each with the fuller ones that it fits, if these are one."""
        order = sorted(groups, key=lambda group: _fullness(group.name))
        fuller = {id(group): order[place + 1 :] for place, group in enumerate(order)}
        for group in order:
            fitting = [(other, self._fit(group, other)) for other in fuller[id(group)]]
            sure = [other for other, fit in fitting if fit == "fits"]
            if sure and self._are_one(sure):
                sure[0].take(group)
                sure = sure[:1]
            agreeing = [other for other in sure if other.root() is not group.root() and self._agree(group, other)]
            if len(sure) > 1 and len({id(other.root()) for other in agreeing}) == 1:
                agreeing[0].take(group)
            elif len(sure) > 1:
                for other in sure:
                    self._doubt(group, other, "the name fits several")
            for other, fit in fitting:
                if fit == "unsure" and other.root() is not group.root():
                    self._doubt(group, other, "the name may be another form, and no role speaks for it")

    def _fit(self, one: _Group, other: _Group) -> str:
        """How groups fit by name and roles; what is unsure by name fits where the roles agree."""
        if one.name is None or other.name is None:
            return "no"
        fit = one.name.fit(other.name, self._language)
        if fit in ("no", "same"):
            return "no"
        if one.root().signs.contradict(other.root().signs):
            return "unsure"
        return "fits" if fit == "fits" or self._agree(one, other) else "unsure"

    def _agree(self, one: _Group, other: _Group) -> bool:
        return one.root().signs.agree(other.root().signs, self._language)

    def _are_one(self, groups: list[_Group]) -> bool:
        """Whether all of several groups fit each other, so that a form that fits them all is nobody else's."""
        return all(
            one.root() is other.root() or self._fit(one, other) == "fits" for one, other in combinations(groups, 2)
        )

    def _alone(self, short: list[Figure], people: list[_Group]) -> Iterator[_Group]:
        """Those who are called by one word, each for themselves; with a doubt where one person has the name."""
        by_last: dict[str, list[_Group]] = defaultdict(list)
        for group in people:
            if group.parent is None and group.name is not None:
                by_last[group.name.last].append(group)
        for figure in short:
            group = _Group(None, [figure.number], written=figure.name)
            bearers = by_last.get(last_word(figure.name, self._language), [])
            if len(bearers) == 1:
                self._doubt(group, bearers[0], "a last name alone, which one person bears in full")
            yield group

    def _bodies(self, figures: list[Figure]) -> list[_Group]:
        by_key: dict[tuple[str, ...], _Group] = {}
        told: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for figure in figures:
            key = body_key(figure.name, self._language)
            group = by_key.setdefault(key, _Group(None, [], written=figure.name))
            group.figures.append(figure.number)
            if not acronym_of(figure.name, self._language):
                for letters in told_acronyms(figure.aliases, self._language):
                    told[letters].add(key)
        self._join_acronyms(by_key, told)
        return list(by_key.values())

    def _join_acronyms(self, by_key: dict[tuple[str, ...], _Group], told: dict[str, set[tuple[str, ...]]]) -> None:
        initials: dict[str, list[_Group]] = defaultdict(list)
        for key, group in by_key.items():
            if len(key) > 1:
                initials[key[0][0]].append(group)
        for group in list(by_key.values()):
            letters = acronym_of(group.written, self._language)
            if not letters:
                continue
            full = [by_key[key] for key in sorted(told[letters])] or [
                other for other in initials[letters[0].lower()] if has_initials(letters, other.written, self._language)
            ]
            if len({id(other.root()) for other in full}) == 1:
                full[0].take(group)
            for other in full if len(full) > 1 else ():
                self._doubt(group, other, "the letters stand for several")

    def _doubt(self, one: _Group, other: _Group, why: str) -> None:
        self._doubts.append(Doubt(one.figures[0], other.figures[0], why))


def _fullness(name: FullName | None) -> tuple[int, int, int]:
    """How much a name tells: the more, the later."""
    if name is None:
        return (0, 0, 0)
    return (len(name.given) > 1, len(name.middle), sum(map(len, (name.given, *name.middle))))
