"""What sort of phrase may tell a circumstance: a time, an outlet, an event, a person, by the lists or by its tags."""

from __future__ import annotations

import re

from quoteattr.languages.language import Language
from quoteattr.syntax.trees import Node

_CLOCK = re.compile(r"\d{4}(-\d\d){0,2}|\d{3}0\w|\d{1,2}[:.]\d\d")
"""A year, a date, a decade or a time of the day in figures."""
_SUBTYPES = ("acl:relcl", "nsubj:pass", "obl:unmarked", "obl:agent")


def sort_of(head: Node, language: Language) -> str:
    """What a token is as the head of a phrase: by the lists, or else a kind of name or noun.

    Of *the end of the debate* or *one of them* it is what the parts are of.
    """
    lemma = _hyphenated(head, language) or head.lemma.rstrip(".")
    if is_outlet(head, language):
        return "outlet"
    if lemma in language.times or _is_date(head, language):
        return "time"
    below = _what_counts(head, language)
    if below is not None:
        return sort_of(below, language)
    role = "role" if language.is_role(head.text) else ""
    return language.settings.get(lemma) or head.ner[2:] or role or language.nouns.get(lemma) or head.upos


def _is_date(head: Node, language: Language) -> bool:
    """Whether a phrase is a date or a time in figures: `2015`, `Dec. 9`, `the 1990s`; not the end of `a May 9 call`."""
    month = any(child.lemma in language.times for child in head.children("nmod", "compound", "flat"))
    return bool(_CLOCK.fullmatch(head.text)) or (head.upos == "NUM" and month and not head.children("det"))


def _hyphenated(head: Node, language: Language) -> str:
    """A listed word with a hyphen that was cut into several: `op-ed`, `sit-in`."""
    tokens = head.sentence.nodes
    for first in (head.index - 3, head.index - 1):
        parts = tokens[first : first + 3] if first >= 0 else []
        word = "".join(part.text.lower() for part in parts)
        if "-" in word and word in language.settings:
            return word
    return ""


def _what_counts(head: Node, language: Language) -> Node | None:
    """What tells below what a phrase is: `meeting` in *ahead of the meeting*, `rallies` in *one of the rallies*."""
    if head.upos == "ADV" and head.lemma not in language.settings:
        return next(iter(head.children("obl", "nmod")), None)
    if head.lemma in language.partitives or head.upos == "NUM":
        return next((low for low in head.children("nmod") if case_of(low) in language.genitive_prepositions), None)
    return None


def is_outlet(head: Node, language: Language) -> bool:
    """Whether a phrase is named after an outlet: `the Oslo Herald`, `CNN`, `NBC's “Today”`."""
    owners = head.children("nmod:poss")
    if head.upos != "PROPN" and not (owners and head.text[:1].isupper()):
        return False
    words = [head, *head.children("compound", "flat"), *owners]
    if f"{words[-1].text} {head.text}".lower() in language.outlets:
        return True
    return any(word.lemma in language.outlets or word.lemma in language.paper_words for word in words)


def case_of(head: Node) -> str:
    """The preposition or conjunction that introduces a phrase, if any: `ahead` in *ahead of the meeting*."""
    if _introduces(head):
        return head.lemma
    return next((token.lemma for token in head.children("case", "mark")), "")


def relation_of(token: Node) -> str:
    """A token's relation, with those subtypes that matter here; `ahead` in *ahead of the meeting* is a preposition."""
    if _introduces(token):
        return "obl"
    return token.deprel if token.deprel in _SUBTYPES else token.deprel.partition(":")[0]


def _introduces(token: Node) -> bool:
    return token.upos == "ADV" and token.has_relation("advmod") and bool(token.children("obl", "nmod"))
