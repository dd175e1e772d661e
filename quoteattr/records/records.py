"""What an answer is made of: spans, cues, mentions, roles, speakers and quotes.

Every record is frozen. Offsets are code points into the caller's text, end exclusive, so that
`text[span.start:span.end] == span.text` for each of them.
"""

from __future__ import annotations

from attrs import field, frozen, validators

from quoteattr.display.markup import card
from quoteattr.records.explain import explained
from quoteattr.records.reasons import Reason
from quoteattr.vocabulary import Form, QuoteKind, SpeakerKind, Stance


@frozen
class Span:
    """A stretch of the text.

    >>> Span.cut("She said no.", 4, 8)
    Span(start=4, end=8, text='said')
    """

    start: int
    end: int
    text: str

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> Span:
        """The span of `text` from `start` to `end`."""
        return Span(start, end, text[start:end])


@frozen
class Cue(Span):
    """The words that report (`said`, `according to`, `:`), their lemma, and the stance they lend the content.

    `negated` says that the text denies the reporting itself: `did not say`, `nobody said`.
    """

    lemma: str
    stance: Stance = "assert"
    negated: bool = False


@frozen
class Mention(Span):
    """A phrase that names, describes or points to somebody."""

    form: Form


@frozen
class Role(Span):
    """The words that say as what somebody speaks: title, office, job, body or party."""


@frozen
class Speaker:
    """The person or body behind one or more sources, with every mention found in the document.

    `roles` are all the words that say as what somebody speaks, the fullest first, and `role` is that; `affiliation` is
    the body that they name.
    """

    id: int
    name: str
    kind: SpeakerKind
    role: Role | None = None
    roles: tuple[Role, ...] = ()
    affiliation: Span | None = None
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()

    def _repr_html_(self) -> str:
        facts = {
            "kind": self.kind,
            "role": self.role and self.role.text,
            "also": ", ".join(self.aliases) or None,
            "mentions": len(self.mentions),
        }
        return card(self.name, facts)


@frozen
class Quote:
    """Reported words, and who they are attributed to.

    `content` holds one span, or several where the cue interrupts. Direct content leaves the quotation marks
    out; mixed and indirect content is the reported clause as written. `cue`, `source` and `speaker` are None
    where the text gives none. `speakers` are all of joint speakers, and `speaker` the first. `sieve` names the rule
    that decided; `confidence` is how often an answer of its sort was right on annotated news. `reason` is what
    `explain()` tells of; records read back have none, and quotes that differ in nothing else are equal.
    """

    kind: QuoteKind
    content: tuple[Span, ...] = field(validator=validators.min_len(1))
    cue: Cue | None
    source: Mention | None
    speaker: Speaker | None
    sieve: str
    confidence: float
    speakers: tuple[Speaker, ...] = field()
    reason: Reason | None = field(default=None, eq=False, repr=False)

    @speakers.default
    def _only_speaker(self) -> tuple[Speaker, ...]:
        return (self.speaker,) if self.speaker else ()

    @property
    def text(self) -> str:
        """The content's pieces, joined by a space."""
        return " ".join(span.text for span in self.content)

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """Where the content ends."""
        return self.content[-1].end

    def explain(self) -> str:
        """Say in sentences why the quote is as it is: the rule, the path, who was passed over, how sure and why.

        >>> span = Span.cut("“No,” said Ann Lee.", 1, 4)
        >>> print(Quote("direct", (span,), None, None, None, "unattributed", 0.3).explain()[:36])
        Answer: “No,” is put down to nobody.
        """
        return explained(self)

    def _repr_html_(self) -> str:
        speaker, cue, source = self.speaker, self.cue, self.source
        facts = {
            "speaker": " and ".join(speaker.name for speaker in self.speakers) or "not attributed",
            "role": speaker.role.text if speaker and speaker.role else None,
            "source": source and f"{source.text} ({source.form})",
            "cue": cue and f"{cue.text} ({cue.lemma}, {cue.stance})",
            "kind": self.kind,
            "sieve": self.sieve,
            "confidence": f"{self.confidence:.2f}",
        }
        return card(self.text, facts)
