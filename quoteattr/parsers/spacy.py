"""spaCy: documents of its pipelines, brought to Universal Dependencies.

spaCy's English models follow ClearNLP: prepositions govern their nouns, copulas their predicates, and last names
the names before them. `to_parse` turns such trees round by the functions in `STEPS`; documents of models that
were trained on UD keep their trees.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from quoteattr.errors import ParseError, ParserError
from quoteattr.parsers.clearnlp import CLEARNLP, STEPS, Word
from quoteattr.syntax.parse import Parse, Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

_ONLY_UD = {"cop", "discourse", "fixed", "flat", "goeswith", "iobj", "list", "obj", "obl", "orphan", "vocative"}
_TIGER = {"ag", "ac", "mnr", "mo", "nk", "oa", "oc", "sb", "svp"}
"""Relations of spaCy's German models, a third scheme."""

_NAMES = {"FAC": "LOC", "GPE": "LOC", "LOC": "LOC", "ORG": "ORG", "PER": "PER", "PERSON": "PER"}
_NO_NAMES = {"CARDINAL", "DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"}


def load(language: str = "en", *, model: str = "en_core_web_sm") -> SpacyParser:
    """Load an installed spaCy model. Offline; a second or so, so keep the parser.

    Raises ParserError when spaCy or the model is not installed, or the model is for another language.
    """
    try:
        import spacy
    except ImportError as error:
        raise ParserError(f"this parser needs spaCy ({error}); pip install spacy") from error
    try:
        nlp = spacy.load(model)
    except OSError as error:
        raise ParserError(f"no spaCy model {model!r}: {error}; python -m spacy download {model}") from error
    if nlp.lang != language:
        raise ParserError(f"the spaCy model {model!r} reads {nlp.lang!r}, not {language!r}; name a model that does")
    return SpacyParser(nlp)


class SpacyParser:
    """Parses texts with a spaCy pipeline that has a tagger, a parser and a lemmatizer (ner if you can)."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._lock = Lock()  # spaCy does not promise that threads may share a pipeline

    def parse(self, text: str) -> Parse:
        """Parse one text."""
        return next(self.parse_many([text]))

    def parse_many(self, texts: Iterable[str]) -> Iterator[Parse]:
        """Parse many texts in batches, in order."""
        with self._lock:
            return iter([to_parse(doc) for doc in self._nlp.pipe(texts)])


def to_parse(doc: Doc) -> Parse:
    """Turn a spaCy `Doc` into a Parse, without the tokens that are white space.

    >>> from spacy.tokens import Doc
    >>> from spacy.vocab import Vocab
    >>> tree = {"heads": [0, 0, 1], "deps": ["ROOT", "prep", "pobj"], "pos": ["VERB", "ADP", "NOUN"]}
    >>> doc = Doc(Vocab(), words=["Go", "to", "town"], **tree)
    >>> [(token.text, token.head, token.deprel) for token in to_parse(doc).sentences[0].tokens]
    [('Go', 0, 'root'), ('to', 3, 'case'), ('town', 1, 'obl')]

    Raises ParseError when the Doc has no dependencies, or has those of a scheme other than ClearNLP and UD.
    """
    if all(token.is_space for token in doc):
        return Parse(doc.text, ())
    if not doc.has_annotation("DEP"):
        raise ParseError("the spaCy Doc has no dependencies; its pipeline needs a trained 'parser' component, enabled")
    steps = STEPS if _is_clearnlp(doc) else ()
    sentences = []
    for span in doc.sents:
        tokens = [token for token in span if not token.is_space]
        words = _words(tokens)
        for step in steps:
            step(words)
        if words:
            sentences.append(Sentence(tuple(map(_token, tokens, words))))
    return Parse(doc.text, tuple(sentences))


def _is_clearnlp(doc: Doc) -> bool:
    """Tell ClearNLP from UD by the relations that only one of them has; a tie is broken by the language."""
    labels = [token.dep_ for token in doc if not token.is_space]
    clearnlp = sum(label in CLEARNLP for label in labels)
    ud = sum(label.partition(":")[0] in _ONLY_UD or ":" in label for label in labels)
    if tiger := sorted(_TIGER.intersection(labels)):
        raise ParseError(
            f"the spaCy Doc has relations of TIGER ({', '.join(tiger)}); expected those of UD or of spaCy's English "
            "models: use a model that was trained on UD"
        )
    return clearnlp > ud or (clearnlp == ud and doc.lang_ == "en")


def _words(tokens: Sequence[SpacyToken]) -> list[Word]:
    """Build one tree over the tokens of a sentence; heads that are none of them are passed over."""
    nowhere = Word(0)
    words = {
        token.i: Word(index, token.lower_, token.lemma_, token.pos_, token.tag_, _ner(token), token.dep_, nowhere)
        for index, token in enumerate(tokens, 1)
    }
    nowhere.below.extend(words.values())
    for token in tokens:
        word = words[token.i]
        head = next((words[above.i] for above in token.ancestors if above.i in words), word)
        if not head.is_below(word):
            word.attach(head)
    for word in nowhere.children()[1:]:
        word.attach(nowhere.children()[0], "parataxis")
    return list(words.values())


def _ner(token: SpacyToken) -> str:
    if not token.ent_type_ or token.ent_type_ in _NO_NAMES:
        return ""
    return f"{'B' if token.ent_iob_ == 'B' else 'I'}-{_NAMES.get(token.ent_type_, 'MISC')}"


def _token(token: SpacyToken, word: Word) -> Token:
    return Token(
        index=word.index,
        start=token.idx,
        end=token.idx + len(token.text),
        text=token.text,
        lemma=word.lemma or token.text,
        upos=word.upos or "X",
        head=word.head.index,
        deprel=word.label or "dep" if word.head.index else "root",
        feats=str(token.morph),
        ner=word.ner,
    )
