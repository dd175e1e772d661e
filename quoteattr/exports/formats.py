"""All formats in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from attrs import frozen

from quoteattr.exports import brat, conllu, labelstudio, quotation, tei, webanno
from quoteattr.records.result import Result


@frozen
class Format:
    """A format: the suffix of its files, and how one text is written, given its number in the file, from 1.

    `around` are what stands before, between and after the texts of one file; None says that a file holds one text only.
    `beside` is the suffix of a file that belongs to each, and what is written there; `settings` is the name of a file
    that a tool needs once in a folder, and what it holds.
    """

    suffix: str
    write: Callable[[Result, int], str]
    around: tuple[str, str, str] | None = None
    beside: tuple[str, Callable[[Result], str]] | None = None
    settings: tuple[str, Callable[[], str]] | None = None

    def whole(self, results: Iterable[Result]) -> Iterator[str]:
        r"""The pieces of a file that holds some results.

        >>> list(FORMATS["labelstudio"].whole([]))
        ['[\n', '\n]\n']
        """
        opening, between, closing = self.around or ("", "", "")
        yield opening
        written = False
        for number, result in enumerate(results, 1):
            piece = self.write(result, number)
            if piece:
                yield (between if written else "") + piece
                written = True
        yield closing


FORMATS: Final[dict[str, Format]] = {
    "tei": Format(".xml", lambda result, _: tei.write(result)),
    "webanno": Format(".jsonld", lambda result, _: webanno.write(result)),
    "brat": Format(
        ".ann",
        lambda result, _: brat.write(result),
        beside=(".txt", brat.text_of),
        settings=("annotation.conf", brat.configuration),
    ),
    "conllu": Format(".conllu", conllu.write, around=("", "", "")),
    "quotation": Format(
        ".quotations.json",
        lambda result, _: quotation.write(result),
        around=(f'{{"@context": "{quotation.CONTEXT}", "@graph": [\n', ",\n", "\n]}\n"),
    ),
    "labelstudio": Format(
        ".tasks.json",
        lambda result, _: labelstudio.write(result),
        around=("[\n", ",\n", "\n]\n"),
        settings=("labelling.xml", labelstudio.configuration),
    ),
}
"""The formats by their names."""
