"""Page to cast: every person and body that the document names, with all their names in one place."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from attrs import define, field, frozen

from quoteattr.language import Language
from quoteattr.names import SUFFIXES, is_acronym, is_short_form, may_be_same_person, name_words
from quoteattr.page import Page
from quoteattr.records import Mention, SpeakerKind
from quoteattr.syntax import Sentence, Token

_KINDS: dict[str, SpeakerKind] = {"PER": "person", "ORG": "organization", "LOC": "place"}

_NICKNAME_MARKS = frozenset('"“”')


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
        return max((named.mention.text for named in self.names), key=lambda text: len(name_words(text)))

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
        self._language = page.language
        self._by_start: dict[int, tuple[Member, Named]] = {}
        for named in sorted(find_names(page), key=lambda named: -len(named.words)):
            self._place(named)
        for member in self.members:
            member.names.sort(key=lambda named: named.mention.start)

    def member_at(self, token: Token) -> Member | None:
        """The member that a token's name stands for."""
        found = self._by_start.get(token.start)
        return found[0] if found else None

    def head_at(self, token: Token) -> Token:
        """The head of the name that a token belongs to, or the token itself."""
        found = self._by_start.get(token.start)
        return found[1].head if found else token

    def member_called(self, words: tuple[str, ...]) -> Member | None:
        """The person whom a name outside the running text belongs to, as in a speaker label."""
        people = [member for member in self.members if member.kind == "person"]
        return next((m for m in people if any(may_be_same_person(words, n.words) for n in m.names)), None)

    def main_person(self) -> Member | None:
        """The person named most often."""
        people = [member for member in self.members if member.kind == "person"]
        return max(people, key=lambda member: len(member.names), default=None)

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
            homes = [m for m in homes if m.gender(self._language) in ("", named.gender)] or homes
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
        or (
            named.kind == "organization"
            and (
                is_acronym(text, other.mention.text)
                or is_acronym(other.mention.text, text)
                or is_short_form(text, other.mention.text)
                or is_short_form(other.mention.text, text)
            )
        )
        for other in member.names
    )


def find_names(page: Page) -> Iterator[Named]:
    """The names of people, bodies and places in a page, in order.

    The last name of somebody named in full is a person's wherever it stands alone, whatever the entity
    recognizer made of it there.
    """
    spans = [
        (sentence, tokens) for sentence in page.parse.sentences for tokens in _entity_spans(sentence, page.language)
    ]
    people = [tokens for _, tokens in spans if _KINDS.get(tokens[0].ner[2:]) == "person"]
    last_names = {tokens[-1].text for tokens in people if len(tokens) > 1}
    tagged = {token.start for _, tokens in spans for token in tokens}
    kinds = _usual_kinds(tokens for _, tokens in spans)
    spans += [
        (sentence, [token])
        for sentence in page.parse.sentences
        for token in sentence.tokens
        if token.text in last_names and token.start not in tagged
    ]
    for sentence, tokens in sorted(spans, key=lambda span: span[1][0].start):
        is_last_name = len(tokens) == 1 and tokens[0].text in last_names
        kind = "person" if is_last_name else _KINDS.get(kinds.get(_words(tokens), ""))
        if kind is not None:
            yield _named(page, sentence, tokens, kind)


def _usual_kinds(spans: Iterable[list[Token]]) -> dict[str, str]:
    """What the entity recognizer takes each name for most often in the document."""
    counts: dict[str, Counter[str]] = {}
    for tokens in spans:
        counts.setdefault(_words(tokens), Counter())[tokens[0].ner[2:]] += 1
    return {words: count.most_common(1)[0][0] for words, count in counts.items()}


def _words(tokens: list[Token]) -> str:
    return " ".join(token.text for token in tokens)


def _entity_spans(sentence: Sentence, language: Language) -> Iterator[list[Token]]:
    """The tokens of each entity; a name goes on over a hyphen, a nickname in marks and a suffix."""
    span: list[Token] = []
    for token in sentence.tokens:
        if span and not token.ner.startswith("I-") and not _goes_on(sentence, span, token):
            yield from _clean(span, language)
            span = []
        if token.ner or span:
            span.append(token)
    yield from _clean(span, language)


def _goes_on(sentence: Sentence, span: list[Token], token: Token) -> bool:
    """Whether a name that an entity recognizer cut goes on: `Jean | -Marc`, `Marcia | “Cia” Price`, `Lee | Jr.`"""
    if span[0].ner not in ("B-PER", "I-PER"):
        return False
    last, following = span[-1], sentence.tokens[token.index : token.index + 3]
    if token.text == "-" or last.text == "-":
        return last.end == token.start and (
            token.text[:1].isupper() or any(t.text[:1].isupper() for t in following[:1])
        )
    if token.text.lower().rstrip(".") in SUFFIXES:
        return True
    if token.text in _NICKNAME_MARKS or last.text in _NICKNAME_MARKS:
        inside = [*span, token, *following]
        return sum(t.text in _NICKNAME_MARKS for t in inside) == 2 and any(t.ner.endswith("PER") for t in following)
    return False


def _clean(span: list[Token], language: Language) -> Iterator[list[Token]]:
    """A name without titles before it and without small words and marks that an error put after it."""
    tokens = list(span)
    if tokens and tokens[0].ner.endswith("PER"):
        while (
            len(tokens) > 1 and language.is_title(tokens[0].text) and tokens[0].text.lower() not in language.given_names
        ):
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
