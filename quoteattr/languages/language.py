"""Reads a language's lists and patterns from its folder and checks them."""

from __future__ import annotations

import regex
from attrs import frozen

from quoteattr.vocabulary import SpeakerKind, Stance

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
