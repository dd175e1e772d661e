"""What an answer is made of: spans, cues, mentions, roles, speakers and quotes.

Every record is frozen. Offsets are code points into the caller's text, end exclusive, so that
`text[span.start:span.end] == span.text` for each of them.
"""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen, validators

QuoteKind = Literal["direct", "mixed", "indirect"]
Form = Literal["name", "nominal", "pronoun"]
SpeakerKind = Literal["person", "organization", "place", "group", "document", "unnamed"]
Stance = Literal["assert", "ask", "demand", "promise", "believe", "want", "accuse", "deny", "praise"]


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
    """The words that say as what somebody speaks: title, office, job or affiliation."""


@frozen
class Speaker:
    """The person or body behind one or more sources, with every mention found in the document."""

    id: int
    name: str
    kind: SpeakerKind
    role: Role | None = None
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


@frozen
class Quote:
    """Reported words, and who they are attributed to.

    `content` holds one span, or several where the cue interrupts. Direct content leaves the quotation marks
    out; mixed and indirect content is the reported clause as written. `cue`, `source` and `speaker` are None
    where the text gives none. `sieve` names the rule that decided; `confidence` is how often an answer of its
    sort was right on annotated news.
    """

    kind: QuoteKind
    content: tuple[Span, ...] = field(validator=validators.min_len(1))
    cue: Cue | None
    source: Mention | None
    speaker: Speaker | None
    sieve: str
    confidence: float

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
