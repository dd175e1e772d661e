"""Corpora that say whom mentions mean, read into one form.

The forms of annotation: pronouns with names (`pronouns`), quotes with speakers (`speakers`), these and people with the
descriptions used for them (`people`), a pronoun between two names (`gap`), chains of mentions (`chains`, `litbank`).
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from quoteattr.coreference.anaphors import Anaphor
from quoteattr.coreference.figures import Figure
from quoteattr.document.document import Document
from quoteattr.entities.mentions import mention_of, name_of
from quoteattr.parsers.conllu import to_parse
from quoteattr.syntax.trees import Node
from training.corpus import Corpus, read_corpus

CORPORA = {
    "news/polnear.people.jsonl": "people",
    "coref/polnear.pronouns.jsonl": "pronouns",
    "news/gum.people.jsonl": "people",
    "news/fresh.train.jsonl": "speakers",
    "coref/gap.train.jsonl": "gap",
    "ud/gum-free-train.conllu.gz": "chains",
    "fiction/litbank.dev.jsonl": "litbank",
}
"""The corpora, and how each is annotated."""
EVERY_MENTION = {"chains": 0.1, "litbank": 0.1}
"""What a description counts where every mention is labelled, not those of speakers alone: most are nobody there."""
_SPEAKER_FORMS = ("PRON", "NOUN")


@frozen
class Record:
    """A text with its annotation; texts of one `group` are never parted in cross-validation."""

    group: str
    form: str
    text: str
    data: Mapping[str, Any]


def records(folder: Path) -> Iterator[Record]:
    """The annotated texts of the corpora in a folder."""
    for name, form in CORPORA.items():
        yield from _annotated(folder / name, form)


def _annotated(file: Path, form: str) -> Iterator[Record]:
    if form == "chains":
        yield from _chained(file)
        return
    for data in read_corpus(file).documents:
        yield Record(data["id"], form, data["text"], data)


def corpora(folder: Path) -> list[Corpus]:
    """The files in a folder, by their names and digests."""
    return [_corpus(folder / name) for name in CORPORA]


def _corpus(file: Path) -> Corpus:
    data = file.read_bytes()
    form = next(form for name, form in CORPORA.items() if file.match(name))
    documents = tuple(dict(record.data) for record in _annotated(file, form))
    return Corpus(file.name.removesuffix(".jsonl"), hashlib.sha256(data).hexdigest(), documents)


def _chained(file: Path) -> Iterator[Record]:
    documents = gzip.decompress(file.read_bytes()).decode("utf-8").split("# newdoc id = ")
    for document in documents[1:]:
        name, _, rows = document.partition("\n")
        parse = to_parse("# newdoc\n" + rows)
        yield Record(name.strip(), "chains", parse.text, {"chains": parse.chains})


@frozen
class Answer:
    """Whom a mention means: who has one of some names, or is mentioned at some offset; `other`: anybody else."""

    names: frozenset[str] = frozenset()
    starts: frozenset[int] = frozenset()
    other: bool = False

    def fits(self, document: Document, figure: Figure) -> bool:
        """Whether it is a figure."""
        named = not self.names.isdisjoint(_names(document, figure))
        there = not self.starts.isdisjoint(_starts(figure))
        return (named or there) is not self.other


NOBODY = Answer()


@define
class Labels:
    """What is known of the mentions of a document, by where their heads start.

    Of the sorts in `complete` all mentions that mean somebody are labelled. `weight` is what a description counts.
    """

    document: Document
    answers: dict[int, Answer] = field(factory=dict)
    complete: frozenset[str] = frozenset()
    weight: float = 1.0

    @classmethod
    def of(cls, record: Record, document: Document) -> Labels:
        """The labels of a record, on its document."""
        labels = cls(document, weight=EVERY_MENTION.get(record.form, 1.0))
        getattr(labels, f"_read_{record.form}")(record.data)
        return labels

    def answer(self, anaphor: Anaphor) -> Answer | None:
        """Whom a mention means; None where it is not known."""
        known = self.answers.get(anaphor.token.start)
        if known is not None or not anaphor.described:
            return known if known is not None or anaphor.wanted not in self.complete else NOBODY
        sort = "described person" if anaphor.wanted == "person" else "described"
        return NOBODY if sort in self.complete else None

    def _read_pronouns(self, data: Mapping[str, Any]) -> None:
        called = _forms(data["entities"])
        for pronoun in data["pronouns"]:
            names = {form for name in pronoun["is"] or () for form in called.get(normal(name), {normal(name)})}
            self.answers[pronoun["start"]] = Answer(frozenset(names))

    def _read_people(self, data: Mapping[str, Any]) -> None:
        self._read_speakers(data)
        for entity in data["entities"]:
            answer = Answer(frozenset(map(normal, [entity["name"], *entity["aliases"], *entity["described"]])))
            for phrase in entity["described"]:
                for found in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", self.document.text, re.IGNORECASE):
                    head = self._head(*found.span())
                    if head is not None:
                        self.answers.setdefault(head.start, answer)

    def _read_speakers(self, data: Mapping[str, Any]) -> None:
        called = _forms(data["entities"])
        for quote in data["quotes"]:
            head = self._head(*quote["source"][0]) if quote.get("source") and quote.get("speaker") else None
            if head is not None and head.upos in _SPEAKER_FORMS:
                names = called.get(normal(quote["speaker"]), {normal(quote["speaker"])})
                self.answers[head.start] = Answer(frozenset(names))

    def _read_gap(self, data: Mapping[str, Any]) -> None:
        meant = [name for name in data["names"] if name["is"]]
        starts = {place for name in meant or data["names"] for place in range(name["start"], name["end"])}
        self.answers[data["pronoun"][0]] = Answer(starts=frozenset(starts), other=not meant)

    def _read_chains(self, data: Mapping[str, Any]) -> None:
        self.complete = frozenset({"Fem", "Masc", "plural", "thing", "described", "described person"})
        self._read_mentions([list(chain) for chain in data["chains"]])

    def _read_litbank(self, data: Mapping[str, Any]) -> None:
        self.complete = frozenset({"Fem", "Masc", "described person"})
        chains: dict[str, list[tuple[int, int]]] = {}
        for start, end, entity, *_ in data["mentions"]:
            chains.setdefault(entity, []).append((start, end))
        self._read_mentions(chains.values())

    def _read_mentions(self, chains: Iterable[list[tuple[int, int]]]) -> None:
        for chain in chains:
            heads = [head for start, end in chain if (head := self._head(start, end)) is not None]
            starts = frozenset(head.start for head in heads)
            for head in heads:
                self.answers[head.start] = Answer(starts=starts)

    def _head(self, start: int, end: int) -> Node | None:
        tokens = self.document.trees.nodes(start, end)
        return next((token for token in tokens if token.head not in tokens), None)


def normal(name: str) -> str:
    """A name for comparison."""
    words = re.findall(r"\w+", re.sub(r"['’]s\b", "", name.lower()))
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def _forms(entities: Iterable[Mapping[str, Any]]) -> dict[str, set[str]]:
    """All names of one who has a name."""
    found: dict[str, set[str]] = {}
    for entity in entities:
        names = {normal(name) for name in [entity["name"], *entity.get("aliases", ()), *entity.get("described", ())]}
        for name in map(normal, [entity["name"], *entity.get("aliases", ())]):
            found.setdefault(name, set()).update(names)
    return found


def _names(document: Document, figure: Figure) -> Iterator[str]:
    entities = [figure.entity] if figure.entity is not None else []
    for entity in [*entities, *figure.others]:
        yield from map(normal, [entity.name, *entity.forms.values()])
    if not entities:
        mention = mention_of(document.text, figure.head, document.language)
        yield normal(mention.text)
        yield normal(name_of(document.text, figure.head, mention, document.language))


def _starts(figure: Figure) -> Iterator[int]:
    yield from (place.head.start for place in figure.places)
    if figure.entity is not None:
        yield from (named.head.start for named in figure.entity.names)
