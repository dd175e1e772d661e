"""The speakers of a document in the making: whom each source stands for, named or not."""

from collections.abc import Iterator, Sequence

from attrs import define, field

from quoteattr.attribution.context import Vote
from quoteattr.attribution.reasons import resolution_of
from quoteattr.attribution.sieves.order import SPEAKER_SIEVES
from quoteattr.attribution.sieves.speaker import Clue
from quoteattr.coreference.antecedents import Antecedents
from quoteattr.document.document import Page
from quoteattr.entities.cast import Cast, Member
from quoteattr.entities.given import CastMember
from quoteattr.entities.kinds import counted, is_nobody, kind_of_label, kind_of_phrase
from quoteattr.entities.mentions import is_narrator, mention_of, name_of
from quoteattr.entities.names import name_words
from quoteattr.entities.roles import affiliation
from quoteattr.records.reasons import Resolution
from quoteattr.records.records import Mention, Speaker
from quoteattr.syntax.trees import Sentence, Token
from quoteattr.vocabulary import SpeakerKind

_NARRATOR = ("me", "my", "myself")
"""Forms of the one who is called `I`."""


def _joined(vote: Vote) -> Iterator[Vote]:
    """A vote for each of joint speakers; the source is the whole phrase in all of them."""
    yield vote
    if vote.source is not None and vote.sentence is not None and vote.head is not None:
        for other in vote.sentence.children(vote.head, "conj"):
            inside = vote.source.start <= other.start < vote.source.end
            if inside and other.upos in ("PROPN", "NOUN", "PRON"):
                yield Vote(vote.source, vote.sentence, other)


@define(eq=False)
class Entry:
    """A speaker in the making: a member of the cast, or a phrase that stands for itself."""

    id: int
    name: str
    kind: SpeakerKind
    member: Member | None
    sources: list[Mention] = field(factory=list)


class People:
    """The speakers met so far in a document."""

    def __init__(self, page: Page, given: Sequence[CastMember]) -> None:
        self._page = page
        self._cast = Cast(page, given)
        self.antecedents = Antecedents(page, self._cast)
        self._entries: dict[object, Entry] = {}

    def entries(self, vote: Vote) -> "tuple[list[Entry], Resolution | None]":
        """The speakers whom a vote's source stands for, and how the first was found.

        There are several for `Ng and Walsh`, and none where a pronoun stays open.
        """
        found = [self._entry(part) for part in _joined(vote)]
        entries = [entry for entry, _ in found if entry is not None]
        taken_up = self.antecedents.of(vote.head) if vote.head is not None else None
        entries += [self._entry_of(member) for member in (taken_up.others if taken_up is not None else ())]
        return list({id(entry): entry for entry in entries}.values()), found[0][1]

    def _entry(self, vote: Vote) -> "tuple[Entry | None, Resolution | None]":
        if vote.source is None:
            return None, None
        member, resolution = self._member(vote)
        if member is not None:
            entry = self._entry_of(member)
        else:
            sentence, head = self._phrase(vote)
            if self._is_open_pronoun(head) or (head and sentence and is_nobody(sentence, head, self._page.language)):
                return None, resolution
            name, kind = self._described(vote.source, sentence, head)
            entry = self._entries.setdefault(name.lower(), Entry(len(self._entries), name, kind, None))
        entry.sources.append(vote.source)
        return entry, resolution

    def _entry_of(self, member: Member) -> Entry:
        return self._entries.setdefault(id(member), Entry(len(self._entries), member.name, member.kind, member))

    def speakers(self) -> dict[int, Speaker]:
        """The records, by the identity of their entry."""
        return {id(entry): self._speaker(entry) for entry in self._entries.values()}

    def _member(self, vote: Vote) -> tuple[Member | None, Resolution | None]:
        assert vote.source is not None
        if vote.head is None or vote.sentence is None:
            if vote.source.text.lower() in self._page.language.answer_labels:
                return self._cast.main_person(), None
            return self._cast.member_called(name_words(vote.source.text, self._page.language.name_suffixes)), None
        clue = Clue(self._page.language, self._cast, self.antecedents, vote.source, vote.sentence, vote.head)
        for sieve in SPEAKER_SIEVES:
            member = sieve(clue)
            if member is not None:
                return member, resolution_of(self._page, clue, sieve, member)
        return None, resolution_of(self._page, clue, None, None)

    def _phrase(self, vote: Vote) -> tuple[Sentence | None, Token | None]:
        """The phrase that a source stands for: itself, or the description that it takes up."""
        found = self.antecedents.of(vote.head) if vote.head is not None else None
        return (found.sentence, found.head) if found else (vote.sentence, vote.head)

    def _is_open_pronoun(self, head: Token | None) -> bool:
        """Whether a source only points, and to nobody known: `he`, but neither `another` nor a narrator's `I`."""
        if head is None or head.upos != "PRON" or head.lemma.lower() in self._page.language.indefinites:
            return False
        return not is_narrator(head) or self._page.paragraphs[self._page.paragraph_at(head.start)].label is not None

    def _described(self, source: Mention, sentence: Sentence | None, head: Token | None) -> tuple[str, SpeakerKind]:
        """Name and kind of a phrase that nobody in the cast stands behind."""
        if head is None or sentence is None:
            return source.text, kind_of_label(source.text, self._page.language)
        head = counted(sentence, head, self._page.language)
        mention = mention_of(self._page.text, sentence, head, self._page.language)
        name = name_of(self._page.text, sentence, head, mention, self._page.language)
        for owner in sentence.children(head, "nmod:poss"):
            name = self._cast.with_full_name(name, owner)
        if is_narrator(head):
            return "I" if name.lower() in _NARRATOR else name, "person"
        return name, kind_of_phrase(sentence, head, self._page.language)

    def _speaker(self, entry: Entry) -> Speaker:
        member = entry.member
        names = [named.mention for named in member.names] if member else []
        mentions = {mention.start: mention for mention in [*entry.sources, *names]}
        roles = self.antecedents.roles(member) if member else []
        aliases = dict.fromkeys(mention.text for mention in names if mention.text != entry.name)
        return Speaker(
            id=entry.id,
            name=entry.name,
            kind=entry.kind,
            role=roles[0] if roles else None,
            roles=tuple(roles),
            affiliation=affiliation(self._page, roles),
            aliases=tuple(aliases),
            mentions=tuple(mentions[start] for start in sorted(mentions)),
        )
