"""`python -m quoteattr.spark IN OUT`: the quotes of an archive, on a cluster or on the cores of one machine."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from quoteattr.errors import QuoteattrError
from quoteattr.spark.job import Job, run


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("input", metavar="IN")
@click.argument("output", metavar="OUT")
@click.option(
    "--input-format", type=click.Choice(["jsonl", "parquet"]), help="What IN holds.  [default: by the files' names]"
)
@click.option("--text-column", default="text", show_default=True, help="Key or column with the texts.")
@click.option("--id-column", default="id", show_default=True, help="Key or column with the ids.")
@click.option("--language", default="en", show_default=True, help="The language of the documents.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out quotes with a lower one.")
@click.option(
    "--min-speaker-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Withhold speakers with a lower one; their quotes are kept.",
)
@click.option(
    "--partitions",
    type=click.IntRange(min=1),
    help="Files of documents, and as many of quotes.  [default: one for 1,000 documents, one for each core at least]",
)
@click.option("--master", help="Where to run: local[8], spark://...  [default: Spark's settings, else all cores here]")
def main(master: str | None, **options: Any) -> None:
    """Attribute the quotations of the documents in IN, and write them to the folder OUT.

    IN is a file, a folder or a pattern: JSON Lines with an object {"id": ..., "text": ...} a line, also *.gz, or
    Parquet. OUT/quotes gets a row a quote, OUT/problems what degraded, OUT/refused what is no document.

    The same command once more does what is missing, after whatever stopped it. Only one may write to OUT at a time.
    """
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise click.ClickException(f'this needs pyspark ({error}); pip install "quoteattr[spark]"') from error
    builder = SparkSession.builder.appName("quoteattr")
    if master or "SPARK_ENV_LOADED" not in os.environ:  # which spark-submit sets
        builder = builder.master(master or "local[*,4]")
    spark = builder.getOrCreate()
    try:
        outcome = run(Job(**options), spark)
    except QuoteattrError as error:
        raise click.ClickException(str(error)) from error
    finally:
        spark.stop()
    click.echo(
        f"{outcome.done} of {outcome.shards} partitions done now: {outcome.quotes} quotes, {outcome.problems} "
        f"problems, {outcome.refused} refused"
    )


if __name__ == "__main__":
    main(prog_name="python -m quoteattr.spark")
