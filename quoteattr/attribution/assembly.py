"""Drafts to records: asks the sieves, and writes down what they decide as quotes and speakers."""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice

from attrs import define, field

from quoteattr.attribution.reasons import reason_of, resolution_of
from quoteattr.attribution.sieves.dialogue import SIEVES
from quoteattr.attribution.sieves.source import Context, Vote
from quoteattr.attribution.sieves.speaker import SPEAKER_SIEVES, Clue
from quoteattr.coreference.antecedents import Antecedents
from quoteattr.document.document import Page
from quoteattr.entities.cast import Cast, Member
from quoteattr.entities.kinds import counted, is_nobody, kind_of_label, kind_of_phrase
from quoteattr.entities.mentions import is_narrator, mention_of, name_of
from quoteattr.entities.names import name_words
from quoteattr.entities.roles import affiliation
from quoteattr.languages.language import Language
from quoteattr.languages.weights import calibrated
from quoteattr.quotations.cues import Report
from quoteattr.quotations.quotations import Draft, find_drafts
from quoteattr.records.explain import Reason, Resolution
from quoteattr.records.records import CastMember, Cue, Mention, Quote, QuoteKind, Span, Speaker, SpeakerKind
from quoteattr.syntax.trees import Sentence, Token

SOURCELESS = 0.5
"""Plausibility that a report needs if no sieve finds a source for it."""

TURNS_KEPT = 6
"""Quotations that a sieve can look back to."""
TURNS_AHEAD = 2
"""Quotations that a sieve can look ahead to."""
_NARRATOR = ("me", "my", "myself")
"""Forms of the one who is called `I`."""


def attribute_page(page: Page, given: Sequence[CastMember] = ()) -> tuple[tuple[Quote, ...], tuple[Speaker, ...]]:
    """Find the quotes of a page, in order, and the speakers behind them; `given` are some who are known beforehand."""
    people = _People(page, given)
    entries: list[tuple[Draft, Vote | None, str, list[_Entry], Reason]] = []
    earlier: tuple[tuple[Draft, Vote | None], ...] = ()
    drafts = find_drafts(page)
    later = deque(_told(page, drafts, people.antecedents) if page.has_dialogue else ())
    for draft in drafts:
        if later and later[0][0] is draft:
            later.popleft()
        context = Context(page, draft, earlier, people.antecedents, tuple(islice(later, TURNS_AHEAD)))
        vote, sieve = _source(context)
        if vote is None and draft.kind != "direct" and draft.reliability < SOURCELESS:
            continue
        behind, resolution = people.entries(vote) if vote else ([], None)
        reason = reason_of(context, vote, sieve, resolution)
        if draft.kind != "indirect":
            earlier = (*earlier[1 - TURNS_KEPT :], (draft, vote))
        entries.append((draft, vote, sieve, behind, reason))
    speakers = people.speakers()
    quotes = tuple(
        _quote(page, draft, vote, sieve, [speakers[id(entry)] for entry in behind], reason)
        for draft, vote, sieve, behind, reason in entries
    )
    return quotes, tuple(sorted(speakers.values(), key=lambda speaker: speaker.id))


def _told(page: Page, drafts: Sequence[Draft], antecedents: Antecedents) -> Iterator[tuple[Draft, Vote | None]]:
    """The quotations with what their own cues tell, whatever stands around them."""
    for draft in drafts:
        if draft.kind != "indirect":
            yield draft, _source(Context(page, draft, (), antecedents))[0] if draft.report else None


def _source(context: Context) -> tuple[Vote | None, str]:
    """The first vote of the source sieves and the name of the sieve; `unattributed` if none votes."""
    for sieve in SIEVES:
        vote = sieve(context)
        if vote is not None:
            return vote, sieve.__name__
    return None, "unattributed"


def _quote(page: Page, draft: Draft, vote: Vote | None, sieve: str, speakers: list[Speaker], reason: Reason) -> Quote:
    return Quote(
        kind=draft.kind,
        content=tuple(Span.cut(page.text, start, end) for start, end in draft.content),
        cue=_cue(page, draft),
        source=vote.source if vote else None,
        speaker=speakers[0] if speakers else None,
        speakers=tuple(speakers),
        sieve=sieve,
        confidence=_confidence(page.language, draft.kind, reason),
        reason=reason,
    )


def _confidence(language: Language, kind: QuoteKind, reason: Reason) -> float:
    """How often such a content with a source from such a sieve was right, on annotated news."""
    return round(calibrated(language.calibration.get(kind, ()), reason.content_share * reason.source_share), 2)


def _cue(page: Page, draft: Draft) -> Cue | None:
    """The cue with the words that belong to it: `appeared to indicate`, `dismissed as`, `according to`."""
    report = draft.report
    if report is None:
        paragraph = page.paragraphs[draft.paragraph]
        if paragraph.label is None or draft.utterance is not None:
            return None
        colon = page.text.find(":", paragraph.label.end, paragraph.body)
        return Cue(colon, colon + 1, ":", lemma=":") if colon >= 0 else None
    tokens = sorted(_cue_tokens(report), key=lambda token: token.index)
    start, end = tokens[0].start, tokens[-1].end
    lemma = report.cue.lemma.lower()
    if report.is_prepositional:
        lemma = page.text[start:end].lower()
    stances = page.language.stances
    stance = stances.get(f"{lemma} {report.frame}") or stances.get(lemma, "assert")
    return Cue(start, end, page.text[start:end], lemma=lemma, stance=stance, negated=_is_negated(page, report))


def _is_negated(page: Page, report: Report) -> bool:
    """Whether a cue, its subject or the verb that it completes is negated: `did not say`, `does not want to say`."""
    sentence, verb = report.sentence, report.cue
    chain = [verb]
    while verb.has_relation("xcomp") and (above := sentence.head(verb)) is not None and above not in chain:
        chain.append(verb := above)
    around = [child for link in chain for child in sentence.children(link)]
    around += [
        word for subject in around if subject.has_relation("nsubj") for word in sentence.children(subject, "det")
    ]
    return any(
        token.lemma.lower() in page.language.negations
        and not page.is_quoted(token)
        and token not in report.content
        and not token.has_relation("discourse")
        and sentence.tokens[token.index % len(sentence.tokens)].lemma.lower() not in page.language.focusing
        for token in around
    )


def _cue_tokens(report: Report) -> Iterator[Token]:
    """The cue and its neighbours that are one expression with it, without a gap."""
    sentence, cue = report.sentence, report.cue
    yield cue
    before = sentence.tokens[cue.index - 2] if cue.index > 1 else None
    above = sentence.head(cue)
    if above is not None and before is not None and cue.has_relation("xcomp", "advcl"):
        chained = above.index == before.index - 1 and before.lemma in ("to", "as")
        yield from [above] if chained else []
    last = cue
    preposition = report.frame.rpartition(" ")[2]
    for token in sentence.tokens[cue.index : cue.index + 2]:
        joined = token.has_relation("compound:prt", "fixed") or (
            token.lemma == preposition and token not in report.content
        )
        if not joined or token.index != last.index + 1:
            break
        last = token
        yield token


def _joined(vote: Vote) -> Iterator[Vote]:
    """A vote for each of joint speakers; the source is the whole phrase in all of them."""
    yield vote
    if vote.source is not None and vote.sentence is not None and vote.head is not None:
        for other in vote.sentence.children(vote.head, "conj"):
            inside = vote.source.start <= other.start < vote.source.end
            if inside and other.upos in ("PROPN", "NOUN", "PRON"):
                yield Vote(vote.source, vote.sentence, other)


@define(eq=False)
class _Entry:
    """A speaker in the making: a member of the cast, or a phrase that stands for itself."""

    id: int
    name: str
    kind: SpeakerKind
    member: Member | None
    sources: list[Mention] = field(factory=list)


class _People:
    """The speakers met so far in a document."""

    def __init__(self, page: Page, given: Sequence[CastMember]) -> None:
        self._page = page
        self._cast = Cast(page, given)
        self.antecedents = Antecedents(page, self._cast)
        self._entries: dict[object, _Entry] = {}

    def entries(self, vote: Vote) -> "tuple[list[_Entry], Resolution | None]":
        """The speakers whom a vote's source stands for, and how the first was found.

        There are several for `Ng and Walsh`, and none where a pronoun stays open.
        """
        found = [self._entry(part) for part in _joined(vote)]
        entries = [entry for entry, _ in found if entry is not None]
        taken_up = self.antecedents.of(vote.head) if vote.head is not None else None
        entries += [self._entry_of(member) for member in (taken_up.others if taken_up is not None else ())]
        return list({id(entry): entry for entry in entries}.values()), found[0][1]

    def _entry(self, vote: Vote) -> "tuple[_Entry | None, Resolution | None]":
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
            entry = self._entries.setdefault(name.lower(), _Entry(len(self._entries), name, kind, None))
        entry.sources.append(vote.source)
        return entry, resolution

    def _entry_of(self, member: Member) -> _Entry:
        return self._entries.setdefault(id(member), _Entry(len(self._entries), member.name, member.kind, member))

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

    def _speaker(self, entry: _Entry) -> Speaker:
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
