"""Document to authors: where a text names the one who wrote it, whom `I` outside of quotation marks stands for."""

from collections.abc import Iterator

from quoteattr.document.document import Document

FIRST, LAST = 4, 3
"""Paragraphs at the beginning that can be a byline, and at the end that can be about the author."""


def authorships(document: Document) -> Iterator[tuple[int, int]]:
    r"""Where an author is named, and up to where they have written; signatures of letters come first.

    A letter is signed below: `... I saw it myself.\n\nIda Moe.` An article has a byline above, or a line about its
    author below: `Ida Moe is a playwright in Exeter.`
    """
    layout = document.language.layout
    blocks = [(paragraph.start, document.text[paragraph.start : paragraph.end]) for paragraph in document.paragraphs]
    for start, text in blocks[1:]:
        signed = layout.letter_signature.fullmatch(text)
        if signed is not None:
            yield start + signed.start("name"), start
    for pattern, some in ((layout.byline, blocks[:FIRST]), (layout.author_note, blocks[FIRST:][-LAST:])):
        for start, text in some:
            named = pattern.match(text)
            if named is not None and document.text.find(named["name"]) == start + named.start("name"):
                yield start + named.start("name") + _titles(document, named["name"]), len(document.text)


def _titles(document: Document, name: str) -> int:
    """The characters of the titles before a name: `From the desk of Mayor Ida Moe`."""
    first, _, rest = name.partition(" ")
    return len(first) + 1 + _titles(document, rest) if rest and document.language.is_title(first) else 0
