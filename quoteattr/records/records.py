"""What an answer is made of: spans, cues, mentions, roles, speakers and quotes.

Every record is frozen. Offsets are code points into the caller's text, end exclusive, so that
`text[span.start:span.end] == span.text` for each of them.
"""

from __future__ import annotations

from typing import Any, Self

from attrs import Attribute, evolve, field, frozen, validators

from quoteattr.display.markup import card
from quoteattr.errors import InputError
from quoteattr.records.explain import explained
from quoteattr.records.reasons import Reason
from quoteattr.vocabulary import Circumstance, Form, QuoteKind, SpeakerKind, Stance


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
class Addressee(Span):
    """The phrase that says to whom something is said: `reporters` in *told reporters*.

    `speaker` is the id of whoever it stands for, where that is one of `Result.people`.
    """

    speaker: int | None = None


@frozen
class Speaker:
    """The person or body behind one or more sources, with every mention found in the document.

    `roles` are all the words that say as what somebody speaks, the best first, and `role` is that; `affiliation` is
    the body that they name. `relayed` says that they speak within the words of others only.
    """

    id: int
    name: str
    kind: SpeakerKind
    role: Role | None = None
    roles: tuple[Role, ...] = ()
    affiliation: Span | None = None
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    relayed: bool = False

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
    in which they speak, jointly with others and within the words of others too; who speaks has the `id` of the
    `Speaker`.
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
class Listener:
    """Somebody to whom a line of dialogue is spoken: the `id` and `name` of a `Person` of the result.

    >>> Listener.of(Speaker(0, "Ann Lee", "person"))
    Listener(id=0, name='Ann Lee')
    """

    id: int
    name: str

    @classmethod
    def of(cls, speaker: Speaker) -> Listener:
        """The one who is spoken to, by their record as a speaker."""
        return cls(speaker.id, speaker.name)


@frozen
class Quote:
    """Reported words, and who they are attributed to.

    `content` holds one span, or several where the cue interrupts. Direct content leaves the quotation marks out;
    mixed and indirect content is the reported clause as written. `cue`, `source` and `speaker` are None where the
    text gives none. `speakers` are all of joint speakers, and `speaker` the first, or else InputError is raised;
    left out, they are that one alone. `sieve` names the rule that decided; `confidence` is how often an answer of
    its sort was right on annotated news, `speaker_confidence` how often the name of a speaker who was found in such
    a way was right, None where there is none. `addressee`, `medium`, `occasion` and `time` say to whom, through
    what, where and when it is said, as far as the words around the content tell; None where they do not. `addressees`
    are those to whom a line of dialogue is spoken, as far as it is known. `reason` is what `explain()` tells of;
    records read back have none.

    `inner` are the quotes within the content, what somebody says in the words of somebody else; each has copies of
    those that it was made with, and `outer` leads from them back to it, None for the outermost. `id` names the quote in
    its result: `q3`, and within it `q3.1`. Quotes that differ in nothing but `reason`, `outer` and `id` are equal.

    >>> no, said = Span.cut("She told us he said no.", 20, 22), Span.cut("She told us he said no.", 12, 22)
    >>> inner = Quote("indirect", (no,), None, None, None, "none", 0.5)
    >>> outer = Quote("indirect", (said,), None, None, None, "none", 0.5, inner=(inner,))
    >>> outer.inner[0].outer is outer, outer.inner[0] == inner
    (True, True)
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
    addressee: Addressee | None = None
    medium: Span | None = None
    occasion: Span | None = None
    time: Span | None = None
    addressees: tuple[Listener, ...] = ()
    reason: Reason | None = field(default=None, eq=False, repr=False)
    inner: tuple[Quote, ...] = ()
    id: str | None = field(default=None, eq=False)
    outer: Quote | None = field(default=None, init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        # Copies, so that no quote is led away from the one that it was made for.
        object.__setattr__(self, "inner", tuple(_led_back(quote, self) for quote in self.inner))

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
            **{str(name): span.text if span else None for name, span in circumstances_of(self).items()},
            "kind": self.kind,
            "sieve": self.sieve,
            "confidence": f"{self.confidence:.2f}",
            "speaker confidence": None if self.speaker_confidence is None else f"{self.speaker_confidence:.2f}",
        }
        return card(self.text, facts)


def circumstances_of(quote: Quote) -> dict[Circumstance, Span | None]:
    """The circumstances of a quote by their names.

    >>> span = Span.cut("“No,” she told the Herald.", 1, 4)
    >>> circumstances_of(Quote("direct", (span,), None, None, None, "unattributed", 0.3))
    {'addressee': None, 'medium': None, 'occasion': None, 'time': None}
    """
    found: dict[Circumstance, Span | None] = {
        "addressee": quote.addressee,
        "medium": quote.medium,
        "occasion": quote.occasion,
        "time": quote.time,
    }
    return found


def _led_back(quote: Quote, outer: Quote) -> Quote:
    """A copy of a quote that leads back to the one around it."""
    copy = evolve(quote)
    object.__setattr__(copy, "outer", outer)
    return copy
