"""Who may be the source of a cue that has no subject of its own, and how likely each is.

The subject is to be looked for in the clauses above: *Lee left, saying that*, *Lee attacked the bill and said*. Trees
do not tell which: in *Lee rejected the notion that Kerr could win, arguing that* parsers hang *arguing* from *win* as
readily as from *rejected*. So each subject, object, noun and owner on the way up, and the last phrase before the cue,
is weighed by a logistic regression over its place in the tree, what it is, and the verbs around it. The weights were
fitted by `training/candidates.py`; a language without weights takes the nearest.
"""

from collections.abc import Iterator
from itertools import islice

from attrs import frozen

from quoteattr.document.document import Document
from quoteattr.entities.mentions import NOMINAL
from quoteattr.languages.language import Language
from quoteattr.quotations.cues import Attribution
from quoteattr.syntax.trees import SUBJECTS, Node

_LONGEST_PATH = 6
"""Steps up the tree, at most."""
_AT_MOST = 16
"""Candidates that are weighed, at most; no attribution in PolNeAR has more than 11."""
_PLACES = (*SUBJECTS, "obj", "iobj", "obl:agent", "nmod:poss")
"""Relations of those who may speak, at any verb or noun above a cue."""
_BEFORE = ("obl", "nmod")
"""Relations of those who may where they stand before the cue."""
_MODIFIERS = ("acl", "nmod", "appos", "amod", "conj")
"""What a cue's clause is to a noun that may itself be the source: `a letter saying that`."""


@frozen
class Candidate:
    """Somebody who may be a cue's source: the head of the phrase, and how it is reached from the cue.

    `place` is its relation to the verb or noun `above`, or `itself`, `between` for the subject of a clause put in, or
    `before` for the phrase that just stands before the cue. `path` are the relations that lead up to `above`.
    """

    head: Node
    place: str
    path: tuple[str, ...] = ()
    above: Node | None = None


def rank(document: Document, attribution: Attribution) -> list[tuple[Candidate, float]]:
    """The candidates for an attribution's source, each with its probability, the likeliest first."""
    weights = document.language.source_weights
    found = candidates(document, attribution)
    if not weights:
        return [(candidate, 0.5) for candidate in found]
    weighed = [(candidate, weights.probability(features(document, attribution, candidate))) for candidate in found]
    return sorted(weighed, key=lambda pair: -pair[1])


def candidates(document: Document, attribution: Attribution) -> list[Candidate]:
    """Whoever may be the source of a verb or adjective without a subject, the nearest in the tree first."""
    subjects = attribution.cue.children(*SUBJECTS)
    if attribution.cue.upos not in ("VERB", "AUX", "ADJ") or any(can_speak(document, subject) for subject in subjects):
        return []
    content = set(attribution.content)
    found: dict[Node, Candidate] = {}
    for candidate in _around(document, attribution):
        head = candidate.head
        if head not in content and can_speak(document, head):
            found.setdefault(head, candidate)
            if len(found) == _AT_MOST:
                break
    return list(found.values())


def can_speak(document: Document, head: Node) -> bool:
    """Whether a phrase can be a source: a noun or pronoun outside quotation marks, but not `it` in `it is said`."""
    if document.is_quoted(head) or not head.text:
        return False  # parsers look for subjects inside quotations too, and some have words without letters
    if head.feature("PronType") in ("Rel", "Int"):
        return is_relative(head, document.language)
    return head.upos in NOMINAL and not head.has_relation("expl")


def is_relative(token: Node, language: Language) -> bool:
    """Whether a pronoun stands for the noun that its clause modifies: `the mayor, who said`."""
    return token.feature("PronType") == "Rel" or token.lemma in language.relatives


def _around(document: Document, attribution: Attribution) -> Iterator[Candidate]:
    path = []
    current = attribution.cue
    for above in islice(attribution.cue.ancestors(), _LONGEST_PATH):
        path.append(_relation(current))
        yield from _at(document, attribution.cue, current, above, tuple(path))
        current = above
    yield from _just_before(document, attribution)


def _at(document: Document, cue: Node, below: Node, above: Node, path: tuple[str, ...]) -> Iterator[Candidate]:
    """The candidates at one verb or noun above a cue."""
    if below.has_relation(*_MODIFIERS):
        yield Candidate(above, "itself", path, above)
    children = [child for child in above.children() if child is not below]
    for child in sorted(children, key=lambda child: (_is_time(document, child), abs(child.index - above.index))):
        if child.deprel in _PLACES:
            yield Candidate(child, child.deprel, path, above)
        elif child.has_relation(*_BEFORE) and child.index < cue.index and not _is_time(document, child):
            yield Candidate(child, _relation(child), path, above)
        elif child.has_relation("parataxis") and child.index < cue.index:
            yield from (Candidate(subject, "between", path, child) for subject in child.children(*SUBJECTS))


def _just_before(document: Document, attribution: Attribution) -> Iterator[Candidate]:
    """The last phrase before a cue that hangs from no noun: `Mora, the city's lawyer, argues that`."""
    for token in reversed(attribution.cue.preceding):
        dependent = token.head is not None and token.head.upos in NOMINAL
        if token.upos in NOMINAL and not dependent and not _is_time(document, token):
            yield Candidate(token, "before")
            return


def features(document: Document, attribution: Attribution, candidate: Candidate) -> Iterator[str]:
    """The binary features of a candidate, each `name=value`, some joined."""
    cue, place = attribution.cue, candidate.place
    route = ">".join(candidate.path[:3])
    yield f"place={place}"
    yield f"path={route}|{place}"
    yield f"path={route}|{place}|{_form(cue)}"
    yield from _clause_features(document, attribution, candidate)
    yield from _word_features(document, attribution, candidate)
    yield from _distance_features(cue, candidate)
    if candidate.above is not None:
        yield from _verb_features(document, attribution, candidate, candidate.above)


def _clause_features(document: Document, attribution: Attribution, candidate: Candidate) -> Iterator[str]:
    """How the cue's clause begins."""
    cue, place = attribution.cue, candidate.place
    relation, route = _relation(cue), ">".join(candidate.path[:3])
    first = cue.subtree()[0]
    comma = "," in (first.text, _text_before(first))
    yield f"comma={comma}|{route}|{place}"
    yield f"comma={comma}|{_text_before(cue) == ','}|{_form(cue)}|{place}|{relation}"
    yield f"cue={cue.lemma}|{place}"
    yield f"cue={cue.lemma}|{_sort(document, candidate.head)}"


def _word_features(document: Document, attribution: Attribution, candidate: Candidate) -> Iterator[str]:
    """What the candidate is."""
    head, cue, place, sort = candidate.head, attribution.cue, candidate.place, _sort(document, candidate.head)
    yield f"sort={sort}"
    yield f"sort={sort}|{place}"
    yield f"sort={sort}|{_relation(cue)}"
    if head.upos == "NOUN":
        yield f"word={head.lemma}|{place}"


def _distance_features(cue: Node, candidate: Candidate) -> Iterator[str]:
    """How far off the candidate stands, and what stands between."""
    head, place = candidate.head, candidate.place
    distance = "after" if head.index > cue.index else str(min((cue.index - head.index).bit_length(), 5))
    between = head.until(cue) or cue.until(head)
    yield f"distance={distance}|{place}"
    yield f"distance={distance}|{_relation(cue)}|{len(candidate.path)}"
    yield f"comma between={any(token.text == ',' for token in between)}|{place}|{'>'.join(candidate.path[:3])}"
    yield f"person between={any(token.ner == 'B-PER' for token in between)}|{head.ner[2:]}"


def _verb_features(document: Document, attribution: Attribution, candidate: Candidate, above: Node) -> Iterator[str]:
    """The verb or noun that the candidate hangs from, whether it reports, and whether it is reported."""
    place, relation, route = candidate.place, _relation(attribution.cue), ">".join(candidate.path[:3])
    over = above.head
    cues = document.language.cues
    reports = cues.reports(above.lemma)
    reported = above.has_relation("ccomp") and over is not None and cues.reports(over.lemma)
    pronoun = candidate.head.lemma if candidate.head.upos == "PRON" else ""
    yield f"above={above.lemma}|{place}|{relation}"
    yield f"above tag={above.upos}|{place}|{relation}"
    yield f"above relation={above.deprel}|{place}|{candidate.path[-1]}"
    yield f"above form={_form(attribution.cue)}|{_form(above)}|{place}|{route}"
    yield f"reports={reports}|{place}|{route}"
    yield f"reports={reports}|{place}|{relation}"
    yield f"reported={reported}|{place}|{route}"
    yield f"reported={reported}|{place}|{pronoun}"


def _sort(document: Document, head: Node) -> str:
    """What sort of phrase a token heads: which pronoun, what kind of name or noun."""
    word = head.lemma
    if head.upos == "PRON":
        return word
    role = "role" if document.language.is_role(head.text) else ""
    return head.ner[2:] or role or document.language.nouns.get(word) or head.upos


def _relation(token: Node) -> str:
    return "acl:relcl" if token.deprel == "acl:relcl" else token.deprel.partition(":")[0]


def _form(token: Node) -> str:
    return f"{token.feature('VerbForm')}{token.feature('Tense')}" or token.upos


def _text_before(token: Node) -> str:
    return token.before.text if token.before else ""


def _is_time(document: Document, token: Node) -> bool:
    return token.lemma in document.language.times
