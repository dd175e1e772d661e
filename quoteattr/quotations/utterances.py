"""Quoted stretches to utterances: whole quotations, and the reporting clause beside each.

Parsers err inside long quotations, so the cue of an utterance is looked for in the words outside its marks:
the clause after it (`,” said Lee`), then the clause before it (`Lee said: “`).
"""

import re
from itertools import groupby

from attrs import evolve, frozen

from quoteattr.document.document import Page
from quoteattr.document.marks import Stretch, is_title
from quoteattr.languages.language import Language
from quoteattr.quotations.clauses import (
    SURE,
    cue_after,
    cue_before,
    last_letter,
    quote_reliability,
    reports_more,
    tokens_after,
    tokens_before,
)
from quoteattr.quotations.cues import Report
from quoteattr.syntax.trees import SUBJECTS, Token

INTERRUPTION = 20
"""Words of a reporting clause between two pieces of one sentence, at most."""
BRIEF = 5
"""The same where the first piece is a sentence, or the second begins with a capital."""
CROSSHEAD = 8
"""Words of a heading within the text, at most."""
_LINKS = ("ADP", "AUX", "CCONJ", "PART", "SCONJ")
"""Words that go on with a sentence."""
_SENTENCE_ENDS = ".?!:…"
_INNER_ENDS = ".,?!…—–-"
_INNER_END = re.compile(r"[a-z]{2}[.?!…] ")
"""The end of a sentence within a stretch, as in a tweet that ends with a tag."""


@frozen
class Utterance:
    """A quotation of one or more stretches, with the report that introduces, interrupts or follows it."""

    stretches: tuple[Stretch, ...]
    report: Report | None = None

    @property
    def start(self) -> int:
        return self.stretches[0].start

    @property
    def end(self) -> int:
        return self.stretches[-1].end

    @property
    def paragraph(self) -> int:
        return self.stretches[0].paragraph


def find_utterances(page: Page) -> list[Utterance]:
    """The whole quotations of a text, in order, each with its report where one stands beside it."""
    found: list[Utterance] = []
    for _, group in groupby(_worded(page), key=lambda stretch: stretch.paragraph):
        previous: Stretch | None = None
        for stretch in group:
            if (found and _is_continuation(found[-1], stretch)) or (
                previous is not None and _resumes(page, previous, stretch)
            ):
                found[-1] = evolve(found[-1], stretches=(*found[-1].stretches, stretch))
                previous = stretch
            elif is_utterance(page, stretch):
                found.append(Utterance((stretch,)))
                previous = stretch
            else:
                previous = None
    return _joined(page, [evolve(utterance, report=_report(page, utterance)) for utterance in found])


def is_utterance(page: Page, stretch: Stretch) -> bool:
    """Whether a stretch is speech of its own, not a title, a nickname or words worked into a sentence."""
    if not stretch.closed:
        return True
    if _is_crosshead(page, stretch):
        return False
    inner = page.inner(stretch).strip()
    before = page.text[page.body(stretch) : stretch.start].rstrip()
    after = page.text[stretch.end : stretch.end + 1]
    opens_sentence = not before or before[-1] in _SENTENCE_ENDS or before[-1] in "”\"’'"
    outside = (after == "," and opens_sentence) or (after in (",", ".", "!", "?") and len(inner.split()) > 3)
    ended = last_letter(page, stretch) in _INNER_ENDS or outside or _INNER_END.search(inner) is not None
    if opens_sentence and last_letter(page, stretch) in ",?!—–-…":
        return not is_title(inner)
    capital = next((c for c in inner if c.isalnum()), "a")
    if not (capital.isupper() or capital.isdigit() or inner.startswith(("…", "..."))):
        return False
    introduced = opens_sentence or before[-1] in ",—–" or _ends_in_cue(page, stretch)
    if not ended and _goes_on(page, stretch):
        return False
    if before[-1:] == "," and _is_apposition(page, stretch):
        return False
    return introduced and (ended or len(inner.split()) > 6) and not is_title(inner)


def _goes_on(page: Page, stretch: Stretch) -> bool:
    """Whether the sentence goes on past a mark: `“It seems unlikely” that they will win, Lee said.`"""
    sentence, tokens = tokens_after(page, stretch)
    return sentence is not None and bool(tokens) and tokens[0].upos in _LINKS


def _is_crosshead(page: Page, stretch: Stretch) -> bool:
    """Whether a paragraph is a heading between others: `'A hard year.'`, where speech is in double marks."""
    brief = stretch.family == "single" and len(page.inner(stretch).split()) <= CROSSHEAD
    inside = not page.paragraphs[stretch.paragraph].headline and stretch.paragraph > 0
    return brief and inside and page.is_alone(stretch) and not page.speaks_in_singles


def _is_apposition(page: Page, stretch: Stretch) -> bool:
    """Whether a stretch only tells what something is called: `She wrote of it in her book, “Know Your Harbour.”`"""
    tokens = page.parse.tokens(stretch.inner_start, stretch.inner_end)
    sentence = page.parse.sentence_at(tokens[0].start) if tokens else None
    if sentence is None:
        return False
    inside = {token.index: token for token in tokens if token.end <= sentence.end}
    top = next((t for t in inside.values() if t.head not in inside and t.upos != "PUNCT"), tokens[0])
    head = sentence.head(top)
    return top.has_relation("appos") and head is not None and head.end <= stretch.start


def _ends_in_cue(page: Page, stretch: Stretch) -> bool:
    tokens = tokens_before(page, stretch)
    return bool(tokens) and quote_reliability(tokens[-1], page.language) >= 0.5


def _is_continuation(utterance: Utterance, stretch: Stretch) -> bool:
    """Whether a paragraph goes on with what the one before it left open."""
    last = utterance.stretches[-1]
    return last.continues and stretch.paragraph == last.paragraph + 1


def _resumes(page: Page, previous: Stretch, stretch: Stretch) -> bool:
    """Whether a quotation goes on after a reporting clause: `“We,” she said, “not they.”`, `“Oh!” said he; “no.”`

    A conjunction may lead on to the second half: `“We,” she said, but “not they.”`
    """
    tokens = page.parse.tokens(previous.end, stretch.start)
    leads_on = len(tokens) > 2 and tokens[-1].upos == "CCONJ" and tokens[-2].text == ","
    between = page.text[previous.end : tokens[-1].start if leads_on else stretch.start].strip()
    last, ends = last_letter(page, previous), between[-1:]
    if last not in ",?!…—–-" or ends not in ",;:—–" or _has_sentence_end(page, between):
        return False
    words = len(between.split())
    if words > INTERRUPTION or ends == ";":
        return words <= INTERRUPTION
    brief, stopped = words <= BRIEF, last in "?!"
    first = next((c for c in page.inner(stretch) if c.isalnum()), "A")
    if between and first.islower():
        return brief or not stopped
    return brief and not stopped and ends != ":"


def _has_sentence_end(page: Page, between: str) -> bool:
    """Whether a sentence ends inside a stretch of text; `Mr. Lee said` has no end in it."""
    words = between.split()
    return any(word[-1] in ".?!" and not page.language.is_title(word) for word in words[:-1])


def _report(page: Page, utterance: Utterance) -> Report | None:
    """The report around an utterance; one that interrupts it comes first."""
    first, last = utterance.stretches[0], utterance.stretches[-1]
    for stretch, following in zip(utterance.stretches, utterance.stretches[1:], strict=False):
        if following.paragraph == stretch.paragraph:
            report = cue_after(page, stretch)
            if report:
                return report
    leading, after = tokens_before(page, first), cue_after(page, last)
    introduced = leading and leading[-1].text in ":,—–"
    promised = last_letter(page, last) == "," and after is not None and after.reliability >= SURE
    busy = after is not None and reports_more(after)
    if busy or ((introduced or last_letter(page, last) == ".") and not promised):
        return cue_before(page, first) or after
    return after or cue_before(page, first)


def outer_report(utterance: Utterance, language: Language) -> Report | None:
    """The report that an utterance is told in, with the words before the mark: `Lee said she told him: “Go.”`"""
    report, start = utterance.report, utterance.start
    if report is None or report.frame != "quote" or report.cue.start > start:
        return None
    sentence, below = report.sentence, report.cue
    leading = _leading_clause(report, start)
    if leading:
        return evolve(report, frame="ccomp", content=leading, marked=True)
    for above in sentence.ancestors(report.cue):
        if below.has_relation("ccomp") and above.index < below.index and quote_reliability(above, language) >= SURE:
            told = [token for token in sentence.subtree(below) if above.index < token.index and token.end <= start]
            reliability = quote_reliability(above, language)
            return Report(sentence, above, "ccomp", tuple(told), reliability, marked=True) if told else None
        if not below.has_relation("ccomp", "xcomp", "advcl", "conj"):
            return None
        below = above
    return None


def trailing_words(page: Page, utterance: Utterance) -> list[Token]:
    """The words that go on with a sentence behind its mark: `“It was a hard year,” like all before it, Lee said.`"""
    report = utterance.report
    before = [stretch for stretch in utterance.stretches if report and stretch.end <= report.cue.start]
    if report is None or not before or report.is_prepositional:
        return []
    sentence, cue = report.sentence, report.cue
    subject = [token for child in sentence.children(cue, *SUBJECTS) for token in sentence.subtree(child)]
    limit = min(token.start for token in (cue, *subject) if token.start >= before[-1].end)
    words = page.parse.tokens(before[-1].end, limit)
    if len(words) < 2 or words[-1].text != "," or any(map(page.is_quoted, words)):
        return []
    first = next((word for word in words if word.upos != "PUNCT"), cue)
    open_end = last_letter(page, before[-1]).isalnum()
    goes_on = first.upos in _LINKS or first.upos == "ADV" or (open_end and first.feature("PronType") == "Rel")
    return words if goes_on and first.text.islower() else []


def _leading_clause(report: Report, start: int) -> tuple[Token, ...]:
    """The words of a clause that leads into a quotation: `that in May,` in *Lee said that in May, “We win.”*"""
    between = [token for token in report.sentence.tokens[report.cue.index :] if token.end <= start]
    opening = next((token for token in between if token.has_relation("mark") and token.lemma == "that"), None)
    clause = [token for token in between if opening is not None and token.index >= opening.index]
    return tuple(clause) if sum(token.upos != "PUNCT" for token in clause) > 1 else ()


def _worded(page: Page) -> list[Stretch]:
    """The outer stretches that hold a word or a number."""
    return [stretch for stretch in page.outer if any(map(str.isalnum, page.inner(stretch)))]


def _joined(page: Page, utterances: list[Utterance]) -> list[Utterance]:
    """Join what one cue serves: `“A,” she said. “B.”` where B has no cue of its own."""
    joined: list[Utterance] = []
    for utterance in utterances:
        if joined and utterance.report is None and _follows_on(page, joined[-1], utterance):
            joined[-1] = evolve(joined[-1], stretches=(*joined[-1].stretches, *utterance.stretches))
        else:
            joined.append(utterance)
    return joined


def _follows_on(page: Page, earlier: Utterance, later: Utterance) -> bool:
    """Whether nothing but a reporting clause of the earlier one stands between two utterances.

    That may be its second one: `Lee said: “A. B,” he went on. “C.”`
    """
    if earlier.report is None or later.paragraph != earlier.stretches[-1].paragraph:
        return False
    between = [token for token in page.parse.tokens(earlier.end, later.start) if token.upos != "PUNCT"]
    reports = (earlier.report, cue_after(page, earlier.stretches[-1]))
    return any(report and all(token in report.sentence.tokens for token in between) for report in reports)
