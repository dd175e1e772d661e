"""Quotations within quotations: what somebody says within what somebody else is quoted as saying."""

from collections.abc import Iterator, Sequence
from functools import partial

from attrs import evolve, frozen

from quoteattr.document.document import Document
from quoteattr.document.inside import Inside, inside, unwrapped
from quoteattr.document.marks import QuotedSpan
from quoteattr.quotations.quotations import AT_LEAST, Quotation, find_quotations
from quoteattr.quotations.utterances import find_utterances
from quoteattr.quotations.within import LEAST_JUDGED, judged
from quoteattr.syntax.ranges import Cover, Range, merged


@frozen
class Within:
    """The quotations within some others, each after the place of the one around it, and the document they are of."""

    document: Document
    found: tuple[tuple[int, Quotation], ...]


def quotations_within(document: Document, around: Sequence[Quotation]) -> Within:
    """The quotations within the contents of others, in order, without those that are within one of these again."""
    contents = inside(document, [quotation.content for quotation in around])
    marks = _own_marks(contents, around)
    own = Cover((quoted.start, quoted.end) for quoted in marks)
    contents = evolve(contents, document=unwrapped(contents.document, {quoted.start for quoted in marks}))
    least = LEAST_JUDGED if document.language.within_weights else AT_LEAST
    owned = list(_owned(contents, around, find_quotations(contents.document, least), own))
    kept = outermost([quotation for _, quotation in owned])
    return Within(contents.document, tuple(pair for pair, stays in zip(owned, kept, strict=True) if stays))


def outermost(quotations: Sequence[Quotation]) -> list[bool]:
    """Which of some quotations are within no other of them, neither the words nor the cue."""
    kept = [True] * len(quotations)
    covers = [Cover(quotation.content) for quotation in quotations]
    hulls = list(map(_hull, quotations))
    before: list[int] = []  # those that begin before and have not ended
    for place in sorted(range(len(quotations)), key=lambda place: (hulls[place][0], -hulls[place][1])):
        before = [other for other in before if hulls[other][1] > hulls[place][0]]
        kept[place] = not any(_is_within(quotations[place], covers[other]) for other in before)
        before.append(place)
    return kept


def _hull(quotation: Quotation) -> Range:
    """Where the words of a quotation and its cue begin and end."""
    cue = quotation.attribution.cue if quotation.attribution is not None else None
    start, end = quotation.content[0][0], quotation.content[-1][1]
    return (min(start, cue.start), max(end, cue.end)) if cue is not None else (start, end)


def _is_within(quotation: Quotation, around: Cover) -> bool:
    if quotation.attribution is None:
        return False
    cue = quotation.attribution.cue
    words = merged([*quotation.content, (cue.start, cue.end)])
    return around.common(words) == words


def _own_marks(contents: Inside, around: Sequence[Quotation]) -> list[QuotedSpan]:
    """The outer marks in reported speech that only say whose words these are, and do not count as inner ones.

    In *She said they “know that I said no”* all of it is hers; in *She said he told her: “No,”* it is not.
    """
    document = contents.document
    told = [utterance for utterance in find_utterances(document) if utterance.attribution is not None]
    speech = {quoted.start for utterance in told for quoted in utterance.quoted_spans}
    mixed = (quoted for quoted in document.outer if around[contents.owner_at(quoted.start)].kind == "mixed")
    return [quoted for quoted in mixed if quoted.start not in speech]


def _owned(
    contents: Inside, around: Sequence[Quotation], quotations: Sequence[Quotation], own: Cover
) -> Iterator[tuple[int, Quotation]]:
    """The quotations whose cue is in a content, with no words of another content."""
    covers = [Cover(quotation.content) for quotation in around]
    for quotation in map(partial(_with_marks, contents.document, own), quotations):
        label = contents.document.paragraphs[quotation.paragraph].label
        cue = quotation.attribution.cue if quotation.attribution is not None else label
        if cue is not None:
            owner = contents.owner_at(cue.start)
            content = covers[owner].common(quotation.content)
            if content:
                yield owner, judged(contents.document, evolve(quotation, content=content), around[owner])


def _with_marks(document: Document, own: Cover, quotation: Quotation) -> Quotation:
    """A quotation with the marks that close where it ends, mixed if it has marks in it that do not count."""
    first, last = quotation.content[0], quotation.content[-1]
    marks = own.at(last[1] - 1)
    if quotation.kind == "indirect" and own.touches(quotation.content) and not _covers(own, quotation.content):
        quotation = evolve(quotation, kind="mixed")
    if marks is None or marks[0] < first[0] or any(map(str.isalnum, document.text[last[1] : marks[1]])):
        return quotation
    return evolve(quotation, content=(*quotation.content[:-1], (last[0], marks[1])))


def _covers(own: Cover, content: Sequence[Range]) -> bool:
    return own.common(content) == merged(content)
