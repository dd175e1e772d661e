"""Names to roles: the words around a name that say as what somebody speaks.

Roles are verbatim: titles and other words before a name, appositions after it, relative and copular clauses.
"""

import re
from collections.abc import Iterable, Iterator

from quoteattr.cast import Member, Named
from quoteattr.page import Page
from quoteattr.records import Role
from quoteattr.syntax import Sentence, Token

FULL = 6
"""Words from which a role is as full as any longer one."""
LONGEST = 25
"""Tokens in a role, at most."""

_OUTSIDE = ("acl:relcl", "advcl", "parataxis", "punct", "ccomp", "cop", "nsubj", "mark", "aux", "case", "cc")
_BEFORE_NAME = ("NOUN", "PROPN", "ADJ", "PART", "CCONJ", "NUM", "X", "VERB")
"""Parts of speech of words before a name that can belong to a role."""
_EDGES = frozenset(',;:—–-"“”()')


def roles_of(page: Page, member: Member) -> list[Role]:
    """Every role that the document gives somebody: those beside the name in order, then those in clauses."""
    found: dict[str, Role] = {}
    for find in (_before_name, _appositions, _clauses):
        for named in member.names:
            for tokens in find(page, named):
                role = _role(page, tokens)
                if role is not None:
                    found.setdefault(role.text.lower(), role)
    return list(found.values())


def best_role(roles: Iterable[Role]) -> Role | None:
    """The fullest phrase among some roles; of phrases of like fullness the first."""
    return max(roles, key=lambda role: min(len(role.text.split()), FULL), default=None)


def head_word(role: Role) -> str:
    """The noun that a role is about: `secretary` in `former Secretary of State`."""
    words = re.split(r",| (?:about|at|for|from|in|of|on|to|who|with) ", role.text.lower())[0].split()
    return words[-1] if words else ""


def role_of_description(page: Page, sentence: Sentence, head: Token) -> Role | None:
    """The role in a description that stands for somebody named: `the Vermont senator`."""
    return _role(page, _phrase(sentence, head)) if page.language.is_role(head.lemma) else None


def _before_name(page: Page, named: Named) -> Iterator[list[Token]]:
    """`NATO Secretary General Jens Stoltenberg`: what stands in the phrase before the name."""
    sentence, tokens = named.sentence, list[Token]()
    first = next(token for token in sentence.tokens if token.start >= named.mention.start)
    for token in reversed(sentence.tokens[: first.index - 1]):
        inside = token.upos in _BEFORE_NAME or token.lemma == "of" or token.text in "-/."
        verbal = token.upos == "VERB" and not token.has_relation("amod", "compound")
        joins = token.upos == "CCONJ" and not _is_role_word(page, sentence.tokens[max(token.index - 2, 0)])
        loose = joins or token.has_relation("obj", "root", "conj", "advmod")
        if not inside or verbal or loose or _is_other_person(token):
            break
        tokens.insert(0, token)
    while tokens and (
        tokens[0].upos in ("CCONJ", "PUNCT", "PART", "ADP") or page.language.is_honorific(tokens[0].text)
    ):
        tokens.pop(0)
    while tokens and (tokens[-1].upos in ("CCONJ", "PART", "ADP") or page.language.is_honorific(tokens[-1].text)):
        tokens.pop()
    if any(_is_role_word(page, token) for token in tokens):
        yield tokens


def _appositions(page: Page, named: Named) -> Iterator[list[Token]]:
    """`Ann Lee, mayor of Exeter` and `the mayor of Exeter, Ann Lee`."""
    sentence, head = named.sentence, named.head
    appositions = [
        child
        for child in sentence.children(head, "appos", "parataxis", "list")
        if child.index > head.index and child.upos in ("NOUN", "PROPN") and _may_be_role(page, sentence, child)
    ]
    for child in appositions:
        yield _phrase(sentence, child)
    if not appositions:
        yield from _between_commas(page, named)
    above = sentence.head(head)
    if above is not None and head.has_relation("appos") and above.upos == "NOUN" and _is_role_word(page, above):
        yield _phrase(sentence, above, without=[head])


def _between_commas(page: Page, named: Named) -> Iterator[list[Token]]:
    """`Ann Lee, the mayor of Exeter, said`, where the parser attached the apposition elsewhere."""
    after = [token for token in named.sentence.tokens if token.start >= named.mention.end]
    if len(after) < 3 or after[0].text != ",":
        return
    chunk: list[Token] = []
    for token in after[1:]:
        if token.text == "," or token.upos in ("VERB", "AUX", "PRON", "SCONJ") or len(chunk) > LONGEST:
            break
        chunk.append(token)
    closed = len(chunk) < len(after) - 1 and after[len(chunk) + 1].text == ","
    if closed and chunk and chunk[0].upos in ("DET", "ADJ", "NOUN") and any(_is_role_word(page, t) for t in chunk):
        yield chunk


def _clauses(page: Page, named: Named) -> Iterator[list[Token]]:
    """`Ann Lee, who is mayor`, `who chairs the board`, `Ann Lee is the mayor`."""
    sentence, head = named.sentence, named.head
    for clause in sentence.children(head, "acl:relcl"):
        who = next((token for token in sentence.children(clause, "nsubj") if token.lemma == "who"), None)
        if who is not None and sentence.children(clause, "cop") and _is_role_word(page, clause):
            yield _phrase(sentence, clause)
        elif who is not None and clause.lemma in page.language.office_verbs:
            yield [token for token in _phrase(sentence, clause) if token.index > who.index]
    above = sentence.head(head)
    if (
        above is not None
        and head.has_relation("nsubj")
        and sentence.children(above, "cop")
        and _is_role_word(page, above)
    ) and not any(child.feature("Polarity") == "Neg" for child in sentence.children(above)):
        yield [token for token in _phrase(sentence, above) if token.index > head.index]


def _phrase(sentence: Sentence, head: Token, without: Iterable[Token] = ()) -> list[Token]:
    """The phrase of a role's head, to the first clause or mark that cuts it off."""
    cut = [child for child in sentence.children(head) if child.has_relation(*_OUTSIDE) and child.text != "-"]
    tokens = sentence.subtree(head, without=[*cut, *without])
    first = last = tokens.index(head)
    while first > 0 and tokens[first - 1].index == tokens[first].index - 1:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].index == tokens[last].index + 1:
        last += 1
    return tokens[first : last + 1]


def _is_other_person(token: Token) -> bool:
    """Whether a name in a role is somebody beside the one it describes, not whom they serve: `a Lee aide`."""
    return token.ner.endswith("PER") and not token.has_relation("compound", "nmod", "flat")


def _role(page: Page, tokens: list[Token]) -> Role | None:
    kept = list(tokens)
    while kept and (
        kept[0].text.lower() in page.language.determiners or kept[0].text in _EDGES or kept[0].upos == "ADV"
    ):
        kept.pop(0)
    while kept and kept[-1].text in _EDGES:
        kept.pop()
    if not kept or len(kept) > LONGEST or any(map(_is_other_person, kept)):
        return None
    return Role(kept[0].start, kept[-1].end, page.text[kept[0].start : kept[-1].end])


def _may_be_role(page: Page, sentence: Sentence, head: Token) -> bool:
    """Whether an apposition can be a role: a role noun, or another common noun with an article."""
    if head.ner.endswith("PER"):
        return False
    described = head.upos == "NOUN" and bool(sentence.children(head, "det")) and head.lemma not in page.language.nouns
    return described or _is_role_word(page, head)


def _is_role_word(page: Page, token: Token) -> bool:
    return page.language.is_role(token.lemma) or page.language.is_role(token.text)
