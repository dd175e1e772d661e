"""Bodies in short: `the Post` for *the Norsund Post*, `the D.H.W.` for *the Department of Harbour Works*."""

from collections.abc import Collection, Iterable, Iterator
from itertools import takewhile

from quoteattr.document.document import Document
from quoteattr.entities.name_mentions import NameMention
from quoteattr.entities.names import acronyms
from quoteattr.languages.language import Language
from quoteattr.syntax.trees import Node


def find_short_bodies(document: Document, names: Iterable[NameMention]) -> dict[int, NameMention]:
    """For which body a noun with a capital or initials stand, by where they start, if they fit one body alone.

    What was tagged as a body of its own is left to those who gather names.
    """
    known = sorted((named for named in names if named.kind != "person"), key=lambda named: named.mention.start)
    called: dict[str, list[NameMention]] = {}
    for named in known:
        for short in _short_forms(named, document.language):
            called.setdefault(short, []).append(named)
    alone = {short: found[0] for short, found in called.items() if len({named.words for named in found}) == 1}
    tagged = {named.mention.start for named in known}
    tokens = (token for token in _short(document, alone) if token.start not in tagged)
    meant = ((token.start, alone[_plain(token.text)]) for token in tokens)
    return {start: named for start, named in meant if start > named.mention.end}


def _short_forms(named: NameMention, language: Language) -> Iterator[str]:
    noun = _noun(named, language)
    yield from [noun] if noun else []
    if named.kind == "organization":
        yield from {letters.upper() for letters in acronyms(named.mention.text, language)}


def _noun(named: NameMention, language: Language) -> str:
    """What a body of several words may be called: the last word of its name, before what it is of."""
    words = [word for word in named.mention.text.split() if word.lower() not in language.articles]
    core = list(takewhile(lambda word: word.lower() not in language.name_prepositions, words))
    noun = core[-1] if core and len(words) > 1 else ""
    known = language.body_suffixes | language.paper_words
    bodily = language.nouns.get(noun.lower()) == "organization" or noun.lower() in known
    return noun if bodily and noun[:1].isupper() else ""


def _short(document: Document, wanted: Collection[str]) -> Iterator[Node]:
    """Where a noun stands alone behind an article, as `Post` in `the Post said`, and where initials stand."""
    for token in document.trees.nodes(0, len(document.text)) if wanted else ():
        short = _plain(token.text)
        initials = short.isupper() and len(short) > 1
        if short in wanted and (initials or _is_alone(token, document.language)):
            yield token


def _plain(word: str) -> str:
    """Initials without full stops: `DHW` of `D.H.W.`"""
    letters = word.replace(".", "")
    return letters if letters.isupper() else word


def _is_alone(token: Node, language: Language) -> bool:
    """Whether a noun has an article and no more of a name: not `the Post building`, `the Council of Elders`."""
    before, following = token.before, list(token.following[:2])
    if before is None or before.text.lower() not in language.articles:
        return False
    if following and following[0].lemma in language.name_prepositions:
        following.pop(0)
    behind = following[0] if following else None
    named = behind is not None and behind.text[:1].isupper()
    return not named or (behind is not None and behind.lemma.rstrip(".").lower() in language.times)
