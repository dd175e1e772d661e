"""Names to roles: the words around a name that say as what somebody speaks.

Roles are verbatim: titles and other words before a name, appositions after it, relative and copular clauses,
and a party and state in brackets.
"""

from collections.abc import Iterator

from quoteattr.cast import Member, Named
from quoteattr.page import Page
from quoteattr.records import Role
from quoteattr.syntax import Sentence, Token

_STOPS = ("acl:relcl", "advcl", "parataxis", "punct", "ccomp")
_EDGES = ",;:—–-\"“”"


def roles_of(page: Page, member: Member) -> list[Role]:
    """Every role that the document gives a person, in order, each once."""
    found: dict[str, Role] = {}
    for named in member.names:
        for tokens in _role_tokens(page, named):
            role = _role(page, tokens)
            if role is not None:
                found.setdefault(role.text.lower(), role)
    return list(found.values())


def best_role(roles: list[Role]) -> Role | None:
    """The fullest phrase among some roles; of phrases of like fullness the first."""
    return max(roles, key=lambda role: min(len(role.text.split()), 6), default=None)


def _role_tokens(page: Page, named: Named) -> Iterator[list[Token]]:
    yield from _before_name(page, named)
    yield from _appositions(page, named)
    yield from _clauses(page, named)


def _before_name(page: Page, named: Named) -> Iterator[list[Token]]:
    """`NATO Secretary General Jens Stoltenberg`: what stands in the phrase before the name."""
    sentence, first = named.sentence, _first(named)
    tokens: list[Token] = []
    for token in reversed(sentence.tokens[: first.index - 1]):
        attached = token.has_relation("compound", "amod", "nmod:desc", "nmod:poss", "case", "flat", "nmod", "nsubj", "cc", "conj", "punct", "appos")
        if not attached or token.upos not in ("NOUN", "PROPN", "ADJ", "PART", "ADP", "CCONJ", "PUNCT", "NUM", "X", "VERB"):
            break
        if token.upos == "PUNCT" and token.text not in ("-", ".", "/") or token.upos == "ADP" and token.lemma != "of":
            break
        tokens.insert(0, token)
    while tokens and (tokens[0].upos in ("CCONJ", "PUNCT", "PART", "ADP") or tokens[0].text.lower().rstrip(".") in page.language.honorifics):
        tokens.pop(0)
    while tokens and (tokens[-1].upos in ("CCONJ", "PUNCT", "PART", "ADP") or tokens[-1].text.lower().rstrip(".") in page.language.honorifics):
        tokens.pop()
    if any(_is_role_word(page, token) for token in tokens):
        yield tokens


def _appositions(page: Page, named: Named) -> Iterator[list[Token]]:
    """`Ann Lee, mayor of Exeter` and `the mayor of Exeter, Ann Lee`."""
    sentence = named.sentence
    for child in sentence.children(named.head, "appos", "parataxis"):
        if child.upos in ("NOUN", "PROPN", "ADJ") and not child.ner.endswith("PER") and child.index > named.head.index:
            yield _phrase(sentence, child)
    above = sentence.head(named.head)
    if above is not None and named.head.has_relation("appos") and above.upos == "NOUN" and _is_role_word(page, above):
        yield _phrase(sentence, above, without=named.head)


def _clauses(page: Page, named: Named) -> Iterator[list[Token]]:
    """`Ann Lee, who is mayor`, `who chairs the board`, `Ann Lee is the mayor`."""
    sentence = named.sentence
    for clause in sentence.children(named.head, "acl:relcl"):
        who = next((t for t in sentence.children(clause, "nsubj") if t.lemma == "who"), None)
        if who is None:
            continue
        if sentence.children(clause, "cop") and clause.upos in ("NOUN", "PROPN"):
            yield _phrase(sentence, clause)
        elif clause.lemma in page.language.office_verbs:
            yield [token for token in _phrase(sentence, clause) if token.index > who.index]
    above = sentence.head(named.head)
    if above is not None and named.head.has_relation("nsubj") and sentence.children(above, "cop") and _is_role_word(page, above):
        yield [token for token in _phrase(sentence, above) if token.index > named.head.index]


def _phrase(sentence: Sentence, head: Token, without: Token | None = None) -> list[Token]:
    """The phrase of a role's head, from its left edge to the first clause or mark that cuts it off."""
    cut = [child for child in sentence.children(head) if child.has_relation(*_STOPS, "cop", "nsubj", "mark", "aux")]
    tokens = sentence.subtree(head, without=[*cut, *([without] if without else [])])
    place = tokens.index(head)
    first = last = place
    while first > 0 and tokens[first - 1].index == tokens[first].index - 1:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].index == tokens[last].index + 1:
        last += 1
    return tokens[first : last + 1]


def _role(page: Page, tokens: list[Token]) -> Role | None:
    kept = list(tokens)
    while kept and (kept[0].text.lower() in ("the", "a", "an") or kept[0].text in _EDGES):
        kept.pop(0)
    while kept and kept[-1].text in _EDGES:
        kept.pop()
    if not kept or len(kept) > 25:
        return None
    return Role(kept[0].start, kept[-1].end, page.text[kept[0].start : kept[-1].end])


def _is_role_word(page: Page, token: Token) -> bool:
    lemma = token.lemma.lower().rstrip(".")
    return lemma in page.language.role_nouns or lemma in page.language.titles or token.text.lower().rstrip(".") in page.language.titles


def _first(named: Named) -> Token:
    return next(token for token in named.sentence.tokens if token.start >= named.mention.start)
