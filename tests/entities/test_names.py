"""Which names may belong to one person or body."""

import pytest

from quoteattr.entities.names import is_acronym, is_short_form, may_be_same_person, name_words
from quoteattr.languages.loading import load_language


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ida Moe", ("ida", "moe")),
        ("Ida B. Moe", ("ida", "b", "moe")),
        ("Bo Dahl Jr.", ("bo", "dahl")),
        ("Bo Dahl, III", ("bo", "dahl")),
        ("Moe's", ("moe",)),
        ("Moe’s", ("moe",)),
        ("Robert “Bob” Lind", ("robert", "lind")),
        ("  Ida   Moe ", ("ida", "moe")),
        ("Jr.", ("jr",)),
        ("", ()),
    ],
)
def test_words_of_a_name(name: str, words: tuple[str, ...]) -> None:
    assert name_words(name, load_language("en")) == words


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("Moe", "Ida Moe", True),
        ("Ida Moe", "Ida Moe", True),
        ("Ida", "Ida Moe", True),
        ("I. Moe", "Ida Moe", True),
        ("Ida Moe", "Ida Beate Moe", True),
        ("Ida B. Moe", "Ida Beate Moe", True),
        ("van den Berg", "Piet van den Berg", True),
        ("Bo Dahl", "Bo Dahl Jr.", True),
        ("Ida C. Moe", "Ida Beate Moe", False),
        ("Eva Moe", "Ida Moe", False),
        ("E. Moe", "Ida Moe", False),
        ("Beate", "Ida Beate Moe", False),
        ("Dahl", "Ida Moe", False),
        ("Ida Dahl", "Ida Moe", False),
        ("", "Ida Moe", False),
        ("Moe", "", False),
    ],
)
def test_names_of_one_person(short: str, full: str, same: bool) -> None:
    assert may_be_same_person(*(name_words(name, load_language("en")) for name in (short, full))) is same


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("IFA", "International Ferry Association", True),
        ("IFA", "the International Ferry Association", True),
        ("I.F.A.", "International Ferry Association", True),
        ("BIF", "Bank of the Isle of Fyn", True),
        ("IFC", "International Ferry Association", False),
        ("Ifa", "International Ferry Association", False),
        ("F", "Ferries", False),
        ("FF", "Ferry-Folk", True),
        ("IFA", "", False),
        ("IFA", "International  – Ferry Association", True),
    ],
)
def test_acronyms(short: str, full: str, same: bool) -> None:
    assert is_acronym(short, full, load_language("en")) is same


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("Nordfisk", "Nordfisk Group", True),
        ("the Harbour Board", "Bergen Harbour Board", True),
        ("Bergen Harbour", "Bergen Harbour Board", True),
        ("Board", "Bergen Harbour Board", False),
        ("Bergen Harbour Board", "Bergen Harbour Board", False),
        ("Bergen Board", "Bergen Harbour Board", False),
        ("the", "the Harbour Board", False),
        ("", "Harbour Board", False),
    ],
)
def test_short_forms_of_a_body(short: str, full: str, same: bool) -> None:
    assert is_short_form(short, full, load_language("en")) is same


@pytest.mark.xfail(reason="any first word may stand for a body")
def test_the_first_half_of_a_country_is_no_short_form() -> None:
    assert not is_short_form("New", "New Zealand", load_language("en"))
