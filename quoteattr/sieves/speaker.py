"""Sieves from source to speaker: which member of the cast a phrase stands for.

The order is by form: a name, a description of somebody named, a pronoun. What no sieve resolves stands for
itself: a group, a document, a body or a person without a name.
"""

from collections.abc import Callable, Container, Sequence

from attrs import frozen

from quoteattr.cast import Cast, Member
from quoteattr.page import Page
from quoteattr.records import Mention, Role, SpeakerKind
from quoteattr.roles import head_word
from quoteattr.syntax import Sentence, Token

SENTENCES_BACK = 8
"""How many sentences back a pronoun may look for what it stands for."""


@frozen(slots=False)
class Clue:
    """A source, and what may tell whom it stands for.

    `roles` gives the roles of a member; `spoken` are those who spoke before, the latest last; `described` the nouns
    of speakers without a name.
    """

    page: Page
    cast: Cast
    mention: Mention
    sentence: Sentence
    head: Token
    roles: Callable[[Member], list[Role]]
    spoken: Sequence[Member] = ()
    described: Container[str] = ()

    @property
    def definite_noun(self) -> str | None:
        """The head of a definite singular description: `mayor` in `the mayor`."""
        first = self.mention.text.split()[0].lower()
        plural = self.head.feature("Number") == "Plur"
        definite = self.head.upos == "NOUN" and first in ("the", "this", "that") and not plural
        return self.head.lemma.lower() if definite else None

    def named_before(self, kind: SpeakerKind) -> list[Member]:
        """The members of a kind that are named before the source."""
        start = self.mention.start
        return [m for m in self.cast.members if m.kind == kind and m.names[0].mention.start < start]


_OTHERS = ("nmod:poss", "compound")
"""Relations of names that only say whose somebody is: `Lee's lawyer`."""

SpeakerSieve = Callable[[Clue], Member | None]


def named_speaker(clue: Clue) -> Member | None:
    """The name that heads the mention or stands beside its head: `Apple's chief executive, Tim Cook`."""
    head_member = clue.cast.member_at(clue.head)
    if head_member is not None and head_member.kind == "person":
        return head_member
    sentence, tokens = clue.sentence, clue.sentence.tokens
    beside = sentence.children(clue.head, "flat", "appos", "compound", "nmod:desc")
    beside += [
        token
        for token in tokens
        if clue.head.start < token.start < clue.mention.end
        and token.ner == "B-PER"
        and tokens[token.index - 2].upos in ("NOUN", "PROPN", "PUNCT")
    ]
    for token in beside:
        member = clue.cast.member_at(token)
        if member is not None and member.kind == "person" and token.index > clue.head.index:
            return member
    return head_member


def described_speaker(clue: Clue) -> Member | None:
    """Somebody named whose role a definite phrase repeats: `the mayor` for `Mayor Ann Lee`.

    A role that nobody was given stands for the nearest subject: `the 54-year-old`, `the businessman`. Declines
    for plurals, for `a mayor`, who is somebody new, and where a mayor without a name spoke before.
    """
    noun = clue.definite_noun
    if noun is None or clue.page.language.nouns.get(noun):
        return None
    before = [
        member for member in clue.named_before("person") if noun in {head_word(role) for role in clue.roles(member)}
    ]
    if before:
        return max(before, key=lambda member: member.last_before(clue.mention.start))
    if noun in clue.described or not clue.page.language.is_role(noun):
        return None
    return _nearest(clue, "person")


def described_body(clue: Clue) -> Member | None:
    """A body named before that a definite phrase takes up: `the institute` for `Harbour Institute`, `the company`.

    Declines when a body of that description without a name spoke before.
    """
    noun = clue.definite_noun
    if noun is None or noun in clue.described or clue.page.language.nouns.get(noun) != "organization":
        return None
    before = clue.named_before("organization")
    called = [member for member in before if noun in member.name.lower().split()]
    general = before if noun in clue.page.language.general_bodies else []
    return max(called or general, key=lambda member: member.last_before(clue.mention.start), default=None)


def pronoun_speaker(clue: Clue) -> Member | None:
    """Whom a pronoun stands for: the nearest subject that agrees, else the nearest name, else who spoke last."""
    wanted = clue.page.language.pronouns.get(clue.mention.text.lower())
    if clue.head.upos != "PRON" or wanted is None:
        return None
    return _nearest(clue, wanted) or next((m for m in reversed(clue.spoken) if _agrees(clue, m, wanted)), None)


def _nearest(clue: Clue, wanted: str) -> Member | None:
    """The nearest member that agrees, by sentences back.

    In a sentence a subject comes before other names, and somebody of known gender before somebody of unknown.
    """
    for sentence in clue.page.parse.before(clue.sentence, SENTENCES_BACK):
        names = [
            (token, member)
            for token in sentence.tokens
            if token.start < clue.mention.start
            and (member := clue.cast.member_at(token)) is not None
            and _agrees(clue, member, wanted)
            and not clue.page.stretch_at(token.start)
            and clue.cast.head_at(token).deprel not in _OTHERS
        ]
        subjects = [pair for pair in names if clue.cast.head_at(pair[0]).has_relation("nsubj")]
        unsure: Member | None = None
        for _, member in [*subjects, *names]:
            if wanted not in ("Fem", "Masc") or member.gender:
                return member
            unsure = unsure or member
        if unsure is not None:
            return unsure
    return None


def _agrees(clue: Clue, member: Member, wanted: str) -> bool:
    """Whether a member fits what is wanted: a gender, a `person`, a `thing` or `plural`."""
    if wanted == "thing":
        return member.kind != "person"
    if wanted == "plural":
        return member.kind == "organization"
    gender = member.gender
    return member.kind == "person" and (wanted == "person" or gender in ("", wanted))


SPEAKER_SIEVES: tuple[SpeakerSieve, ...] = (
    named_speaker,
    described_speaker,
    described_body,
    pronoun_speaker,
)
