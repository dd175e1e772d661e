"""Drafts to records: asks the sieves, and writes down what they decide as quotes and speakers."""

from collections.abc import Iterator

from attrs import define, field

from quoteattr.cast import Cast, Member
from quoteattr.cues import Report
from quoteattr.drafts import Draft, find_drafts
from quoteattr.language import Language
from quoteattr.mentions import mention_of, name_of
from quoteattr.names import name_words
from quoteattr.page import Page
from quoteattr.records import Cue, Mention, Quote, Role, Span, Speaker, SpeakerKind
from quoteattr.regression import calibrated
from quoteattr.roles import best_role, role_of_description, roles_of
from quoteattr.sieves.source import SOURCE_SIEVES, Context, Vote
from quoteattr.sieves.speaker import SPEAKER_SIEVES, Clue
from quoteattr.syntax import Token

SOURCELESS = 0.5
"""Plausibility that a report needs if no sieve finds a source for it."""


def attribute_page(page: Page) -> tuple[tuple[Quote, ...], tuple[Speaker, ...]]:
    """Find the quotes of a page, in order, and the speakers behind them."""
    people = _People(page)
    entries: list[tuple[Draft, Vote | None, str, _Entry | None]] = []
    earlier: tuple[tuple[Draft, Vote | None], ...] = ()
    for draft in find_drafts(page):
        vote, sieve = _source(Context(page, draft, earlier))
        if vote is None and draft.kind != "direct" and draft.reliability < SOURCELESS:
            continue
        entry = people.entry(vote) if vote else None
        if draft.kind != "indirect":
            earlier = ((draft, vote),)
        entries.append((draft, vote, sieve, entry))
    speakers = people.speakers()
    quotes = tuple(_quote(page, draft, vote, sieve, speakers.get(id(entry))) for draft, vote, sieve, entry in entries)
    return quotes, tuple(sorted(speakers.values(), key=lambda speaker: speaker.id))


def _source(context: Context) -> tuple[Vote | None, str]:
    """The first vote of the source sieves and the name of the sieve; `unattributed` if none votes."""
    for sieve in SOURCE_SIEVES:
        vote = sieve(context)
        if vote is not None:
            return vote, sieve.__name__
    return None, "unattributed"


def _quote(page: Page, draft: Draft, vote: Vote | None, sieve: str, speaker: Speaker | None) -> Quote:
    return Quote(
        kind=draft.kind,
        content=tuple(Span.cut(page.text, start, end) for start, end in draft.content),
        cue=_cue(page, draft),
        source=vote.source if vote else None,
        speaker=speaker,
        sieve=sieve,
        confidence=_confidence(page.language, draft, sieve),
    )


def _confidence(language: Language, draft: Draft, sieve: str) -> float:
    """How often such a content with a source from such a sieve was right, on annotated news."""
    share = draft.reliability * language.precision.get(sieve, 0.5)
    return round(calibrated(language.calibration.get(draft.kind, ()), share), 2)


def _cue(page: Page, draft: Draft) -> Cue | None:
    """The cue with the words that belong to it: `appeared to indicate`, `dismissed as`, `according to`."""
    report = draft.report
    if report is None:
        label = page.paragraphs[draft.paragraph].label
        if label is None or draft.utterance is not None:
            return None
        colon = page.text.index(":", label.end)
        return Cue(colon, colon + 1, ":", lemma=":")
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
        and not page.stretch_at(token.start)
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


@define(eq=False)
class _Entry:
    """A speaker in the making: a member of the cast, or a phrase that stands for itself."""

    id: int
    name: str
    kind: SpeakerKind
    member: Member | None
    sources: list[Mention] = field(factory=list)
    described: list[Role] = field(factory=list)


class _People:
    """The speakers met so far in a document."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._cast = Cast(page)
        self._entries: dict[object, _Entry] = {}
        self._spoken: list[Member] = []
        self._known_roles: dict[int, list[Role]] = {}
        self._nouns: dict[str, str] = {}  # the last words of speakers without a name, to their entries

    def entry(self, vote: Vote) -> "_Entry | None":
        """The speaker whom a vote's source stands for; None where a pronoun stays open."""
        if vote.source is None:
            return None
        member = self._member(vote)
        if member is not None:
            entry = self._entries.setdefault(id(member), _Entry(len(self._entries), member.name, member.kind, member))
            self._spoken = [*self._spoken[-5:], member]
        elif self._is_open_pronoun(vote):
            return None
        else:
            name, kind = self._described(vote)
            key = self._nouns.get(name.lower(), name.lower())
            entry = self._entries.setdefault(key, _Entry(len(self._entries), name, kind, None))
            self._nouns.setdefault(name.lower().split()[-1], key)
        entry.sources.append(vote.source)
        if member is not None and vote.source.form == "nominal" and vote.head is not None and vote.sentence is not None:
            described = role_of_description(self._page, vote.sentence, vote.head)
            entry.described += [described] if described else []
        return entry

    def speakers(self) -> dict[int, Speaker]:
        """The records, by the identity of their entry."""
        return {id(entry): self._speaker(entry) for entry in self._entries.values()}

    def _member(self, vote: Vote) -> Member | None:
        assert vote.source is not None
        if vote.head is None or vote.sentence is None:
            if vote.source.text.lower() in self._page.language.answer_labels:
                return self._cast.main_person()
            return self._cast.member_called(name_words(vote.source.text))
        clue = Clue(
            self._page, self._cast, vote.source, vote.sentence, vote.head, self._roles, self._spoken, self._nouns
        )
        for sieve in SPEAKER_SIEVES:
            member = sieve(clue)
            if member is not None:
                return member
        return None

    def _roles(self, member: Member) -> list[Role]:
        if id(member) not in self._known_roles:
            self._known_roles[id(member)] = roles_of(self._page, member)
        return self._known_roles[id(member)]

    def _is_open_pronoun(self, vote: Vote) -> bool:
        """Whether a source only points, and to nobody known: `he`, but not `another`."""
        head = vote.head
        return head is not None and head.upos == "PRON" and head.lemma.lower() not in self._page.language.indefinites

    def _described(self, vote: Vote) -> tuple[str, SpeakerKind]:
        """Name and kind of a phrase that nobody in the cast stands behind."""
        assert vote.source is not None
        if vote.head is None or vote.sentence is None:
            return vote.source.text, "person" if len(vote.source.text) > 1 else "unnamed"
        mention = mention_of(self._page.text, vote.sentence, vote.head, self._page.language)
        name = name_of(self._page.text, vote.sentence, vote.head, mention, self._page.language)
        lemma = vote.head.lemma.lower()
        kind = self._page.language.nouns.get(lemma) or self._page.language.nouns.get(vote.head.text.lower())
        if kind is None:
            plural = vote.head.feature("Number") == "Plur"
            named = vote.head.upos == "PROPN"
            kind = "group" if plural else "person" if named else "unnamed"
        return name, kind

    def _speaker(self, entry: _Entry) -> Speaker:
        member = entry.member
        names = [named.mention for named in member.names] if member else []
        mentions = {mention.start: mention for mention in [*entry.sources, *names]}
        roles = self._roles(member) if member and member.kind == "person" else []
        role = best_role([*roles, *entry.described])
        aliases = dict.fromkeys(mention.text for mention in names if mention.text != entry.name)
        return Speaker(
            id=entry.id,
            name=entry.name,
            kind=entry.kind,
            role=role,
            aliases=tuple(aliases),
            mentions=tuple(mentions[start] for start in sorted(mentions)),
        )
