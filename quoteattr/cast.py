"""Page to cast: every person and body that the document names, with all their names in one place."""

from collections.abc import Iterator
from functools import cached_property

from attrs import define, field, frozen

from quoteattr.language import Language
from quoteattr.names import is_acronym, is_short_form, may_be_same_person, name_words
from quoteattr.page import Page
from quoteattr.records import Mention, SpeakerKind
from quoteattr.syntax import Sentence, Token

_KINDS: dict[str, SpeakerKind] = {"PER": "person", "ORG": "organization", "LOC": "place"}


@frozen(slots=False)
class Named:
    """A name in the text, without titles; `head` is the token that the rest of the sentence knows it by."""

    mention: Mention
    kind: SpeakerKind
    sentence: Sentence
    head: Token
    gender: str = ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        return name_words(self.mention.text)


@define(eq=False)
class Member:
    """One of the cast: a person or body, and the mentions that name it, in order."""

    kind: SpeakerKind
    names: list[Named] = field(factory=list)

    @property
    def name(self) -> str:
        """The fullest form of the name; of equals the first."""
        return max((named.mention.text for named in self.names), key=lambda text: len(text.split()))

    def last_before(self, offset: int) -> int:
        """Where the member is last named before an offset; -1 if nowhere."""
        return max((named.mention.start for named in self.names if named.mention.start < offset), default=-1)

    def gender(self, language: Language) -> str:
        """`Masc`, `Fem` or nothing, from titles first and the given name second."""
        for named in self.names:
            if named.gender:
                return named.gender
        words = self.name.split()
        return language.given_names.get(words[0].lower(), "") if len(words) > 1 else ""


class Cast:
    """The members of a document's cast, asked by offset."""

    def __init__(self, page: Page) -> None:
        self.members: list[Member] = []
        self._by_start: dict[int, tuple[Member, Named]] = {}
        names = list(find_names(page))
        for named in sorted(names, key=lambda named: -len(named.words) if len(named.words) > 1 else 0):
            self._place(named)
        for member in self.members:
            member.names.sort(key=lambda named: named.mention.start)
        self.names = names

    def member_at(self, token: Token) -> Member | None:
        """The member that a token's name stands for."""
        found = self._by_start.get(token.start)
        return found[0] if found else None

    def member_called(self, words: tuple[str, ...]) -> Member | None:
        """The person whom a name outside the running text belongs to, as in a speaker label."""
        people = [member for member in self.members if member.kind == "person"]
        return next((m for m in people if any(may_be_same_person(words, n.words) for n in m.names)), None)

    def _place(self, named: Named) -> None:
        member = self._home(named)
        if member is None:
            member = Member(named.kind)
            self.members.append(member)
        member.names.append(named)
        for token in named.sentence.tokens:
            if named.mention.start <= token.start < named.mention.end:
                self._by_start[token.start] = (member, named)

    def _home(self, named: Named) -> Member | None:
        """The member that a name belongs to; of several people of one last name, the one named in full most often."""
        fits = _same_person if named.kind == "person" else _same_body
        homes = [member for member in self.members if member.kind == named.kind and fits(named, member)]
        if named.gender:
            homes = [m for m in homes if all(named.gender == n.gender for n in m.names if n.gender)] or homes
        exact = [member for member in homes if any(named.words == other.words for other in member.names)]
        if len(named.words) > 1 and exact:
            homes = exact
        return max(homes, key=lambda member: sum(len(n.words) > 1 for n in member.names), default=None)


def _same_person(named: Named, member: Member) -> bool:
    return any(
        may_be_same_person(named.words, other.words) or may_be_same_person(other.words, named.words)
        for other in member.names
        if len(other.words) > 1 or other.words == named.words
    )


def _same_body(named: Named, member: Member) -> bool:
    text = named.mention.text
    return any(
        named.words == other.words
        or named.kind == "organization"
        and (
            is_acronym(text, other.mention.text)
            or is_acronym(other.mention.text, text)
            or is_short_form(text, other.mention.text)
            or is_short_form(other.mention.text, text)
        )
        for other in member.names
    )


def find_names(page: Page) -> Iterator[Named]:
    """The names of people, bodies and places in a page, in order."""
    for sentence in page.parse.sentences:
        for tokens in _entity_spans(sentence, page.language):
            kind = _KINDS.get(tokens[0].ner[2:])
            if kind is not None:
                yield _named(page, sentence, tokens, kind)


def _entity_spans(sentence: Sentence, language: Language) -> Iterator[list[Token]]:
    span: list[Token] = []
    for token in sentence.tokens:
        if span and not token.ner.startswith("I-"):
            if _is_nickname(sentence, span, token):
                continue
            yield from _clean(span, language)
            span = []
        if token.ner:
            span.append(token)
    yield from _clean(span, language)


def _is_nickname(sentence: Sentence, span: list[Token], token: Token) -> bool:
    """Whether a mark or a word stands inside a name that goes on: `Marcia “Cia” Price`."""
    following = sentence.tokens[token.index : token.index + 3]
    inside = token.text in "\"“”‘’'" or token.ner == span[0].ner and sentence.tokens[token.index - 2].text in "\"“"
    return span[0].ner == "B-PER" and inside and any(after.ner.endswith("PER") and after.text.istitle() for after in following)


def _clean(span: list[Token], language: Language) -> Iterator[list[Token]]:
    """A name without titles before it and without small words that an error put after it."""
    tokens = list(span)
    if tokens and tokens[0].ner == "B-PER":
        while len(tokens) > 1 and language.is_title(tokens[0].text):
            tokens.pop(0)
        while len(tokens) > 1 and (tokens[-1].text.islower() or not any(map(str.isalnum, tokens[-1].text))):
            tokens.pop()
    if tokens and any(token.text[:1].isupper() or token.text[:1].isdigit() for token in tokens):
        yield tokens


def _named(page: Page, sentence: Sentence, tokens: list[Token], kind: SpeakerKind) -> Named:
    inside = {token.index for token in tokens}
    head = next((token for token in tokens if token.head not in inside), tokens[-1])
    start, end = tokens[0].start, tokens[-1].end
    text = page.text[start:end]
    if text.lower() in page.language.metonyms:
        kind = "place"
        before = sentence.tokens[tokens[0].index - 2] if tokens[0].index > 1 else None
        if before is not None and before.lemma == "the":
            start = before.start
    gender = ""
    before = sentence.tokens[tokens[0].index - 2] if tokens[0].index > 1 else None
    if before is not None:
        gender = page.language.honorifics.get(before.text.lower().rstrip("."), "")
    return Named(Mention(start, end, page.text[start:end], "name"), kind, sentence, head, gender)
