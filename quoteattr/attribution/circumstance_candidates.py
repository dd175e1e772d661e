"""The phrases that may tell a circumstance of what is said.

They stand in the reporting clause, in the clauses around it, or in the sentences before it in the paragraph. Of what is
reported only what hangs from the cue itself is looked at: `him` in *asked him to leave*.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from attrs import frozen

from quoteattr.attribution.circumstance_sorts import is_outlet, relation_of
from quoteattr.document.document import Document
from quoteattr.document.marks import QuotedSpan, is_title
from quoteattr.syntax.ranges import Cover
from quoteattr.syntax.trees import SUBJECTS, Node

_HEIGHT, _DEPTH = 6, 3
"""Steps up from the cue, and down from there, at most."""
_NEAR = 30
"""Words on either side of the cue among which a phrase may have gone astray, at most."""
_BEFORE = 2
"""Sentences before the cue's that may set the scene, at most."""
ASTRAY = "astray"
"""The path to a phrase beside the cue that a parser hung in the content."""
_PHRASES = ("obl", "nmod", "advmod", "obj", "iobj", "nsubj", "advcl")
_OWNER = 40
"""Characters before a mark among which the outlet is looked for whose programme is named."""


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
        """Whether words in marks are a programme of the outlet that is named before them: `CNN's “Live with Ng”`."""
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
