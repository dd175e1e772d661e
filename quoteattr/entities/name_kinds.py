"""Names to kinds: what each is taken for, by the tags of an entity recognizer and by what stands beside it anywhere.

What is told counts more than what is tagged.
"""

from collections import Counter
from collections.abc import Container, Sequence
from itertools import takewhile

from quoteattr.document.document import Document
from quoteattr.entities.kinds import age_behind, is_beside_trade, is_common_noun, is_personal, names_a_body, told_kind
from quoteattr.entities.names import is_acronym
from quoteattr.languages.language import Language
from quoteattr.syntax.trees import Node
from quoteattr.vocabulary import SpeakerKind

TOLD = 3
"""How many tags are outweighed by what a name's neighbours tell."""
_KINDS: dict[str, SpeakerKind] = {"PER": "person", "ORG": "organization", "LOC": "place"}


def usual_kinds(document: Document, tagged: Sequence[list[Node]]) -> dict[str, SpeakerKind]:
    """What each name is taken for most often, where what is told counts more than what is tagged."""
    counts: dict[str, Counter[SpeakerKind]] = {}
    first_names = {tokens[0].text.lower() for tokens in tagged if len(tokens) > 1 and tokens[0].ner.endswith("PER")}
    for tokens in tagged:
        counts.setdefault(words_of(tokens), Counter()).update(_votes(document.language, tokens, first_names))
    usual = {words: count.most_common(1)[0][0] for words, count in counts.items() if count}
    bodies = {
        _own_word(tokens, document.language)
        for tokens in tagged
        if len(tokens) > 1
        and usual.get(words_of(tokens)) == "organization"
        and not document.is_in_headline(tokens[0].sentence.start)
    }
    for word in bodies - first_names - document.language.given_names.keys():
        if usual.get(word) == "person" and counts[word]["person"] <= TOLD:
            usual[word] = "organization"  # Nordfisk, where there is a Nordfisk Group
    return usual


def _own_word(tokens: Sequence[Node], language: Language) -> str:
    """The word by which a body may be called alone: `Nordfisk` of `Nordfisk Group`, `Morel` of `Banque Morel`."""
    words = [token.text.lower() for token in tokens]
    return words[1] if len(words) == 2 and words[0] in language.body_beginnings else words[0]


def _votes(language: Language, tokens: list[Node], first_names: Container[str]) -> list[SpeakerKind]:
    """What one mention of a name says of its kind."""
    kind = _KINDS.get(tokens[0].ner[2:], "person" if not tokens[0].ner else None)
    previous = tokens[0].sentence.nodes[tokens[0].index - 2].text if tokens[0].index > 1 else ""
    alone = len(tokens) == 1
    definite = alone and previous.lower() in language.articles
    if kind == "person" and definite and tokens[0].text.lower() not in first_names:
        kind = "organization"
    spelled_out = _is_spelled_out(tokens, language) or _is_in_brackets(tokens)
    told = "organization" if spelled_out else told_kind(tokens, language)
    several = told == "person" and tokens[-1].feature("Number") == "Plur"
    given = len(tokens) > 1 and tokens[0].text.lower() in language.given_names
    titled = previous[:1].isupper() and language.is_title(previous)
    aged = bool(age_behind(tokens[-1].following[:3]))
    personal = told == "person" and (given or titled or aged)
    bodily = names_a_body(tokens, language) or _is_named_by_trade(tokens, language)
    placed = kind == "place" and not personal and not bodily
    apposed = _told_behind(tokens, language)
    if apposed is not None:
        return [apposed] * TOLD
    if _is_before_letters(tokens, language):
        return ["person"] * TOLD
    if placed or several or (alone and not spelled_out and is_common_noun(tokens[0], language)):
        told = None
    return [vote for vote in (kind, *[told] * TOLD) if vote is not None]


def _told_behind(tokens: Sequence[Node], language: Language) -> SpeakerKind | None:
    """What a noun in apposition says that a name is: a body in *Moana Iti, the island theatre, sold it*."""
    following = tokens[-1].following
    if len(following) < 3 or following[0].text != "," or following[1].upos != "DET":
        return None
    phrase = list(takewhile(lambda token: token.upos in ("DET", "ADJ", "NOUN", "PROPN"), following[1:]))
    behind = following[len(phrase) + 1 :][:1]
    closed = bool(behind) and (behind[0].text == "," or behind[0].upos in ("ADP", "PRON"))
    bodily = language.nouns.get(phrase[-1].lemma) == "organization" and not is_personal(phrase[-1], language)
    return "organization" if closed and bodily and phrase[-1].upos == "NOUN" else None


def _is_named_by_trade(tokens: Sequence[Node], language: Language) -> bool:
    """Whether a noun before what could be a place says what body it is: `the think tank Bright Harbour`."""
    noun = tokens[0].before
    told = noun is not None and noun.lemma not in language.settlements and noun.upos == "NOUN"
    return told and noun is not None and is_beside_trade(noun, tokens, language)


def _is_before_letters(tokens: Sequence[Node], language: Language) -> bool:
    """Whether letters follow as behind the names of people: `Ida Moe MP left`, not `a Moe College PhD student`."""
    following = tokens[-1].following[:2]
    whole = len(following) > 1 and following[1].upos in ("AUX", "CCONJ", "PUNCT", "VERB")
    return len(tokens) > 1 and whole and language.is_post_nominal(following[0].text)


def _is_spelled_out(tokens: Sequence[Node], language: Language) -> bool:
    """Whether the acronym of a name follows in brackets."""
    following = tokens[-1].following[:2]
    name = " ".join(token.text for token in tokens)
    return len(following) > 1 and following[0].text == "(" and is_acronym(following[1].text, name, language)


def _is_in_brackets(tokens: Sequence[Node]) -> bool:
    """Whether a name is an acronym alone in brackets: `(AMON)`."""
    before, after = tokens[0].before, tokens[-1].after
    around = before is not None and after is not None and before.text == "(" and after.text == ")"
    return around and len(tokens) == 1 and tokens[0].text.isupper() and not tokens[0].ner


def words_of(tokens: Sequence[Node]) -> str:
    """The words of a name, in small letters."""
    return " ".join(token.text.lower() for token in tokens)
