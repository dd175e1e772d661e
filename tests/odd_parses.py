"""Parses that no parser would give: random heads and labels over odd tokens."""

from collections.abc import Sequence
from random import Random

from hypothesis import strategies as st

from quoteattr.syntax.parse import Parse, Sentence, Token

WORDS = {
    "say": ("said", "says", "“said"),
    "tell": ("told",),
    "deny": ("denied",),
    "ask": ("asked",),
    "accord": ("according",),
    "quote": ("quoted",),
    "be": ("was", "is", "'s"),
    "claim": ("claim", "claims"),
    "mayor": ("mayor", "Mayor", "mayors"),
    "lawyer": ("lawyer",),
    "company": ("company", "Company"),
    "mother": ("mother",),
    "study": ("study", "report"),
    "percent": ("percent",),
    "one": ("one", "One"),
    "year-old": ("old",),
    "who": ("who", "that", "which", "whom"),
    "she": ("she", "She", "her", "he", "they", "it", "I", "you", "those"),
    "to": ("to", "of", "as", "in", "for", "by", "on"),
    "and": ("and", "but", "&"),
    "the": ("the", "The", "a", "no"),
    "not": ("not", "n't"),
    "Ann": ("Ann", "Lee", "Bo", "Dahl", "Mrs.", "Mr.", "Jr.", "IMF", "Exeter", "Senate", "McCain", "Monday"),
}
MARKS = (",", ".", "?", "!", ":", ";", "-", "--", "—", "(", ")", "“", "”", '"', "'", "‘", "’", "«", "»", "$", "&", "’s")
ODD = ("", "", " ", "\n", "\u0301", "1", "61", "10", "@", "A.", "x" * 30, "\u00a0", "…", "D-Ohio", "\ud800")
TAGS = (
    *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ"),
    *("SYM", "VERB", "X", ""),
)
RELATIONS = (
    *("acl", "acl:relcl", "advcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "cc:preconj", "ccomp"),
    *("compound", "compound:prt", "conj", "cop", "csubj", "dep", "det", "discourse", "dislocated", "expl", "fixed"),
    *("flat", "goeswith", "iobj", "mark", "nmod", "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:outer"),
    *("nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "root"),
    *("vocative", "xcomp", "", ":", "odd"),
)
FEATURES = (
    *("", "", "Number=Sing", "Number=Plur", "PronType=Rel", "PronType=Int", "VerbForm=Fin", "VerbForm=Ger", "Poss=Yes"),
    *("VerbForm=Part|Tense=Past", "VerbForm=Part|Tense=Pres", "Person=1|Number=Sing", "Polarity=Neg", "|", "Number"),
)
NAMES = ("", "", "", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "B", "O", "PER")


def odd_parse(chance: Random, heads: Sequence[int] | None = None) -> Parse:
    """A parse of some sentences, or of one whose heads are given."""
    text, sentences = chance.choice(("", "\n", "OSLO - ")), []
    for _ in range(1 if heads else chance.randint(1, 5)):
        count = len(heads) if heads else chance.choice((1, 1, 2, 3, 5, 8, 13, 21))
        tokens: list[Token] = []
        above = heads or _forest(chance, count)
        for index, head in enumerate(above, 1):
            lemma, word = _word(chance)
            start = len(text)
            text += word
            if chance.random() < 0.03 and tokens:
                start = tokens[-1].start  # the words of a multiword token
                word = text[start:]
            text += chance.choice((" ", " ", " ", "", "\n", "\n\n")) if chance.random() < 0.9 else " # "
            relation = chance.choice(RELATIONS)
            labels = (lemma, chance.choice(TAGS), head, relation, chance.choice(FEATURES), chance.choice(NAMES))
            tokens.append(Token(index, start, start + len(word), word, *labels))
        sentences.append(Sentence(tuple(tokens)))
    spans = sorted((token.start, token.end) for tree in sentences for token in tree.tokens if token.text)
    chains = [chance.sample(spans, 2)] if len(spans) > 1 and chance.random() < 0.2 else []
    return Parse(text, tuple(sentences), chains)


def _word(chance: Random) -> tuple[str, str]:
    sort = chance.random()
    if sort < 0.25:
        return chance.choice(MARKS), chance.choice(MARKS)
    if sort < 0.33:
        return chance.choice(ODD), chance.choice(ODD)
    lemma = chance.choice(list(WORDS))
    return lemma, chance.choice(WORDS[lemma])


def _forest(chance: Random, count: int) -> list[int]:
    """Heads that make a tree, at times one with several roots."""
    order = chance.sample(range(1, count + 1), count)
    roots = chance.choice((1, 1, 1, 2, count))
    heads = {index: chance.choice(order[:place]) if place >= roots else 0 for place, index in enumerate(order)}
    return [heads[index] for index in range(1, count + 1)]


def odd_parses() -> st.SearchStrategy[Parse]:
    """Odd parses, for hypothesis."""
    return st.integers(0, 2**32).map(lambda seed: odd_parse(Random(seed)))
