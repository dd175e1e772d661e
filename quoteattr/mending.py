"""Mends trees where parsers go wrong in the same way time and again, before any rule reads them.

Each repair hangs one token elsewhere, where the UD guidelines want it, so that the rules need to know one shape only.
They concern what a reporting verb governs. And a word in small letters that is tagged as a name, and is in none, is a
noun.
"""

from collections.abc import Iterable, Iterator

from attrs import evolve

from quoteattr.language import Language
from quoteattr.syntax import SUBJECTS, Parse, Sentence, Token


def mended(parse: Parse, language: Language) -> Parse:
    """The parse with its trees mended; the same parse where there is nothing to mend.

    >>> words = "She said the plan will fail".split()
    >>> shape = [(2, "nsubj"), (0, "root"), (4, "det"), (2, "obj"), (6, "aux"), (2, "ccomp")]
    >>> tags = ["PRON", "VERB", "DET", "NOUN", "AUX", "VERB"]
    >>> starts = [0, 4, 9, 13, 18, 23]
    >>> sentence = Sentence(tuple(Token(i, start, start + len(word), word, {"said": "say"}.get(word, word), tag, head,
    ...     relation, feats="VerbForm=Fin" if tag == "AUX" else "")
    ...     for i, (word, start, tag, (head, relation)) in enumerate(zip(words, starts, tags, shape), 1)))
    >>> from quoteattr.language import load_language
    >>> plan = mended(Parse(" ".join(words), (sentence,)), load_language("en")).sentences[0].tokens[3]
    >>> plan.text, plan.head, plan.deprel
    ('plan', 6, 'nsubj')
    """
    sentences = tuple(_mended(sentence, language) for sentence in parse.sentences)
    if all(after is before for after, before in zip(sentences, parse.sentences, strict=True)):
        return parse
    return evolve(parse, sentences=sentences)


def _mended(sentence: Sentence, language: Language) -> Sentence:
    sentence = _with(sentence, (evolve(token, upos="NOUN") for token in sentence.tokens if _is_common(token)))
    cues = (token for token in sentence.tokens if token.upos == "VERB" and language.cues.reports(token.lemma))
    return _with(sentence, (better for cue in cues for better in _repairs(sentence, cue, language)))


def _with(sentence: Sentence, repaired: Iterable[Token]) -> Sentence:
    """The sentence with some of its tokens exchanged."""
    by_index = {token.index: token for token in repaired}
    if not by_index:
        return sentence
    return Sentence(tuple(by_index.get(token.index, token) for token in sentence.tokens))


def _is_common(token: Token) -> bool:
    """Whether a common noun is tagged as a name: `senator`."""
    return token.upos == "PROPN" and token.text.islower() and not token.ner


def _repairs(sentence: Sentence, cue: Token, language: Language) -> Iterator[Token]:
    """The tokens that a reporting verb or its complement should govern, as they should hang."""
    apposed = _subject_in_apposition(sentence, cue)
    if apposed is not None:
        yield evolve(apposed, head=cue.index, deprel="nsubj")
    complement = next(iter(sentence.children(cue, "ccomp")), None)
    if complement is None:
        found = _clause_beside(sentence, cue) or _clause_above(sentence, cue, language)
        if found is not None:
            yield evolve(found, head=cue.index, deprel="ccomp")
    else:
        behind, ahead = _subject_left_behind(sentence, cue, complement), _subject_ahead(sentence, cue, complement)
        if behind is not None:
            yield evolve(behind, head=complement.index, deprel="nsubj")
        if ahead is not None:
            yield evolve(ahead, head=cue.index)


def _subject_in_apposition(sentence: Sentence, cue: Token) -> Token | None:
    """The subject of a clause put in that hangs from the name before it: `aide` in *Lee, an aide said, “is well.”*"""
    if not cue.has_relation("parataxis") or cue.index < 2 or sentence.children(cue, *SUBJECTS):
        return None
    before = sentence.tokens[cue.index - 2]
    phrases = (token for token in (before, *sentence.ancestors(before)) if token.has_relation("appos"))
    noun = next(phrases, None)
    ends_there = noun is not None and before.upos != "PUNCT" and sentence.subtree(noun)[-1] is before
    return noun if ends_there else None


def _clause_beside(sentence: Sentence, cue: Token) -> Token | None:
    """The complement of a relative clause that hangs beside it: `showed` in *a video that it said showed a tank*."""
    noun = sentence.head(cue) if cue.deprel == "acl:relcl" else None
    for clause in sentence.children(noun, "acl") if noun else ():
        between = sentence.tokens[cue.index : clause.index - 1]
        if clause.index > cue.index and all(token.upos in ("AUX", "ADV", "PART") for token in between):
            return clause
    return None


def _clause_above(sentence: Sentence, cue: Token, language: Language) -> Token | None:
    """The complement that hangs from a verb above: `won` in *When Lee said they won, nobody laughed*."""
    if sentence.children(cue, "obj", "xcomp", "parataxis"):
        return None
    own = {token.index for token in sentence.subtree(cue)}
    first = next((token for token in sentence.tokens[cue.index :] if token.index not in own), None)
    above = list(sentence.ancestors(cue))
    if first is None or (first.upos == "PUNCT" and first.text not in language.marks.all):
        return None
    clause = first
    while not clause.has_relation("ccomp") and (head := sentence.head(clause)) is not None and head not in above:
        clause = head
    if not clause.has_relation("ccomp") or sentence.head(clause) not in above or clause in above:
        return None
    begins = min(token.index for token in sentence.subtree(clause))
    return clause if begins >= first.index and sentence.children(clause, *SUBJECTS) else None


def _subject_left_behind(sentence: Sentence, cue: Token, complement: Token) -> Token | None:
    """The subject of a complement that hangs from the cue: `plan` in *She said the plan “can't work”*."""
    verbs = (complement, *sentence.children(complement, "aux", "cop"))
    finite = any(verb.feature("VerbForm") == "Fin" for verb in verbs)
    if not finite or complement.index < cue.index or sentence.children(complement, "mark", *SUBJECTS):
        return None
    first = sentence.subtree(complement)[0].index
    between = [
        child
        for child in sentence.children(cue, "obj", "iobj", "obl", "dep", *SUBJECTS)
        if cue.index < child.index < first
    ]
    if not between or all(subject is between[-1] for subject in sentence.children(cue, *SUBJECTS)):
        return None
    gap = sentence.tokens[sentence.subtree(between[-1])[-1].index : first - 1]
    return between[-1] if all(token.upos == "PUNCT" for token in gap) else None


def _subject_ahead(sentence: Sentence, cue: Token, complement: Token) -> Token | None:
    """The subject of the cue that hangs from its complement: `Lee` in *Lee wrote on Friday: “Told you so.”*"""
    if complement.index < cue.index or sentence.children(cue, *SUBJECTS):
        return None
    subjects = sentence.children(complement, *SUBJECTS)
    ahead = [token for token in subjects if token.index < cue.index and token.feature("PronType") != "Rel"]
    return ahead[0] if ahead else None
