"""Subjects of reporting verbs that parsers hang elsewhere."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from attrs import evolve

from quoteattr.document.hanging import changed, hung
from quoteattr.languages.language import Language
from quoteattr.syntax.parse import Token
from quoteattr.syntax.trees import SUBJECTS, Node

_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_PARTING = (",", "–", "—", "-")
"""Marks around an aside."""
_FINITE = "Mood=Ind|Tense=Past|VerbForm=Fin"


def subject_in_apposition(cue: Node, _: Language) -> Iterator[Token]:
    """The subject that hangs from a name that was taken for it: `aide` in *Lee, an aide said, “is well.”*"""
    noun, before = _apposition_before(cue), cue.before
    if noun is None or before is None or before.upos == "PUNCT":
        return
    if (name := noun.head) is not None and cue.children(*SUBJECTS) == [name]:
        above = cue.head if cue.has_relation("parataxis") else None
        for complement in (*cue.children("ccomp"), *([above] if above else [])):
            if not complement.children(*SUBJECTS):
                yield hung(noun, cue, "nsubj")
                yield hung(name, complement)
                return


def subject_behind_names(cue: Node, _: Language) -> Iterator[Token]:
    """The subject that hangs from the noun before it: `study` in *They want a bridge, a study by Lee, a lawyer, found*.

    It is one itself where a mark stands before the verb and no other apposition at its end: *They want a bridge of Lee,
    a lawyer, found*. Without a mark it needs none: `aide` in *Lee, an aide said, “is well.”*
    """
    noun, before = _apposition_before(cue), cue.before
    if noun is None or before is None or cue.children(*SUBJECTS):
        return
    inner = any(token.has_relation("appos") for token in noun.subtree() if token is not noun)
    if before.upos != "PUNCT" or inner:
        yield hung(noun, cue, "nsubj")


def subject_of_clause_before(cue: Node, _: Language) -> Iterator[Token]:
    """The subject that hangs from the complement before it: `man` in *The road was closed, a man said*."""
    for clause in cue.children("ccomp") if not cue.children(*SUBJECTS) else ():
        subjects = clause.children(*SUBJECTS)
        phrase = subjects[-1].subtree() if len(subjects) == 2 else []
        if phrase and clause.index < phrase[0].index and phrase[-1].index + 1 == cue.index:
            yield hung(subjects[-1], cue, "nsubj")


def subject_above_its_verb(cue: Node, _: Language) -> Iterator[Token]:
    """The subject that its verb hangs from, past a clause: `Lee` in *It rained (Lee, who fished, once said so)*."""
    name = cue.head
    if name is None or not cue.has_relation("parataxis") or cue.children(*SUBJECTS) or name.upos not in _NOMINAL:
        return
    asides = name.children("acl:relcl")
    parted = bool(asides) and name.index < asides[-1].index < cue.index
    if parted and cue.feature("VerbForm") == "Fin":
        yield hung(cue, name.head, "parataxis" if name.head is not None else "root")
        yield hung(name, cue, "nsubj")


def subject_that_puts_it(cue: Node, language: Language) -> Iterator[Token]:
    """The subject that was taken for a phrase with *as*: `resident` in *As one resident, Bo Roth, put it, “...”*"""
    wanted = [language.pronouns.get(noun.text.lower()) for noun in cue.children("obj")]
    if wanted != ["thing"] or cue.children(*SUBJECTS):
        return
    for noun in cue.children("obl"):
        case = noun.subtree()[0]
        if noun.index < cue.index and case.head is noun and case.lemma in language.role_prepositions:
            yield hung(noun, cue, "nsubj")
            called = (name for name in cue.children("vocative") if noun.index < name.index < cue.index)
            yield from (hung(name, noun, "appos") for name in called)


def subject_set_apart(cue: Node, language: Language) -> Iterator[Token]:
    """The subject that an aside parts from its verb: `Lee` in *Lee, found asleep, said*, *Lee, who won, said*.

    The verb may have been taken for a participle where a sentence would have none: *Lee, a friend, called for help.*
    """
    phrase, aside = _between_marks(cue, language)
    tops = [token for token in phrase if token.head not in phrase]
    named = any(token.ner for token in phrase)
    subject = next((top for top in tops if top.upos in _NOMINAL or named), None)
    finite = cue.feature("VerbForm") == "Fin" or bool(cue.children("aux"))
    if subject is None or cue.children(*SUBJECTS) or not (finite or _is_only_verb(cue)):
        return
    top = [cue, *cue.ancestors()][-1]
    above = top if cue.head is not None and cue.head.index < cue.index else cue
    hangs = hung(cue, above.head, above.deprel)
    yield hangs if finite else evolve(hangs, feats=_FINITE)
    yield hung(subject, cue, "nsubj")
    for top in tops:
        if top is not subject:
            yield hung(top, subject, "flat" if top.upos == "PROPN" else "nmod")
    for top in aside:
        loose = top.head not in aside and top.head not in phrase
        if loose and not (top.head is cue and top.has_relation("obl", "advcl", "advmod")):
            yield hung(top, subject, "acl" if top.upos == "VERB" else "nmod")


def patient_that_speaks(cue: Node, _: Language) -> Iterator[Token]:
    """The subject that was taken for that of a passive: `Lee` in *Lee, who won, called for calm.*"""
    subjects = cue.children("nsubj:pass")
    if cue.children("aux:pass", "aux") or not subjects:
        return
    beside = [token.text for token in (cue.before, cue.after) if token is not None]
    parted = beside[0] in _PARTING or beside[-1] == ":"
    if parted and cue.has_relation("root") and _is_sentence(cue):
        yield changed(cue, feats=_FINITE)
        yield from (hung(subject, cue, "nsubj") for subject in subjects)


def subject_behind_preposition(cue: Node, _: Language) -> Iterator[Token]:
    """The second subject that belongs to the first: `police` in *Sgt. Lee of the police says*."""
    for first, second in pairwise(cue.children(*SUBJECTS)):
        cases = second.children("case")
        if cases and cases[0].upos == "ADP" and first.index < cases[0].index:
            yield hung(second, first, "nmod")


def _is_only_verb(cue: Node) -> bool:
    """Whether a participle leaves its sentence without a verb: *Lee, a friend, called for help.*"""
    top = [cue, *cue.ancestors()][-1]
    finite = (token for token in cue.sentence.nodes if token.feature("VerbForm") == "Fin")
    above = all(cue not in token.ancestors() and not token.deprel.endswith("relcl") for token in finite)
    return cue.has_relation("acl") and top.upos in _NOMINAL and above and _is_sentence(cue)


def _is_sentence(cue: Node) -> bool:
    return cue.sentence.nodes[-1].text in (".", "!", "?", "”", '"')


def _between_marks(cue: Node, language: Language) -> tuple[list[Node], list[Node]]:
    """The phrase that opens a sentence, and what stands between it and a verb, parted from both by marks."""
    before = list(cue.preceding)
    while before and before[-1].upos in ("ADV", "AUX"):
        before.pop()  # has once said
    while before and (before[0].upos in ("CCONJ", "PUNCT")):
        before.pop(0)
    comma = next((place for place, token in enumerate(before) if token.upos == "PUNCT"), 0)
    marks = [token.text for token in (*before[comma : comma + 1], *before[-1:])]
    phrase, aside = before[:comma], before[comma + 1 : -1]
    whole = (
        len(marks) == 2
        and set(marks) <= set(_PARTING)
        and all(token.text not in language.marks.all for token in before)
    )
    if not whole or not phrase or not aside or _has_verb(phrase):
        return [], []
    opens = phrase[0].upos not in ("ADP", "SCONJ", "ADV", "VERB") or any(token.ner for token in phrase[:2])
    return (phrase, aside) if opens else ([], [])


def _has_verb(phrase: Iterable[Node]) -> bool:
    return any(token.upos in ("VERB", "AUX") and not token.has_relation("amod", "root") for token in phrase)


def description_of_subject(cue: Node, language: Language) -> Iterator[Token]:
    """What hangs from a noun before it and tells who speaks: `mayor` in *It vexes us, the mayor, Ida Moe, said*."""
    for name in cue.children(*SUBJECTS):
        comma = name.before
        last = comma.before if comma is not None and comma.text == "," else None
        for noun in (last, *last.ancestors()) if last is not None else ():
            if noun.has_relation("appos") and language.is_role(noun.lemma) and name.ner.startswith("B-PER"):
                yield hung(noun, name)
                return


def description_beside_name(cue: Node, language: Language) -> Iterator[Token]:
    """The first of two subjects that says what the second is: `maker` in *Battery maker Nordfisk said they won*."""
    for noun, name in pairwise(cue.children(*SUBJECTS)):
        following = noun.after
        named = following is name.subtree()[0] and following.ner.startswith("B-")
        described = language.is_role(noun.lemma) or noun.lemma in language.nouns
        if named and described and not noun.children("det"):  # the judge Lee spoke of
            yield hung(noun, name, "nmod:desc")


def _apposition_before(cue: Node) -> Node | None:
    """The widest apposition without a gap that ends before a verb and, where there is one, the mark before it."""
    before = [token for token in cue.preceding[-2:] if token.upos != "PUNCT"]
    found = None
    for token in (before[-1], *before[-1].ancestors()) if before else ():
        phrase = token.subtree()
        between = set(phrase[0].until(cue)).difference(phrase)
        if phrase[-1].index >= cue.index or any(other.upos != "PUNCT" for other in between):
            break
        found = token if token.has_relation("appos") else found
    return found


def subject_left_behind(cue: Node, _: Language) -> Iterator[Token]:
    """The subject of a complement that hangs from the cue: `plan` in *She said the plan “can't work”*."""
    complement = next(iter(cue.children("ccomp")), None)
    if complement is None or complement.index < cue.index or complement.children("mark", *SUBJECTS):
        return
    verbs = (complement, *complement.children("aux", "cop"))
    if all(verb.feature("VerbForm") != "Fin" for verb in verbs):
        return
    first = complement.subtree()[0].index
    between = [
        child for child in cue.children("obj", "iobj", "obl", "dep", *SUBJECTS) if cue.index < child.index < first
    ]
    if not between or all(subject is between[-1] for subject in cue.children(*SUBJECTS)):
        return
    gap = cue.sentence.nodes[between[-1].subtree()[-1].index : first - 1]
    if all(token.upos == "PUNCT" for token in gap):
        yield hung(between[-1], complement, "nsubj")


def subject_ahead(cue: Node, _: Language) -> Iterator[Token]:
    """The subject of the cue that hangs from its complement: `Lee` in *Lee wrote on Friday: “Told you so.”*"""
    complement = next(iter(cue.children("ccomp")), None)
    if complement is None or complement.index < cue.index or cue.children(*SUBJECTS):
        return
    for subject in complement.children(*SUBJECTS):
        if subject.index < cue.index and subject.feature("PronType") != "Rel":  # a plan that they hope will help
            yield hung(subject, cue)
            return


def subject_of_relative(cue: Node, _: Language) -> Iterator[Token]:
    """The subject that hangs from a relative clause: `Lee` in *“We wait,” Lee, whose house burned, tells me*."""
    comma = cue.before
    for clause in cue.preceding if comma is not None and comma.text == "," and not cue.children(*SUBJECTS) else ():
        subjects = clause.children(*SUBJECTS) if clause.deprel.endswith("relcl") else []
        if len(subjects) == 2 and subjects[1].subtree()[0].feature("PronType") in ("Rel", "Int"):
            yield hung(subjects[0], cue, "nsubj")
            yield hung(clause, subjects[0], "acl:relcl")
            return
