"""The words of a phrase that tell a circumstance: where they begin and end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from quoteattr.attribution.circumstance_candidates import Saying
from quoteattr.attribution.circumstance_sorts import case_of, sort_of
from quoteattr.languages.language import Language
from quoteattr.syntax.ranges import Range
from quoteattr.syntax.trees import Node
from quoteattr.vocabulary import Circumstance

_CUT = ("appos", "acl:relcl", "conj")
_EDGES = frozenset(",;:-–—―.…()[]")
_OF_DATES = ("DET", "ADJ", "NOUN", "PROPN")
"""What a date without a preposition is made of: `late last week`, `Monday night`."""
_DATE_WORDS = 4
"""Words of such a date, at most."""
_PARTNERS = ("PER", "ORG", "outlet", "role")
"""With whom an interview is."""


def span_of(saying: Saying, head: Node, kind: Circumstance) -> Range:
    """Offsets of the words that tell a circumstance: of an addressee the phrase alone, else with its preposition."""
    tokens = _phrase(saying, head, kind)
    return tokens[0].start, tokens[-1].end


def _phrase(saying: Saying, head: Node, kind: Circumstance) -> list[Node]:
    """The words of a phrase in one piece, without loose clauses and without what tells another circumstance."""
    inside = saying.is_of_cue(head)
    tokens = [
        token
        for token in head.subtree(without={saying.cue} - {head})
        if token is head or inside or saying.is_outside(token)
    ]
    if not head.has_relation("advcl"):
        tokens = _without_loose(tokens, head, kind, saying.document.language)
    first = last = tokens.index(head)
    while first and tokens[first - 1].index == tokens[first].index - 1:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].index == tokens[last].index + 1:
        last += 1
    kept = tokens[first : last + 1]
    introducing = ("cc", "case", "mark") if kind == "addressee" else ("cc",)
    while kept[0] is not head and (kept[0].text in _EDGES or kept[0].has_relation(*introducing)):
        kept.pop(0)
    while kept[-1] is not head and (kept[-1].text in _EDGES or kept[-1].has_relation("cc", "case")):
        kept.pop()
    return [*kept, *_behind_date(kept[-1], kind, saying)] if not head.has_relation("advcl") else kept


def _behind_date(last: Node, kind: Circumstance, saying: Saying) -> list[Node]:
    """The rest of a phrase that a date interrupts, with the date: `at a rally | Monday night in Ohio`."""
    language = saying.document.language
    near = last.sentence.nodes[last.index : last.index + _DATE_WORDS]
    date = list(takewhile(lambda token: token.upos in _OF_DATES and not token.children("case"), near))
    after = date[-1].after if date else None
    noun = after.head if after is not None and after.has_relation("case") else None
    if noun is None or after is None or noun.index < after.index or date[-1].lemma not in language.times:
        return []
    if not saying.is_outside(noun):
        return []
    sort, rest = sort_of(noun, language), [token for token in noun.subtree() if token.index >= after.index]
    partner = kind == "medium" and sort in _PARTNERS and after.lemma not in language.receiver_prepositions
    if not partner and (kind != "occasion" or sort in ("time", "occasion")):
        return []
    return [*date, *_to_last_word([token for token in rest if saying.is_outside(token)], noun)]


def _without_loose(tokens: list[Node], head: Node, kind: Circumstance, language: Language) -> list[Node]:
    """A phrase without what is no part of it, the last first: `a statement | on Tuesday`.

    A phrase that tells something else is cut off at the end alone: *at a rally on Tuesday in Ohio* stays whole.
    """
    tokens = _to_last_word(tokens, head)
    for loose in sorted(_loose(head, kind, language), key=lambda token: token.index, reverse=True):
        branch = set(loose.subtree())
        last = next((token for token in reversed(tokens) if token.upos != "PUNCT"), head)
        if last in branch or not loose.has_relation("nmod", "obl", "advmod"):
            tokens = _to_last_word([token for token in tokens if token not in branch], head)
    return tokens


def _to_last_word(tokens: list[Node], head: Node) -> list[Node]:
    last = len(tokens) - 1
    while tokens[last].text in _EDGES and tokens[last] is not head:
        last -= 1
    return tokens[: last + 1]


def _loose(head: Node, kind: Circumstance, language: Language) -> Iterator[Node]:
    """What hangs from a phrase and is no part of it: `a crowd | at the convention`, `a statement | on Tuesday`."""
    for token in [head, *head.children("nmod", "obl")]:
        for child in token.children():
            tells = child.has_relation("nmod", "obl", "advmod") and _tells_other(child, kind, language)
            if child.index > head.index and (tells or _is_added(child, kind)):
                yield child


def _is_added(child: Node, kind: Circumstance) -> bool:
    """Whether words only add to a phrase: `a rally | that drew few`, of an addressee those behind a comma."""
    if child.has_relation("parataxis") or (child.has_relation("acl") and _is_apart(child)):
        return True
    if kind == "addressee":
        return child.has_relation("appos", "acl:relcl") and _is_apart(child)
    return child.has_relation(*_CUT) and not _is_named_with(child)


def _is_apart(child: Node) -> bool:
    """Whether some words begin behind a comma or a dash."""
    first = child.subtree()[0]
    return any(token is not None and token.text in _EDGES for token in (first, first.before))


def _is_named_with(child: Node) -> bool:
    """Whether a word is part of the name that it is joined to: `Friends` in *Fox & Friends*."""
    return child.ner.startswith("I-") or any(token.text == "&" for token in child.children("cc"))


def _tells_other(child: Node, kind: Circumstance, language: Language) -> bool:
    sort, case = sort_of(child, language), case_of(child)
    if case in language.genitive_prepositions:
        return False
    if sort == "time":
        return kind != "time"
    if kind == "time" and sort in ("place", "LOC"):
        return True
    placed = case in language.time_prepositions | language.receiver_prepositions
    elsewhere = placed or sort in ("medium", "occasion", "outlet")
    return elsewhere and kind in ("addressee", "time")
