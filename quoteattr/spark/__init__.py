"""Apache Spark: quotes as rows of a DataFrame, and a job for archives that can be stopped and started again.

`df.mapInPandas(quotes(Attributor("en")), SCHEMA)` is the one, `python -m quoteattr.spark IN OUT` the other. Both need
pip install "quoteattr[spark]".
"""

from quoteattr.spark.rows import SCHEMA, quotes

__all__ = ["SCHEMA", "quotes"]
