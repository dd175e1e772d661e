"""Utterances and reports to drafts: what will be a record each, before anybody is looked for.

Trees and quotation marks overlap. Whole quotations come first; a report takes in the marked words that its
content touches; of reports that compete for the same words one wins (`contest`).
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from quoteattr.document.document import Page
from quoteattr.document.marks import is_title
from quoteattr.document.paragraphs import Paragraph
from quoteattr.quotations.contest import Candidate, winners
from quoteattr.quotations.cues import Report, reports_of, source_preposition, trimmed
from quoteattr.quotations.extent import bounded
from quoteattr.quotations.plausibility import Judge
from quoteattr.quotations.utterances import Utterance, find_utterances, outer_report, trailing_words
from quoteattr.syntax.ranges import Cover, Range, merged
from quoteattr.syntax.trees import Token
from quoteattr.vocabulary import QuoteKind

HOPELESS = 0.02
"""Reliability below which a report is not even weighed: a fifth of all reports, with 6 in 1,000 attributions."""
AT_LEAST = 0.3
"""Plausibility below which a report is left alone."""
MARKED_AT_LEAST = 0.2
"""The same for a report of words in quotation marks."""
SURE = 0.7
"""Plausibility that a report needs whose content looks like the name of a work."""
RELAYED = 0.4
"""Reliability, as counted, of a report that is itself part of what somebody reports."""
UTTERANCE = 0.92
"""Share of direct records whose content annotators have too: 3,721 of 4,046 on PolNeAR's training articles."""


@frozen
class Draft:
    """A quote on its way to a record. `content` holds offsets; `report` is None where no cue was found.

    `rivals` are the reports that lost the same words or the same cue to this one.
    """

    kind: QuoteKind
    content: tuple[Range, ...]
    paragraph: int
    report: Report | None
    utterance: Utterance | None = None
    rivals: tuple[Report, ...] = ()

    @property
    def reliability(self) -> float:
        """How often such content was an attribution on annotated news."""
        if self.kind == "direct" or self.report is None:
            return UTTERANCE
        return self.report.reliability


def find_drafts(page: Page) -> list[Draft]:
    """All quotes of a text, in order."""
    whole = whole_drafts(page)
    marked = _fragments(page, whole)
    candidates: list[Candidate] = []
    works: set[int] = set()  # cues of what is read, sung or played
    reports = list(free_reports(page, whole))
    for judged in map(Judge(page).judged, reports):
        enough = MARKED_AT_LEAST if marked.touches((t.start, t.end) for t in judged.content) else AT_LEAST
        if judged.reliability < SURE and _is_work(page, _content(judged, marked)):
            works.add(judged.cue.start)
        elif judged.reliability >= enough:
            judged = bounded(judged, page)
            candidates.append((judged, _content(judged, marked)))
    free = [(r, content) for r, content in candidates if r.cue.start not in works or r.reliability >= SURE]
    # what only seems so is nobody's claim, and neither is what stands within it
    chosen = [won for won in winners(free) if won[0][0].cue.lemma not in page.language.seeming]
    relayed = ((candidate, ()) for candidate in _relayed(page, reports, [best for best, _ in chosen], marked))
    reported = []
    for (report, content), rivals in (*chosen, *relayed):
        kind: QuoteKind = "mixed" if marked.touches(content) else "indirect"
        reported.append(Draft(kind, content, page.paragraph_at(content[0][0]), report, rivals=rivals))
    drafts, whole = _with_next_quotations(page, reported, whole)
    drafts += _with_next_sentences(page, whole, drafts, marked)
    drafts += [told for draft in whole for told in _retold(page, draft)]
    return sorted(drafts, key=lambda draft: draft.content)


def whole_drafts(page: Page) -> list[Draft]:
    """The drafts that need no judging: whole quotations, and what stands after a speaker label."""
    labelled = _from_labels(page)
    numbers = {draft.paragraph for draft in labelled}
    utterances = [utterance for utterance in find_utterances(page) if utterance.paragraph not in numbers]
    return [*labelled, *(_from_utterance(page, utterance) for utterance in utterances)]


def free_reports(page: Page, whole: Sequence[Draft]) -> Iterator[Report]:
    """The reports of a page that have nothing to do with its whole quotations, all but the hopeless."""
    spoken = Cover(piece for draft in whole for piece in draft.content)
    taken = {draft.report.cue.start for draft in whole if draft.report}
    for sentence in page.parse.sentences:
        for cue in sentence.tokens:
            if page.is_quoted(cue) or cue.start in taken:
                continue
            for report in reports_of(sentence, cue, page.language):
                hopeless = not report.content or report.reliability < HOPELESS
                if not hopeless and not spoken.touches((t.start, t.end) for t in report.content):
                    yield report


def _from_labels(page: Page) -> list[Draft]:
    """What stands after a speaker label: speech, or in a headline the gist of it."""
    drafts = []
    for number, paragraph in enumerate(page.paragraphs):
        if paragraph.label is not None:
            kind: QuoteKind = "indirect" if paragraph.headline else "direct"
            content = _labelled_content(page, paragraph, kind)
            if _is_said(page, paragraph, content):
                drafts.append(Draft(kind, content, number, None))
    return drafts


def _is_said(page: Page, paragraph: Paragraph, content: tuple[Range, ...]) -> bool:
    """Whether words stand after a label. A number alone is a count, but for an answer: `Lee: 547`, `A: 547`"""
    said = "".join(page.text[start:end] for start, end in content)
    answers = paragraph.label is not None and paragraph.label.text.lower() in page.language.answer_labels
    return any(map(str.isalpha, said)) or (answers and any(map(str.isalnum, said)))


def _labelled_content(page: Page, paragraph: Paragraph, kind: QuoteKind) -> tuple[Range, ...]:
    """The words after a label: all of them, or of a speech in marks what the marks enclose."""
    marks = "".join(page.language.marks.all) + " "
    body = page.text[paragraph.body : paragraph.end]
    start = paragraph.body + len(body) - len(body.lstrip(marks))
    end = paragraph.body + len(body.rstrip(marks))
    first = page.stretch_at(start)
    if kind == "direct" and first is not None and first.inner_start == start and first.closed:
        spoken = page.outer_between(paragraph.body, paragraph.end)
        return tuple((stretch.inner_start, stretch.inner_end) for stretch in spoken)
    return ((start, end),) if start < end else ()


def _from_utterance(page: Page, utterance: Utterance) -> Draft:
    content = tuple((stretch.inner_start, stretch.inner_end) for stretch in utterance.stretches)
    outer = outer_report(utterance, page.language)
    if outer is not None:
        spoken = (outer.content[0].start, utterance.stretches[0].end)
        rest = [(stretch.start, stretch.end) for stretch in utterance.stretches[1:]]
        return Draft("mixed", merged([spoken, *rest]), utterance.paragraph, outer)
    trailing = trimmed(trailing_words(page, utterance))
    if trailing:
        opening = max(stretch.start for stretch in utterance.stretches if stretch.end <= trailing[0].start)
        return Draft("mixed", merged([*content, (opening, trailing[-1].end)]), utterance.paragraph, utterance.report)
    return Draft("direct", content, utterance.paragraph, utterance.report, utterance)


def _fragments(page: Page, whole: Sequence[Draft]) -> Cover:
    """The marked words that are no whole quotation: parts of sentences, titles, scare quotes."""
    spoken = Cover(piece for draft in whole for piece in draft.content)
    return Cover(
        (stretch.start, stretch.end)
        for stretch in page.outer
        if not spoken.touches([(stretch.inner_start, stretch.inner_end)])
    )


def _content(report: Report, marked: Cover) -> tuple[Range, ...]:
    """The offsets of a report's content; marked words that it touches are taken in whole."""
    pieces: list[list[Token]] = []
    last = 0
    for token in report.content:
        gap = report.sentence.tokens[last : token.index - 1]
        if pieces and all(between.upos == "PUNCT" for between in gap):
            pieces[-1].append(token)
        else:
            pieces.append([token])
        last = token.index
    ranges = [(kept[0].start, kept[-1].end) for kept in map(trimmed, pieces) if kept]
    for token in report.content:
        around = marked.at(token.start)
        if around and not around[0] <= report.cue.start < around[1]:
            ranges.append(around)
    return merged(ranges)


def _is_work(page: Page, content: tuple[Range, ...]) -> bool:
    """Whether a content is nothing but a title in marks: `She read “War and Peace”`."""
    stretch = page.stretch_at(content[0][1] - 1) or page.stretch_at(content[0][1] - 2)
    alone = stretch is not None and len(content) == 1 and content[0][0] >= stretch.start - len("the ")
    return stretch is not None and alone and is_title(page.inner(stretch))


def _relayed(page: Page, reports: list[Report], chosen: list[Candidate], marked: Cover) -> Iterator[Candidate]:
    """Reports within a reported content, by somebody else: `police believe` in *Police believe he fled, Diaz said*.

    Annotators of news leave these out, so the weights call them unlikely and only the counts speak for them. A
    pronoun is mostly the one who is quoted: *she said she thinks*.
    """
    outer = {report.sentence.start: (report, content) for report, content in chosen if report.reliability >= 0.5}
    for report in reports:
        around, content = outer.get(report.sentence.start, (None, ()))
        if around is None or report.frame not in ("ccomp", "xcomp") or report.cue.lemma in page.language.seeming:
            continue
        counted = page.language.cues.reliability(report.lemma, report.table)
        if counted < RELAYED:
            continue
        subjects = report.sentence.children(report.cue, "nsubj")
        inside = all(
            any(start <= token.start and token.end <= end for start, end in content)
            for token in (*subjects, report.cue, *report.content)
        )
        named = any(subject.upos in ("NOUN", "PROPN") for subject in subjects)
        if inside and named and not marked.touches([(report.cue.start, report.cue.end)]):
            yield evolve(report, reliability=counted * around.reliability), _content(report, marked)


def _with_next_quotations(
    page: Page, reported: Sequence[Draft], whole: Sequence[Draft]
) -> tuple[list[Draft], list[Draft]]:
    """Reports, each with the quotation that goes on with it: `They are “here to win,” Lee said. “We know how.”`

    Such a quotation has no cue and opens the next sentence; the report's cue stands behind its content. Returned with
    the whole quotations that are left.
    """
    loose = {draft.utterance.start: draft for draft in whole if draft.utterance and draft.report is None}
    joined: list[Draft] = []
    taken: set[tuple[Range, ...]] = set()
    for draft in reported:
        following = _next_quotation(page, draft, loose)
        if following is None:
            joined.append(draft)
        else:
            joined.append(evolve(draft, kind="mixed", content=merged([*draft.content, *following.content])))
            taken.add(following.content)
    return joined, [draft for draft in whole if draft.content not in taken]


def _next_quotation(page: Page, draft: Draft, loose: Mapping[int, Draft]) -> Draft | None:
    """The quotation, of those given by their start, that opens the sentence after a draft whose cue ends it."""
    report = draft.report
    if report is None or draft.content[-1][1] > report.cue.start:
        return None
    start = report.sentence.end
    while page.text[start : start + 1].isspace():
        start += 1
    following = loose.get(start)
    return following if following and following.paragraph == draft.paragraph else None


def _with_next_sentences(page: Page, whole: Sequence[Draft], others: Sequence[Draft], marked: Cover) -> Iterator[Draft]:
    """Whole quotations, each with the sentence that goes on with it: `“No,” Lee said. But “times change.”`

    Such a sentence has marked words and no report of its own.
    """
    taken = Cover(piece for draft in (*whole, *others) for piece in (*draft.content, *_cue(draft)))
    for draft in whole:
        following = _next_sentence(page, draft)
        if following is None or taken.touches([following]) or not marked.touches([following]):
            yield draft
        else:
            yield evolve(draft, kind="mixed", content=merged([*draft.content, following]))


def _cue(draft: Draft) -> list[Range]:
    return [(draft.report.cue.start, draft.report.cue.end)] if draft.report else []


def _next_sentence(page: Page, draft: Draft) -> Range | None:
    """The sentence after a quotation and its reporting clause, in the same paragraph."""
    utterance, report = draft.utterance, draft.report
    if utterance is None or report is None or report.cue.start < utterance.start:
        return None
    end = max(utterance.end, report.sentence.end)
    limit = page.paragraphs[utterance.paragraph].end
    following = next(iter(page.parse.between(end, limit)), None)
    return (following.start, following.end) if following and following.start >= end else None


def _retold(page: Page, draft: Draft) -> Iterator[Draft]:
    """Who says that a whole quotation was said: `“No,” Lee said, according to police`."""
    utterance, report = draft.utterance, draft.report
    if utterance is None or report is None or report.is_prepositional:
        return
    sentence, cue = report.sentence, report.cue
    spoken = [stretch for stretch in utterance.stretches if stretch.end <= cue.start]
    for case in sentence.tokens[cue.index :] if spoken else ():
        if page.is_quoted(case):
            return
        told = source_preposition(sentence, case, page.language)
        clause = trimmed(page.parse.tokens(spoken[-1].end, case.start)) if told else []
        if told is not None and clause:
            pieces = [*((s.start, s.end) for s in utterance.stretches), (spoken[-1].start, clause[-1].end)]
            told = evolve(told, content=tuple(clause), reliability=told.reliability * UTTERANCE)
            yield Draft("mixed", merged(pieces), draft.paragraph, told)
            return
