"""Words of one's own: added to a language without touching it, and checked like ours."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from quoteattr import Attributor, Language, Result
from quoteattr.errors import LanguageError
from quoteattr.interfaces.cli import main
from quoteattr.languages.loading import FOLDER, load_language

ENGLISH = load_language("en")
Add = Callable[..., Language]


@pytest.fixture
def add(tmp_path: Path) -> Add:
    """English with the words of some files."""

    def added(*texts: str) -> Language:
        files = [tmp_path / f"{number}.toml" for number, _ in enumerate(texts)]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, encoding="utf-8")
        return load_language("en", extra=files)

    return added


def test_words_are_added_to_a_list(add: Add) -> None:
    mine = add('titles = ["skipper"]\nrole_nouns = ["dockhand"]')
    assert mine.titles == ENGLISH.titles | {"skipper"}
    assert mine.role_nouns == ENGLISH.role_nouns | {"dockhand"}
    assert "skipper" not in load_language("en").titles


def test_words_are_added_under_a_heading(add: Add) -> None:
    mine = add('[nouns]\ndocument = ["logbook"]\n[stances]\npromise = ["toot"]\n[given_names]\nFem = ["zola"]')
    assert mine.nouns == {**ENGLISH.nouns, "logbook": "document"}
    assert mine.stances["toot"] == "promise"
    assert mine.genders["zola"] == mine.given_names["zola"] == "Fem"


def test_a_word_moves_to_the_heading_that_is_given_last(add: Add) -> None:
    assert ENGLISH.nouns["company"] == "organization"
    assert add('[nouns]\ngroup = ["company"]').nouns["company"] == "group"
    assert add('[nouns]\ngroup = ["company"]', '[nouns]\nperson = ["company"]').nouns["company"] == "person"


def test_a_word_that_is_known_already_does_no_harm(add: Add) -> None:
    assert add('titles = ["senator"]') == ENGLISH


def test_other_lists_grow_too(add: Add) -> None:
    mine = add(
        'trade_endings = ["wright"]\nsame_bodies = [["pilotage", "harbour"]]\n[nicknames]\nida = ["idy"]\n'
        '[marks]\ndouble_pairs = ["⟪⟫"]\n[layout]\nno_speakers = ["tide"]\n[opening_prepositions]\nin = ["logbook"]'
    )
    assert mine.trade_endings == (*ENGLISH.trade_endings, "wright")
    assert mine.is_same_body("harbour", "pilotage")
    assert mine.is_nickname("ida", "idy")
    assert mine.is_nickname("bill", "william")
    assert mine.marks.opening == ENGLISH.marks.opening | {"⟪"}
    assert mine.marks.pattern.search("⟫")
    assert "tide" in mine.layout.no_speakers
    assert mine.layout.label == ENGLISH.layout.label
    assert mine.opening_prepositions["in"] == ENGLISH.opening_prepositions["in"] | {"logbook"}


def test_cues_are_added_with_counts(add: Add) -> None:
    mine = add('[cues."verb ccomp"]\ntoot = [9, 10]\nsay = [0, 10]').cues
    assert mine.reliability("toot", "verb ccomp") > 0.7 > ENGLISH.cues.reliability("toot", "verb ccomp")
    assert mine.reliability("say", "verb ccomp") < 0.3
    assert mine.reliability("deny", "verb ccomp") == ENGLISH.cues.reliability("deny", "verb ccomp")


def test_a_sieve_of_ones_own_can_be_measured(add: Add) -> None:
    mine = add("[precision.mine]\nmy_sieve = [8, 10]").precision
    assert mine["my_sieve"] == 0.8
    assert mine["signature"] == ENGLISH.precision["signature"]


def test_one_file_or_several(tmp_path: Path) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text('titles = ["skipper"]', encoding="utf-8")
    two.write_text('titles = ["bosun"]', encoding="utf-8")
    assert load_language("en", extra=str(one)).titles - ENGLISH.titles == {"skipper"}
    assert load_language("en", extra=[one, str(two)]).titles - ENGLISH.titles == {"skipper", "bosun"}
    assert load_language("en", extra=()) is ENGLISH


WRONG = {
    "titels = []": r'0\.toml, line 1, titels: unknown entry "titels"; did you mean "titles"\?',
    '\ntitles = [\n    "bosun",\n    "Skipper",\n]': r'line 4, titles: "Skipper" is not in lower case, .*"skipper"',
    'titles = "skipper"': r'line 1, titles: expected a list of words, as \["mayor", "senator"\], got "skipper"',
    '[nouns]\nships = ["ferry"]': r'line 2, nouns\.ships: unknown heading "ships"; known: document, ',
    "[nouns]\nperson = {}": r"line 2, nouns\.person: expected a list of words, .*got a table",
    'nouns = ["ferry"]': r"line 1, nouns: expected lists under headings, got \[",
    '[nouns]\ngroup = ["crew"]\nperson = [\n    "crew",\n]': r'line 4, nouns\.person: "crew" stands under "group"',
    '[cues."verb ccmp"]\ntoot = [9, 10]': r'line 1, cues\."verb ccmp": unknown frame "verb ccmp"; .*"verb ccomp"',
    '[cues."verb ccomp"]\ntoot = 9': r'line 2, cues\."verb ccomp"\.toot: expected two counts, .*got 9',
    '[cues."verb ccomp"]\ntoot = [10, 9]': r"expected two counts, how many of how many, as \[9, 10\], got \[10, 9\]",
    'cues = ["toot"]': r"line 1, cues: expected lists under headings",
    'marks = "“”"': r"line 1, marks: expected a table",
    '[marks]\npairs = ["⟪⟫"]': r'line 2, marks\.pairs: unknown entry "pairs"; ',
    "report_weights = {}": r'line 1, report_weights: unknown entry "report_weights"',
    'code = "de"': r'line 1, code: unknown entry "code"',
    "titles = [ticks]": r"0\.toml is no TOML: .* line 1",
}


@pytest.mark.parametrize(("text", "told"), WRONG.items(), ids=WRONG.values())
def test_what_is_wrong_is_told_with_its_line(add: Add, text: str, told: str) -> None:
    with pytest.raises(LanguageError, match=told):
        add(text)


def test_all_that_is_wrong_is_told_at_once(add: Add) -> None:
    with pytest.raises(LanguageError) as caught:
        add('titles = ["A", "B"]\n[nouns]\npersn = []')
    assert len(str(caught.value).splitlines()) == 3
    with pytest.raises(LanguageError, match=r"\.\.\. and 16 more$"):
        add(f"titles = {list('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}")


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(LanguageError, match=r"nowhere\.toml cannot be read: No such file"):
        load_language("en", extra="nowhere.toml")


@pytest.mark.parametrize("name", ["deep.toml", "deep.txt"])
def test_a_file_of_brackets_in_brackets_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("titles = " * name.endswith("toml") + "[" * 100_000)
    with pytest.raises(LanguageError, match=f"{name} holds brackets in brackets"):
        load_language("en", extra=tmp_path / name)


# Through the front doors


def attributed(language: Any, document_of: Any) -> Result:
    trees = (
        "Dockhand/PROPN/4/nsubj Ida/PROPN/1/flat/B-PER Moe/PROPN/1/flat/I-PER said|say/VERB/0/root it/PRON/6/nsubj"
        " sank|sink/VERB/4/ccomp ./PUNCT/4/punct"
    )
    return Attributor(language)(document_of("Dockhand Ida Moe said it sank.", trees).parse)


def test_an_attributor_takes_a_language(add: Add, document_of: Any) -> None:
    mine = add('role_nouns = ["dockhand"]')
    result = attributed(mine, document_of)
    assert Attributor(mine).language is mine
    assert result.language == "en"
    roles = [role.text for speaker in result.speakers for role in speaker.roles]
    assert roles == ["Dockhand"]
    assert not any(speaker.roles for speaker in attributed("en", document_of).speakers)


def test_an_attributor_takes_a_folder(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER / "en", tmp_path / "en")
    assert Attributor(folder).language == ENGLISH
    assert Attributor(str(folder)).language.code == "en"


def test_the_command_line_adds_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    class Fake:
        def __init__(self, language: Any, **_: Any) -> None:
            seen.append(language)

        def pipe(self, pairs: Any, **_: Any) -> Any:
            return iter(())

    monkeypatch.setattr("quoteattr.interfaces.request.Attributor", Fake)
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text('titles = ["skipper"]', encoding="utf-8")
    two.write_text('titles = ["bosun"]', encoding="utf-8")
    done = CliRunner().invoke(main, ["attribute", "--words", str(one), "--words", str(two)], input="No.")
    assert done.exit_code == 0, done.output
    assert seen[0].titles - ENGLISH.titles == {"skipper", "bosun"}
    two.write_text('titels = ["bosun"]', encoding="utf-8")
    done = CliRunner().invoke(main, ["attribute", "--words", str(two)], input="No.")
    assert done.exit_code == 2
    assert "--words" in done.output
    assert 'did you mean "titles"?' in done.output
    done = CliRunner().invoke(main, ["attribute", "--words", str(one), "--language", "xx"], input="No.")
    assert (done.exit_code, "--language" in done.output) == (2, True)
