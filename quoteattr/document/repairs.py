"""Mends trees where parsers go wrong in the same way time and again, before any rule reads them.

Each repair hangs a token or two elsewhere, where the UD guidelines want them, so that the rules need to know one shape
only. They concern names and nouns wherever these stand (`REPAIRS_OF_NAMES`), and what a reporting verb governs
(`REPAIRS`).
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise, takewhile
from typing import Any, Final

from attrs import evolve

from quoteattr.languages.language import Language
from quoteattr.syntax.parse import Sentence, Token
from quoteattr.syntax.trees import SUBJECTS, Node, Tree, Trees, pieces
from quoteattr.vocabulary import Rule


def repaired(sentences: Iterable[Sentence], language: Language) -> Trees:
    """The trees of parsed sentences, those mended that parsers get wrong time and again.

    >>> words = "She said the plan will fail".split()
    >>> shape = [(2, "nsubj"), (0, "root"), (4, "det"), (2, "obj"), (6, "aux"), (2, "ccomp")]
    >>> tags = ["PRON", "VERB", "DET", "NOUN", "AUX", "VERB"]
    >>> starts = [0, 4, 9, 13, 18, 23]
    >>> sentence = Sentence(tuple(Token(i, start, start + len(word), word, {"said": "say"}.get(word, word), tag, head,
    ...     relation, feats="VerbForm=Fin" if tag == "AUX" else "")
    ...     for i, (word, start, tag, (head, relation)) in enumerate(zip(words, starts, tags, shape), 1)))
    >>> from quoteattr.languages.loading import load_language
    >>> plan = repaired([sentence], load_language("en")).sentences[0].nodes[3]
    >>> plan.text, plan.head.text, plan.deprel
    ('plan', 'fail', 'nsubj')
    """
    return Trees(_repaired(tree, language) for sentence in sentences for tree in pieces(sentence))


def _repaired(sentence: Tree, language: Language) -> Tree:
    for rule in REPAIRS_OF_NAMES:
        sentence = sentence.with_tokens(rule.function(sentence, language))
    cues = [token.index for token in sentence.nodes if token.upos == "VERB" and language.cues.reports(token.lemma)]
    for cue in cues:
        for repair in REPAIRS:
            sentence = sentence.with_tokens(repair.function(sentence.nodes[cue - 1], language))
    return sentence


def _common_nouns(sentence: Tree, _: Language) -> Iterator[Token]:
    """Common nouns that are tagged as proper ones: `senator`."""
    for token in sentence.nodes:
        if token.upos == "PROPN" and token.text.islower() and not token.ner:
            yield _changed(token, upos="NOUN")


def _no_names(sentence: Tree, _: Language) -> Iterator[Token]:
    """Verbs and common nouns in small letters that were taken for names: `rose`."""
    for token in sentence.nodes:
        following = token.following[:1]
        alone = token.ner.startswith("B-") and not any(after.ner.startswith("I-") for after in following)
        if alone and token.text.islower() and token.upos != "PROPN":
            yield _changed(token, ner="")


def _given_names(sentence: Tree, language: Language) -> Iterator[Token]:
    """Names that were taken for prepositions, and the last names behind them: `Per` in *the director Per Dahl left*."""
    for noun, given, last in zip(sentence.nodes, sentence.nodes[1:], sentence.nodes[2:], strict=False):
        misread = given.has_relation("case") and given.head is last and last.head is noun
        if misread and given.text.istitle() and given.text.lower() in language.genders and last.ner == "B-PER":
            yield _changed(given, upos="PROPN", ner="B-PER", head=noun.index, deprel="appos")
            yield _changed(last, ner="I-PER", head=given.index, deprel="flat")


def _verbs_in_names(sentence: Tree, language: Language) -> Iterator[Token]:
    """Parts of names that were taken for verbs: `Said` in *Omar Said Haddad said*."""
    for verb in sentence.nodes[1:]:
        first = verb.before if verb.upos == "VERB" and verb.text.istitle() else None
        if first is None or first.ner != "B-PER" or first.head is not verb:
            continue
        rest = list(takewhile(lambda token: token.ner.endswith("PER"), verb.following))
        spoken = sentence.nodes[verb.index + len(rest) :][:1]
        if not spoken or spoken[0].upos != "VERB" or not spoken[0].text.islower():
            continue
        for name in (verb, *rest):
            yield _changed(name, upos="PROPN", ner="I-PER", head=first.index, deprel="flat")
        yield _hung(first, spoken[0], "nsubj")
        yield _hung(spoken[0], verb.head, verb.deprel)
        others = (child for child in verb.children() if child not in (first, spoken[0], *rest))
        yield from (_hung(child, spoken[0]) for child in others)


def _listed_names(sentence: Tree, _: Language) -> Iterator[Token]:
    """Names in a list that were taken for more of the first: `Bo` in *Ida Moe, President Bo Roth and Jo Dahl left*."""
    for token in sentence.nodes:
        head = token.head if token.has_relation("flat") and token.ner == "B-PER" else None
        if head is None or not head.ner.endswith("PER") or not head.children("conj"):
            continue
        if any(between.text == "," for between in head.until(token)):
            yield _changed(token, deprel="conj")


def _hyphened(sentence: Tree, _: Language) -> Iterator[Token]:
    """The second noun behind a hyphen, which heads the first: `General` in *Its Secretary-General left*."""
    for first, hyphen, second in zip(sentence.nodes, sentence.nodes[1:], sentence.nodes[2:], strict=False):
        glued = hyphen.text == "-" and second.start - first.end == len("-")
        if glued and second.head is first and second.has_relation("appos"):
            yield _hung(second, first.head, first.deprel)
            yield _hung(first, second, "compound")
            for child in first.children():
                if child is not second:
                    yield _hung(child, second)


def _subject_in_apposition(cue: Node, _: Language) -> Iterator[Token]:
    """The subject that hangs from a name that was taken for it: `aide` in *Lee, an aide said, “is well.”*"""
    noun, before = _apposition_before(cue), cue.before
    if noun is None or before is None or before.upos == "PUNCT":
        return
    if (name := noun.head) is not None and cue.children(*SUBJECTS) == [name]:
        above = cue.head if cue.has_relation("parataxis") else None
        for complement in (*cue.children("ccomp"), *([above] if above else [])):
            if not complement.children(*SUBJECTS):
                yield _hung(noun, cue, "nsubj")
                yield _hung(name, complement)
                return


def _subject_behind_names(cue: Node, _: Language) -> Iterator[Token]:
    """The subject that hangs from the noun before it: `study` in *They want a bridge, a study by Lee, a lawyer, found*.

    It is one itself where a mark stands before the verb and no other apposition at its end: *They want a bridge of Lee,
    a lawyer, found*. Without a mark it needs none: `aide` in *Lee, an aide said, “is well.”*
    """
    noun, before = _apposition_before(cue), cue.before
    if noun is None or before is None or cue.children(*SUBJECTS):
        return
    inner = any(token.has_relation("appos") for token in noun.subtree() if token is not noun)
    if before.upos != "PUNCT" or inner:
        yield _hung(noun, cue, "nsubj")


def _description_beside_name(cue: Node, language: Language) -> Iterator[Token]:
    """The first of two subjects that says what the second is: `maker` in *Battery maker Nordfisk said they won*."""
    for noun, name in pairwise(cue.children(*SUBJECTS)):
        following = noun.after
        named = following is name.subtree()[0] and following.ner.startswith("B-")
        described = language.is_role(noun.lemma) or noun.lemma in language.nouns
        if named and described and not noun.children("det"):  # the judge Lee spoke of
            yield _hung(noun, name, "nmod:desc")


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


def _clause_beside(cue: Node, _: Language) -> Iterator[Token]:
    """The complement of a relative clause that hangs beside it: `showed` in *a video that it said showed a tank*."""
    noun = cue.head if cue.deprel == "acl:relcl" and not cue.children("ccomp") else None
    for clause in noun.children("acl") if noun else ():
        between = cue.until(clause)
        if clause.index > cue.index and all(token.upos in ("AUX", "ADV", "PART") for token in between):
            yield _hung(clause, cue, "ccomp")
            return


def _clause_above(cue: Node, language: Language) -> Iterator[Token]:
    """The complement that hangs from a verb above: `won` in *When Lee said they won, nobody laughed*."""
    if cue.children("ccomp", "obj", "xcomp", "parataxis"):
        return
    own = {token.index for token in cue.subtree()}
    first = next((token for token in cue.following if token.index not in own), None)
    above = list(cue.ancestors())
    if first is None or (first.upos == "PUNCT" and first.text not in language.marks.all):
        return
    declared = language.complementizers.get(first.lemma) == "declarative"
    opens = first.has_relation("mark") and declared  # went on, saying | that they won/parataxis
    clause, wanted = first, ("ccomp", "parataxis") if opens else ("ccomp",)
    while not clause.has_relation(*wanted) and (head := clause.head) is not None and head not in above:
        clause = head
    if not clause.has_relation(*wanted) or clause.head not in above:
        return
    begins = min(token.index for token in clause.subtree())
    if begins >= first.index and clause.children(*SUBJECTS):
        yield _hung(clause, cue, "ccomp")


def _clause_on_top(cue: Node, _: Language) -> Iterator[Token]:
    """The complement that its verb hangs from: `have` in *Lee, a critic, said places such as Oslo have “a sound.”*

    It has two subjects, the first of them before the verb, whose own it is.
    """
    clause = cue.head
    if clause is None or not cue.has_relation("parataxis") or cue.children("ccomp", *SUBJECTS):
        return
    subjects = clause.children(*SUBJECTS)
    if len(subjects) == 2 and subjects[0].index < cue.index < subjects[1].index < clause.index:
        yield _hung(cue, clause.head, clause.deprel)
        yield _hung(clause, cue, "ccomp")
        for child in clause.children():
            if child.index < cue.index:
                yield _hung(child, cue)


def _clause_in_subject(cue: Node, _: Language) -> Iterator[Token]:
    """The complement that hangs from its own subject: `won` in *The crews that trained won, Lee said*.

    So the verb has two subjects, the first of which is that of the complement.
    """
    subjects = cue.children(*SUBJECTS)
    if len(subjects) != 2 or subjects[1].index > cue.index or cue.children("ccomp"):
        return
    clauses = subjects[0].children("acl")
    if clauses and not clauses[-1].children(*SUBJECTS):
        yield _hung(clauses[-1], cue, "ccomp")
        yield _hung(subjects[0], clauses[-1])


def _subject_left_behind(cue: Node, _: Language) -> Iterator[Token]:
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
        yield _hung(between[-1], complement, "nsubj")


def _subject_ahead(cue: Node, _: Language) -> Iterator[Token]:
    """The subject of the cue that hangs from its complement: `Lee` in *Lee wrote on Friday: “Told you so.”*"""
    complement = next(iter(cue.children("ccomp")), None)
    if complement is None or complement.index < cue.index or cue.children(*SUBJECTS):
        return
    for subject in complement.children(*SUBJECTS):
        if subject.index < cue.index and subject.feature("PronType") != "Rel":  # a plan that they hope will help
            yield _hung(subject, cue)
            return


def _participle_on_top(cue: Node, _: Language) -> Iterator[Token]:
    """The main clause that hangs from the participle before it: `said` in *Asked about it, Lee said they won*."""
    if cue.index > 1 or not cue.has_relation("root") or cue.children(*SUBJECTS):
        return
    for clause in cue.children("ccomp", "parataxis"):
        first = next((token for token in clause.subtree() if token.upos != "PUNCT"), clause)
        if first.before is not None and first.before.text == ",":
            yield _hung(clause, None, "root")
            yield _hung(cue, clause, "advcl")
            return


def _date_ahead(cue: Node, language: Language) -> Iterator[Token]:
    """The day of the cue that hangs from its complement: `Monday` in *She said on Monday they would leave*."""
    for complement in cue.children("ccomp"):
        for date in complement.children("obl") if complement.children(*SUBJECTS) else ():
            named = date.upos == "PROPN" and date.lemma in language.times
            if named and date.subtree()[0] is cue.after:
                yield _hung(date, cue)


def _second_complement(cue: Node, language: Language) -> Iterator[Token]:
    """The second half of a complement that hangs beside the first: `said that they won and that the ferry was late`."""
    complements = cue.children("ccomp")
    for second in complements[1:]:
        marks = second.children("mark") if second.children("cc") else []
        if any(language.complementizers.get(mark.lemma) == "declarative" for mark in marks):
            yield _hung(second, complements[0], "conj")


def _hung(node: Node, head: Node | None, relation: str = "") -> Token:
    """A token that hangs elsewhere, by its old relation if no new one is given."""
    return _changed(node, head=head.index if head else 0, deprel=relation or node.deprel)


def _changed(node: Node, **fields: Any) -> Token:
    return evolve(node.token, **fields)


REPAIRS_OF_NAMES: Final[tuple[Rule[Callable[[Tree, Language], Iterator[Token]]], ...]] = (
    Rule(_common_nouns, "common nouns that are tagged as proper ones"),
    Rule(_no_names, "verbs and common nouns in small letters that were taken for names"),
    Rule(_given_names, "names that were taken for prepositions, and the last names behind them"),
    Rule(_verbs_in_names, "parts of names that were taken for verbs"),
    Rule(_listed_names, "names in a list that were taken for more of the first"),
    Rule(_hyphened, "the second noun behind a hyphen, which heads the first"),
)
"""Asked of every sentence."""

REPAIRS: Final[tuple[Rule[Callable[[Node, Language], Iterator[Token]]], ...]] = (
    Rule(_description_beside_name, "the first of two subjects that says what the second is"),
    Rule(_subject_in_apposition, "the subject of a clause put in that hangs from the name before it"),
    Rule(_subject_behind_names, "the subject that hangs from the noun before it"),
    Rule(_clause_beside, "the complement of a relative clause that hangs beside it"),
    Rule(_clause_on_top, "the complement that its verb hangs from"),
    Rule(_clause_in_subject, "the complement that hangs from its own subject"),
    Rule(_clause_above, "the complement that hangs from a verb above"),
    Rule(_subject_left_behind, "the subject of a complement that hangs from the cue"),
    Rule(_subject_ahead, "the subject of the cue that hangs from its complement"),
    Rule(_date_ahead, "the day of the cue that hangs from its complement"),
    Rule(_second_complement, "the second half of a complement that hangs beside the first"),
    Rule(_participle_on_top, "the main clause that hangs from the participle before it"),
)
"""Asked of every verb that reports, one after the other, each of what the one before left."""
