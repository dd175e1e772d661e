"""Quoted spans to utterances: whole quotations, and the reporting clause beside each.

Parsers err inside long quotations, so the cue of an utterance is looked for in the words outside its marks:
the clause after it (`,” said Lee`), then the clause before it (`Lee said: “`).
"""

import string
from itertools import groupby

import regex
from attrs import evolve, frozen

from quoteattr.document.document import Document
from quoteattr.document.marks import QuotedSpan, is_title
from quoteattr.languages.language import Language
from quoteattr.quotations.clauses import (
    STOPS,
    STRESS,
    SURE,
    claim_of_another,
    cue_after,
    cue_before,
    last_letter,
    quote_reliability,
    reports_more,
    tokens_after,
    tokens_before,
)
from quoteattr.quotations.cues import Attribution
from quoteattr.quotations.frames import COLON, COMPLEMENT, QUOTE
from quoteattr.syntax.trees import SUBJECTS, Node

INTERRUPTION = 20
"""Words of a reporting clause between two pieces of one sentence, at most."""
LONG_INTERRUPTION = 50
"""The same where a comma and a small letter show that the sentence goes on."""
BRIEF = 5
"""The same where the first piece is a sentence, or the second begins with a capital."""
CROSSHEAD = 8
"""Words of a heading within the text, at most."""
_LINKS = ("ADP", "AUX", "CCONJ", "PART", "SCONJ")
"""Words that go on with a sentence."""
_JOINING = ("ADP", "SCONJ")
_TELLING = ":–—-"
"""What parts a headline's quotation from what is told of it."""
_SENTENCE_ENDS = ".?!:…"
_INNER_ENDS = ".,?!…—–-"
_INNER_END = regex.compile(r"\p{Ll}{2}[.?!…] ")
"""The end of a sentence within a quoted span, as in a tweet that ends with a tag."""


@frozen
class Utterance:
    """A quotation of one or more quoted spans, with the attribution that introduces, interrupts or follows it."""

    quoted_spans: tuple[QuotedSpan, ...]
    attribution: Attribution | None = None

    @property
    def start(self) -> int:
        return self.quoted_spans[0].start

    @property
    def end(self) -> int:
        return self.quoted_spans[-1].end

    @property
    def paragraph(self) -> int:
        return self.quoted_spans[0].paragraph


def find_utterances(document: Document) -> list[Utterance]:
    """The whole quotations of a text, in order, each with its attribution where one stands beside it."""
    found: list[Utterance] = []
    for _, group in groupby(_worded(document), key=lambda quoted: quoted.paragraph):
        previous: QuotedSpan | None = None
        for quoted in group:
            if (found and found[-1].quoted_spans[-1].continues) or (
                previous is not None and _resumes(document, previous, quoted)
            ):
                found[-1] = evolve(found[-1], quoted_spans=(*found[-1].quoted_spans, quoted))
                previous = quoted
            elif is_utterance(document, quoted):
                found.append(Utterance((quoted,)))
                previous = quoted
            else:
                previous = None
    return _joined(document, [evolve(utterance, attribution=_attribution(document, utterance)) for utterance in found])


def is_utterance(document: Document, quoted: QuotedSpan) -> bool:
    """Whether a quoted span is speech of its own, not a title, a nickname or words worked into a sentence."""
    if not quoted.closed or quoted.is_unmarked:
        return True
    if _is_crosshead(document, quoted):
        return False
    if _is_told_in_headline(document, quoted):
        return not is_title(document.inner(quoted))
    inner = document.inner(quoted).strip(STRESS + string.whitespace)
    before = _with_dash(document.shown[document.body(quoted) : quoted.start].rstrip())
    after = document.shown[quoted.end : quoted.end + 1]
    opens_sentence = not before or before[-1] in _SENTENCE_ENDS or before[-1] in "”\"’'(["
    outside = after in (",", ".", "!", "?") or (after == ")" and before[-1:] == ":")  # (Lee: “No chance”)
    ended = last_letter(document, quoted) in _INNER_ENDS or outside or _INNER_END.search(inner) is not None
    if document.has_dialogue and _is_turn(document, quoted):
        return True
    if quoted.start == document.body(quoted) and document.signature_after(quoted.end) is not None:
        return not is_title(inner)  # “No idea” (Ida Moe, mayor)
    if opens_sentence and last_letter(document, quoted) in ",?!—–-…":
        return not is_title(inner) or _is_said_plainly(document, quoted)
    capital = next((c for c in inner if c.isalnum()), "")
    if not (capital.isupper() or capital.isdigit() or inner.startswith(("…", "..."))):
        return False
    introduced = opens_sentence or before[-1] in ",—–" or _ends_in_cue(document, quoted)
    if not ended and _goes_on(document, quoted):
        return False
    if before[-1:] == "," and _is_apposition(document, quoted):
        return False
    return (
        introduced and (ended or len(inner.split()) > 6 or _follows_cue_alone(document, quoted)) and not is_title(inner)
    )


def _is_turn(document: Document, quoted: QuotedSpan) -> bool:
    """Whether what opens a paragraph of a dialogue is a turn, be it cut short: `“Yes, but”`, `“Lee,” he sang`."""
    opens = quoted.start == document.body(quoted)
    return opens and (document.is_alone(quoted) or last_letter(document, quoted) in ",?!—–-…")


def _is_said_plainly(document: Document, quoted: QuotedSpan) -> bool:
    """Whether a reporting verb with only its subject stands behind a comma in marks: `“Emily Haven,” Sam said.`"""
    after = cue_after(document, quoted)
    if after is None or last_letter(document, quoted) != "," or quote_reliability(after.cue, document.language) < SURE:
        return False
    return all(
        token.text != "," and token.feature("PronType") != "Rel"
        for token in after.cue.preceding
        if token.start >= quoted.end
    )


def _follows_cue_alone(document: Document, quoted: QuotedSpan) -> bool:
    """Whether a sentence that only says who speaks stands before a quoted span: `She said. “Sit down”`"""
    before = tokens_before(document, quoted)
    return bool(before) and before[-1].text in STOPS


def _is_told_in_headline(document: Document, quoted: QuotedSpan) -> bool:
    """Whether a headline quotes and says who or what of: `‘We wait’: islanders on the ferry`, or quotes alone."""
    paragraph = document.paragraphs[quoted.paragraph]
    if not paragraph.headline or quoted.start != paragraph.body:
        return False
    behind = document.shown[quoted.end : paragraph.end].strip()
    return not behind or behind[0] in _TELLING


def _goes_on(document: Document, quoted: QuotedSpan) -> bool:
    """Whether the sentence goes on past a mark: `“It seems unlikely” that they will win, Lee said.`"""
    _, tokens = tokens_after(document, quoted)
    return bool(tokens) and tokens[0].upos in _LINKS


def _is_crosshead(document: Document, quoted: QuotedSpan) -> bool:
    """Whether a paragraph is a heading between others: `'A hard year.'`, where speech is in double marks."""
    brief = quoted.family == "single" and len(document.inner(quoted).split()) <= CROSSHEAD
    return brief and quoted.paragraph > 0 and document.is_alone(quoted) and not document.speaks_in_singles


def _is_apposition(document: Document, quoted: QuotedSpan) -> bool:
    """Whether a quoted span only tells what something is called: `She wrote of it in her book, “Know Your Harbour.”`"""
    tokens = document.trees.nodes(quoted.inner_start, quoted.inner_end)
    sentence = document.trees.sentence_at(tokens[0].start) if tokens else None
    if sentence is None:
        return False
    inside = dict.fromkeys(tokens)
    top = next((token for token in inside if token.head not in inside and token.upos != "PUNCT"), tokens[0])
    head = top.head
    return top.has_relation("appos") and head is not None and head.end <= quoted.start


def _ends_in_cue(document: Document, quoted: QuotedSpan) -> bool:
    tokens = tokens_before(document, quoted)
    if not tokens:
        return False
    cue, language = tokens[-1], document.language
    if claim_of_another(tokens, language) is not None:
        return True
    if cue.upos in _JOINING and any(token.lemma in language.silences["replying"] for token in tokens):
        return True  # replied with “
    return quote_reliability(cue, language) >= 0.5 or (cue.upos == "VERB" and cue.lemma in language.manners)


def _resumes(document: Document, previous: QuotedSpan, quoted: QuotedSpan) -> bool:
    """Whether a quotation goes on after a reporting clause: `“We,” she said, “not they.”`, `“Oh!” said he; “no.”`

    A conjunction may lead on to the second half: `“We,” she said, but “not they.”`
    """
    tokens = document.trees.nodes(previous.end, quoted.start)
    leads_on = len(tokens) > 2 and tokens[-1].upos == "CCONJ"
    between = _with_dash(document.shown[previous.end : tokens[-1].start if leads_on else quoted.start].strip())
    last, ends = last_letter(document, previous), between[-1:]
    if last not in ",?!…—–-" or ends not in ",;:—–" or _has_sentence_end(document, between):
        return False
    words = len(between.split())
    first = next((c for c in document.inner(quoted) if c.isalnum()), "")
    goes_on = last == "," and ends in ",—–" and first.islower() and words <= LONG_INTERRUPTION
    if (words > INTERRUPTION and not goes_on) or ends == ";":
        return words <= INTERRUPTION
    brief, stopped = words <= BRIEF, last in "?!"
    if first.islower():
        ended = ends in ",—–" and last_letter(document, quoted) in _INNER_ENDS
        return brief or ended or not stopped  # “Wait!” cried Lee, who was behind them, “not so fast.”
    return brief and not stopped and ends != ":"


def _with_dash(words: str) -> str:
    """Words that end in a dash, where two hyphens stand for one, or one that stands alone."""
    return f"{words[:-2]}—" if words.endswith(("--", " -")) else words


def _has_sentence_end(document: Document, between: str) -> bool:
    """Whether a sentence ends between two quoted spans; `Mr. Lee said` has no end in it."""
    words = between.split()
    return any(word[-1] in ".?!" and not document.language.is_title(word) for word in words[:-1])


def _attribution(document: Document, utterance: Utterance) -> Attribution | None:
    """The attribution around an utterance; one that interrupts it comes first."""
    first, last = utterance.quoted_spans[0], utterance.quoted_spans[-1]
    for quoted, following in zip(utterance.quoted_spans, utterance.quoted_spans[1:], strict=False):
        if following.paragraph == quoted.paragraph:
            attribution = cue_after(document, quoted)
            if attribution:
                return attribution
    after = cue_after(document, last)
    promised = last_letter(document, last) == "," and after is not None and after.reliability >= SURE
    busy = after is not None and reports_more(after)
    if promised and not busy:
        return after
    before = cue_before(document, first)
    comma = document.shown[last.end : last.end + 1] == ","
    if after is not None and before is not None and before.frame == COLON and comma and not busy:
        return after  # Ferry row: “No deal”, says the union
    opens = first.is_unmarked or first.start == document.body(first)
    if opens and document.signature_after(last.end) is not None:
        return None  # whatever sentence leads to all that are signed
    return before or after


def outer_attribution(utterance: Utterance, language: Language) -> Attribution | None:
    """The attribution that an utterance is told in, with the words before the mark: `Lee said she told him: “Go.”`"""
    attribution, start = utterance.attribution, utterance.start
    if attribution is None or attribution.frame != QUOTE or attribution.cue.start > start:
        return None
    below = attribution.cue
    leading = _leading_clause(attribution, start, language)
    if leading:
        return evolve(attribution, frame=COMPLEMENT, content=leading, marked=True)
    for above in attribution.cue.ancestors():
        reliability = quote_reliability(above, language)
        if below.has_relation("ccomp") and above.index < below.index and reliability >= SURE:
            told = [token for token in below.subtree() if token.index > above.index and token.end <= start]
            return Attribution(above, COMPLEMENT, tuple(told), reliability, marked=True) if told else None
        if not below.has_relation("ccomp", "xcomp", "advcl", "conj"):
            return None
        below = above
    return None


def trailing_words(document: Document, utterance: Utterance) -> list[Node]:
    """The words that go on with a sentence behind its mark: `“It was a hard year,” like all before it, Lee said.`"""
    attribution = utterance.attribution
    before = [quoted for quoted in utterance.quoted_spans if attribution and quoted.end <= attribution.cue.start]
    if attribution is None or not before:
        return []
    cue = attribution.cue
    subject = [token for child in cue.children(*SUBJECTS) for token in child.subtree()]
    limit = min(token.start for token in (cue, *subject) if token.start >= before[-1].end)
    words = document.trees.nodes(before[-1].end, limit)
    goes_on = len(words) > 1 and words[0].text.islower() and words[0].upos in (*_LINKS, "ADV")
    return words if goes_on and words[-1].text == "," else []


def _leading_clause(attribution: Attribution, start: int, language: Language) -> tuple[Node, ...]:
    """The words of a clause that leads into a quotation: `that in May,` in *Lee said that in May, “We win.”*"""
    between = [token for token in attribution.cue.following if token.end <= start]
    marks = (token for token in between if token.has_relation("mark"))
    opening = next((mark for mark in marks if language.complementizers.get(mark.lemma) == "declarative"), None)
    clause = [token for token in between if opening is not None and token.index >= opening.index]
    return tuple(clause) if sum(token.upos != "PUNCT" for token in clause) > 1 else ()


def _worded(document: Document) -> list[QuotedSpan]:
    """The outer quoted spans that hold a word or a number."""
    return [quoted for quoted in document.outer if any(map(str.isalnum, document.inner(quoted)))]


def _joined(document: Document, utterances: list[Utterance]) -> list[Utterance]:
    """Join what one cue serves: `“A,” she said. “B.”` where B has no cue of its own."""
    joined: list[Utterance] = []
    for utterance in utterances:
        if joined and utterance.attribution is None and _follows_on(document, joined[-1], utterance):
            joined[-1] = evolve(joined[-1], quoted_spans=(*joined[-1].quoted_spans, *utterance.quoted_spans))
        else:
            joined.append(utterance)
    return joined


def _follows_on(document: Document, earlier: Utterance, later: Utterance) -> bool:
    """Whether nothing but a reporting clause of the earlier one stands between two utterances.

    That may be its second one: `Lee said: “A. B,” he went on. “C.”`
    """
    if later.paragraph != earlier.quoted_spans[-1].paragraph:
        return False
    between = [token for token in document.trees.nodes(earlier.end, later.start) if token.upos != "PUNCT"]
    reports = (earlier.attribution, cue_after(document, earlier.quoted_spans[-1]))
    return any(attribution and all(token in attribution.sentence.nodes for token in between) for attribution in reports)
