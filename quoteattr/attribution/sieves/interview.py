"""The sieve from source to speaker in interviews that are printed as questions and answers without labels."""

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
