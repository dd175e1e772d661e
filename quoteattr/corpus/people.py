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
    initials_of,
    last_word,
    told_acronyms,
)
from quoteattr.corpus.roles import Reader, Signs
from quoteattr.languages.language import Language

PREVAILING: Final = 10
"""How many times more often one of a name must be met than all others for a mention that tells nothing to be theirs."""
FAMILY: Final = 200
"""Names with one last name, up to which each is held against each."""
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

    def add(self, figures: list[int], signs: Signs) -> None:
        self.figures += figures
        self.signs |= signs

    def take(self, other: _Group) -> None:
        mine, theirs = self.root(), other.root()
        if mine is not theirs:
            theirs.parent = mine
            mine.add(theirs.figures, theirs.signs)


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
        known = list(figures)
        for figure in known:
            self._reader.learn(figure.roles)
        for figure in known:
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
        groups: list[_Group] = []
        rest = _Group(name, [], written=figures[0].name)
        for signs, some in sorted(alike.items(), key=lambda entry: (-len(entry[0].walks), -len(entry[1]))):
            numbers = [figure.number for figure in some]
            homes = [group for group in groups if not group.signs.contradict(signs)]
            agreeing = [group for group in homes if group.signs.agree(signs, self._language)]
            if not homes and signs.walks:
                groups.append(_Group(name, numbers, signs, written=some[0].name))
            elif len(homes) == 1 or len(agreeing) == 1:
                (agreeing or homes)[0].add(numbers, signs)
            else:
                rest.add(numbers, signs)
        for one, other in combinations(groups[:PREVAILING], 2):
            self._doubt(one, other, "the same name, with roles that contradict each other")
        return self._with_rest(groups, rest) if rest.figures else groups

    def _with_rest(self, groups: list[_Group], rest: _Group) -> list[_Group]:
        """Give those whom no role puts to one of several to the one who prevails; else they stay apart."""
        groups.sort(key=lambda group: -len(group.figures))
        if groups and len(groups[0].figures) >= PREVAILING * sum(len(group.figures) for group in groups[1:]):
            groups[0].add(rest.figures, rest.signs)
            return groups
        for group in groups[:PREVAILING]:
            self._doubt(rest, group, "the same name, of which there are several, and no role that tells which")
        return [*groups, rest]

    def _join_forms(self, groups: list[_Group]) -> None:
        """Join forms of one name: two that fit each other, if all others that either fits are the same one."""
        fitting: dict[int, list[_Group]] = defaultdict(list)
        for one, other in self._pairs(groups):
            fit = self._fit(one, other)
            if fit == "fits":
                fitting[id(one)].append(other)
                fitting[id(other)].append(one)
            elif fit == "unsure":
                self._doubt(one, other, "the name may be another form, and no role speaks for it")
        accepted = {id(group): self._accepted(group, fitting[id(group)]) for group in groups}
        for group in groups:
            for other in fitting[id(group)]:
                if other in accepted[id(group)] and group in accepted[id(other)]:
                    group.take(other)
                else:
                    self._doubt(group, other, "the name fits several")

    def _pairs(self, groups: list[_Group]) -> Iterator[tuple[_Group, _Group]]:
        """Pairs of one last name that may fit: all, and in a large family those with a given name in common."""
        if len(groups) <= FAMILY:
            yield from combinations(groups, 2)
            return
        called: dict[str, list[_Group]] = defaultdict(list)
        for group in groups:
            if group.name is not None:
                for given in {group.name.given, *self._language.nicknames.get(group.name.given, ())}:
                    called[given].append(group)
        for some in called.values():
            yield from combinations(some, 2) if len(some) <= FAMILY else ()

    def _fit(self, one: _Group, other: _Group) -> str:
        """How groups fit by name and roles; what is unsure by name fits where the roles agree.

        So does a nickname, but where one of them has no role that could disagree.
        """
        if one.name is None or other.name is None:
            return "no"
        fit = one.name.fit(other.name, self._language)
        if fit in ("no", "same"):
            return "no"
        if one.signs.contradict(other.signs):
            return "unsure"
        silent = not (one.signs.told and other.signs.told)
        sure = fit == "fits" or (fit == "called" and silent) or one.signs.agree(other.signs, self._language)
        return "fits" if sure else "unsure"

    def _accepted(self, group: _Group, fitting: list[_Group]) -> list[_Group]:
        """Of those that a form fits, the ones that it is a form of: all, if they are one, or those that stand out."""
        if self._are_one(fitting):
            return fitting
        agreeing = [other for other in fitting if group.signs.agree(other.signs, self._language)]
        if agreeing and self._are_one(agreeing):
            return agreeing
        most = max(fitting, key=lambda other: len(other.figures))
        rivals = [other for other in fitting if other is not most and self._fit(most, other) != "fits"]
        prevails = len(most.figures) >= PREVAILING * sum(len(other.figures) for other in rivals)
        return [other for other in fitting if other not in rivals] if prevails else []

    def _are_one(self, groups: list[_Group]) -> bool:
        """Whether all of several groups fit each other, so that a form that fits them all is nobody else's."""
        return all(self._fit(one, other) == "fits" for one, other in combinations(groups, 2))

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
                    if letters.lower() not in key:  # the letters of `NBN Radio` are not short for it
                        told[letters].add(key)
        self._join_acronyms(by_key, told)
        return list(by_key.values())

    def _join_acronyms(self, by_key: dict[tuple[str, ...], _Group], told: dict[str, set[tuple[str, ...]]]) -> None:
        initials: dict[str, list[_Group]] = defaultdict(list)
        for key, group in by_key.items():
            for letters in initials_of(key, self._language):
                initials[letters].append(group)
        for group in by_key.values():
            letters = acronym_of(group.written, self._language)
            full = [by_key[key] for key in sorted(told[letters])] or initials[letters] if letters else []
            if len({id(other.root()) for other in full}) == 1:
                full[0].take(group)
            for other in full[:PREVAILING] if len(full) > 1 else ():
                self._doubt(group, other, "the letters stand for several")

    def _doubt(self, one: _Group, other: _Group, why: str) -> None:
        self._doubts.append(Doubt(one.figures[0], other.figures[0], why))
