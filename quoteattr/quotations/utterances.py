"""Quoted stretches to utterances: whole quotations, and the reporting clause beside each.

Parsers err inside long quotations, so the cue of an utterance is looked for in the words outside its marks:
the clause after it (`,” said Lee`), then the clause before it (`Lee said: “`).
"""

import re
from collections.abc import Sequence
from itertools import groupby

from attrs import evolve, frozen

from quoteattr.document.document import Page
from quoteattr.document.marks import Stretch, is_title
from quoteattr.languages.language import Language
from quoteattr.quotations.cues import Report, source_preposition
from quoteattr.syntax.trees import SUBJECTS, Sentence, Token

NEAR = 30
"""Tokens between a mark and its cue, at most: a name with a long apposition."""
INTERRUPTION = 20
"""Words of a reporting clause between two pieces of one sentence, at most."""
BRIEF = 5
"""The same where the first piece is a sentence, or the second begins with a capital."""
CROSSHEAD = 8
"""Words of a heading within the text, at most."""
LIKELY, SURE = 0.25, 0.6
"""Reliability that a verb beside a mark needs, and one in the sentence after it."""
_LINKS = ("ADP", "AUX", "CCONJ", "PART", "SCONJ")
"""Words that go on with a sentence."""
_MODIFIERS = ("amod", "appos", "compound")
"""Relations of words that only describe somebody: `“No,” the retired bishop said`."""
_SENTENCE_ENDS = ".?!:…"
_INNER_ENDS = ".,?!…—–-"
_CLOSING = "\"'”’"
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
    ended = _last(page, stretch) in _INNER_ENDS or outside or _INNER_END.search(inner) is not None
    if opens_sentence and _last(page, stretch) in ",?!—–-…":
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


def _last(page: Page, stretch: Stretch) -> str:
    """The last character of a quotation, the marks of others that end within it aside: `“She cried, ‘Run!’”`"""
    inner = page.inner(stretch).rstrip()
    return (inner.rstrip(_CLOSING) or inner)[-1:]


def _goes_on(page: Page, stretch: Stretch) -> bool:
    """Whether the sentence goes on past a mark: `“It seems unlikely” that they will win, Lee said.`"""
    sentence, tokens = _after(page, stretch)
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
    tokens = _before(page, stretch)
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
    last, ends = _last(page, previous), between[-1:]
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
            report = _cue_after(page, stretch)
            if report:
                return report
    leading, after = _before(page, first), _cue_after(page, last)
    introduced = leading and leading[-1].text in ":,—–"
    promised = _last(page, last) == "," and after is not None and after.reliability >= SURE
    busy = after is not None and _reports_more(after)
    if busy or ((introduced or _last(page, last) == ".") and not promised):
        return _cue_before(page, first) or after
    return after or _cue_before(page, first)


def _reports_more(after: Report) -> bool:
    """Whether a verb after a quotation has a content of its own: `Lee said, “No,” adding that he was ill.`"""
    sentence, cue = after.sentence, after.cue
    subjectless = cue.feature("VerbForm") == "Part" and not sentence.children(cue, *SUBJECTS)
    complements = sentence.children(cue, "ccomp", "xcomp")
    return subjectless or any(complement.index > cue.index for complement in complements)


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
    open_end = _last(page, before[-1]).isalnum()
    goes_on = first.upos in _LINKS or first.upos == "ADV" or (open_end and first.feature("PronType") == "Rel")
    return words if goes_on and first.text.islower() else []


def _leading_clause(report: Report, start: int) -> tuple[Token, ...]:
    """The words of a clause that leads into a quotation: `that in May,` in *Lee said that in May, “We win.”*"""
    between = [token for token in report.sentence.tokens[report.cue.index :] if token.end <= start]
    opening = next((token for token in between if token.has_relation("mark") and token.lemma == "that"), None)
    clause = [token for token in between if opening is not None and token.index >= opening.index]
    return tuple(clause) if sum(token.upos != "PUNCT" for token in clause) > 1 else ()


def _cue_after(page: Page, stretch: Stretch) -> Report | None:
    """The cue in the clause that follows a quotation: `,” said Lee`, `,” Lee, who had won, said`."""
    comma = _last(page, stretch) in ",—–-"
    sentence, tokens = _after(page, stretch)
    if sentence is None:
        return None
    apart = sentence.start >= stretch.end and not comma  # a sentence of its own: “Why?” Lee asked. / He sat down.
    enough = SURE if apart else LIKELY
    for token in tokens[:NEAR]:
        if token.text in (";", ":"):
            return None
        prepositional = source_preposition(sentence, token, page.language)
        if prepositional is not None:
            return prepositional
        if token.has_relation("acl", *_MODIFIERS) or not _is_verbal(token, tokens):
            continue
        reliability = quote_reliability(token, page.language)
        if apart:
            reliability = max(reliability, _alone_reliability(sentence, token, page.language))
        if reliability >= enough or (comma and token.upos == "VERB"):
            return Report(sentence, token, "quote", (), max(reliability, 0.5) if comma else reliability)
        if token.upos == "VERB":
            return None
    return None


def _cue_before(page: Page, stretch: Stretch) -> Report | None:
    """The cue in the clause that leads to a quotation: `Lee said: “`, `Lee told reporters that “`."""
    tokens = _before(page, stretch)
    doubtful: list[Report] = []
    for token in reversed(tokens[-NEAR:]):
        sentence = page.parse.sentence_at(token.start)
        if sentence is None:
            continue
        prepositional = source_preposition(sentence, token, page.language)
        if prepositional is not None:
            return prepositional
        reliability = quote_reliability(token, page.language)
        if not _is_verbal(token, tokens) or token.has_relation(*_MODIFIERS) or reliability < LIKELY:
            continue
        report = Report(sentence, token, "quote", (), reliability)
        if token is tokens[-1] or not _is_doubtful(report, tokens, page.language):
            return report
        doubtful.append(report)
    if doubtful:
        return max(doubtful, key=lambda report: report.reliability)
    if tokens and tokens[-1].text == ":":
        sentence = page.parse.sentence_at(tokens[-1].start)
        return Report(sentence, tokens[-1], "colon", (), 0.6) if sentence else None
    return None


def _is_doubtful(report: Report, tokens: Sequence[Token], language: Language) -> bool:
    """Whether a verb farther off may be the cue: `told a man who asked: “`, `That, Lee insists, won't do: “`."""
    sentence, verb = report.sentence, report.cue
    if verb.has_relation("acl:relcl"):
        return True
    if report.reliability >= SURE or all(token.upos == "PUNCT" for token in tokens if token.index > verb.index):
        return False
    inside = [child for child in sentence.children(verb, "parataxis") if child.index < verb.index]
    interrupted = any(quote_reliability(child, language) >= SURE for child in inside)
    return interrupted or verb.has_relation("acl", "advcl")


def _worded(page: Page) -> list[Stretch]:
    """The outer stretches that hold a word or a number."""
    return [stretch for stretch in page.outer if any(map(str.isalnum, page.inner(stretch)))]


def _after(page: Page, stretch: Stretch) -> tuple[Sentence | None, list[Token]]:
    """The tokens from a quotation's end to the next mark or the end of the sentence."""
    offset, limit = page.gap_after(stretch)
    while offset < limit and page.text[offset].isspace():
        offset += 1
    sentence = page.parse.sentence_at(offset)
    if sentence is None or (sentence.start >= stretch.end and _last(page, stretch) == "."):
        return None, []
    return sentence, [token for token in sentence.tokens if stretch.end <= token.start and token.end <= limit]


def _before(page: Page, stretch: Stretch) -> list[Token]:
    """The tokens from the start of the sentence, or from the mark before, to a quotation's start."""
    floor, offset = page.gap_before(stretch)
    if not page.text[floor:offset].strip() and stretch.paragraph and floor == page.body(stretch):
        before = page.paragraphs[stretch.paragraph - 1]
        if page.text[before.end - 1] == ":":
            floor, offset = before.body, before.end  # the paragraph before leads in: Lee said:
    offset -= 1
    while offset >= floor and page.text[offset].isspace():
        offset -= 1
    if offset < floor or page.text[offset] in ".?!":
        return []
    sentence = page.parse.sentence_at(offset)
    if sentence is None:
        return []
    return [token for token in sentence.tokens if floor <= token.start and token.end <= stretch.start]


def _is_verbal(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a token can be a reporting verb, even one that the tagger took for a name: `Lee opined`."""
    if token.upos == "VERB":
        return True
    return token.upos in ("PROPN", "NOUN", "ADJ") and token.text.islower() and token.text.endswith("ed")


def quote_reliability(token: Token, language: Language) -> float:
    """How often a verb beside a quotation reports it."""
    lemma = token.lemma.lower()
    return max(language.cues.reliability(lemma, f"verb {frame}") for frame in ("ccomp", "parenthesis"))


def _alone_reliability(sentence: Sentence, verb: Token, language: Language) -> float:
    """The same where the words in marks are all that a verb of speech can have for its object: `“Yes!” Lee tweeted.`"""
    lemma = verb.lemma.lower()
    if sentence.children(verb, "obj", "ccomp", "xcomp"):
        return 0.0
    reported, seen = language.cues.counts.get("verb ccomp marked", {}).get(lemma, (0, 0))
    return max(reported / (seen + 1), SURE if lemma in language.stances or lemma in language.manners else 0.0)


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
    reports = (earlier.report, _cue_after(page, earlier.stretches[-1]))
    return any(report and all(token in report.sentence.tokens for token in between) for report in reports)
