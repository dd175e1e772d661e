"""The job over an archive: a plan that deals the documents out to shards, then each shard for itself.

In OUT stand

    job.json     what was asked for; another start must ask for the same
    documents/   the plan: Parquet files with ids and texts, each a shard; Spark's `_SUCCESS` says that it is complete
    refused/     lines and rows that are no documents, with the reason
    problems/    what degraded in the documents of a shard, under the shard's name
    quotes/      the quotes of a shard, under the shard's name; a shard is done when its file is there

A file of the last two is written elsewhere and then moved, so that it is there as a whole or not at all.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import asdict, frozen

from quoteattr.errors import InputError
from quoteattr.pipeline import Attributor
from quoteattr.records.export import COLUMNS
from quoteattr.spark.lines import COLUMNS_OF_LINES, read_lines
from quoteattr.spark.rows import attributor_of, recipe_of, rows_of
from quoteattr.spark.storage import Storage

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

SHARD: Final = 1_000
"""Documents of a shard, where no number of shards is asked for: some minutes of work."""


@frozen
class Job:
    """What was asked for. Paths without a scheme (`s3://`) are folders that all machines see."""

    input: str
    output: str
    input_format: str | None = None
    text_column: str = "text"
    id_column: str = "id"
    language: str = "en"
    min_confidence: float = 0.0
    min_speaker_confidence: float = 0.0
    partitions: int | None = None


@frozen
class Outcome:
    """Shards in all and done this time, quotes and problems written this time, lines and rows that are no documents."""

    shards: int
    done: int
    quotes: int
    problems: int
    refused: int


def run(job: Job, spark: SparkSession) -> Outcome:
    """Do what is left of a job. Raises InputError where OUT holds another job, or IN nothing that can be read."""
    attributor = Attributor(
        job.language, min_confidence=job.min_confidence, min_speaker_confidence=job.min_speaker_confidence
    )
    output, storage = located(job.output), Storage.of(located(job.output))
    rows = None if storage.holds("documents/_SUCCESS") else _rows(job, spark)
    _claim(storage, job)
    if rows is not None:
        _plan(rows, job, spark)
    shards = storage.names("documents")
    left = sorted(set(shards) - set(storage.names("quotes")))
    work = partial(attribute_shard, output, recipe_of(attributor))
    counts = spark.sparkContext.parallelize(left, max(1, len(left))).map(work).collect()
    return Outcome(
        shards=len(shards),
        done=len(left),
        quotes=sum(quotes for quotes, _ in counts),
        problems=sum(problems for _, problems in counts),
        refused=spark.read.parquet(f"{output}/refused").count(),
    )


def located(path: str) -> str:
    """A path as a URI, so that Spark and Arrow mean the same place by it."""
    return path if "://" in path else f"file://{Path(path).absolute()}"


def attribute_shard(output: str, recipe: bytes, name: str) -> tuple[int, int]:
    """Write the quotes and problems of a shard, and count them."""
    import pyarrow as pa

    storage = Storage.of(output)
    documents = storage.read(f"documents/{name}")
    rows = list(rows_of(_documents(documents), attributor_of(recipe)))
    identity = documents.schema.field("id")
    quotes = pa.Table.from_pylist([row for row in rows if row["problem"] is None], _schema(identity))
    problems = pa.Table.from_pylist(
        [row for row in rows if row["problem"] is not None], pa.schema([identity, ("problem", pa.string())])
    )
    storage.write(problems, f"problems/{name}")
    storage.write(quotes, f"quotes/{name}")  # the last, for it says that the shard is done
    return sum(row["problem"] is None and not row["level"] for row in rows), len(problems)


def _documents(table: pa.Table) -> Iterator[tuple[Any, Any]]:
    for row in table.to_pylist():
        yield row["id"], {"text": row["text"], "cast": json.loads(row["cast"])} if row["cast"] else row["text"]


def _schema(identity: pa.Field) -> pa.Schema:
    import pyarrow as pa

    whole, share = pa.int64(), pa.float64()
    types = {"level": whole, "start": whole, "end": whole, "confidence": share, "speaker_confidence": share}
    return pa.schema([identity, *((name, types.get(name, pa.string())) for name in COLUMNS)])


def _claim(storage: Storage, job: Job) -> None:
    """Write down what is asked for, or see that it is what was asked for before."""
    from quoteattr import __version__

    asked = {**asdict(job), "version": __version__}
    if not storage.holds("job.json"):
        storage.write_bytes(json.dumps(asked, indent=2).encode(), "job.json")
        return
    before = json.loads(storage.read_bytes("job.json"))
    other = [f"{key} {before.get(key)!r} and not {asked[key]!r}" for key in asked if before.get(key) != asked[key]]
    if other:
        raise InputError(f"{job.output} holds a job with {', '.join(other)}; ask for the same, or choose another OUT")


def _plan(rows: DataFrame, job: Job, spark: SparkSession) -> None:
    """Deal the documents out to shards, by Spark's own means, which write all or nothing."""
    documents, refused = rows.where("reason IS NULL"), rows.where("reason IS NOT NULL")
    output = located(job.output)
    refused.select("file", "line", "reason").write.mode("overwrite").parquet(f"{output}/refused")
    number = job.partitions
    if number is None:
        count = documents.count()
        number = max(math.ceil(count / SHARD), min(count, spark.sparkContext.defaultParallelism), 1)
    shards = documents.select("id", "text", "cast").repartition(number)
    shards.write.mode("overwrite").parquet(f"{output}/documents")


def _rows(job: Job, spark: SparkSession) -> DataFrame:
    """Documents and what is none: id, text, cast, file, line, reason."""
    source = located(job.input)
    try:
        lines = spark.read.text(source, lineSep="\n")
        files = lines.inputFiles()
    except Exception as error:  # pyspark has no narrower one for all versions
        raise InputError(f"{job.input} cannot be read: {str(error).splitlines()[0]}") from error
    by_name = "parquet" if files and all(file.endswith(".parquet") for file in files) else "jsonl"
    if (job.input_format or by_name) == "jsonl":
        pairs = lines.selectExpr("CAST(value AS BINARY) AS line", "_metadata.file_path AS file")
        return pairs.mapInArrow(partial(read_lines, job.text_column, job.id_column), COLUMNS_OF_LINES)
    return _parquet(job, spark.read.parquet(source))


def _parquet(job: Job, table: DataFrame) -> DataFrame:
    types = dict(table.dtypes)
    for column, option, allowed in (
        (job.text_column, "--text-column", ("string",)),
        (job.id_column, "--id-column", ("string", "tinyint", "smallint", "int", "bigint")),
    ):
        if types.get(column) not in allowed:
            there = ", ".join(f"{name} {kind}" for name, kind in types.items())
            raise InputError(f"no column {column!r} of type {' or '.join(allowed)}; name one with {option}: {there}")
    text, key = (f"`{column.replace('`', '``')}`" for column in (job.text_column, job.id_column))
    return table.selectExpr(
        f"{key} AS id",
        f"{text} AS text",
        "CAST(NULL AS STRING) AS cast",
        "_metadata.file_path AS file",
        f"CAST({key} AS STRING) AS line",
        f"CASE WHEN {key} IS NULL THEN 'no id' WHEN {text} IS NULL THEN 'no text' END AS reason",
    )
