"""The cast of a document: which names are one person or body, and what they are called."""

from collections.abc import Callable

import pytest

from quoteattr.document.document import Document
from quoteattr.entities.cast import Cast, Entity
from quoteattr.entities.gathering import find_entities
from quoteattr.entities.given import CastMember
from quoteattr.entities.kin import Families
from quoteattr.entities.name_mentions import find_names
from quoteattr.entities.names import name_words
from quoteattr.languages.loading import load_language

DocumentOf = Callable[..., Document]


@pytest.fixture
def cast_of(document_of: DocumentOf) -> Callable[..., Cast]:
    """The cast of a text in which each name is given as `kind:name`; the rest is filler."""

    def make(*names: str) -> Cast:
        words = [f"The {name.partition(':')[2]} rose ." for name in names]
        trees = []
        for name in names:
            kind, _, spelled = name.partition(":")
            parts = spelled.split()
            tags = [f"/{'I' if place else 'B'}-{kind}" if kind else "" for place in range(len(parts))]
            title = parts[0] in ("Mr.", "Mrs.")
            tags = ["", f"/B-{kind}", *(f"/I-{kind}" for _ in parts[2:])] if title else tags
            head = len(parts) + 2
            inner = [f"{part}/PROPN/{head}/nsubj{tag}" for part, tag in zip(parts, tags, strict=True)]
            trees.append(" ".join([f"The/DET/{head}/det", *inner, "rose/VERB/0/root", f"./PUNCT/{head}/punct"]))
        return find_entities(document_of(" ".join(words), *trees))

    return make


def sorted_names(cast: Cast) -> list[tuple[str, list[str]]]:
    """The members by name, each with the names it bears, in the order of the text."""
    return sorted((entity.name, [named.mention.text for named in entity.names]) for entity in cast.entities)


@pytest.mark.parametrize(
    ("names", "entities"),
    [
        pytest.param(["PER:Ida Moe", "PER:Moe"], [("Ida Moe", ["Ida Moe", "Moe"])], id="last name after"),
        pytest.param(["PER:Moe", "PER:Ida Moe"], [("Ida Moe", ["Moe", "Ida Moe"])], id="last name before"),
        pytest.param(["PER:Ida Moe", "PER:Ida"], [("Ida Moe", ["Ida Moe", "Ida"])], id="given name"),
        pytest.param(["PER:Ida Moe", "PER:I. Moe"], [("Ida Moe", ["Ida Moe", "I. Moe"])], id="initial"),
        pytest.param(
            ["PER:Ida Moe", "PER:Eva Moe"], [("Eva Moe", ["Eva Moe"]), ("Ida Moe", ["Ida Moe"])], id="two of one name"
        ),
        pytest.param(
            ["PER:Ida Moe", "PER:Eva Moe", "PER:Ida Moe", "PER:Moe"],
            [("Eva Moe", ["Eva Moe"]), ("Ida Moe", ["Ida Moe", "Ida Moe", "Moe"])],
            id="a last name is whose full name comes most",
        ),
        pytest.param(
            ["PER:Ida Moe", "PER:Bill Moe", "PER:Ida Moe", "PER:Mr. Moe"],
            [("Bill Moe", ["Bill Moe", "Moe"]), ("Ida Moe", ["Ida Moe", "Ida Moe"])],
            id="a title tells whose",
        ),
        pytest.param(
            ["PER:Bill Moe", "PER:Mrs. Moe"],
            [("Bill Moe", ["Bill Moe"]), ("Moe", ["Moe"])],
            id="a title tells that it is another",
        ),
        pytest.param(
            ["ORG:International Ferry Association", "ORG:IFA"],
            [("International Ferry Association", ["International Ferry Association", "IFA"])],
            id="acronym",
        ),
        pytest.param(
            ["ORG:Nordfisk", "ORG:Nordfisk Group"],
            [("Nordfisk Group", ["Nordfisk", "Nordfisk Group"])],
            id="short form",
        ),
        pytest.param(
            ["LOC:New Zealand", "LOC:Zealand"],
            [("New Zealand", ["New Zealand"]), ("Zealand", ["Zealand"])],
            id="places have no short forms",
        ),
        pytest.param(
            ["PER:Ida Moe", "ORG:Moe Group"],
            [("Ida Moe", ["Ida Moe"]), ("Moe Group", ["Moe Group"])],
            id="kinds differ",
        ),
        pytest.param(["PER:Ida Moe", ":Moe"], [("Ida Moe", ["Ida Moe", "Moe"])], id="a last name that was not seen"),
        pytest.param(["PER:Ida Moe", "ORG:Moe"], [("Ida Moe", ["Ida Moe", "Moe"])], id="a last name taken for a body"),
        pytest.param(
            ["ORG:Nordfisk", "ORG:Nordfisk", "PER:Nordfisk"],
            [("Nordfisk", ["Nordfisk", "Nordfisk", "Nordfisk"])],
            id="a name is what it mostly is",
        ),
        pytest.param(["MISC:Norwegian"], [], id="adjectives and events have no part"),
        pytest.param(["PER:Ida Moe", "PER:Ida Moe Jr."], [("Ida Moe", ["Ida Moe", "Ida Moe Jr."])], id="suffix"),
    ],
)
def test_names_are_put_together(
    cast_of: Callable[..., Cast], names: list[str], entities: list[tuple[str, list[str]]]
) -> None:
    assert sorted_names(cast_of(*names)) == entities


@pytest.mark.parametrize(
    ("text", "tree", "names"),
    [
        (
            "Ida bade Bo rest .",
            "Ida/PROPN/4/nsubj/B-PER bade/PROPN/1/flat/I-PER Bo/PROPN/1/flat/I-PER rest/VERB/0/root ./PUNCT/4/punct",
            ["Bo", "Ida"],
        ),
        (
            "Behind Ida Mrs. Moe rose .",
            "Behind/ADP/2/case Ida/PROPN/5/obl/B-PER Mrs./PROPN/2/flat/I-PER Moe/PROPN/2/flat/I-PER rose/VERB/0/root "
            "./PUNCT/5/punct",
            ["Moe"],
        ),
    ],
    ids=["a verb between them", "the title of the second"],
)
def test_two_names_tagged_as_one_are_parted(document_of: DocumentOf, text: str, tree: str, names: list[str]) -> None:
    assert sorted(entity.name for entity in find_entities(document_of(text, tree)).entities) == names


@pytest.mark.parametrize(
    ("text", "tree", "name"),
    [
        (
            "Sen. Nia Hale rose .",
            "Sen./PROPN/2/nmod:desc/B-PER Nia/PROPN/4/nsubj/I-PER Hale/PROPN/2/flat/I-PER rose/VERB/0/root "
            "./PUNCT/4/punct",
            "Nia Hale",
        ),
        (
            "Robert “ Bob ” Lind rose .",
            "Robert/PROPN/6/nsubj/B-PER “/PUNCT/3/punct Bob/PROPN/1/flat/B-PER ”/PUNCT/3/punct Lind/PROPN/1/flat/B-PER "
            "rose/VERB/0/root ./PUNCT/6/punct",
            "Robert Lind",
        ),
        (
            "Jean-Marc Hale rose .",
            "Jean/PROPN/3/compound/B-PER -/PUNCT/3/punct Marc/PROPN/5/nsubj/B-PER Hale/PROPN/3/flat/I-PER "
            "rose/VERB/0/root ./PUNCT/5/punct",
            "Jean-Marc Hale",
        ),
        (
            "Bo Dahl Jr. rose .",
            "Bo/PROPN/4/nsubj/B-PER Dahl/PROPN/1/flat/I-PER Jr./PROPN/1/flat rose/VERB/0/root ./PUNCT/4/punct",
            "Bo Dahl Jr.",
        ),
        (
            "Bo Dahl of rose .",
            "Bo/PROPN/4/nsubj/B-PER Dahl/PROPN/1/flat/I-PER of/ADP/1/flat/I-PER rose/VERB/0/root ./PUNCT/4/punct",
            "Bo Dahl",
        ),
        (
            "old Ida Moe rose .",
            "old/ADJ/2/amod/B-PER Ida/PROPN/4/nsubj/I-PER Moe/PROPN/2/flat/I-PER rose/VERB/0/root ./PUNCT/4/punct",
            "Ida Moe",
        ),
        (
            "the White House rose .",
            "the/DET/3/det White/PROPN/3/compound/B-ORG House/PROPN/4/nsubj/I-ORG rose/VERB/0/root ./PUNCT/4/punct",
            "the White House",
        ),
    ],
    ids=["title", "nickname", "hyphen", "suffix", "stray word", "stray word before", "metonym with its article"],
)
def test_a_name_is_cut_where_it_ends(document_of: DocumentOf, text: str, tree: str, name: str) -> None:
    [entity] = find_entities(document_of(text, tree)).entities
    assert entity.name == name


def test_seats_of_government_are_places(document_of: DocumentOf) -> None:
    tree = "the/DET/2/det Kremlin/PROPN/3/nsubj/B-ORG rose/VERB/0/root ./PUNCT/3/punct"
    [entity] = find_entities(document_of("the Kremlin rose .", tree)).entities
    assert (entity.kind, entity.name) == ("place", "the Kremlin")


def test_a_body_says_what_it_is_of(document_of: DocumentOf) -> None:
    """Though no recognizer saw it."""
    tree = (
        "The/DET/3/det harsh/ADJ/3/amod Commission/PROPN/7/nsubj on/ADP/6/case Public/ADJ/6/amod Harbours/PROPN/3/nmod"
    )
    [entity] = find_entities(
        document_of("The harsh Commission on Public Harbours met .", tree + " met/VERB/0/root")
    ).entities
    assert (entity.kind, entity.name) == ("organization", "Commission on Public Harbours")


def test_an_accent_of_its_own_cuts_no_name(document_of: DocumentOf) -> None:
    """A recognizer that sees `Franc`, a cedilla and `oise Moe` sees one name."""
    tree = (
        "Franc/PROPN/5/nsubj/B-PER \u0327/PUNCT/3/punct oise/PROPN/1/flat/B-PER Moe/PROPN/1/flat/I-PER rose/VERB/0/root"
    )
    [entity] = find_entities(document_of("Franc\u0327oise Moe rose", tree)).entities
    assert entity.name == "Franc\u0327oise Moe"


def test_what_somebody_is_of_is_no_last_name(cast_of: Callable[..., Cast]) -> None:
    cast = cast_of("PER:Ida of Hale Farm", "PER:Hale Farm", "PER:Ida")
    assert sorted_names(cast) == [("Hale Farm", ["Hale Farm"]), ("Ida of Hale Farm", ["Ida of Hale Farm", "Ida"])]


def test_a_possessive_without_its_apostrophe_is_no_part_of_a_name(document_of: DocumentOf) -> None:
    tree = "Ida/PROPN/4/nmod:poss/B-LOC Moe/PROPN/1/flat/I-LOC s/PART/1/case/I-LOC boat/NOUN/5/nsubj sank/VERB/0/root"
    [entity] = find_entities(document_of("Ida Moe s boat sank", tree)).entities
    assert entity.name == "Ida Moe"


@pytest.mark.parametrize(("times", "names"), [(3, ["Nordfisk Sale"] * 4), (12, ["Nordfisk Sale", *["Nordfisk"] * 12])])
def test_a_name_that_is_rarely_tagged_spreads_no_further(document_of: DocumentOf, times: int, names: list[str]) -> None:
    rest = "ended/VERB/0/root ./PUNCT/3/punct"
    once = f"Nordfisk/PROPN/2/compound/B-ORG Sale/PROPN/3/nsubj/I-ORG {rest}"
    often = f"Nordfisk/PROPN/2/compound/B-ORG Sale/NOUN/3/nsubj {rest}"
    document = document_of(" ".join(["Nordfisk Sale ended ."] * (times + 1)), once, *[often] * times)
    assert [named.mention.text for named in find_names(document)] == names


def test_an_address_is_a_body(cast_of: Callable[..., Cast]) -> None:
    """Whatever it was tagged."""
    [entity] = cast_of("PER:Harbours.org").entities
    assert entity.kind == "organization"


def test_a_country_is_a_place_whatever_it_was_tagged(cast_of: Callable[..., Cast]) -> None:
    """And with it are those of its mentions that were tagged as one."""
    [entity] = cast_of("ORG:South Korea", "LOC:South Korea").entities
    assert (entity.kind, len(entity.names)) == ("place", 2)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Moe", "Ida Moe"),
        ("Ida Moe", "Ida Moe"),
        ("DAHL", "Bo Dahl"),
        ("Mr. Dahl", "Bo Dahl"),
        ("Mrs. Dahl", None),
        ("Vik", "Vik"),
    ],
)
def test_a_label_calls_whom_it_names(cast_of: Callable[..., Cast], label: str, name: str | None) -> None:
    """Titles are none of a name; those that tell a gender must fit."""
    found: Entity | None = cast_of("PER:Ida Moe", "PER:Bo Dahl", "ORG:Vik").entity_called(
        name_words(label, load_language("en"))
    )
    assert (found and found.name) == name


def test_a_given_cast_is_looked_among_first(document_of: DocumentOf) -> None:
    tree = "Moe/PROPN/3/nsubj thanked/VERB/3/obj rose/VERB/0/root ./PUNCT/3/punct"
    [ida, eva] = find_entities(
        document_of("Moe thanked rose .", tree), [CastMember("Ida Moe", ("Moe", "")), CastMember("Eva Dahl")]
    ).entities
    assert (ida.name, [named.mention.text for named in ida.names]) == ("Ida Moe", ["Moe"])
    assert (eva.name, eva.names) == ("Eva Dahl", [])


def test_two_of_a_given_cast_may_share_a_name_without_a_letter(document_of: DocumentOf) -> None:
    tree = "Moerland/PROPN/2/nsubj/B-PER rose/VERB/0/root .../PUNCT/2/punct"
    given = [CastMember("Ida Moerland", ("...",)), CastMember("Eva Dahlgren", ("...",))]
    assert "..." in [
        named.mention.text
        for entity in find_entities(document_of("Moerland rose ...", tree), given).entities
        for named in entity.names
    ]


def test_families_pass_over_names_without_a_letter(document_of: DocumentOf) -> None:
    tree = "Mrs./PROPN/3/nsubj Moerland/PROPN/1/flat/B-PER rose/VERB/0/root ./PUNCT/3/punct"
    cast = find_entities(document_of("Mrs. Moerland rose .", tree), [CastMember("Ida Moerland", ("...",))])
    [ida] = cast.entities
    assert ida.styles
    assert Families(cast).head(ida, "Fem") is None


def test_a_headline_is_called_by_the_name_that_begins_it(cast_of: Callable[..., Cast]) -> None:
    found = cast_of("PER:Ida Moe").entity_called(name_words("Ida Moe Scolds Bank Chief", load_language("en")))
    assert found is not None
    assert found.name == "Ida Moe"


def test_any_word_of_a_name_finds_its_member(document_of: DocumentOf) -> None:
    document = document_of(
        "Ida Moe rose .", "Ida/PROPN/3/nsubj/B-PER Moe/PROPN/1/flat/I-PER rose/VERB/0/root ./PUNCT/3/punct"
    )
    cast = find_entities(document)
    ida, moe, rose, _ = document.trees.sentences[0].nodes
    assert cast.entity_at(ida) is cast.entity_at(moe) is cast.entities[0]
    assert cast.entity_at(rose) is None


def test_the_last_mention_before_an_offset(cast_of: Callable[..., Cast]) -> None:
    [entity] = cast_of("PER:Ida Moe", "PER:Moe").entities
    assert entity.last_before(0) == -1
    assert entity.last_before(10) == 4
    assert entity.last_before(100) == 23


@pytest.mark.parametrize(
    ("names", "gender"),
    [
        (["PER:Ida Moe"], "Fem"),
        (["PER:Bill Moe"], "Masc"),
        (["PER:Moe"], ""),
        (["PER:Mrs. Moe"], "Fem"),
        (["PER:Bill Moe", "PER:Mr. Moe", "PER:Mr. Moe"], "Masc"),
        (["PER:Xqz Moe"], ""),
    ],
    ids=["given name", "another", "last name alone", "title", "both", "unknown"],
)
def test_gender_from_titles_first_and_given_names_second(
    cast_of: Callable[..., Cast], names: list[str], gender: str
) -> None:
    assert cast_of(*names).entities[0].gender == gender


def test_the_number_of_a_chapter_is_no_last_name(cast_of: Callable[..., Cast]) -> None:
    """Or else whoever says *I* would be called so."""
    assert sorted_names(cast_of("PER:CHAPTER I", ":I")) == [("CHAPTER I", ["CHAPTER I"])]
