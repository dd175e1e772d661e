"""What speaks for a phrase as a circumstance: binary features, each `name=value`, some joined."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from quoteattr.attribution.circumstance_candidates import Candidate, Saying, case_of, relation_of, sort_of
from quoteattr.languages.language import Language
from quoteattr.syntax.trees import Node

_FIRST_WORDS = 8
"""Words of a phrase among which a time is looked for."""


def features(saying: Saying, candidate: Candidate) -> Iterator[str]:
    """The features of a candidate."""
    language, phrase = saying.document.language, candidate.head.subtree()
    temporal = any(sort_of(token, language) == "time" for token in phrase[:_FIRST_WORDS])
    yield from _place_features(saying, candidate, temporal)
    yield from _edge_features(saying, candidate, phrase, temporal)
    yield from _word_features(saying, candidate, temporal)
    yield from _verb_features(saying, candidate)


def _place_features(saying: Saying, candidate: Candidate, temporal: bool) -> Iterator[str]:
    """How the phrase is reached from the cue."""
    head, language = candidate.head, saying.document.language
    path, sort, reach = ">".join(candidate.path), sort_of(head, language), _reach(saying, candidate)
    yield f"path={path}|{candidate.back}"
    yield f"path={path}|{case_of(head)}"
    yield f"path={path}|{sort}"
    yield f"reach={reach}"
    yield f"reach={reach}|{sort}"
    yield f"reach={reach}|{temporal}"


def _edge_features(saying: Saying, candidate: Candidate, phrase: list[Node], temporal: bool) -> Iterator[str]:
    """Where the phrase stands: before the cue or after it, at the beginning of its sentence, before a comma."""
    head, back, at_cue = candidate.head, candidate.back, candidate.head.head is saying.cue
    side = "back" if back else "before" if head.index < saying.cue.index else "after"
    last = phrase[-1].after
    opening, comma = phrase[0].index <= 2, last is not None and last.text == ","
    sort = sort_of(head, saying.document.language)
    yield f"side={side}|{at_cue}|{len(candidate.path)}"
    yield f"side={side}|{opening}|{comma}|{relation_of(head)}|{back}"
    yield f"side={side}|{at_cue}|{sort}"
    yield f"side={side}|{temporal}|{_in_source(saying, head)}|{len(candidate.path)}"
    yield f"back={back}|{opening}|{case_of(head)}"
    yield f"back={back}|{opening}|{sort}|{temporal}"


def _word_features(saying: Saying, candidate: Candidate, temporal: bool) -> Iterator[str]:
    """What the phrase is."""
    head, language = candidate.head, saying.document.language
    case, sort, relation = case_of(head), sort_of(head, language), relation_of(head)
    yield f"case={case}|{relation}"
    yield f"case={case}|{sort}"
    yield f"case={case}|{temporal}|{relation}"
    yield f"sort={sort}|{relation}"
    yield f"sort={sort}|{_in_source(saying, head)}"
    yield f"temporal={temporal}|{relation}|{head.head is saying.cue}"
    yield f"word={head.lemma}"
    yield f"word={head.lemma}|{case}"
    yield f"person={_may_listen(head, language)}|{relation}|{case}"


def _verb_features(saying: Saying, candidate: Candidate) -> Iterator[str]:
    """The cue, and the word that the phrase hangs from."""
    head, cue, language = candidate.head, saying.cue, saying.document.language
    case, sort, relation = case_of(head), sort_of(head, language), relation_of(head)
    path, at_cue, source = ">".join(candidate.path), head.head is cue, head is saying.source
    verb = head.head.lemma if head.head is not None else ""
    telling, reports = verb in language.telling, language.cues.reports(verb)
    yield f"cue={cue.lemma}|{relation}|{at_cue}"
    yield f"cue={cue.lemma}|{case}|{at_cue}"
    yield f"verb={verb}|{relation}"
    yield f"verb={verb}|{case}"
    yield f"telling={telling}|{relation}|{case}"
    yield f"telling={telling}|{relation}|{at_cue}|{source}"
    yield f"telling={telling}|{path}"
    yield f"reports={reports}|{relation}|{sort}"
    yield f"reports={reports}|{relation}|{case}|{head.index < cue.index}"
    yield f"reports={reports}|{path}"
    yield f"source={source}|{relation}|{sort}"


def _reach(saying: Saying, candidate: Candidate) -> str:
    """How a candidate is reached from the cue, in short."""
    source = saying.source
    if candidate.back:
        takes_up = source is not None and source.upos == "PRON"
        return f"back {candidate.back}|{saying.direct}|{takes_up}|{len(candidate.path)}"
    up = [step for step in candidate.path if step.startswith("^")]
    if not up:
        return f"own {len(candidate.path)}|{_in_source(saying, candidate.head)}"
    subject = bool(saying.cue.children("nsubj"))
    return f"{up[0]} {len(up)}|{len(candidate.path)}|{subject}|{candidate.head.index < saying.cue.index}"


def _in_source(saying: Saying, head: Node) -> bool:
    """Whether a phrase belongs to the source: `on Friday` in *the order released on Friday said*."""
    return saying.source is not None and any(above is saying.source for above in islice(head.ancestors(), 3))


def _may_listen(head: Node, language: Language) -> bool:
    person = head.upos == "PRON" or head.ner[2:] in ("PER", "ORG")
    return person or language.is_role(head.text) or head.lemma in language.nouns
