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

_SHOWN = 60
"""Characters of a quote that its `repr` shows, at most."""


@frozen
class Span:
    """A stretch of the text.

    Attributes:
        start: Where it begins, in code points of the text.
        end: Where it ends, the end not included, so that `text[span.start:span.end] == span.text`.
        text: The words, as written.

    Examples:
        >>> Span.cut("She said no.", 4, 8)
        Span(start=4, end=8, text='said')
    """

    start: int
    end: int
    text: str

    @classmethod
    def cut(cls, text: str, start: int, end: int, **fields: Any) -> Self:
        """Cut a span out of a text. Subclasses take their other fields by name.

        Args:
            text: The whole text.
            start: Where the span begins.
            end: Where it ends, not included.
            **fields: The other fields of a subclass.

        Examples:
            >>> Role.cut("the mayor left", 4, 9), Mention.cut("She said no.", 0, 3, form="pronoun")
            (Role(start=4, end=9, text='mayor'), Mention(start=0, end=3, text='She', form='pronoun'))
        """
        return cls(start, end, text[start:end], **fields)


@frozen
class Cue(Span):
    """The words that report: *said*, *according to*, the colon after a label.

    It is a `Span` with these fields besides.

    Attributes:
        lemma: The dictionary form: `say` for *said*.
        stance: What the cue does with its content: `assert`, `ask`, `demand`, `promise`, `believe`, `want`, `accuse`,
            `deny` or `praise`.
        negated: Whether the text denies the reporting itself: *did not say*, *nobody said*.
    """

    lemma: str
    stance: Stance = "assert"
    negated: bool = False


@frozen
class Mention(Span):
    """A phrase that names, describes or points to somebody.

    It is a `Span` with one field besides.

    Attributes:
        form: `name` (*Ann Lee*), `nominal` (*a spokeswoman*) or `pronoun` (*she*).
    """

    form: Form


@frozen
class Role(Span):
    """The words that say in what role somebody speaks: a title, an office, a job or an organization. It is a `Span`."""


@frozen
class Addressee(Span):
    """The phrase that says to whom something is said: *reporters* in *told reporters*.

    It is a `Span` with one field besides.

    Attributes:
        speaker: The id of the person it stands for, if that is one of `Result.people`.
    """

    speaker: int | None = None


@frozen(repr=False)
class Speaker:
    """The person, organization or document behind one or more sources.

    Attributes:
        id: A number that is unique within the result.
        name: The fullest form of the name in the document, without titles; for somebody without a name, the
            description: *senior official*.
        kind: `person`, `organization`, `place`, `group`, `document` or `unnamed`.
        role: The best of the roles.
        roles: All words that say in what role they speak, the best first.
        affiliation: The organization that a role names: *Norsund Ferries* in *chief executive of Norsund Ferries*.
        aliases: The other forms of the name in the document, in order.
        mentions: All names, descriptions and pronouns that stand for the speaker, in order.
        relayed: Whether they speak only within the words of others.
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

    def __repr__(self) -> str:
        return f"<Speaker {_brief(self)}>"

    def _repr_html_(self) -> str:
        facts = {
            "kind": self.kind,
            "role": self.role and self.role.text,
            "also": ", ".join(self.aliases) or None,
            "mentions": len(self.mentions),
        }
        return card(self.name, facts)


@frozen(repr=False)
class Person:
    """A person, organization or group in the text, whether quoted or not.

    Attributes:
        id: A number that is unique within the result; a speaker keeps the id of the `Speaker`.
        name: As in `Speaker`.
        kind: As in `Speaker`.
        role: As in `Speaker`.
        roles: As in `Speaker`.
        aliases: As in `Speaker`.
        mentions: All names, descriptions and pronouns that stand for them, in order.
        quotes: The number of quotes in which they speak, jointly with others and within others' words too; 0 for
            those who are only named.
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
        """Make the person that a speaker is, who speaks in so many quotes.

        Examples:
            >>> Person.of(Speaker(0, "Ann Lee", "person"), 2)
            <Person 0: Ann Lee (person), 2 quotes>
        """
        fields = (speaker.id, speaker.name, speaker.kind, speaker.role, speaker.roles, speaker.aliases)
        return cls(*fields, speaker.mentions, quotes)

    def __repr__(self) -> str:
        return f"<Person {_brief(self)}, {self.quotes} quote{'' if self.quotes == 1 else 's'}>"


def _brief(one: Speaker | Person) -> str:
    """Who somebody is, in a few words."""
    role = f", {one.role.text}" if one.role else ""
    return f"{one.id}: {one.name}{role} ({one.kind})"


@frozen
class Listener:
    """Somebody to whom a line of dialogue is spoken.

    Attributes:
        id: The id of one of `Result.people`.
        name: Their name there.

    Examples:
        >>> Listener.of(Speaker(0, "Ann Lee", "person"))
        Listener(id=0, name='Ann Lee')
    """

    id: int
    name: str

    @classmethod
    def of(cls, speaker: Speaker) -> Listener:
        """Make the listener that a speaker is."""
        return cls(speaker.id, speaker.name)


@frozen(repr=False)
class Quote:
    """Reported words, and who they are attributed to.

    What the text does not give is None. Quotes that differ only in `reason`, `outer` and `id` are equal.

    Attributes:
        kind: `direct`, `mixed` or `indirect`.
        content: The reported words: one span, or several where the cue interrupts. Direct content leaves the quotation
            marks out; mixed and indirect content is the reported clause as written.
        cue: The words that report.
        source: The phrase that the words are attributed to, as written: *she*, *a report*.
        speaker: The one whom the source stands for; the first of joint speakers.
        sieve: The name of the rule that chose the source; `unattributed` if none did.
        confidence: The share of similar records in annotated news whose content and source were right, from 0 to 1.
        speakers: All of joint speakers. Left out, the one speaker.
        speaker_confidence: The share of speakers found in this way whose name was right, from 0 to 1.
        addressee: To whom it is said.
        medium: Through what: *in a statement*.
        occasion: At what event or place: *at a rally*.
        time: When, as written: *on Monday*.
        addressees: Those to whom a line of dialogue is spoken.
        reason: What `explain()` reports. Records read back from JSON have none.
        inner: The quotes within the content: what others say in these words. They are copies of those passed in.
        id: The name of the quote in its result: `q3`, and within it `q3.1`.
        outer: The quote around this one; None for the outermost.

    Raises:
        InputError: `speaker` is not the first of `speakers`.

    Examples:
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
    reason: Reason | None = field(default=None, eq=False)
    inner: tuple[Quote, ...] = ()
    id: str | None = field(default=None, eq=False)
    outer: Quote | None = field(default=None, init=False, eq=False)

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
        """The pieces of the content, joined by a space."""
        return " ".join(span.text for span in self.content)

    @property
    def start(self) -> int:
        """Where the whole content begins, interruptions included."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """Where the whole content ends, not included."""
        return self.content[-1].end

    def explain(self) -> str:
        """Say in sentences why the quote is as it is: the rule, the path, who was passed over, how sure, and why.

        Examples:
            >>> span = Span.cut("“No,” said Ann Lee.", 1, 4)
            >>> print(Quote("direct", (span,), None, None, None, "unattributed", 0.3).explain().splitlines()[0])
            Answer: “No,” has no identified speaker.
        """
        return explained(self)

    def __repr__(self) -> str:
        words = self.text if len(self.text) <= _SHOWN else f"{self.text[: _SHOWN - 1]}…"
        said = " and ".join(speaker.name for speaker in self.speakers) or "nobody"
        return f"<Quote{f' {self.id}' if self.id else ''} ({self.kind}) by {said}: {words!r}>"

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
