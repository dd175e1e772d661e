"""Many results as one: taking them in, who is one, what the user changes, and the way back to the quotes."""

import gzip
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

import quoteattr
from quoteattr import Corpus, Cue, Result, Silence, Span
from quoteattr.errors import InputError
from tests.corpus.made import quote, result, said, speaker

LEE = "We need a bridge over the river"


def archive() -> list[Any]:
    """Three documents of two papers, in which two people are quoted."""
    return [
        said("a1", LEE, "Ann Lee", "mayor", meta={"outlet": "Courier", "date": "2020-02-07"}),
        said("a2", "It rained all day", "Mayor Ann Lee", meta={"outlet": "Ledger", "date": "2020-03-01"}),
        said("a3", "No", "Bo Ek", meta={"outlet": "Ledger"}),
    ]


def test_people_are_counted_across_documents() -> None:
    with Corpus(archive()) as corpus:
        ann, bo = corpus.people
        assert len(corpus) == 3
    assert (ann.id, ann.name, ann.documents, ann.quotes, ann.words) == ("ann-lee", "Ann Lee", 2, 2, 11)
    assert (ann.first, ann.last, ann.roles, ann.aliases) == ("2020-02-07", "2020-03-01", ("mayor",), ("Mayor Ann Lee",))
    assert (bo.id, bo.documents, bo.first) == ("bo-ek", 1, None)


def test_results_of_the_library_are_taken(attributor: quoteattr.Attributor) -> None:
    texts = ["“We wait,” said Ann Lee, mayor of Exeter.", "Ann Lee met Bo Ek."]
    results = list(attributor.pipe(texts))
    with Corpus(results) as plain, Corpus([(one, key) for one, key in zip(results, "ab", strict=True)]) as keyed:
        assert [(one.name, one.documents, one.quotes) for one in plain.people] == [("Ann Lee", 2, 1), ("Bo Ek", 1, 0)]
        assert [one.document for one in plain.quotes()] == [1]
        assert [one.document for one in keyed.quotes()] == ["a"]


def test_files_and_folders_are_read(tmp_path: Path) -> None:
    lines = [json.dumps(one) for one in archive()]
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "one.jsonl").write_text(lines[0] + "\n\n", encoding="utf-8")
    (tmp_path / "two.jsonl.gz").write_bytes(gzip.compress(lines[1].encode()))
    (tmp_path / "three.json").write_text(f"[{lines[2]}]", encoding="utf-8")
    (tmp_path / ".hidden.jsonl").write_text("no JSON", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no JSON", encoding="utf-8")
    with Corpus(tmp_path) as corpus, Corpus(str(tmp_path / "inner" / "one.jsonl")) as single:
        assert (len(corpus), corpus.warnings, len(single)) == (3, (), 1)


def test_a_line_that_cannot_be_read_is_left_out_and_told(tmp_path: Path) -> None:
    file = tmp_path / "quotes.jsonl"
    torn = json.dumps(archive()[0])[:-20]
    broken = {**archive()[1], "quotes": [{"kind": "direct"}]}
    lines = [json.dumps(archive()[2]), torn, json.dumps(broken), "[1]", json.dumps(archive()[0])]
    file.write_text("\n".join(lines), encoding="utf-8")
    with Corpus(file) as corpus:
        assert len(corpus) == 2
        assert [one.document for one in corpus.quotes()] == ["a3", "a1"]
        told = [warning.removeprefix(str(file)) for warning in corpus.warnings]
    assert [warning.split(":")[0] for warning in told] == [", line 2", ", line 3", ", line 4"]


def test_a_damaged_archive_gives_what_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "quotes.jsonl.gz"
    packed = gzip.compress("\n".join(json.dumps(one) for one in archive() * 200).encode())
    file.write_bytes(packed[: len(packed) // 2])
    with Corpus(file) as corpus:
        assert "cannot be read" in corpus.warnings[-1]


@pytest.mark.parametrize("source", [5, None, "nowhere.jsonl", {"quotes": []}, ["text"], [3], Result("", "en", (), ())])
def test_what_holds_no_results_is_refused(source: Any) -> None:
    with pytest.raises(InputError):
        Corpus(source)


def test_a_result_that_is_none_is_refused_and_those_before_stay() -> None:
    with Corpus() as corpus:
        with pytest.raises(InputError, match="document 'b' is no result of an attribution"):
            corpus.add([archive()[0], {"id": "b", "quotes": [{}], "speakers": []}])
        assert len(corpus) == 1


def test_a_file_is_gone_on_with(tmp_path: Path) -> None:
    file = tmp_path / "archive.sqlite"
    with Corpus(archive()[:1], file=file):
        pass
    with Corpus(archive()[1:], file=file) as corpus:
        assert len(corpus) == 3
        assert corpus.people[0].quotes == 2


def test_a_file_that_is_no_corpus_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("not a database, but notes " * 50, encoding="utf-8")
    with pytest.raises(InputError, match="no file of a corpus"):
        Corpus(file=file)
    assert file.read_text(encoding="utf-8").startswith("not a database")


def test_the_table_of_people_is_edited_and_applied(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    documents = [*archive(), said("a4", "So be it", "Anne Leigh"), said("a5", "Never", "Lee")]
    with Corpus(documents) as corpus:
        corpus.write_people(file)
    table = file.read_text(encoding="utf-8")
    assert "lee,Lee,person" in table
    table = table.replace("ann-lee,Ann Lee", "ann-lee,Ann B. Lee")
    rows = [f"{row}ann-lee" if row.startswith(("anne-leigh", "lee,")) else row for row in table.splitlines()]
    file.write_text("\n".join(rows), encoding="utf-8")
    with Corpus(documents, people=file) as corpus:
        people = {one.id: one for one in corpus.people}
        assert (people["ann-lee"].name, people["ann-lee"].quotes) == ("Ann B. Lee", 4)
        assert {"Anne Leigh", "Lee", "Mayor Ann Lee"} <= set(people["ann-lee"].aliases)
        assert (people["anne-leigh"].merged_into, people["anne-leigh"].quotes) == ("ann-lee", 0)
        assert len(list(corpus.quotes("anne-leigh"))) == len(list(corpus.quotes("ann-lee"))) == 4
        corpus.write_people(file)
    with Corpus(documents, people=file) as again:
        assert {one.id: one for one in again.people} == people


def test_a_row_without_an_id_stands_for_all_who_are_called_so(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("id,name,merged_into\n,Lee,ann-lee\n", encoding="utf-8")
    documents = [said(number, "Never again", "Lee") for number in range(3)]
    with Corpus([*archive(), *documents], people=file) as corpus:
        assert corpus.people[0].quotes == 5


def test_a_table_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    for table, wrong in [
        ("name\nAnn Lee\n", "no column 'id'"),
        ("id,name,merged_into\na,A,b\nb,B,a\n", "merged into itself"),
    ]:
        file.write_text(table, encoding="utf-8")
        with pytest.raises(InputError, match=wrong):
            Corpus(people=file)


def test_a_table_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    with pytest.raises(InputError, match="No such file"):
        Corpus(people=file)
    file.write_bytes(b"id,name,merged_into\n\xff,a,b\n")
    with pytest.raises(InputError, match="no CSV in UTF-8"):
        Corpus(people=file)


def test_a_corpus_that_is_closed_says_so() -> None:
    corpus = Corpus(archive())
    corpus.close()
    corpus.close()
    with pytest.raises(InputError, match="the corpus is closed"):
        list(corpus.quotes())
    with pytest.raises(InputError, match="the corpus is closed"):
        corpus.add(archive())


def test_a_file_that_another_writes_to_is_told(tmp_path: Path) -> None:
    file = tmp_path / "archive.sqlite"
    with Corpus(archive(), file=file), Corpus(file=file) as corpus:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(InputError, match="cannot be used"):
            corpus.add(archive())
        other.close()


def test_a_row_for_somebody_who_is_not_there_is_told(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("id,name,merged_into\nnobody,Nobody,\nbo-ek,Bo Ek,someone\n", encoding="utf-8")
    with Corpus(archive(), people=file) as corpus:
        assert len(corpus.warnings) == 2
        assert corpus.people[1].name == "Bo Ek"


def test_a_name_that_begins_like_a_formula_comes_back_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    with Corpus([said("a", "No", "=Cmd Lee")]) as corpus:
        corpus.write_people(file)
    assert ",=" not in file.read_text(encoding="utf-8")
    with Corpus([said("a", "No", "=Cmd Lee")], people=file) as corpus:
        assert corpus.people[0].name == "=Cmd Lee"


def test_each_count_leads_back_to_its_quotes() -> None:
    with Corpus(archive()) as corpus:
        [first, second] = corpus.quotes("ann-lee")
        assert (first.document, first.id, first.start, first.end, first.text) == ("a1", 0, 0, 31, LEE)
        assert [one.document for one in corpus.quotes(where={"outlet": "Ledger"})] == ["a2", "a3"]
        assert [one.document for one in corpus.quotes("ann-lee", where={"month": "2020-03"})] == ["a2"]
        assert [one.document for one in corpus.quotes(speaker_kind="group")] == []
        assert second.people == ("ann-lee",)
        with pytest.raises(InputError, match="nobody with the id 'x'"):
            list(corpus.quotes("x"))


def test_new_keys_are_read_where_they_are() -> None:
    ann = speaker(0, "Ann Lee")
    inner = quote("Stop", ann)
    outer = quote("He said: Stop", ann, id="q7", inner=[inner], medium={"start": 0, "end": 5, "text": "Radio"})
    silence = {
        "speaker": {"name": "Bo Ek"},
        "cue": {"start": 3, "end": 9, "text": "silent"},
        "source": None,
        "text": {"start": 0, "end": 9, "text": "Bo silent"},
    }
    with Corpus([result("a", [outer], [ann], silences=[silence])]) as corpus:
        assert [(one.id, one.medium) for one in corpus.quotes(medium="radio")] == [("q7", "Radio")]
        assert corpus.summary().tables["silences"][0]["name"] == "Bo Ek"


def test_a_result_of_the_library_is_read_with_its_silences() -> None:
    text = "Ann Lee declined to comment."
    clause, cue = Span.cut(text, 0, 27), Cue(8, 27, "declined to comment", "decline")
    found = Result(text, "en", (), (), silences=(Silence(clause, cue),))
    with Corpus([(found, "a")]) as corpus:
        assert corpus.warnings == ()
        assert [(row["start"], row["end"]) for row in corpus.summary().tables["silences"]] == [(0, 27)]


def test_people_who_are_named_but_not_quoted_are_there() -> None:
    ann = speaker(0, "Ann Lee")
    bo = {**speaker(1, "Bo Ek"), "mentions": [], "quotes": 0}
    with Corpus([result("a", [quote("No", ann)], [ann], people=[{**ann, "quotes": 1}, bo])]) as corpus:
        assert [(one.name, one.quotes) for one in corpus.people] == [("Ann Lee", 1), ("Bo Ek", 0)]


def test_letters_that_no_file_can_hold_lose_no_document() -> None:
    with Corpus([said("a\ud800", "No \ud800", "Ann \ud800Lee")]) as corpus:
        assert len(list(corpus.quotes())) == 1
