"""How labelled corpora say whom mentions mean."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from quoteattr import Attributor
from quoteattr.attribution.analysis import Analysis
from quoteattr.languages.weights import Weights
from training import coreference, mentions
from training.folds import FOLDS, fold_of
from training.mentions import Labels, Record, normal

TEXT = "Ann Lee met Bo Dahl on Monday. She thanked him. The mayor left."


def labels(attributor: Attributor, form: str, data: dict[str, Any], text: str = TEXT) -> Labels:
    [document] = attributor.documents([text])
    return Labels.of(Record("one", form, text, data), document)


def right(found: Labels, word: str) -> set[str]:
    """The people of the text whom a labelled word means."""
    answer = found.answers[found.document.text.index(word)]
    figures = (figure for figure, _ in Analysis(found.document).antecedents.sight.timeline)
    named = (figure for figure in figures if figure.entity is not None and answer.fits(found.document, figure))
    return {figure.entity.name for figure in named if figure.entity is not None}


PEOPLE = [
    {"name": "Ann Lee", "aliases": ["Lee"], "described": ["the mayor"]},
    {"name": "Bo Dahl", "aliases": [], "described": []},
]
FORMS = [
    pytest.param(
        "pronouns", {"pronouns": [{"start": 31, "is": ["Lee"]}], "entities": PEOPLE}, "She", {"Ann Lee"}, id="pronouns"
    ),
    pytest.param(
        "gap",
        {"pronoun": [31, 34], "names": [{"start": 0, "end": 7, "is": True}, {"start": 12, "end": 19, "is": False}]},
        "She",
        {"Ann Lee"},
        id="gap",
    ),
    pytest.param(
        "gap",
        {"pronoun": [31, 34], "names": [{"start": 0, "end": 7, "is": False}]},
        "She",
        {"Bo Dahl"},
        id="gap, neither of the names",
    ),
    pytest.param("chains", {"chains": [[(12, 19), (43, 46)]]}, "him", {"Bo Dahl"}, id="chains"),
    pytest.param("litbank", {"mentions": [[0, 7, "A", "PER"], [31, 34, "A", "PER"]]}, "She", {"Ann Lee"}, id="litbank"),
]


@pytest.mark.parametrize(("form", "data", "word", "expected"), FORMS)
def test_each_form_of_annotation_says_whom_a_mention_means(
    attributor: Attributor, form: str, data: dict[str, Any], word: str, expected: set[str]
) -> None:
    found = labels(attributor, form, data)
    assert right(found, word) == expected


def test_descriptions_and_sources_of_labelled_people_are_labelled(attributor: Attributor) -> None:
    quote = {"speaker": "Bo Dahl", "source": [[43, 46]]}
    found = labels(attributor, "people", {"entities": PEOPLE, "quotes": [quote]})
    assert set(found.answers) == {TEXT.index("him"), TEXT.index("mayor")}


def test_names_are_compared_without_articles_and_endings() -> None:
    assert normal("The Norsund Times’s") == normal("Norsund Times") == "norsund times"


def test_examples_say_which_candidate_is_right(attributor: Attributor) -> None:
    examples = chained(attributor, TEXT, [[(0, 7), (31, 34)], [(12, 19), (43, 46)]]).examples()
    assert {example.described for example in examples} == {False, True}
    pronouns = [example for example in examples if not example.described]
    assert [len(example.right) for example in pronouns] == [1, 1]
    assert all(0 not in example.right for example in pronouns)
    [mayor] = [example for example in examples if example.described]
    assert mayor.right == (0,)  # nobody: in chains, all that mean somebody are labelled


def test_examples_come_up_in_walks_that_choose_by_weights(attributor: Attributor) -> None:
    told = chained(attributor, "Ann Lee met Bo Dahl. She left. She wept.", [[(0, 7), (21, 24), (31, 34)]])
    nobody = evolve(attributor.language, pronoun_weights=Weights({"bias": 9.0}))
    assert any("gap,form=1|pronoun" in option for option in told.examples()[-1].options)
    assert not any("gap,form=1|pronoun" in option for option in told.examples(nobody)[-1].options)


def chained(attributor: Attributor, text: str, chains: list[list[tuple[int, int]]]) -> coreference.Text:
    [document] = attributor.documents([text])
    return coreference.Text.of(Record("one", "chains", text, {"chains": chains}), document)


def test_weights_are_learnt_from_examples() -> None:
    example = coreference.Example(False, (("bias", "none"), ("near",), ("far",)), (1,))
    weights = coreference.fit([example] * 50, "pronouns")
    assert weights["near"] > 0 > weights["far"]
    assert "bias" in weights


def test_corpora_are_read_from_a_folder(tmp_path: Path) -> None:
    for name, form in mentions.CORPORA.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        if form == "chains":
            rows = "# newdoc id = doc\n# text = Go\n1\tGo\tgo\tVERB\t_\t_\t0\troot\t_\tEntity=(1-person)\n\n"
            file.write_bytes(gzip.compress(rows.encode()))
        else:
            file.write_text(json.dumps({"id": name, "text": "Go."}) + "\n")
    found = list(mentions.records(tmp_path))
    assert [record.form for record in found] == list(mentions.CORPORA.values())
    assert next(corpus.name for corpus in mentions.corpora(tmp_path)) == "polnear.people"


def test_all_texts_of_one_name_are_in_one_fold() -> None:
    assert fold_of("one") == fold_of("one")
    assert {fold_of(str(number)) for number in range(200)} == set(range(FOLDS))
