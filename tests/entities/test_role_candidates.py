"""The phrases that may say as what somebody speaks: each construction, and what is none whatever the weights."""

from collections.abc import Callable

import pytest

from quoteattr.document.document import Document
from quoteattr.entities.gathering import find_entities
from quoteattr.entities.role_candidates import Candidate, Elsewhere, candidates
from quoteattr.records.records import Role

MOE = "Ida/PROPN/{0}/{1}/B-PER Moe/PROPN/{2}/flat/I-PER"


def of_moe(document: Document, *described: Role, near: bool = True) -> list[Candidate]:
    """The candidates for the roles of Ida Moe."""
    [moe] = [entity for entity in find_entities(document).entities if entity.name == "Ida Moe"]
    return candidates(document, moe, described, Elsewhere(document) if near else None)


@pytest.mark.parametrize(
    ("text", "tree", "found"),
    [
        pytest.param(
            "NATO commander Ida Moe rose",
            f"NATO/PROPN/2/compound/B-ORG commander/NOUN/3/nmod:desc {MOE.format(5, 'nsubj', 3)} rose|rise/VERB/0/root",
            [("premodifier", "NATO commander")],
            id="premodifier",
        ),
        pytest.param(
            "star Ida Moe rose",
            f"star/NOUN/2/nmod:desc {MOE.format(4, 'nsubj', 2)} rose|rise/VERB/0/root",
            [("premodifier", "star")],
            id="premodifier that no list knows",
        ),
        pytest.param(
            "Ida Moe , now a tall diver , rose",
            f"{MOE.format(9, 'nsubj', 1)} ,/PUNCT/7/punct now/ADV/7/advmod a/DET/7/det tall/ADJ/7/amod "
            "diver/NOUN/1/appos ,/PUNCT/7/punct rose|rise/VERB/0/root",
            [("apposition", "tall diver")],
            id="apposition behind an adverb",
        ),
        pytest.param(
            "Ida Moe , a diver who rests , rose",
            f"{MOE.format(9, 'nsubj', 1)} ,/PUNCT/5/punct a/DET/5/det diver/NOUN/1/appos who/PRON/7/nsubj "
            "rests|rest/VERB/5/acl:relcl ,/PUNCT/5/punct rose|rise/VERB/0/root",
            [("apposition", "diver"), ("apposition", "diver who rests")],
            id="apposition with its clause",
        ),
        pytest.param(
            "After Ida Moe , the mayor rose",
            f"After/ADP/2/case {MOE.format(7, 'obl', 2)} ,/PUNCT/2/punct the/DET/6/det mayor/NOUN/7/nsubj "
            "rose|rise/VERB/0/root",
            [("apposition", "mayor")],
            id="a subject without its verb",
        ),
        pytest.param(
            "the head of Vik , Ida Moe , rose",
            f"the/DET/2/det head/NOUN/9/nsubj of/ADP/4/case Vik/PROPN/2/nmod/B-ORG ,/PUNCT/6/punct "
            f"{MOE.format(2, 'dep', 6)} ,/PUNCT/6/punct rose|rise/VERB/0/root",
            [("opening", "Vik"), ("opening", "head of Vik")],
            id="before a comma, off the words",
        ),
        pytest.param(
            "Ida Moe , who is mayor , rose",
            f"{MOE.format(8, 'nsubj', 1)} ,/PUNCT/6/punct who/PRON/6/nsubj is|be/AUX/6/cop mayor/NOUN/1/acl:relcl "
            ",/PUNCT/6/punct rose|rise/VERB/0/root",
            [("relative", "mayor"), ("clause", "is mayor")],
            id="relative clause",
        ),
        pytest.param(
            "Ida Moe , who chairs the board , rose",
            f"{MOE.format(9, 'nsubj', 1)} ,/PUNCT/5/punct who/PRON/5/nsubj chairs|chair/VERB/1/acl:relcl "
            "the/DET/7/det board/NOUN/5/obj ,/PUNCT/5/punct rose|rise/VERB/0/root",
            [("clause", "chairs the board")],
            id="what somebody does",
        ),
        pytest.param(
            "Ida Moe , who lost , rose",
            f"{MOE.format(7, 'nsubj', 1)} ,/PUNCT/5/punct who/PRON/5/nsubj lost|lose/VERB/1/acl:relcl "
            ",/PUNCT/5/punct rose|rise/VERB/0/root",
            [],
            id="a verb alone is none",
        ),
        pytest.param(
            "Ida Moe is the mayor",
            f"{MOE.format(5, 'nsubj', 1)} is|be/AUX/5/cop the/DET/5/det mayor/NOUN/0/root",
            [("copula", "mayor")],
            id="copula",
        ),
        pytest.param(
            "Ida Moe is not the mayor",
            f"{MOE.format(6, 'nsubj', 1)} is|be/AUX/6/cop not/PART/6/advmod//Polarity=Neg the/DET/6/det "
            "mayor/NOUN/0/root",
            [],
            id="negated copula",
        ),
        pytest.param(
            "Ida Moe served as mayor",
            f"{MOE.format(3, 'nsubj', 1)} served|serve/VERB/0/root as/ADP/5/case mayor/NOUN/3/obl",
            [("as", "mayor")],
            id="as what",
        ),
        pytest.param(
            "Ida Moe ( Harbour Master ) rose",
            f"{MOE.format(7, 'nsubj', 1)} (/PUNCT/5/punct Harbour/PROPN/5/compound Master/PROPN/1/appos "
            ")/PUNCT/5/punct rose|rise/VERB/0/root",
            [("brackets", "Harbour Master")],
            id="brackets",
        ),
        pytest.param(
            "PRESENTER ( Ida Moe )",
            f"PRESENTER/NOUN/0/root (/PUNCT/3/punct {MOE.format(1, 'appos', 3)} )/PUNCT/3/punct",
            [("opening", "PRESENTER"), ("brackets", "PRESENTER")],
            id="a label with the name in brackets",
        ),
        pytest.param(
            "Ida Moe (D-Md.) rose",
            f"{MOE.format(6, 'nsubj', 1)} (/PUNCT/4/punct D-Md./PROPN/1/appos )/PUNCT/4/punct rose|rise/VERB/0/root",
            [],
            id="a party is none",
        ),
        pytest.param(
            "NBC 's Ida Moe of Vik rose",
            f"NBC/PROPN/3/nmod:poss/B-ORG 's/PART/1/case {MOE.format(7, 'nsubj', 3)} of/ADP/6/case "
            "Vik/PROPN/3/nmod/B-ORG rose|rise/VERB/0/root",
            [("possessor", "NBC"), ("possessor", "Vik")],
            id="the bodies that somebody is of",
        ),
        pytest.param(
            "Ida Moe , 40 , of Selby rose",
            f"{MOE.format(8, 'nsubj', 1)} ,/PUNCT/4/punct 40/NUM/1/appos ,/PUNCT/7/punct of/ADP/7/case "
            "Selby/PROPN/1/nmod/B-LOC rose|rise/VERB/0/root",
            [],
            id="an age and a home town are none",
        ),
        pytest.param(
            "Old Ida Moe rose",
            f"Old/ADJ/2/amod {MOE.format(4, 'nsubj', 2)} rose|rise/VERB/0/root",
            [],
            id="an adjective is none",
        ),
        pytest.param(
            "Mrs. Ida Moe rose",
            f"Mrs./PROPN/2/nmod:desc {MOE.format(4, 'nsubj', 2)} rose|rise/VERB/0/root",
            [],
            id="an honorific is none",
        ),
        pytest.param(
            "Ida Moe , a liar , rose",
            f"{MOE.format(7, 'nsubj', 1)} ,/PUNCT/5/punct a/DET/5/det liar/NOUN/1/appos ,/PUNCT/5/punct "
            "rose|rise/VERB/0/root",
            [],
            id="an insult is none",
        ),
        pytest.param(
            "Ida Moe , her hand up , rose",
            f"{MOE.format(8, 'nsubj', 1)} ,/PUNCT/5/punct her/PRON/5/nmod:poss//Poss=Yes|Person=3 hand/NOUN/1/appos "
            "up/ADV/5/advmod ,/PUNCT/5/punct rose|rise/VERB/0/root",
            [],
            id="a part of the body is none",
        ),
        pytest.param(
            "Sens. Bo Dahl and Ida Moe rose",
            "Sens./PROPN/2/nmod:desc Bo/PROPN/7/nsubj/B-PER Dahl/PROPN/2/flat/I-PER and/CCONJ/5/cc "
            f"{MOE.format(2, 'conj', 5)} rose|rise/VERB/0/root",
            [("premodifier", "Sens.")],
            id="a title of two",
        ),
        pytest.param(
            "Bo Dahl and Exeter mayor Ida Moe rose",
            "Bo/PROPN/8/nsubj/B-PER Dahl/PROPN/1/flat/I-PER and/CCONJ/6/cc Exeter/PROPN/5/compound/B-LOC "
            f"mayor/NOUN/6/nmod:desc {MOE.format(1, 'conj', 6)} rose|rise/VERB/0/root",
            [("premodifier", "Exeter mayor")],
            id="a title of the second of two",
        ),
    ],
)
def test_candidates_beside_a_name(
    document_of: Callable[..., Document], text: str, tree: str, found: list[tuple[str, str]]
) -> None:
    beside = of_moe(document_of(text, tree), near=False)
    assert [(candidate.shape, candidate.role.text) for candidate in beside] == found
    assert all(text[one.role.start : one.role.end] == one.role.text for one in beside)


def test_what_stands_under_a_name_is_a_candidate(document_of: Callable[..., Document]) -> None:
    document = document_of(
        "Ida Moe\nSubscriber , Fennimore\n",
        MOE.format(0, "root", 1),
        "Subscriber/NOUN/0/root ,/PUNCT/3/punct Fennimore/PROPN/1/appos/B-LOC",
    )
    assert [(found.shape, found.role.text) for found in of_moe(document)] == [("next line", "Subscriber")]


def test_descriptions_near_a_name_are_candidates(document_of: Callable[..., Document]) -> None:
    """`Her deputy` is seldom she, and `the judge, Bo Dahl` is he."""
    document = document_of(
        "Ida Moe rose . The mayor sat . Her deputy left . The judge , Bo Dahl , sat .",
        f"{MOE.format(3, 'nsubj', 1)} rose|rise/VERB/0/root ./PUNCT/3/punct",
        "The|the/DET/2/det mayor/NOUN/3/nsubj sat|sit/VERB/0/root ./PUNCT/3/punct",
        "Her/PRON/2/nmod:poss//Poss=Yes|Person=3 deputy/NOUN/3/nsubj left|leave/VERB/0/root ./PUNCT/3/punct",
        "The|the/DET/2/det judge/NOUN/7/nsubj ,/PUNCT/4/punct Bo/PROPN/2/appos/B-PER Dahl/PROPN/4/flat/I-PER "
        ",/PUNCT/4/punct sat|sit/VERB/0/root ./PUNCT/7/punct",
    )
    [mayor] = of_moe(document)
    assert (mayor.shape, mayor.role.text, mayor.gap) == ("description", "mayor", len(" rose . The "))


def test_what_coreference_puts_down_to_somebody_is_told(document_of: Callable[..., Document]) -> None:
    text = "Ida Moe rose . The mayor sat ."
    document = document_of(
        text,
        f"{MOE.format(3, 'nsubj', 1)} rose|rise/VERB/0/root ./PUNCT/3/punct",
        "The|the/DET/2/det mayor/NOUN/3/nsubj sat|sit/VERB/0/root ./PUNCT/3/punct",
    )
    start = text.index("mayor")
    [mayor] = of_moe(document, Role.cut(text, start, start + len("mayor")))
    assert (mayor.shape, mayor.role.text) == ("told", "mayor")
