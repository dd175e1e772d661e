"""Formats of other tools on the command line: one file, a file for each text, and the text that belongs beside it."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from click.testing import Result as Run

from quoteattr import Attributor
from quoteattr.exports.brat_reading import read as read_brat
from quoteattr.exports.formats import FORMATS
from quoteattr.exports.tei_reading import read as read_tei
from quoteattr.interfaces.cli import main
from quoteattr.interfaces.exporting import file_name

TIDE = "“The tide is late,” said Ida Moe.\r\n"
SNOW = "Per Dahl said that it would snow."


def run(*arguments: object, catch: bool = True) -> Run:
    command = ["attribute", *map(str, arguments)]
    return CliRunner().invoke(main, command, standalone_mode=False, catch_exceptions=catch)


@pytest.fixture(autouse=True)
def _one_attributor(attributor: Attributor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Models are loaded once."""
    monkeypatch.setattr("quoteattr.interfaces.request.Attributor", lambda *_, **__: attributor)


@pytest.fixture
def tide(tmp_path: Path) -> Path:
    file = tmp_path / "tide.txt"
    file.write_bytes(TIDE.encode())
    return file


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    file = tmp_path / "archive.jsonl"
    rows = [("x/tide.v2", TIDE), ("tide?", SNOW), ("tide!", SNOW), (7, ""), ("../..", SNOW)]
    file.write_text("".join(json.dumps({"id": key, "text": text}) + "\n" for key, text in rows))
    return file


@pytest.mark.parametrize("name", FORMATS)
def test_one_text_goes_to_standard_output(tide: Path, name: str) -> None:
    outcome = run(tide, "--format", name)
    assert outcome.return_value == 0
    assert "Ida Moe" in outcome.output


@pytest.mark.parametrize(("suffix", "begins"), [(".xml", "<?xml"), (".conllu", "# newdoc"), (".jsonld", '{"@context"')])
def test_the_name_of_the_output_chooses_the_format(tide: Path, suffix: str, begins: str) -> None:
    output = tide.with_suffix(suffix)
    assert run(tide, "-o", output).return_value == 0
    assert output.read_text(encoding="utf-8").startswith(begins)


def test_brat_takes_the_text_that_is_there(tide: Path) -> None:
    output = tide.with_suffix(".ann")
    assert run(tide, "-o", output).return_value == 0
    assert tide.read_bytes() == TIDE.encode()
    assert read_brat(output.read_text(encoding="utf-8"), TIDE)[0].speaker.name == "Ida Moe"  # type: ignore[union-attr]


def test_brat_writes_the_text_that_is_not_there(tide: Path) -> None:
    assert run(tide, "-o", tide.with_name("new.ann")).return_value == 0
    assert tide.with_name("new.txt").read_bytes() == TIDE.encode()


def test_brat_leaves_another_text_alone(tide: Path) -> None:
    other = tide.with_name("other.txt")
    other.write_text("My notes.")
    outcome = run(tide, "-o", other.with_suffix(".ann"))
    assert outcome.return_value == 1
    assert "holds another text" in outcome.output
    assert other.read_text() == "My notes."
    assert not other.with_suffix(".ann").exists()


@pytest.mark.parametrize("name", FORMATS)
def test_each_text_gets_a_file_in_a_folder(archive: Path, name: str) -> None:
    folder, suffix = archive.parent / "new" / "folder", FORMATS[name].suffix
    assert run(archive, "--format", name, "-o", f"{folder}/").return_value == 0
    stems = ["7", "text", "tide", "tide-2", "tide.v2"]
    others = [f"{stem}.txt" for stem in stems] if name == "brat" else []
    others += [settings[0]] if (settings := FORMATS[name].settings) else []
    assert sorted(file.name for file in folder.iterdir()) == sorted([*(f"{stem}{suffix}" for stem in stems), *others])
    assert run(archive, "--format", name, "-o", folder).return_value == 0, "the folder is there now"


def test_settings_that_are_in_a_folder_stay(archive: Path) -> None:
    archive.with_name("annotation.conf").write_text("[entities]\n")
    assert run(archive, "--format", "brat", "-o", archive.parent).return_value == 0
    assert archive.with_name("annotation.conf").read_text() == "[entities]\n"


def test_what_is_in_a_folder_is_read_back(archive: Path) -> None:
    folder = archive.parent / "out"
    run(archive, "--format", "tei", "-o", f"{folder}/")
    back = read_tei((folder / "tide.v2.xml").read_bytes())
    assert (back.id, back.text, back[0].text) == ("x/tide.v2", TIDE, "The tide is late,")


@pytest.mark.parametrize("name", ["tei", "webanno", "brat"])
def test_several_texts_do_not_go_into_one_file_that_holds_one(archive: Path, name: str) -> None:
    with pytest.raises(
        Exception, match=f"A file of {name} holds one text; give a folder, --output FOLDER/, for several"
    ):
        CliRunner().invoke(
            main, ["attribute", str(archive), "--format", name], standalone_mode=False, catch_exceptions=False
        )


def test_several_texts_go_into_one_file_that_holds_several(archive: Path) -> None:
    output = archive.with_name("tasks.json")
    assert run(archive, "--format", "labelstudio", "-o", output).return_value == 0
    assert [task["data"]["document"] for task in json.loads(output.read_bytes())][:2] == ["x/tide.v2", "tide?"]
    assert run(archive, "--format", "quotation", "-o", output).return_value == 0
    assert len(json.loads(output.read_bytes())["@graph"]) == 4


def test_other_formats_write_no_folder(archive: Path) -> None:
    with pytest.raises(click.UsageError, match="is a folder, in which only tei, webanno, brat"):
        run(archive, "-o", archive.parent, catch=False)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("a/b.txt", "b"),
        ("a/b.TXT.gz", "b"),
        ("b.2024.html", "b.2024"),
        ("../..", "text"),
        ("", "text"),
        ("https://x.org/n?a=1", "n_a_1"),
        ("CON\0\ud800", "CON"),
        ("x" * 300, "x" * 100),
        (".hidden", "hidden"),
    ],
)
def test_files_have_names_that_files_may_have(key: str, name: str) -> None:
    assert file_name(key) == name
