"""Parse to mentions: the phrase around a noun or pronoun, and the form it has."""

from itertools import takewhile

from quoteattr.entities.kinds import seat_of
from quoteattr.languages.language import Language
from quoteattr.records.records import Mention
from quoteattr.syntax.trees import Node
from quoteattr.vocabulary import Form

NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM")
"""Parts of speech that can head a mention; some of them only where a tagger errs or a noun is left out."""

_LOOSE = (
    "acl",
    "advcl",
    "appos",
    "parataxis",
    "cc:preconj",
    "discourse",
    "ccomp",
    "dislocated",
    "cop",
    "nsubj",
    "csubj",
    "mark",
)
_EDGES = frozenset(",;:-–—.…\"'“”‘’«»()[]")


def mention_of(text: str, head: Node, language: Language, cue: Node | None = None) -> Mention:
    """The mention that a token heads: its phrase without clauses, appositions and dates, and without the cue.

    >>> from quoteattr.languages.loading import load_language
    >>> from quoteattr.syntax.parse import Token
    >>> from quoteattr.syntax.trees import Tree
    >>> sentence = Tree((
    ...     Token(1, 0, 3, "Ann", "Ann", "PROPN", 2, "nsubj"), Token(2, 4, 8, "said", "say", "VERB", 0, "root")))
    >>> mention_of("Ann said", sentence.nodes[0], load_language("en"))
    Mention(start=0, end=3, text='Ann', form='name')
    """
    head = _first_of_flat(head)
    tokens = _phrase(head, language, cue)
    tokens += _name_after(tokens[-1], language) if head.upos in ("NOUN", "PROPN") else []
    tokens += _reason(text, head, tokens[-1], language, cue)
    start, end = tokens[0].start, tokens[-1].end
    return Mention(start, end, text[start:end], form_of(tokens, head))


def form_of(tokens: list[Node], head: Node) -> Form:
    """Whether a phrase names, describes, or only points: `Ann Lee`, `the mayor`, `she`."""
    if head.upos in ("PRON", "DET") and len(tokens) == 1:
        return "pronoun"
    core = [token for token in tokens if token is head or token.has_relation("flat") or token.index > head.index]
    return "name" if head.upos == "PROPN" or any(token.ner[2:] in ("PER", "ORG") for token in core[:2]) else "nominal"


def is_narrator(token: Node) -> bool:
    """Whether a pronoun outside quotation marks is the one who tells: `I`."""
    return token.upos == "PRON" and token.feature("Person") == "1" and token.feature("Number") == "Sing"


def is_of_the_talk(token: Node) -> bool:
    """Whether a pronoun outside quotation marks is of those who write or read: `we`, `you`."""
    person, several = token.feature("Person"), token.feature("Number") == "Plur"
    return token.upos == "PRON" and (person == "2" or (person == "1" and several))


def _first_of_flat(head: Node) -> Node:
    """The head of a name, from any of its words."""
    for _ in head.sentence.nodes:
        above = head.head
        if above is None or not head.has_relation("flat"):
            return head
        head = above
    return head


def _phrase(head: Node, language: Language, cue: Node | None) -> list[Node]:
    cut = [] if cue is None or cue is head else [cue]
    cut += [child for child in head.children() if _is_loose(head, child, language)]
    tokens = head.subtree(without=cut)
    place = tokens.index(head)
    first, last = place, place
    while first > 0 and tokens[first - 1].index == tokens[first].index - 1:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].index == tokens[last].index + 1:
        last += 1
    while tokens[first] is not head and (
        tokens[first].text in _EDGES or tokens[first].has_relation("case", "cc", "fixed")
    ):
        first += 1
    while tokens[last] is not head and (tokens[last].text in _EDGES or tokens[last].has_relation("case", "cc")):
        last -= 1
    return tokens[first : last + 1]


def _name_after(last: Node, language: Language) -> list[Node]:
    """The name that follows a description without a comma, however it was attached: `the lawyer | Mark Kay`.

    `Exeter | council leader Ida Moe` goes on over a title likewise.
    """
    following = last.following
    words = list(takewhile(_is_in_title, following))
    titled = bool(words) and language.is_role(words[-1].text)
    name = list(following[len(words) if titled else 0 :])
    if not name or name[0].ner != "B-PER" or last.has_relation("case") or (last.upos == "PROPN" and not titled):
        return []
    rest = takewhile(lambda token: token.ner == "I-PER", name[1:])
    return [*(words if titled else ()), name[0], *rest]


def _is_in_title(token: Node) -> bool:
    nominal = token.upos in ("NOUN", "PROPN", "ADJ") and not token.has_relation("nsubj")
    return token.ner != "B-PER" and (nominal or token.text == "-")


def _reason(text: str, head: Node, last: Node, language: Language, cue: Node | None) -> list[Node]:
    """Why somebody is not named, where it is said right after the phrase: `an aide | who asked not to be named`."""
    clauses = head.children("acl") + (cue.children("advcl", "acl") if cue is not None else [])
    clauses += [token for token in last.following[:2] if token.has_relation("advcl", "acl")]
    for clause in clauses:
        tokens = clause.subtree(without=[cue] if cue is not None and cue is not clause else [])
        while tokens and tokens[0].text == ",":
            tokens.pop(0)
        while tokens and tokens[-1].text in _EDGES:
            tokens.pop()
        near = bool(tokens) and last.index < tokens[0].index <= last.index + 2
        if near and language.anonymity.search(text, tokens[0].start, tokens[-1].end):
            return list(head.sentence.nodes[last.index : tokens[-1].index])
    return []


def _is_loose(head: Node, child: Node, language: Language) -> bool:
    """Whether a dependent is outside the phrase: `Lee, who left`, `the ministry on Wednesday`."""
    if child.has_relation(*_LOOSE):
        return True
    if child.has_relation("advmod", "obl") and child.index < head.index:
        following = head.sentence.nodes[child.index]
        return following.upos == "PUNCT" and following.text != "-"  # the nine-year-old
    if child.upos == "NUM" and child.index > head.index and head.sentence.nodes[child.index - 2].text == ",":
        return True  # an age: Ann Lee, 61
    if head.upos == "PROPN" and child.has_relation("nmod") and child.upos == "PRON":
        return True  # said Lee behind her
    if child.has_relation("punct"):
        return child.text in '—–:;"“”‘’' or head.text == child.text
    dated = child.has_relation("nmod", "obl") and child.lemma.rstrip(".") in language.times
    return (dated and any(case.lemma in language.time_prepositions for case in child.children("case"))) or (
        child.deprel.endswith(":unmarked") and child.lemma.rstrip(".") in language.times
    )


def _goes_with(determiner: Node, following: Node, language: Language) -> bool:
    """Whether what looks like a determiner says more: `nine-year-old`, `No 10`."""
    pair = f"{determiner.text} {following.text}"
    return following.text == "-" or (pair[0].isupper() and pair.lower() in language.metonyms)


def _is_before_name(token: Node, following: Node, language: Language) -> bool:
    """Whether a word at the beginning of a phrase is no part of what somebody is called: `the`, `about`, `50`."""
    if token.text.lower() in language.determiners:
        return not _goes_with(token, following, language)
    counts = token.has_relation("nummod") and token.head is not None and token.head.feature("Number") == "Plur"
    return counts or token.upos == "PUNCT" or (token.has_relation("advmod") and following.upos in ("NUM", "DET"))


def _of_whom(number: Node, language: Language) -> Node | None:
    """Those of whom a phrase counts some: `aides` in *one of her aides*."""
    among = (noun for noun in number.children("nmod") if noun.upos in ("NOUN", "PROPN") and noun.index > number.index)
    genitive = language.genitive_prepositions
    return next((noun for noun in among if any(case.lemma in genitive for case in noun.children("case"))), None)


def article_of(head: Node, language: Language) -> str:
    """What a story calls somebody by, before the noun: `the` for *a stranger*, *my* for *my aunt*, or nothing."""
    for before in head.children("det", "nmod:poss"):
        if before.feature("Poss") == "Yes":
            return before.text.lower()
        if before.text.lower() in language.known_articles:
            return language.known_articles[before.text.lower()]
    return ""


def name_of(text: str, head: Node, mention: Mention, language: Language) -> str:
    """What to call a speaker without a name: the phrase up to its head, without articles, numbers and the like.

    `Several U.S. officials in Kyiv` is called `U.S. officials`, `one of her aides` is called `aides`, and *the Duke of
    Selby* goes by his seat.
    """
    if head.upos in ("NUM", "PRON", "DET") and (several := _of_whom(head, language)) is not None:
        first = several.subtree(without=several.children("case", "acl", "acl:relcl", "nmod", "appos", "punct"))[0]
        whole = Mention(first.start, mention.end, text[first.start : mention.end], mention.form)
        return name_of(text, several, whole, language) if mention.start <= first.start else mention.text
    tail = max([head, *head.children("flat", "compound:prt"), *seat_of(head, language)], key=lambda token: token.index)
    inside = [
        t for t in head.sentence.nodes if mention.start <= t.start and t.end <= mention.end and t.index <= tail.index
    ]
    while len(inside) > 1 and _is_before_name(inside[0], inside[1], language):
        inside.pop(0)
    return text[inside[0].start : inside[-1].end] if inside else mention.text
