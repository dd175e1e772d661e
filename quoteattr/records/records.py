"""What an answer is made of: spans, cues, mentions, roles, speakers and quotes.

Every record is frozen. Offsets are code points into the caller's text, end exclusive, so that
`text[span.start:span.end] == span.text` for each of them.
"""

from __future__ import annotations

from typing import Any, Self

from attrs import Attribute, field, frozen, validators

from quoteattr.display.markup import card
from quoteattr.errors import InputError
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
    def cut(cls, text: str, start: int, end: int, **fields: Any) -> Self:
        """The span of `text` from `start` to `end`, of the class that is asked, with its other fields if it has any.

        >>> Role.cut("the mayor left", 4, 9), Mention.cut("She said no.", 0, 3, form="pronoun")
        (Role(start=4, end=9, text='mayor'), Mention(start=0, end=3, text='She', form='pronoun'))
        """
        return cls(start, end, text[start:end], **fields)


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

    `roles` are all the words that say as what somebody speaks, the best first, and `role` is that; `affiliation` is
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
class Person:
    """Somebody in the text, a person, a body or a group: who is named in it, and who speaks without a name.

    `mentions` are the names, descriptions and pronouns that stand for them, in order. `quotes` is the number of records
    in which they speak, jointly with others too; who speaks has the `id` of the `Speaker`.
    """

    id: int
    name: str
    kind: SpeakerKind
    role: Role | None = None
    roles: tuple[Role, ...] = ()
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: int = 0

    @classmethod
    def of(cls, speaker: Speaker, quotes: int) -> Person:
        """The person that a speaker is, who speaks in some number of quotes.

        >>> Person.of(Speaker(0, "Ann Lee", "person"), 2)
        Person(id=0, name='Ann Lee', kind='person', role=None, roles=(), aliases=(), mentions=(), quotes=2)
        """
        fields = (speaker.id, speaker.name, speaker.kind, speaker.role, speaker.roles, speaker.aliases)
        return cls(*fields, speaker.mentions, quotes)


@frozen
class Addressee:
    """Somebody to whom a line of dialogue is spoken: the `id` and `name` of a `Person` of the result.

    >>> Addressee.of(Speaker(0, "Ann Lee", "person"))
    Addressee(id=0, name='Ann Lee')
    """

    id: int
    name: str

    @classmethod
    def of(cls, speaker: Speaker) -> Addressee:
        """The one who is spoken to, by their record as a speaker."""
        return cls(speaker.id, speaker.name)


@frozen
class Quote:
    """Reported words, and who they are attributed to.

    `content` holds one span, or several where the cue interrupts. Direct content leaves the quotation marks
    out; mixed and indirect content is the reported clause as written. `cue`, `source` and `speaker` are None
    where the text gives none. `speakers` are all of joint speakers, and `speaker` the first, or else InputError
    is raised; left out, they are that one alone. `sieve` names the rule that decided; `confidence` is how often an
    answer of its sort was right on annotated news, `speaker_confidence` how often the name of a speaker who was found
    in such a way was right, None where there is none. `addressees` are those to whom a line of dialogue is
    spoken, as far as it is known. `reason` is what `explain()` tells of; records read back have
    none, and quotes that differ in nothing else are equal.
    """

    kind: QuoteKind
    content: tuple[Span, ...] = field(validator=validators.min_len(1))
    cue: Cue | None
    source: Mention | None
    speaker: Speaker | None
    sieve: str
    confidence: float
    speakers: tuple[Speaker, ...] = field()
    speaker_confidence: float | None = None
    addressees: tuple[Addressee, ...] = ()
    reason: Reason | None = field(default=None, eq=False, repr=False)

    @speakers.default
    def _only_speaker(self) -> tuple[Speaker, ...]:
        return (self.speaker,) if self.speaker else ()

    @speakers.validator
    def _check_speakers(self, _: Attribute[tuple[Speaker, ...]], speakers: tuple[Speaker, ...]) -> None:
        if self.speaker != next(iter(speakers), None):
            came = self.speaker and self.speaker.name
            names = ", ".join(speaker.name for speaker in speakers) or "nobody"
            raise InputError(
                f"a quote came with speaker {came} and speakers ({names}); pass the first of the speakers as speaker, "
                "and None where there are none"
            )

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
            "spoken to": ", ".join(addressee.name for addressee in self.addressees) or None,
            "role": speaker.role.text if speaker and speaker.role else None,
            "source": source and f"{source.text} ({source.form})",
            "cue": cue and f"{cue.text} ({cue.lemma}, {cue.stance})",
            "kind": self.kind,
            "sieve": self.sieve,
            "confidence": f"{self.confidence:.2f}",
            "speaker confidence": None if self.speaker_confidence is None else f"{self.speaker_confidence:.2f}",
        }
        return card(self.text, facts)
