"""People who are named together and then spoken of as so many: `both`, `the pair`, `the two lawmakers`."""

from collections.abc import Iterator, Mapping
from typing import Final

from quoteattr.attribution.analysis import Analysis
from quoteattr.entities.cast import Cast, Entity
from quoteattr.entities.kinds import is_personal
from quoteattr.languages.language import Language
from quoteattr.syntax.trees import Node

REACH = 3
"""Sentences before a phrase in which those are named whom it takes up."""
_SIZES: Final[Mapping[str, int]] = {"two": 2, "three": 3}


def named_together(analysis: Analysis, head: Node) -> tuple[Entity, ...]:
    """Those whom a phrase takes up that only says how many they are: the last who are named in one list of as many.

    `Ida Moe and Bo Lind left. | Both | said it was late.`
    """
    size = _size(head, analysis.language)
    personal = head.upos != "NOUN" or head.lemma in analysis.language.together or is_personal(head, analysis.language)
    for entities in _lists_before(analysis, head) if size else ():
        people = all(entity.kind == "person" for entity in entities)
        if len(entities) == size and (people if personal else not any(e.kind == "person" for e in entities)):
            return entities
    return ()


def _size(head: Node, language: Language) -> int | None:
    """How many a phrase is of that says nothing else of them: `both`, `the pair`, `the two lawmakers`."""
    if head.children("nmod", "acl", "acl:relcl", "nmod:poss", "appos", "conj", "amod"):
        return None  # both of them, the two who left, his two sons
    definite = any(word.lemma in language.definites for word in head.children("det"))
    counting = [head, *head.children("nummod", "det", "det:predet", "cc:preconj")]
    words = [word for word in counting if word.lemma in language.together]
    known = definite or any(word.upos in ("DET", "PRON", "CCONJ") for word in words)
    return _SIZES[language.together[words[0].lemma]] if words and known else None


def _lists_before(analysis: Analysis, head: Node) -> Iterator[tuple[Entity, ...]]:
    """Those who are named in one list before a phrase, the last list first."""
    for sentence in analysis.document.trees.before(head.sentence, REACH):
        for first in reversed(sentence.nodes):
            names = [first, *first.children("conj")]
            entities = [_entity(analysis.cast, name) for name in names] if len(names) > 1 else []
            named = tuple(dict.fromkeys(entity for entity in entities if entity is not None))
            if first.end <= head.start and len(named) == len(names):
                yield named


def _entity(cast: Cast, name: Node) -> Entity | None:
    """Who is named by a word, or beside it: `her deputy, Bo Lind`."""
    found = (cast.entity_beside(cast.head_at(word)) for word in (name, *name.children("appos")))
    return next(filter(None, found), None)
