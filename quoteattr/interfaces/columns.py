"""A quote as a row of a table: all fields of its record, the sentence around it, and what is known of its text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from quoteattr.errors import InputError
from quoteattr.records.export import quote_to_row
from quoteattr.records.records import Quote
from quoteattr.records.result import Result

Cell: TypeAlias = str | int | float | bool | None
Row: TypeAlias = dict[str, Cell]

PARTED: Final = " […] "
"""What stands between the parts of a quote that its cue interrupts."""
_AROUND: Final = 300
"""Characters of context on either side, at most."""
_END: Final = re.compile(r"[.!?…][\"'”’»)\]]*\s+|\n+")


def row_of(quote: Quote, result: Result) -> Row:
    """Every field of a quote, in the order in which a table has them, without what is known of its text.

    >>> from quoteattr.records.records import Cue, Span
    >>> text = "It rained. “We,” said Ann Lee, “won.” All cheered."
    >>> pieces = Span.cut(text, 12, 15), Span.cut(text, 32, 36)
    >>> quote = Quote("direct", pieces, Cue(17, 21, "said", "say"), None, None, "subject_of_cue", 0.9)
    >>> row = row_of(quote, Result(text, "en", (quote,), ()))
    >>> row["text"], row["context"]
    ('We, […] won.', '“We,” said Ann Lee, “won.”')
    """
    plain = quote_to_row(quote)
    return {
        **plain,
        "text": PARTED.join(span.text for span in quote.content),
        "lemma": quote.cue.lemma if quote.cue else None,
        "stance": quote.cue.stance if quote.cue else None,
        "negated": quote.cue.negated if quote.cue else None,
        "form": quote.source.form if quote.source else None,
        "speakers": "; ".join(speaker.name for speaker in quote.speakers) or None,
        "affiliation": quote.speaker.affiliation.text if quote.speaker and quote.speaker.affiliation else None,
        "context": context_of(quote, result.text),
    }


def context_of(quote: Quote, text: str) -> str:
    """The sentences in which a quote, its cue and its source stand."""
    start, end = context_span(quote, text)
    return text[start:end]


def context_span(quote: Quote, text: str) -> tuple[int, int]:
    """Where the sentences begin and end in which a quote, its cue and its source stand, without blanks around them."""
    spans = [*quote.content, *(span for span in (quote.cue, quote.source) if span is not None)]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    before = text[max(0, start - _AROUND) : start]
    begins = start - len(before) + max((found.end() for found in _END.finditer(before)), default=0)
    after = _END.search(text, max(start, end - 1), end + _AROUND)
    stops = after.end() if after else min(len(text), end + _AROUND)
    context = text[begins:stops]
    return begins + len(context) - len(context.lstrip()), stops - len(context) + len(context.rstrip())


def table_of(
    rows: Sequence[tuple[Mapping[str, Any], Row]], wanted: Sequence[str] = ()
) -> tuple[list[str], Iterator[Row]]:
    """The names of the columns, and the rows with what is known of their texts; `wanted` are the columns to keep.

    What is known of a text comes first. Of a name that a field has too, it is called `meta_` and the name. Raises
    InputError for a column that is not there.

    >>> names, rows = table_of([({"date": "2020", "text": "x"}, {"id": 1, "text": "No"})], ["date", "text"])
    >>> names, list(rows)
    (['date', 'text'], [{'date': '2020', 'text': 'No'}])
    """
    fields = list(dict.fromkeys(name for _, row in rows for name in row))
    known = list(dict.fromkeys(name for meta, _ in rows for name in meta))
    called = {name: f"meta_{name}" if name in fields else name for name in known}
    names = [*fields[:1], *called.values(), *fields[1:]]
    _check(wanted, names if rows else [])
    whole = ({**row, **{called[name]: _cell(value) for name, value in meta.items()}} for meta, row in rows)
    kept = list(wanted) or names
    return kept, ({name: row.get(name) for name in kept} for row in whole)


def _check(wanted: Iterable[str], names: Sequence[str]) -> None:
    for name in wanted:
        if names and name not in names:
            raise InputError(f"no column {name!r}; choose with --columns from: {', '.join(names)}")


def _cell(value: Any) -> Cell:
    """What a table can hold: words and numbers as they are, all else as JSON."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)
