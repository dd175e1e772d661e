"""What speaks for and against a phrase as somebody's role, as numbers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log2

from attrs import frozen

from quoteattr.document.document import Document
from quoteattr.entities.cast import Entity
from quoteattr.entities.role_candidates import DESCRIPTION, ORDER, TOLD, Candidate
from quoteattr.entities.role_phrases import is_role_word
from quoteattr.languages.language import Language
from quoteattr.languages.weights import RoleWeights
from quoteattr.syntax.trees import Node

Values = dict[str, float]
FAR = 1000
"""Characters from which a gap is as wide as any."""
_KINDS = ("person", "organization", "group", "document", "place", "unnamed")


@frozen
class Setting:
    """Whose roles are chosen, and how often the words of the candidates come among them."""

    document: Document
    entity: Entity
    texts: Mapping[str, int]
    heads: Mapping[str, int]
    beside: int
    fullest: int

    @classmethod
    def of(cls, document: Document, entity: Entity, found: Sequence[Candidate]) -> "Setting":
        """The setting of some candidates."""
        texts = Counter(candidate.role.text.lower() for candidate in found)
        heads = Counter(candidate.head.lemma for candidate in found)
        beside = sum(candidate.shape != DESCRIPTION for candidate in found)
        telling = (one for one in found if one.shape != DESCRIPTION and is_role_word(document.language, one.head))
        fullest = max((len(one.tokens) for one in telling), default=0)
        return cls(document, entity, texts, heads, beside, fullest)


def head_key(candidate: Candidate) -> str:
    """The word whose rate is counted: the lemma of the noun, or of a clause's verb."""
    return candidate.head.lemma.strip(".-")


def counted(values: Values, head: str, weights: RoleWeights) -> Values:
    """The features of a candidate with what was counted: how often phrases with its head were roles, of how many."""
    return {**values, "rate": weights.rate(head), "seen": log2(1 + weights.seen(head))}


def features(candidate: Candidate, setting: Setting) -> Values:
    """The features of a candidate."""
    return {
        **_of_phrase(candidate, setting.document.language),
        **_of_head(candidate, setting),
        **_of_place(candidate, setting),
    }


def _of_phrase(candidate: Candidate, language: Language) -> Values:
    tokens = candidate.tokens
    words = [token.text.lower() for token in tokens]
    tags = {token.ner[2:] for token in tokens}
    first = tokens[0]
    return {
        "length": len(tokens),
        "determiner": _determiner(first, language),
        "starts": _part(first),
        "behind preposition": _is_behind_preposition(first),
        "past": not language.past_roles.isdisjoint(words),
        "digits": any(token.text[:1].isdigit() for token in tokens),
        "organizations": "ORG" in tags,
        "places": "LOC" in tags,
        "persons": "PER" in tags,
        "prepositions": sum(token.upos == "ADP" for token in tokens),
        "clause": sum(token.upos in ("VERB", "AUX") and not token.has_relation("amod") for token in tokens),
        "comma": "," in words,
        "joined": sum(token.upos == "CCONJ" for token in tokens),
        "roles": sum(is_role_word(language, token) for token in tokens),
        "title": language.is_title(tokens[-1].text),
        "age": any(word.rpartition("-")[2] in language.ages for word in words),
    }


def _determiner(first: Node, language: Language) -> int:
    """How a phrase is introduced: not at all, by `a`, by `the`, by `her`, by `the bank's`."""
    if first.feature("Poss") == "Yes":
        return 3
    if first.head is not None and first.has_relation("nmod:poss"):
        return 4
    before = first.before
    if before is None or before.upos != "DET":
        return 0
    return 2 if before.lemma in language.definites else 1


def _is_behind_preposition(first: Node) -> bool:
    """Whether a phrase is what a preposition leads to: `on | Facebook`, `in a | post`."""
    before = first.before
    before = before.before if before is not None and before.upos == "DET" else before
    return before is not None and before.upos in ("ADP", "SCONJ")


def _part(token: Node) -> int:
    parts = ("NOUN", "PROPN", "ADJ", "NUM", "VERB", "AUX", "PRON", "DET")
    return parts.index(token.upos) if token.upos in parts else len(parts)


def _of_head(candidate: Candidate, setting: Setting) -> Values:
    head, language = candidate.head, setting.document.language
    gender = language.gendered.get(head.lemma, "")
    kind = language.nouns.get(head.lemma, "")
    return {
        "role word": is_role_word(language, head),
        "personal": head.lemma in language.people,
        "trade": head.upos == "NOUN" and head.lemma.endswith(language.trade_endings) and not kind,
        "core part": _part(head),
        "core capital": head.text[:1].isupper(),
        "core tag": ("", "PER", "ORG", "LOC").index(head.ner[2:]) if head.ner[2:] in ("PER", "ORG", "LOC") else 0,
        "plural": head.feature("Number") == "Plur",
        "kin": head.lemma in language.kin,
        "core kind": _KINDS.index(kind) + 1 if kind in _KINDS else 0,
        "gender": 0 if not gender or not setting.entity.gender else 1 if gender == setting.entity.gender else -1,
        "demonym": head.lemma in language.demonyms or head.lemma in language.partisans,
        "subject": head.has_relation("nsubj"),
        "apposed": head.has_relation("appos"),
        "modifies": head.has_relation("compound", "nmod", "amod"),
        "final": head is candidate.tokens[-1],
        "governs": head.lemma in language.office_verbs,
    }


def _of_place(candidate: Candidate, setting: Setting) -> Values:
    document, entity = setting.document, setting.entity
    start = candidate.role.start
    return {
        "shape": ORDER[candidate.shape],
        "gap": max(-FAR, min(FAR, candidate.gap)),
        "kind": _KINDS.index(entity.kind) if entity.kind in _KINDS else len(_KINDS),
        "named": log2(1 + len(entity.names)),
        "same": log2(setting.texts[candidate.role.text.lower()]),
        "same core": log2(setting.heads[candidate.head.lemma]),
        "beside": setting.beside,
        "fullest": setting.fullest,
        "fuller": setting.fullest - len(candidate.tokens),
        "heading": document.is_in_headline(start),
        "quoted": document.is_quoted(candidate.head),
        "first": candidate.named is entity.names[0],
        "name length": len(candidate.named.words),
        "name joined": candidate.named.head.has_relation("conj") or bool(candidate.named.head.children("conj")),
        "name subject": candidate.named.head.has_relation("nsubj"),
        "nearby": candidate.named.head.sentence is candidate.head.sentence,
        "between": _others_between(document, candidate) if candidate.shape in (DESCRIPTION, TOLD) else 0,
    }


def _others_between(document: Document, candidate: Candidate) -> int:
    """How many people are named between a description and the name that is nearest."""
    start = candidate.role.start
    between = document.trees.nodes(max(start - candidate.gap, start - FAR), start) if candidate.gap > 0 else ()
    return sum(token.ner == "B-PER" for token in between)


def representatives(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Of candidates with the same words, the one in the most telling shape, the first of these."""
    known: set[str] = set()
    for candidate in sorted(found, key=lambda one: (ORDER[one.shape], one.role.start)):
        text = candidate.role.text.lower()
        if text not in known:
            known.add(text)
            yield candidate
