"""Who speaks the words between quotation marks, and to whom: what *I* and *you* mean there."""

from collections.abc import Iterable, Iterator

from quoteattr.attribution.analysis import Analysis
from quoteattr.attribution.speakers import Entry
from quoteattr.coreference.candidates import Voice
from quoteattr.coreference.chains import Antecedent
from quoteattr.document.document import Document
from quoteattr.document.marks import QuotedSpan
from quoteattr.quotations.quotations import Quotation
from quoteattr.syntax.trees import Node

_ADDRESSEES = ("obj", "iobj")


def find_voices(analysis: Analysis, told: Iterable[tuple[Quotation, list[Entry]]]) -> dict[int, Voice]:
    """The voice of each outer quoted span, by its start, from the quotations and those who speak them."""
    voices: dict[int, Voice] = {}
    for quotation, speakers in told:
        speaker = antecedent_of(speakers[0]) if len(speakers) == 1 else None
        for quoted in quoted_spans(analysis.document, quotation):
            voices.setdefault(quoted.start, Voice(speaker, _addressee(analysis, quotation, quoted)))
    return voices


def antecedent_of(speaker: Entry) -> Antecedent | None:
    """Whom the mentions of a speaker stand for."""
    if speaker.entity is not None:
        head = speaker.entity.names[0].head if speaker.entity.names else None
        return Antecedent(speaker.entity, head) if head is not None else None
    return Antecedent(None, speaker.head) if speaker.head is not None else None


def quoted_spans(document: Document, quotation: Quotation) -> Iterator[QuotedSpan]:
    """The outer quoted spans that lie in a content, or around it."""
    for start, end in quotation.content:
        around = document.quoted_at(start)
        if around is not None:
            yield around
        yield from document.outer_between(start, end)


def _addressee(analysis: Analysis, quotation: Quotation, quoted: QuotedSpan) -> Antecedent | None:
    """Whom quoted words are spoken to: who is called by name in them, or told by the cue."""
    addressed = {id(address.entity): address for address in analysis.antecedents.addressed(quoted.start)}
    if addressed:
        first = next(iter(addressed.values()))
        return Antecedent(first.entity, first.head) if len(addressed) == 1 else None
    cue = quotation.attribution.cue if quotation.attribution is not None else None
    if cue is None or cue.lemma not in analysis.language.addressing:
        return None
    for token in receivers_of(cue):
        entity = analysis.antecedents.entity_of(token)
        if entity is not None and not analysis.document.is_quoted(token):
            return Antecedent(entity, token)
    return None


def receivers_of(cue: Node) -> Iterator[Node]:
    """To whom a verb says that something is told; behind a quotation parsers take them for a second subject.

    `“No,” Ada Roth told Bill Kerr.`
    """
    yield from cue.children(*_ADDRESSEES)
    subjects = cue.children("nsubj")
    if any(subject.index < cue.index for subject in subjects):
        yield from (subject for subject in subjects if subject.index > cue.index)
