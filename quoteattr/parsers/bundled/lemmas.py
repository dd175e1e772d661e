"""English lemmas: a rule for regular inflection, and the words it gets wrong."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

VOWELS = frozenset("aeiouy")
SILENT = (
    *("c", "v", "u", "e", "ag", "dg", "eng", "rg", "iz", "yz", "at", "as", "is", "os", "us", "ns", "rs"),
    *("bl", "dl", "fl", "gl", "kl", "pl", "tl", "zl"),
)
"""How stems end that lost an *e*: *announc*, *agre*, *judg*, *realiz*, *advocat*, *paus*, *mumbl*."""


class Lemmas:
    """Looks a word up; where it is unknown, undoes the regular inflection that its tag and features tell.

    `exceptions` gives lemmas by UPOS and lower-cased form; `known`, by UPOS, those that decide for *agree*, not *agre*.

    >>> lemmas = Lemmas({"VERB": {"said": "say"}}, {"VERB": {"hope"}})
    >>> lemmas("said", "VERB", "Tense=Past"), lemmas("Hoping", "VERB", "VerbForm=Part")
    ('say', 'hope')
    >>> lemmas("retweeted", "VERB", "Tense=Past"), lemmas("voters", "NOUN", "Number=Plur"), lemmas("NATO", "PROPN", "")
    ('retweet', 'voter', 'NATO')
    """

    def __init__(self, exceptions: Mapping[str, Mapping[str, str]], known: Mapping[str, Iterable[str]]) -> None:
        self._exceptions = exceptions
        self._known = {upos: frozenset(words) for upos, words in known.items()}

    @classmethod
    def read(cls, file: Path) -> "Lemmas":
        """Read the JSON that `training.english.lemmas` writes."""
        stored = json.loads(file.read_text(encoding="utf-8"))
        return cls(stored["exceptions"], stored["known"])

    def __call__(self, form: str, upos: str, feats: str) -> str:
        """The lemma of a word with the tag and features given."""
        exception = self._exceptions.get(upos, {}).get(form.lower())
        return exception if exception is not None else regular(form, upos, feats, self._known.get(upos, frozenset()))


def regular(form: str, upos: str, feats: str, known: frozenset[str] = frozenset()) -> str:
    """Undo regular English inflection.

    >>> [regular(form, "VERB", "") for form in ("stopped", "agreed", "denies", "pausing", "tweets", "sing")]
    ['stop', 'agree', 'deny', 'pause', 'tweet', 'sing']
    """
    if upos in ("PROPN", "X", "SYM", "PUNCT", "NUM"):
        return form
    word = form.lower()
    if upos == "VERB":
        return _verb(word, known)
    if upos == "NOUN" and "Number=Plur" in feats:
        return _without_s(word, known)
    if upos in ("ADJ", "ADV") and word.endswith(("er", "est")) and ("Degree=Cmp" in feats or "Degree=Sup" in feats):
        return _stem(word.removesuffix("est").removesuffix("er"), known)
    return word


def _verb(word: str, known: frozenset[str]) -> str:
    if word in known:
        return word
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1 and VOWELS & set(stem):
            return _stem(stem, known)
    return _without_s(word, known)


def _without_s(word: str, known: frozenset[str]) -> str:
    if not word.endswith("s") or word.endswith(("ss", "us", "is")) or len(word) < 4:
        return word
    if word[:-1] in known:
        return word[:-1]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


def _stem(stem: str, known: frozenset[str]) -> str:
    """What *-ed*, *-ing*, *-er* was put to: *hop(p)*, *hop(e)*, *den(i)*."""
    if _is_short(stem):
        return stem + "e"
    single = stem[:-1] if _is_doubled(stem) else stem
    for candidate in (stem, stem + "e", single):
        if candidate in known:
            return candidate
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if single != stem and stem[-1] not in "lsfz":
        return single
    return stem + "e" if stem.endswith(SILENT) and not stem.endswith(("eat", "oat")) else stem


def _is_short(stem: str) -> bool:
    """Whether a stem of one syllable ends in one vowel and one consonant: *hop* would have doubled it, so it is *hope*.

    >>> [_is_short(stem) for stem in ("hop", "star", "hopp", "need", "play")]
    [True, True, False, False, False]
    """
    vowels = [place for place, letter in enumerate(stem) if letter in VOWELS and place]
    return len(stem) > 2 and vowels == [len(stem) - 2] and stem[-1] not in "wxy" and stem[0] not in "aeiou"


def _is_doubled(stem: str) -> bool:
    return len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in VOWELS
