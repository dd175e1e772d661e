"""The choice of whom a mention means: the likeliest of all candidates and of nobody, by weights that were fitted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import exp
from typing import TypeAlias

from attrs import frozen

from quoteattr.coreference.anaphors import Anaphor
from quoteattr.coreference.description_features import description_features, no_bearer_features
from quoteattr.coreference.pairs import Candidate
from quoteattr.coreference.pronoun_features import no_antecedent_features, pronoun_features
from quoteattr.languages.language import Language


@frozen
class Choice:
    """Whom a mention means, or nobody, and how likely each candidate was."""

    chosen: Candidate | None
    share: float
    weighed: tuple[tuple[Candidate, float], ...]


Choose: TypeAlias = Callable[[Language, Anaphor, list[Candidate]], Choice]


def likeliest(language: Language, anaphor: Anaphor, candidates: list[Candidate]) -> Choice:
    """The likeliest candidate, unless that it is nobody is likelier; there must be candidates.

    A language without weights takes who agrees for sure, a subject, or the nearest, and for a description who fits.
    """
    weights = language.description_weights if anaphor.described else language.pronoun_weights
    if not weights:
        return _plainest(anaphor, candidates)
    nobody, pairs = features(anaphor, candidates)
    by_feature = weights.by_feature
    scores = [by_feature["bias"] + _sum(by_feature, nobody), *(_sum(by_feature, pair) for pair in pairs)]
    highest = max(scores)
    odds = [exp(score - highest) for score in scores]
    total = sum(odds)
    shares = [odd / total for odd in odds]
    best = max(range(len(shares)), key=shares.__getitem__)
    weighed = tuple(zip(candidates, shares[1:], strict=True))
    return Choice(candidates[best - 1] if best else None, shares[best], weighed)


def features(anaphor: Anaphor, candidates: list[Candidate]) -> tuple[list[str], list[list[str]]]:
    """The features of nobody, and those of each candidate."""
    if not anaphor.described:
        nobody = list(no_antecedent_features(anaphor, candidates))
        return nobody, [list(pronoun_features(anaphor, candidate)) for candidate in candidates]
    fitting = [candidate.match for candidate in candidates]
    pairs = [list(description_features(anaphor, candidate, fitting.count(candidate.match))) for candidate in candidates]
    return list(no_bearer_features(anaphor, candidates)), pairs


def _sum(weights: Mapping[str, float], names: Iterable[str]) -> float:
    return sum([weights[name] for name in names if name in weights])


def _plainest(anaphor: Anaphor, candidates: Sequence[Candidate]) -> Choice:
    """For a pronoun who agrees for sure, of several a subject, of several the nearest; for a description who fits."""
    fitting = [c for c in candidates if not anaphor.described or c.match != "nothing"]

    def rank(candidate: Candidate) -> tuple[bool, bool, int]:
        figure = candidate.figure
        return figure.gender == anaphor.wanted, candidate.place.part in ("topic", "subject"), -candidate.rank

    return Choice(max(fitting, key=rank, default=None), 0.5, ())
