"""Sieves from quote to source for dialogue, as in novels: paragraphs of speech that take turns without a cue.

They are asked last, and only in texts in which paragraphs of nothing but speech follow one another; news has hardly
any, and goes on quoting whom it has quoted.
"""

from quoteattr.page import Page
from quoteattr.sieves.source import SOURCE_SIEVES, Context, Sieve, Vote, main_subject, source_before
from quoteattr.syntax import Sentence, Token

SENTENCES_BACK = 8
"""Sentences in which the one is looked for who answers."""


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
    if sentence is None or sentence.end > paragraph.end or any(page.stretch_at(t.start) for t in sentence.tokens):
        return None
    return main_subject(context, sentence)


def turn_taking(context: Context) -> Vote | None:
    """The speaker before the last, in dialogue: two take turns, paragraph by paragraph.

    Where only one has spoken yet, the nearest subject who is somebody else. Declines outside dialogue, and for a
    second quotation in one paragraph.
    """
    if not _is_uncued(context) or not context.earlier:
        return None
    last, said_last = context.earlier[-1]
    if last.paragraph == context.draft.paragraph:
        return None
    if len(context.earlier) > 1:
        before, said_before = context.earlier[-2]
        near = context.draft.paragraph - before.paragraph <= 4
        if near and said_before is not None and not _is_same(said_last, said_before):
            return said_before
    return _somebody_else(context, said_last)


def _is_uncued(context: Context) -> bool:
    return context.draft.utterance is not None and context.report is None and context.page.has_dialogue


def _is_same(one: Vote | None, other: Vote | None) -> bool:
    """Whether two votes are written alike, so that they are no turns."""
    if one is None or other is None or one.source is None or other.source is None:
        return False
    return one.source.text.lower() == other.source.text.lower()


def _somebody_else(context: Context, last: Vote | None) -> Vote | None:
    page = context.page
    sentences = page.parse.between(context.draft.content[0][0], context.draft.content[0][0] + 1)
    for sentence in page.parse.before(sentences[0], SENTENCES_BACK) if sentences else ():
        for token in reversed(sentence.tokens):
            if token.end <= context.draft.content[0][0] and _is_person(page, sentence, token):
                vote = context.mention(sentence, token)
                if vote is not None and not _is_same(vote, last):
                    return vote
    return None


def _is_person(page: Page, sentence: Sentence, token: Token) -> bool:
    personal = token.ner.endswith("PER") or page.language.pronouns.get(token.text.lower()) in ("Fem", "Masc")
    return personal and token.has_relation("nsubj")


SIEVES: tuple[Sieve, ...] = (
    *(sieve for sieve in SOURCE_SIEVES if sieve is not source_before),
    action_beat,
    turn_taking,
    source_before,
)
"""All sieves from quote to source, in the order in which they are asked."""
