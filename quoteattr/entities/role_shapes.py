"""The constructions in which a phrase beside a name can say as what somebody speaks.

Each is a function from a name with the words on either side of it to phrases, of which many are no roles:
`quoteattr.entities.roles` chooses.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import dropwhile, takewhile

import regex
from attrs import frozen

from quoteattr.document.document import Document
from quoteattr.entities.name_mentions import NameMention
from quoteattr.entities.role_phrases import (
    LONGEST_ROLE,
    copula_of,
    is_role_word,
    noun_phrase,
    phrases_at,
    up_to_comma,
    without_loose_end,
)
from quoteattr.languages.language import Language
from quoteattr.syntax.trees import Node

NEAR_NAME = 40
"""Tokens after a name among which a clause about it begins."""
APPOSITIONS = 3
"""Phrases between commas after a name, at most: `Ann Lee, a diver, the mayor of Exeter, who`."""
OPENINGS = 3
"""Prepositions over which a phrase before a name is read, at most: `the head of the museum of Exeter, Ann Lee`."""

_BEFORE_NAME = ("NOUN", "PROPN", "ADJ", "PART", "CCONJ", "NUM", "X", "VERB")
"""Parts of speech of words before a name that can belong to a role."""
_BEFORE_COMMA = ("NOUN", "PROPN", "ADJ", "PART", "CCONJ", "NUM", "X", "DET", "ADP")
_NOMINAL = ("NOUN", "PROPN")
_DASHES = frozenset("—–") | {"--"}
_NEXT_LINE = regex.compile(r"[^\S\n]*,?[^\S\n]*\n[^\S\n]*([^\n]{3,100})(?:\n|$)")
_LINE_START = 8
"""Characters before a name that begins its line: `By `, `— `."""

Phrase = list[Node]


@frozen(slots=False)
class Place:
    """A mention of a name, and the words of its sentence on either side."""

    document: Document
    named: NameMention

    @property
    def language(self) -> Language:
        """The language of the document."""
        return self.document.language

    @cached_property
    def after(self) -> Sequence[Node]:
        """The words behind the name."""
        end = self.named.mention.end
        following = self.named.head.following
        return [token for token in following if token.start >= end]

    @cached_property
    def past_asides(self) -> Sequence[Node]:
        """The same without brackets and ages: `(D-Md.)`, `, 61`, `, R-Ky.`"""
        return _past_asides(self.document, self.after)

    @cached_property
    def before(self) -> Sequence[Node]:
        """The words before the name, or before the first of joined names: `two analysts, Ann Lee and Bill Kerr`."""
        start, head = self.named.mention.start, self.named.head
        before = [token for token in head.preceding[-LONGEST_ROLE:] if token.end <= start]
        joined = head.has_relation("conj") and before and (before[-1].upos == "CCONJ" or before[-1].text == ",")
        return head.head.preceding if joined and head.head is not None and head.head.index < head.index else before

    @cached_property
    def chain(self) -> Phrase:
        """The words right before the name that may be one phrase with it."""
        return _chain(self.language, self.before)


def _chain(language: Language, before: Sequence[Node]) -> Phrase:
    place = len(before)
    while place and _is_in_chain(language, before, place - 1):
        place -= 1
    return list(before[place:])


def _is_in_chain(language: Language, before: Sequence[Node], place: int) -> bool:
    token, previous = before[place], before[place - 1] if place else None
    genitive = language.genitive_prepositions
    inside = token.upos in _BEFORE_NAME or token.lemma in genitive or token.text in "-/."
    inside = inside or (token.upos == "ADP" and previous is not None and is_role_word(language, previous))
    inside = inside or (token.upos == "DET" and previous is not None and previous.lemma in genitive)
    verbal = token.upos == "VERB" and not token.has_relation("amod", "compound")
    joins = token.upos == "CCONJ" and (previous is None or not _can_join(language, previous))
    capital = token.text[:1].isupper() and token.upos in _NOMINAL
    loose = joins or (token.has_relation("obj", "root", "conj", "advmod") and not capital and token.upos != "NOUN")
    other = _is_other_person(token) and not language.is_title(token.text)
    return inside and not verbal and not loose and not other


def _can_join(language: Language, noun: Node) -> bool:
    """Whether a noun before *and* can be of one role with what follows: not in `the raid and mayor Ann Lee`."""
    role = is_role_word(language, noun)
    return noun.upos in _NOMINAL and (role or not (noun.ner.endswith("LOC") or noun.children("det")))


def _is_other_person(token: Node) -> bool:
    """Whether a name in a role is somebody beside the one it describes, not whom they serve: `a Lee aide`."""
    while token.has_relation("flat") and token.head is not None:
        token = token.head
    return token.ner.endswith("PER") and not token.has_relation("amod", "compound", "nmod")


def premodifier(place: Place) -> Iterator[Phrase]:
    """`NATO Secretary General Jens Stoltenberg`, `Sens. Ann Lee and Bill Kerr`."""
    tokens = _without_honorifics(place.language, place.chain)
    if not tokens or place.chain[-1].text in place.language.possessive_endings or tokens[-1].upos in ("CCONJ", "ADP"):
        return  # the mayor's Lee, an opinion of Lee, the mayor and Lee
    at = max((place for place, token in enumerate(tokens) if token.upos == "ADP"), default=-1)
    if at < 0 or not is_role_word(place.language, tokens[-1]):
        yield tokens  # not: an aide to | Governor Lee
    if at >= 0:
        yield tokens[at + 1 :]  # the party of | Senator Lee


def _without_honorifics(language: Language, tokens: Iterable[Node]) -> Phrase:
    kept = list(tokens)
    while kept and (kept[0].upos in ("CCONJ", "PUNCT", "PART", "ADP") or language.is_honorific(kept[0].text)):
        kept.pop(0)
    while kept and (kept[-1].upos == "PART" or language.is_honorific(kept[-1].text)):
        kept.pop()
    return kept


def apposition(place: Place) -> Iterator[Phrase]:
    """`Ann Lee, 61, the mayor of Exeter, a diver who never rests, said`."""
    rest = place.past_asides
    if rest and rest[0].lemma in place.language.body_prepositions:
        rest = rest[1 + len(noun_phrase(rest[1:], place.language)) :]
    for _ in range(APPOSITIONS):
        if len(rest) < 2 or not (rest[0].text == "," or rest[0].text in _DASHES) or _is_party(place.document, rest[0]):
            return
        rest = rest[1:]
        joined = bool(rest) and rest[0].upos == "CCONJ"
        while rest and rest[0].upos in ("ADV", "CCONJ"):
            rest = rest[1:]
        found = list(phrases_at(rest, place.language))
        if joined and _names_another(rest, found[-1]):
            return  # Ann Lee, a diver, and Bill Kerr, a clerk; the mayor, Ann Lee, and the clerk, Bill Kerr
        yield from found
        rest = rest[len(found[-1]) :]


def _names_another(words: Sequence[Node], phrase: Sequence[Node]) -> bool:
    """Whether a phrase is somebody's name or stands before one."""
    behind = words[len(phrase) :][:2]
    named = any(token.ner == "B-PER" for token in phrase)
    return named or (len(behind) > 1 and behind[0].text == "," and behind[1].ner == "B-PER")


def opening(place: Place) -> Iterator[Phrase]:
    """`The mayor of Exeter, Ann Lee, said`, and without a comma where the tree has an apposition."""
    before = place.before[: len(place.before) - len(place.chain)]
    if len(before) > 1 and before[-1].text in (",", *_DASHES):
        phrase = before[:-2] if before[-2].upos == "ADV" else before[:-1]  # the warden there, Ann Lee
        yield from _ending_phrases(place.language, phrase)
    head = place.named.head
    above = head.head if head.has_relation("appos") else None
    if above is not None and above.index < head.index and above.upos == "NOUN":
        first = min([above, *above.children("det", "amod", "compound", "nmod:poss")], key=lambda t: t.index)
        yield noun_phrase(head.sentence.nodes[first.index - 1 : head.index - 1], place.language)


def _ending_phrases(language: Language, before: Sequence[Node]) -> Iterator[Phrase]:
    """The noun phrases with which some words end, from the shortest on, each longer by a preposition."""
    start = len(before)
    prepositions = 0
    while start and prepositions < OPENINGS:
        token = before[start - 1]
        if token.upos in ("ADP", "CCONJ"):
            yield list(before[start:])
            prepositions += 1
        elif not _is_before_comma(language, token):
            break
        start -= 1
    if prepositions < OPENINGS:
        yield list(before[start:])


def _is_before_comma(language: Language, token: Node) -> bool:
    adjective = token.upos == "VERB" and token.has_relation("amod", "compound")
    owner = token.upos == "PRON" and token.feature("Poss") == "Yes"
    return token.upos in _BEFORE_COMMA or adjective or owner or token.text in ("-", "/", *language.possessive_endings)


def relative(place: Place) -> Iterator[Phrase]:
    """`Ann Lee, who is mayor`, `Ann Lee, 58, who served as mayor`."""
    rest = _relative_clause(place)
    while rest and rest[0].upos == "ADV":
        rest = rest[1:]
    verb, following = (rest[0], list(rest[1:])) if len(rest) > 1 else (None, [])
    while following and following[0].upos == "ADV":
        following.pop(0)
    acting = bool(following) and following[0].lemma in place.language.role_prepositions
    if verb is not None and (acting or verb.lemma in place.language.copulas):
        yield noun_phrase(following[1:] if acting else following, place.language)


def clause(place: Place) -> Iterator[Phrase]:
    """`Ann Lee, who | chairs the board`."""
    rest = list(_relative_clause(place))
    while rest and rest[0].upos in ("AUX", "ADV") and rest[0].lemma not in place.language.copulas:
        rest.pop(0)
    words = up_to_comma(rest, place.language) if rest and rest[0].upos in ("VERB", "AUX") else []
    located = bool(words) and words[0].lemma in place.language.copulas and words[1:2] and words[1].upos == "ADP"
    if len(words) > 1 and not located:  # who was in the car
        yield words


def _relative_clause(place: Place) -> Sequence[Node]:
    """What follows *who* after a name."""
    after = place.after[:NEAR_NAME]
    for at, who in enumerate(after):
        if who.upos in ("VERB", "AUX") or who.ner.endswith("PER") or who.text in '“”";':
            return ()
        if who.lemma in place.language.relatives:
            return place.after[at + 1 :]
    return ()


def copula(place: Place) -> Iterator[Phrase]:
    """`Ann Lee is the mayor of Exeter`."""
    head = place.named.head
    predicate = head.head if head.has_relation("nsubj") else None
    verb = copula_of(predicate) if predicate is not None and predicate.upos in _NOMINAL else None
    if verb is not None:
        yield from phrases_at(verb.following, place.language)


def as_what(place: Place) -> Iterator[Phrase]:
    """`As mayor, Lee`, `Lee served as mayor`, `elected Lee as mayor`."""
    head = place.named.head
    verb = head.head if head.has_relation("nsubj", "obj") else None
    for noun in verb.children("obl", "advcl", "xcomp") if verb is not None else ():
        if noun.upos in _NOMINAL and any(t.lemma in place.language.role_prepositions for t in noun.children("case")):
            case = noun.children("case")[0]
            yield noun_phrase(case.following, place.language)


def owner(place: Place) -> Iterator[Phrase]:
    """The body that somebody is of: `NBC's Ann Lee`, `Ann Lee, 61, of NBC`."""
    language, before = place.language, place.before
    if len(before) > 1 and before[-1].text in language.possessive_endings and before[-2].upos == "PROPN":
        start = len(before) - 1
        while start and before[start - 1].upos == "PROPN":
            start -= 1
        yield list(before[start:-1])
    rest = place.past_asides
    genitive = len(rest) > 1 and rest[0].text == "," and rest[1].lemma in language.genitive_prepositions
    rest = rest[1:] if genitive else rest
    if len(rest) > 1 and rest[0].lemma in language.body_prepositions:
        name = rest[2:] if rest[1].upos == "DET" else rest[1:]
        body = list(takewhile(lambda token: token.ner.endswith("ORG"), name))
        genitive = rest[0].lemma in language.genitive_prepositions
        yield body or (noun_phrase(name, language) if genitive else [])


def brackets(place: Place) -> Iterator[Phrase]:
    """`Colm Dacre (Harbour Master)`, `PRESENTER (Ann Lee)`, but no party: `(D-Md.)`."""
    before, after = place.before, place.after
    if len(before) > 1 and before[-1].text in ("(", "["):
        yield _chain(place.language, before[:-1])
    if len(after) > 2 and after[0].text in ("(", "[") and not _is_party(place.document, after[0]):
        yield up_to_comma(after[1:], place.language)


def next_line(place: Place) -> Iterator[Phrase]:
    """What stands under a name that is a line of its own, as in signatures and captions."""
    text, mention = place.document.text, place.named.mention
    found = _NEXT_LINE.match(text, mention.end)
    if found is not None and mention.start - text.rfind("\n", 0, mention.start) <= _LINE_START:
        tokens = place.document.trees.nodes(*found.span(1))
        if tokens and not any(token.upos == "AUX" or token.text in "“”" for token in tokens):
            yield without_loose_end(up_to_comma(tokens, place.language), place.language)


def _past_asides(document: Document, after: Sequence[Node]) -> Sequence[Node]:
    rest = after
    if rest and rest[0].text == "(":
        closing = next((place for place, token in enumerate(rest[:12]) if token.text == ")"), 0)
        rest = rest[closing + 1 :] if closing else rest
    while len(rest) > 2 and rest[0].text == "," and rest[2].text == "," and rest[1].text[:1].isdigit():
        rest = rest[2:]
    party = document.language.party.match(document.text, rest[0].start) if rest and rest[0].text == "," else None
    if party is not None:
        rest = list(dropwhile(lambda token: token.start < party.end(), rest))
    if len(rest) > 1 and rest[0].upos == "CCONJ" and rest[1].ner == "B-PER":
        rest = list(dropwhile(lambda token: token.ner.endswith("PER"), rest[1:]))  # Ann Lee and Bill Kerr, both divers
    return rest


def _is_party(document: Document, token: Node) -> bool:
    return document.language.party.match(document.text, token.start) is not None


SHAPES: tuple[tuple[str, Callable[[Place], Iterator[Phrase]]], ...] = (
    ("premodifier", premodifier),
    ("apposition", apposition),
    ("opening", opening),
    ("relative", relative),
    ("copula", copula),
    ("as", as_what),
    ("brackets", brackets),
    ("next line", next_line),
    ("clause", clause),
    ("possessor", owner),
)
"""The constructions beside a name, by what they are called."""
