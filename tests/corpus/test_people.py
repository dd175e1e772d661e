"""Who is one across documents: on both sides of each rule."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.corpus.people import Figure, find_people
from quoteattr.languages.loading import load_language

ENGLISH = load_language("en")


def together(*figures: tuple[str, ...], kind: str = "person") -> list[list[int]]:
    """The groups of figures, each a name and its roles, by their numbers from 0."""
    made = [
        Figure(number, name, kind, (), roles) for number, (name, *rest) in enumerate(figures) for roles in [tuple(rest)]
    ]
    return sorted(sorted(group) for group in find_people(made, ENGLISH).groups)


ONE = [
    (("Ann Lee",), ("Ann Lee", "mayor of Exeter")),
    (("Ann Lee", "mayor"), ("Mayor Ann Lee",)),
    (("Ann Lee", "mayor of Exeter"), ("Ann Lee", "Exeter's mayor")),
    (("Ann Lee", "former mayor of Exeter"), ("Ann Lee", "candidate for the Senate")),
    (("Bill Kerr", "senator"), ("William Kerr",)),
    (("Bill Kerr", "Norsund Ferries' founder"), ("William Kerr", "head of Norsund Ferries")),
    (("Jen Kerr", "Lee aide"), ("Jennifer Kerr", "communications director of the Lee campaign")),
    (("José Peña",), ("Jose Pena",)),
    (("Jörg Müller",), ("Joerg Mueller",)),
    (("Sen. Ann Lee",), ("Dr. Ann Lee",)),
    (("Ann Q. Lee",), ("Ann Lee",)),
    (("Ann Q. Lee",), ("Ann Quentin Lee",)),
    (("Ann Rodham Lee",), ("Ann Lee",)),
    (("A. Lee", "mayor of Exeter"), ("Ann Lee", "mayor of Exeter")),
    (("Joe Lee III", "senator"), ("Joe Lee", "Sen.")),
    (("Micheal Lee", "judge"), ("Michael Lee", "judge")),
    (("Ann “Fox” Lee",), ("Fox Lee",)),
    (("Bill de Moe",), ("Bill De Moe",)),
    (("Ann Lee", "Democratic Gov."), ("Ann Lee", "New Norsund Gov.")),
    (("Mary Ann O’Moe",), ("Mary Ann O'Moe",)),
    (("Dean Lee", "coach"), ("Dean Lee",)),
    (("Ann Lee", "chaired the Norsund Governors Association"), ("Ann Lee", "Ashton Gov.")),
    (("Ann Lee", "aide to the mayor of Exeter"), ("Ann Lee", "mayor of Ashton")),
]
APART = [
    (("Lee",), ("Lee",)),
    (("Ann Lee",), ("Lee",)),
    (("Mr. Lee",), ("Mr. Lee",)),
    (("John Moe", "mayor"), ("John Moe", "plumber")),
    (("John Moe", "mayor of Exeter"), ("John Moe", "mayor of Ashton")),
    (("John Moe", "goalkeeper"), ("John Moe", "senator")),
    (("John Moe", "pupil"), ("John Moe", "actor")),
    (("John Q. Moe",), ("John R. Moe",)),
    (("John H.W. Moe",), ("John W. Moe",)),
    (("John Moe Jr.",), ("John Moe Sr.",)),
    (("John Moe Jr.",), ("John Moe",)),
    (("J. Moe",), ("John Moe",)),
    (("J. Moe", "plumber"), ("John Moe", "mayor")),
    (("Ann Lee",), ("Bo Lee",)),
    (("Micheal Moe",), ("Michael Moe",)),
    (("Ann Lee", "mayor's wife"), ("Bo Lee", "mayor")),
    (("Bob Moe", "retired letter carrier"), ("Robert Moe", "professor at Ashton")),
    (("Chris Moe", "pollster"), ("Kristen Moe",)),
    (("J. Moe", "Senior lawyer, senior in years"), ("John Moe", "Senior aide")),
]


@pytest.mark.parametrize("pair", ONE, ids=str)
def test_who_is_one(pair: tuple[tuple[str, ...], ...]) -> None:
    assert together(*pair) == [[0, 1]]
    assert together(*reversed(pair)) == [[0, 1]]


@pytest.mark.parametrize("pair", APART, ids=str)
def test_who_is_not(pair: tuple[tuple[str, ...], ...]) -> None:
    assert together(*pair) == [[0], [1]]
    assert together(*reversed(pair)) == [[0], [1]]


def test_a_person_is_no_body() -> None:
    figures = [Figure(0, "Ann Lee", "person"), Figure(1, "Ann Lee", "organization")]
    assert sorted(find_people(figures, ENGLISH).groups) == [[0], [1]]


def test_those_without_a_name_are_nobody() -> None:
    figures = [Figure(0, "critics", "group"), Figure(1, "an official", "unnamed"), Figure(2, "report", "document")]
    assert find_people(figures, ENGLISH).groups == []


def test_a_form_that_fits_several_goes_with_the_one_whose_role_agrees() -> None:
    both = (("John Q. Moe", "judge"), ("John R. Moe", "reporter"))
    assert together(*both, ("John Moe", "judge")) == [[0, 2], [1]]
    assert together(*both, ("John Moe",)) == [[0], [1], [2]]


def test_a_mention_that_tells_nothing_goes_to_whom_it_is_nearly_always() -> None:
    known = [("John Moe", "mayor")] * 10
    assert together(*known, ("John Moe", "plumber"), ("John Moe",)) == [[*range(10), 11], [10]]
    assert together(*known[:3], ("John Moe", "plumber"), ("John Moe",)) == [[0, 1, 2], [3], [4]]


def test_whoever_is_called_by_a_full_name_somewhere_goes_by_it() -> None:
    figures = [Figure(0, "Lee", "person", ("Ann Lee", "Ms. Lee")), Figure(1, "Ann Lee", "person")]
    assert find_people(figures, ENGLISH).groups == [[0, 1]]


def bodies(*names: tuple[str, ...]) -> list[list[int]]:
    """The groups of bodies, each a name and its aliases."""
    figures = [Figure(number, name, "organization", tuple(aliases)) for number, (name, *aliases) in enumerate(names)]
    return sorted(sorted(group) for group in find_people(figures, ENGLISH).groups)


@pytest.mark.parametrize(
    "names",
    [
        (("National Harbour Authority",), ("NHA",)),
        (("National Harbour Authority", "the N.H.A."), ("N.H.A.",)),
        (("Islamic State", "ISIS"), ("ISIS",)),
        (("The Norsund Ferries",), ("Norsund Ferries Inc.",)),
        (("NORSUND TODAY",), ("Norsund Today",)),
        (("Lee’s campaign",), ("Lee campaign",)),
    ],
    ids=str,
)
def test_bodies_that_are_one(names: tuple[tuple[str, ...], ...]) -> None:
    assert bodies(*names) == [[0, 1]]
    assert bodies(*reversed(names)) == [[0, 1]]


@pytest.mark.parametrize(
    "names",
    [
        (("National Harbour Authority",), ("National Hospital Association",), ("NHA",)),
        (("National Harbour Authority", "NHA"), ("National Hospital Association", "NHA"), ("NHA",)),
        (("Public Prosecutor",), ("PP",)),
        (("Norsund Times",), ("Ashton Times",)),
        (("Times",), ("Norsund Times",)),
    ],
    ids=str,
)
def test_bodies_that_are_not(names: tuple[tuple[str, ...], ...]) -> None:
    assert bodies(*names) == [[number] for number in range(len(names))]


def test_a_body_with_letters_in_its_name_is_not_what_they_stand_for() -> None:
    assert bodies(("NBN Radio", "NBN"), ("NBN",)) == [[0], [1]]


def test_a_slip_does_not_keep_forms_of_one_name_apart() -> None:
    known = [("John Moe", "senator")] * 10
    assert together(*known, ("John Moe", "plumber"), ("John Q. Moe",)) == [[*range(10), 11], [10]]


def test_a_fuller_form_of_two_people_is_neither() -> None:
    both = (("John Moe", "senator"), ("John Moe", "plumber"))
    assert together(*both, ("John Q. Moe",)) == [[0], [1], [2]]
    assert together(*both, ("John Q. Moe", "Sen.")) == [[0, 2], [1]]


def test_a_role_that_two_of_one_name_may_have_tells_neither() -> None:
    both = (("John Moe", "mayor of Exeter"), ("John Moe", "mayor of Ashton"))
    assert together(*both, ("John Moe", "lawyer")) == [[0], [1], [2]]
    assert together(*both, ("John Moe", "Exeter's mayor")) == [[0, 2], [1]]


def test_a_large_family_takes_no_longer_than_its_names() -> None:
    figures = [Figure(number, f"Ann{number} Q. Moe", "person") for number in range(3000)]
    others = [Figure(3000 + number, f"Ann {chr(97 + number % 26)}{number} Moe", "person") for number in range(3000)]
    start = time.process_time()
    assert len(find_people([*figures, *others], ENGLISH).groups) == 6000
    assert time.process_time() - start < 5


def test_letters_go_to_the_body_that_is_called_so_somewhere() -> None:
    assert bodies(("National Harbour Authority", "NHA"), ("National Hospital Association",), ("NHA",)) == [[0, 2], [1]]


def test_what_is_unsure_is_told() -> None:
    figures = [
        Figure(0, "John Moe", "person", roles=("mayor",)),
        Figure(1, "John Moe", "person", roles=("plumber",)),
        Figure(2, "Moe", "person"),
        Figure(3, "Ann Lee", "person"),
        Figure(4, "Lee", "person"),
    ]
    doubts = {(doubt.one, doubt.other): doubt.why for doubt in find_people(figures, ENGLISH).doubts}
    assert doubts == {
        (0, 1): "the same name, with roles that contradict each other",
        (4, 3): "a last name alone, which one person bears in full",
    }


names = st.lists(st.sampled_from(["Ann", "A.", "John", "Q.", "Lee", "Moe", "Jr.", "“", "", "Dr."]), max_size=4).map(
    " ".join
)
figures = st.builds(
    lambda name, kind, role: (name, kind, role),
    st.one_of(names, st.text(max_size=8)),
    st.sampled_from(["person", "organization", "group", "place"]),
    st.sampled_from([(), ("mayor",), ("plumber",), ("mayor of Exeter",), ("’s",), ("",)]),
)


@given(st.lists(figures, max_size=12))
def test_everybody_is_in_one_group_at_most(made: list[tuple[str, str, tuple[str, ...]]]) -> None:
    some = [Figure(number, name, kind, (), roles) for number, (name, kind, roles) in enumerate(made)]
    people = find_people(some, ENGLISH)
    numbers = [number for group in people.groups for number in group]
    assert len(numbers) == len(set(numbers))
    grouped = {number: place for place, group in enumerate(people.groups) for number in group}
    assert {figure.number for figure in some if figure.kind == "person"} <= grouped.keys()
