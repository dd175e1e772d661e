"""Somebody or something that pronouns and descriptions may stand for, and how salient it is."""

from collections import Counter

from attrs import define, field

from quoteattr.coreference.chains import Antecedent
from quoteattr.entities.cast import Entity
from quoteattr.syntax.trees import Node

REPEATED = 0.4
"""What is left of the lesser of two saliences, what a figure has and what a mention adds, when they are joined."""


FADING = 0.7
"""What is left of a salience after a sentence."""


MOST = 1.75
"""The salience that nobody has more of, however often mentioned, so that a new subject can be taken up at once."""


FORGOTTEN = 0.02
"""Salience below which a figure is out of sight."""


@define(eq=False)
class Referent:
    """Somebody or something that a pronoun may stand for: a member of the cast, or a phrase without a name."""

    head: Node
    entity: Entity | None
    kind: str
    plural: bool
    gender: str
    guesses: Counter[str] = field(factory=Counter)  # genders that pronouns told, where nothing else does
    salience: float = 0.0
    seen: int = 0  # number of the sentence of which `salience` is
    origin: Antecedent = field(init=False)  # by its first mention, so that whoever is described is one speaker

    def __attrs_post_init__(self) -> None:
        self.origin = Antecedent(self.entity, self.head)

    def guess(self, gender: str) -> None:
        """Learn a gender from a pronoun, if nothing better has told it."""
        if self.guesses or not self.gender:
            self.guesses[gender] += 1
            self.gender = self.guesses.most_common(1)[0][0]

    def now(self, number: int) -> float:
        """The salience at a later sentence."""
        return self.salience * FADING ** (number - self.seen)

    def rise(self, number: int, by: float) -> None:
        """Count a mention."""
        had = self.now(number)
        self.salience = min(max(had, by) + REPEATED * min(had, by), MOST)
        self.seen = number
