"""Nouns for what somebody says, and whose they are: `Lee's claim`, `a remark by Lee`."""

from quoteattr.languages.language import Language
from quoteattr.syntax.trees import Node


def is_claim(noun: Node, language: Language) -> bool:
    """Whether a noun is for something said: one that a clause with *that* was seen with, or one of the lists."""
    declarative = (mark for mark, kind in language.complementizers.items() if kind == "declarative")
    seen = any(noun.lemma in language.cues.counts.get(f"noun acl {mark}", ()) for mark in declarative)
    return noun.upos == "NOUN" and (seen or noun.lemma in language.spoken or noun.lemma in language.sayings)


def owners_of_claim(noun: Node, language: Language) -> list[Node]:
    """Those whose claim a noun is by its own phrase, but for pronouns: `Lee's claim`, `the claim by Lee`."""
    makers = (
        other
        for other in noun.children("nmod")
        if any(case.lemma in language.maker_prepositions for case in other.children("case"))
    )
    return [owner for owner in (*noun.children("nmod:poss"), *makers) if owner.upos != "PRON"]
