"""What an evaluation is made of: rates, shares and the score that holds them.

The figures for contents and sources follow the usage of PARC and PolNeAR, whose attributions are triples of
source, cue and content (E. Newell, D. Margolin and D. Ruths, "An Attribution Relations Corpus for Political
News", LREC 2018). Annotators seldom agree on the last word of a content, so it counts as found when it
overlaps enough.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, fields, frozen


@frozen
class Rate:
    """What is right among what was predicted and among what there is to find.

    Attributes:
        right: How many are right.
        predicted: How many were predicted.
        gold: How many there are to find.

    Examples:
        >>> rate = Rate(right=3, predicted=4, gold=6)
        >>> rate.precision, rate.recall, rate.f1
        (0.75, 0.5, 0.6)
    """

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """The share of the predicted that is right; 0 where nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.predicted + self.gold) if self.right else 0.0

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)


@frozen
class Share:
    """How many gold units were got right; its `value` is 0 where there are none.

    Attributes:
        right: How many are right.
        gold: How many there are.

    Examples:
        >>> (Share(1, 2) + Share(2, 2)).value
        0.75
    """

    right: int = 0
    gold: int = 0

    @property
    def value(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.gold + other.gold)


@frozen
class Score:
    """Figures for some documents; two scores add up to the score of all their documents.

    The figures from `speaker` on are of gold quotes with a speaker, judged by the prediction that covers most of their
    letters and digits, and half of them at least.

    Attributes:
        documents: How many documents were scored.
        lost: How many have no prediction; their quotes count as missed.
        content_soft: A predicted content matches a gold one if they share at least half of all letters and digits that
            either covers (Jaccard); one to one, the best overlap first.
        content_exact: Of these, those with equal letters and digits.
        words: Letters and digits that lie in any content.
        attributed: A content matches and so does its source: it shares a word other than *the* and the like with the
            gold source, or both have none. The headline.
        marked: Stretches between double quotation marks that lie at least half in a gold content with a source, found
            where the first prediction with a source that covers half of them has the right one.
        source_given: Of the matching contents whose gold has a source, those with the right one.
        cue_given: Of the matching contents whose gold has a cue, those with the right one.
        content_by_kind: Recall of contents for each kind of gold quote.
        attributed_by_kind: Recall of contents with the right source for each kind of gold quote.
        speaker: It names the speaker, by name, id or an alias; case, accents and punctuation do not count.
        speaker_canonical: It names the speaker by the name itself.
        speaker_said: It names somebody at all.
        speaker_by_subtype: `speaker` for each `subtype` that the corpus knows.
        speaker_kind: It says of what kind the speaker is, where the gold does.
        role: Its role shares words with the gold role, F1 of 0.5 or more.
        role_none: It has no role, where the gold says that there is none.
    """

    documents: int = 0
    lost: int = 0
    content_soft: Rate = Rate()
    content_exact: Rate = Rate()
    words: Rate = Rate()
    attributed: Rate = Rate()
    marked: Rate = Rate()
    source_given: Share = Share()
    cue_given: Share = Share()
    content_by_kind: Mapping[str, Share] = field(factory=dict)
    attributed_by_kind: Mapping[str, Share] = field(factory=dict)
    speaker: Share = Share()
    speaker_canonical: Share = Share()
    speaker_said: Share = Share()
    speaker_by_subtype: Mapping[str, Share] = field(factory=dict)
    speaker_kind: Share = Share()
    role: Share = Share()
    role_none: Share = Share()

    def __add__(self, other: Score) -> Score:
        return Score(**{f.name: _plus(getattr(self, f.name), getattr(other, f.name)) for f in fields(Score)})

    @property
    def figures(self) -> dict[str, Rate | Share]:
        """Every figure that there was something to measure for, by a dotted name."""
        named: dict[str, Rate | Share] = {}
        for attribute in fields(Score):
            value = getattr(self, attribute.name)
            name = attribute.name.replace("_", ".", 1)
            if isinstance(value, Rate | Share):
                named[name] = value
            elif isinstance(value, Mapping):
                named |= {f"{name.partition('.')[0]}.{kind}": share for kind, share in value.items()}
        return {name: figure for name, figure in named.items() if figure.gold}

    def headlines(self) -> dict[str, float]:
        """One number a figure: F1 of a rate, the value of a share.

        Examples:
            >>> Score(marked=Rate(3, 4, 6), role=Share(1, 2)).headlines()
            {'marked': 0.6, 'role': 0.5}
        """
        return {name: f.f1 if isinstance(f, Rate) else f.value for name, f in self.figures.items()}

    def to_dict(self) -> dict[str, Any]:
        """Turn the figures and their counts into what JSON holds.

        Examples:
            >>> Score(documents=2, role=Share(1, 2)).to_dict()
            {'documents': 2, 'lost': 0, 'role': {'value': 0.5, 'right': 1, 'gold': 2}}
        """
        figures = {name: _figure_to_dict(figure) for name, figure in self.figures.items()}
        return {"documents": self.documents, "lost": self.lost, **figures}

    def __str__(self) -> str:
        lines = [f"{self.documents} documents, {self.lost} lost", _row("", "F1/share", "precision", "recall", "gold")]
        for name, figure in self.figures.items():
            if isinstance(figure, Rate):
                numbers = [f"{number:.3f}" for number in (figure.f1, figure.precision, figure.recall)]
            else:
                numbers = [f"{figure.value:.3f}", "", ""]
            lines.append(_row(name, *numbers, str(figure.gold)))
        return "\n".join(lines)


def _plus(one: Any, other: Any) -> Any:
    if isinstance(one, Mapping):
        return {key: one.get(key, Share()) + other.get(key, Share()) for key in dict.fromkeys([*one, *other])}
    return one + other


def _figure_to_dict(figure: Rate | Share) -> dict[str, float | int]:
    if isinstance(figure, Share):
        return {"value": figure.value, "right": figure.right, "gold": figure.gold}
    shares = {"f1": figure.f1, "precision": figure.precision, "recall": figure.recall}
    return {**shares, "right": figure.right, "predicted": figure.predicted, "gold": figure.gold}


def _row(name: str, *cells: str) -> str:
    return f"{name:20}" + "".join(f"{cell:>10}" for cell in cells).rstrip()
