"""What a difference between a quotation and its source may be."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from attrs import frozen

from quoteattr.records.records import Span

Kind: TypeAlias = Literal[
    "spaces",
    "dashes",
    "marks",
    "case",
    "ellipsis",
    "brackets",
    "cue",
    "sentence",
    "aside",
    "turn",
    "cut",
    "replaced",
    "added",
    "dropped",
    "moved",
]
TYPOGRAPHIC: Final[frozenset[Kind]] = frozenset({"spaces", "dashes", "marks", "case"})
EDITED: Final[frozenset[Kind]] = frozenset({"ellipsis", "brackets", "cue", "sentence", "aside", "turn", "cut"})
WORDS: Final[frozenset[Kind]] = frozenset({"replaced", "added", "dropped"})


@frozen
class Difference:
    """One difference: its kind, the words of the quotation, and those of the source; None where one has nothing.

    Kinds of print: `spaces`, `dashes`, `marks` (of punctuation and quotation) and `case`. Kinds of editing: `ellipsis`,
    `brackets`, `cue` (the article's words between two pieces), `sentence` (sentences left out without a mark), `aside`
    (the transcriber's), `turn` (somebody begins to speak in between) and `cut` (the source's sentence begins earlier or
    goes on). Kinds of words: `replaced`, `added` and `dropped`; `moved` is a piece that stands before the one that it
    follows here, or in another source.
    """

    kind: Kind
    quote: Span | None
    source: Span | None
