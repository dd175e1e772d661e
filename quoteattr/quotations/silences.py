"""Clauses that say that somebody was asked and said nothing: no quotations, though a verb of speech stands in them.

`She refused to say whether they won` has a content of its own, and is none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from quoteattr.document.document import Document
from quoteattr.languages.language import Language
from quoteattr.quotations.cues import Attribution, trimmed
from quoteattr.syntax.trees import SUBJECTS, Node

_CLAUSES = ("conj", "parataxis", "advcl", "cc", "acl:relcl")
_ASIDE = frozenset(",;:-–—(")


@frozen
class SilentClause:
    """The words of a clause, those of them that tell of the silence, and the verb; `asked` is who is told beside it.

    Who was asked is else the subject of the verb, unless that is the request: `Lee declined to comment`, but `calls to
    Lee were not returned`.
    """

    verb: Node
    cue: tuple[Node, ...]
    words: tuple[Node, ...]
    asked: Node | None = None
    requested: bool = False


def find_silences(document: Document) -> list[SilentClause]:
    """All clauses of the kind, in order; none in a narrative, where nobody asks for comment."""
    if document.genre == "narrative":
        return []
    found = []
    for sentence in document.trees.sentences:
        ended = 0
        for node in sentence.nodes:
            cue = _cue(node, document.language) if node.index > ended and not document.is_quoted(node) else None
            if cue is not None:
                found.append(_clause(document, node, cue))
                ended = max(token.index for token in cue)
    return found


def is_silent(attribution: Attribution, silences: Sequence[SilentClause], language: Language) -> bool:
    """Whether the cue of an attribution tells of a silence, or is what was asked for there: `a request for comment`."""
    cue = attribution.cue
    asked_for = cue.lemma in _words(language, "requests") | _words(language, "answers")
    return any(cue in silence.cue or (asked_for and cue in silence.words) for silence in silences)


def _cue(verb: Node, language: Language) -> list[Node] | None:
    """The words that tell of a silence, where a word is the verb of one."""
    for rule in (_refuses, _does_not_reply, _is_not_reached, _has_no_comment, _goes_unanswered):
        told = rule(verb, language)
        if told:
            return [*_before(verb, language), verb, *told]
    return None


def _refuses(verb: Node, language: Language) -> list[Node]:
    """`declined to comment`, `refused to be interviewed`, `failed to respond`, `declined an interview`."""
    refuses, fails = (verb.lemma in _words(language, name) for name in ("refusing", "failing"))
    if not refuses and not fails:
        return []
    known = ("answering", "replying", "giving", "saying") if refuses else ("replying",)
    for below in verb.children("xcomp", "ccomp"):
        asked_of = any(below.lemma in _words(language, name) for name in known)
        passive = below.children("aux:pass") and below.lemma not in _words(language, "answers")
        if asked_of and not passive and _fits(below, language) and not _has_content(below, language):
            return [*below.children("mark", "aux"), below, *_little(below, language)]
    objects = verb.children("obj") if refuses and not verb.children("xcomp", "ccomp") else []
    return [child for child in objects if any(token.lemma in _words(language, "answers") for token in child.subtree())]


def _does_not_reply(verb: Node, language: Language) -> list[Node]:
    """`did not respond to a request`, `has not commented`, `would not say more`, `would not discuss it`."""
    if verb.upos != "VERB" or not _is_negated(verb, language) or verb.children("nsubj:pass", "aux:pass", "mark"):
        return []
    refusals = ("answering", "giving") if _has_auxiliary(verb, "refusing_auxiliaries", language) else ()
    known = any(verb.lemma in _words(language, name) for name in ("replying", "saying", *refusals))
    if not known or _has_content(verb, language) or not _fits(verb, language):
        return []
    return _little(verb, language) or [verb]


def _is_not_reached(verb: Node, language: Language) -> list[Node]:
    """`could not be reached`, `was unavailable for comment`, `was not available for an interview`."""
    negated = _is_negated(verb, language)
    if verb.lemma in _words(language, "reaching") and verb.children("aux:pass"):
        return [verb] if negated and _has_auxiliary(verb, "reaching_auxiliaries", language) else []
    away = verb.lemma in _words(language, "absent") or (negated and verb.lemma in _words(language, "present"))
    asked = [
        child for child in verb.children("obl", "nmod", "advcl", "xcomp") if child.lemma in _words(language, "answers")
    ]
    return asked[:1] if away else []


def _has_no_comment(verb: Node, language: Language) -> list[Node]:
    """`had no comment`, `did not issue a response`."""
    for answer in verb.children("obj") if verb.lemma in _words(language, "giving") else ():
        none = [child for child in answer.children("det") if child.lemma in language.negations]
        if answer.lemma in _words(language, "answers") and (none or _is_negated(verb, language)):
            return [*none, answer]
    return []


def _goes_unanswered(verb: Node, language: Language) -> list[Node]:
    """`calls were not returned`, `A request for comment went unanswered`."""
    if not any(subject.lemma in _words(language, "requests") for subject in verb.children(*SUBJECTS)):
        return []
    if verb.lemma in _words(language, "ignored"):
        return [verb]
    below = [child for child in verb.children("xcomp", "advmod", "obj") if child.lemma in _words(language, "ignored")]
    not_returned = (
        verb.lemma in _words(language, "replying") and verb.children("aux:pass") and _is_negated(verb, language)
    )
    return below[:1] or ([verb] if not_returned else [])


def _fits(verb: Node, language: Language) -> bool:
    """Whether what a verb would have answered, given or said is what newsrooms ask for."""
    objects = [child.lemma for child in verb.children("obj")]
    if verb.lemma in _words(language, "giving"):
        return any(lemma in _words(language, "answers") | _words(language, "particulars") for lemma in objects)
    if verb.lemma in _words(language, "saying"):
        return bool(_little(verb, language))
    if verb.lemma in _words(language, "replying"):
        receivers = language.receiver_prepositions
        to = [p.lemma for p in verb.children("obl") if any(case.lemma in receivers for case in p.children("case"))]
        return all(lemma in _words(language, "requests") for lemma in (*objects, *to))
    return True


def _little(verb: Node, language: Language) -> list[Node]:
    """`more` in *would not say more*."""
    return [child for child in verb.children("obj", "advmod") if child.lemma in _words(language, "rest")][:1]


def _has_content(verb: Node, language: Language) -> bool:
    """Whether a verb has a content of its own: `say whether they won`, `comment on whether they won`."""
    clauses = verb.children("ccomp", "advcl", "csubj", "obl")
    marked = any(mark.lemma in language.complementizers for clause in clauses for mark in clause.children("mark"))
    return bool(verb.children("ccomp")) or marked


def _is_negated(verb: Node, language: Language) -> bool:
    """`did not respond`, `no one responded`, `neither of them responded`."""
    around = verb.children("advmod", "aux", "det", "cc:preconj")
    for subject in verb.children(*SUBJECTS):
        around += [subject, *subject.children("det", "cc:preconj")]
    return any(token.lemma in language.negations and not _is_focused(token, language) for token in around)


def _is_focused(negation: Node, language: Language) -> bool:
    """Whether what is negated is only that it was all: `would not only discuss it`."""
    return negation.after is not None and negation.after.lemma in language.focusing


def _has_auxiliary(verb: Node, name: str, language: Language) -> bool:
    return any(aux.lemma in _words(language, name) for aux in verb.children("aux"))


def _before(verb: Node, language: Language) -> list[Node]:
    """`could not be` in *could not be reached*."""
    around = verb.children("aux", "cop") + [t for t in verb.children("advmod") if t.lemma in language.negations]
    return [token for token in around if token.index < verb.index]


def _clause(document: Document, verb: Node, cue: Sequence[Node]) -> SilentClause:
    """The clause of a silence, from its subject on, without what is joined to it or put beside it."""
    first, last = min(token.index for token in cue), max(token.index for token in cue)
    subjects = verb.children(*SUBJECTS)
    cut = [child for child in verb.children(*_CLAUSES) if child not in cue]
    inside = set(verb.subtree(without=cut))
    start = min([first, *(subject.subtree()[0].index for subject in subjects if subject.index < first)])
    nodes = verb.sentence.nodes
    end = start
    while end < len(nodes) and (end < last or (nodes[end] in inside and nodes[end].text not in _ASIDE)):
        end += 1
    words = [token for token in nodes[start - 1 : end] if token.index <= last or not document.is_quoted(token)]
    requests = [subject for subject in subjects if subject.lemma in _words(document.language, "requests")]
    asked = next(_asked(verb, requests, document.language), None) if requests else None
    return SilentClause(
        verb, tuple(sorted(cue, key=lambda t: t.index)), tuple(trimmed(words) or cue), asked, bool(requests)
    )


def _asked(verb: Node, requests: Sequence[Node], language: Language) -> Iterator[Node]:
    """Who did not answer: `by Lee`, `calls to Lee`, `Lee's phone`."""
    yield from verb.children("obl:agent")
    for request in requests:
        for child in request.children("nmod", "obl"):
            if any(case.lemma in language.receiver_prepositions for case in child.children("case")):
                yield child


def _words(language: Language, name: str) -> frozenset[str]:
    """One of the lists of words for silences."""
    return language.silences.get(name, frozenset())
