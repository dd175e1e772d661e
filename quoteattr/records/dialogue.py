"""Who talks to whom: the spoken lines of a result in scenes, by character, and as a network."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree

from attrs import frozen

from quoteattr.records.export import load_pandas
from quoteattr.records.records import Quote, Speaker

if TYPE_CHECKING:
    import pandas as pd

APART: Final = 10
"""Paragraphs between two lines from which they are of two scenes."""
_HEADING: Final = re.compile(
    r"^\s*(?:(?:\*\s*){3,}|#{1,3}|[-–—]{3,}|(?:CHAPTER|Chapter|SCENE|Scene|BOOK|PART)\b.*)\s*$", re.M
)
_PARAGRAPH: Final = re.compile(r"\n\s*")
_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")
_GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"


@frozen
class Line:
    """A quote that is spoken, in a scene; scenes count from 1."""

    quote: Quote
    scene: int

    @property
    def words(self) -> int:
        """How many words are spoken."""
        return len(_WORD.findall(self.quote.text))


@frozen
class Dialogue(Sequence[Line]):
    r"""The spoken lines of a text, in order: its outermost direct quotes that have a speaker.

    A scene ends at a heading, at a line of stars, and where ten paragraphs go by without a line. `Quote.addressees`
    says to whom a line is spoken.

    Attributes:
        lines: The lines, each with its `quote` and the number of its `scene`, from 1.

    Examples:
        >>> from quoteattr.records.records import Listener, Span
        >>> text = "“Wait,” said Ann.\n“Why?” asked Bo."
        >>> ann, bo = Speaker(0, "Ann", "person"), Speaker(1, "Bo", "person")
        >>> first, second = (
        ...     Quote("direct", (Span.cut(text, *at),), None, None, who, "named", 0.9, addressees=(to,))
        ...     for at, who, to in (((1, 6), ann, Listener(1, "Bo")), ((20, 24), bo, Listener(0, "Ann"))))
        >>> dialogue = Dialogue.of(text, [first, second])
        >>> dialogue.characters()[0]
        {'name': 'Ann', 'lines': 1, 'words': 1, 'scenes': 1, 'spoken to': 1}
        >>> dialogue.network()[0]
        {'speaker': 'Ann', 'addressee': 'Bo', 'lines': 1, 'words': 1}
    """

    lines: tuple[Line, ...]

    @classmethod
    def of(cls, text: str, quotes: Sequence[Quote]) -> Dialogue:
        """Pick the lines among the quotes of a text."""
        spoken = [quote for quote in quotes if quote.kind == "direct" and quote.speaker is not None]
        return cls(tuple(Line(quote, scene) for quote, scene in zip(spoken, _scenes(text, spoken), strict=True)))

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, place: Any) -> Any:
        return self.lines[place]

    def scenes(self) -> list[tuple[Line, ...]]:
        """Give the lines of each scene, in order."""
        return [tuple(lines) for _, lines in groupby(self.lines, key=lambda line: line.scene)]

    def characters(self) -> list[dict[str, Any]]:
        """Count lines, words, scenes and listeners of everybody who speaks, a row each; most words first."""
        lines: Counter[int] = Counter()
        words: Counter[int] = Counter()
        scenes: defaultdict[int, set[int]] = defaultdict(set)
        spoken_to: defaultdict[int, set[int]] = defaultdict(set)
        known = self._speakers()
        for line in self.lines:
            for speaker in line.quote.speakers:
                lines[speaker.id] += 1
                words[speaker.id] += line.words
                scenes[speaker.id].add(line.scene)
                spoken_to[speaker.id].update(listener.id for listener in line.quote.addressees)
        return [
            {
                "name": known[key].name,
                "lines": lines[key],
                "words": words[key],
                "scenes": len(scenes[key]),
                "spoken to": len(spoken_to[key]),
            }
            for key in sorted(known, key=lambda key: (-words[key], known[key].name))
        ]

    def network(self) -> list[dict[str, Any]]:
        """Count lines and words of everybody to everybody else, a row for each pair; most lines first.

        A line that is spoken to several counts for each of them.
        """
        names = self._names()
        return [
            {"speaker": names[one], "addressee": names[other], "lines": count, "words": words}
            for (one, other), (count, words) in self._edges()
        ]

    def to_dataframe(self) -> pd.DataFrame:
        """Give a pandas DataFrame with a row for each line: scene, speaker, addressees, words, text, start and end.

        Offsets are code points into the text, the end not included.

        Raises:
            QuoteattrError: pandas is not installed.
        """
        columns = ("scene", "speaker", "addressees", "words", "text", "start", "end")
        rows = [
            (
                line.scene,
                " and ".join(speaker.name for speaker in line.quote.speakers),
                "; ".join(listener.name for listener in line.quote.addressees) or None,
                line.words,
                line.quote.text,
                line.quote.start,
                line.quote.end,
            )
            for line in self.lines
        ]
        frame: pd.DataFrame = load_pandas().DataFrame(rows, columns=list(columns))
        return frame

    def to_graphml(self) -> str:
        """Write the network as GraphML, for Gephi, networkx and the like: a directed graph.

        Its edges have the numbers of lines and words.
        The form is that of U. Brandes and others, "GraphML Progress Report", Graph Drawing 2001.
        """
        root = ElementTree.Element("graphml", xmlns=_GRAPHML)
        keys = (("name", "node", "string"), ("lines", "edge", "int"), ("words", "edge", "int"))
        for name, of, sort in keys:
            ElementTree.SubElement(root, "key", {"id": name, "for": of, "attr.name": name, "attr.type": sort})
        graph = ElementTree.SubElement(root, "graph", edgedefault="directed")
        for key, name in self._names().items():
            _data(ElementTree.SubElement(graph, "node", id=f"n{key}"), name=name)
        for (one, other), (count, words) in self._edges():
            edge = ElementTree.SubElement(graph, "edge", source=f"n{one}", target=f"n{other}")
            _data(edge, lines=count, words=words)
        ElementTree.indent(root)
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"

    def _speakers(self) -> Mapping[int, Speaker]:
        return {speaker.id: speaker for line in self.lines for speaker in line.quote.speakers}

    def _names(self) -> dict[int, str]:
        """Everybody who speaks or is spoken to."""
        listeners = {one.id: one.name for line in self.lines for one in line.quote.addressees}
        return {**listeners, **{key: speaker.name for key, speaker in self._speakers().items()}}

    def _edges(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Pairs of a speaker and an addressee by their ids, with lines and words."""
        found: defaultdict[tuple[int, int], tuple[int, int]] = defaultdict(lambda: (0, 0))
        for line in self.lines:
            for speaker in line.quote.speakers:
                for listener in line.quote.addressees:
                    count, words = found[speaker.id, listener.id]
                    found[speaker.id, listener.id] = count + 1, words + line.words
        return sorted(found.items(), key=lambda item: (-item[1][0], item[0]))


def _scenes(text: str, quotes: Sequence[Quote]) -> Iterator[int]:
    """The number of the scene of each quote."""
    scene, last = 1, None
    for quote in quotes:
        between = text[last : quote.start] if last is not None else ""
        if len(_PARAGRAPH.findall(between)) > APART or _HEADING.search(between):
            scene += 1
        yield scene
        last = quote.end


def _data(element: ElementTree.Element, **values: str | int) -> None:
    for key, value in values.items():
        ElementTree.SubElement(element, "data", key=key).text = _fit(str(value))


def _fit(text: str) -> str:
    """Words without what XML cannot hold."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
