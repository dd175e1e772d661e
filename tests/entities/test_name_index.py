"""No name is missed for being looked up: whoever bears a name by comparison is found by the index."""

from hypothesis import given
from hypothesis import strategies as st

from quoteattr.entities.name_index import NameIndex
from quoteattr.entities.names import is_acronym, is_misspelt, is_short_form, keys, may_be_same_person, name_words

PEOPLE = st.lists(
    st.sampled_from(["Ida", "Ia", "I.", "Moes", "Lunder", "Lundr", "Lundre", "Bo"]), min_size=1, max_size=4
)
BODIES = st.lists(
    st.sampled_from(["the", "The", "Norsund", "Ferry", "of", "Group", "Times", "NFG", "N.F.G.", "Union"]),
    min_size=1,
    max_size=11,
)
LETTERS = st.text("ab", min_size=4, max_size=7)


@given(PEOPLE, PEOPLE)
def test_people_who_may_be_the_same_are_found(one: list[str], other: list[str]) -> None:
    words, form = name_words(" ".join(one)), name_words(" ".join(other))
    index = NameIndex[str]()
    index.add_person("other", form)
    if may_be_same_person(words, form) or (len(form) > 1 and may_be_same_person(form, words)):
        assert index.people(words) == ["other"]


@given(BODIES, BODIES)
def test_bodies_that_may_be_the_same_are_found(one: list[str], other: list[str]) -> None:
    name, form = " ".join(one), " ".join(other)
    words, others = name_words(name), name_words(form)
    index = NameIndex[str]()
    index.add_body("other", others, form)
    alone = words[-1] == others[-1] and 1 in (len(keys(words)), len(keys(others)))
    same = any(fits(*pair) for fits in (is_acronym, is_short_form) for pair in ((name, form), (form, name)))
    if (same or alone) and not keys(words).isdisjoint(keys(others)):
        assert index.bodies(words, name) == ["other"]


@given(LETTERS, LETTERS, st.sampled_from(["x", "x" * 25, "x" * 28, "x" * 60]))
def test_misspelt_names_are_found(one: str, other: str, start: str) -> None:
    index = NameIndex[str]()
    index.add_person("other", ("ida", start + other))
    if is_misspelt(start + one, start + other):
        assert index.misspelt(start + one) == ["other"]


def test_who_came_first_comes_first() -> None:
    index = NameIndex[str]()
    for name in ("Ida Moe", "Ida Dahl", "Ida Roth"):
        index.add_person(name, name_words(name))
    assert index.people(("ida",)) == ["Ida Moe", "Ida Dahl", "Ida Roth"]
    assert index.exactly(("ida", "roth"), ("ida", "moe"), ("bo",)) == ["Ida Moe", "Ida Roth"]
