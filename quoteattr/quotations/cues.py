"""Parse to attributions: cues, and the content that each of them reports.

A cue is a verb, noun or adjective in a frame: the relation in which its content hangs from it. How far a
cue in a frame is to be believed was counted (see `languages/`), so one mechanism serves *said that*,
*called for*, *the claim that* and *was confident that*. Content that surrounds its cue hangs the other way
round in UD: the reporting clause is a `parataxis` of the content.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from quoteattr.languages.language import Language
from quoteattr.quotations.frames import (
    AS,
    COMPLEMENT,
    CUE_TAGS,
    OUTER,
    PARENTHESIS,
    PREPOSITION,
    frames,
    table_of,
)
from quoteattr.records.reasons import Frame
from quoteattr.syntax.trees import SUBJECTS, Node, Tree

STANDPOINT = 0.75
"""Reliability of a phrase that says by whose words something is told."""

_OUTSIDE = ("punct", "cc", "discourse")
_PARTING = frozenset([",", ":", "–", "—"])
"""Marks beside a phrase that is set apart."""


@frozen
class Attribution:
    """A cue, the tokens that it reports, and how often annotators of news made that an attribution.

    `marked` says that there are quotation marks in or around the content. `evidence` are the features by which it was
    judged (`plausibility.py`).
    """

    cue: Node
    frame: Frame
    content: tuple[Node, ...]
    reliability: float
    marked: bool = False
    evidence: frozenset[str] = frozenset()

    @property
    def sentence(self) -> Tree:
        """The sentence of the cue."""
        return self.cue.sentence

    @property
    def root(self) -> Node:
        """The node that all of the content hangs from."""
        inside = set(self.content)
        return next((node for node in self.content if node.head not in inside), self.content[0])

    @property
    def table(self) -> str:
        """The table in which the cue's frame is counted: its word class and the frame."""
        return self.frame.name if self.is_prepositional else table_of(self.cue, self.frame)

    @property
    def lemma(self) -> str:
        """The lemma under which the cue is counted: `say`, `according to`."""
        words = [self.cue, *self.cue.children("fixed")]
        return " ".join(w.text.lower() for w in words) if self.is_prepositional else self.cue.lemma

    @property
    def is_prepositional(self) -> bool:
        """Whether the cue is a preposition and its object the source: `according to police`."""
        return self.frame == PREPOSITION


def attributions_in(sentence: Tree, language: Language) -> Iterator[Attribution]:
    """Every attribution in a sentence, however unlikely, in the order of their cues.

    They overlap: what to keep is decided where quotation marks are known as well.
    """
    for token in sentence.nodes:
        yield from attributions_of(token, language)


def attributions_of(cue: Node, language: Language) -> Iterator[Attribution]:
    """The attributions of one cue: one for each frame that it stands in."""
    if not cue.text or _is_turn_of_phrase(cue, language):
        return
    if cue.has_relation("case"):
        yield from _prepositional_attributions(cue, language)
    elif cue.upos in CUE_TAGS:
        seen = standpoint(cue, language)
        if seen is not None:
            yield evolve(seen, content=tuple(_rest_of_clause(cue, language)))
            return
        yield from _complement_attributions(cue, language)
        yield from _surrounding_attributions(cue, language)


def _is_turn_of_phrase(cue: Node, language: Language) -> bool:
    """Whether nobody says anything: `That said, the boats were old.`"""
    first = " ".join(token.text.lower() for token in cue.sentence.nodes[:2])
    return cue.index == 2 and first in language.turns_of_phrase and [t.text for t in cue.sentence.nodes[2:3]] == [","]


def _complement_attributions(cue: Node, language: Language) -> Iterator[Attribution]:
    """`She said they won`, `her claim that they won`, `he called for calm`, `they called it a mess`."""
    for frame, head in frames(cue):
        if _stands_elsewhere(cue, head) or is_stray_conjunct(cue, head) or _seems_to_report(cue, head, language):
            continue
        if frame.relation == "obj" and not frame.passive and _is_no_content(cue, head, language):
            continue
        content = _complement(cue, frame, head, language)
        yield _complement_attribution(cue, frame, content, language)
        if _takes_object(frame, language) and (objects := _objects(cue, language)):
            both = sorted({*objects, *content, *_introducers(head, language)}, key=lambda token: token.index)
            yield _complement_attribution(cue, evolve(frame, with_object=True), both, language)


def _stands_elsewhere(cue: Node, head: Node) -> bool:
    """Whether what is reported is no complement: `a claim that he denied`.

    But it is one in `explained how they won` and `asked where the road was`, which may hang from their first word.
    """
    clauses = ("acl:relcl", "advcl:relcl", *SUBJECTS)
    return head.feature("PronType") in ("Rel", "Int") and not head.children(*clauses)


def _is_no_content(cue: Node, thing: Node, language: Language) -> bool:
    """Whether an object only names whom a verb speaks to, or that it speaks: `called her mother`, `told a story`."""
    told = thing.children("acl", "nmod", "amod", "appos", "conj")
    bare = all(child.deprel == "nmod:poss" for child in told)
    called = cue.lemma in language.hailing and not cue.children("xcomp", "ccomp")
    return bare and (called or thing.lemma in language.wordless)


def _seems_to_report(cue: Node, head: Node, language: Language) -> bool:
    """Whether the cue is below: `suggest` in *He seemed to suggest that they won*."""
    return cue.lemma in language.seeming and _reports(head, language)


def _reports(verb: Node, language: Language) -> bool:
    """Whether a verb with one of its complements reports more often than not."""
    return any(language.cues.reports(verb.lemma, table_of(verb, frame)) for frame, _ in frames(verb))


def _takes_object(frame: Frame, language: Language) -> bool:
    """Whether the object of a cue may be part of what is reported: `called him a liar`, `praised him for it`."""
    return frame.relation == "xcomp" or frame.word in language.object_prepositions


def _objects(cue: Node, language: Language) -> list[Node]:
    """The tokens of what a cue speaks of: `him` in *called him a liar* and in *referred to him as a liar*."""
    named = [child for child in cue.children("obj", "iobj") if child.feature("PronType") != "Rel"]
    if not named:
        receivers = language.receiver_prepositions
        named = [p for p in cue.children("obl") if any(case.lemma in receivers for case in p.children("case"))]
    return [token for child in named for token in child.subtree()]


def _complement_attribution(cue: Node, frame: Frame, content: list[Node], language: Language) -> Attribution:
    marked = any(token.text in language.marks.all for token in content)
    reliability = language.cues.reliability(cue.lemma, table_of(cue, frame), marked)
    return Attribution(cue, frame, tuple(trimmed(content)), reliability, marked)


def _complement(cue: Node, frame: Frame, head: Node, language: Language) -> list[Node]:
    """The tokens of a complement, without what introduces it: `for` in *called for calm*."""
    outside = _reporting_children(head, language)
    if frame == OUTER:
        mark = head.children("mark")[0]
        return [token for token in head.subtree(without=outside) if token.index >= mark.index]
    if frame == COMPLEMENT:
        outside += _before_complementizer(cue, head, language) + _relatives(head)
    if frame.word:
        outside += _introducers(head, language)
    return head.subtree(without=outside)


def _before_complementizer(cue: Node, head: Node, language: Language) -> list[Node]:
    """Phrases between a cue and *that*, which belong to the cue: `on Monday` in *She said on Monday that they won*."""
    kinds = language.complementizers
    marks = [mark.index for mark in head.children("mark") if kinds.get(mark.lemma) == "declarative"]
    before = head.children("obl", "advmod", "advcl") if marks else []
    return [child for child in before if cue.index < child.index < marks[0]]


def _relatives(head: Node) -> list[Node]:
    """The relative pronoun that a content leaves behind: `a plan Lee said would work`, unlike `said what he had`."""
    left = (child for child in head.children("nsubj", "obj") if child.feature("PronType") == "Rel")
    return [pronoun for pronoun in left if not pronoun.children("acl:relcl")]


def _introducers(head: Node, language: Language) -> list[Node]:
    """The preposition or mark before a complement, unless it makes the complement a clause: `that`, `to`."""
    marks = [token for token in head.children("mark") if token.lemma not in language.complementizers]
    cases = head.children("case") if not head.children("cop") else []  # her comment that it was for her
    return [*cases, *marks][:1]


def is_stray_conjunct(cue: Node, head: Node) -> bool:
    """Whether a second complement is a coordinate sentence that a parser hung too low: `He denied it and Lee left`."""
    if not head.children("cc") or not head.children("nsubj"):
        return False
    return any(child.index < head.index for child in cue.children("ccomp"))


def _surrounding_attributions(cue: Node, language: Language) -> Iterator[Attribution]:
    """`They won, she said, at last` and `As she put it, they won`: the content hangs above the cue.

    Where all of it comes before the cue, parsers choose freely between this shape and a complement, so that
    `They won, she said` is counted as a complement either way.
    """
    if not cue.has_relation("parataxis", "advcl"):
        return
    if not cue.children("nsubj") or any(frame == COMPLEMENT for frame, _ in frames(cue)):
        return
    as_clause = any(mark.lemma in language.reporting_conjunctions for mark in cue.children("mark"))
    if cue.has_relation("parataxis") or as_clause:
        content = _rest_of_clause(cue, language)
        before = all(token.index < cue.index for token in content)
        frame = AS if as_clause else COMPLEMENT if before else PARENTHESIS
        reliability = language.cues.reliability(cue.lemma, table_of(cue, frame))
        yield Attribution(cue, frame, tuple(content), reliability)


def _prepositional_attributions(case: Node, language: Language) -> Iterator[Attribution]:
    """`They won, according to police`, `In a poll, half would pay`."""
    attribution = source_preposition(case, language) or _opening_preposition(case, language)
    if attribution is not None and case.head is not None:
        yield evolve(attribution, content=tuple(_rest_of_clause(case.head, language)))


def source_preposition(case: Node, language: Language) -> Attribution | None:
    """An attribution without content where a token is a preposition whose object is a source: `according to`."""
    words = " ".join(token.text.lower() for token in [case, *case.children("fixed")])
    if words not in language.source_prepositions or not case.has_relation("case"):
        return None
    return Attribution(case, PREPOSITION, (), language.cues.reliability(words, "preposition"))


def standpoint(noun: Node, language: Language) -> Attribution | None:
    """An attribution without content by whose words or eyes something is told: `in Lee's view`, `in her words`."""
    cases = noun.children("case")
    words = f"{cases[0].lemma} {noun.lemma}" if cases and noun.upos == "NOUN" else ""
    owner = owner_of(noun, language) if language.standpoints.fullmatch(words) else None
    if owner is None or owner.feature("Person") in ("1", "2"):
        return None
    phrase = noun.subtree()
    of_what = [child for child in noun.children("nmod") if child is not owner]  # in her account of the fire
    edges = [token.text for token in (phrase[0].before, phrase[-1], phrase[-1].after) if token is not None]
    apart = not _PARTING.isdisjoint(edges)
    return Attribution(noun, PREPOSITION, (), STANDPOINT) if apart and not of_what else None


def owner_of(noun: Node, language: Language) -> Node | None:
    """Whose something is: `Lee` in *Lee's view*, *the view of Lee*."""
    owners = noun.children("nmod:poss")
    genitive = (
        other
        for other in noun.children("nmod")
        if noun.children("det") and any(case.lemma in language.genitive_prepositions for case in other.children("case"))
    )
    return next(iter(owners), None) or next(genitive, None)


def _opening_preposition(case: Node, language: Language) -> Attribution | None:
    """The same for a phrase that is a source where it opens a sentence and a comma follows: `To Lee, it is late`."""
    wanted, noun = language.opening_prepositions.get(case.text.lower()), case.head
    if wanted is None or noun is None or any(t.upos not in ("ADV", "CCONJ") for t in case.preceding):
        return None
    phrase = noun.subtree()
    if all(token.text != "," for token in (phrase[-1], *phrase[-1].following[:1])):
        return None
    if noun.lemma not in wanted and not ("person" in wanted and noun.ner.endswith("PER")):
        return None
    return Attribution(case, PREPOSITION, (), language.cues.reliability(case.text.lower(), "preposition"))


def _reporting_children(head: Node, language: Language) -> list[Node]:
    """Reporting clauses that hang inside the content without belonging to it."""
    return [
        child
        for child in head.children("parataxis", "conj")
        if (child.has_relation("parataxis") and language.cues.reports(child.lemma, table_of(child, PARENTHESIS)))
        or _reports_anew(child, language)
    ]


def _reports_anew(clause: Node, language: Language) -> bool:
    """Whether a second clause tells what somebody else says: `Oslo denied it was late and the mayor blamed the ice`."""
    joined = clause.children("cc") and not clause.children("mark")
    if not joined or not any(subject.upos in ("NOUN", "PROPN") for subject in clause.children("nsubj")):
        return False
    return _reports(clause, language)


def _rest_of_clause(branch: Node, language: Language) -> list[Node]:
    """The clause that a branch hangs from, without the branch.

    At the start or end of its sentence the branch speaks of all of it. A coordinate clause on the branch's far side
    belongs to it where somebody says it, unless it tells what another says: `They won, she said, and the others left`,
    but `They won, according to police, and the others left`, `They won, she said, and police denied it`.
    """
    top = branch
    for ancestor in branch.ancestors():
        top = ancestor
        if ancestor.has_relation("parataxis", "ccomp"):
            break
    inside = branch.subtree()
    if top is branch:
        return trimmed(_behind_comma(branch))
    cut = [branch]
    if inside[0].index > 2:
        behind = [child for child in top.children("conj") if child.index > inside[-1].index]
        last = next((token for token in reversed(inside) if token.upos != "PUNCT"), branch)
        says = branch.has_relation("parataxis") and last.after is not None and last.after.text == ","
        cut += [child for child in behind if not says or (child.upos == "VERB" and _reports(child, language))]
    return trimmed(top.subtree(without=cut))


def _behind_comma(phrase: Node) -> Sequence[Node]:
    """What follows a phrase that was taken for the whole sentence: `According to a complaint by Oslo, | they won`.

    Nothing does in *That is according to a complaint*.
    """
    commas = (mark for mark in phrase.children("punct") if mark.text == "," and mark.index > phrase.index)
    return next((comma.following for comma in commas), ())


def trimmed(tokens: Iterable[Node]) -> list[Node]:
    """Tokens without the punctuation and conjunctions at their edges; closing marks stay for their owner."""
    kept = list(tokens)
    while kept and _is_outside(kept[0]):
        kept.pop(0)
    while kept and kept[-1].upos == "PUNCT":
        kept.pop()
    return kept


def _is_outside(token: Node) -> bool:
    """Whether a token that opens a content is no part of it: `But` in *But they won*, unlike `Neither` and `Both`."""
    loose = token.upos == "PUNCT" or token.has_relation(*_OUTSIDE)
    return loose and token.deprel != "cc:preconj" and token.text not in "(["
