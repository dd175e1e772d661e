"""Mends trees where parsers go wrong in the same way time and again, before any rule reads them.

Each repair hangs a token or two elsewhere, where the UD guidelines want them, so that the rules need to know one shape
only. They concern names and nouns wherever these stand (`_REPAIRS_OF_NAMES`), and what a reporting verb governs
(`_REPAIRS`).
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from attrs import evolve

from quoteattr.languages.language import Language
from quoteattr.syntax.trees import SUBJECTS, Parse, Sentence, Token


def mended(parse: Parse, language: Language) -> Parse:
    """The parse with its trees mended; the same parse where there is nothing to mend.

    >>> words = "She said the plan will fail".split()
    >>> shape = [(2, "nsubj"), (0, "root"), (4, "det"), (2, "obj"), (6, "aux"), (2, "ccomp")]
    >>> tags = ["PRON", "VERB", "DET", "NOUN", "AUX", "VERB"]
    >>> starts = [0, 4, 9, 13, 18, 23]
    >>> sentence = Sentence(tuple(Token(i, start, start + len(word), word, {"said": "say"}.get(word, word), tag, head,
    ...     relation, feats="VerbForm=Fin" if tag == "AUX" else "")
    ...     for i, (word, start, tag, (head, relation)) in enumerate(zip(words, starts, tags, shape), 1)))
    >>> from quoteattr.languages.loading import load_language
    >>> plan = mended(Parse(" ".join(words), (sentence,)), load_language("en")).sentences[0].tokens[3]
    >>> plan.text, plan.head, plan.deprel
    ('plan', 6, 'nsubj')
    """
    sentences = tuple(_mended(sentence, language) for sentence in parse.sentences)
    if all(after is before for after, before in zip(sentences, parse.sentences, strict=True)):
        return parse
    return evolve(parse, sentences=sentences)


def _mended(sentence: Sentence, language: Language) -> Sentence:
    for repair_names in _REPAIRS_OF_NAMES:
        sentence = _with(sentence, repair_names(sentence, language))
    cues = [token.index for token in sentence.tokens if token.upos == "VERB" and language.cues.reports(token.lemma)]
    for cue in cues:
        for repair in _REPAIRS:
            sentence = _with(sentence, repair(sentence, sentence.tokens[cue - 1], language))
    return sentence


def _with(sentence: Sentence, repaired: Iterable[Token]) -> Sentence:
    """The sentence with some of its tokens exchanged."""
    by_index = {token.index: token for token in repaired}
    if not by_index:
        return sentence
    return Sentence(tuple(by_index.get(token.index, token) for token in sentence.tokens))


def _common_nouns(sentence: Sentence, _: Language) -> Iterator[Token]:
    """Common nouns that are tagged as proper ones: `senator`."""
    for token in sentence.tokens:
        if token.upos == "PROPN" and token.text.islower() and not token.ner:
            yield evolve(token, upos="NOUN")


def _no_names(sentence: Sentence, _: Language) -> Iterator[Token]:
    """Verbs and common nouns in small letters that were taken for names: `rose`."""
    for token in sentence.tokens:
        following = sentence.tokens[token.index : token.index + 1]
        alone = token.ner.startswith("B-") and not any(after.ner.startswith("I-") for after in following)
        if alone and token.text.islower() and token.upos != "PROPN":
            yield evolve(token, ner="")


def _given_names(sentence: Sentence, language: Language) -> Iterator[Token]:
    """Names that were taken for prepositions, and the last names behind them: `Per` in *the director Per Dahl left*."""
    for noun, given, last in zip(sentence.tokens, sentence.tokens[1:], sentence.tokens[2:], strict=False):
        misread = given.has_relation("case") and given.head == last.index and last.head == noun.index
        if misread and given.text.istitle() and given.text.lower() in language.genders and last.ner == "B-PER":
            yield evolve(given, upos="PROPN", ner="B-PER", head=noun.index, deprel="appos")
            yield evolve(last, ner="I-PER", head=given.index, deprel="flat")


def _listed_names(sentence: Sentence, _: Language) -> Iterator[Token]:
    """Names in a list that were taken for more of the first: `Bo` in *Ida Moe, President Bo Roth and Jo Dahl left*."""
    for token in sentence.tokens:
        head = sentence.head(token) if token.has_relation("flat") and token.ner == "B-PER" else None
        if head is None or not head.ner.endswith("PER") or not sentence.children(head, "conj"):
            continue
        if any(between.text == "," for between in sentence.tokens[head.index : token.index - 1]):
            yield evolve(token, deprel="conj")


def _hyphened(sentence: Sentence, _: Language) -> Iterator[Token]:
    """The second noun behind a hyphen, which heads the first: `General` in *Its Secretary-General left*."""
    for first, hyphen, second in zip(sentence.tokens, sentence.tokens[1:], sentence.tokens[2:], strict=False):
        glued = hyphen.text == "-" and first.end == hyphen.start and hyphen.end == second.start
        if glued and second.head == first.index and second.has_relation("appos") and first.upos in ("NOUN", "PROPN"):
            yield evolve(second, head=first.head, deprel=first.deprel)
            yield _hung(first, second, "compound")
            for child in sentence.children(first):
                if child is not second:
                    yield evolve(child, head=second.index)


def _subject_in_apposition(sentence: Sentence, cue: Token, _: Language) -> Iterator[Token]:
    """The subject of a clause put in that hangs from the name before it: `aide` in *Lee, an aide said, “is well.”*"""
    noun = _apposition_before(sentence, cue)
    if noun is None or sentence.tokens[cue.index - 2].upos == "PUNCT":
        return
    if cue.has_relation("parataxis") and not sentence.children(cue, *SUBJECTS):
        yield _hung(noun, cue, "nsubj")
    elif [sentence.head(noun)] == sentence.children(cue, *SUBJECTS):
        above = sentence.head(cue) if cue.has_relation("parataxis") else None
        for complement in (*sentence.children(cue, "ccomp"), *([above] if above else [])):
            if complement.index > cue.index and not sentence.children(complement, *SUBJECTS):
                yield _hung(noun, cue, "nsubj")
                yield evolve(sentence.tokens[noun.head - 1], head=complement.index)
                return


def _subject_behind_names(sentence: Sentence, cue: Token, _: Language) -> Iterator[Token]:
    """The subject that hangs from the noun before it: `study` in *They want a bridge, a study by Lee, a lawyer, found*.

    Without another apposition at its end it is one itself: *They want a bridge of Lee, a lawyer, found*.
    """
    noun = _apposition_before(sentence, cue)
    if noun is None or not cue.has_relation("root", "parataxis", "ccomp") or sentence.children(cue, *SUBJECTS):
        return
    before = sentence.tokens[cue.index - 2]
    inner = any(token.has_relation("appos") for token in sentence.subtree(noun) if token is not noun)
    if before.upos != "PUNCT" or (before.text == "," and inner):
        yield _hung(noun, cue, "nsubj")


def _description_beside_name(sentence: Sentence, cue: Token, language: Language) -> Iterator[Token]:
    """The first of two subjects that says what the second is: `maker` in *Battery maker Nordfisk said they won*."""
    for noun, name in pairwise(sentence.children(cue, *SUBJECTS)):
        following = sentence.tokens[noun.index]
        named = following.ner.startswith("B-") and sentence.subtree(name)[0] is following
        described = language.is_role(noun.lemma) or noun.lemma.lower() in language.nouns
        if named and described and not sentence.children(noun, "det"):  # the judge Lee spoke of
            yield _hung(noun, name, "nmod:desc")


def _apposition_before(sentence: Sentence, cue: Token) -> Token | None:
    """The widest apposition without a gap that ends before a verb and, where there is one, the mark before it."""
    before = [token for token in sentence.tokens[max(cue.index - 3, 0) : cue.index - 1] if token.upos != "PUNCT"]
    found = None
    for token in (before[-1], *sentence.ancestors(before[-1])) if before else ():
        phrase = {token.index for token in sentence.subtree(token)}
        between = sentence.tokens[min(phrase) - 1 : cue.index - 1]
        if max(phrase) >= cue.index or any(t.index not in phrase and t.upos != "PUNCT" for t in between):
            break
        found = token if token.has_relation("appos") else found
    return found


def _clause_beside(sentence: Sentence, cue: Token, _: Language) -> Iterator[Token]:
    """The complement of a relative clause that hangs beside it: `showed` in *a video that it said showed a tank*."""
    noun = sentence.head(cue) if cue.deprel == "acl:relcl" and not sentence.children(cue, "ccomp") else None
    for clause in sentence.children(noun, "acl") if noun else ():
        between = sentence.tokens[cue.index : clause.index - 1]
        if clause.index > cue.index and all(token.upos in ("AUX", "ADV", "PART") for token in between):
            yield _hung(clause, cue, "ccomp")
            return


def _clause_above(sentence: Sentence, cue: Token, language: Language) -> Iterator[Token]:
    """The complement that hangs from a verb above: `won` in *When Lee said they won, nobody laughed*."""
    if sentence.children(cue, "ccomp", "obj", "xcomp", "parataxis"):
        return
    own = {token.index for token in sentence.subtree(cue)}
    first = next((token for token in sentence.tokens[cue.index :] if token.index not in own), None)
    above = list(sentence.ancestors(cue))
    if first is None or (first.upos == "PUNCT" and first.text not in language.marks.all):
        return
    opens = first.has_relation("mark") and first.lemma == "that"  # went on, saying | that they won/parataxis
    clause, wanted = first, ("ccomp", "parataxis") if opens else ("ccomp",)
    while not clause.has_relation(*wanted) and (head := sentence.head(clause)) is not None and head not in above:
        clause = head
    if not clause.has_relation(*wanted) or sentence.head(clause) not in above or clause in above:
        return
    begins = min(token.index for token in sentence.subtree(clause))
    if begins >= first.index and sentence.children(clause, *SUBJECTS):
        yield _hung(clause, cue, "ccomp")


def _clause_on_top(sentence: Sentence, cue: Token, _: Language) -> Iterator[Token]:
    """The complement that its verb hangs from: `have` in *Lee, a critic, said places such as Oslo have “a sound.”*

    It has two subjects, the first of them before the verb, whose own it is.
    """
    clause = sentence.head(cue)
    if clause is None or not cue.has_relation("parataxis") or sentence.children(cue, "ccomp", *SUBJECTS):
        return
    subjects = sentence.children(clause, *SUBJECTS)
    if len(subjects) == 2 and subjects[0].index < cue.index < subjects[1].index < clause.index:
        yield evolve(cue, head=clause.head, deprel=clause.deprel)
        yield _hung(clause, cue, "ccomp")
        for child in sentence.children(clause):
            if child.index < cue.index:
                yield evolve(child, head=cue.index)


def _clause_in_subject(sentence: Sentence, cue: Token, _: Language) -> Iterator[Token]:
    """The complement that hangs from its own subject: `won` in *The crews that trained won, Lee said*.

    So the verb has two subjects, the first of which is that of the complement.
    """
    subjects = sentence.children(cue, *SUBJECTS)
    if len(subjects) != 2 or subjects[1].index > cue.index or sentence.children(cue, "ccomp"):
        return
    clauses = [clause for clause in sentence.children(subjects[0], "acl") if clause.index < subjects[1].index]
    if clauses and not sentence.children(clauses[-1], *SUBJECTS):
        yield _hung(clauses[-1], cue, "ccomp")
        yield evolve(subjects[0], head=clauses[-1].index)


def _subject_left_behind(sentence: Sentence, cue: Token, _: Language) -> Iterator[Token]:
    """The subject of a complement that hangs from the cue: `plan` in *She said the plan “can't work”*."""
    complement = next(iter(sentence.children(cue, "ccomp")), None)
    if complement is None or complement.index < cue.index or sentence.children(complement, "mark", *SUBJECTS):
        return
    verbs = (complement, *sentence.children(complement, "aux", "cop"))
    if all(verb.feature("VerbForm") != "Fin" for verb in verbs):
        return
    first = sentence.subtree(complement)[0].index
    between = [
        child
        for child in sentence.children(cue, "obj", "iobj", "obl", "dep", *SUBJECTS)
        if cue.index < child.index < first
    ]
    if not between or all(subject is between[-1] for subject in sentence.children(cue, *SUBJECTS)):
        return
    gap = sentence.tokens[sentence.subtree(between[-1])[-1].index : first - 1]
    if all(token.upos == "PUNCT" for token in gap):
        yield _hung(between[-1], complement, "nsubj")


def _subject_ahead(sentence: Sentence, cue: Token, _: Language) -> Iterator[Token]:
    """The subject of the cue that hangs from its complement: `Lee` in *Lee wrote on Friday: “Told you so.”*"""
    complement = next(iter(sentence.children(cue, "ccomp")), None)
    if complement is None or complement.index < cue.index or sentence.children(cue, *SUBJECTS):
        return
    for subject in sentence.children(complement, *SUBJECTS):
        if subject.index < cue.index and subject.feature("PronType") != "Rel":
            yield evolve(subject, head=cue.index)
            return


def _participle_on_top(sentence: Sentence, cue: Token, _: Language) -> Iterator[Token]:
    """The main clause that hangs from the participle before it: `said` in *Asked about it, Lee said they won*."""
    if cue.index > 1 or not cue.has_relation("root") or sentence.children(cue, *SUBJECTS):
        return
    for clause in sentence.children(cue, "ccomp", "parataxis"):
        first = next((token for token in sentence.subtree(clause) if token.upos != "PUNCT"), clause)
        comma = sentence.tokens[first.index - 2]
        if comma.text == "," and sentence.children(clause, *SUBJECTS) and not sentence.children(clause, "mark"):
            yield evolve(clause, head=0, deprel="root")
            yield evolve(cue, head=clause.index, deprel="advcl")
            return


def _date_ahead(sentence: Sentence, cue: Token, language: Language) -> Iterator[Token]:
    """The day of the cue that hangs from its complement: `Monday` in *She said on Monday they would leave*."""
    for complement in sentence.children(cue, "ccomp"):
        subjects = sentence.children(complement, *SUBJECTS)
        for date in sentence.children(complement, "obl"):
            phrase = sentence.subtree(date)
            named = date.upos == "PROPN" and date.lemma.lower() in language.times
            if named and phrase[0].index == cue.index + 1 and subjects and subjects[0].index == phrase[-1].index + 1:
                yield evolve(date, head=cue.index)


def _hung(token: Token, head: Token, relation: str) -> Token:
    return evolve(token, head=head.index, deprel=relation)


_REPAIRS_OF_NAMES = (
    _common_nouns,
    _no_names,
    _given_names,
    _listed_names,
    _hyphened,
)
_REPAIRS = (
    _description_beside_name,
    _subject_in_apposition,
    _subject_behind_names,
    _clause_beside,
    _clause_on_top,
    _clause_in_subject,
    _clause_above,
    _subject_left_behind,
    _subject_ahead,
    _date_ahead,
    _participle_on_top,
)
