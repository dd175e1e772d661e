"""Is a text told as a story? What its page shows of it, whoever speaks in it and however often.

Stories are told in the past, of somebody who is *he* or *she*, with few numbers and names; they ask and exclaim between
quotation marks. The weights of these features are fitted by `training/narration.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from quoteattr.languages.language import Language
from quoteattr.syntax.trees import Node

WORDS = 150
"""Words outside quotation marks from which their shares tell something."""
QUOTED = 3
"""Pieces in quotation marks from which they do."""
CERTAIN = 0.83
"""How likely a text must be a story: what may be none is read as news."""
_ASKING = ("?", "!", "--", "—")
_STEPS: Mapping[str, Sequence[float]] = {
    "gendered": (0.01, 0.02, 0.03, 0.045, 0.06, 0.08),
    "narrator": (0.005, 0.02, 0.04, 0.06),
    "past": (0.4, 0.6, 0.75, 0.85, 0.93),
    "digits": (0.0005, 0.002, 0.004, 0.008, 0.015, 0.03),
    "name": (0.02, 0.04, 0.06, 0.09, 0.12, 0.16),
    "asking": (0.02, 0.08, 0.15, 0.25, 0.4),
}
"""The shares from which each feature has its next step."""


def is_story(told: Sequence[Node], said: Sequence[str], language: Language) -> bool:
    """Whether the words outside quotation marks, and the pieces inside them, are those of a story."""
    if not language.narration_weights or len(told) < WORDS or len(said) < QUOTED:
        return False
    return language.narration_weights.probability(features(told, said, language)) >= CERTAIN


def features(told: Sequence[Node], said: Sequence[str], language: Language) -> Iterator[str]:
    """What is told by a text's words outside quotation marks, and by the pieces inside them: each as `what=step`."""
    counts = Counter(kind for word in told for kind in _kinds(word, language))
    shares = {kind: counts[kind] / max(len(told), 1) for kind in ("gendered", "narrator", "digits", "name")}
    shares["past"] = counts["past"] / max(counts["past"] + counts["present"], 1)
    shares["asking"] = _share(piece.rstrip("_* ").endswith(_ASKING) for piece in said)
    for what, steps in _STEPS.items():
        yield f"{what}={sum(shares[what] >= step for step in steps)}"


def _kinds(word: Node, language: Language) -> Iterator[str]:
    """What a word counts as."""
    text = word.text.lower()
    if language.pronouns.get(text) in ("Masc", "Fem"):
        yield "gendered"
    if text in language.narrator_forms or word.text == language.narrator:
        yield "narrator"
    if word.upos in ("VERB", "AUX") and word.feature("VerbForm") == "Fin":
        yield {"Past": "past", "Pres": "present"}.get(word.feature("Tense"), "other")
    if word.upos == "PROPN":
        yield "name"
    if text[:1].isdigit():
        yield "digits"


def _share(answers: Iterable[bool]) -> float:
    found = list(answers)
    return sum(found) / max(len(found), 1)
