"""The language files are as tidy as they say, what is wrong with one is told with its line, and nobody changes one."""

import copy
import pickle
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest

from quoteattr.attribution.headlines import SAID_AGAIN
from quoteattr.attribution.sieves.order import SOURCE_SIEVES
from quoteattr.attribution.turns.turns import WHOSE_TURN
from quoteattr.errors import LanguageError, QuoteattrError
from quoteattr.languages.language import FILE, Cues, Language, Layout, Marks
from quoteattr.languages.loading import FILES, FOLDER, codes, load_language, read_folder
from quoteattr.languages.shapes import shapes_of
from quoteattr.languages.weights import Weights

TOML = sorted(FOLDER.glob("*/*.toml"))
README = (FOLDER / "README.md").read_text(encoding="utf-8")


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def lists(value: Any, path: str) -> Iterator[tuple[str, list[str]]]:
    """Every list of words in a file, with its key; long lists may be written as one string of words."""
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        yield path, value
    elif isinstance(value, list):
        for inner in value:
            yield from lists(inner, path)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from lists(inner, f"{path}.{key}" if path else key)


LISTS = [(code, key, words) for code in codes() for key, words in lists(read(FOLDER / code / "words.toml"), "")]


@pytest.mark.parametrize("words", [pytest.param(w, id=f"{c}:{k}") for c, k, w in LISTS if not k.endswith("_pairs")])
def test_words_are_sorted(words: list[str]) -> None:
    assert words == sorted(words)


@pytest.mark.parametrize("code", codes())
def test_words_stand_one_a_line(code: str) -> None:
    """So that a diff shows which word came and which went. Groups and pairs of marks stand on one line."""
    for line in (FOLDER / code / "words.toml").read_text(encoding="utf-8").splitlines():
        if re.match(r'[\w"]+ = \["', line):
            assert re.match(r"\w+_pairs = ", line), line
    assert not [key for c, key, words in LISTS if c == code and not words]


@pytest.mark.parametrize("code", codes())
def test_every_list_is_there_and_says_what_it_is_for(code: str) -> None:
    text = (FOLDER / code / "words.toml").read_text(encoding="utf-8")
    own = [field.name for field in attrs.fields(Language) if field.init and FILE not in field.metadata]
    inner = [field.name for cls in (Marks, Layout) for field in attrs.fields(cls) if field.init]
    for name in {*own, *inner} - {"code", "name", "marks", "layout"}:
        assert re.search(rf"^# .*\n\[?{name}\b", text, re.MULTILINE), f"{name} is missing, or has no comment above it"


@pytest.mark.parametrize(
    "path", sorted(path for path in FOLDER.glob("*/*.*") if path.suffix != ".pyc"), ids=lambda path: path.name
)
def test_every_file_names_its_source(path: Path) -> None:
    assert f"| `{path.parent.name}/{path.name}` |" in README


@pytest.mark.parametrize("code", codes())
def test_lists_from_elsewhere_name_their_source(code: str) -> None:
    """Those with a comment `Source:` have a line in the table of sources, and no others."""
    text = (FOLDER / code / "words.toml").read_text(encoding="utf-8")
    told = set(re.findall(r"^# Source: .*\n(?:#.*\n)*\n?(?:#.*\n)*\[?([a-z_]+)", text, re.MULTILINE))
    rows = re.findall(rf"^\| `{code}/words\.toml` \| (.*?) \|", README, re.MULTILINE)
    assert told == {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert any(row.startswith("all others") for row in rows)


@pytest.mark.parametrize("code", codes())
def test_a_title_is_a_role_or_an_honorific(code: str) -> None:
    loaded = load_language(code)
    both = loaded.titles & {word for word, gender in loaded.honorifics.items() if gender}
    assert both <= {"lady"}, "a title that tells a gender and is a role as well"


UNMEASURED = {"addressed_before", "describer", "marked_answer", "part_of_interview", "row", "said_again"}


def test_sieves_were_measured_but_for_a_few() -> None:
    """The records of these say that their share was not measured, and that another stands in for it."""
    measured = set(load_language("en").precision)
    asked = {rule.name for rule in (*SOURCE_SIEVES, WHOSE_TURN, SAID_AGAIN)}
    assert asked | {"unattributed"} == measured | UNMEASURED
    assert measured.isdisjoint(UNMEASURED)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/cues.toml")), ids=lambda path: path.parent.name)
def test_cue_tables_are_sorted(path: Path) -> None:
    tables = read(path)
    assert list(tables) == sorted(tables)
    for name, table in tables.items():
        assert list(table) == sorted(table), name
        assert "*" in table, name


NAMES = [*FOLDER.glob("*/given_names.toml"), *FOLDER.glob("*/genders.toml")]


@pytest.mark.parametrize("path", sorted(NAMES), ids=lambda path: path.name)
def test_given_names_are_sorted(path: Path) -> None:
    for heading, words in read(path).items():
        assert words.split() == sorted(words.split()), heading


@pytest.mark.parametrize("path", TOML, ids=lambda path: path.name)
def test_files_are_plain_text(path: Path) -> None:
    """UTF-8 with newlines alone, no tabs, no spaces at the ends of lines."""
    text = path.read_bytes().decode("utf-8")
    assert "\r" not in text
    assert "\t" not in text
    assert re.findall(r"[ ]+$", text, re.MULTILINE) == []


@pytest.mark.parametrize("code", codes())
def test_languages_load_once(code: str) -> None:
    assert load_language(code).code == code
    assert load_language(code) is load_language(code)


@pytest.mark.parametrize("code", ["xx", "", "../en", "en.cues", "en toml", "en/words.toml"])
def test_unknown_codes_are_refused_with_the_known_ones(code: str) -> None:
    with pytest.raises(LanguageError, match=r"unknown language .*; known: .*\ben\b") as caught:
        load_language(code)
    assert isinstance(caught.value, QuoteattrError)


# Loading


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a language `zz`, a copy of English."""
    return shutil.copytree(FOLDER / "en", tmp_path / "zz")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_language_is_what_its_files_say(folder: Path) -> None:
    change(folder / "words.toml", 'name = "English"', 'name = "Zedish"')
    for named in (folder, str(folder)):
        loaded = load_language(named)
        assert (loaded.code, loaded.name) == ("zz", "Zedish")
        assert loaded.cues == load_language("en").cues


def test_a_folder_is_read_anew(folder: Path) -> None:
    before = load_language(folder)
    change(folder / "words.toml", '"senator",', '"senator", "senatoress",')
    assert load_language(folder).titles - before.titles == {"senatoress"}


WRONG = {
    "an entry that is none": ("\nquoted = ", "\nquotd = ", r'quotd: unknown entry "quotd"; did you mean "quoted"\?'),
    "a heading that is none": ("\npraise = ", "\npraises = ", r'stances.praises: unknown heading.*"praise"\?'),
    "a pattern": ("(?P<label>", "(?P<label>(", r"layout\.label: the pattern is not well formed"),
    "no name": ('\nname = "English"', "", r'lacks the entry "name"'),
    "a capital": ('"senator",', '"Senator",', r'titles: "Senator" is not in lower case, .*write "senator"'),
    "blanks": ('"senator",', '"senator ",', r'titles: "senator " is not in lower case, or has stray blanks'),
    "an empty word": ('"senator",', '"",', r"titles: there is an empty word"),
    "a word twice": ('"senator",', '"senator", "senator",', r'titles: "senator" comes twice'),
    "a number": ('titles = [\n    "abbot",', "titles = [\n    5,", r"titles: expected words in quotation marks, got 5"),
    "a text": (
        'past_roles = [\n    "former",\n]',
        'past_roles = "former"',
        r'past_roles: expected a list .*got "former"',
    ),
    "two headings": ('Masc = [\n    "don",', 'Masc = [\n    "aunt",', r'"aunt" stands under "Fem" as well'),
    "a pair of three": ('"“”"', '"“””"', r"marks\.double_pairs: expected a list of pairs"),
    "a list of lists": ('["airline", "airlines", "airways"]', '"airline"', r"same_bodies: expected a list of lists"),
    "counts": ("signature = [7, 7]", "signature = [8, 7]", r"signature: expected two counts, .*got \[8, 7\]"),
    "counts of none": ("signature = [7, 7]", "signature = [0, 0]", r"signature: seen 0 times"),
    "a sieve of two": ("action_beat = ", "signature = ", r'signature: counted on "polnear.train" as well'),
    "knots": ("[0.565, 0.422]", "[0.931, 0.447]", r"calibration\.direct: expected knots from left to right"),
    "another file's": ("\n[nouns]", "\n[cues]\n[nouns]", r"cues: this stands in a file of its own, cues\.toml"),
    "a table for a list": ("\nages = [", "\n[ages]\nold = [", r"ages: expected a list of words.*got a table"),
}


@pytest.mark.parametrize(("old", "new", "told"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_line(folder: Path, old: str, new: str, told: str) -> None:
    path = folder / "words.toml"
    line = path.read_text(encoding="utf-8").partition(old)[0].count("\n") + 1
    change(path, old, new)
    with pytest.raises(LanguageError, match=told) as caught:
        load_language(folder)
    first = str(caught.value).splitlines()[0]
    assert first.startswith(str(path))
    if "lacks" not in told:
        [number] = re.findall(r"words\.toml, line (\d+)", first)
        assert abs(int(number) - line) <= 2, first


def test_a_file_that_is_no_toml_is_told(folder: Path) -> None:
    change(folder / "words.toml", 'name = "English"', 'name = "English')
    with pytest.raises(LanguageError, match=r"words\.toml is no TOML: .* line 5"):
        load_language(folder)


def test_a_file_that_is_no_utf8_is_told(folder: Path) -> None:
    (folder / "words.toml").write_bytes('name = "Ænglisc"'.encode("latin-1"))
    with pytest.raises(LanguageError, match=r"words\.toml is not UTF-8"):
        load_language(folder)


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"weights": {"cue=say": 1}}', '{"weights": {"bias": "1"}}'])
def test_weights_that_are_none_are_told(folder: Path, text: str) -> None:
    (folder / "reports.json").write_text(text, encoding="utf-8")
    with pytest.raises(LanguageError, match=r"reports\.json"):
        load_language(folder)


def test_counts_that_are_no_pairs_are_told(folder: Path) -> None:
    (folder / "cues.toml").write_text('["verb ccomp"]\n"*" = [1, 3]\nsay = 3\n', encoding="utf-8")
    with pytest.raises(LanguageError, match=r'cues\.toml, line 3, "verb ccomp"\.say: expected two counts'):
        load_language(folder)


def test_a_folder_needs_words(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match=r"words\.toml cannot be read: No such file"):
        load_language(tmp_path)


def test_a_language_needs_but_a_name(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('name = "Silence"\n', encoding="utf-8")
    loaded = load_language(tmp_path)
    assert loaded.cues == Cues()
    assert not loaded.report_weights
    assert loaded.titles == frozenset()
    assert loaded.marks.pattern.findall("“a”") == []
    assert loaded.anonymity.search("on condition of anonymity") is None


def test_every_type_of_a_field_can_be_read() -> None:
    @attrs.frozen
    class Odd:
        age: int

    assert shapes_of(Language).keys() == {field.name for field in attrs.fields(Language) if field.init}
    with pytest.raises(TypeError, match="cannot be of the type"):
        shapes_of(Odd)


# Frozen


def mappings(value: Any, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        yield path, value
        for key, inner in value.items():
            yield from mappings(inner, f"{path}.{key}")
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from mappings(getattr(value, field.name), f"{path}.{field.name}")


def test_nothing_in_a_language_can_be_changed() -> None:
    """One is shared by all who load it: a change would change every later answer."""
    english = load_language("en")
    found = dict(mappings(english, "en"))
    assert {"en.nouns", "en.genders", "en.cues.counts", "en.cues.counts.verb ccomp"} < found.keys()
    for path, mapping in found.items():
        with pytest.raises(TypeError, match="does not support item assignment"):
            mapping["x"] = "y"  # type: ignore[index]  # wrong on purpose
        assert not hasattr(mapping, "update"), path
    for name in ("titles", "nouns", "cues"):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(english, name, {})


def test_what_is_handed_in_is_copied() -> None:
    counts = {"verb ccomp": {"say": (9, 10)}}
    cues = Cues(counts)
    counts["verb ccomp"]["say"] = (0, 10)
    assert cues.counts["verb ccomp"]["say"] == (9, 10)


def test_a_language_can_be_copied_pickled_and_changed_in_part() -> None:
    english = load_language("en")
    for same in (pickle.loads(pickle.dumps(english)), copy.deepcopy(english)):
        assert (same.titles, same.nouns, same.genders) == (english.titles, english.nouns, english.genders)
        assert (same.cues, same.report_weights) == (english.cues, english.report_weights)
        assert same.marks.pattern.pattern == english.marks.pattern.pattern
    changed = attrs.evolve(english, calibration={}, given_names={"zo": "Masc"})
    assert changed.calibration == {}
    assert changed.genders["zo"] == "Masc"
    assert changed.nouns == english.nouns
    with pytest.raises(TypeError):
        changed.given_names["za"] = "Fem"  # type: ignore[index]  # wrong on purpose


def test_a_language_reads_the_same_twice() -> None:
    assert read_folder(FOLDER / "en") == load_language("en")


# What is counted and fitted

CUES = Cues({"verb ccomp": {"*": (5, 10), "say": (90, 100), "see": (0, 50)}, "verb ccomp marked": {"*": (1, 10)}})


def test_often_seen_cues_go_by_their_own_counts() -> None:
    assert CUES.reliability("say", "verb ccomp") == pytest.approx(0.9, abs=0.02)
    assert CUES.reliability("see", "verb ccomp") < 0.05


def test_unseen_cues_go_by_those_of_all_rare_ones() -> None:
    assert CUES.reliability("opine", "verb ccomp") == pytest.approx(0.5, abs=0.05)
    assert CUES.reliability("opine", "verb obl of") <= 0.1


def test_marks_do_not_make_a_cue_less_reliable() -> None:
    assert CUES.reliability("opine", "verb ccomp", marked=True) >= CUES.reliability("opine", "verb ccomp")


def test_weights_know_their_features() -> None:
    weights = Weights({"bias": 0.0, "cue=say": 2.0, "first=True": -2.0})
    assert weights.evidence(["cue=say", "cue=see"]) == {"cue=say"}
    assert weights.probability(["cue=say", "first=True", "cue=see"]) == 0.5
    assert weights.probability(iter(["cue=say"])) > 0.8
    assert (weights["cue=say"], len(weights), next(iter(weights))) == (2.0, 3, "bias")
    assert not Weights()


def test_weights_ship_for_all_three_judges() -> None:
    english = load_language("en")
    assert set(FILES) > {"report_weights", "extent_weights", "source_weights"}
    assert english.report_weights
    assert english.extent_weights
    assert english.source_weights
