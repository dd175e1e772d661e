"""Examples of who has which role, and the trees that are fitted on them."""

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from quoteattr.attribution.analysis import Analysis
from quoteattr.languages.language import Language
from quoteattr.languages.loading import read_folder
from quoteattr.languages.weights import RoleWeights
from tests.cases import case_called, frozen_document
from training import roles
from training.corpus import Corpus

CASE = case_called("a citizen is less than a chairman")


def examples(*entities: dict[str, Any], quotes: tuple[dict[str, Any], ...] = ()) -> list[roles.Example]:
    document = frozen_document(CASE)
    return list(roles.examples(Analysis(document), {"id": "one", "entities": entities, "quotes": quotes}))


def test_what_annotators_call_a_role_is_the_example_to_follow() -> None:
    saban = {"id": "S", "name": "Haim Saban", "role": "chairman of Univision", "roles_also": []}
    assert [(example.head, example.right) for example in examples(saban)] == [("chairman", True), ("citizen", False)]


def test_a_role_that_only_quotes_tell_counts_too() -> None:
    saban = {"id": "S", "name": "Saban", "aliases": ["Haim Saban"]}
    quote = {"speaker": "S", "role": "dual citizen"}
    assert [example.right for example in examples(saban, quotes=(quote,))] == [False, True]


@pytest.mark.parametrize("name", ["Haim Saban", "Bo Dahl"])
def test_whose_role_nobody_looked_for_is_no_example(name: str) -> None:
    assert examples({"id": "S", "name": name}) == []


def found(count: int) -> list[roles.Example]:
    """Candidates of which those with the head `mayor` are roles, in as many documents."""
    [chairman, citizen] = examples({"id": "S", "name": "Haim Saban", "role": "chairman"})
    pairs = (
        (evolve(chairman, document=str(place), head="mayor"), evolve(citizen, document=str(place), head="winter"))
        for place in range(count)
    )
    return [example for pair in pairs for example in pair]


def test_the_trees_tell_roles_from_others() -> None:
    weights = roles.fit(found(60))
    mayor, winter = (
        weights.probability({**example.values, "rate": weights.rate(example.head)}) for example in found(1)
    )
    assert mayor > 0.9 > 0.1 > winter
    assert weights.heads["mayor"] == (60, 60)


def test_a_rate_is_counted_without_the_document_itself() -> None:
    known = RoleWeights(heads=roles._counts(found(3)), share=0.5)
    without = {example.head: weights.heads[example.head] for example, weights in roles._left_out(found(3), known)}
    assert without == {"mayor": (2, 2), "winter": (0, 2)}


def test_of_examples_that_are_all_alike_nothing_is_learnt() -> None:
    assert not roles.fit([example for example in found(3) if example.right])


def test_what_is_written_is_read_as_it_was(tmp_path: Path) -> None:
    weights = roles.fit(found(60))
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "words.toml").write_text('name = "Toy"\n')
    written = roles.to_json(weights, [Corpus("toy", "0", ({"corpus": "toy"},))])
    (folder / "roles.json").write_text(written, encoding="utf-8")
    assert read_folder(folder).role_weights == weights
    assert json.loads(written)["about"][1] == "Fitted on toy, 1 documents, SHA-256 0."


def test_a_language_takes_other_weights() -> None:
    language: Language = frozen_document(CASE).language
    assert not evolve(language, role_weights=RoleWeights()).role_weights
    assert language.role_weights
