"""The people of a corpus: those whom `people` found to be one, counted, and what the user changed of them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

import regex
from attrs import define, evolve, frozen

from quoteattr.corpus.people import BODIES, Figure, find_people
from quoteattr.corpus.register import CorpusPerson, Edit, target_of
from quoteattr.corpus.store import Store
from quoteattr.entities.names import spelled_plainly
from quoteattr.languages.language import Language

ROLES: Final = 10
"""Roles of a person that are told, those told most often first."""
_NO_LETTERS: Final = regex.compile(r"[^\p{L}\p{N}]+")


@frozen
class Doubtful:
    """Two who may be one and were left apart, and why."""

    one: CorpusPerson
    other: CorpusPerson
    why: str


@define
class Census:
    """Everybody with a name, in the order of their ids' numbers, and pairs that are unsure.

    A figure's `person` in the store is the place of its person in `people`, after what the user merged.
    """

    people: list[CorpusPerson]
    doubtful: list[Doubtful]
    warnings: list[str]


def take_census(store: Store, language: Language, edits: Mapping[str, Edit]) -> Census:
    """Find who is one among the figures of a store, apply the user's changes, and note in the store who is who."""
    found = find_people(_figures(store), language)
    found.groups.sort(key=min)
    person_of = {number: place for place, numbers in enumerate(found.groups) for number in numbers}
    people = _describe(store, person_of, len(found.groups))
    people, warnings = _edited(people, edits)
    places = {one.id: place for place, one in enumerate(people)}
    target = [
        places[target_of(one.id, _merges(people))] if one.merged_into else place for place, one in enumerate(people)
    ]
    store.write("UPDATE figure SET person = NULL")
    store.write(
        "UPDATE figure SET person = ? WHERE place = ?",
        ((target[place], number) for number, place in person_of.items()),
    )
    people = _counted(store, people)
    pairs = {(target[person_of[doubt.one]], target[person_of[doubt.other]], doubt.why): None for doubt in found.doubts}
    doubtful = [Doubtful(people[one], people[other], why) for one, other, why in pairs if one != other]
    return Census(people, doubtful, warnings)


def _figures(store: Store) -> Iterator[Figure]:
    for number, name, kind, aliases, roles in store.rows("SELECT place, name, kind, aliases, roles FROM figure"):
        if kind == "person" or kind in BODIES:
            yield Figure(number, name, kind, tuple(json.loads(aliases)), tuple(json.loads(roles)))


def _describe(store: Store, person_of: Mapping[int, int], count: int) -> list[CorpusPerson]:
    """Each with an id, the name most often written, the other names, and the roles most often told."""
    names: list[Counter[str]] = [Counter() for _ in range(count)]
    aliases: list[dict[str, None]] = [{} for _ in range(count)]
    roles: list[Counter[str]] = [Counter() for _ in range(count)]
    kinds: list[Counter[str]] = [Counter() for _ in range(count)]
    for number, name, kind, others, told in store.rows("SELECT place, name, kind, aliases, roles FROM figure"):
        place = person_of.get(number)
        if place is not None:
            names[place][name] += 1
            kinds[place][kind] += 1
            aliases[place] |= dict.fromkeys(json.loads(others))
            roles[place].update(json.loads(told))
    used: Counter[str] = Counter()
    people = []
    for place in range(count):
        first, name = next(iter(names[place])), _usual(names[place])
        people.append(
            CorpusPerson(
                id=_new_id(first, used),
                name=name,
                kind=kinds[place].most_common(1)[0][0],
                aliases=tuple(alias for alias in {**names[place], **aliases[place]} if alias != name),
                roles=tuple(role for role, _ in roles[place].most_common(ROLES)),
            )
        )
    return people


def _usual(names: Counter[str]) -> str:
    """The name written most often, the first one of several."""
    return max(names, key=lambda name: names[name])


def _new_id(name: str, used: Counter[str]) -> str:
    """A name in small letters, with a number from the second of the name on."""
    slug = _NO_LETTERS.sub("-", spelled_plainly(name).lower()).strip("-") or "nobody"
    used[slug] += 1
    return slug if used[slug] == 1 else f"{slug}-{used[slug]}"


def _edited(people: list[CorpusPerson], edits: Mapping[str, Edit]) -> tuple[list[CorpusPerson], list[str]]:
    known = {one.id for one in people}
    warnings = []
    edited = []
    for one in people:
        edit = edits.get(one.id)
        for_name = edits.get(f"={one.name}")
        goal = (edit.merged_into if edit else "") or (for_name.merged_into if for_name else "")
        if goal and (goal not in known or goal == one.id):
            if goal != one.id:
                warnings.append(f"{one.id} is to be merged into {goal}, who is not in the corpus; it was left as it is")
            goal = ""
        edited.append(evolve(one, name=edit.name or one.name if edit else one.name, merged_into=goal))
    unknown = [key for key in edits if not key.startswith("=") and key not in known]
    warnings += [f"{key} of the table of people is not in the corpus; the row was passed over" for key in unknown]
    return edited, warnings


def _merges(people: list[CorpusPerson]) -> dict[str, Edit]:
    return {one.id: Edit(one.name, one.merged_into) for one in people if one.merged_into}


_COUNTS: Final = """
SELECT person, COUNT(DISTINCT figure.document), MIN(date), MAX(date)
FROM figure JOIN document ON document.place = figure.document WHERE person IS NOT NULL GROUP BY person
"""
_QUOTED: Final = """
SELECT person, COUNT(*), SUM(words) FROM (
    SELECT DISTINCT person, quote.place, words
    FROM said JOIN figure ON figure.place = said.figure JOIN quote ON quote.place = said.quote
    WHERE person IS NOT NULL AND level = 0
) GROUP BY person
"""


def _counted(store: Store, people: list[CorpusPerson]) -> list[CorpusPerson]:
    """With how often they are named and quoted; all that was merged counts for whom it was merged into."""
    merged: dict[str, list[CorpusPerson]] = defaultdict(list)
    for one in people:
        if one.merged_into:
            merged[one.merged_into].append(one)
    counted = list(people)
    for place, documents, first, last in store.rows(_COUNTS):
        counted[place] = evolve(people[place], documents=documents, first=first, last=last)
    for place, quotes, words in store.rows(_QUOTED):
        counted[place] = evolve(counted[place], quotes=quotes, words=words)
    return [_with_names(one, merged[one.id]) if one.id in merged else one for one in counted]


def _with_names(one: CorpusPerson, others: list[CorpusPerson]) -> CorpusPerson:
    names = dict.fromkeys([*one.aliases, *(name for other in others for name in (other.name, *other.aliases))])
    roles = dict.fromkeys([*one.roles, *(role for other in others for role in other.roles)])
    return evolve(one, aliases=tuple(name for name in names if name != one.name), roles=tuple(roles)[:ROLES])
