"""Tags of an entity recognizer to names: what it cut is joined, and what it took with them is left out."""

import unicodedata
from collections.abc import Iterator, Sequence

from quoteattr.languages.language import Language
from quoteattr.syntax.trees import Node, Tree

LONG_PARTICLE = 3
"""Letters of small words that names have inside, at most: `von`."""
_COMMON = ("ADJ", "ADV", "NOUN", "VERB")
_NICKNAME_MARKS = frozenset('"“”()')


def tagged_names(text: str, sentence: Tree, language: Language) -> Iterator[list[Node]]:
    """The tokens of each entity; a name goes on over a hyphen, a nickname in marks and a suffix."""
    span: list[Node] = []
    for token in sentence.nodes:
        if span and not token.ner.startswith("I-") and not _goes_on(text, span, token, language):
            yield from _clean(span, language)
            span = []
        if token.ner == "B-PER" and not span:
            span = _given_before(token, language)
        if token.ner or span:
            span.append(token)
    yield from _clean(span, language)


def _given_before(token: Node, language: Language) -> list[Node]:
    """The given name that an entity recognizer left out: `Rand | Paul/B-PER`."""
    before = token.before
    if before is None or before.ner or before.upos != "PROPN" or not before.text[:1].isupper():
        return []
    joined = token.has_relation("flat") and token.head is before and not language.is_title(before.text)
    return [before] if joined or before.text.lower() in language.given_names else []


def _goes_on(text: str, span: list[Node], token: Node, language: Language) -> bool:
    """Whether a name that a recognizer cut goes on: `Jean | -Marc`, `Marcia | “Cia” Price`, `Lee | Jr.`, `Moe | & Tate`

    Of a body, its first words can be cut off: `International | Atomic Energy Agency`.
    """
    if "&" in (token.text, span[-1].text):
        following = token.following[:1]
        return token.text[:1].isupper() or any(after.text[:1].isupper() for after in following)
    if token.ner == "B-PER" and not span[0].ner.endswith("PER"):
        return len(span) > 1 and span[-1].end < token.start and language.is_title(span[-2].text)
    if token.ner == "B-ORG" and span[-1].ner.endswith("ORG"):
        above = span[-1].head if span[-1].has_relation("amod", "compound") else None
        return above is not None and above.index > span[-1].index
    if not any(part.ner.endswith("PER") for part in span):
        return False
    if token.ner == "B-PER" and not any(map(str.isspace, text[span[-1].end : token.start])):
        return True
    if token.ner == "B-PER" and token.has_relation("flat") and token.head in span:
        return True  # Ida/B-PER Moe/B-PER
    last, following = span[-1], token.following[:3]
    if unicodedata.combining(token.text[0]) or unicodedata.combining(last.text[-1]):
        return last.end == token.start  # an accent that is a character of its own
    if token.text == "-" or last.text == "-":
        return last.end == token.start and (token.text != "-" or any(t.start == token.end for t in following[:1]))
    if token.text.lower().rstrip(".") in language.name_suffixes:
        return True
    if not token.ner and token.has_relation("flat") and token.upos == "PROPN" and token.text[:1].isupper():
        return token.head in span  # Ida/B-PER Moe
    if token.text in _NICKNAME_MARKS or last.text in _NICKNAME_MARKS:
        inside = [*span, token, *following]
        return sum(t.text in _NICKNAME_MARKS for t in inside) == 2 and any(
            t.ner.endswith("PER") for t in (token, *following)
        )
    return False


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
        while len(tokens) > 1 and _is_stray(tokens[-2], tokens[-1]):
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
    given = [token for token in (*first, title) if token.text.lower() in language.given_names]
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
