"""Names to the phrases around them that say as what somebody speaks.

Roles are verbatim: titles and other words before a name, appositions on either side of it, relative and copular
clauses, the body somebody is of, the party in brackets. Phrases are read off the words rather than the tree, because
parsers attach appositions in many ways.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from quoteattr.document.document import Document
from quoteattr.entities.name_mentions import NameMention
from quoteattr.languages.language import Language
from quoteattr.records.records import Role
from quoteattr.syntax.trees import Node

LONGEST_ROLE = 25
"""Tokens in a role, at most."""
NEAR_NAME = 40
"""Tokens after a name among which a clause about it begins."""
PHRASE, DESCRIPTION, CLAUSE, BODY, PARTY = range(5)
"""Sorts of roles, the more telling first; a description stands elsewhere in the document."""

_BEFORE_NAME = ("NOUN", "PROPN", "ADJ", "PART", "CCONJ", "NUM", "X", "VERB")
"""Parts of speech of words before a name that can belong to a role."""
_NOMINAL = ("NOUN", "PROPN")
_LOOSE_ENDS = ("ADP", "CCONJ", "DET", "PUNCT", "ADV")
"""Parts of speech of words with which no phrase ends."""
_EDGES = frozenset(',;:—–-“”()"')
_DASHES = frozenset("—–") | {"--"}

Found = tuple[int, Role]
"""A role with its sort."""


def role_of_description(document: Document, head: Node) -> Role | None:
    """The role in a description that stands for somebody named: `the Vermont senator`."""
    if not _is_role_word(document, head) or head.feature("Number") == "Plur":
        return None
    first = min([head, *head.children("det", "amod", "compound", "nmod:poss")], key=lambda t: t.index)
    following = head.following[:1]
    last = None if following and following[0].lemma in document.language.genitive_prepositions else head.index
    return _role(document, _noun_phrase(head.sentence.nodes[first.index - 1 : last], document.language))


def role_of_clause(document: Document, subject: Node) -> Role | None:
    """The role in what is said of a subject: `He is the mayor of Exeter`. Declines where it is denied or unsure."""
    predicate = subject.head
    if predicate is None or not subject.has_relation("nsubj") or not _is_role_word(document, predicate):
        return None
    copula = next(iter(predicate.children("cop")), None)
    unsure = predicate.children("mark", "aux")
    if copula is None or unsure or any(child.feature("Polarity") == "Neg" for child in predicate.children()):
        return None
    if subject.upos == "PRON" and copula.feature("Tense") != "Pres":
        return None  # what somebody once was says little: `He was a broker of the deal`
    return _role(document, _noun_phrase(copula.following, document.language))


def roles_beside(document: Document, named: NameMention, personal: bool) -> Iterator[Found]:
    """The roles around one mention of a name."""
    after = [token for token in named.head.sentence.nodes if token.start >= named.mention.end]
    before = [token for token in named.head.sentence.nodes if token.end <= named.mention.start]
    phrases = [_apposition(document, named, after, personal)]
    if named.kind == "organization":
        phrases.append(_trade(document, named, before))
    if personal:
        phrases += [
            _before_name(document, before, named.head) or _shared_title(document, named),
            _opening(document, before, after),
            _above(document, named),
        ]
    for tokens in phrases:
        role = _role(document, tokens)
        if role is not None:
            yield PHRASE, role
    if personal:
        yield from _clauses(document, named, after)
        yield from _bodies(document, before, after)


def _before_name(document: Document, before: Sequence[Node], head: Node) -> list[Node]:
    """`NATO Secretary General Jens Stoltenberg`: what stands in the phrase before the name."""
    tokens: list[Node] = []
    genitive = document.language.genitive_prepositions
    for place in range(len(before) - 1, -1, -1):
        token = before[place]
        inside = token.upos in _BEFORE_NAME or token.lemma in genitive or token.text in "-/."
        inside = inside or (token.upos == "DET" and place > 0 and before[place - 1].lemma in genitive)
        verbal = token.upos == "VERB" and not token.has_relation("amod", "compound")
        joins = token.upos == "CCONJ" and not _is_role_word(document, before[place - 1])
        capital = token.text[:1].isupper() and token.upos in _NOMINAL
        loose = joins or (token.has_relation("obj", "root", "conj", "advmod") and not capital)
        if not inside or verbal or loose or _is_other_person(token):
            break
        tokens.insert(0, token)
    while tokens and (
        tokens[0].upos in ("CCONJ", "PUNCT", "PART", "ADP") or document.language.is_honorific(tokens[0].text)
    ):
        tokens.pop(0)
    while tokens and (tokens[-1].upos == "PART" or document.language.is_honorific(tokens[-1].text)):
        tokens.pop()
    if tokens and tokens[-1].upos in ("CCONJ", "ADP"):
        return []  # an opinion of Lee, the mayor and Lee
    return (
        tokens if any(_is_role_word(document, token) for token in tokens) or _is_trade(document, tokens, head) else []
    )


def _is_trade(document: Document, tokens: Sequence[Node], head: Node) -> bool:
    """Whether words before a person's name end in a noun that says what they are: `midfielder Ann Lee`."""
    noun = tokens[-1] if tokens else None
    if noun is None or noun.upos != "NOUN" or not noun.text.islower() or noun.feature("Number") == "Plur":
        return False
    if noun.lemma in document.language.nouns or not noun.text.endswith(document.language.trade_endings):
        return False  # the bill Lee signed
    return head in (noun.head, noun) or head.head in (noun, noun.head)


def _trade(document: Document, named: NameMention, before: Sequence[Node]) -> list[Node]:
    """What a body is, in the phrase before its name: `the coal mining giant Nordkol`."""
    tokens = list(
        takewhile(lambda token: token.upos in ("ADJ", "NOUN", "PUNCT") and token.text.islower(), before[::-1])
    )
    tokens.reverse()
    noun = tokens[-1] if tokens else None
    if noun is None or noun.upos != "NOUN" or noun.head is not named.head:
        return []
    return tokens if noun.lemma in document.language.nouns or _is_role_word(document, noun) else []


def _shared_title(document: Document, named: NameMention) -> list[Node]:
    """`Sens. Ann Lee and Bill Kerr`: the plural title before the first of joined names."""
    first = named.head.head if named.head.has_relation("conj") else None
    if first is None:
        return []
    tokens = _before_name(document, first.preceding, first)
    endings = document.language.plural_endings
    return tokens if tokens and tokens[-1].text.rstrip(".").endswith(endings) else []


def _apposition(document: Document, named: NameMention, after: Sequence[Node], personal: bool) -> list[Node]:
    """`Ann Lee, 61, the mayor of Exeter, said`."""
    rest = _past_asides(document, after)
    if rest and rest[0].lemma in document.language.body_prepositions:
        rest = rest[1 + len(_noun_phrase(rest[1:], document.language)) :]
    if len(rest) < 2 or not (rest[0].text == "," or rest[0].text in _DASHES):
        return []
    tokens = _noun_phrase(rest[1:], document.language)
    head = _head(tokens)
    if head is None or _is_own_subject(rest[1 + len(tokens) :], head):
        return []
    if not personal:
        kind = document.language.nouns.get(head.lemma)
        return tokens if head.upos == "NOUN" and (kind == "organization" or _is_role_word(document, head)) else []
    described = head.upos == "NOUN" and tokens[0].upos == "DET" and head.lemma not in document.language.nouns
    hangs = head.has_relation("appos") and head.feature("Number") != "Plur"
    return tokens if _is_singular_role(document, tokens, head) or (described and hangs) else []


def _opening(document: Document, before: Sequence[Node], after: Sequence[Node]) -> list[Node]:
    """`Now the mayor of Exeter, Lee wants`: a phrase that opens the sentence and ends in a comma before the name."""
    if len(before) < 2 or before[-1].text != ",":
        return []
    start = next((place for place, token in enumerate(before) if token.upos not in ("ADV", "PUNCT", "CCONJ")), 0)
    if before[start].upos == "ADP":
        return []  # As a summer clerk, Lee learnt: a time of life
    tokens = _noun_phrase(before[start:], document.language)
    head = _head(tokens)
    whole = start + len(tokens) == len(before) - 1
    return tokens if whole and head is not None and after and _is_singular_role(document, tokens, head) else []


def _above(document: Document, named: NameMention) -> list[Node]:
    """`the lawyer of the club, Ann Lee`: the name in apposition to the description, or to the name in it."""
    sentence, head = named.head.sentence, named.head
    above = head.head if head.has_relation("appos") else None
    if above is not None and above.has_relation("nmod") and not _is_role_word(document, above):
        above = above.head
    if above is None or above.index > head.index or above.upos != "NOUN" or above.feature("Number") == "Plur":
        return []
    first = min([above, *above.children("det", "amod", "compound", "nmod:poss")], key=lambda t: t.index)
    described = head.has_relation("appos") and head.head is above and first.upos == "DET"
    if not _is_role_word(document, above) and not (described and above.lemma not in document.language.nouns):
        return []
    return _noun_phrase(sentence.nodes[first.index - 1 : head.index - 1], document.language)


def _clauses(document: Document, named: NameMention, after: Sequence[Node]) -> Iterator[Found]:
    """`Ann Lee, who is mayor`, `who chairs the board`, `who served as mayor`, `Ann Lee is the mayor`."""
    language, role = document.language, role_of_clause(document, named.head)
    if role is not None:
        yield PHRASE, role
    for place, who in enumerate(after[:NEAR_NAME]):
        if language.relatives.get(who.lemma) != "person" or not _is_about(after[:place]):
            continue
        rest = list(after[place + 1 :])
        while rest and rest[0].upos in ("AUX", "ADV") and rest[0].lemma not in language.copulas:
            rest.pop(0)
        if len(rest) < 2:
            return
        verb, following = rest[0], rest[1:]
        while following and following[0].upos == "ADV":
            following.pop(0)
        acting = bool(following) and following[0].lemma in language.role_prepositions
        tokens = _noun_phrase(following[1:] if acting else following, language)
        head = _head(tokens)
        is_office = head is not None and _is_singular_role(document, tokens, head)
        sort, words = CLAUSE, list[Node]()
        if is_office and (verb.lemma in language.copulas or acting):
            sort, words = PHRASE, tokens
        elif verb.lemma in language.office_verbs and tokens:
            words = rest[: rest.index(tokens[-1]) + 1]
        role = _role(document, words)
        if role is not None:
            yield sort, role
        return


def _bodies(document: Document, before: Sequence[Node], after: Sequence[Node]) -> Iterator[Found]:
    """`NBC's Ann Lee`, `Ann Lee of NBC`, `Ann Lee, 61, of Ashton, Md.`, `Ann Lee (D-Md.)`."""
    language = document.language
    body: list[Node] = []
    if len(before) > 1 and before[-1].text in language.possessive_endings and before[-2].ner.endswith("ORG"):
        body = _entity(reversed(before[:-1]))
    rest = _past_asides(document, after)
    genitive = len(rest) > 1 and rest[0].text == "," and rest[1].lemma in language.genitive_prepositions
    rest = rest[1:] if genitive else rest
    if len(rest) > 1 and rest[0].lemma in language.body_prepositions:
        name = rest[2:] if rest[1].upos == "DET" else rest[1:]
        placed = rest[0].lemma in language.origin_prepositions
        if name and name[0].ner in ("B-ORG", "B-LOC") and (name[0].ner == "B-ORG" or placed):
            body = _entity(name)
    if body:
        yield BODY, _cut(document, sorted(body, key=lambda token: token.start))
    start = after[0].start if after else 0
    party = language.party.match(document.text, start) if after else None
    if party is not None:
        yield PARTY, Role(*party.span("party"), party["party"])


def _entity(tokens: Iterable[Node]) -> list[Node]:
    """The tokens of the entity that begins, or read backwards ends, some tokens; `Md.` goes with `Ashton,`."""
    kept: list[Node] = []
    for token in tokens:
        joined = not kept or token.ner.startswith("I-") or kept[-1].ner == "I-" + token.ner[2:]
        inside = len(kept) > 1 and kept[-1].text == "," and kept[-2].ner.endswith("LOC")
        state = inside and token.ner.endswith("LOC")
        comma = kept and token.text == "," and kept[-1].ner.endswith("LOC") and all(t.text != "," for t in kept)
        if not (joined or state or comma):
            break
        kept.append(token)
    return kept[:-1] if kept and kept[-1].text == "," else kept


def _past_asides(document: Document, after: Sequence[Node]) -> Sequence[Node]:
    """What follows a name without brackets and ages: `(D-Md.)`, `, 61`, `, R-Ky.`"""
    rest = after
    if rest and rest[0].text == "(":
        closing = next((place for place, token in enumerate(rest[:12]) if token.text == ")"), 0)
        rest = rest[closing + 1 :] if closing else rest
    while len(rest) > 2 and rest[0].text == "," and rest[2].text == "," and rest[1].text[:1].isdigit():
        rest = rest[2:]
    enclosed = len(rest) > 3 and rest[0].text == rest[2].text == ","
    if enclosed and document.language.party.match(document.text, rest[0].start):
        rest = rest[2:]
    return rest


def _noun_phrase(tokens: Sequence[Node], language: Language) -> list[Node]:
    """The noun phrase at the beginning of some tokens, with its prepositional phrases, up to a clause or a comma."""
    kept: list[Node] = []
    for place, token in enumerate(tokens[: LONGEST_ROLE + 1]):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.upos in ("NOUN", "PROPN", "ADJ", "DET", "NUM", "ADP", "PART", "SYM", "X"):
            infinitive = token.upos == "PART" and language.complementizers.get(token.lemma) == "infinitive"
            ends = infinitive or token.lemma in language.comparison_words
        elif token.upos == "CCONJ":
            ends = following is None or following.upos not in ("NOUN", "PROPN", "ADJ", "DET", "ADV")
        elif token.upos == "PRON":
            ends = token.feature("Poss") != "Yes"
        elif token.upos == "VERB":
            ends = not token.has_relation("amod", "compound")
        elif token.upos == "ADV":
            ends = following is None or following.upos not in ("ADJ", "VERB", "NUM", "DET", "NOUN")
        else:
            ends = token.text not in ("-", "/") and token.text not in language.possessive_endings
        if ends:
            break
        kept.append(token)
    while kept and (kept[-1].upos in _LOOSE_ENDS or kept[-1].lemma in language.time_adjectives):
        kept.pop()
    return kept


def _head(tokens: Sequence[Node]) -> Node | None:
    """The head of a noun phrase: the last noun before its first preposition or conjunction."""
    first = next((place for place, token in enumerate(tokens) if token.upos in ("ADP", "CCONJ") and place), len(tokens))
    nouns = [token for token in tokens[:first] if token.upos in ("NOUN", "PROPN", "ADJ", "NUM")]
    return nouns[-1] if nouns else None


def _is_singular_role(document: Document, tokens: Sequence[Node], head: Node) -> bool:
    """Whether a phrase is about one who has a role: `mayor of Exeter`, `one of several analysts`, but not `mayors`."""
    if head.text in document.language.number_one:
        return any(_is_role_word(document, token) for token in tokens) and len(tokens) > 2
    return _is_role_word(document, head) and head.feature("Number") != "Plur" and not head.ner.endswith("PER")


def _is_own_subject(rest: Sequence[Node], head: Node) -> bool:
    """Whether what follows a comma is a clause of its own: `After Lee, the mayor spoke`."""
    return head.has_relation("nsubj") and bool(rest) and rest[0].upos in ("VERB", "AUX")


def _is_about(between: Sequence[Node]) -> bool:
    """Whether *who* can still be about a name after some words: a comma, an age, an apposition, but no verb."""
    verbal = any(token.upos in ("VERB", "AUX") and not token.has_relation("amod") for token in between)
    return not verbal and not any(token.ner.endswith("PER") or token.text in '“”";' for token in between)


def _is_other_person(token: Node) -> bool:
    """Whether a name in a role is somebody beside the one it describes, not whom they serve: `a Lee aide`."""
    return token.ner.endswith("PER") and not token.has_relation("amod", "compound", "nmod", "flat")


def _role(document: Document, tokens: Sequence[Node]) -> Role | None:
    kept = list(tokens)
    while kept and (
        (
            kept[0].text.lower() in document.language.determiners
            and kept[0].text not in document.language.number_one
            and not kept[0].feature("Poss")
        )
        or kept[0].text in _EDGES
        or kept[0].upos == "ADV"
        or kept[0].lemma in document.language.role_prepositions
    ):
        kept.pop(0)
    while kept and kept[-1].text in _EDGES:
        kept.pop()
    head = _head(kept)
    if (
        not kept
        or kept[0].upos == "ADP"
        or len(kept) > LONGEST_ROLE
        or head is None
        or (head.ner.endswith("PER") and not _is_role_word(document, head))
    ):
        return None
    if kept[0].feature("Poss") == "Yes" and kept[0].feature("Person") != "3":
        return None  # my father, our senator: not the text's words
    return _cut(document, kept)


def _cut(document: Document, tokens: Sequence[Node]) -> Role:
    start, end = tokens[0].start, tokens[-1].end
    return Role(start, end, document.text[start:end])


def _is_role_word(document: Document, token: Node) -> bool:
    return document.language.is_role(token.lemma.lstrip("-")) or document.language.is_role(token.text)
