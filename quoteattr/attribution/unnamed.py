"""Speakers without a name: which phrases are of one speaker, and which of two."""

from bisect import bisect_left
from collections.abc import Hashable, Iterator
from functools import cached_property
from typing import Generic, TypeVar

from attrs import define, frozen

from quoteattr.attribution.analysis import Analysis
from quoteattr.entities.kinds import kind_of_noun
from quoteattr.syntax.trees import Node
from quoteattr.vocabulary import SpeakerKind

LOOKED_BACK = 20
"""Speakers called by one noun among whom a description may find its own, the latest first."""

_CONTENT = ("NOUN", "PROPN", "ADJ", "NUM", "PRON")
_CLAUSES = ("acl", "advcl", "appos", "conj", "parataxis", "case")

Speaker = TypeVar("Speaker")


@frozen
class Description:
    """What of a phrase tells who is meant.

    `name` is what the speaker is called, `details` are what the phrase says beside: whose, of what, from where; and
    `names` those of them that are names. `named` says that there is a name anywhere in it; `fresh`, that it brings in
    one of several (`a spokesman`); `other`, that this is somebody else (`another`); `definite`, that it points to one
    known (`the spokesman`); `announced`, that it stands in a headline or before a colon.
    """

    name: str
    kind: SpeakerKind
    details: frozenset[Hashable] = frozenset()
    named: bool = False
    names: frozenset[Hashable] = frozenset()
    fresh: bool = False
    other: bool = False
    definite: bool = False
    announced: bool = False


class Describer:
    """Reads descriptions off the phrases of a document."""

    def __init__(self, analysis: Analysis) -> None:
        self._language = analysis.language
        self._cast = analysis.cast
        self._antecedents = analysis.antecedents

    def of(self, head: Node, name: str, kind: SpeakerKind, announced: bool) -> Description:
        """The description that a phrase is, by its head."""
        determiners = head.children("det", "nummod") if head.upos in ("NOUN", "PROPN") else []
        one = head.feature("Number") != "Plur" and head.lemma not in self._language.partitives
        definite = any(word.lemma in self._language.definites for word in head.children("det"))
        several = head.upos == "NUM" or (bool(determiners) and not head.children("nmod:poss"))
        other = self._is_other(head, definite)
        details = dict(self._details(head))
        return Description(
            name=name.lower(),
            kind=kind,
            details=frozenset(details),
            named=bool(self._names(head)),
            names=frozenset(detail for detail, is_name in details.items() if is_name),
            fresh=other or (one and several and not definite),
            other=other,
            definite=one and definite,
            announced=announced,
        )

    def differ(self, one: Node, other: Node) -> bool:
        """Whether two phrases have names in them and share none: `the man from Norsund`, `a man from Ostwerk`."""
        names, others = self._names(one), self._names(other)
        return bool(names and others) and names.isdisjoint(others)

    def _names(self, head: Node) -> set[Hashable]:
        """Whom and what a phrase names beside its noun: `a Norsund report`, `the report by Ida Moe`."""
        words = [word for child in head.children("nmod", "amod", "compound") for word in _words(child)]
        return {identity for identity, is_name in map(self._identity, words) if is_name}

    def _is_other(self, head: Node, definite: bool) -> bool:
        """Whether a phrase is of somebody else: `another`, `other men`, but not `the other`, `Moe and other men`."""
        if head.lemma in self._language.others:
            return not definite
        words = head.children("det", "amod") if not head.has_relation("conj") else []
        return any(word.lemma in self._language.others for word in words)

    def _details(self, head: Node) -> Iterator[tuple[Hashable, bool]]:
        """What a phrase says that its speaker's name leaves out, and whether it is a name.

        That is whose somebody is, and behind the noun, of or from whom or what. Unless the parse says so, *his* and
        *his* are not taken for two: in 8 of the 9 places where a guess told them apart it was wrong.
        """
        for owner in head.children("nmod:poss"):
            if owner.upos == "PRON" and owner.feature("PronType") != "Rel":
                told = self._antecedents.told(owner)
                yield owner.text.lower() if told is None else self._identity(owner)[0], False
        for child in head.children("amod", "nmod"):
            late = child.index > head.index and not child.has_relation("nmod:poss")
            if late and child.lemma.rstrip(".") not in self._language.times:
                yield from map(self._identity, _words(child))

    def _identity(self, word: Node) -> tuple[int | str, bool]:
        """Whom or what a word stands for, and whether by name: somebody who is named, what it takes up, or the word."""
        found = self._antecedents.of(word)
        entity = self._cast.entity_at(word) or (found.entity if found is not None else None)
        if entity is not None:
            return id(entity), True
        return (word if found is None else found.head).lemma, word.upos == "PROPN"


class Introductions:
    """Where a text brings in somebody without a name: `A second official, who asked not to be named, said`."""

    def __init__(self, analysis: Analysis) -> None:
        self._document = analysis.document
        self._language = analysis.language
        self._cast = analysis.cast

    @cached_property
    def _by_noun(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for sentence in self._document.trees.sentences:
            for token in sentence.nodes:
                if self._brings_in(token) and not self._document.is_quoted(token):
                    found.setdefault(token.lemma, []).append(token)
        return found

    def last_before(self, head: Node) -> Node | None:
        """The last of those before a description who may be meant by it: `the official`."""
        if head.upos != "NOUN" or not any(word.lemma in self._language.definites for word in head.children("det")):
            return None
        met = self._by_noun.get(head.lemma, [])
        place = bisect_left(met, head.start, key=lambda token: token.start)
        said = {word.lemma for word in head.children("amod", "compound", "nummod", "nmod")}
        return met[place - 1] if place and said <= {word.lemma for word in _words(met[place - 1])} else None

    def _brings_in(self, token: Node) -> bool:
        """Whether a noun is the subject of a clause and one of several, who is not named beside it."""
        if token.upos != "NOUN" or not token.has_relation("nsubj") or token.feature("Number") == "Plur":
            return False
        fresh = any(word.lemma not in self._language.definites for word in token.children("det", "nummod"))
        named = any(self._cast.entity_beside(word) for word in token.children("appos", "flat", "nmod:desc"))
        return fresh and not named and kind_of_noun(token, self._language) == "unnamed"


def _words(top: Node) -> list[Node]:
    """The words of a phrase that mean something, without clauses."""
    clauses = [node for node in top.subtree() if node is not top and node.has_relation(*_CLAUSES)]
    return [node for node in top.subtree(without=clauses) if node.upos in _CONTENT]


@define(eq=False)
class _Met(Generic[Speaker]):
    """A speaker, and what was said of them so far."""

    speaker: Speaker
    details: set[Hashable]
    names: set[Hashable]
    announced: bool
    fresh: bool
    other: bool

    def may_be(self, description: Description) -> bool:
        """Whether one of two says no more than the other: `officials`, `officials in Oslo`."""
        return self.details <= description.details or description.details <= self.details

    def differs(self, description: Description) -> bool:
        """Whether there are names in both, and none in common: `the mayor of Exeter`, `a mayor from Varde`."""
        return bool(self.names and description.names) and self.names.isdisjoint(description.names)


class Unnamed(Generic[Speaker]):
    """The speakers without a name, asked by descriptions that take up nobody by themselves.

    Descriptions of one name are of one speaker unless they say what does not go together:

    * Whose somebody is, and of, for or from what, tells people apart: *his mother* and *my mother*, *a spokesman for
      Norsund* and *a spokesman for Ostwerk*. Where one only says less than the other, they are of one: *officials in
      Oslo*, *officials*. The same words mean the same.
    * One of several is somebody new each time: *a spokesman*, *one voter*, *another*; and so are *other officials*.
      But *a Norsund report* is one report, as it has a name in it and is no person, and *a poll* is the one that the
      headline told of.
    * *The spokesman* is the latest who may be meant.
    """

    def __init__(self) -> None:
        self._met: dict[str, list[_Met[Speaker]]] = {}
        self._called: dict[tuple[str, frozenset[Hashable]], _Met[Speaker]] = {}

    def find(self, description: Description) -> Speaker | None:
        """The speaker whom a description is of, if any was met."""
        latest = self._met.get(description.name, [])[: -LOOKED_BACK - 1 : -1]
        called = self._called.get((description.name, description.details))
        if description.other:
            found = None
        elif description.fresh:
            same = called if description.named and description.kind not in ("person", "unnamed") else None
            found = same or next((met for met in latest if met.announced and met.may_be(description)), None)
        elif description.definite:
            found = next((met for met in latest if not met.differs(description)), None)
        else:
            found = called or next((met for met in latest if not met.fresh and met.may_be(description)), None)
        return self._take(found, description) if found is not None else None

    def add(self, description: Description, speaker: Speaker) -> None:
        """Note a new speaker."""
        met = _Met(
            speaker,
            set(description.details),
            set(description.names),
            description.announced,
            description.fresh,
            description.other,
        )
        self._met.setdefault(description.name, []).append(met)
        self._take(met, description)

    def _take(self, met: _Met[Speaker], description: Description) -> Speaker:
        met.details.update(description.details)
        met.names.update(description.names)
        met.announced = met.announced and description.announced
        if not met.other:
            self._called.setdefault((description.name, description.details), met)
        return met.speaker
