"""Which of the phrases around a name are told as roles, in which order, and what body they name."""

from collections.abc import Callable

import pytest
from attrs import evolve

from quoteattr.document.document import Document
from quoteattr.entities.gathering import find_entities
from quoteattr.entities.roles import affiliation, candidate_roles, head_word, roles_of
from quoteattr.languages.loading import load_language
from quoteattr.languages.weights import RoleWeights
from quoteattr.records.records import Role

BY_LENGTH = RoleWeights(("length",), -1.0, ((0, 1.5, 0.0, (0, 2.5, 1.5, 3.0)),), {}, 0.2, 0.5)
"""Weights to which a phrase of three words is likelier than one of two, and one word is none."""
MANY = (
    "mayor Ida Moe , chief of NBC , rose .",
    "mayor/NOUN/2/nmod:desc Ida/PROPN/9/nsubj/B-PER Moe/PROPN/2/flat/I-PER ,/PUNCT/5/punct chief/NOUN/2/appos "
    "of/ADP/7/case NBC/PROPN/5/nmod/B-ORG ,/PUNCT/5/punct rose|rise/VERB/0/root ./PUNCT/9/punct",
)


def with_weights(document: Document, weights: RoleWeights) -> Document:
    """A document of a language with other weights of roles."""
    return evolve(document, language=evolve(document.language, role_weights=weights))


def test_the_weights_choose_and_leave_out(document_of: Callable[..., Document]) -> None:
    """Whatever is improbable is told nowhere, not even after better ones."""
    document = with_weights(document_of(*MANY), BY_LENGTH)
    [moe] = [entity for entity in find_entities(document).entities if entity.kind == "person"]
    assert [role.text for role in roles_of(document, moe)] == ["chief of NBC"]
    unsure = with_weights(document, evolve(BY_LENGTH, bar=0.0))
    assert [role.text for role in roles_of(unsure, moe)] == ["chief of NBC", "mayor"]


def test_without_weights_the_most_telling_shape_comes_first(document_of: Callable[..., Document]) -> None:
    document = with_weights(document_of(*MANY), RoleWeights())
    [moe] = [entity for entity in find_entities(document).entities if entity.kind == "person"]
    assert [role.text for role in roles_of(document, moe)] == ["mayor", "chief of NBC"]
    assert roles_of(document, moe) == candidate_roles(document, moe)


def test_what_somebody_was_comes_after_what_they_are(document_of: Callable[..., Document]) -> None:
    document = document_of(
        "former Exeter mayor Ida Moe , a chief , rose",
        "former/ADJ/3/amod Exeter/PROPN/3/compound/B-LOC mayor/NOUN/4/nmod:desc Ida/PROPN/10/nsubj/B-PER "
        "Moe/PROPN/4/flat/I-PER ,/PUNCT/8/punct a/DET/8/det chief/NOUN/4/appos ,/PUNCT/8/punct rose|rise/VERB/0/root",
    )
    likely = with_weights(document, evolve(BY_LENGTH, bar=0.0))
    [moe] = [entity for entity in find_entities(document).entities if entity.kind == "person"]
    assert [role.text for role in roles_of(likely, moe)] == ["chief", "former Exeter mayor"]


def test_roles_share_no_word_and_are_cut_from_the_text(document_of: Callable[..., Document]) -> None:
    document = document_of(*MANY)
    found = [role for entity in find_entities(document).entities for role in roles_of(document, entity)]
    assert all(document.text[role.start : role.end] == role.text for role in found)
    assert all(one.end <= other.start or other.end <= one.start for one in found for other in found if one != other)


def test_nobody_named_has_no_roles(document_of: Callable[..., Document]) -> None:
    """One who is given beforehand may be named nowhere."""
    document = document_of(*MANY)
    [moe] = [entity for entity in find_entities(document).entities if entity.kind == "person"]
    moe.names.clear()
    assert roles_of(document, moe, [Role.cut(document.text, 0, len("mayor"))]) == []


@pytest.mark.parametrize(
    ("role", "body"),
    [("chief of NBC", "NBC"), ("mayor", None)],
)
def test_the_body_that_a_role_names(document_of: Callable[..., Document], role: str, body: str | None) -> None:
    document = document_of(*MANY)
    start = document.text.index(role)
    named = affiliation(document, [Role.cut(document.text, start, start + len(role))])
    assert (named and named.text) == body


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
