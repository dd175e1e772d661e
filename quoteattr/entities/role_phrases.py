"""Where a phrase that says as what somebody speaks begins and ends, and the role in it.

Phrases are read off the words rather than the tree, because parsers attach appositions in many ways.
"""

from collections.abc import Iterator, Sequence
from itertools import dropwhile, takewhile

from quoteattr.document.document import Document
from quoteattr.languages.language import Language
from quoteattr.records.records import Role
from quoteattr.syntax.trees import Node

LONGEST_ROLE = 25
"""Tokens in a role, at most."""

_NOMINAL = ("NOUN", "PROPN", "ADJ", "NUM")
_IN_PHRASE = ("NOUN", "PROPN", "ADJ", "DET", "NUM", "ADP", "PART", "SYM", "X")
_LOOSE_ENDS = ("ADP", "CCONJ", "DET", "PUNCT", "ADV", "SCONJ", "AUX")
"""Parts of speech of words with which no phrase ends."""
_EDGES = frozenset(',;:—–-“”()"')
_STOPS = frozenset(',;:—–“”()".?!') | {"--", "...", "…"}


def role_of_description(document: Document, head: Node) -> Role | None:
    """The role in a description that stands for somebody named: `the Vermont senator`."""
    if not is_role_word(document.language, head) or head.feature("Number") == "Plur":
        return None
    return role_of(document, described(document.language, head))


def described(language: Language, head: Node) -> list[Node]:
    """The words of a description, by its noun: with what it is of, but no other prepositional phrase.

    Adjectives with a comma between them only tell of looks or manners: `the plump, cheerful | baker`.
    """
    before = [token for token in head.children("det", "amod", "compound", "nmod:poss") if token.index < head.index]
    first = min([head, *before], key=lambda token: token.index)
    following = head.following
    genitive = bool(following) and following[0].lemma in language.genitive_prepositions
    rest = noun_phrase(following, language) if genitive else []
    words = head.sentence.nodes[first.index - 1 : head.index]
    commas = [place for place, token in enumerate(words) if token.text == ","]
    if commas:
        near = words[commas[-1] + 1 :]
        words = tuple(dropwhile(lambda token: token is not head and token not in head.children("compound"), near))
    return [*words, *rest]


def role_of_clause(document: Document, subject: Node) -> Role | None:
    """The role in what is said of a subject: `He is the mayor of Exeter`. Declines where it is denied or unsure."""
    predicate = subject.head
    if predicate is None or not subject.has_relation("nsubj") or not is_role_word(document.language, predicate):
        return None
    copula = copula_of(predicate)
    if copula is None or (subject.upos == "PRON" and copula.feature("Tense") != "Pres"):
        return None  # what somebody once was says little: `He was a broker of the deal`
    return role_of(document, noun_phrase(copula.following, document.language))


def copula_of(predicate: Node) -> Node | None:
    """The verb that makes a predicate of a noun, unless that is denied or unsure: `Lee would be the mayor`."""
    unsure = predicate.children("mark", "aux")
    denied = any(child.feature("Polarity") == "Neg" for child in predicate.children())
    return None if unsure or denied else next(iter(predicate.children("cop")), None)


def noun_phrase(tokens: Sequence[Node], language: Language) -> list[Node]:
    """The noun phrase at the beginning of some tokens, with its prepositional phrases, up to a clause or a comma.

    A place may have another behind its comma: `a teacher from Selby, Alabama`.
    """
    kept: list[Node] = []
    for place, token in enumerate(tokens[: LONGEST_ROLE + 1]):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        behind_noun = token.upos == "ADV" and kept and kept[-1].upos in ("NOUN", "PROPN")  # a clerk then new to it
        if _is_between_places(token, kept, following):
            kept.append(token)
            continue
        if behind_noun or _ends_phrase(token, following, language):
            break
        kept.append(token)
    return without_loose_end(kept, language)


def _is_between_places(comma: Node, before: Sequence[Node], following: Node | None) -> bool:
    return (
        comma.text == ","
        and following is not None
        and following.ner == "B-LOC"
        and bool(before)
        and before[-1].ner.endswith("LOC")
    )


def _ends_phrase(token: Node, following: Node | None, language: Language) -> bool:
    if token.upos in _IN_PHRASE:
        infinitive = token.upos == "PART" and language.complementizers.get(token.lemma) == "infinitive"
        return infinitive or token.lemma in language.comparison_words
    if token.upos == "CCONJ":
        return following is None or following.upos not in ("NOUN", "PROPN", "ADJ", "DET", "ADV")
    if token.upos == "PRON":
        return token.feature("Poss") != "Yes"
    if token.upos == "VERB":
        return not token.has_relation("amod", "compound")
    if token.upos == "ADV":
        return following is None or following.upos not in ("ADJ", "VERB", "NUM", "DET", "NOUN")
    return token.text not in ("-", "/") and token.text not in language.possessive_endings


def phrases_at(tokens: Sequence[Node], language: Language) -> Iterator[list[Node]]:
    """The noun phrase at the beginning of some tokens, and the same with the clause that tells more of it.

    `linguist`, `linguist who speaks Basque`; but of `the mayor spoke` and `a captain claiming that` only the noun.
    """
    short, whole = noun_phrase(tokens, language), up_to_comma(tokens, language)
    yield short
    head = head_of(short)
    more = whole[len(short) :]
    reports = any(token.upos == "VERB" and language.cues.reports(token.lemma) for token in more)
    if head is not None and more and head.head not in more and not reports:
        yield whole


def up_to_comma(tokens: Sequence[Node], language: Language) -> list[Node]:
    """What stands before the first comma or the like: `linguist who speaks Basque`."""
    kept = list(takewhile(lambda token: token.text not in _STOPS, tokens[: LONGEST_ROLE + 1]))
    return without_loose_end(kept, language) if len(kept) <= LONGEST_ROLE else []


def without_loose_end(tokens: list[Node], language: Language) -> list[Node]:
    """A phrase without the prepositions, articles and adverbs with which none ends."""
    while tokens and (tokens[-1].upos in _LOOSE_ENDS or tokens[-1].lemma in language.time_adjectives):
        tokens.pop()
    return tokens


def head_of(tokens: Sequence[Node]) -> Node | None:
    """The head of a noun phrase: the last noun before its first preposition, conjunction or clause."""
    nouns = [token for token in takewhile(_is_before_head, tokens) if token.upos in _NOMINAL]
    nouns = nouns or [token for token in tokens[:1] if token.upos in _NOMINAL]
    return nouns[-1] if nouns else None


def _is_before_head(token: Node) -> bool:
    if token.upos == "VERB":
        return token.has_relation("amod", "compound")
    relative = token.upos == "PRON" and token.feature("Poss") != "Yes"
    return not relative and token.text != "," and token.upos not in ("ADP", "CCONJ", "SCONJ", "AUX")


def role_of(document: Document, tokens: Sequence[Node]) -> Role | None:
    """The role in a phrase: without articles and loose edges.

    None for what names somebody, for an adjective, a place or a number alone (`old`, `Selby, Alabama`, `40`), and for
    `our senator`.
    """
    kept = list(tokens)
    while kept and _is_loose_start(kept[0], document.language) and [token.text for token in kept[1:2]] != ["-"]:
        kept.pop(0)  # but: two-time winner
    while kept and kept[-1].text in _EDGES:
        kept.pop()
    head = head_of(kept)
    if head is None or kept[0].upos == "ADP" or len(kept) > LONGEST_ROLE:
        return None
    if not is_role_word(document.language, head) and _is_no_noun(head, kept):
        return None
    if all(token.ner.endswith("LOC") or token.upos in ("NUM", "PUNCT", "ADP", "SYM") for token in kept):
        return None
    if kept[0].feature("Poss") == "Yes" and kept[0].feature("Person") != "3":
        return None  # my father, our senator: not the text's words
    return cut(document, kept)


def _is_no_noun(head: Node, phrase: Sequence[Node]) -> bool:
    """Whether a head names somebody, or is an adjective or a number of nothing: `old`, `40`, but not `one of many`."""
    return head.ner.endswith("PER") or head.upos == "ADJ" or (head.upos == "NUM" and head is phrase[-1])


def _is_loose_start(token: Node, language: Language) -> bool:
    article = (
        token.text.lower() in language.determiners
        and token.text.lower() not in language.number_one
        and not token.feature("Poss")
    )
    return article or token.text in _EDGES or token.upos == "ADV" or token.lemma in language.role_prepositions


def cut(document: Document, tokens: Sequence[Node]) -> Role:
    """Some tokens as a role."""
    start, end = tokens[0].start, tokens[-1].end
    return Role(start, end, document.text[start:end])


def is_role_word(language: Language, token: Node) -> bool:
    """Whether a word says what somebody is: `mayor`, `Sen.`, `plumber`."""
    known = language.is_role(token.lemma.lstrip("-")) or language.is_role(token.text)
    return known or (token.upos == "NOUN" and token.lemma in language.people)
