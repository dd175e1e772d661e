"""What speaks for a phrase as a circumstance: binary features, each `name=value`, some joined."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from attrs import frozen

from quoteattr.attribution.circumstance_candidates import ASTRAY, Candidate, Saying
from quoteattr.attribution.circumstance_sorts import case_of, relation_of, sort_of
from quoteattr.languages.language import Language
from quoteattr.syntax.trees import SUBJECTS, Node

_FIRST_WORDS = 8
"""Words of a phrase among which a time is looked for."""


@frozen
class _Phrase:
    """A candidate, with what several features ask of it."""

    saying: Saying
    candidate: Candidate
    head: Node
    tokens: list[Node]
    case: str
    sort: str
    relation: str
    place: str
    temporal: bool


def features(saying: Saying, candidate: Candidate) -> Iterator[str]:
    """The features of a candidate."""
    head, language = candidate.head, saying.document.language
    tokens, case, sort, relation = head.subtree(), case_of(head), sort_of(head, language), relation_of(head)
    temporal = any(sort_of(token, language) == "time" for token in tokens[:_FIRST_WORDS])
    place = _place(saying, candidate)
    phrase = _Phrase(saying, candidate, head, tokens, case, sort, relation, place, temporal)
    yield from _place_features(phrase)
    yield from _edge_features(phrase)
    yield from _word_features(phrase)
    yield from _verb_features(phrase)
    yield from _clause_features(phrase, language)


def _place_features(phrase: _Phrase) -> Iterator[str]:
    """How the phrase is reached from the cue."""
    case, sort, relation, place = phrase.case, phrase.sort, phrase.relation, phrase.place
    rival = place != "own" and sort in _sorts_beside(phrase.saying)
    shares = _shares(phrase.saying, phrase.candidate)
    yield f"place={place}"
    yield f"place={place}|{relation}"
    yield f"place={place}|{case}"
    yield f"place={place}|{sort}"
    yield f"place={place}|{sort}|{case}"
    yield f"place={place}|{phrase.temporal}|{relation}"
    yield f"rival={rival}|{sort}"
    yield f"shares={shares}|{sort}"
    yield f"shares={shares}|{len(phrase.candidate.path)}|{phrase.temporal}"


def _edge_features(phrase: _Phrase) -> Iterator[str]:
    """Where the phrase stands: before the cue or after it, at the beginning of its sentence, before a comma."""
    saying, back, steps = phrase.saying, phrase.candidate.back, len(phrase.candidate.path)
    side = "back" if back else "before" if phrase.head.index < saying.cue.index else "after"
    last = phrase.tokens[-1].after
    opening, comma = phrase.tokens[0].index <= 2, last is not None and last.text == ","
    yield f"side={side}|{phrase.relation}|{steps}"
    yield f"side={side}|{opening}|{comma}|{phrase.relation}"
    yield f"side={side}|{opening}|{phrase.sort}"
    yield f"side={side}|{opening}|{phrase.case}"
    yield f"side={side}|{opening}|{phrase.temporal}|{steps}"
    yield f"back={back}|{opening}|{saying.direct}|{_takes_up(saying)}"


def _word_features(phrase: _Phrase) -> Iterator[str]:
    """What the phrase is."""
    head, case, sort, relation = phrase.head, phrase.case, phrase.sort, phrase.relation
    language = phrase.saying.document.language
    yield f"case={case}|{relation}"
    yield f"case={case}|{sort}"
    yield f"case={case}|{phrase.temporal}|{relation}"
    yield f"sort={sort}|{relation}"
    yield f"sort={sort}|{_in_source(phrase.saying, head)}"
    yield f"temporal={phrase.temporal}|{relation}|{head.head is phrase.saying.cue}"
    yield f"word={head.lemma}"
    yield f"word={head.lemma}|{case}"
    yield f"person={_may_listen(head, language)}|{relation}|{case}"


def _verb_features(phrase: _Phrase) -> Iterator[str]:
    """The cue, and the word that the phrase hangs from."""
    head, case, sort, relation = phrase.head, phrase.case, phrase.sort, phrase.relation
    cue, language = phrase.saying.cue, phrase.saying.document.language
    at_cue, source = head.head is cue, head is phrase.saying.source
    verb = head.head.lemma if head.head is not None else ""
    telling, reports = verb in language.telling, language.cues.reports(verb)
    yield f"verb={verb}|{relation}"
    yield f"verb={verb}|{case}"
    yield f"telling={telling}|{relation}|{case}"
    yield f"telling={telling}|{relation}|{at_cue}|{source}"
    yield f"telling={telling}|{relation}|{sort}"
    yield f"reports={reports}|{relation}|{sort}"
    yield f"reports={reports}|{relation}|{case}|{head.index < cue.index}"
    yield f"reports={reports}|{phrase.place}"
    yield f"source={source}|{relation}|{sort}"


def _clause_features(phrase: _Phrase, language: Language) -> Iterator[str]:
    """What sets the scene as a clause: `as the results came in`, `asked whether she would run`."""
    head = phrase.head
    if head.has_relation("advcl"):
        subject, telling = bool(head.children(*SUBJECTS)), head.lemma in language.telling
        mark, form = phrase.case, head.feature("VerbForm")
        adverb = next((child.lemma for child in head.children("advmod")), "")
        yield f"clause={mark}|{subject}|{form}|{phrase.temporal}"
        yield f"clause={mark}|{telling}|{form}"
        yield f"clause={adverb}|{mark}"


def _place(saying: Saying, candidate: Candidate) -> str:
    """Where a candidate stands as to the cue, in short."""
    path = candidate.path
    if path[0] == ASTRAY:
        return ASTRAY
    if saying.is_of_cue(candidate.head):
        return "reported"
    if candidate.back:
        return f"back {candidate.back}|{len(path)}"
    if _in_source(saying, candidate.head):
        return "source"
    up = [step for step in path if step.startswith("^")]
    if up:
        return f"{up[0]} {min(len(up), 3)}|{len(path) - len(up)}"
    return "own" if len(path) == 2 else f"own {path[1]} {len(path)}"


def _shares(saying: Saying, candidate: Candidate) -> str:
    """Whether the cue has a subject of its own, where the candidate stands in a clause above."""
    up = candidate.path[0] if candidate.path[0].startswith("^") else ""
    return f"{up}|{bool(saying.cue.children(*SUBJECTS))}|{candidate.head.index < saying.cue.index}" if up else ""


def _sorts_beside(saying: Saying) -> set[str]:
    """What sorts of phrase hang from the cue itself."""
    language = saying.document.language
    return {sort_of(child, language) for child in saying.cue.children("obl", "nmod", "advmod")}


def _takes_up(saying: Saying) -> bool:
    return saying.source is not None and saying.source.upos == "PRON"


def _in_source(saying: Saying, head: Node) -> bool:
    """Whether a phrase belongs to the source: `on Friday` in *the order released on Friday said*."""
    return saying.source is not None and any(above is saying.source for above in islice(head.ancestors(), 3))


def _may_listen(head: Node, language: Language) -> bool:
    person = head.upos == "PRON" or head.ner[2:] in ("PER", "ORG")
    return person or language.is_role(head.text) or head.lemma in language.nouns
