"""The sieves of interviews that are printed as questions and answers without labels."""

from quoteattr.attribution.context import Context, Source
from quoteattr.attribution.sieves.speaker import Clue
from quoteattr.entities.cast import Entity


def interviewee(clue: Clue) -> Entity | None:
    """Who is interviewed, whom *I* stands for in the answers, and *you* in the questions.

    That is the person who is named most often before the first question.

    Declines inside quotation marks, and in a text that is no interview.
    """
    head, interview = clue.head, clue.analysis.interview
    if head.upos != "PRON" or clue.analysis.document.is_quoted(head):
        return None
    person, plural = head.feature("Person"), head.feature("Number") == "Plur"
    answers = person == "1" and not plural and interview.answers(head.start)
    asks = person == "2" and interview.asks(head.start)
    return clue.analysis.cast.main_person(interview.first_question) if answers or asks else None


def part_of_interview(context: Context) -> Source | None:
    """Who asks or answers where print alone tells the two apart: the author, and the one who is interviewed.

    Declines in all other texts.
    """
    paragraphs = context.document.paragraphs
    turn = paragraphs[context.quotation.paragraph].turn
    if turn is None or turn.part is None or context.quotation.utterance or context.attribution:
        return None
    cast = context.analysis.cast
    turns = [paragraph for paragraph in paragraphs if paragraph.turn]
    author = cast.author_at(paragraphs[turn.paragraph].start)
    person = author if turn.part == "asks" else cast.interviewed(turns[0].start, turns[-1].end)
    return Source(None, person.names[0].head if person is not None and person.names else None)


def marked_answer(context: Context) -> Source | None:
    """Who is interviewed, behind a question without marks: *Why now?* and below it *“I had to.”*

    Declines where the words stand in a paragraph with others, or have a cue.
    """
    utterance, document, interview = context.quotation.utterance, context.document, context.analysis.interview
    if utterance is None or context.attribution is not None or not utterance.paragraph:
        return None
    before = document.paragraphs[utterance.paragraph - 1].start
    alone = document.is_alone(utterance.quoted_spans[0])
    person = context.analysis.cast.main_person(interview.first_question) if alone and interview.asks(before) else None
    return Source(None, person.names[0].head) if person is not None else None
