"""The phrases that may tell a circumstance of what is said, and the words of each.

They stand in the reporting clause, in the clauses around it, or in the sentences before it in the paragraph. Of what is
reported only what hangs from the cue itself is looked at: `him` in *asked him to leave*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from attrs import frozen

from quoteattr.document.document import Document
from quoteattr.document.marks import QuotedSpan, is_title
from quoteattr.languages.language import Language
from quoteattr.syntax.ranges import Cover, Range
from quoteattr.syntax.trees import SUBJECTS, Node
from quoteattr.vocabulary import Circumstance

_HEIGHT, _DEPTH = 6, 3
"""Steps up from the cue, and down from there, at most."""
_NEAR = 30
"""Words on either side of the cue among which a phrase may have gone astray, at most."""
_BEFORE = 2
"""Sentences before the cue's that may set the scene, at most."""
ASTRAY = "astray"
"""The path to a phrase beside the cue that a parser hung in the content."""
_PHRASES = ("obl", "nmod", "advmod", "obj", "iobj", "nsubj", "advcl")
_CUT = ("appos", "acl:relcl", "conj")
_EDGES = frozenset(",;:-–—―.…()[]")
_OWNER = 40
"""Characters before a mark among which the outlet is looked for whose programme is named."""
_OF_DATES = ("DET", "ADJ", "NOUN", "PROPN")
"""What a date without a preposition is made of: `late last week`, `Monday night`."""
_DATE_WORDS = 4
"""Words of such a date, at most."""
_PARTNERS = ("PER", "ORG", "outlet", "role")
"""With whom an interview is."""
_CLOCK = re.compile(r"\d{4}(-\d\d){0,2}|\d{1,2}[:.]\d\d|(mid-|mid)?(\d\d)?\d0s")
"""A year, a date, a decade or a time of the day in figures."""


@frozen
class Saying:
    """What circumstances are looked for: a cue, what it reports, and the head of the phrase that is its source."""

    document: Document
    cue: Node
    content: Cover
    source: Node | None = None
    direct: bool = False

    def is_outside(self, token: Node) -> bool:
        """Whether a token is not reported; of other words in marks only titles are: `on “This Week”`."""
        if self.content.at(token.start) is not None:
            return False
        if not self.document.is_quoted(token) or self.document.is_quoted(self.cue):
            return True
        quoted = self.document.quoted_at(token.start)
        words = self.document.inner(quoted).rstrip(".,") if quoted is not None else ""
        return bool(words) and quoted is not None and (is_title(words) or self._is_show(quoted, words))

    def _is_show(self, quoted: QuotedSpan, words: str) -> bool:
        """Whether words in marks are a programme of the outlet that is named before them: `CNN's “The Lead with Ng”`."""
        before = self.document.trees.nodes(max(quoted.start - _OWNER, 0), quoted.start)[-2:]
        if len(before) < 2 or before[1].text not in self.document.language.possessive_endings:
            return False
        return words[0].isupper() and is_outlet(before[0], self.document.language)

    def is_of_cue(self, token: Node) -> bool:
        """Whether a token hangs from the cue and is a part of what it reports: `him` in *asked him to leave*."""
        around = self.content.at(token.start) if token.head is self.cue else None
        return around is not None and around != (token.subtree()[0].start, token.subtree()[-1].end)


@frozen
class Candidate:
    """A phrase by its head, the relations that lead to it from the cue, and how many sentences before it stands.

    Steps up the tree are marked: `^conj` leads to what the cue is joined to. ASTRAY leads to what a parser hung
    in the content.
    """

    head: Node
    path: tuple[str, ...]
    back: int = 0


def candidates(saying: Saying) -> Iterator[Candidate]:
    """The phrases around a cue, those of its own clause first."""
    yield from _down(saying, saying.cue, None, ("cue",))
    yield from _astray(saying)
    yield from _around(saying)
    yield from _before(saying)


def _astray(saying: Saying) -> Iterator[Candidate]:
    """Those beside the cue that hang in what it reports: `as they rose` in *“It is late,” he told us as they rose*."""
    cue = saying.cue
    for side in (reversed(cue.preceding), iter(cue.following)):
        for token in islice(side, _NEAR):
            if not saying.is_outside(token):
                break
            astray = token.head is not None and saying.content.at(token.head.start) is not None
            if astray and token.has_relation(*_PHRASES) and token.text:
                path = (ASTRAY, relation_of(token))
                yield Candidate(token, path)
                yield from _down(saying, token, None, path)


def _around(saying: Saying) -> Iterator[Candidate]:
    """Those of the clauses above: `at a rally` in *He spoke at a rally, saying that they won*."""
    below = saying.cue
    path: tuple[str, ...] = ()
    for above in islice(saying.cue.ancestors(), _HEIGHT):
        if not saying.is_outside(above):
            return
        path = (*path, f"^{relation_of(below)}")
        if below.has_relation("acl"):
            yield Candidate(above, (*path, "itself"))
        yield from _down(saying, above, below, path)
        below = above


def _before(saying: Saying) -> Iterator[Candidate]:
    """Those of the sentences before it in the paragraph."""
    document = saying.document
    paragraph = document.paragraphs[document.paragraph_at(saying.cue.start)]
    for back, sentence in enumerate(document.trees.before(saying.cue.sentence, _BEFORE)):
        root = next((node for node in sentence.nodes if node.head is None), None)
        if back and sentence.start >= paragraph.start and root is not None:
            yield from _down(saying, root, None, ("root",), back)


def _down(saying: Saying, top: Node, without: Node | None, path: tuple[str, ...], back: int = 0) -> Iterator[Candidate]:
    level = [(top, path)]
    for _ in range(_DEPTH):
        following = []
        for node, so_far in level:
            for child in node.children():
                if child is without or child.upos == "PUNCT" or not child.text:
                    continue
                if not saying.is_outside(child) and not saying.is_of_cue(child):
                    continue
                route = (*so_far, relation_of(child))
                if child.has_relation(*_PHRASES) or _is_receiver_astray(saying, child):
                    yield Candidate(child, route, back)
                following.append((child, route))
        level = following


def _is_receiver_astray(saying: Saying, child: Node) -> bool:
    """Whether a phrase behind a cue was taken for a clause: `ABC's “Today”` in *“No,” she told ABC's “Today”*."""
    clause = child.has_relation("ccomp", "xcomp", "parataxis") and not child.children(*SUBJECTS, "cop")
    return clause and child.head is saying.cue and child.upos in ("NOUN", "PROPN") and child.index > saying.cue.index


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
        last = next(token for token in reversed(tokens) if token.upos != "PUNCT")
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
    elsewhere = sort in ("medium", "occasion", "outlet") or case in language.time_prepositions | language.receiver_prepositions
    return elsewhere and kind in ("addressee", "time")


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


_SUBTYPES = ("acl:relcl", "nsubj:pass", "obl:unmarked", "obl:agent")
