"""Sieves from source to speaker: which member of the cast a phrase stands for.

The order is by form: a name, a description of somebody named, a pronoun. What no sieve resolves stands for
itself: a group, a document, a body or a person without a name.
"""

from collections.abc import Callable

from attrs import frozen

from quoteattr.cast import Cast, Member
from quoteattr.page import Page
from quoteattr.records import Mention
from quoteattr.roles import head_word, roles_of
from quoteattr.syntax import Sentence, Token

SENTENCES_BACK = 8
"""How many sentences back a pronoun may look for what it stands for."""


@frozen(slots=False)
class Clue:
    """A source, and what may tell whom it stands for; `spoken` are the members who spoke before, the latest last."""

    page: Page
    cast: Cast
    mention: Mention
    sentence: Sentence
    head: Token
    spoken: tuple[Member, ...] = ()


_OTHERS = ("nmod:poss", "compound")
"""Relations of names that only say whose somebody is: `Lee's lawyer`."""

SpeakerSieve = Callable[[Clue], Member | None]


def named_speaker(clue: Clue) -> Member | None:
    """The name that heads the mention or stands beside its head: `Apple's chief executive, Tim Cook`."""
    head_member = clue.cast.member_at(clue.head)
    if head_member is not None and head_member.kind == "person":
        return head_member
    sentence = clue.sentence
    beside = [
        *sentence.children(clue.head, "flat", "appos", "compound", "nmod:desc"),
        *(
            token
            for token in sentence.tokens
            if clue.head.start < token.start < clue.mention.end and token.ner == "B-PER"
        ),
    ]
    for token in beside:
        member = clue.cast.member_at(token)
        after_noun = sentence.tokens[token.index - 2].upos in ("NOUN", "PROPN", "PUNCT")
        if member is not None and member.kind == "person" and token.index > clue.head.index and after_noun:
            return member
    return head_member


def described_speaker(clue: Clue) -> Member | None:
    """Somebody named whose role a definite phrase repeats: `the mayor` for `Mayor Ann Lee`.

    A role that nobody was given stands for the nearest subject: `the 54-year-old`, `the businessman`. Declines
    for plurals, and for `a mayor`, who is somebody new.
    """
    first = clue.mention.text.split()[0].lower()
    if clue.mention.form != "nominal" or first not in ("the", "this", "that") or clue.head.feature("Number") == "Plur":
        return None
    noun = clue.head.lemma.lower()
    before = [
        member
        for member in clue.cast.members
        if member.kind == "person"
        and member.names[0].mention.start < clue.mention.start
        and noun in {head_word(role) for role in roles_of(clue.page, member)}
    ]
    if before:
        return max(before, key=lambda member: member.last_before(clue.mention.start))
    return _nearest(clue, "person") if clue.page.language.is_role(noun) else None


def pronoun_speaker(clue: Clue) -> Member | None:
    """Whom a pronoun stands for: the nearest subject that agrees, else the nearest name, else who spoke last."""
    wanted = clue.page.language.pronouns.get(clue.mention.text.lower())
    if clue.head.upos != "PRON" or wanted is None:
        return None
    return _nearest(clue, wanted) or next((m for m in reversed(clue.spoken) if _agrees(clue, m, wanted)), None)


def _nearest(clue: Clue, wanted: str) -> Member | None:
    """The nearest member that agrees, by sentences back; in a sentence a subject comes before other names."""
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
        subjects = [member for token, member in names if token.has_relation("nsubj")]
        if names:
            return subjects[0] if subjects else names[0][1]
    return None


def _agrees(clue: Clue, member: Member, wanted: str) -> bool:
    """Whether a member fits what is wanted: a gender, a `person`, a `thing` or `plural`."""
    if wanted == "thing":
        return member.kind != "person"
    if wanted == "plural":
        return member.kind == "organization"
    gender = member.gender(clue.page.language)
    return member.kind == "person" and (wanted == "person" or gender in ("", wanted))


SPEAKER_SIEVES: tuple[SpeakerSieve, ...] = (named_speaker, described_speaker, pronoun_speaker)
