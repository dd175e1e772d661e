"""Tags of an entity recognizer to names: what it cut is joined, and what it took with them is left out."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import Final

from attrs import frozen

from quoteattr.languages.language import Language
from quoteattr.syntax.trees import Node, Tree
from quoteattr.vocabulary import Rule

LONG_PARTICLE = 3
"""Letters of small words that names have inside, at most: `von`."""
FEW_WORDS = 4
"""Words from which a name goes on with no other that only stands beside it."""
MOST_INITIALS = 4
"""Initials before a name, at most."""
_COMMON = ("ADJ", "ADV", "NOUN", "VERB")
_NICKNAME_MARKS = frozenset('"“”()')


def tagged_names(text: str, sentence: Tree, language: Language) -> Iterator[list[Node]]:
    """The tokens of each entity; a name goes on over a hyphen, a nickname in marks and a suffix."""
    span: list[Node] = []
    for token in sentence.nodes:
        if span and not token.ner.startswith("I-") and not _goes_on(_Joint(text, span, token, language)):
            yield from _clean(span, language)
            span = []
        if token.ner == "B-PER" and not span:
            span = _given_before(token, language)
        if token.ner or span:
            span.append(token)
    yield from _clean(span, language)


def _given_before(token: Node, language: Language) -> list[Node]:
    """The given name that an entity recognizer left out, or initials: `Rand | Paul/B-PER`, `K. | V. | Rao/B-PER`."""
    preceding = token.sentence.nodes[max(token.index - 1 - MOST_INITIALS, 0) : token.index - 1]
    initials = list(takewhile(_is_left_out, reversed(preceding)))
    if initials:
        return initials[::-1]
    before = token.before
    if before is None or before.ner or before.upos != "PROPN" or not before.text[:1].isupper():
        return []
    linked = (token.has_relation("flat") and token.head is before) or (
        before.has_relation("compound") and before.head is token and (token.after is None or token.after.ner != "I-PER")
    )
    joined = linked and not language.is_title(before.text) and not language.is_role(before.text)
    known = before.text.lower() in language.given_names and not before.has_relation("nmod:desc")  # Star Bo Dahl
    return [before] if joined or known else []


def _is_left_out(token: Node) -> bool:
    return not token.ner and token.upos == "PROPN" and _is_initial(token)


@frozen
class _Joint:
    """The place between what a recognizer took for a name so far and the next token."""

    text: str
    span: list[Node]
    token: Node
    language: Language

    @property
    def last(self) -> Node:
        """The last token of the name so far."""
        return self.span[-1]

    @property
    def glued(self) -> bool:
        """Whether no space stands between."""
        return self.last.end == self.token.start


def _ampersand(joint: _Joint) -> bool | None:
    if "&" not in (joint.token.text, joint.last.text):
        return None
    return any(token.text[:1].isupper() for token in (joint.token, *joint.token.following[:1]))


def _title_of_person(joint: _Joint) -> bool | None:
    if joint.token.ner != "B-PER" or joint.span[0].ner.endswith("PER"):
        return None
    return len(joint.span) > 1 and not joint.glued and joint.language.is_title(joint.span[-2].text)


def _first_words_of_body(joint: _Joint) -> bool | None:
    if joint.token.ner != "B-ORG" or not joint.last.ner.endswith("ORG"):
        return None
    above = joint.last.head if joint.last.has_relation("amod", "compound") else None
    return above is not None and above.index > joint.last.index


def _no_person(joint: _Joint) -> bool | None:
    return None if any(part.ner.endswith("PER") for part in joint.span) else False


def _person_unspaced(joint: _Joint) -> bool | None:
    between = joint.text[joint.last.end : joint.token.start]
    return True if joint.token.ner == "B-PER" and not any(map(str.isspace, between)) else None


def _person_below(joint: _Joint) -> bool | None:
    if joint.token.ner != "B-PER":
        return None
    flat = joint.token.has_relation("flat") and joint.token.head in joint.span
    cut = joint.token.has_relation("conj") and joint.token.head in joint.span and len(joint.span) < FEW_WORDS
    return True if flat or cut or all(_is_initial(token) for token in joint.span) else None


def _is_initial(token: Node) -> bool:
    """Whether a token is initials: `K.`, `K`, `K.V.`"""
    return token.upos == "PROPN" and all(
        len(part) == 1 and part.isupper() for part in token.text.rstrip(".").split(".")
    )


def _accent(joint: _Joint) -> bool | None:
    combines = any(map(unicodedata.combining, joint.last.text[-1:] + joint.token.text[:1]))
    return joint.glued if combines else None


def _hyphen(joint: _Joint) -> bool | None:
    if "-" not in (joint.token.text, joint.last.text):
        return None
    after = joint.token.after
    whole = joint.token.text != "-" or (after is not None and after.start == joint.token.end)
    behind = joint.token if joint.token.text != "-" else after
    described = behind is not None and behind.text.islower() and behind.upos in _COMMON  # Tony-winning
    return joint.glued and whole and not described


def _suffix(joint: _Joint) -> bool | None:
    return True if joint.token.text.lower().rstrip(".") in joint.language.name_suffixes else None


def _untagged_below(joint: _Joint) -> bool | None:
    token = joint.token
    named = not token.ner and token.has_relation("flat") and token.upos == "PROPN" and token.text[:1].isupper()
    titled = joint.language.honorifics.get(token.text.lower().rstrip("."))  # asked Mrs. Moe Miss Lund
    return token.head in joint.span if named and not titled else None


def _nickname(joint: _Joint) -> bool | None:
    if joint.token.text not in _NICKNAME_MARKS and joint.last.text not in _NICKNAME_MARKS:
        return None
    ahead = (joint.token, *joint.token.following[:3])
    whole = sum(token.text in _NICKNAME_MARKS for token in (*joint.span, *ahead)) == 2
    return whole and any(token.ner.endswith("PER") for token in ahead)


JOINS: Final[tuple[Rule[Callable[[_Joint], bool | None]], ...]] = (
    Rule(_ampersand, "names on both sides of an ampersand: `Moe | & | Tate`"),
    Rule(_title_of_person, "a person behind a title that was tagged with something else"),
    Rule(_first_words_of_body, "the first words of a body, cut off: `International | Atomic Energy Agency`"),
    Rule(_no_person, "what follows is of persons only"),
    Rule(_person_unspaced, "a person behind a person without a space"),
    Rule(_person_below, "a person that hangs from the name, or stands behind initials: `Ida/B-PER Moe/B-PER`"),
    Rule(_accent, "an accent that is a character of its own"),
    Rule(_hyphen, "a name over a hyphen: `Jean | -Marc`"),
    Rule(_suffix, "a suffix: `Lee | Jr.`"),
    Rule(_untagged_below, "an untagged word that hangs from the name: `Ida/B-PER Moe`"),
    Rule(_nickname, "a nickname in marks: `Marcia | “Cia” Price`"),
)
"""Whether a name that a recognizer cut goes on: the first opinion counts, and None is none."""


def _goes_on(joint: _Joint) -> bool:
    """Whether a name goes on with the next token; it does not where no rule has an opinion."""
    answers = (rule.function(joint) for rule in JOINS)
    return next((answer for answer in answers if answer is not None), False)


def _clean(span: list[Node], language: Language) -> Iterator[list[Node]]:
    """The names in a span, without titles before them and without small words and marks that an error put behind."""
    start = 0
    for place in range(1, len(span) - 1):
        if _is_between_names(span, place, language):
            yield from _without_title(span[start:place], language)
            start = place + 1
    yield from _without_title(span[start:], language)


def _without_title(span: list[Node], language: Language) -> Iterator[list[Node]]:
    tokens = _before_bracket(_past_title(span, language))
    while len(tokens) > 1 and tokens[-1].upos == "PART" and tokens[-1].text.isalpha():
        tokens.pop()  # Lord Henry s arm, where the apostrophe was lost
    if tokens and (tokens[0].ner.endswith("PER") or language.is_honorific(tokens[0].text)):
        while len(tokens) > 1 and _is_before_name(tokens, language):
            tokens.pop(0)
        while len(tokens) > 1 and tokens[0].text.islower() and tokens[1].text.istitle() and tokens[0].upos in _COMMON:
            tokens.pop(0)  # old Ida Moe
        while len(tokens) > 1 and (_is_stray(tokens[-2], tokens[-1]) or language.is_post_nominal(tokens[-1].text)):
            tokens.pop()
    while (
        len(tokens) > 1
        and tokens[0].ner.endswith("ORG")
        and (
            tokens[0].text.islower() or tokens[0].text.lower() in language.determiners or _is_trade(tokens[0], language)
        )
    ):
        tokens.pop(0)
    pointing = len(tokens) == 1 and tokens[0].upos in ("PRON", "DET")
    if not pointing and any(token.text[:1].isupper() or token.text[:1].isdigit() for token in tokens):
        yield tokens


def _is_between_names(span: Sequence[Node], place: int, language: Language) -> bool:
    """Whether a verb was tagged as part of two names: `Ida | bade | Bo`."""
    before, token, after = (span[place + way].text for way in (-1, 0, 1))
    word = len(token) > LONG_PARTICLE and token.islower() and token.isalpha() and token not in language.name_particles
    return word and before.istitle() and after.istitle() and span[0].ner.endswith("PER")


def _is_trade(token: Node, language: Language) -> bool:
    """Whether a capitalised word says what a body is: `Shipbuilder Ostwerk` at the start of a sentence."""
    return token.deprel == "nmod:desc" and token.text.lower().endswith(language.trade_endings)


def _is_before_name(tokens: Sequence[Node], language: Language) -> bool:
    """Whether a name's first word is none of it: `Sen. Moe`, `Goalkeeper Tunde Bello`, but `Hunter Moe`."""
    word = tokens[0].text
    if word.lower() in language.given_names:
        return False
    trade = language.nouns.get(word.lower()) == "organization"  # Shipbuilder Ostwerk
    return trade or language.is_title(word) or (len(tokens) > 2 and language.is_role(word))


def _past_title(span: Sequence[Node], language: Language) -> list[Node]:
    """The person behind the titles in what was tagged as one: `Ida Moe` in `South Korean President Ida Moe`."""
    for place in range(len(span) - 1, 0, -1):
        before, rest = span[place - 1], span[place:]
        personal = (
            span[0].ner.endswith("PER")
            or rest[0].text.lower() in language.given_names
            or any(token.ner == "B-PER" for token in rest)
        )
        title = language.is_title(before.text) or (len(rest) > 1 and language.is_role(before.text))
        if personal and title and not _is_inside_name(span[: place - 1], before, rest, language):
            return list(rest)
    return list(span)


def _is_inside_name(first: Sequence[Node], title: Node, rest: Sequence[Node], language: Language) -> bool:
    """Whether a word like a title is part of a name: `Ida Bishop Moe`, `Bo King Jr.`, `Hunter Moe`."""
    given = [token for token in first or [title] if token.text.lower() in language.given_names]
    suffix = rest[0].text.lower().rstrip(".") in language.name_suffixes or not rest[0].text[:1].isupper()
    return suffix or (bool(given) and not title.text.endswith("."))


def _before_bracket(span: Sequence[Node]) -> list[Node]:
    """A name without the party in brackets that was tagged with it: `Ida Moe` in `Ida Moe (D-Nev.`"""
    opening = next((place for place, token in enumerate(span) if token.text.startswith("(") and place), len(span))
    inside = zip(span[opening:], span[opening + 1 :], strict=False)
    goes_on = any(token.text.endswith(")") and following.text[:1].isalpha() for token, following in inside)
    return list(span if goes_on else span[:opening])


def _is_stray(before: Node, last: Node) -> bool:
    """Whether a name's last token is none of it: a mark or a small word, but not the `hye` of `Geun-hye`."""
    return not any(map(str.isalnum, last.text)) or (last.text.islower() and before.end < last.start)
