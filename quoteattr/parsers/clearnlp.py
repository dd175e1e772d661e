"""ClearNLP's trees to those of Universal Dependencies, word by word, for spaCy's English models.

A tree is a list of `Word`, changed in place by the functions in `STEPS`, each with one turn of the tree as its
contract.
"""

from __future__ import annotations

from itertools import chain, pairwise

import attrs

CLEARNLP = {
    "acomp": "xcomp",
    "agent": "obl:agent",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "complm": "mark",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "parataxis",
    "neg": "advmod",
    "npadvmod": "obl:unmarked",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "pcomp": "advcl",
    "pobj": "obl",
    "poss": "nmod:poss",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prep": "obl",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
}
"""The relations of ClearNLP that UD lacks, and what they become where no step has a better answer."""
_FIXED = {"according to", "as for", "as of", "as to", "because of", "due to", "instead of", "prior to", "such as"}
"""Prepositions of two words, after https://universaldependencies.org/en/dep/fixed.html."""
_NOMINAL = {"DET", "NOUN", "NUM", "PRON", "PROPN", "SYM"}
_FINITE = {"MD", "VBD", "VBP", "VBZ"}
_OPENING, _CLOSING = ("``", "-LRB-"), ("''", "-RRB-")


@attrs.define(eq=False)
class Word:
    """A word whose place in the tree is still open. The root hangs below a word of index 0, which stands for none."""

    index: int
    text: str = ""
    lemma: str = ""
    upos: str = ""
    tag: str = ""
    ner: str = ""
    label: str = ""
    head: Word = attrs.field(default=attrs.Factory(lambda self: self, takes_self=True), repr=False)
    below: list[Word] = attrs.field(factory=list, repr=False)

    def children(self, *labels: str) -> list[Word]:
        """The dependents, with one of the labels where any are given, in the order of the text."""
        found = [word for word in self.below if not labels or word.label in labels]
        return sorted(found, key=lambda word: word.index)

    def is_below(self, other: Word) -> bool:
        """Whether `other` is this word or above it."""
        word = self
        while word.index and word is not other:
            word = word.head
        return word is other

    def attach(self, head: Word, label: str = "") -> None:
        """Move below another word, which must not be below this one."""
        self.head.below.remove(self)
        head.below.append(self)
        self.head = head
        self.label = label or self.label

    def rise(self, label: str) -> None:
        """Take the place of the head and its dependents, save what is `fixed` to it; the head goes below this word."""
        lowered = self.head
        self.attach(lowered.head, lowered.label)
        for word in lowered.children():
            if word.label != "fixed":
                word.attach(self)
        lowered.attach(self, label)


def _bottom_up(words: list[Word]) -> list[Word]:
    """The words, each before its head."""
    order = [word for word in words if not word.head.index]
    for word in order:
        order.extend(word.below)
    return order[::-1]


def _join_run_ons(words: list[Word]) -> None:
    """*It rained; we left*: the first clause governs the second. *It rained, he said* stays as it is."""
    for clause in _bottom_up(words):
        head = clause.head
        if clause.label == "ccomp" and clause.index < head.index and not _may_report(head, clause):
            start = min(word.index for word in words if word.is_below(clause))
            clause.attach(head.head, head.label)
            for word in head.children():
                if word.index < start:
                    word.attach(clause)
            head.attach(clause, "parataxis")


def _may_report(verb: Word, clause: Word) -> bool:
    """Whether nothing speaks against it: neither `;` nor a complement of the verb's own; a quotation mark decides."""
    marks = [
        word for word in verb.children("punct") + clause.children("punct") if clause.index < word.index < verb.index
    ]
    if any(mark.tag in _OPENING + _CLOSING for mark in marks):
        return True
    own = [word for word in verb.children("acomp", "attr", "ccomp", "xcomp") if word.index > verb.index]
    return not own and all(mark.text not in (";", ":") for mark in marks)


def _head_names_first(words: list[Word]) -> None:
    """*Secretary General Ann Lee*: *Ann* governs, *Lee* is `flat`, *General* is `nmod:desc` with *Secretary* below."""
    names: list[list[Word]] = []
    for word in words:
        if word.ner == "B-PER":
            names.append([word])
        elif word.ner == "I-PER" and names and word.upos != "PUNCT" and word.label != "case":
            names[-1].append(word)
    for name in names:
        tops = [word for word in name if word.head not in name]
        if len(tops) > 1:
            continue
        first = name[0]
        if first is not tops[0]:
            first.attach(tops[0])
            first.rise("flat")
        for word in name[1:]:
            word.attach(first, "flat")
        titles = [word for word in first.children("compound", "nmod") if word.index < first.index]
        for word in titles[:-1]:
            word.attach(titles[-1])
        for word in titles[-1:]:
            word.label = "nmod:desc"


def _raise_currencies(words: list[Word]) -> None:
    """*about $ 20 million*: the sign governs *about* and the number."""
    for word in words:
        number = word.head
        if word.tag == "$" and number.upos == "NUM" and word.label in ("compound", "nmod", "quantmod"):
            word.rise("nummod")
            for digits in word.children("compound"):
                digits.attach(number)


def _join_fixed(words: list[Word]) -> None:
    """*according to her*: *to* is `fixed` below *according*, which stands for both until *her* rises above it."""
    for first, second in pairwise(words):
        if f"{first.text} {second.text}" not in _FIXED or "prep" not in (first.label, second.label):
            continue
        if first.head is second:
            first.rise("fixed")
        elif first.head is second.head:
            first.label = "prep"
        elif second.head is not first:
            continue
        second.attach(first, "fixed")
        for word in second.children():
            word.attach(first)


def _lower_prepositions(words: list[Word]) -> None:
    """*went to town*: *town* is the oblique of *went*, and *to* its `case`; before a clause a preposition is `mark`."""
    for preposition in _bottom_up(words):
        noun = _complement(preposition)
        if noun:
            clause = noun.label != "pobj" and noun.upos in ("AUX", "VERB") and not noun.children("case")
            label = _oblique(preposition, clause)
            noun.rise("mark" if clause else "case")
            noun.label = label


def _complement(preposition: Word) -> Word | None:
    """What a preposition governs: its object, a clause, or in *out of town* the noun that *of* already serves."""
    own = preposition.children("pobj") or preposition.children("pcomp")
    if not own and preposition.label == "prep":
        served = [word for word in preposition.children() if word.children("case", "mark")]
        own = [word for word in served if word.index > preposition.index]
    return own[0] if own else None


def _oblique(preposition: Word, clause: bool) -> str:
    if preposition.label not in ("agent", "dative", "prep"):
        return preposition.label
    if preposition.head.upos in _NOMINAL:
        return "acl" if clause else "nmod"
    if clause:
        return "advcl"
    return "obl:agent" if preposition.label == "agent" else "obl"


def _lower_copulas(words: list[Word]) -> None:
    """*She is the chair*: *chair* governs and *is* its `cop`. *There is a chair* keeps its verb."""
    for be in _bottom_up(words):
        if be.lemma != "be" or be.label in ("aux", "auxpass"):
            continue
        if any(word.text == "there" for word in be.children("expl")):
            be.upos = "VERB"
            for word in be.children("attr"):
                word.label = "nsubj"
            continue
        nominal = be.children("acomp", "attr", "oprd")
        clauses = [word for word in be.children("ccomp", "xcomp") if word.index > be.index]
        subjects = be.children("csubj", "nsubj")
        if nominal and clauses and subjects and subjects[0].text == "it":  # It is clear that they won
            subjects[0].label, clauses[0].label = "expl", "csubj"
        predicates = nominal or (clauses if subjects else []) or _places(be)
        if predicates:
            if predicates[0] in clauses:  # The point is that they won
                for word in subjects:
                    word.label += ":outer"
            predicates[0].rise("cop")


def _places(be: Word) -> list[Word]:
    """The *here*, *where* or *in London* that is said of the subject, in the order of the text."""
    return [
        word
        for word in be.children("advmod", "obl")
        if (word.label == "obl" and word.index > be.index) or word.tag == "WRB" or word.text in ("here", "there")
    ]


def _raise_objects(words: list[Word]) -> None:
    """*let them go*: *them* is the object of *let*, and *go* its `xcomp`, if nothing in the clause is finite."""
    for clause in words:
        if clause.label != "ccomp" or not 0 < clause.head.index < clause.index:
            continue
        subjects = [word for word in clause.children("nsubj", "nsubjpass") if word.index > clause.head.index]
        tags = {clause.tag, *(word.tag for word in clause.children("aux", "auxpass", "cop"))}
        if subjects and not tags & _FINITE and not clause.children("mark"):
            subjects[0].attach(clause.head, "dobj")
            clause.label = "xcomp"


def _mark_addressees(words: list[Word]) -> None:
    """*told her that they won*: *her* is the indirect object, the clause is the direct one."""
    for word in words:
        if word.label == "dobj" and any(clause.index > word.index for clause in word.head.children("ccomp")):
            word.label = "iobj"


def _flatten_conjuncts(words: list[Word]) -> None:
    """*Ann, Bo and Cy*: *Bo* and *Cy* both hang below *Ann*, and *and* below *Cy*."""
    for word in words:
        if word.label == "cc" and word.head.index < word.index:
            for conjunct in [other for other in word.head.children("conj") if other.index > word.index][:1]:
                word.attach(conjunct)
    for word in words:
        while word.label == word.head.label == "conj" and word.head.head.index:
            word.attach(word.head.head)


def _attach_punctuation(words: list[Word]) -> None:
    """*In May, she left*: the comma hangs below the phrase that it sets off, *May*."""
    marks = [word for word in words if word.label == "punct" and not word.below and word.head.index]
    others = sorted(set(words).difference(marks), key=lambda word: word.index)
    reach: dict[Word, tuple[int, int]] = {}
    for word in _bottom_up(words):
        ends = [word.index, *chain.from_iterable(reach[child] for child in word.below if child in reach)]
        if word not in marks:
            reach[word] = min(ends), max(ends)
    for mark in marks:
        left = next((_phrase(word, mark, reach) for word in reversed(others) if word.index < mark.index), None)
        right = next((_phrase(word, mark, reach) for word in others if word.index > mark.index), None)
        if left and (not right or reach[left][1] < mark.index < left.head.index):
            mark.attach(left)
        elif right:
            mark.attach(right)


def _phrase(word: Word, mark: Word, reach: dict[Word, tuple[int, int]]) -> Word:
    """The highest word, from this one up, that has all its dependents on one side of the mark."""
    while word.head.index and not reach[word.head][0] < mark.index < reach[word.head][1]:
        word = word.head
    return word


def _attach_pairs(words: list[Word]) -> None:
    """*“We won” was all she said*: both marks hang below *won*, the head of what they enclose."""
    opened: list[Word] = []
    for mark in words:
        if mark.label != "punct" or mark.below or not mark.head.index:
            continue
        if mark.tag in _OPENING:
            opened.append(mark)
        elif mark.tag in _CLOSING and opened:
            start = opened.pop()
            inside = [word for word in words[start.index : mark.index - 1] if word.label != "punct"]
            for word in [word for word in inside if not start.index < word.head.index < mark.index][:1]:
                start.attach(word)
                mark.attach(word)


def _rename(words: list[Word]) -> None:
    """*won a race* has an `obj`, where ClearNLP has a `dobj`; a few labels depend on the word or its head."""
    for word in words:
        nominal = word.head.upos in _NOMINAL
        if word.label == "npadvmod" and nominal:  # a year ago is obl, a day each is nmod
            word.label = "nmod:unmarked"
        elif word.label == "compound" and word.upos == "ADJ":
            word.label = "amod"
        elif word.label == "aux" and word.tag == "TO":
            word.label = "mark"
        word.label = CLEARNLP.get(word.label, word.label)


STEPS = (
    _join_run_ons,
    _head_names_first,
    _raise_currencies,
    _join_fixed,
    _lower_prepositions,
    _lower_copulas,
    _raise_objects,
    _mark_addressees,
    _flatten_conjuncts,
    _attach_punctuation,
    _attach_pairs,
    _rename,
)
