"""Why a record is as it is: the facts noted while it was made, small enough to stay with every record."""

from __future__ import annotations

from attrs import field, frozen


@frozen
class Frame:
    """What content is to its cue: the relation by which it hangs, and the preposition or conjunction before it.

    The relation is one of Universal Dependencies, or says where content stands that does not hang from its cue: `quote`
    in marks beside it, `colon` after it, `parenthesis` and `as` around it, `preposition` in the rest of the clause.

    >>> str(Frame("obl", "for")), str(Frame("xcomp", with_object=True)), str(Frame("ccomp", passive=True))
    ('obl for', 'obj + xcomp', 'passive ccomp')
    """

    relation: str
    word: str = ""
    passive: bool = False
    with_object: bool = False
    name: str = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        words = ("obj +" if self.with_object else "", "passive" if self.passive else "", self.relation, self.word)
        object.__setattr__(self, "name", " ".join(filter(None, words)))

    def __str__(self) -> str:
        return self.name

    @property
    def sort(self) -> str:
        """The coarsest that can be said of it: with an object, passive, or the relation."""
        return "obj" if self.with_object else "passive" if self.passive else self.relation


@frozen
class Gloss:
    """A rule's name and what it looks for: `subject_of_cue`, *the subject of the reporting verb*."""

    name: str
    gloss: str


@frozen
class Step:
    """A word and the one that it hangs from: `she` is the `nsubj` of `said`."""

    word: str
    relation: str
    head: str


@frozen
class Evidence:
    """What features of one name add up to in the judge's eyes; `value` is empty where they have several."""

    name: str
    value: str
    weight: float


@frozen
class Counted:
    """How often a cue in a frame reported something on annotated news; `rare` cues are counted together."""

    lemma: str
    frame: str
    reported: int
    seen: int
    rare: bool


@frozen
class Resolution:
    """How a source came to stand for a speaker: the rule, and where the speaker is last named.

    For a pronoun or a description, `share` is how likely whoever was chosen is, and `weighed` are others with theirs,
    the likeliest first. Where it was weighed whose turn it is, `evidence` is what weighed most.
    """

    rule: Gloss | None
    named: int | None = None
    share: float | None = None
    weighed: tuple[tuple[str, float], ...] = ()
    evidence: tuple[Evidence, ...] = ()


@frozen
class Withheld:
    """A speaker who is not likely enough to be told, how likely, and the likelihood that was asked for."""

    name: str
    share: float
    least: float


@frozen
class Reason:
    """What was noted when a quote was decided.

    `declined` are the rules that were asked before; `rivals` what later ones would have said, each with the phrase;
    `weighed` the candidates among which the rule chose, each with its probability; `beside` what else hangs from the
    cue; `readings` what other reports lost the same words, as cue and plausibility.
    `evidence` is what weighed most with the judge. The two shares make up the confidence; that of the source is
    `measured`, or a stand-in. `speaker_evidence` are the features that tell how sure the speaker is; `withheld` is the
    one who is not sure enough.
    """

    rule: Gloss | None
    declined: tuple[str, ...]
    content_share: float
    source_share: float
    measured: bool = True
    frame: Frame | None = None
    path: tuple[Step, ...] = ()
    beside: tuple[Step, ...] = ()
    rivals: tuple[tuple[Gloss, str], ...] = ()
    weighed: tuple[tuple[str, float], ...] = ()
    counted: Counted | None = None
    evidence: tuple[Evidence, ...] = ()
    readings: tuple[tuple[str, float], ...] = ()
    resolution: Resolution | None = None
    speaker_evidence: frozenset[str] = field(default=frozenset(), repr=False)  # in no order
    withheld: Withheld | None = None
