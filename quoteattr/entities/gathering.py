"""Document to cast: which names are of one person or body."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from quoteattr.document.document import Document
from quoteattr.entities.authors import authorships
from quoteattr.entities.bearers import Bearers
from quoteattr.entities.cast import Cast, Entity
from quoteattr.entities.doubles import without_doubles
from quoteattr.entities.given import CastMember
from quoteattr.entities.given_names import find_given, given_key
from quoteattr.entities.name_index import SHORTENED, NameIndex
from quoteattr.entities.name_mentions import NameMention, find_names
from quoteattr.entities.names import (
    LONG_WORD,
    is_acronym,
    is_cut_short,
    is_misspelt,
    is_short_form,
    keys,
    may_be_same_person,
    name_words,
)
from quoteattr.entities.namesakes import MEN, clash, find_apart, find_introduced, find_wives, style_of, without_pieced
from quoteattr.entities.short_bodies import find_short_bodies
from quoteattr.entities.short_offices import find_short_offices
from quoteattr.entities.sovereigns import styled
from quoteattr.syntax.trees import Node

CALLED_OFTEN = 3
"""Mentions of which one at least is the given name alone where somebody is called by it."""
AGAIN = 2
"""Mentions by a full name up to which it may be a slip."""
RARITY = 5
"""In a novel, mentions of which one at least must have a form that is to be somebody's name."""
ARTICLED = 0.75
"""In a novel, the share of mentions with an article from which it belongs to a name."""
MISSPELT = 1
"""Letters by which two spellings of a name may differ in length: not `R. Moe` and `Rufus Moe`."""
SHORT_STORY = 5000
"""Characters up to which a story names people as news does: by a title only those of one last name."""
CHAPTER = 8000
"""Characters up to which a full name that is told once is what somebody is called."""

_PLAIN = ("man", "wife", "maiden")
"""Styles of titles that tell no more than a given name does."""


def find_entities(document: Document, given: Sequence[CastMember] = ()) -> Cast:
    """Every person and body that a document names; `given` are some who are known beforehand."""
    return _Gathering(document, given).cast()


class _Gathering:
    """Takes names in, the fullest first, each to somebody known before or to somebody new."""

    def __init__(self, document: Document, given: Sequence[CastMember] = ()) -> None:
        self._entities: list[Entity] = []
        self._given: dict[str, Entity | None] = {}  # by each name; None where two bear it
        self._language = document.language
        self._by_start: dict[int, tuple[Entity, NameMention]] = {}
        self._index: NameIndex[Entity] = NameIndex(document.language)
        self._bearers: dict[str, Bearers] = {}  # by a name of one word
        self._document = document
        given = without_doubles(given, self._language)
        for known in given:
            self._expect(known)
        called = list(find_given(document, (name for known in given for name in known.names)))
        found = [named for named in find_names(document) if not _overlaps(called, named)]
        self._in_dialogue = document.has_dialogue
        found = without_pieced(found) if self._in_dialogue else found
        bodies = {} if self._in_dialogue else find_short_bodies(document, found)
        self._short = {**bodies, **find_short_offices(document, found)}
        found = [named for named in found if named.mention.start not in self._short]
        self._introduced = find_introduced(found, self._language)
        apart = find_apart(found, document) if self._in_dialogue else find_wives(found)
        self._apart = apart if not given else frozenset()
        for named in sorted([*called, *found], key=lambda named: (-len(named.words), not named.gender)):
            self._place(named)
        for entity in self._entities:
            entity.names.sort(key=lambda named: named.mention.start)
        if self._in_dialogue and not given:
            self._call_as_told()
        for entity in self._entities if not self._in_dialogue else ():
            entity.name = self._as_mostly_written(entity)
            entity.name = styled(self._document, entity)

    def _as_mostly_written(self, entity: Entity) -> str:
        """The spelling of somebody's full name that the text has most often: `Kirsten Lund` for *Kirstin Lund*.

        Of a short form and the full one, which come as often, it is the full one: `Kenneth Lund` for *Ken Lund*.
        """
        if entity.kind != "person" or entity.given:
            return entity.name
        words = self._words(entity.name)
        alike = [named for named in entity.names if len(named.words) == len(words) and named.words[-1:] == words[-1:]]
        spelled = [(named.words[:1], _on_one_line(named.name)) for named in alike]
        counted = Counter(name for given, name in spelled if self._is_variant(name, given, entity.name, words[:1]))
        full = {name for given, name in spelled if given and self._is_short_for(words[0], given[0])}
        return max(counted, key=lambda name: (counted[name], name in full, name == entity.name), default=entity.name)

    def _is_short_for(self, short: str, full: str) -> bool:
        """Whether one given name is short for another, and not the other way round: `ken`, `kenneth`."""
        nicknames = self._language.nicknames
        return short in nicknames.get(full, ()) and full not in nicknames.get(short, ())

    def _is_variant(self, name: str, given: Sequence[str], other: str, known: Sequence[str]) -> bool:
        """Whether two full names are spellings of one, or have a short form and the full one of a given name."""
        nicknamed = any(self._language.is_nickname(one, two) for one in given for two in known)
        return nicknamed or abs(len(name) - len(other)) <= MISSPELT

    def _call_as_told(self) -> None:
        """Call everybody what the story calls them."""
        length = len(self._document.text)
        bearers = Counter(
            last for entity in self._entities for last in {word for words in entity.forms for word in words[-1:]}
        )
        for entity in self._entities:
            full = len(self._words(entity.name)) > 1 and entity.name[:1].isupper()  # not `de Moe`
            shared = any(bearers[words[-1]] > 1 for words in entity.forms if len(words) == 1)
            if not (full and length <= CHAPTER) and (shared or length > SHORT_STORY):
                entity.name = _called(self._document, entity.names)

    def cast(self) -> Cast:
        """What was gathered."""
        written = () if self._in_dialogue else authorships(self._document)
        signed = ((end, self._person_at(start)) for start, end in written)
        authors = tuple((end, writer) for end, writer in signed if writer is not None)
        return Cast(self._document, tuple(self._entities), self._by_start, self._index, authors, self._short)

    def _person_at(self, start: int) -> Entity | None:
        found = self._by_start.get(start)
        return found[0] if found and found[0].kind == "person" else None

    def _expect(self, known: CastMember) -> None:
        """Make a member of somebody who is known beforehand."""
        titles = (self._language.honorifics.get(name.split()[0].lower().rstrip("."), "") for name in known.names)
        gender = next(filter(None, titles), "") or self._gender(self._words(known.name))
        entity = Entity("person", known.name, gender, role=known.role, given=True, narrator=known.narrator)
        for name in known.names:
            key = given_key(name, self._language)
            self._given[key] = None if self._given.get(key, entity) is not entity else entity
            self._index.add_person(entity, self._words(name))
            entity.forms.setdefault(self._untitled(name), name)
            entity.forms.setdefault(self._words(name), name)  # whom a title alone may name: Mademoiselle
        self._entities.append(entity)

    def _untitled(self, name: str) -> tuple[str, ...]:
        words = self._words(name)
        while len(words) > 1 and self._language.is_title(words[0]):
            words = words[1:]
        return words

    def _words(self, name: str) -> tuple[str, ...]:
        return name_words(name, self._language)

    def _remember(self, entity: Entity, named: NameMention) -> None:
        if entity.kind == "person":
            self._index.add_person(entity, named.words)
        else:
            self._index.add_body(entity, named.words, named.name)

    def _place(self, named: NameMention) -> None:
        entity = self._given.get(given_key(named.mention.text, self._language))
        if entity is None or (named.gender and entity.gender not in ("", named.gender)):
            entity = self._home(named) or self._near(named) or self._new(named)
        if named.words not in entity.forms:
            self._remember(entity, named)
        if self._is_fuller(named, entity):
            entity.name = _on_one_line(named.name)
        entity.add(named)
        for words in named.nicknames:
            self._index.add_person(entity, words)
        self._count(entity)
        for token in named.head.sentence.nodes:
            if named.mention.start <= token.start < named.mention.end:
                self._by_start[token.start] = (entity, named)

    def _is_fuller(self, named: NameMention, entity: Entity) -> bool:
        """Whether somebody with a given name alone is called by what it is short for: `Gus`, `Augustus`."""
        if entity.given or named.kind != "person":
            return False
        if len(named.words) != 1 or len(called := self._words(entity.name)) != 1:
            return False
        short, full = called[0], named.words[0]
        return short in self._language.nicknames.get(full, ()) or is_cut_short(short, full, self._language)

    def _count(self, entity: Entity) -> None:
        """Note among those who bear a name of one word that somebody was named, or is a new bearer of it."""
        for word in {word for form in entity.forms for word in (*form[:1], *form[-1:])} & self._bearers.keys():
            if entity in self._bearers[word]:
                self._bearers[word].count(entity)
            else:
                del self._bearers[word]  # to be looked up anew

    def _same_person(self, named: NameMention, entity: Entity) -> bool:
        return any(
            may_be_same_person(named.words, words)
            or may_be_same_person(words, named.words)
            or (named.words[-1] == words[-1] and self._language.is_nickname(named.words[0], words[0]))
            for words in entity.forms
            if words == named.words or (len(words) > 1 and named.words not in self._introduced)
        )

    def _same_body(self, named: NameMention, entity: Entity) -> bool:
        if named.words in entity.forms:
            return True
        text = named.mention.text
        return named.kind == "organization" and any(
            is_acronym(text, other, self._language)
            or is_acronym(other, text, self._language)
            or self._is_short_form(text, other)
            or self._is_short_form(other, text)
            for other in entity.forms.values()
        )

    def _is_short_form(self, short: str, full: str) -> bool:
        """Whether a body's name may be cut to another, be it to a last word that is no common noun: `the Times`."""
        words = self._words(short)
        alone = words[-1:] == self._words(full)[-1:] and len(keys(words, self._language)) == 1
        last = alone and (words[-1] not in self._language.nouns or words[-1] in self._language.body_suffixes)
        return is_short_form(short, full, self._language) or (last and short != full)

    def _new(self, named: NameMention) -> Entity:
        given = self._gender(named.words)
        if len(named.words) == 1 and given == "Masc" and not self._in_dialogue:
            given = ""  # as likely a last name: Scott, Warren
        entity = Entity(named.kind, _on_one_line(named.name), named.gender or given)
        self._entities.append(entity)
        return entity

    def _gender(self, words: Sequence[str]) -> str:
        """What the first word of a name tells; of one word alone, which may be a last name, only a common one does."""
        known = self._language.genders if len(words) > 1 else self._language.given_names
        return known.get(words[0], "") if words else ""

    def _in_style(self, named: NameMention, homes: Sequence[Entity]) -> list[Entity]:
        """Those whom a novel would call so: not *Mrs. Moe* for *Miss Moe*, and *Mr. Moe* rather than her for *Moe*."""
        fitting = [entity for entity in homes if not clash(named.style, entity.styles)]
        if (
            len(named.words) > 1
            or named.style
            or any(named.words == form[:1] for m in fitting for form in m.forms if len(form) > 1)
        ):
            return fitting
        return [entity for entity in fitting if entity.styles & MEN] or fitting

    def _misspelt(self, named: NameMention) -> Entity | None:
        """The one person whose last name a name of one word gets wrong by a letter: `Bernstien`."""
        if len(named.words) != 1 or len(named.words[0]) < LONG_WORD or named.gender:
            return None
        people = (entity for entity in self._index.misspelt(named.words[0]) if entity.kind == "person")
        near = [m for m in people if any(len(f) > 1 and is_misspelt(named.words[0], f[-1]) for f in m.forms)]
        return near[0] if len(near) == 1 else None

    def _near(self, named: NameMention) -> Entity | None:
        """The one person whom a name may mean that is no form of theirs: misspelt, a nickname, the first last name."""
        if named.kind != "person" or not named.words:
            return None
        return self._misspelt(named) or self._nicknamed(named)

    def _by_first_last_name(self, named: NameMention, others: Sequence[Entity]) -> list[Entity]:
        """People with more than one last name who may be called by the first: `Ms. Moe`, of Ana Moe de la Rey."""
        people = (entity for entity in self._index.within(named.words) if entity.kind == "person")
        known = set(map(id, others))
        return [entity for entity in people if entity.gender in ("", named.gender) and id(entity) not in known]

    def _nicknamed(self, named: NameMention) -> Entity | None:
        """The one person whose given name is short for a name of one word, or the word for it: `Bill`, `William Moe`.

        Only stories cut names as they like: `Kez`, `Kezia`.
        """
        if len(named.words) != 1 or named.style:
            return None
        [word] = named.words

        def fits(given: str) -> bool:
            if self._language.is_nickname(word, given):
                return True
            cut = is_cut_short(word, given, self._language) or is_cut_short(given, word, self._language)
            return self._in_dialogue and len(min(word, given, key=len)) >= SHORTENED and cut

        people = (entity for entity in self._index.shortened(word) if entity.kind == "person")
        near = [
            entity
            for entity in people
            if not entity.styles and any(fits(given) for form in entity.forms for given in form[:1])
        ]
        return near[0] if len(near) == 1 else None

    def _home(self, named: NameMention) -> Entity | None:
        """The member that a name belongs to; of several people of one last name, the one named most often."""
        alone = len(named.words) == 1 and named.kind == "person" and not named.gender and not named.office
        if alone and not self._in_dialogue:
            bearers = self._bearers.get(named.words[0])  # who they are depends on nothing but the name
            if bearers is None:
                bearers = self._bearers[named.words[0]] = Bearers(self._homes(named))
            return bearers.likeliest(named.mention.start)
        return Bearers(self._homes(named)).likeliest(named.mention.start)

    def _homes(self, named: NameMention) -> list[Entity]:
        """The members that a name may belong to."""
        if named.kind == "person":
            fits, near = self._same_person, self._index.people(named.words)
        else:
            fits, near = self._same_body, self._index.bodies(named.words, named.mention.text)
        homes = [entity for entity in near if entity.kind == named.kind and fits(named, entity)]
        if named.gender and not self._in_dialogue:
            homes = [*homes, *self._by_first_last_name(named, homes)]
        if named.gender:
            agreeing = [entity for entity in homes if entity.gender in ("", named.gender)]
            agreeing = [entity for entity in agreeing if entity.gender] or agreeing
            homes = agreeing or [entity for entity in homes if _leads(named, entity)]
        if named.office:
            homes = [entity for entity in homes if named.office in entity.offices] or homes
        if len(named.words) == 1 and (named.words[0], style_of(named)) in self._apart:
            homes = [entity for entity in homes if not entity.full]
        if self._in_dialogue:
            homes = self._in_style(named, homes)
        exact = [entity for entity in homes if named.words in entity.forms]
        return exact if len(named.words) > 1 and exact else homes


def _leads(named: NameMention, entity: Entity) -> bool:
    """Whether a last name stands first, so that no given name tells the gender: `Mr. Lou`, `Lou Jiwei`."""
    return not entity.titles and len(named.words) == 1 and all(words[:1] == named.words for words in entity.forms)


def _called(document: Document, names: Sequence[NameMention]) -> str:
    """What a novel calls somebody: the fullest form that is no rarity, of `Elizabeth` and one `Elizabeth Bennet`.

    Of two words, a given name that comes often goes first. A form that mostly has a title keeps it, as it tells who is
    meant: `Mrs. Moe`, but not where a given name tells no less: `Mrs. Ida Moe`; a last name alone gives way to a full
    name that comes again. Capitals all along are a heading's.
    """
    counts = Counter(named.words for named in names)
    common = [words for words, count in counts.items() if count * RARITY >= len(names)]
    first = {words[0] for words in counts if len(words) > 1}

    def rank(words: tuple[str, ...]) -> tuple[int, bool, int]:
        return len(words), words[0] in first and counts[words] * CALLED_OFTEN >= len(names), counts[words]

    usual = max(common, key=rank)
    called = sorted((named for named in names if named.words == usual), key=lambda named: named.name.isupper())
    titled = [(title, named) for named in called if (title := _title(document, named)) is not None]
    if 2 * len(titled) < len(called):
        fuller = [words for words, count in counts.items() if count > AGAIN and words[-1:] == usual != words]
        if fuller:
            return _called(document, [named for named in names if named.words == max(fuller, key=counts.__getitem__)])
        return _with_article(document, called)
    [(usual_title, _)] = Counter(title.text for title, _ in titled).most_common(1)
    title, named = next(pair for pair in titled if pair[0].text == usual_title)
    given = document.language.genders.get(usual[0], "") if len(usual) > 1 else ""
    plain = document.language.styles.get(title.text.lower().rstrip(".")) in _PLAIN
    if plain and given == document.language.honorifics.get(title.text.lower().rstrip(".")):
        return _on_one_line(named.name)
    return _on_one_line(document.text[title.start : named.mention.end])


def _with_article(document: Document, called: Sequence[NameMention]) -> str:
    """A name as it is told, with the article that it has nearly everywhere: `the Gryphon`."""
    before = Counter(token.text.lower() for named in called if (token := _before(named)) is not None)
    name = _on_one_line(called[0].name)
    article = max(document.language.articles, key=before.__getitem__)
    return f"{article} {name}" if called[0].kind != "place" and before[article] >= ARTICLED * len(called) else name


def _title(document: Document, named: NameMention) -> Node | None:
    """The title right before a name."""
    before = _before(named)
    return (
        before if before is not None and before.text[:1].isupper() and document.language.is_title(before.text) else None
    )


def _before(named: NameMention) -> Node | None:
    """The token right before a name."""
    nodes = named.head.sentence.nodes
    place = next((place for place, token in enumerate(nodes) if token.end > named.mention.start), 0)
    return nodes[place - 1] if place else None


def _on_one_line(name: str) -> str:
    return " ".join(name.split())


def _overlaps(called: Sequence[NameMention], named: NameMention) -> bool:
    """Whether a name shares a character with one of others, which are in order."""
    place = bisect_right(called, named.mention.start, key=lambda other: other.mention.start)
    before = place > 0 and called[place - 1].mention.end > named.mention.start
    return before or (place < len(called) and called[place].mention.start < named.mention.end)
