"""Page to cast: every person and body that the document names, with all their names in one place."""

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field

from quoteattr.document.document import Page
from quoteattr.entities.authors import authorships
from quoteattr.entities.given import CastMember
from quoteattr.entities.name_mentions import Named, find_names, name_at
from quoteattr.entities.names import (
    LONG_WORD,
    is_acronym,
    is_misspelt,
    is_short_form,
    keys,
    may_be_same_person,
    name_words,
)
from quoteattr.entities.namesakes import clash, find_apart, style_of, without_pieced
from quoteattr.syntax.trees import Token
from quoteattr.vocabulary import SpeakerKind

TOPIC_REACH = 250
"""Characters after a full name in which the last name alone is that of the same person."""
HEADLINE_WORDS = 5
"""Words from which a label is a headline's gist with a name at its beginning: `Ann Lee Scolds Bank Chief: ...`"""
OFTEN = 3
"""Mentions of which one at least is the given name alone where somebody is called by it."""
AGAIN = 2
"""Mentions by a full name up to which it may be a slip."""
RARITY = 20
"""In a novel, mentions of which one at least must have a form that is to be somebody's name."""


@define(eq=False)
class Member:
    """One of the cast: a person or body, and the mentions that name it, in order.

    `name` is the fullest form of the name, of equals the first; `gender` is told by titles first and by the given
    name second, and only helps pronouns to agree.
    """

    kind: SpeakerKind
    name: str
    gender: str
    names: list[Named] = field(factory=list)
    forms: dict[tuple[str, ...], str] = field(factory=dict)
    full: int = 0
    titles: Counter[str] = field(factory=Counter)  # the genders that titles before the name tell
    styles: set[str] = field(factory=set)
    role: str | None = None
    topics: list[int] = field(factory=list)  # where the full name is a subject

    def add(self, named: Named) -> None:
        """Take in a mention."""
        self.names.append(named)
        self.forms.setdefault(named.words, named.name)
        self.full += len(named.words) > 1
        self.styles.update([named.style] if named.style else [])
        if named.gender:
            self.titles[named.gender] += 1
            self.gender = self.titles.most_common(1)[0][0]
        if len(named.words) > 1 and named.head.has_relation("nsubj"):
            insort(self.topics, named.mention.end)

    def is_topic_at(self, offset: int) -> bool:
        """Whether somebody named in full as a subject is still being talked of: `Eva Moe rose. Moe said`."""
        place = bisect_left(self.topics, offset)
        return place > 0 and offset - self.topics[place - 1] < TOPIC_REACH

    def last_before(self, offset: int) -> int:
        """Where the member is last named before an offset; -1 if nowhere."""
        place = bisect_left(self.names, offset, key=lambda named: named.mention.start)
        return self.names[place - 1].mention.start if place else -1


class Cast:
    """The members of a document's cast, asked by offset."""

    def __init__(self, page: Page, given: Sequence[CastMember] = ()) -> None:
        self.members: list[Member] = []
        self._given: dict[str, Member | None] = {}  # by each name; None where two bear it
        self._language = page.language
        self._text = page.text
        self._by_start: dict[int, tuple[Member, Named]] = {}
        self._by_word: dict[str, dict[int, Member]] = {}  # members by the words that any of their names could share
        for known in given:
            self._expect(known)
        called = list(_find_given(page, self._given))
        found = [named for named in find_names(page) if not _overlaps(called, named)]
        self._in_dialogue = page.has_dialogue
        found = without_pieced(found) if self._in_dialogue else found
        self._apart = find_apart(found, page) if self._in_dialogue else frozenset()
        for named in sorted([*called, *found], key=lambda named: (-len(named.words), not named.gender)):
            self._place(named)
        for member in self.members:
            member.names.sort(key=lambda named: named.mention.start)
            if member.names and page.has_dialogue and not given:
                member.name = _called(page, member.names)
        written = () if self._in_dialogue else authorships(page)
        signed = ((end, self._person_at(start)) for start, end in written)
        self._authors = [(end, writer) for end, writer in signed if writer is not None]

    def with_full_name(self, description: str, owner: Token) -> str:
        """A description by its fullest form in the text: `Ida Moe's campaign` for `Moe's campaign`."""
        found = self._by_start.get(owner.start)
        if found is None or not description.startswith(found[1].mention.text):
            return description
        full = found[0].name + description[len(found[1].mention.text) :]
        return full if full in self._text else description

    def author_at(self, offset: int) -> Member | None:
        """Who wrote the text at an offset, if it says so: the first to sign below, else the author of the whole."""
        return next((member for end, member in self._authors if end > offset), None)

    def _person_at(self, start: int) -> Member | None:
        found = self._by_start.get(start)
        return found[0] if found and found[0].kind == "person" else None

    def member_at(self, token: Token) -> Member | None:
        """The member that a token's name stands for."""
        found = self._by_start.get(token.start)
        return found[0] if found else None

    def head_at(self, token: Token) -> Token:
        """The head of the name that a token belongs to, or the token itself."""
        found = self._by_start.get(token.start)
        return found[1].head if found else token

    def member_called(self, words: tuple[str, ...]) -> Member | None:
        """Whom a name outside the running text belongs to, as in a speaker label or a headline's gist."""
        gender = ""
        while len(words) > 1 and self._language.is_title(words[0]):
            gender = gender or self._language.honorifics.get(words[0], "")
            words = words[1:]
        people = [member for member in self._near(words[:1] + words[-1:]) if member.kind == "person"]
        people = [member for member in people if not gender or member.gender in ("", gender)]
        bearer = next((m for m in people if any(may_be_same_person(words, form) for form in m.forms)), None)
        bearer = bearer or next((member for member in self._near(words) if words in member.forms), None)
        if bearer is not None or len(words) < HEADLINE_WORDS:
            return bearer
        return next((m for m in people if any(words[: len(f)] == f for f in m.forms if len(f) > 1)), None)

    def main_person(self) -> Member | None:
        """The person named most often."""
        people = [member for member in self.members if member.kind == "person"]
        return max(people, key=lambda member: len(member.names), default=None)

    def _expect(self, known: CastMember) -> None:
        """Make a member of somebody who is known beforehand."""
        titles = (self._language.honorifics.get(name.split()[0].lower().rstrip("."), "") for name in _names(known))
        gender = next(filter(None, titles), "") or self._gender(known.name)
        member = Member("person", known.name, gender, role=known.role)
        for name in _names(known):
            self._given[name] = None if self._given.get(name, member) is not member else member
            self._remember(member, self._words(name))
            member.forms.setdefault(self._untitled(name), name)
        self.members.append(member)

    def _untitled(self, name: str) -> tuple[str, ...]:
        words = self._words(name)
        while len(words) > 1 and self._language.is_title(words[0]):
            words = words[1:]
        return words

    def _words(self, name: str) -> tuple[str, ...]:
        return name_words(name, self._language.name_suffixes)

    def _remember(self, member: Member, words: tuple[str, ...]) -> None:
        for word in keys(words):
            self._by_word.setdefault(word, {})[id(member)] = member

    def _place(self, named: Named) -> None:
        member = self._given.get(named.mention.text)
        if member is None or (named.gender and member.gender not in ("", named.gender)):
            member = self._home(named) or self._misspelt(named) or self._new(named)
        if named.words not in member.forms:
            self._remember(member, named.words)
        member.add(named)
        for token in named.sentence.tokens:
            if named.mention.start <= token.start < named.mention.end:
                self._by_start[token.start] = (member, named)

    def _same_person(self, named: Named, member: Member) -> bool:
        return any(
            may_be_same_person(named.words, words)
            or may_be_same_person(words, named.words)
            or (named.words[-1] == words[-1] and self._language.is_nickname(named.words[0], words[0]))
            for words in member.forms
            if len(words) > 1 or words == named.words
        )

    def _same_body(self, named: Named, member: Member) -> bool:
        if named.words in member.forms:
            return True
        text = named.mention.text
        return named.kind == "organization" and any(
            is_acronym(text, other)
            or is_acronym(other, text)
            or self._is_short_form(text, other)
            or self._is_short_form(other, text)
            for other in member.forms.values()
        )

    def _is_short_form(self, short: str, full: str) -> bool:
        """Whether a body's name may be cut to another, be it to a last word that is no common noun: `the Times`."""
        words = self._words(short)
        alone = words[-1:] == self._words(full)[-1:] and len(keys(words)) == 1
        last = alone and (words[-1] not in self._language.nouns or words[-1] in self._language.body_suffixes)
        return is_short_form(short, full) or (last and short != full)

    def _new(self, named: Named) -> Member:
        text = named.name
        given = self._gender(text)
        if len(named.words) == 1 and given == "Masc" and not self._in_dialogue:
            given = ""  # as likely a last name: Scott, Warren
        member = Member(named.kind, _on_one_line(text), named.gender or given)
        self.members.append(member)
        return member

    def _gender(self, name: str) -> str:
        """What the first word of a name tells; of one word alone, which may be a last name, only a common one does."""
        words = name.lower().split()
        known = self._language.genders if len(words) > 1 else self._language.given_names
        return known.get(words[0], "")

    def _near(self, words: Iterable[str]) -> list[Member]:
        return list({key: member for word in words for key, member in self._by_word.get(word, {}).items()}.values())

    def _in_style(self, named: Named, homes: Sequence[Member]) -> list[Member]:
        """Those whom a novel would call so: not *Mrs. Moe* for *Miss Moe*, and *Mr. Moe* rather than her for *Moe*."""
        fitting = [member for member in homes if not clash(named.style, member.styles)]
        if (
            len(named.words) > 1
            or named.style
            or any(named.words == form[:1] for m in fitting for form in m.forms if len(form) > 1)
        ):
            return fitting
        return [member for member in fitting if member.styles & {"mr", "rank", "sir"}] or fitting

    def _misspelt(self, named: Named) -> Member | None:
        """The one person whose last name a name of one word gets wrong by a letter: `Bernstien`."""
        if named.kind != "person" or len(named.words) != 1 or len(named.words[0]) < LONG_WORD or named.gender:
            return None
        full = ((member, form) for member in self.members if member.kind == "person" for form in member.forms)
        near = {id(m): m for m, form in full if len(form) > 1 and is_misspelt(named.words[0], form[-1])}
        return next(iter(near.values())) if len(near) == 1 else None

    def _home(self, named: Named) -> Member | None:
        """The member that a name belongs to; of several people of one last name, the one named in full most often."""
        fits = self._same_person if named.kind == "person" else self._same_body
        near = self._near(keys(named.words))
        homes = [member for member in near if member.kind == named.kind and fits(named, member)]
        if named.gender:
            agreeing = [member for member in homes if member.gender in ("", named.gender)]
            homes = agreeing or [member for member in homes if _leads(named, member)]
        if len(named.words) == 1 and (named.words[0], style_of(named)) in self._apart:
            homes = [member for member in homes if not member.full]
        if self._in_dialogue:
            homes = self._in_style(named, homes)
        exact = [member for member in homes if named.words in member.forms]
        if len(named.words) > 1 and exact:
            homes = exact
        just_named = [member for member in homes if len(homes) > 1 and member.is_topic_at(named.mention.start)]
        return max(just_named or homes, key=lambda member: len(member.names), default=None)


def _leads(named: Named, member: Member) -> bool:
    """Whether a last name stands first, so that no given name tells the gender: `Mr. Lou`, `Lou Jiwei`."""
    return not member.titles and len(named.words) == 1 and all(words[:1] == named.words for words in member.forms)


def _called(page: Page, names: Sequence[Named]) -> str:
    """What a novel calls somebody: the fullest form that is no rarity, of `Elizabeth` and one `Elizabeth Bennet`.

    Of two words, a given name that comes often goes first. A form that mostly has a title keeps it, as it tells who is
    meant: `Mrs. Moe`; a last name alone gives way to a full name that comes again. Capitals all along are a heading's.
    """
    counts = Counter(named.words for named in names)
    common = [words for words, count in counts.items() if count * RARITY >= len(names)]
    first = {words[0] for words in counts if len(words) > 1}

    def rank(words: tuple[str, ...]) -> tuple[int, bool, int]:
        return len(words), words[0] in first and counts[words] * OFTEN >= len(names), counts[words]

    usual = max(common, key=rank)
    called = sorted((named for named in names if named.words == usual), key=lambda named: named.name.isupper())
    titled = [(title, named) for named in called if (title := _title(page, named)) is not None]
    if 2 * len(titled) < len(called):
        fuller = [words for words, count in counts.items() if count > AGAIN and words[-1:] == usual != words]
        if fuller:
            return _called(page, [named for named in names if named.words == max(fuller, key=counts.__getitem__)])
        return _on_one_line(called[0].name)
    title, named = titled[0]
    return _on_one_line(page.text[title.start : named.mention.end])


def _title(page: Page, named: Named) -> Token | None:
    """The title right before a name."""
    head = next((place for place, token in enumerate(named.sentence.tokens) if token.end > named.mention.start), 0)
    before = named.sentence.tokens[head - 1] if head else None
    return before if before is not None and before.text[:1].isupper() and page.language.is_title(before.text) else None


def _on_one_line(name: str) -> str:
    return " ".join(name.split())


def _names(known: CastMember) -> list[str]:
    """The name and aliases of somebody known, the empty ones left out."""
    return [name for name in dict.fromkeys([known.name, *known.aliases]) if name.strip()]


def _find_given(page: Page, names: Iterable[str]) -> Iterator[Named]:
    """Where the text has one of some names, the longest of those that begin at one place."""
    spelled = sorted(names, key=len, reverse=True)
    if not spelled:
        return
    for match in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, spelled))})(?!\w)", page.text):
        sentence = page.parse.sentence_at(match.start())
        tokens = [t for t in sentence.tokens if t.start >= match.start() and t.end <= match.end()] if sentence else []
        if sentence is not None and tokens:
            yield name_at(page, sentence, tokens, "person")


def _overlaps(called: Sequence[Named], named: Named) -> bool:
    """Whether a name shares a character with one of others, which are in order."""
    place = bisect_right(called, named.mention.start, key=lambda other: other.mention.start)
    before = place > 0 and called[place - 1].mention.end > named.mention.start
    return before or (place < len(called) and called[place].mention.start < named.mention.end)
