"""Fit the boosted trees that say which phrase is somebody's role.

    python -m training.roles GOLD.jsonl... --parses FILE --language en > quoteattr/languages/en/roles.json

The candidates for the roles of everybody whom annotators name too are examples. Their features are those of
`quoteattr.entities.role_features`, their label is whether annotators took them for a role. How often phrases with a
noun are roles is a feature too, counted for each document on the others, and not on descriptions that stand elsewhere:
most of these are of somebody else.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import log, log2
from pathlib import Path
from typing import Any

from attrs import frozen

from quoteattr.attribution.analysis import Analysis
from quoteattr.entities.cast import Entity
from quoteattr.entities.role_candidates import DESCRIPTION, candidates
from quoteattr.entities.role_features import Setting, Values, counted, features, head_key, representatives
from quoteattr.evaluation.evaluate import is_same_role, plain_name
from quoteattr.languages.weights import DecisionTree, RoleWeights
from quoteattr.pipeline import Attributor
from training.corpus import Corpus, read_corpus
from training.cues import TERMS
from training.parses import CachedParser

TREES, LEAVES, LEARNING_RATE, EXAMPLES_IN_A_LEAF = 100, 15, 0.1, 20
SHARE_OF_EXAMPLES, SHARE_OF_FEATURES = 0.6, 0.3
BAR = 0.48
"""The probability from which a phrase is a role."""
DIGITS = 4


@frozen
class Example:
    """A candidate for somebody's role in a document: its head, its features, whether it is one, and what it weighs.

    `counts` tells whether it goes into the rate of its head.
    """

    document: str
    head: str
    counts: bool
    values: Values
    right: bool
    weight: float


def examples(analysis: Analysis, gold: Mapping[str, Any]) -> Iterator[Example]:
    """The candidates for the roles of those in a document whom annotators name too."""
    spoken = Counter(quote["speaker"] for quote in gold["quotes"] if quote.get("speaker"))
    antecedents = analysis.antecedents
    for entity, annotated in _matched(analysis, gold["entities"]):
        wanted = _roles(annotated, gold["quotes"])
        if wanted is None:
            continue
        told = antecedents.roles_told(entity)
        found = candidates(analysis.document, entity, told, antecedents.elsewhere)
        setting = Setting.of(analysis.document, entity, found)
        for candidate in representatives(found):
            yield Example(
                document=gold["id"],
                head=head_key(candidate),
                counts=candidate.shape != DESCRIPTION,
                values=features(candidate, setting),
                right=any(is_same_role(role, candidate.role.text) for role in wanted),
                weight=1 + log2(1 + spoken[annotated["id"]]),
            )


def _roles(entity: Mapping[str, Any], quotes: Sequence[Mapping[str, Any]]) -> list[str] | None:
    """The roles of an entity, as told with it or with what it says; None where annotators did not look."""
    own = (quote for quote in quotes if quote.get("speaker") == entity["id"])
    told = next((one for one in (entity, *own) if "role" in one), None)
    return None if told is None else [told["role"], *told.get("roles_also", ())] if told["role"] else []


def _matched(analysis: Analysis, annotated: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Entity, Mapping[str, Any]]]:
    """The members of the cast, each with the annotators' entity of the same name."""
    by_name = {plain_name(alias): entity for entity in annotated for alias in entity.get("aliases", ())}
    by_name |= {plain_name(entity["name"]): entity for entity in annotated}
    for entity in analysis.cast.entities:
        if plain_name(entity.name) in by_name:
            yield entity, by_name[plain_name(entity.name)]


def fit(found: Sequence[Example]) -> RoleWeights:
    """The weights fitted on some examples; none where there is nothing to tell apart."""
    if len({example.right for example in found}) < 2:
        return RoleWeights()
    import numpy as np
    from sklearn.ensemble import GradientBoostingClassifier

    heads = _counts(found)
    share = round(sum(right for right, _ in heads.values()) / sum(seen for _, seen in heads.values()), DIGITS)
    known = RoleWeights(heads=heads, share=share)
    rows = [counted(example.values, example.head, without) for example, without in _left_out(found, known)]
    names = tuple(rows[0])
    model = GradientBoostingClassifier(
        n_estimators=TREES,
        max_leaf_nodes=LEAVES,
        max_depth=None,
        learning_rate=LEARNING_RATE,
        subsample=SHARE_OF_EXAMPLES,
        max_features=SHARE_OF_FEATURES,
        min_samples_leaf=EXAMPLES_IN_A_LEAF,
        random_state=0,
    )
    matrix = np.array([[float(row[name]) for name in names] for row in rows])
    labels = np.array([example.right for example in found])
    model.fit(matrix, labels, sample_weight=np.array([example.weight for example in found]))
    prior = float(model.init_.class_prior_[1])
    trees = tuple(_tree(estimator.tree_, 0) for [estimator] in model.estimators_)
    return RoleWeights(names, round(log(prior / (1 - prior)), DIGITS), trees, heads, share, BAR)


def _counts(found: Iterable[Example]) -> dict[str, tuple[int, int]]:
    """How often the candidates with a head were roles, of how many."""
    seen = Counter(example.head for example in found if example.counts)
    right = Counter(example.head for example in found if example.counts and example.right)
    return {head: (right[head], seen[head]) for head in sorted(seen)}


def _left_out(found: Sequence[Example], known: RoleWeights) -> Iterator[tuple[Example, RoleWeights]]:
    """Each example with the counts that were made without its document."""
    for _, group in groupby(found, key=lambda example: example.document):
        own = list(group)
        heads = {
            head: (known.heads[head][0] - right, known.heads[head][1] - seen)
            for head, (right, seen) in _counts(own).items()
        }
        without = RoleWeights(heads={**known.heads, **heads}, share=known.share)
        yield from ((example, without) for example in own)


def _tree(tree: Any, node: int) -> DecisionTree:
    """A tree of scikit-learn from a node on."""
    if tree.children_left[node] < 0:
        return round(float(tree.value[node][0][0]) * LEARNING_RATE, DIGITS)
    low, high = (_tree(tree, children[node]) for children in (tree.children_left, tree.children_right))
    return int(tree.feature[node]), round(float(tree.threshold[node]), DIGITS), low, high


def to_json(weights: RoleWeights, corpora: Sequence[Corpus]) -> str:
    """The data file of the weights: where they come from, and the weights, a tree a line."""
    documents = [document for corpus in corpora for document in corpus.documents]
    about = [
        "Weights of quoteattr.entities.roles, written by `python -m training.roles`; not to be edited by hand.",
        *(f"Fitted on {one.name}, {len(one.documents)} documents, SHA-256 {one.sha256}." for one in corpora),
        *(TERMS[name] for name in sorted({document.get("corpus", "") for document in documents} & TERMS.keys())),
        "What ships here are counts of single nouns and numbers; no text and no annotation.",
    ]
    fields = {
        "about": about,
        "bar": weights.bar,
        "bias": weights.bias,
        "share": weights.share,
        "features": weights.features,
        "heads": dict(weights.heads),
    }
    lines = [f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in weights.trees)
    return "{\n" + ",\n".join([*lines, f'"trees": [\n{trees}\n]']) + "\n}\n"


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, fit, and write the weights to standard output."""
    parser = argparse.ArgumentParser(prog="python -m training.roles", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("gold", type=Path, nargs="+", metavar="GOLD.jsonl")
    parser.add_argument("--parses", type=Path, required=True, metavar="FILE", help="where parses are kept")
    parser.add_argument("--language", default="en")
    options = parser.parse_args(arguments)
    attributor = Attributor(options.language, parser=CachedParser(options.parses, language=options.language))
    corpora = [read_corpus(path) for path in options.gold]
    annotated = [document for corpus in corpora for document in corpus.documents]
    documents = attributor.documents([document["text"] for document in annotated])
    analyses = map(Analysis, documents)
    found = [example for one, gold in zip(analyses, annotated, strict=True) for example in examples(one, gold)]
    sys.stdout.write(to_json(fit(found), corpora))


if __name__ == "__main__":
    main()
