"""Sieves from quote to source for dialogue, as in novels: paragraphs of speech that take turns without a cue.

They are asked last, and only in texts in which paragraphs of nothing but speech follow one another; news has hardly
any, and goes on quoting whom it has quoted.
"""

from collections.abc import Container

from quoteattr.attribution.context import Context, Source
from quoteattr.attribution.sieves.source import main_subject
from quoteattr.coreference.vocatives import Address
from quoteattr.document.document import Document
from quoteattr.entities.kinds import is_person_in
from quoteattr.entities.mentions import is_narrator, mention_of
from quoteattr.quotations.quotations import Quotation
from quoteattr.syntax.trees import Node

SENTENCES_BACK = 8
"""Sentences in which the one is looked for who answers."""
PARAGRAPHS_BACK = 4
"""Paragraphs in which the one who has spoken before is looked for."""


def action_beat(context: Context) -> Source | None:
    """The subject of the sentence after an utterance in its paragraph: `“No.” Lee shook her head.`

    Declines where something that does not speak is the subject: `“No.” The door opened.` In news it must be a person,
    and the first quotation of its paragraph.
    """
    if not _is_uncued(context):
        return None
    document, paragraph = context.document, context.quotation.paragraph
    assert context.quotation.utterance is not None
    if not document.has_dialogue and context.earlier and context.earlier[-1][0].paragraph == paragraph:
        return None
    start, end = document.gap_after(context.quotation.utterance.quoted_spans[-1])
    sentence = next(iter(document.trees.between(start, end)), None) if start < end else None
    source = main_subject(context, sentence) if sentence else None
    return source if source is not None and _is_somebody(context, source) else None


def addressed_before(context: Context) -> Source | None:
    """The one to whom the words just before were said: `“Where were you, Tom?” / “At sea.”`, `she asked Tom`.

    Declines where these address several, or stand farther off than the paragraph before.
    """
    if not _is_uncued(context) or not context.earlier:
        return None
    before, said_before = context.earlier[-1]
    if context.quotation.paragraph - before.paragraph != 1:
        return None
    addresses = {id(address.entity): address for address in _addresses(context, before)}
    spoken_to = _addressed(context, context.quotation) | {_whom(context, said_before)}
    if not addresses:
        return _receiver(context, before, spoken_to)
    if len(addresses) != 1 or addresses.keys() & spoken_to:
        return None
    address = next(iter(addresses.values()))
    mention = mention_of(context.document.text, address.head, context.document.language)
    return Source(mention, address.head)


def _receiver(context: Context, before: Quotation, others: Container[object]) -> Source | None:
    """The one of whom the cue of the words before says by name, or as *me*, that they were said to them."""
    if before.attribution is None:
        return None
    cue, prepositions = before.attribution.cue, context.document.language.receiver_prepositions
    for receiver in cue.children("iobj", "obj", "obl"):
        to = any(case.lemma in prepositions for case in receiver.children("case"))
        named = receiver.ner.endswith("PER") or is_narrator(receiver)
        source = context.mention(receiver) if named and (to or not receiver.has_relation("obl")) else None
        if source is not None and _whom(context, source) not in others:
            return source
    return None


def turn_taking(context: Context) -> Source | None:
    """The one who spoke before the last speaker, in dialogue: two take turns, paragraph by paragraph.

    Where no such turn stands just before, the one of two turns later, if a cue tells; else the nearest subject who is
    somebody else. Nobody speaks twice in a row, nor to themselves by name.
    Declines outside dialogue, and for a second quotation in one paragraph.
    """
    if not _is_uncued(context) or not context.earlier:
        return None
    last, said_last = context.earlier[-1]
    if last.paragraph == context.quotation.paragraph:
        return None
    following, after_next = _turns_ahead(context)
    others = {_whom(context, said_last), _whom(context, following), *_addressed(context, context.quotation)}
    before = _turn_before(context, others)
    if before is not None and context.quotation.paragraph - before[0].paragraph <= 2:
        return before[1]
    if after_next is not None and _whom(context, after_next) not in others:
        return after_next
    return before[1] if before is not None else _somebody_else(context, others)


def _turn_before(context: Context, others: Container[object]) -> tuple[Quotation, Source] | None:
    """The nearest turn before of none of some speakers."""
    for before, said_before in reversed(context.earlier[:-1]):
        if context.quotation.paragraph - before.paragraph > PARAGRAPHS_BACK:
            return None
        if said_before is not None and said_before.mention is not None and _whom(context, said_before) not in others:
            return before, said_before
    return None


def _turns_ahead(context: Context) -> tuple[Source | None, Source | None]:
    """Who speaks in the next paragraph and in the one after it, as far as cues tell."""
    sources: list[Source | None] = [None, None]
    for quotation, source in context.later:
        ahead = quotation.paragraph - context.quotation.paragraph
        if ahead in (1, 2):
            sources[ahead - 1] = source
    return sources[0], sources[1]


def _is_uncued(context: Context) -> bool:
    return context.quotation.utterance is not None and context.attribution is None


def _whom(context: Context, source: Source | None) -> object:
    """What tells two sources apart: the entity behind each, or the words of those that stand for none."""
    if source is None or source.mention is None:
        return None
    entity = context.analysis.antecedents.entity_of(source.head) if source.head else None
    return id(entity) if entity else source.mention.text.lower()


def _addressed(context: Context, quotation: Quotation) -> set[object]:
    """Whom a quotation speaks to by name, and who therefore does not speak: `“Come here, Tom.”`"""
    return {id(address.entity) for address in _addresses(context, quotation)}


def _addresses(context: Context, quotation: Quotation) -> list[Address]:
    if quotation.utterance is None:
        return []
    return [
        address
        for quoted in quotation.utterance.quoted_spans
        for address in context.analysis.antecedents.addressed(quoted.start)
    ]


def _somebody_else(context: Context, others: Container[object]) -> Source | None:
    document = context.document
    sentences = document.trees.between(context.quotation.content[0][0], context.quotation.content[0][0] + 1)
    for sentence in document.trees.before(sentences[0], SENTENCES_BACK) if sentences else ():
        for token in reversed(sentence.nodes):
            if _is_person(document, token):
                source = context.mention(token)
                if source is not None and _whom(context, source) not in others:
                    return source
    return None


def _is_somebody(context: Context, source: Source) -> bool:
    """Whether a subject can speak: `She rose`, `The boy rose`, but not `The door opened`."""
    assert source.head is not None
    if source.head.upos == "PROPN" and not context.document.has_dialogue:
        return source.head.ner.endswith("PER")
    return source.head.upos in ("PRON", "PROPN") or is_person_in(context.document, source.head)


def _is_person(document: Document, token: Node) -> bool:
    personal = token.ner.endswith("PER") or document.language.pronouns.get(token.text.lower()) in ("Fem", "Masc")
    return (personal or is_narrator(token)) and token.has_relation("nsubj")
