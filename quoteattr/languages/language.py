"""Reads a language's lists and patterns from its folder and checks them."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import regex
from attrs import frozen

from quoteattr.errors import LanguageError
from quoteattr.records.records import SpeakerKind, Stance

FOLDER = Path(__file__).parent
PRIOR = 2.0
"""The weight of what is known of rare cues, in sightings."""


@frozen
class Marks:
    """Quotation marks: those that open, those that close, and what looks like one and is none."""

    double: frozenset[str]
    single: frozenset[str]
    opening: frozenset[str]
    closing: frozenset[str]
    before_opening: frozenset[str]
    after_closing: frozenset[str]
    all: frozenset[str]
    pattern: regex.Pattern[str]
    elisions: regex.Pattern[str]
    measures: regex.Pattern[str]


@frozen
class Layout:
    """What may stand before the running text of a paragraph."""

    stamp: regex.Pattern[str]
    dateline: regex.Pattern[str]
    label: regex.Pattern[str]
    signature: regex.Pattern[str]
    no_speakers: frozenset[str]


@frozen
class Cues:
    """How often a cue in a frame reported something on annotated news: counts, smoothed.

    `counts` maps a word class with a frame (`verb ccomp`) to the counts of each lemma, reported and seen;
    the lemma `*` stands for those too rare to have counts of their own.
    """

    counts: dict[str, dict[str, tuple[int, int]]]

    def reliability(self, lemma: str, frame: str, marked: bool = False) -> float:
        """The smoothed share of attributions; `marked` tells that the content holds quotation marks.

        A lemma's own counts are joined by those of all rare lemmas in the frame, weighed as PRIOR sightings
        (the mean of a beta distribution). Few contents are marked: there the unmarked share is the prior.
        """
        plain = self._mean(self.counts.get(frame, {}), lemma, None)
        return self._mean(self.counts.get(f"{frame} marked", {}), lemma, plain) if marked else plain

    def reports(self, verb: str) -> bool:
        """Whether a verb, by its lemma, reports its clauses more often than not: `say`, but not `make`."""
        return self.reliability(verb.lower(), "verb ccomp") > 0.5

    def _mean(self, table: dict[str, tuple[int, int]], lemma: str, prior: float | None) -> float:
        reported, seen = table.get("*", (0, 0))
        rare = (reported + 0.1) / (seen + 1)
        expected = rare if prior is None else max(prior, rare)
        reported, seen = table.get(lemma, (0, 0))
        return (reported + PRIOR * expected) / (seen + PRIOR)


@frozen
class Language:
    """Everything the rules know of one language; immutable, loaded once."""

    code: str
    name: str
    marks: Marks
    layout: Layout
    cues: Cues
    report_weights: dict[str, float]
    extent_weights: dict[str, float]
    source_weights: dict[str, float]
    stances: dict[str, Stance]
    source_prepositions: frozenset[str]
    opening_prepositions: dict[str, frozenset[str]]
    quoted: frozenset[str]
    addressing: frozenset[str]
    feelings: frozenset[str]
    manners: frozenset[str]
    trade_endings: tuple[str, ...]
    turns_of_phrase: frozenset[str]
    seeming: frozenset[str]
    negations: frozenset[str]
    focusing: frozenset[str]
    times: frozenset[str]
    titles: frozenset[str]
    honorifics: dict[str, str]
    styles: dict[str, str]
    heads_of_family: frozenset[str]
    given_names: dict[str, str]
    genders: dict[str, str]
    nicknames: dict[str, frozenset[str]]
    metonyms: frozenset[str]
    countries: frozenset[str]
    nouns: dict[str, SpeakerKind]
    name_particles: frozenset[str]
    name_prepositions: frozenset[str]
    name_suffixes: frozenset[str]
    anonymity: regex.Pattern[str]
    partitives: frozenset[str]
    body_suffixes: frozenset[str]
    role_nouns: frozenset[str]
    demonyms: frozenset[str]
    partisans: frozenset[str]
    outlets: frozenset[str]
    roles_of_bodies: frozenset[str]
    spoken: frozenset[str]
    kin: frozenset[str]
    ages: frozenset[str]
    same_roles: tuple[frozenset[str], ...]
    past_roles: frozenset[str]
    ranks: frozenset[str]
    office_verbs: frozenset[str]
    body_prepositions: frozenset[str]
    party: regex.Pattern[str]
    determiners: frozenset[str]
    indefinites: frozenset[str]
    definites: frozenset[str]
    forward_pronouns: frozenset[str]
    general_bodies: frozenset[str]
    same_bodies: tuple[frozenset[str], ...]
    same_documents: tuple[frozenset[str], ...]
    answer_labels: frozenset[str]
    pronouns: dict[str, str]
    gendered: dict[str, str]
    precision: dict[str, float]
    calibration: dict[str, tuple[tuple[float, float], ...]]

    def is_role(self, word: str) -> bool:
        """Whether a word says what somebody is: `analyst`, `Senator`, `Sen.`, `Sens.`"""
        bare = word.lower().rstrip(".")
        return bare in self.role_nouns or bare in self.titles or bare.removesuffix("s") in self.titles

    def is_same_role(self, one: str, other: str) -> bool:
        """Whether two words can mean one office: `Sen.` and `lawmaker`."""
        one, other = one.lower().rstrip("."), other.lower().rstrip(".")
        return one == other or _share_a_group(one, other, self.same_roles)

    def is_same_body(self, one: str, other: str) -> bool:
        """Whether one noun can take up a body that has the other in its name: `union` and `association`."""
        return one == other or _share_a_group(one, other, self.same_bodies)

    def is_same_document(self, one: str, other: str) -> bool:
        """Whether two nouns can mean one document: `study` and `report`."""
        return one == other or _share_a_group(one, other, self.same_documents)

    def is_title(self, word: str) -> bool:
        """Whether a word is a title before a name: `Mr.`, `Senator`, `Sen.`"""
        return self.is_honorific(word) or word.lower().rstrip(".") in self.titles

    def is_nickname(self, one: str, other: str) -> bool:
        """Whether a given name is short for another, or the other for it: `bill` and `william`."""
        return other in self.nicknames.get(one, ()) or one in self.nicknames.get(other, ())

    def is_honorific(self, word: str) -> bool:
        """Whether a word is a title that is no role: `Mr.`"""
        return word.lower().rstrip(".") in self.honorifics


def _share_a_group(one: str, other: str, groups: tuple[frozenset[str], ...]) -> bool:
    return any(one in words and other in words for words in groups)


@cache
def load_language(code: str) -> Language:
    """Load a language by its code.

    >>> load_language("en").name
    'English'

    Raises LanguageError for a code without a data file, or a file that is not as it should be.
    """
    folder = FOLDER / f"{code}"
    source = folder / "words.toml"
    if not isinstance(code, str) or not code.isalnum() or not source.is_file():
        known = sorted(entry.parent.name for entry in FOLDER.glob("*/words.toml"))
        raise LanguageError(f"unknown language {code!r}; known: {', '.join(known)}")
    data = _read(source)
    given_names = _by_word(folder / "given_names.toml")
    try:
        return Language(
            code=code,
            name=data["name"],
            marks=_marks(data["marks"]),
            layout=_layout(data["layout"]),
            cues=_cues(folder / "cues.toml"),
            report_weights=_weights(folder / "reports.json"),
            extent_weights=_weights(folder / "extents.json"),
            source_weights=_weights(folder / "sources.json"),
            stances=_by_entry(data["stances"]),
            source_prepositions=frozenset(data["source_prepositions"]),
            opening_prepositions={word: frozenset(nouns) for word, nouns in data["opening_prepositions"].items()},
            quoted=frozenset(data["quoted"]),
            addressing=frozenset(data["addressing"]),
            feelings=frozenset(data["feelings"]),
            manners=frozenset(data["manners"]),
            trade_endings=tuple(data["trade_endings"]),
            turns_of_phrase=frozenset(data["turns_of_phrase"]),
            seeming=frozenset(data["seeming"]),
            negations=frozenset(data["negations"]),
            focusing=frozenset(data["focusing"]),
            times=frozenset(data["times"]),
            titles=frozenset(data["titles"]),
            honorifics=_by_entry(data["honorifics"]),
            styles=_by_entry(data["styles"]),
            heads_of_family=frozenset(data["heads_of_family"]),
            given_names=given_names,
            genders=_by_word(folder / "genders.toml") | given_names,
            nicknames={name: frozenset(short.split()) for name, short in _read(folder / "nicknames.toml").items()},
            metonyms=frozenset(data["metonyms"]),
            countries=frozenset(data["countries"]),
            nouns=_by_entry(data["nouns"]),
            name_particles=frozenset(data["name_particles"]),
            name_prepositions=frozenset(data["name_prepositions"]),
            name_suffixes=frozenset(data["name_suffixes"]),
            anonymity=regex.compile(data["anonymity"], regex.IGNORECASE),
            partitives=frozenset(data["partitives"]),
            body_suffixes=frozenset(data["body_suffixes"]),
            role_nouns=frozenset(data["role_nouns"]),
            demonyms=frozenset(data["demonyms"]),
            partisans=frozenset(data["partisans"]),
            outlets=frozenset(data["outlets"]),
            roles_of_bodies=frozenset(data["roles_of_bodies"]),
            spoken=frozenset(data["spoken"]),
            kin=frozenset(data["kin"]),
            ages=frozenset(data["ages"]),
            same_roles=tuple(map(frozenset, data["same_roles"])),
            past_roles=frozenset(data["past_roles"]),
            ranks=frozenset(data["ranks"]),
            office_verbs=frozenset(data["office_verbs"]),
            body_prepositions=frozenset(data["body_prepositions"]),
            party=regex.compile(data["party"]),
            determiners=frozenset(data["determiners"]),
            indefinites=frozenset(data["indefinites"]),
            definites=frozenset(data["definites"]),
            forward_pronouns=frozenset(data["forward_pronouns"]),
            general_bodies=frozenset(data["general_bodies"]),
            same_bodies=tuple(map(frozenset, data["same_bodies"])),
            same_documents=tuple(map(frozenset, data["same_documents"])),
            answer_labels=frozenset(data["answer_labels"]),
            pronouns=_by_entry(data["pronouns"]),
            gendered=_by_entry(data["gendered"]),
            precision=data["precision"],
            calibration={kind: tuple((x, y) for x, y in knots) for kind, knots in data["calibration"].items()},
        )
    except KeyError as error:
        raise LanguageError(f"{source.parent.name}/{source.name} lacks the entry {error}") from error
    except regex.error as error:
        raise LanguageError(
            f"{source.parent.name}/{source.name} has a pattern that is not well formed: {error}"
        ) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise LanguageError(f"a data file of {code!r} is not of the expected form: {error}") from error


def _marks(data: dict[str, Any]) -> Marks:
    pairs = [*data["double"], *data["single"]]
    usual: dict[str, str] = {}  # the first pair with a mark says which way it usually faces
    for pair in pairs:
        for mark in pair:
            usual.setdefault(mark, pair)
    return Marks(
        double=frozenset("".join(data["double"])) | {"``", "''"},
        single=frozenset("".join(data["single"])),
        opening=frozenset(mark for mark, pair in usual.items() if mark == pair[0]) | {"``"},
        closing=frozenset(mark for mark, pair in usual.items() if mark == pair[1]) | {"''"},
        all=frozenset(usual) | {"``", "''"},
        before_opening=frozenset(data["before_opening"]),
        after_closing=frozenset(data["after_closing"]),
        pattern=regex.compile("``|''|[" + "".join(map(regex.escape, usual)) + "]"),
        elisions=regex.compile(data["elisions"], regex.IGNORECASE),
        measures=regex.compile(data["measures"]),
    )


def _layout(data: dict[str, Any]) -> Layout:
    return Layout(
        stamp=regex.compile(data["stamp"]),
        dateline=regex.compile(data["dateline"]),
        label=regex.compile(data["label"]),
        signature=regex.compile(data["signature"]),
        no_speakers=frozenset(data["no_speakers"]),
    )


def _read(source: Path) -> dict[str, Any]:
    """The tables of a file; none where there is no file."""
    try:
        return tomllib.loads(source.read_text(encoding="utf-8")) if source.is_file() else {}
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{source.parent.name}/{source.name} is no TOML: {error}") from error


def _cues(source: Path) -> Cues:
    try:
        return Cues(
            {frame: {lemma: (h, n) for lemma, (h, n) in table.items()} for frame, table in _read(source).items()}
        )
    except (AttributeError, TypeError, ValueError) as error:
        raise LanguageError(
            f"{source.parent.name}/{source.name} must hold tables of `lemma = [reported, seen]`: {error}"
        ) from error


def _weights(source: Path) -> dict[str, float]:
    if not source.is_file():
        return {}
    weights: dict[str, float] = json.loads(source.read_text(encoding="utf-8"))["weights"]
    return weights


def _by_entry(table: dict[str, list[str]]) -> dict[str, Any]:
    """Turn lists under headings into the heading of each entry."""
    return {entry: heading for heading, entries in table.items() for entry in entries}


def _by_word(source: Path) -> dict[str, str]:
    return {word: heading for heading, words in _read(source).items() for word in words.split()}
