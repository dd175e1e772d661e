"""What is quoted in a document as a document of its own: where speech within speech is looked for.

The words keep their offsets. All else is blanked out, the trees are cut to what is quoted, and marks pair anew, so that
what was the second level of marks is the first.
"""

from collections.abc import Container, Iterable, Iterator, Sequence

from attrs import evolve, frozen

from quoteattr.document.document import Document
from quoteattr.document.marks import find_quoted_spans
from quoteattr.document.paragraphs import Paragraph, Turn
from quoteattr.records.records import Span
from quoteattr.syntax.ranges import Cover, Range, without
from quoteattr.syntax.trees import Node, Tree, Trees


@frozen
class Inside:
    """Some contents of a document as a document; `owners` says of each of its paragraphs which content it is from."""

    document: Document
    owners: tuple[int, ...]

    def owner_at(self, offset: int) -> int:
        """Which content the word at an offset is from."""
        return self.owners[self.document.paragraph_at(offset)]


@frozen
class _Part:
    """Pieces of one content in one paragraph, between which no other content stands."""

    owner: int
    paragraph: int
    pieces: tuple[Range, ...]

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]


def inside(document: Document, contents: Sequence[tuple[Range, ...]]) -> Inside:
    """The contents as a document; of two that share words, the one that begins first has them."""
    parts = _parts(document, contents)
    text = _masked(document.text, (piece for part in parts for piece in part.pieces))
    shown = _masked(document.shown, (piece for part in parts for piece in part.pieces))
    paragraphs = tuple(_paragraph(document, part, number) for number, part in enumerate(parts))
    found = Document(
        text,
        shown,
        paragraphs,
        find_quoted_spans(shown, paragraphs, document.language.marks, within=True),
        Trees(tree for part in parts for tree in _trees(document, part)),
        document.language,
        document.parse,
        quoted=True,
    )
    return Inside(found, tuple(part.owner for part in parts))


def unwrapped(document: Document, starts: Container[int]) -> Document:
    """A document without some of its outer marks, by where they start: those within them are outer ones then."""
    dropped = Cover((quoted.start, quoted.end) for quoted in document.outer if quoted.start in starts)
    kept = []
    for quoted in document.quoted_spans:
        within = dropped.at(quoted.start) is not None
        if not within:
            kept.append(quoted)
        elif quoted.depth:
            kept.append(evolve(quoted, depth=quoted.depth - 1))
    return evolve(document, quoted_spans=tuple(kept))


def _parts(document: Document, contents: Sequence[tuple[Range, ...]]) -> list[_Part]:
    parts: list[_Part] = []
    end = 0
    for piece, owner in sorted((piece, owner) for owner, content in enumerate(contents) for piece in content):
        for start, stop in without([piece], (0, end)):
            number = document.paragraph_at(start)
            if parts and (parts[-1].owner, parts[-1].paragraph) == (owner, number):
                parts[-1] = evolve(parts[-1], pieces=(*parts[-1].pieces, (start, stop)))
            else:
                parts.append(_Part(owner, number, ((start, stop),)))
            end = stop
    return parts


def _masked(text: str, pieces: Iterable[Range]) -> str:
    """A text with white space for all but some pieces of it."""
    kept = []
    last = 0
    for start, end in pieces:
        kept += [" " * (start - last), text[start:end]]
        last = end
    return "".join([*kept, " " * (len(text) - last)])


def _paragraph(document: Document, part: _Part, number: int) -> Paragraph:
    """A part as a paragraph; one that begins with a label before marks is what somebody says in a talk: `Lee: “No.”`"""
    language, text = document.language, document.shown
    headline = document.paragraphs[part.paragraph].headline
    match = language.layout.label.match(text, part.start, part.end)
    marked = match is not None and match.end() < part.end and text[match.end()] in language.marks.double
    if match is not None and marked and match["label"].lower() not in language.layout.no_speakers:
        turn = Turn(number, Span.cut(document.text, *match.span("label")), match["label"])
        return Paragraph(part.start, part.end, match.end(), turn, headline)
    return Paragraph(part.start, part.end, part.start, headline=headline)


def _trees(document: Document, part: _Part) -> Iterator[Tree]:
    """The trees over the words of a part. What hangs from a word outside hangs from the next one above it."""
    cover = Cover(part.pieces)
    for sentence in document.trees.between(part.start, part.end):
        kept = [node for node in sentence.nodes if _covers(cover, node)]
        if kept:
            yield _tree(kept)


def _covers(cover: Cover, node: Node) -> bool:
    around = cover.at(node.start)
    return around is not None and node.end <= around[1]


def _tree(kept: Sequence[Node]) -> Tree:
    index = {node.index: place for place, node in enumerate(kept, 1)}
    tokens = []
    for place, node in enumerate(kept, 1):
        head = next((index[above.index] for above in node.ancestors() if above.index in index), 0)
        tokens.append(evolve(node.token, index=place, head=head, deprel=node.deprel if head else "root"))
    return Tree(tokens)
