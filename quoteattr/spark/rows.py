"""Documents to flat rows, one for each quote, as Spark's workers make them."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from quoteattr.errors import QuoteattrError
from quoteattr.pipeline import Attributor
from quoteattr.records.export import COLUMNS, quote_to_row

if TYPE_CHECKING:
    import pandas as pd

Row: TypeAlias = dict[str, Any]

_TYPES: Final = {
    "level": "bigint",
    "start": "bigint",
    "end": "bigint",
    "confidence": "double",
    "speaker_confidence": "double",
}
SCHEMA: Final = ", ".join(
    ["id string", *(f"`{name}` {_TYPES.get(name, 'string')}" for name in COLUMNS), "problem string"]
)
"""The columns of `quotes`, in Spark's words. For ids that are numbers: `SCHEMA.replace("string", "bigint", 1)`."""
_ROWS = 1_000
"""Rows that are handed to Spark at a time."""


def quotes(
    attributor: Attributor, *, text: str = "text", id: str = "id"
) -> Callable[[Iterator[pd.DataFrame]], Iterator[pd.DataFrame]]:
    """A function for `DataFrame.mapInPandas` that turns documents into quotes, a row for each.

    Quotes within others, whose `level` is above 0, follow those that they are in.

    `text` and `id` name the columns that are read. The rows have the columns of `SCHEMA`: the document's id, those of
    `quoteattr.records.export.COLUMNS`, where `start` and `end` are code points into the text, end exclusive, and
    `problem`. What went wrong with a document, such as a missing text, is a row that has nothing but id and `problem`.
    The attributor goes to the workers as its recipe; each loads the models once, for all its tasks.

    Raises QuoteattrError without pyspark, and for a parser or sieves that cannot be sent to another process.

        articles.mapInPandas(quotes(Attributor("en"), text="body"), SCHEMA)
    """
    recipe = recipe_of(attributor)
    columns = ["id", *COLUMNS, "problem"]

    def to_frames(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        import pandas

        documents = (pair for frame in frames for pair in zip(frame[id], frame[text], strict=True))
        rows = rows_of(documents, attributor_of(recipe))
        while some := list(islice(rows, _ROWS)):
            # Words are objects, because numbers beside None would become floats.
            yield pandas.DataFrame(some, columns=columns, dtype=object)

    return to_frames


def recipe_of(attributor: Attributor) -> bytes:
    """What is sent to workers in the place of an attributor; classes of a notebook are sent along."""
    try:
        from pyspark import cloudpickle
    except ImportError as error:
        raise QuoteattrError(f'this needs pyspark ({error}); pip install "quoteattr[spark]"') from error
    try:
        return bytes(cloudpickle.dumps(attributor))
    except Exception as error:
        raise QuoteattrError(
            f"the Attributor cannot be sent to Spark's workers ({type(error).__name__}: {error}); pass it a parser and "
            "sieves that can be pickled, not loaded models"
        ) from error


@cache
def attributor_of(recipe: bytes) -> Attributor:
    """The attributor of a recipe, one for each process."""
    attributor: Attributor = pickle.loads(recipe)
    return attributor


def rows_of(documents: Iterable[tuple[Any, Any]], attributor: Attributor) -> Iterator[Row]:
    """The rows of (id, source) pairs.

    >>> rows = list(rows_of([("a1", "“No,” said Ann Lee."), ("a2", None)], Attributor("en")))
    >>> [(row["id"], row["text"], row["speaker"], row["start"], row["problem"]) for row in rows]
    [('a1', 'No,', 'Ann Lee', 1, None), ('a2', None, None, None, 'no text')]

    Where Spark tries a task again because a worker died, the texts are read in a process of their own, so that the one
    to blame is found, told of and passed over.
    """
    missing: list[Any] = []

    def sources() -> Iterator[tuple[Any, Any]]:
        for key, source in documents:
            if isinstance(source, str | dict):
                yield source, key
            else:
                missing.append(key)

    for result, key in attributor.pipe(sources(), as_tuples=True, processes=1 if _tried_before() else None):
        yield from ({"id": key, **quote_to_row(quote), "problem": None} for quote in result.all())
        yield from (_problem(key, warning) for warning in result.warnings)
    yield from (_problem(key, "no text") for key in missing)


def _problem(key: Any, problem: str) -> Row:
    return {"id": key, **dict.fromkeys(COLUMNS), "problem": problem}


def _tried_before() -> bool:
    """Whether this is a task of Spark that failed before."""
    try:
        from pyspark import TaskContext
    except ImportError:
        return False
    task = TaskContext.get()
    return task is not None and task.attemptNumber() > 0
