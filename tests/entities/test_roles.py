"""The words around a name that say as what somebody speaks."""

from collections.abc import Callable

import pytest

from quoteattr.document.document import Document
from quoteattr.entities.gathering import find_entities
from quoteattr.entities.roles import affiliation, head_word, roles_of
from quoteattr.languages.loading import load_language
from quoteattr.records.records import Role


@pytest.mark.parametrize(
    ("text", "tree", "roles"),
    [
        pytest.param(
            "Mayor Ida Moe rose .",
            "Mayor/PROPN/2/nmod:desc Ida/PROPN/4/nsubj/B-PER Moe/PROPN/2/flat/I-PER rose/VERB/0/root ./PUNCT/4/punct",
            ["Mayor"],
            id="title",
        ),
        pytest.param(
            "NATO deputy commander Ida Moe rose .",
            "NATO/PROPN/3/compound/B-ORG deputy/NOUN/3/compound commander/NOUN/4/nmod:desc Ida/PROPN/6/nsubj/B-PER "
            "Moe/PROPN/4/flat/I-PER rose/VERB/0/root ./PUNCT/6/punct",
            ["NATO deputy commander"],
            id="stacked title",
        ),
        pytest.param(
            "Mrs. Ida Moe rose .",
            "Mrs./PROPN/2/nmod:desc Ida/PROPN/4/nsubj/B-PER Moe/PROPN/2/flat/I-PER rose/VERB/0/root ./PUNCT/4/punct",
            [],
            id="an honorific is none",
        ),
        pytest.param(
            "Old Ida Moe rose .",
            "Old/ADJ/2/amod Ida/PROPN/4/nsubj/B-PER Moe/PROPN/2/flat/I-PER rose/VERB/0/root ./PUNCT/4/punct",
            [],
            id="an adjective is none",
        ),
        pytest.param(
            "The mayor thanked Ida Moe .",
            "The/DET/2/det mayor/NOUN/3/nsubj thanked|thank/VERB/0/root Ida/PROPN/3/obj/B-PER Moe/PROPN/4/flat/I-PER "
            "./PUNCT/3/punct",
            [],
            id="a subject before its verb is none",
        ),
        pytest.param(
            "Ida Moe , the mayor of Exeter , rose .",
            "Ida/PROPN/9/nsubj/B-PER Moe/PROPN/1/flat/I-PER ,/PUNCT/5/punct the/DET/5/det mayor/NOUN/1/appos "
            "of/ADP/7/case Exeter/PROPN/5/nmod/B-LOC ,/PUNCT/5/punct rose/VERB/0/root ./PUNCT/9/punct",
            ["mayor of Exeter"],
            id="apposition",
        ),
        pytest.param(
            "Ida Moe , the mayor of Exeter , rose .",
            "Ida/PROPN/9/nsubj/B-PER Moe/PROPN/1/flat/I-PER ,/PUNCT/5/punct the/DET/5/det mayor/NOUN/9/obl "
            "of/ADP/7/case Exeter/PROPN/5/nmod/B-LOC ,/PUNCT/5/punct rose/VERB/0/root ./PUNCT/9/punct",
            ["mayor of Exeter"],
            id="apposition that hangs elsewhere",
        ),
        pytest.param(
            "The mayor , Ida Moe , rose .",
            "The/DET/2/det mayor/NOUN/7/nsubj ,/PUNCT/4/punct Ida/PROPN/2/appos/B-PER Moe/PROPN/4/flat/I-PER "
            ",/PUNCT/4/punct rose/VERB/0/root ./PUNCT/7/punct",
            ["mayor"],
            id="a name in apposition",
        ),
        pytest.param(
            "Ida Moe , who is mayor , rose .",
            "Ida/PROPN/8/nsubj/B-PER Moe/PROPN/1/flat/I-PER ,/PUNCT/6/punct who/PRON/6/nsubj is|be/AUX/6/cop "
            "mayor/NOUN/1/acl:relcl ,/PUNCT/6/punct rose/VERB/0/root ./PUNCT/8/punct",
            ["mayor"],
            id="relative clause",
        ),
        pytest.param(
            "Ida Moe , who chairs the board , rose .",
            "Ida/PROPN/9/nsubj/B-PER Moe/PROPN/1/flat/I-PER ,/PUNCT/5/punct who/PRON/5/nsubj "
            "chairs|chair/VERB/1/acl:relcl the/DET/7/det board/NOUN/5/obj ,/PUNCT/5/punct "
            "rose/VERB/0/root ./PUNCT/9/punct",
            ["chairs the board"],
            id="verb of office",
        ),
        pytest.param(
            "Ida Moe , who lost , rose .",
            "Ida/PROPN/7/nsubj/B-PER Moe/PROPN/1/flat/I-PER ,/PUNCT/5/punct who/PRON/5/nsubj "
            "lost|lose/VERB/1/acl:relcl ,/PUNCT/5/punct rose/VERB/0/root ./PUNCT/7/punct",
            [],
            id="another verb is none",
        ),
        pytest.param(
            "Ida Moe is the mayor",
            "Ida/PROPN/5/nsubj/B-PER Moe/PROPN/1/flat/I-PER is|be/AUX/5/cop the/DET/5/det mayor/NOUN/0/root",
            ["mayor"],
            id="copula",
        ),
        pytest.param(
            "Ida Moe is not the mayor .",
            "Ida/PROPN/6/nsubj/B-PER Moe/PROPN/1/flat/I-PER is|be/AUX/6/cop not/PART/6/advmod//Polarity=Neg "
            "the/DET/6/det mayor/NOUN/0/root ./PUNCT/6/punct",
            [],
            id="negated copula",
        ),
        pytest.param(
            "Ida Moe is the winter",
            "Ida/PROPN/5/nsubj/B-PER Moe/PROPN/1/flat/I-PER is|be/AUX/5/cop the/DET/5/det winter/NOUN/0/root",
            [],
            id="what is no role word",
        ),
        pytest.param(
            "Ida Moe , 43 , rose .",
            "Ida/PROPN/6/nsubj/B-PER Moe/PROPN/1/flat/I-PER ,/PUNCT/4/punct 43/NUM/1/appos ,/PUNCT/4/punct "
            "rose/VERB/0/root ./PUNCT/6/punct",
            [],
            id="an age is none",
        ),
    ],
)
def test_roles_of_the_first_member(
    document_of: Callable[..., Document], text: str, tree: str, roles: list[str]
) -> None:
    document = document_of(text, tree)
    entity = next(entity for entity in find_entities(document).entities if entity.kind == "person")
    found = roles_of(document, entity)
    assert [role.text for role in found] == roles
    assert all(text[role.start : role.end] == role.text for role in found)


def test_the_fullest_role_comes_first(document_of: Callable[..., Document]) -> None:
    """A phrase that stands elsewhere must be fuller by a word, and a longer one is no fuller from some length on."""
    document = document_of(
        "Mayor Ida Moe rose .",
        "Mayor/PROPN/2/nmod:desc Ida/PROPN/4/nsubj/B-PER Moe/PROPN/2/flat/I-PER rose/VERB/0/root ./PUNCT/4/punct",
    )
    [entity] = find_entities(document).entities
    elsewhere = [Role(0, 1, "senator"), Role(0, 1, "former Bergen senator")]
    found = roles_of(document, entity, elsewhere)
    assert [role.text for role in found] == ["former Bergen senator", "Mayor", "senator"]


@pytest.mark.parametrize(
    ("role", "word"),
    [
        ("Secretary General", "general"),
        ("former Secretary of State", "secretary"),
        ("mayor", "mayor"),
        ("diver from Bergen, aged 40", "diver"),
        ("chief engineer at the yard", "engineer"),
    ],
)
def test_the_word_that_a_role_is_about(role: str, word: str) -> None:
    assert head_word(Role(0, len(role), role), load_language("en")) == word


@pytest.mark.parametrize(
    ("text", "tree", "roles", "body"),
    [
        pytest.param(
            "NBC 's Ida Moe rose .",
            "NBC/PROPN/3/nmod:poss/B-ORG 's/PART/1/case Ida/PROPN/5/nsubj/B-PER Moe/PROPN/3/flat/I-PER "
            "rose/VERB/0/root ./PUNCT/5/punct",
            ["NBC"],
            "NBC",
            id="owner",
        ),
        pytest.param(
            "Ida Moe of NBC rose .",
            "Ida/PROPN/5/nsubj/B-PER Moe/PROPN/1/flat/I-PER of/ADP/4/case NBC/PROPN/1/nmod/B-ORG rose/VERB/0/root "
            "./PUNCT/5/punct",
            ["NBC"],
            "NBC",
            id="preposition",
        ),
        pytest.param(
            "Ida Moe , 61 , head of Vik Group , rose .",
            "Ida/PROPN/11/nsubj/B-PER Moe/PROPN/1/flat/I-PER ,/PUNCT/4/punct 61/NUM/1/appos ,/PUNCT/6/punct "
            "head/NOUN/1/appos of/ADP/9/case Vik/PROPN/9/compound/B-ORG Group/PROPN/6/nmod/I-ORG ,/PUNCT/6/punct "
            "rose/VERB/0/root ./PUNCT/11/punct",
            ["head of Vik Group"],
            "Vik Group",
            id="past an age",
        ),
        pytest.param(
            "Sens. Ida Moe and Bo Dahl rose .",
            "Sens./PROPN/2/nmod:desc Ida/PROPN/7/nsubj/B-PER Moe/PROPN/2/flat/I-PER and/CCONJ/5/cc "
            "Bo/PROPN/2/conj/B-PER Dahl/PROPN/5/flat/I-PER rose/VERB/0/root ./PUNCT/7/punct",
            ["Sens."],
            None,
            id="a title for two",
        ),
        pytest.param(
            "Ida Moe (D-Md.) rose .",
            "Ida/PROPN/6/nsubj/B-PER Moe/PROPN/1/flat/I-PER (/PUNCT/4/punct D-Md./PROPN/1/appos )/PUNCT/4/punct "
            "rose/VERB/0/root ./PUNCT/6/punct",
            ["D-Md."],
            None,
            id="party and state",
        ),
        pytest.param(
            "Now the mayor of Bergen , Moe rose .",
            "Now/ADV/3/advmod the/DET/3/det mayor/NOUN/8/advcl of/ADP/5/case Bergen/PROPN/3/nmod/B-LOC ,/PUNCT/3/punct "
            "Moe/PROPN/8/nsubj/B-PER rose/VERB/0/root ./PUNCT/8/punct",
            ["mayor of Bergen"],
            None,
            id="a phrase that opens the sentence",
        ),
        pytest.param(
            "Ida Moe , who served as mayor , rose .",
            "Ida/PROPN/9/nsubj/B-PER Moe/PROPN/1/flat/I-PER ,/PUNCT/5/punct who/PRON/5/nsubj "
            "served|serve/VERB/1/acl:relcl as/ADP/7/case mayor/NOUN/5/obl ,/PUNCT/5/punct rose/VERB/0/root "
            "./PUNCT/9/punct",
            ["mayor"],
            None,
            id="served as",
        ),
        pytest.param(
            "Ida Moe , mayors and judges rose .",
            "Ida/PROPN/7/nsubj/B-PER Moe/PROPN/1/flat/I-PER ,/PUNCT/4/punct mayors|mayor/NOUN/1/conj//Number=Plur "
            "and/CCONJ/6/cc judges|judge/NOUN/1/conj//Number=Plur rose/VERB/0/root ./PUNCT/7/punct",
            [],
            None,
            id="a list is none",
        ),
        pytest.param(
            "Ida Moe of , Varde rose .",
            "Ida/PROPN/6/nsubj/B-PER Moe/PROPN/1/flat/I-PER of/ADP/5/case ,/PUNCT/5/punct/B-LOC "
            "Varde/PROPN/1/nmod/B-LOC rose/VERB/0/root ./PUNCT/6/punct",
            [],
            None,
            id="a mark that a recognizer took for a place",
        ),
    ],
)
def test_roles_and_the_body_in_them(
    document_of: Callable[..., Document], text: str, tree: str, roles: list[str], body: str | None
) -> None:
    document = document_of(text, tree)
    people = [entity for entity in find_entities(document).entities if entity.kind == "person"]
    found = roles_of(document, people[-1])
    named = affiliation(document, found)
    assert [role.text for role in found] == roles
    assert (named and named.text) == body
