"""Sieves from quote to source for dialogue, as in novels: paragraphs of speech that take turns without a cue.

They are asked last, and only in texts in which paragraphs of nothing but speech follow one another; news has hardly
any, and goes on quoting whom it has quoted.
"""

from collections.abc import Container

from quoteattr.attribution.context import Context, Vote
from quoteattr.attribution.sieves.source import main_subject
from quoteattr.coreference.vocatives import Address
from quoteattr.document.document import Page
from quoteattr.entities.mentions import is_narrator, mention_of
from quoteattr.quotations.quotations import Draft
from quoteattr.syntax.trees import Token

SENTENCES_BACK = 8
"""Sentences in which the one is looked for who answers."""
PARAGRAPHS_BACK = 4
"""Paragraphs in which the one who has spoken before is looked for."""


def action_beat(context: Context) -> Vote | None:
    """The subject of the sentence after an utterance in its paragraph: `“No.” Lee shook her head.`

    Declines outside dialogue, and where that sentence has speech in it.
    """
    if not _is_uncued(context):
        return None
    page, paragraph = context.page, context.page.paragraphs[context.draft.paragraph]
    assert context.draft.utterance is not None
    start, end = page.gap_after(context.draft.utterance.stretches[-1])
    sentence = next((s for s in page.parse.between(start, end) if s.start >= start), None) if start < end else None
    if sentence is None or sentence.end > paragraph.end or any(map(page.is_quoted, sentence.tokens)):
        return None
    vote = main_subject(context, sentence)
    return vote if vote is not None and vote.head is not None and _is_somebody(context, vote) else None


def addressed_before(context: Context) -> Vote | None:
    """The one to whom the words just before were said: `“Where were you, Tom?” / “At sea.”`, `she asked Tom`.

    Declines where these address several, or stand farther off than the paragraph before.
    """
    if not _is_uncued(context) or not context.earlier or context.antecedents is None:
        return None
    before, said_before = context.earlier[-1]
    if context.draft.paragraph - before.paragraph != 1:
        return None
    addresses = {id(address.member): address for address in _addresses(context, before)}
    spoken_to = _addressed(context, context.draft) | {_whom(context, said_before)}
    if not addresses:
        return _receiver(context, before, spoken_to)
    if len(addresses) != 1 or addresses.keys() & spoken_to:
        return None
    address = next(iter(addresses.values()))
    mention = mention_of(context.page.text, address.sentence, address.head, context.page.language)
    return Vote(mention, address.sentence, address.head)


def _receiver(context: Context, before: Draft, others: Container[object]) -> Vote | None:
    """The one of whom the cue of the words before says by name, or as *me*, that they were said to them."""
    if before.report is None:
        return None
    sentence, cue = before.report.sentence, before.report.cue
    for receiver in sentence.children(cue, "iobj", "obj", "obl"):
        to = any(case.lemma == "to" for case in sentence.children(receiver, "case"))
        named = receiver.ner.endswith("PER") or is_narrator(receiver)
        if named and (to or not receiver.has_relation("obl")) and not context.page.is_quoted(receiver):
            vote = context.mention(sentence, receiver)
            if vote is not None and _whom(context, vote) not in others:
                return vote
    return None


def turn_taking(context: Context) -> Vote | None:
    """The one who spoke before the last speaker, in dialogue: two take turns, paragraph by paragraph.

    Where no such turn stands just before, the one of two turns later, if a cue tells; else the nearest subject who is
    somebody else. Nobody speaks twice in a row, nor to themselves by name.
    Declines outside dialogue, and for a second quotation in one paragraph.
    """
    if not _is_uncued(context) or not context.earlier:
        return None
    last, said_last = context.earlier[-1]
    if last.paragraph == context.draft.paragraph:
        return None
    following, after_next = _turns_ahead(context)
    others = {_whom(context, said_last), _whom(context, following), *_addressed(context, context.draft)}
    before = _turn_before(context, others)
    if before is not None and context.draft.paragraph - before[0].paragraph <= 2:
        return before[1]
    if after_next is not None and _whom(context, after_next) not in others:
        return after_next
    return before[1] if before is not None else _somebody_else(context, others)


def _turn_before(context: Context, others: Container[object]) -> tuple[Draft, Vote] | None:
    """The nearest turn before of none of some speakers."""
    for before, said_before in reversed(context.earlier[:-1]):
        if context.draft.paragraph - before.paragraph > PARAGRAPHS_BACK:
            return None
        if said_before is not None and said_before.source is not None and _whom(context, said_before) not in others:
            return before, said_before
    return None


def _turns_ahead(context: Context) -> tuple[Vote | None, Vote | None]:
    """Who speaks in the next paragraph and in the one after it, as far as cues tell."""
    votes: list[Vote | None] = [None, None]
    for draft, vote in context.later:
        ahead = draft.paragraph - context.draft.paragraph
        if ahead in (1, 2) and votes[ahead - 1] is None:
            votes[ahead - 1] = vote
    return votes[0], votes[1]


def _is_uncued(context: Context) -> bool:
    return context.draft.utterance is not None and context.report is None and context.page.has_dialogue


def _whom(context: Context, vote: Vote | None) -> object:
    """What tells two votes apart: the member behind each, or the words of those that stand for none."""
    if vote is None or vote.source is None:
        return None
    member = context.antecedents.member_of(vote.head) if context.antecedents and vote.head else None
    return id(member) if member else vote.source.text.lower()


def _addressed(context: Context, draft: Draft) -> set[object]:
    """Whom a quotation speaks to by name, and who therefore does not speak: `“Come here, Tom.”`"""
    return {id(address.member) for address in _addresses(context, draft)}


def _addresses(context: Context, draft: Draft) -> list[Address]:
    if draft.utterance is None or context.antecedents is None:
        return []
    return [
        address for stretch in draft.utterance.stretches for address in context.antecedents.addressed(stretch.start)
    ]


def _somebody_else(context: Context, others: Container[object]) -> Vote | None:
    page = context.page
    sentences = page.parse.between(context.draft.content[0][0], context.draft.content[0][0] + 1)
    for sentence in page.parse.before(sentences[0], SENTENCES_BACK) if sentences else ():
        for token in reversed(sentence.tokens):
            if token.end <= context.draft.content[0][0] and _is_person(page, token):
                vote = context.mention(sentence, token)
                if vote is not None and _whom(context, vote) not in others:
                    return vote
    return None


def _is_somebody(context: Context, vote: Vote) -> bool:
    """Whether a subject can speak: `She rose`, `The boy rose`, but not `The door opened`."""
    assert vote.head is not None
    language, lemma = context.page.language, vote.head.lemma.lower()
    return vote.head.upos in ("PRON", "PROPN") or lemma in language.gendered or language.is_role(lemma)


def _is_person(page: Page, token: Token) -> bool:
    personal = token.ner.endswith("PER") or page.language.pronouns.get(token.text.lower()) in ("Fem", "Masc")
    return (personal or is_narrator(token)) and token.has_relation("nsubj")
