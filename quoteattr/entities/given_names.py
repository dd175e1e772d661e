"""Where a text has the names of a given cast, however it writes them."""

from collections.abc import Iterable, Iterator, Sequence

import regex
from attrs import evolve

from quoteattr.document.document import Document
from quoteattr.entities.name_mentions import NameMention, name_at
from quoteattr.languages.language import Language
from quoteattr.syntax.trees import Node


def given_key(name: str, language: Language) -> str:
    r"""A name for comparison with given ones: on one line, titles without full stops, after an article in lower case.

    >>> from quoteattr.languages.loading import load_language
    >>> english = load_language("en")
    >>> [given_key(name, english) for name in ("Mr.\nMoe", "Mr Moe", "The Gryphon", "the gryphon", "Al. Moe")]
    ['Mr Moe', 'Mr Moe', 'gryphon', 'gryphon', 'Al. Moe']
    """
    words = [word.rstrip(".") if language.is_title(word) else word for word in name.split()]
    if len(words) > 1 and words[0].lower() in language.articles:
        return " ".join(words[1:]).lower()
    return " ".join(words)


def find_given(document: Document, names: Iterable[str]) -> Iterator[NameMention]:
    """Where the text has one of some names, the longest of those that begin at one place."""
    spelled = sorted({_pattern(name, document.language) for name in names}, key=len, reverse=True)
    if not spelled:
        return
    for match in regex.finditer(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)", document.text):
        sentence = document.trees.sentence_at(match.start())
        tokens = [t for t in sentence.nodes if t.start >= match.start() and t.end <= match.end()] if sentence else []
        if sentence is not None and tokens:
            yield _without_title(name_at(document, tokens, "person"), tokens, document.language)


def _without_title(named: NameMention, tokens: Sequence[Node], language: Language) -> NameMention:
    """A name whose words are without the title that is part of it, which tells a gender and a style."""
    title = tokens[0].text.lower().rstrip(".")
    if len(named.words) < 2 or not language.is_title(title):
        return named
    gender, style = language.honorifics.get(title, ""), language.styles.get(title, named.style)
    return evolve(named, words=named.words[1:], gender=gender or named.gender, style=style)


def _pattern(name: str, language: Language) -> str:
    """What a name may look like: over lines, its title with a full stop or without, after an article in any letters."""
    words = name.split()
    spelled = [regex.escape(w.rstrip(".")) + r"\.?" if language.is_title(w) else regex.escape(w) for w in words]
    if len(words) > 1 and words[0].lower() in language.articles:
        articles = "|".join(map(regex.escape, sorted(language.articles)))
        rest = r"\s+".join(spelled[1:])
        described = rf"(?i:(?:{articles})\s+{rest})"
        return f"(?:{described}|{rest})" if words[1][0].isupper() else described
    return r"\s+".join(spelled)
