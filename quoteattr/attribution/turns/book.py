"""What a whole book tells of those who speak in it: their words, and near whom a description stands.

Both are counted in the book itself, so that they need no weights but those that say how much to make of them. Nothing
is made of them in a short text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from math import log

from attrs import frozen

from quoteattr.attribution.turns.lines import Line
from quoteattr.attribution.turns.stage import Stage
from quoteattr.coreference.figures import Figure

PRIOR = 500.0
"""Words of the whole book that are counted among the words of each speaker."""
NEAR = 3
"""Paragraphs from a description within which those whom it may mean are named."""
SELDOM = 1.0
"""Paragraphs by which few are held back."""
ENOUGH = 5000
"""Words that are spoken in a text from which it tells more than chance does."""
NAMED = 50
"""Those named in a paragraph who are counted, at most."""


@frozen(slots=False, eq=False)
class Book:
    """The lines of a book, with who is named where; figures are told apart by identity."""

    stage: Stage
    lines: Sequence[Line]

    def wording(self, line: Line, figure: Figure) -> float:
        """How much likelier the words of a line are of somebody than of all who speak: the logarithm.

        Somebody's words are those of the lines whose cues name them. It is 0 for whom no cue names.
        """
        own = self._words_of_speakers.get(id(figure)) if self._is_long else None
        if own is None:
            return 0.0
        size = own.total() + PRIOR
        words = ((own[word], self._words[word] / self._words.total()) for word in set(self._words_in(line)))
        return sum([log((count + PRIOR * share) / (size * share)) for count, share in words])

    def described(self, line: Line, figure: Figure) -> float:
        """How much oftener somebody is named near the noun of a line's cue than near any line: the logarithm."""
        noun = _noun(line) if self._is_long else None
        if noun is None:
            return 0.0
        counts, paragraphs = self._named_near_nouns[noun]
        usual = self._named_near_lines[id(figure)] * paragraphs / len(self._paragraphs)
        return log((counts[id(figure)] + SELDOM) / (usual + SELDOM))

    def _words_in(self, line: Line) -> Iterator[str]:
        trees = self.stage.analysis.document.trees
        nodes = (node for start, end in line.quotation.content for node in trees.nodes(start, end))
        return (node.text.lower() for node in nodes if node.text[0].isalpha())

    @cached_property
    def _is_long(self) -> bool:
        return self._words.total() >= ENOUGH

    @cached_property
    def _words(self) -> Counter[str]:
        return Counter(word for line in self.lines for word in self._words_in(line))

    @cached_property
    def _words_of_speakers(self) -> Mapping[int, Counter[str]]:
        found: dict[int, Counter[str]] = {}
        for line in self.lines:
            if line.is_settled:
                found.setdefault(id(line.guess), Counter()).update(self._words_in(line))
        return found

    @cached_property
    def _paragraphs(self) -> frozenset[int]:
        return frozenset(line.paragraph for line in self.lines)

    @cached_property
    def _named_near_lines(self) -> Counter[int]:
        return Counter(key for paragraph in self._paragraphs for key in self._named_near(paragraph))

    @cached_property
    def _named_near_nouns(self) -> Mapping[str, tuple[Counter[int], int]]:
        """By each noun of a cue, in how many paragraphs near it everybody is named, and how many it is in."""
        document = self.stage.analysis.document
        places: dict[str, set[int]] = {noun: set() for noun in map(_noun, self.lines) if noun is not None}
        for sentence in document.trees.sentences:
            for node in sentence.nodes:
                if node.lemma in places and not document.is_quoted(node):
                    places[node.lemma].add(document.paragraph_at(node.start))
        return {
            noun: (Counter(key for paragraph in found for key in self._named_near(paragraph)), len(found))
            for noun, found in places.items()
        }

    def _named_near(self, paragraph: int) -> set[int]:
        near = self._named[max(paragraph - NEAR, 0) : paragraph + NEAR + 1]
        return {key for named in near for key in named}

    @cached_property
    def _named(self) -> Sequence[Sequence[int]]:
        """Who is named in each paragraph."""
        return [
            list(islice(dict.fromkeys(id(s.figure) for s in here if s.form == "name"), NAMED))
            for here in self.stage.sightings
        ]


def _noun(line: Line) -> str | None:
    """The noun by which a cue describes the speaker: `girl` in `said the girl`."""
    head = line.source.head if line.source is not None and line.told == "nominal" else None
    return head.lemma if head is not None else None
