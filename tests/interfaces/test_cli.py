"""The command line keeps what it can, says what it cannot, and streams; the engine is a small fake.

Run as a script, this file is the command line with that fake, for tests that need a process of their own.
"""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import ANY, patch

import click
import pytest
from attrs import evolve
from click.testing import CliRunner
from click.testing import Result as Run

import quoteattr
from quoteattr.errors import InputError, LanguageError
from quoteattr.interfaces.cli import main
from quoteattr.interfaces.progress import Progress
from quoteattr.interfaces.readers.formats import BY_SUFFIX
from quoteattr.pipeline import Attributor
from quoteattr.records.export import COLUMNS
from quoteattr.records.records import Cue, Mention, Person, Quote, Span, Speaker
from quoteattr.records.result import Result

TIDE = "“The tide, is late,” said Ida Moe."
BOAT = "“Boats\nfirst,” said Per Dahl."
ROOT = Path(__file__).parents[2]
QUOTATION = re.compile("“(?P<content>[^”]*)” (?P<cue>said) (?P<source>[A-Z]\\w+ [A-Z]\\w+)")


def attributed(text: str) -> Result:
    quotes, speakers = [], []
    for place, match in enumerate(QUOTATION.finditer(text)):
        source = Mention(*match.span("source"), match["source"], "name")
        speakers.append(Speaker(place, source.text, "person", mentions=(source,)))
        content, cue = Span(*match.span("content"), match["content"]), Cue(*match.span("cue"), match["cue"], "say")
        quotes.append(Quote("direct", (content,), cue, source, speakers[-1], "fake", 0.5))
    warnings = ("A mark is open.",) if text.count("“") > text.count("”") else ()
    people = tuple(Person.of(speaker, 1) for speaker in speakers)
    return Result(text, "en", tuple(quotes), tuple(speakers), warnings, people)


def as_written(text: str, key: str | int, *, people: bool = False) -> dict[str, Any]:
    """What is written in JSON of a text."""
    return {**attributed(text).to_dict(key, people=people), "provenance": ANY}


class FakeAttributor:
    """Finds “...” said Name Name; a text that says so interrupts it or is refused."""

    def __init__(self, language: str, *, min_confidence: float, min_speaker_confidence: float, threads: int) -> None:
        if language != "en":
            raise LanguageError(f"no language {language!r}; there is 'en'")

    def pipe(
        self,
        pairs: Iterable[tuple[dict[str, Any], object]],
        *,
        as_tuples: bool,
        processes: int | None,
        progress: Progress,
    ) -> Iterator[tuple[Result, object]]:
        assert as_tuples
        for source, context in pairs:
            text = source["text"]
            time.sleep(float(os.environ.get("SLOWLY", 0)))
            if text == "interrupt":
                raise KeyboardInterrupt
            if text == "refuse":
                raise InputError("this text is refused")
            if text == "crash":
                raise ZeroDivisionError("a rule fails")
            yield evolve(attributed(text), id=source["id"], meta=source["meta"]), context


@pytest.fixture(autouse=True)
def workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty directory to work in, and the fake in place of the engine."""
    monkeypatch.setattr("quoteattr.interfaces.request.Attributor", FakeAttributor)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, given: str | bytes | None = None, command: str = "attribute") -> Run:
    return CliRunner().invoke(main, [command, *arguments], input=given)


@contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The command line as a process, killed if it hangs."""
    with subprocess.Popen(
        [sys.executable, __file__, "attribute", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": ""},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as running:
        timer = threading.Timer(20, running.kill)
        timer.start()
        try:
            yield running
        finally:
            timer.cancel()


def lines_of(*documents: object) -> str:
    return "".join(json.dumps(document) + "\n" for document in documents)


def test_a_table_of_one_text_has_no_heading() -> None:
    assert run(given=TIDE).output == "speaker  role  cue   quote\nIda Moe  -     said  The tide, is late,\n"


def test_tables_of_several_texts_have_headings() -> None:
    Path("a.txt").write_text(TIDE, encoding="utf-8")
    Path("b.txt").write_text("No one spoke.", encoding="utf-8")
    assert run("a.txt", "b.txt").output.split("\n\n") == [
        "a.txt\nspeaker  role  cue   quote\nIda Moe  -     said  The tide, is late,",
        "b.txt\n(no quotes)\n",
    ]


def test_json_of_one_text_is_an_object_and_of_several_an_array() -> None:
    Path("a.txt").write_text(TIDE, encoding="utf-8")
    one, two = run("a.txt", "--format", "json"), run("a.txt", "-", "--format", "json", given=BOAT)
    assert json.loads(one.output) == as_written(TIDE, "a.txt")
    assert json.loads(two.output) == [as_written(TIDE, "a.txt"), as_written(BOAT, "-")]
    assert json.loads(run("--input-format", "jsonl", "--format", "json", given="").output) == []


def test_jsonl_keeps_ids_and_order_and_counts_lines_where_there_is_no_id() -> None:
    Path("news.jsonl").write_text(
        lines_of({"id": "a", "text": TIDE, "date": 1}, {"id": 7, "text": BOAT}) + "\n" + lines_of({"text": ""}),
        encoding="utf-8",
    )
    ran = run("news.jsonl", "--format", "jsonl")
    written = [json.loads(line) for line in ran.output.splitlines()]
    assert ran.exit_code == 0
    assert [data["id"] for data in written] == ["a", 7, "4"]
    assert written[0]["meta"] == {"date": 1}
    assert written[1] == as_written(BOAT, 7)


def test_people_stand_below_the_quotes_in_a_table() -> None:
    assert run("--people", given=TIDE).output == (
        "speaker  role  cue   quote\nIda Moe  -     said  The tide, is late,\n\n"
        "quotes  mentions  name     kind    role\n1       1         Ida Moe  person  -\n"
    )
    assert run("--people", given="No one spoke.").output == "(no quotes)\n\n(no people)\n"


def test_people_of_several_texts_stand_below_each() -> None:
    Path("a.txt").write_text(TIDE, encoding="utf-8")
    Path("b.txt").write_text("No one spoke.", encoding="utf-8")
    assert [part.splitlines()[0] for part in run("a.txt", "b.txt", "--people").output.split("\n\n")] == [
        "a.txt",
        "quotes  mentions  name     kind    role",
        "b.txt",
        "(no people)",
    ]


def test_people_are_in_json_and_jsonl_where_they_are_asked_for() -> None:
    whole = as_written(TIDE, "-", people=True)
    assert json.loads(run("--people", "--format", "json", given=TIDE).output) == whole
    assert json.loads(run("--people", "--format", "jsonl", given=TIDE).output) == whole
    assert "people" not in json.loads(run("--format", "jsonl", given=TIDE).output)


@pytest.mark.parametrize("options", [["--format", "csv"], ["--format", "xlsx"], ["--explain"]])
def test_people_go_with_formats_that_can_hold_them(options: list[str]) -> None:
    ran = run("--people", *options, "-o", "out", given=TIDE)
    assert ran.exit_code == 2
    assert f"--people goes with the formats table, json, jsonl, not with {options[-1].strip('-')}." in ran.output
    assert not Path("out").exists()


@pytest.mark.parametrize("option", ["--min-confidence", "--min-speaker-confidence"])
@pytest.mark.parametrize("share", ["1.1", "-0.1", "nan", "high"])
def test_a_least_confidence_is_a_share(monkeypatch: pytest.MonkeyPatch, option: str, share: str) -> None:
    monkeypatch.setattr("quoteattr.interfaces.request.Attributor", Attributor)
    ran = run(option, share, given=TIDE)
    assert ran.exit_code == 2
    assert share in ran.output


def test_a_least_confidence_of_speakers_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, object] = {}

    def keep(language: str, **options: object) -> FakeAttributor:
        given.update(options)
        return FakeAttributor(language, min_confidence=0, min_speaker_confidence=0, threads=1)

    monkeypatch.setattr("quoteattr.interfaces.request.Attributor", keep)
    run("--min-speaker-confidence", "0.7", given=TIDE)
    assert (given["min_confidence"], given["min_speaker_confidence"]) == (0.0, 0.7)


def test_the_input_format_may_be_given_against_the_name() -> None:
    Path("odd.jsonl").write_text(TIDE, encoding="utf-8")
    assert json.loads(run("odd.jsonl", "--input-format", "text", "--format", "jsonl").output)["id"] == "odd.jsonl"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (b"{not json}", "not JSON: Expecting property name"),
        (b"[" * 100_000, "not JSON: "),
        (b'["text"]', "not an object"),
        (b'{"id": 3}', 'no string under "text"'),
        (b'{"id": [], "text": ""}', 'neither a string nor an integer under "id"'),
        (b'{"text": "caf\xe9"}', "not UTF-8: byte 0xe9 at offset 13"),
    ],
)
def test_a_bad_line_is_reported_and_the_others_are_kept(line: bytes, complaint: str) -> None:
    good = lines_of({"text": TIDE}).encode()
    ran = run("--input-format", "jsonl", "--format", "jsonl", given=good + line + b"\n" + good)
    assert [json.loads(kept)["id"] for kept in ran.stdout.splitlines()] == ["1", "3"]
    assert ran.stderr.startswith(f"quoteattr: -, line 2: {complaint}")
    assert ran.exit_code == 1


def test_bad_files_are_reported_and_the_others_are_kept() -> None:
    Path("latin.txt").write_bytes(TIDE.encode() + b" caf\xe9")
    Path("good.txt").write_text(TIDE, encoding="utf-8")
    ran = run("missing.txt", "latin.txt", "good.txt", "page.xml", "--format", "jsonl")
    assert [json.loads(line)["id"] for line in ran.stdout.splitlines()] == ["good.txt"]
    assert ran.stderr.splitlines() == [
        "quoteattr: missing.txt: No such file or directory",
        f"quoteattr: latin.txt: not UTF-8: byte 0xe9 at offset {len(TIDE.encode()) + 4}; convert it to UTF-8 first",
        "quoteattr: page.xml: files that end in .xml are not read; known are "
        f"{' '.join(BY_SUFFIX)}, or say what it is: --input-format",
    ]
    assert ran.exit_code == 1


def test_a_byte_order_mark_is_no_part_of_the_text_and_line_ends_are() -> None:
    data = json.loads(run("--format", "json", given=b"\xef\xbb\xbf\r\n" + TIDE.encode()).output)
    assert data["quotes"][0]["content"][0]["start"] == 3


def test_csv_is_quoted_and_keeps_line_ends_in_a_file() -> None:
    Path("a.txt").write_text(BOAT + TIDE, encoding="utf-8")
    assert run("a.txt", "--format", "csv", "--output", "out.csv").output == ""
    with Path("out.csv").open(encoding="utf-8", newline="") as stream:
        head, boat, tide = csv.reader(stream)
    assert {"id", *COLUMNS} <= {*head}
    assert (boat[0], boat[5], tide[5]) == ("a.txt", "Boats\nfirst,", "The tide, is late,")


def test_csv_and_html_are_read() -> None:
    Path("rows.csv").write_text(f'key,body\n7,"{TIDE}"\n8,\n', encoding="utf-8")
    Path("page.html").write_text(f"<html><body><article><p>{TIDE} {'It rained. ' * 30}</p></article>", encoding="utf-8")
    ran = run("rows.csv", "page.html", "--text-column", "body", "--id-column", "key", "--format", "jsonl")
    rows, no_quotes, page = map(json.loads, ran.stdout.splitlines())
    assert (rows["id"], no_quotes["id"], page["id"]) == ("7", "8", "page.html")
    assert "text" not in rows
    content = page["quotes"][0]["content"][0]
    assert page["text"][content["start"] : content["end"]] == content["text"] == "The tide, is late,"


def test_view_writes_one_page_of_all_documents() -> None:
    Path("a.txt").write_text("a < b " + TIDE, encoding="utf-8")
    ran = run("a.txt", "missing.txt", "-", "-o", "page.html", given=BOAT, command="view")
    page = Path("page.html").read_text(encoding="utf-8")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr == "quoteattr: missing.txt: No such file or directory\n"
    assert page.startswith("<!doctype html>")
    assert page.endswith("</html>\n")
    assert page.count("<article") == 2
    assert "a &lt; b" in page


def test_a_page_that_is_interrupted_is_whole() -> None:
    given = lines_of({"text": TIDE}, {"text": "interrupt"}, {"text": BOAT})
    ran = run("--input-format", "jsonl", given=given, command="view")
    assert ran.exit_code == 130
    assert ran.stdout.count("<article") == 1
    assert ran.stdout.endswith("</html>\n")


GOLD = {
    "id": 1,
    "text": TIDE,
    "quotes": [{"type": "direct", "content": [[1, 19]], "cue": [[21, 25]], "source": [[26, 33]], "speaker": "moe"}],
    "entities": [{"id": "moe", "name": "Ida Moe"}],
}


def test_score_compares_predictions_with_gold() -> None:
    Path("gold.jsonl").write_text(lines_of(GOLD, {**GOLD, "id": 2}), encoding="utf-8")
    Path("predicted.jsonl").write_text(lines_of(attributed(TIDE).to_dict(id=1)), encoding="utf-8")
    ran = run("gold.jsonl", "predicted.jsonl", command="score")
    assert ran.exit_code == 0
    assert ran.output.startswith("2 documents, 1 lost\n")
    figures = json.loads(run("gold.jsonl", "predicted.jsonl", "--format", "json", command="score").output)
    assert (figures["attributed"]["precision"], figures["speaker"]["right"]) == (1.0, 1)


@pytest.mark.parametrize(
    ("flaw", "complaint"),
    [
        ({"id": 2, "text": TIDE}, "gold.jsonl, line 2: not of the form of gold and predictions (KeyError: 'quotes')"),
        ({**GOLD, "id": 2, "quotes": [{"content": [[0, 99]]}]}, "gold.jsonl, line 2: document 2: the span 0:99 lies"),
        ({**GOLD, "id": 2, "quotes": [{"content": [["a", 1]]}]}, "gold.jsonl, line 2: not of the form"),
        ([], "gold.jsonl, line 2: not an object"),
        ({**GOLD, "id": 3}, "gold.jsonl, line 2: two predictions came for document 3"),
    ],
)
def test_a_flaw_costs_one_document_of_the_score(flaw: object, complaint: str) -> None:
    Path("gold.jsonl").write_text(lines_of(GOLD, flaw, {**GOLD, "id": "1"}), encoding="utf-8")
    found = [attributed(TIDE).to_dict(id=key) for key in (1, "1", 3, 3)]
    Path("predicted.jsonl").write_text(lines_of(*found, attributed(TIDE).to_dict()), encoding="utf-8")
    ran = run("gold.jsonl", "predicted.jsonl", command="score")
    assert ran.exit_code == 1
    assert ran.stdout.startswith("2 documents, 0 lost\n")
    assert (
        ran.stderr.splitlines()[0] == 'quoteattr: predicted.jsonl, line 5: neither a string nor an integer under "id"'
    )
    assert ran.stderr.splitlines()[1].startswith(f"quoteattr: {complaint}")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_complete(shell: str) -> None:
    word = "vi" if shell == "fish" else "1"
    asked = {"_QUOTEATTR_COMPLETE": f"{shell}_complete", "COMP_WORDS": "quoteattr vi", "COMP_CWORD": word}
    code = "from quoteattr.interfaces.cli import main; main(prog_name='quoteattr')"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=os.environ | asked, capture_output=True, text=True)
    assert "view" in ran.stdout


@pytest.mark.parametrize("output_format", ["table", "json", "jsonl", "csv", "explain"])
def test_a_lone_surrogate_is_written_somehow(output_format: str) -> None:
    given = lines_of({"id": "\udc80", "text": TIDE.replace("late", "\ud800")})
    ran = run("--input-format", "jsonl", "--format", output_format, given=given)
    assert ran.exit_code == 0
    assert "The tide, is" in ran.output


def test_warnings_are_told_unless_quiet() -> None:
    loud, quiet = run(given="“Open"), run("--quiet", given="“Open")
    assert (loud.exit_code, loud.stderr) == (1, "quoteattr: warning: -: A mark is open.\n")
    assert (quiet.exit_code, quiet.stderr) == (1, "")


def test_a_warning_tells_file_and_line() -> None:
    Path("a.jsonl").write_text(lines_of({"id": "x", "text": TIDE}, {"id": "y", "text": "“Open"}), encoding="utf-8")
    assert run("a.jsonl").stderr == "quoteattr: warning: a.jsonl, line 2: A mark is open.\n"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--language", "tlh"], "no language 'tlh'"),
        (["--format", "xml"], "'xml' is not one of"),
        (["--processes", "0"], "0 is not in the range x>=1"),
        (["a.txt", "--output", "./a.txt"], "would overwrite the input file a.txt"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str], complaint: str) -> None:
    Path("a.txt").write_text(TIDE, encoding="utf-8")
    ran = run(*arguments, given="")
    assert complaint in ran.stderr
    assert ran.exit_code == 2
    assert Path("a.txt").read_text(encoding="utf-8") == TIDE


@pytest.mark.parametrize(
    "arguments", [["a.txt", "-o", "hard"], ["a.txt", "-o", "soft"], ["--words", "a.txt", "-o", "a.txt"]]
)
def test_an_input_is_not_overwritten_under_another_name(arguments: list[str]) -> None:
    Path("a.txt").write_text(TIDE, encoding="utf-8")
    Path("hard").hardlink_to("a.txt")
    Path("soft").symlink_to("a.txt")
    ran = run(*arguments, given="")
    assert "would overwrite the input file a.txt" in ran.stderr
    assert (ran.exit_code, Path("a.txt").read_text(encoding="utf-8")) == (2, TIDE)


def test_standard_input_is_read_once() -> None:
    ran = run("-", "-", given=TIDE)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "can be read only once" in ran.stderr


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_and_no_file_is_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    with pytest.raises(click.UsageError, match="give a FILE"):
        main(["attribute"], standalone_mode=False)


def test_a_page_is_not_written_to_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    with pytest.raises(click.UsageError, match=r"give --output page\.html"):
        main(["view", "a.txt"], standalone_mode=False)


def test_an_output_that_cannot_be_opened_is_an_error() -> None:
    ran = run("--output", "missing/out.txt", given=TIDE)
    assert ran.stderr == "quoteattr: missing/out.txt: No such file or directory\n"
    assert ran.exit_code == 1


ENDS = [
    ("interrupt", 130, "quoteattr: interrupted after 1 document"),
    ("refuse", 1, "quoteattr: -, line 2: this text is refused"),
    ("crash", 1, "quoteattr: -, line 2: unexpected ZeroDivisionError: a rule fails"),
]


@pytest.mark.parametrize(("text", "code", "told"), ENDS)
def test_what_was_done_before_the_end_is_printed_and_well_formed(text: str, code: int, told: str) -> None:
    given = lines_of({"text": TIDE}, {"text": text}, {"text": BOAT})
    ran = run("--input-format", "jsonl", "--format", "json", given=given)
    assert json.loads(ran.stdout) == [as_written(TIDE, "1")]
    assert (ran.exit_code, ran.stderr) == (code, told + "\n")


@pytest.mark.parametrize(("text", "code", "told"), ENDS)
def test_a_file_stays_as_it_was_when_the_end_comes_early(text: str, code: int, told: str) -> None:
    Path("out.json").write_text("old", encoding="utf-8")
    given = lines_of({"text": TIDE}, {"text": text}, {"text": BOAT})
    ran = run("--input-format", "jsonl", "--format", "json", "--output", "out.json", given=given)
    assert (ran.exit_code, ran.stdout) == (code, "")
    assert ran.stderr.startswith(told)
    assert ran.stderr.endswith("out.json was not written\n")
    assert Path("out.json").read_text(encoding="utf-8") == "old"
    assert os.listdir() == ["out.json"]


def test_a_file_stays_as_it_was_when_no_document_can_be_read() -> None:
    Path("out.csv").write_text("old", encoding="utf-8")
    ran = run("nope.txt", "--format", "csv", "--output", "out.csv")
    assert ran.stderr == "quoteattr: nope.txt: No such file or directory\nquoteattr: out.csv was not written\n"
    assert (ran.exit_code, Path("out.csv").read_text(encoding="utf-8")) == (1, "old")


@pytest.mark.parametrize("flaw", [5, {"name": "Ann"}, "Ann", [5], [{}], [{"name": "Ann", "aliases": 5}], 0, ""])
def test_a_flawed_cast_costs_its_document(flaw: object) -> None:
    given = lines_of({"text": TIDE}, {"text": TIDE, "cast": flaw}, {"text": BOAT, "cast": None})
    ran = run("--input-format", "jsonl", "--format", "jsonl", given=given)
    assert [json.loads(line)["id"] for line in ran.stdout.splitlines()] == ["1", "3"]
    assert ran.stderr.startswith("quoteattr: -, line 2: ")
    assert ran.exit_code == 1


def test_an_answer_is_written_before_the_next_document_is_there() -> None:
    with process("--input-format", "jsonl", "--format", "jsonl") as running:
        assert running.stdin
        assert running.stdout
        for number in range(1, 3):
            running.stdin.write(lines_of({"text": TIDE}))
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == str(number)
        running.stdin.close()
        assert running.wait() == 0


def test_a_broken_pipe_ends_quietly() -> None:
    Path("news.jsonl").write_text(lines_of({"text": TIDE}) * 5_000, encoding="utf-8")
    with process("news.jsonl", "--format", "jsonl") as running:
        assert running.stdout
        assert running.stderr
        running.stdout.readline()
        running.stdout.close()
        assert running.wait() != 0
        assert running.stderr.read() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_an_interrupt_while_reading_ends_quietly_with_130() -> None:
    with process("--input-format", "jsonl", "--format", "json") as running:
        assert running.stdin
        assert running.stdout
        assert running.stderr
        running.stdin.write(lines_of({"text": TIDE}))
        running.stdin.flush()
        begun = running.stdout.readline()
        running.send_signal(signal.SIGINT)
        assert running.wait() == 130
        assert [data["id"] for data in json.loads(begun + running.stdout.read())] == ["1"]
        assert running.stderr.read() == "quoteattr: interrupted after 1 document\n"


def test_help_is_fast_and_loads_nothing_heavy() -> None:
    code = (
        "import runpy, sys; sys.argv = ['quoteattr', '--help']\n"
        "try: runpy.run_module('quoteattr', run_name='__main__')\n"
        "finally: print(sorted({'numpy', 'pandas', 'spacy', 'stanza', 'torch'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "attribute" in ran.stdout
    assert ran.stdout.splitlines()[-1] == "[]"


def test_explanations_are_asked_for_in_two_ways() -> None:
    Path("a.txt").write_text(TIDE, encoding="utf-8")
    told = run("a.txt", "--explain").output
    assert told.startswith("Answer: “The tide, is late,” is attributed to Ida Moe.\n")
    assert CliRunner().invoke(main, ["explain", "a.txt"]).output == told


def test_several_texts_are_explained_under_their_names() -> None:
    given = lines_of({"id": "one", "text": TIDE}, {"id": "two", "text": "It rained."})
    told = run("--input-format", "jsonl", "--explain", given=given).output
    assert told.startswith("one\n\nAnswer: ")
    assert told.endswith("\n\ntwo\n\n(no quotes)\n")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are born without
    with patch("quoteattr.interfaces.request.Attributor", FakeAttributor):
        main()


def test_the_version_is_that_of_the_package() -> None:
    assert quoteattr.__version__ in CliRunner().invoke(main, ["--version"]).output
