"""The language files are as tidy as they say, and what is wrong with one is told by name."""

import json
import re
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from quoteattr.attribution.sieves.order import SIEVES
from quoteattr.errors import LanguageError, QuoteattrError
from quoteattr.languages import language
from quoteattr.languages.language import Cues
from quoteattr.languages.loading import load_language
from quoteattr.vocabulary import SpeakerKind, Stance

FOLDER = language.FOLDER
FILES = sorted(FOLDER.glob("*.toml"))
CODES = [path.stem for path in FILES if "." not in path.stem]


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def lists(value: Any, path: str) -> Iterator[tuple[str, list[str]]]:
    """Every list of words in a file, with its key; long lists may be written as one string of words."""
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from lists(inner, f"{path}.{key}" if path else key)


LISTS = [(code, key, words) for code in CODES for key, words in lists(read(FOLDER / f"{code}.toml"), "")]
WORD_LISTS = [entry for entry in LISTS if not entry[1].startswith("marks.")]
in_lists = pytest.mark.parametrize(("words"), [pytest.param(w, id=f"{code}:{key}") for code, key, w in WORD_LISTS])


@in_lists
def test_words_are_lower_case(words: list[str]) -> None:
    assert [word for word in words if word != word.lower()] == []


@in_lists
def test_words_have_no_stray_spaces(words: list[str]) -> None:
    assert [word for word in words if word != " ".join(word.split()) or not word] == []


@in_lists
def test_words_come_once(words: list[str]) -> None:
    assert [word for word, count in Counter(words).items() if count > 1] == []


@in_lists
def test_words_are_sorted(words: list[str]) -> None:
    assert words == sorted(words)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("table", ["stances", "honorifics", "nouns", "pronouns"])
def test_a_word_stands_under_one_heading(code: str, table: str) -> None:
    """Under two, the later would win in silence."""
    counts = Counter(word for words in read(FOLDER / f"{code}.toml")[table].values() for word in words)
    assert [word for word, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("code", CODES)
def test_a_title_is_a_role_or_an_honorific(code: str) -> None:
    loaded = load_language(code)
    both = loaded.titles & {word for word, gender in loaded.honorifics.items() if gender}
    assert both <= {"lady"}, "a title that tells a gender and is a role as well"


@pytest.mark.parametrize("code", CODES)
def test_headings_are_those_of_the_records(code: str) -> None:
    data = read(FOLDER / f"{code}.toml")
    assert set(data["stances"]) <= set(get_args(Stance))
    assert set(data["nouns"]) <= set(get_args(SpeakerKind))
    assert set(data["precision"]) <= {sieve.__name__ for sieve in SIEVES} | {"unattributed"}
    assert all(0 <= share <= 1 for share in data["precision"].values())


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.cues.toml")), ids=lambda path: path.name)
def test_cue_tables_count(path: Path) -> None:
    """Tables and lemmas are in order, and nothing is reported more often than it was seen."""
    tables = read(path)
    assert list(tables) == sorted(tables)
    for name, table in tables.items():
        assert list(table) == sorted(table), name
        assert "*" in table, name
        for lemma, (reported, seen) in table.items():
            assert 0 <= reported <= seen, (name, lemma)
            assert lemma == lemma.lower().strip(), (name, lemma)


NAMES = [*FOLDER.glob("*.given_names.toml"), *FOLDER.glob("*.genders.toml")]


@pytest.mark.parametrize("path", sorted(NAMES), ids=lambda path: path.name)
def test_given_names_are_tidy(path: Path) -> None:
    names = [(heading, word) for heading, words in read(path).items() for word in words.split()]
    assert [word for _, word in names if word != word.lower()] == []
    assert [word for word, count in Counter(word for _, word in names).items() if count > 1] == []
    for heading, words in read(path).items():
        assert words.split() == sorted(words.split()), heading


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files_are_plain_text(path: Path) -> None:
    """UTF-8 with newlines alone, no tabs, no spaces at the ends of lines."""
    text = path.read_bytes().decode("utf-8")
    assert "\r" not in text
    assert "\t" not in text
    assert re.findall(r"[ ]+$", text, re.MULTILINE) == []


@pytest.mark.parametrize("code", CODES)
def test_languages_load_once(code: str) -> None:
    assert load_language(code).code == code
    assert load_language(code) is load_language(code)


@pytest.mark.parametrize("code", ["xx", "", "../en", "en.cues", "en toml"])
def test_unknown_codes_are_refused_with_the_known_ones(code: str) -> None:
    with pytest.raises(LanguageError, match=r"unknown language .*; known: .*\ben\b") as caught:
        load_language(code)
    assert isinstance(caught.value, QuoteattrError)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own with the language `zz`, a copy of English."""
    for path in FOLDER.glob("en.*"):
        shutil.copy(path, tmp_path / path.name.replace("en.", "zz.", 1))
    monkeypatch.setattr(language, "FOLDER", tmp_path)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def load_anew(code: str) -> language.Language:
    return load_language.__wrapped__(code)


def test_a_language_is_what_its_files_say(folder: Path) -> None:
    change(folder / "zz.toml", 'name = "English"', 'name = "Zedish"')
    assert load_anew("zz").name == "Zedish"


def test_a_missing_entry_is_named(folder: Path) -> None:
    change(folder / "zz.toml", "\nquoted = ", "\nquotd = ")
    with pytest.raises(LanguageError, match=r"zz\.toml lacks the entry 'quoted'"):
        load_anew("zz")


def test_a_broken_pattern_is_told(folder: Path) -> None:
    change(folder / "zz.toml", "(?P<label>", "(?P<label>(")
    with pytest.raises(LanguageError, match=r"zz\.toml has a pattern that is not well formed"):
        load_anew("zz")


def test_a_file_that_is_no_toml_is_told(folder: Path) -> None:
    change(folder / "zz.toml", 'name = "English"', 'name = "English')
    with pytest.raises(LanguageError, match=r"zz\.toml"):
        load_anew("zz")


def test_counts_that_are_no_pairs_are_told(folder: Path) -> None:
    (folder / "zz.cues.toml").write_text('["verb ccomp"]\n"*" = 3\n', encoding="utf-8")
    with pytest.raises(LanguageError, match=r"zz\.cues\.toml"):
        load_anew("zz")


def test_a_language_needs_no_counts_or_names_to_load(folder: Path) -> None:
    for name in ("cues.toml", "given_names.toml", "genders.toml", "reports.json"):
        (folder / f"zz.{name}").unlink()
    loaded = load_anew("zz")
    assert loaded.cues.counts == {}
    assert loaded.given_names == loaded.genders == {}


def test_reports_weights_are_numbers() -> None:
    for path in FOLDER.glob("*.reports.json"):
        assert json.loads(path.read_text(encoding="utf-8"))
        assert all(isinstance(weight, float | int) for weight in load_language(path.name[:2]).report_weights.values())


CUES = Cues({"verb ccomp": {"*": (5, 10), "say": (90, 100), "see": (0, 50)}, "verb ccomp marked": {"*": (1, 10)}})


def test_often_seen_cues_go_by_their_own_counts() -> None:
    assert CUES.reliability("say", "verb ccomp") == pytest.approx(0.9, abs=0.02)
    assert CUES.reliability("see", "verb ccomp") < 0.05


def test_unseen_cues_go_by_those_of_all_rare_ones() -> None:
    assert CUES.reliability("opine", "verb ccomp") == pytest.approx(0.5, abs=0.05)
    assert CUES.reliability("opine", "verb obl of") <= 0.1


def test_marks_do_not_make_a_cue_less_reliable() -> None:
    assert CUES.reliability("opine", "verb ccomp", marked=True) >= CUES.reliability("opine", "verb ccomp")
