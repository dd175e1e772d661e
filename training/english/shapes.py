"""Reporting sentences made from gold trees: the shapes that news needs and treebanks lack.

A clause of the treebank becomes what is said; a subject becomes who says it; a reporting verb joins them. Attached
as the UD guidelines have it, and as English-EWT and English-GUM do: what is said is the `ccomp` of a reporting verb
before or after it, while a reporting clause inside what is said is its `parataxis`.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from training.english.treebanks import Tree, Word

REPORTING = frozenset(
    """
    acknowledge add admit announce argue believe claim complain conclude confirm declare deny explain insist note
    predict promise recall reply report respond say state stress suggest tell testify think tweet warn write
    """.split()  # noqa: SIM905
)
MARKS = (("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("``", "''"))
LOOSE = frozenset(["nsubj", "advcl", "conj", "obl", "advmod", "parataxis", "discourse", "ccomp", "xcomp", "cc"])
"""Relations whose dependents may be parted from their head by a reporting clause."""
STATES = ("Ohio", "Utah", "Texas", "Maine", "Iowa", "Ariz.", "Calif.", "Fla.", "Ga.", "Ill.", "Mass.", "N.Y.", "Wis.")
SHARES = (0.28, 0.28, 0.06, 0.04, 0.02)
"""How often each pair of marks is taken; the rest goes without."""


@attrs.frozen
class Part:
    """A subtree cut out of a sentence: heads are 1-based in the part, 0 for its top."""

    words: tuple[Word, ...]

    @property
    def top(self) -> int:
        return next(i for i, word in enumerate(self.words) if word.head == 0)


class Builder:
    """Puts a sentence together from parts and single words, keeping count of where each stands."""

    def __init__(self) -> None:
        self.words: list[Word] = []

    def add(self, part: Part, head: int = 0, deprel: str = "root", capital: bool = False) -> int:
        """Append a part, without its capital unless told; returns the place (1-based) of its top."""
        shift = len(self.words)
        for word in part.words:
            own = word.head == 0
            self.words.append(
                attrs.evolve(word, head=head if own else word.head + shift, deprel=deprel if own else word.deprel)
            )
        if shift and not capital:
            self.words[shift] = _lowered(self.words[shift])
        return shift + part.top + 1

    def punct(self, form: str, head: int, space: bool = True) -> None:
        xpos = {",": ",", ".": ".", ":": ":", "(": "-LRB-", ")": "-RRB-"}.get(form, "``" if form in "“‘``" else "''")
        self.words.append(Word(form, form, "PUNCT", xpos, "_", head, "punct", space))

    def glue(self) -> None:
        """No space after the last word."""
        if self.words:
            self.words[-1] = attrs.evolve(self.words[-1], space=False)

    def attach(self, place: int, head: int, deprel: str) -> None:
        self.words[place - 1] = attrs.evolve(self.words[place - 1], head=head, deprel=deprel)

    def tree(self) -> Tree:
        first = self.words[0]
        if first.form[:1].islower():
            self.words[0] = attrs.evolve(first, form=first.form[:1].upper() + first.form[1:])
        return Tree(tuple(self.words))


class Shapes:
    """Makes reporting sentences from the clauses, subjects and verbs of some trees."""

    def __init__(self, trees: Iterable[Tree], seed: int) -> None:
        self._random = random.Random(seed)
        self.clauses: list[Part] = []
        self.carriers: list[Part] = []
        self.predicates: list[Part] = []
        self.speakers: list[Part] = []
        self.descriptions: list[Part] = []
        self.verbs: list[Word] = []
        self.participles: list[Word] = []
        self.circumstances: list[Part] = []
        for tree in trees:
            self._collect(tree)
        self._makers: Sequence[Callable[[], Tree]] = (
            self.after,
            self.after,
            self.inside,
            self.inside,
            self.before,
            self.colon,
            self.according,
            self.relative,
        )

    def make(self, count: int) -> list[Tree]:
        """Make as many sentences."""
        return [self._random.choice(self._makers)() for _ in range(count)]

    def after(self) -> Tree:
        """*“S,” said X.* and *S, X said.*"""
        build = Builder()
        opening, closing = self._marks()
        said = self._quoted(build, self._clause(), opening, closing, comma=True)
        verb = self._report(build)
        build.attach(said, verb, "ccomp")
        self._add(build, verb)
        self._end(build, verb)
        return build.tree()

    def inside(self) -> Tree:
        """*“S1,” X said, “S2.”*: the reporting clause is a parataxis of the clause that it interrupts."""
        clause = self._clause()
        cuts = _cuts(clause)
        if not cuts:
            return self.after()
        cut = self._random.choice(cuts)
        build = Builder()
        opening, closing = self._marks()
        marks: list[int] = []
        if opening:
            build.punct(opening, 0, space=False)
            marks.append(len(build.words))
        shift = len(build.words)
        report = Builder()
        top = self._report(report)
        report.words[0] = _lowered(report.words[0])
        width = len(report.words) + 2 + 2 * bool(opening)
        place = [i + 1 + shift + (width if i >= cut else 0) for i in range(len(clause.words))]
        said = place[clause.top]
        for i, word in enumerate(clause.words):
            if i == cut:
                verb = len(build.words) + 1 + bool(opening) + top
                build.glue()
                build.punct(",", verb, space=not opening)
                if opening:
                    build.punct(closing, said)
                build_shift = len(build.words)
                build.words.extend(
                    attrs.evolve(
                        w, head=w.head + build_shift if w.head else said, deprel=w.deprel if w.head else "parataxis"
                    )
                    for w in report.words
                )
                build.glue()
                build.punct(",", verb)
                if opening:
                    build.punct(opening, said, space=False)
            build.words.append(attrs.evolve(word, head=place[word.head - 1] if word.head else 0))
        for mark in marks:
            build.attach(mark, said, "punct")
        build.glue()
        build.punct(".", said, space=not opening)
        if opening:
            build.punct(closing, said)
        return build.tree()

    def before(self) -> Tree:
        """*X said that S.* and *X said S.*"""
        build = Builder()
        speaker = self._speaker()
        subject = build.add(speaker)
        self._describe(build, subject)
        verb = self._verb(build)
        build.attach(subject, verb, "nsubj")
        opening, closing = self._marks() if self._random.random() < 0.5 else ("", "")
        mark = 0
        if self._random.random() < 0.5:
            build.words.append(Word("that", "that", "SCONJ", "IN", "_", 0, "mark"))
            mark = len(build.words)
        said = self._quoted(build, self._clause(), opening, "", comma=False)
        build.attach(said, verb, "ccomp")
        if mark:
            build.attach(mark, said, "mark")
        self._end(build, verb, closing and (closing, said))
        return build.tree()

    def colon(self) -> Tree:
        """*X said: “S.”* and *X added, “S.”*"""
        build = Builder()
        subject = build.add(self._speaker())
        verb = self._verb(build)
        build.attach(subject, verb, "nsubj")
        comma = len(build.words) + 1
        build.glue()
        build.punct(self._random.choice(":,,"), verb)
        opening, closing = self._marks()
        said = self._quoted(build, self._clause(), opening, "", comma=False, capital=True)
        build.attach(said, verb, "ccomp")
        build.attach(comma, said, "punct")
        self._end(build, verb, closing and (closing, said))
        return build.tree()

    def according(self) -> Tree:
        """*According to X, S.* and *S, according to X.*"""
        build = Builder()
        first = self._random.random() < 0.5
        if first:
            source = self._according(build)
            build.glue()
            build.punct(",", source)
            said = build.add(self._clause())
            build.attach(source, said, "obl")
        else:
            said = build.add(self._clause())
            build.glue()
            build.punct(",", 0)
            comma = len(build.words)
            source = self._according(build)
            build.attach(comma, source, "punct")
            build.attach(source, said, "obl")
        self._end(build, said)
        return build.tree()

    def relative(self) -> Tree:
        """*… a plan (that) X said would cost …*: what is said lacks the subject that it is said of."""
        build = Builder()
        build.add(self._random.choice(self.carriers))
        carried = len(build.words)
        that = 0
        if self._random.random() < 0.5:
            build.words.append(Word("that", "that", "PRON", "WDT", "PronType=Rel", 0, "nsubj"))
            that = len(build.words)
        subject = build.add(self._speaker())
        verb = self._verb(build, circumstance=False)
        build.attach(subject, verb, "nsubj")
        build.attach(verb, carried, "acl:relcl")
        said = build.add(self._random.choice(self.predicates), verb, "ccomp")
        if that:
            build.attach(that, said, "nsubj")
        self._end(build, next(place for place, word in enumerate(build.words, 1) if word.head == 0))
        return build.tree()

    def _add(self, build: Builder, verb: int) -> None:
        """Add *, adding that S* to a report now and then."""
        if not self.participles or self._random.random() > 0.2:
            return
        build.glue()
        build.punct(",", 0)
        comma = len(build.words)
        build.words.append(attrs.evolve(self._random.choice(self.participles), head=verb, deprel="advcl", space=True))
        adding = len(build.words)
        build.attach(comma, adding, "punct")
        mark = 0
        if self._random.random() < 0.6:
            build.words.append(Word("that", "that", "SCONJ", "IN", "_", 0, "mark"))
            mark = len(build.words)
        said = build.add(self._clause(), adding, "ccomp")
        if mark:
            build.attach(mark, said, "mark")

    def _according(self, build: Builder) -> int:
        shift = len(build.words)
        build.words.append(Word("according", "accord", "VERB", "VBG", "VerbForm=Ger", 0, "case"))
        build.words.append(Word("to", "to", "ADP", "IN", "_", shift + 1, "fixed"))
        source = build.add(self._speaker(pronouns=False), deprel="obl")
        build.attach(shift + 1, source, "case")
        return source

    def _quoted(
        self, build: Builder, clause: Part, opening: str, closing: str, comma: bool, capital: bool = False
    ) -> int:
        """Append a clause between marks, with a comma before the closing one; returns the place of its top."""
        mark = 0
        if opening:
            build.punct(opening, 0, space=False)
            mark = len(build.words)
        said = build.add(clause, capital=bool(opening) or capital)
        if comma:
            build.glue()
            build.punct(",", said, space=not closing)
        if closing:
            build.glue()
            build.punct(closing, said)
        if mark:
            build.attach(mark, said, "punct")
        return said

    def _report(self, build: Builder) -> int:
        """Append *said X*, *X said* with what may go along; returns the verb's place. Its head is left 0."""
        if self._random.random() < 0.5:
            verb = self._verb(build, circumstance=False)
            subject = build.add(self._speaker(pronouns=False), verb, "nsubj")
            self._describe(build, subject, last=True)
            return verb
        subject = build.add(self._speaker())
        self._describe(build, subject)
        verb = self._verb(build)
        build.attach(subject, verb, "nsubj")
        return verb

    def _verb(self, build: Builder, circumstance: bool = True) -> int:
        verb = self._random.choice(self.verbs)
        build.words.append(attrs.evolve(verb, head=0, deprel="root", space=True))
        place = len(build.words)
        if circumstance and self.circumstances and self._random.random() < 0.2:
            part = self._random.choice(self.circumstances)
            build.add(part, place, part.words[part.top].deprel)
        return place

    def _speaker(self, pronouns: bool = True) -> Part:
        while True:
            speaker = self._random.choice(self.speakers)
            if pronouns or speaker.words[speaker.top].upos != "PRON":
                return speaker

    def _describe(self, build: Builder, subject: int, last: bool = False) -> None:
        """Add *, a Y,* or *(R-Ohio)* to a subject now and then."""
        if build.words[subject - 1].upos == "PROPN" and self._random.random() < 0.06:
            self._seat(build, subject)
            return
        if not self.descriptions or self._random.random() > 0.25 or build.words[subject - 1].upos == "PRON":
            return
        build.glue()
        build.punct(",", 0)
        comma = len(build.words)
        described = build.add(self._random.choice(self.descriptions), subject, "appos")
        build.attach(comma, described, "punct")
        if not last:
            build.glue()
            build.punct(",", described)

    def _seat(self, build: Builder, subject: int) -> None:
        place = len(build.words) + 4
        build.punct("(", place, space=False)
        build.words.append(
            Word(self._random.choice("DRI"), "R", "PROPN", "NNP", "Number=Sing", place, "compound", False)
        )
        build.words.append(Word("-", "-", "PUNCT", "HYPH", "_", place - 2, "punct", False))
        state = self._random.choice(STATES)
        build.words.append(Word(state, state, "PROPN", "NNP", "Number=Sing", subject, "parataxis", False))
        build.punct(")", place)

    def _clause(self) -> Part:
        return self._random.choice(self.clauses)

    def _marks(self) -> tuple[str, str]:
        rest = 1 - sum(SHARES)
        return self._random.choices((*MARKS, ("", "")), (*SHARES, rest))[0]

    def _end(self, build: Builder, head: int, closing: tuple[str, int] | str = "") -> None:
        build.glue()
        build.punct(".", head, space=not closing)
        if closing:
            build.punct(closing[0], int(closing[1]))

    def _collect(self, tree: Tree) -> None:
        children = _children(tree.words)
        if _is_clause(tree, children):
            clause = Part(tree.words[:-1])
            self.clauses.append(clause)
            if clause.words[-1].upos == "NOUN" and clause.words[-1].deprel in ("obj", "obl", "nmod"):
                self.carriers.append(clause)
            self.predicates.extend(_predicate(clause))
        for place, word in enumerate(tree.words, 1):
            if word.lemma in REPORTING and word.xpos == "VBG" and word.deprel == "advcl":
                self.participles.append(word)
            if word.lemma in REPORTING and word.upos == "VERB" and word.xpos in ("VBD", "VBZ"):
                self.verbs.append(word)
                for child in children[place]:
                    if tree.words[child - 1].deprel in ("obl", "obl:unmarked", "obl:tmod", "advmod"):
                        _keep(self.circumstances, _part(tree, child, children), 6)
            if word.deprel == "nsubj" and _speaks(word, tree.words[word.head - 1]):
                _keep(self.speakers, _part(tree, place, children), 12)
            if word.deprel == "appos" and word.upos == "NOUN":
                _keep(self.descriptions, _part(tree, place, children), 10)


def _speaks(subject: Word, verb: Word) -> bool:
    """Whether a subject may well be a speaker: of a reporting verb, or a name."""
    if subject.xpos in ("EX", "WP", "WDT"):
        return False
    return subject.upos == "PROPN" or (verb.lemma in REPORTING and subject.upos in ("NOUN", "PRON", "PROPN"))


def _lowered(word: Word) -> Word:
    """A word without the capital that only the sentence's beginning gave it."""
    if word.upos in ("PROPN", "X", "SYM") or word.form == "I" or word.form.isupper():
        return word
    return attrs.evolve(word, form=word.form[:1].lower() + word.form[1:])


def _children(words: Sequence[Word]) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in range(len(words) + 1)]
    for place, word in enumerate(words, 1):
        children[word.head].append(place)
    return children


def _part(tree: Tree, top: int, children: list[list[int]]) -> Part | None:
    """Cut the subtree below a word out; None when it is not in one piece."""
    places = []
    todo = [top]
    while todo:
        place = todo.pop()
        places.append(place)
        todo.extend(children[place])
    places.sort()
    first = places[0]
    if places[-1] - first + 1 != len(places):
        return None
    words = tree.words[first - 1 : places[-1]]
    return Part(tuple(attrs.evolve(w, head=0 if i == top else w.head - first + 1) for i, w in enumerate(words, first)))


def _keep(parts: list[Part], part: Part | None, longest: int) -> None:
    if part and len(part.words) <= longest and part.words[-1].upos != "PUNCT" and part.words[0].upos != "PUNCT":
        parts.append(part)


def _is_clause(tree: Tree, children: list[list[int]]) -> bool:
    """Whether a sentence can stand as what somebody said: a finite clause that ends in a full stop, without marks."""
    words = tree.words
    if not 4 <= len(words) <= 32 or words[-1].form != "." or words[-1].deprel != "punct" or children[len(words)]:
        return False
    if any(mark in word.form for word in words for mark in '"“”‘`:()[]') or words[0].form[:1].islower():
        return False
    (root, *more) = children[0]
    relations = {words[child - 1].deprel for child in children[root]}
    return not more and "nsubj" in relations and "parataxis" not in relations


def _predicate(clause: Part) -> Iterator[Part]:
    """What is left of a clause that begins with its subject, without it; nothing when the rest is not in one piece."""
    words, top = clause.words, clause.top
    subjects = [i for i, word in enumerate(words) if word.head == top + 1 and word.deprel in ("nsubj", "nsubj:pass")]
    start = next((i for i, word in enumerate(words) if word.upos in ("AUX", "VERB")), 0)
    rest = words[start:]
    parted = all(word.head > start or word.head == 0 for word in rest) and all(
        word.head <= start or i in subjects for i, word in enumerate(words[:start])
    )
    if start and len(subjects) == 1 and subjects[0] < start and parted and len(rest) > 1:
        yield Part(tuple(attrs.evolve(word, head=max(0, word.head - start)) for word in rest))


def _cuts(clause: Part) -> list[int]:
    """Where a reporting clause may interrupt: between whole dependents of the root, not next to its core."""
    words = clause.words
    top = clause.top
    cuts = []
    for cut in range(1, len(words)):
        crossing = [
            (i, word.head - 1) for i, word in enumerate(words) if word.head and (i < cut) != (word.head - 1 < cut)
        ]
        if not crossing or any(head != top for _, head in crossing) or words[cut - 1].form in (",", ";"):
            continue
        if all(
            words[i].deprel.partition(":")[0] in LOOSE or (i == cut and words[i].deprel == "punct") for i, _ in crossing
        ):
            cuts.append(cut)
    return cuts
