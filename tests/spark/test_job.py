"""Spark on two cores of this machine: the answers of the command line, and a job that survives being killed."""

import gzip
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quoteattr import Attributor
from quoteattr.errors import InputError
from quoteattr.spark import SCHEMA, quotes
from quoteattr.spark.job import Job, Outcome, run
from tests.moody import MoodyParser

if importlib.util.find_spec("pyspark") is None:
    pytest.skip('no pyspark here: pip install "quoteattr[spark]"', allow_module_level=True)
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("no Java here, which Spark needs", allow_module_level=True)

ROOT = Path(__file__).parents[2]
TEXTS = {
    "a": "Ann Lee, mayor of Exeter, met Bill Kerr. “We need a bridge,” she said.",
    "b": "It rained.",
    "7": "Kerr said that it would cost “a fortune.” “Two,” he added.",
    "d": "According to police, two men were seen in Exeter on Monday.",
}
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable}
PROGRAM = [sys.executable, "-W", "ignore", "-m", "quoteattr.spark"]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", str(ROOT))
        session = SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false").getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()


@pytest.fixture
def moody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A parser without models, in the place of the bundled one."""
    monkeypatch.setattr(
        "quoteattr.spark.job.Attributor", lambda language, **options: Attributor(language, parser=MoodyParser())
    )


def write(path: Path, *documents: object) -> Path:
    lines = "".join(json.dumps(document) + "\n" for document in documents)
    with gzip.open(path, "wt") if path.suffix == ".gz" else path.open("w") as stream:
        stream.write(lines)
    return path


def table(folder: Path) -> list[dict[str, Any]]:
    import pyarrow.dataset as ds

    rows: list[dict[str, Any]] = ds.dataset(folder, exclude_invalid_files=False).to_table().to_pylist()
    return rows


def ids(folder: Path) -> list[Any]:
    return sorted(row["id"] for row in table(folder))


pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support", "ignore::ResourceWarning")


def test_rows_come_of_a_data_frame(spark: Any) -> None:
    articles = spark.createDataFrame([*enumerate(TEXTS.values()), (9, None)], "no int, body string")
    schema = SCHEMA.replace("string", "bigint", 1)
    made = quotes(Attributor("en", parser=MoodyParser()), text="body", id="no")
    rows = articles.mapInPandas(made, schema).collect()
    assert sorted((row.id, row.text, row.start, row.problem) for row in rows if row.problem is None) == [
        (0, "We need a bridge,", 42, None),
        (2, "Two,", 43, None),
    ]
    assert [(row.id, row.text, row.problem) for row in rows if row.problem] == [(9, None, "no text")]


@pytest.mark.usefixtures("moody")
def test_folders_and_gz_are_read_and_what_is_no_document_is_told(spark: Any, tmp_path: Path) -> None:
    source, output = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    write(source / "one.jsonl.gz", {"id": "a", "text": TEXTS["a"]}, {"id": "b"}, {"id": "b", "text": TEXTS["b"]})
    write(source / "two.jsonl", {"id": 7, "text": TEXTS["7"]}, [], {"id": "f", "text": "We fail here."})
    outcome = run(Job(str(source), str(output), partitions=2), spark)
    assert (outcome.shards, outcome.done, outcome.quotes, outcome.problems, outcome.refused) == (2, 2, 2, 1, 2)
    assert ids(output / "documents") == ["7", "a", "b", "f"]
    assert ids(output / "quotes") == ["7", "a"]
    assert ids(output / "problems") == ["f"]
    assert sorted((Path(row["file"]).name, row["line"], row["reason"][:13]) for row in table(output / "refused")) == [
        ("one.jsonl.gz", '{"id": "b"}', "no string und"),
        ("two.jsonl", "[]", "not an object"),
    ]


@pytest.mark.usefixtures("moody")
def test_parquet_is_read_and_its_ids_stay_what_they_are(spark: Any, tmp_path: Path) -> None:
    rows = [(7, TEXTS["7"]), (8, None), (None, TEXTS["a"])]
    spark.createDataFrame(rows, "no bigint, `the text` string").write.parquet(str(tmp_path / "in"))
    job = Job(str(tmp_path / "in"), str(tmp_path / "out"), id_column="no", text_column="the text")
    assert run(job, spark).refused == 2
    assert ids(tmp_path / "out" / "quotes") == [7]
    assert sorted(row["reason"] for row in table(tmp_path / "out" / "refused")) == ["no id", "no text"]
    with pytest.raises(InputError, match="no column 'text' of type string; name one with --text-column: no bigint"):
        run(Job(str(tmp_path / "in"), str(tmp_path / "other"), id_column="no"), spark)


@pytest.mark.usefixtures("moody")
def test_another_start_does_what_is_missing_and_nothing_else(spark: Any, tmp_path: Path) -> None:
    source, output = write(tmp_path / "in.jsonl", *documents(40)), tmp_path / "out"
    job = Job(str(source), str(output), partitions=5)
    run(job, spark)
    before = table(output / "quotes")
    kept, *_, lost = sorted((output / "quotes").iterdir())
    lost.unlink()
    written = kept.stat().st_mtime_ns
    assert run(job, spark) == Outcome(5, 1, len(table(lost)), 0, 0)
    assert kept.stat().st_mtime_ns == written
    assert sorted(map(str, table(output / "quotes"))) == sorted(map(str, before))
    assert run(job, spark) == Outcome(5, 0, 0, 0, 0)


@pytest.mark.usefixtures("moody")
def test_a_folder_is_one_jobs(spark: Any, tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", *documents(2))
    run(Job(str(source), str(tmp_path / "out")), spark)
    with pytest.raises(InputError, match=r"holds a job with partitions None and not 3; ask for the same"):
        run(Job(str(source), str(tmp_path / "out"), partitions=3), spark)


def test_an_input_that_is_not_there_is_told(spark: Any, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        run(Job(str(tmp_path / "nowhere"), str(tmp_path / "out")), spark)
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("moody")
def test_a_document_of_which_a_worker_dies_costs_itself_alone(spark: Any, tmp_path: Path) -> None:
    texts = [*documents(6), {"id": "bad", "text": "We exit here."}]
    outcome = run(Job(str(write(tmp_path / "in.jsonl", *texts)), str(tmp_path / "out"), partitions=1), spark)
    assert (outcome.quotes, outcome.problems) == (6, 1)
    [problem] = table(tmp_path / "out" / "problems")
    assert problem["id"] == "bad"
    assert "exit code 3" in problem["problem"]


def test_the_command_gives_what_the_command_line_gives(tmp_path: Path) -> None:
    """And all of it after it was killed on its way."""
    cast = [{"name": "Police of Exeter", "aliases": ["police"]}]
    articles = [{"id": f"{key}{n}", "text": text, "cast": cast} for key, text in TEXTS.items() for n in range(6)]
    source, output = write(tmp_path / "in.jsonl", *articles), tmp_path / "out"
    command = [*PROGRAM, str(source), str(output), "--master", "local[2]", "--partitions", "12"]
    with subprocess.Popen(command, cwd=tmp_path, env=ENVIRONMENT, stderr=subprocess.DEVNULL) as running:
        while not list(output.glob("quotes/*.parquet")):
            assert running.poll() is None
            time.sleep(0.05)
        running.kill()
    done = len(list(output.glob("quotes/*.parquet")))
    again = subprocess.run(command, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    told = re.search(r"(\d+) of 12 partitions done now", again.stdout)
    assert told
    assert 0 < int(told[1]) <= 12 - done
    plain = Attributor("en").pipe(
        [({"text": row["text"], "cast": row["cast"]}, row["id"]) for row in articles], as_tuples=True
    )
    expected = [
        (key, quote.text, quote.start, quote.confidence, str(quote.speaker_confidence))
        for result, key in plain
        for quote in result
    ]
    found = [
        (row["id"], row["text"], row["start"], row["confidence"], str(row["speaker_confidence"]))
        for row in table(output / "quotes")
    ]
    assert sorted(found) == sorted(expected)


@pytest.mark.usefixtures("moody")
def test_confidences_are_numbers_in_the_files(spark: Any, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.dataset as ds

    run(Job(str(write(tmp_path / "in.jsonl", *documents(2))), str(tmp_path / "out")), spark)
    schema = ds.dataset(tmp_path / "out" / "quotes", exclude_invalid_files=False).schema
    assert {schema.field(name).type for name in ("confidence", "speaker_confidence")} == {pa.float64()}


def documents(number: int) -> list[dict[str, object]]:
    return [{"id": f"d{n}", "text": f"“We need {n} bridges,” said Ann Lee."} for n in range(number)]
