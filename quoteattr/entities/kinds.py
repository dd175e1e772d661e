"""Names and nouns to kinds: what the words themselves, and those around them, tell of who or what is meant."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from quoteattr.document.document import Document
from quoteattr.entities.names import DOMAIN, has_inner_capital
from quoteattr.languages.language import Language
from quoteattr.syntax.trees import Node
from quoteattr.vocabulary import SpeakerKind

_AGE = re.compile(r"1?\d\d")
_AGE_TOKENS = 5  # of `54-year-old`
_BOUND = ("obj", "iobj", "obl")


def kind_of_noun(head: Node, language: Language) -> SpeakerKind:
    """What a noun phrase without a name stands for, by its noun and its number.

    >>> from quoteattr.languages.loading import load_language
    >>> from quoteattr.syntax.parse import Token
    >>> from quoteattr.syntax.trees import Tree
    >>> english = load_language("en")
    >>> def noun(text, lemma, number):
    ...     token = Token(1, 0, len(text), text, lemma, "NOUN", 0, "root", feats=f"Number={number}")
    ...     return Tree([token]).nodes[0]
    >>> kind_of_noun(noun("official", "official", "Sing"), english)
    'unnamed'
    >>> kind_of_noun(noun("officials", "official", "Plur"), english)
    'group'
    >>> kind_of_noun(noun("ministry", "ministry", "Sing"), english)
    'organization'
    """
    lemma, text = head.lemma, head.text.lower()
    kind = language.nouns.get(text) or language.nouns.get(lemma)
    if kind is None and head.upos == "PROPN" and text in language.body_suffixes:
        return "organization"  # the Times
    plural = _is_plural(head, language)
    if kind is not None:
        return "group" if plural and kind == "organization" and text not in language.nouns else kind
    if plural:
        return "group"
    common = head.upos != "PROPN" or language.is_role(text) or not head.text[:1].isupper()
    return "unnamed" if common else _kind_of_form(head.text, language) or "person"


def _is_plural(head: Node, language: Language) -> bool:
    """Whether a phrase is of several: `officials`, `three`, `six percent`, and `Aides` that was taken for a name."""
    text = head.text.lower()
    number = head.upos == "NUM" and text != "1" and text not in language.number_one
    roles = not language.is_role(text) and any(map(language.is_role, language.singulars(text)))
    return head.feature("Number") == "Plur" or number or roles or head.lemma in language.partitives


def kind_of_phrase(head: Node, language: Language) -> SpeakerKind:
    """What a phrase without a name stands for: as its noun, but kin that somebody has are persons: `his mother`."""
    owned = bool(head.children("nmod:poss")) and head.feature("Number") != "Plur" and head.lemma in language.kin
    return "person" if owned or seat_of(head, language) else kind_of_noun(head, language)


def seat_of(head: Node, language: Language) -> list[Node]:
    """The name of what somebody with a title is of who goes by both: `of Selby` in `the Duke of Selby`."""
    following = head.following[:6]
    title = head.text[:1].isupper() and head.text.lower() in language.sovereigns | language.sees
    if not title or not following or following[0].lemma not in language.genitive_prepositions:
        return []
    seat = list(takewhile(lambda token: token.text[:1].isupper() and token.upos == "PROPN", following[1:]))
    return [following[0], *seat] if seat else []


def kind_of_label(label: str, language: Language) -> SpeakerKind:
    """What stands before a colon: `Poll: ...`, `Official: ...`, `Moe: ...`, and `Q: ...` of an interview."""
    last = label.split()[-1].lower()
    unnamed = len(label) == 1 or language.is_role(last)
    return language.nouns.get(last) or ("unnamed" if unnamed else "person")


def is_of_body(noun: str, language: Language) -> bool:
    """Whether a noun can stand for a body: `company`, but `group` and `magazine` as well."""
    return language.nouns.get(noun) == "organization" or noun in language.outlet_nouns or noun in language.collectives


def is_nobody(head: Node, language: Language) -> bool:
    """Whether a phrase says that there is none: `nobody`, `none of them`, `no official`."""
    words = (head, *head.children("det"))
    return any(word.lemma in language.negations for word in words)


def counted(head: Node, language: Language) -> Node:
    """The noun that is counted where a phrase is headed by a number: `voters` in `52 percent of voters`."""
    if head.lemma not in language.partitives:
        return head
    nouns = (noun for noun in head.children("nmod") if noun.upos in ("NOUN", "PROPN"))
    genitive = language.genitive_prepositions
    of = (noun for noun in nouns if any(case.lemma in genitive for case in noun.children("case")))
    return next(of, head)


def told_kind(tokens: Sequence[Node], language: Language) -> SpeakerKind | None:
    """What a name's own form and its neighbours tell it is, whatever a recognizer made of it.

    `Mr. Dahl`, `the analyst Dahl`, `Dahl, 54,` and `Dahl, who left` are persons, as is Dahl where he sold *his* boat;
    `DahlWorks`, `Dahl Group`, `Dahl, which left` and a Dahl that sold *its* boat are bodies.
    """
    before = tokens[0].before
    if before is not None and before.text[:1].isupper() and language.is_honorific(before.text):
        return "person"
    if names_a_body(tokens, language):
        return "organization"
    if before is not None and _is_personal_role(before, language) and _belong(before, tokens):
        return "person"
    if any(_is_personal_role(noun, language) for noun in _apposed(tokens)):
        return "person"
    if _is_given_and_last(tokens, language):
        return "person"
    if before is not None and is_beside_trade(before, tokens, language):
        return "organization"
    after = () if before is not None and before.upos in ("ADP", "DET") else tokens[-1].following
    return _told_after(after, language) or _told_by_pronoun(tokens, language)


def is_common_noun(token: Node, language: Language) -> bool:
    """Whether what was taken for a name is a noun with a capital: `Poll`, `Republican`, `Aides`, but not `Bill`."""
    word = token.text.lower()
    known = any(w in language.nouns or language.is_role(w) for w in (word, token.lemma, *language.singulars(word)))
    return known and word not in language.given_names and word not in language.body_suffixes


def are_people(tokens: Sequence[Node], language: Language) -> bool:
    """Whether what was taken for a body is people: `State Department employees`, `House Democrats`, `Russians`."""
    last = tokens[-1]
    lemma, named, plural = last.lemma.lower(), last.upos == "PROPN", last.feature("Number") == "Plur"
    if plural and last.text.islower():
        return language.is_role(lemma)
    return named and (
        lemma in language.partisans
        or lemma in language.demonyms
        or (plural and len(tokens) == 1 and lemma.endswith(language.demonym_endings))
    )


def is_personal(noun: Node, language: Language) -> bool:
    """Whether a noun is of a person, or of people: `mayor`, `54-year-old`, `mother`, `Republicans`."""
    if noun.lemma in language.gendered or noun.lemma in language.general_people or noun.lemma in language.kin:
        return True
    if noun.lemma in language.ages or age(noun, language):
        return True  # the 54-year-old
    role = language.is_role(noun.lemma) or language.is_role(noun.text)
    known = noun.lemma in language.people or noun.lemma.endswith(language.personal_endings)
    role = role or (noun.upos == "NOUN" and known)
    return (role and not is_limb(noun, language)) or are_people([noun], language)


def is_character(noun: Node, language: Language) -> bool:
    """Whether a noun is of somebody who may speak in a story: `mayor`, but `stranger` and `sailor` as well."""
    return noun.lemma in language.characters or is_personal(noun, language)


def is_person_in(document: Document, noun: Node) -> bool:
    """Whether a noun is of a person in a document: in a story, of anybody who may speak there."""
    return (is_character if document.has_dialogue else is_personal)(noun, document.language)


def is_limb(noun: Node, language: Language) -> bool:
    """Whether a noun of a role is a thing that a person has: `Anna's head`, `his chair`."""
    owners = noun.children("nmod:poss") if noun.lemma in language.limbs else []
    return any(owner.upos == "PRON" or owner.ner.endswith("PER") for owner in owners)


def _kind_of_form(text: str, language: Language) -> SpeakerKind | None:
    """`PolitiFact`, `YouTube` and `harbours.org` are bodies; `McCain`, `DeVos` and `LaTonya` are not."""
    formed = has_inner_capital(text, language) or DOMAIN.search(text) is not None
    branded = formed and text.lower() not in language.given_names
    return "organization" if branded else None


def names_a_body(tokens: Sequence[Node], language: Language) -> bool:
    """Whether a name's own words are those of a body: `DahlWorks`, `Dahl & Moe`, `Dahl Group`."""
    if " ".join(token.text.lower() for token in tokens) in language.outlets:
        return True
    if len(tokens) == 1:
        return _kind_of_form(tokens[0].text, language) is not None
    if any(token.text == "&" for token in tokens):
        return True
    core = list(takewhile(lambda token: token.lemma not in language.name_prepositions, tokens)) or tokens
    last = core[-1].text.lower().rstrip(".")  # Commission on Public Harbours
    if _is_given_and_last(tokens, language):
        return False  # Dave Camp
    bodily = language.nouns.get(last) == "organization" or last in language.body_suffixes
    return bodily or tokens[0].text.lower() in language.body_beginnings


def _is_given_and_last(tokens: Sequence[Node], language: Language) -> bool:
    return is_flat(tokens) and tokens[0].text.lower() in language.given_names


def is_beside_trade(noun: Node, tokens: Sequence[Node], language: Language) -> bool:
    """Whether the word before a name says what body it is: `the shipbuilder Ostwerk`, not `Secretary of State Moe`."""
    before = noun.before
    alone = before is None or before.upos != "ADP"
    return alone and is_of_body(noun.lemma, language) and _belong(noun, tokens)


def _is_personal_role(token: Node, language: Language) -> bool:
    lemma = token.lemma
    return language.is_role(lemma) and lemma not in language.roles_of_bodies and token.feature("Number") != "Plur"


def _belong(before: Node, tokens: Sequence[Node]) -> bool:
    """Whether the word before a name is in one phrase with it, or both are taken for a subject."""
    twice = before.has_relation("nsubj") and tokens[0].has_relation("nsubj") and before.head is tokens[0].head
    return twice or before.head in tokens or any(token.head is before for token in tokens)


def is_flat(tokens: Sequence[Node]) -> bool:
    """Whether a tree takes words for names side by side, as those of persons are: `Ida Moe`, but not `Moe Energy`."""
    return len(tokens) > 1 and all(token.has_relation("flat") for token in tokens[1:] if token.upos != "PUNCT")


def _apposed(tokens: Sequence[Node]) -> Iterator[Node]:
    """Descriptions on either side of a name: `the party's leader, Ida Moe`, `Ida Moe, a lawyer`."""
    for token in tokens:
        above = token.head if token.has_relation("appos") else None
        if above is not None and 0 < tokens[0].index - above.index <= 2:
            yield above
        yield from (noun for noun in token.children("appos") if noun.index > tokens[-1].index)


def _told_after(after: Sequence[Node], language: Language) -> SpeakerKind | None:
    """`, 54,`, `, who`, `, which`"""
    if len(after) < 2 or after[0].text not in (",", "("):
        return None
    return "person" if age_behind(after) else language.relatives.get(after[1].lemma)


def age(head: Node, language: Language) -> str:
    """The age by which somebody is called: `54` in `the 54-year-old`, `the 54-year-old baker`."""
    words = (head, *head.children("amod", "compound"))
    old = next((word for word in words if word.lemma in language.ages and word.index >= _AGE_TOKENS), None)
    if old is None or old.sentence.nodes[old.index - 2].text != "-":
        return ""
    return old.sentence.nodes[old.index - _AGE_TOKENS].text


def age_behind(after: Sequence[Node]) -> str:
    """The age with which the words behind a name begin: `54` of `, 54,`, `(54)`."""
    told = len(after) > 2 and after[0].text in (",", "(") and after[2].text in (",", ")", ".")
    return after[1].text if told and _AGE.fullmatch(after[1].text) is not None else ""


def _told_by_pronoun(tokens: Sequence[Node], language: Language) -> SpeakerKind | None:
    """`Dahl sold its boats`: what a verb's object belongs to, if not said otherwise, is its subject."""
    head = next((token for token in tokens if token.has_relation("nsubj")), None)
    verb = head.head if head is not None else None
    if verb is None:
        return None
    for noun in verb.children(*_BOUND):
        for owner in noun.children("nmod:poss"):
            told = language.pronouns.get(owner.lemma) if owner.index > verb.index else None
            if told == "thing":
                return "organization"
            if told in ("Fem", "Masc"):
                return "person"
    return None
