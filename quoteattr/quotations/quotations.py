"""Utterances and attributions to quotations: what will be a record each, before anybody is looked for.

Trees and quotation marks overlap. Whole quotations come first; an attribution takes in the marked words that its
content touches; of attributions that compete for the same words, one wins (`contest`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from quoteattr.document.document import Document
from quoteattr.document.marks import QuotedSpan, is_title
from quoteattr.quotations.contest import Candidate, winners
from quoteattr.quotations.cues import Attribution, attributions_of, source_preposition, trimmed
from quoteattr.quotations.extent import bounded
from quoteattr.quotations.ownership import is_owned_claim, owned
from quoteattr.quotations.plausibility import Judge
from quoteattr.quotations.turns import words_of_turns
from quoteattr.quotations.utterances import Utterance, find_utterances, outer_attribution, trailing_words
from quoteattr.syntax.ranges import Cover, Range, merged, without
from quoteattr.syntax.trees import Node
from quoteattr.vocabulary import QuoteKind

HOPELESS = 0.02
"""Reliability below which an attribution is not weighed: a fifth of all; annotators have 6 in 1,000 of them."""
AT_LEAST = 0.3
"""Plausibility below which an attribution is left alone."""
MARKED_AT_LEAST = 0.2
"""The same for an attribution of words in quotation marks."""
SURE = 0.7
"""Plausibility that an attribution needs whose content looks like the name of a work."""
UTTERANCE = 0.92
"""Share of direct records whose content annotators have too: 3,721 of 4,046 on PolNeAR's training articles."""
ARTICLE = 4
"""Characters before a title that may belong to it: `the “War and Peace”`."""


@frozen
class Quotation:
    """What will be a record: `content` holds offsets; `attribution` is None where no cue was found.

    `rivals` are the attributions that lost the same words or the same cue to this one. `within` is how plausible it is
    within another one, if it is in one (`within.py`).
    """

    kind: QuoteKind
    content: tuple[Range, ...]
    paragraph: int
    attribution: Attribution | None
    utterance: Utterance | None = None
    rivals: tuple[Attribution, ...] = ()
    within: float | None = None

    @property
    def reliability(self) -> float:
        """How often annotators of news have such a content, too."""
        if self.within is not None:
            return self.within
        if self.utterance is not None or self.attribution is None:
            return UTTERANCE
        return self.attribution.reliability


def find_quotations(document: Document, least: float = AT_LEAST) -> list[Quotation]:
    """All quotations of a text, in order; reported words are as plausible as `least`, or, in marks, a little less."""
    whole = whole_quotations(document)
    marked = _fragments(document, whole)
    judge = Judge(document)
    attributions = list(free_attributions(document, whole))
    chosen = list(winners(_likely(document, map(judge.judged, attributions), marked, least)))
    beside = _beside_contents(attributions, chosen, judge)
    chosen += winners(_likely(document, beside, marked, least))
    reported = []
    for (attribution, content), rivals in chosen:
        if attribution.cue.lemma in document.language.seeming:
            continue  # what only seems so is nobody's claim, and neither is what stands within it
        kind: QuoteKind = "mixed" if marked.touches(content) else "indirect"
        reported.append(Quotation(kind, content, document.paragraph_at(content[0][0]), attribution, rivals=rivals))
    quotations, whole = _with_next_quotations(document, reported, whole)
    quotations += _with_next_sentences(document, whole, quotations, marked)
    quotations += [told for quotation in whole for told in _retold(document, quotation)]
    return sorted(_told_apart(document, _beside_cues(quotations)), key=lambda quotation: quotation.content)


def _likely(document: Document, judged: Iterable[Attribution], marked: Cover, least: float) -> Iterator[Candidate]:
    """The attributions that are plausible enough, each with its content up to where it ends."""
    for attribution in owned(judged, document.language):
        in_marks = marked.touches((t.start, t.end) for t in attribution.content)
        enough = min(MARKED_AT_LEAST, least) if in_marks else least
        enough = 0.0 if in_marks and is_owned_claim(attribution, document.language) else enough
        work = attribution.reliability < SURE and _is_work(document, _content(attribution, marked))
        if attribution.reliability >= enough and not work:
            attribution = bounded(attribution, document)
            yield attribution, _content(attribution, marked)


def _beside_contents(
    attributions: Iterable[Attribution], chosen: Iterable[tuple[Candidate, object]], judge: Judge
) -> Iterator[Attribution]:
    """The attributions that the tree has within another's content, which ends before them, as by themselves.

    `Lee said they were late, a day after Oslo claimed they had won`.
    """
    taken = Cover(piece for (attribution, content), _ in chosen for piece in (*content, _range(attribution.cue)))
    for attribution in attributions:
        words = ((token.start, token.end) for token in (attribution.cue, *attribution.content))
        if judge.is_reported(attribution) and not taken.touches(words):
            yield judge.judged(attribution, told=False)


def _range(token: Node) -> Range:
    return token.start, token.end


def whole_quotations(document: Document) -> list[Quotation]:
    """The quotations that need no judging: whole quotations, and what stands after a speaker label."""
    turns = [Quotation(said.kind, said.content, said.paragraph, None) for said in words_of_turns(document)]
    spoken = Cover(piece for turn in turns for piece in turn.content)
    utterances = [
        utterance
        for utterance in find_utterances(document)
        if not spoken.touches((quoted.inner_start, quoted.inner_end) for quoted in utterance.quoted_spans)
    ]
    return [*turns, *(_from_utterance(document, utterance) for utterance in utterances)]


def free_attributions(document: Document, whole: Sequence[Quotation]) -> Iterator[Attribution]:
    """The attributions of a document that have nothing to do with its whole quotations, all but the hopeless."""
    spoken = Cover(piece for quotation in whole for piece in quotation.content)
    taken = {quotation.attribution.cue.start for quotation in whole if quotation.attribution}
    for sentence in document.trees.sentences:
        for cue in sentence.nodes if not document.is_silent(sentence.start) else ():
            if document.is_quoted(cue) or cue.start in taken:
                continue
            for attribution in attributions_of(cue, document.language):
                worded = any(trimmed([token]) for token in attribution.content)
                quoting = worded and attribution.root.start in taken  # she answered his question: “Why?”
                hopeless = not worded or quoting or attribution.reliability < HOPELESS
                if not hopeless and not spoken.touches((t.start, t.end) for t in attribution.content):
                    yield attribution


def _from_utterance(document: Document, utterance: Utterance) -> Quotation:
    content = _pieces(document, utterance.quoted_spans)
    outer = outer_attribution(utterance, document.language)
    if outer is not None:
        spoken = (outer.content[0].start, utterance.quoted_spans[0].end)
        rest = [(quoted.start, quoted.end) for quoted in utterance.quoted_spans[1:]]
        return Quotation("mixed", merged([spoken, *rest]), utterance.paragraph, outer)
    trailing = trimmed(trailing_words(document, utterance))
    if trailing:
        opening = max(quoted.start for quoted in utterance.quoted_spans if quoted.end <= trailing[0].start)
        return Quotation(
            "mixed", merged([*content, (opening, trailing[-1].end)]), utterance.paragraph, utterance.attribution
        )
    return Quotation("direct", content, utterance.paragraph, utterance.attribution, utterance)


def _pieces(document: Document, spans: Iterable[QuotedSpan]) -> tuple[Range, ...]:
    """What stands between the marks of some quoted spans, but for those with nothing in them."""
    pieces = (_stripped(document, quoted) for quoted in spans)
    return tuple(piece for piece in pieces if piece[0] < piece[1])


def _stripped(document: Document, quoted: QuotedSpan) -> Range:
    """What stands between a quoted span's marks, without the blanks beside them."""
    inner = document.inner(quoted)
    return quoted.inner_start + len(inner) - len(inner.lstrip()), quoted.inner_end - len(inner) + len(inner.rstrip())


def _fragments(document: Document, whole: Sequence[Quotation]) -> Cover:
    """The marked words that are no whole quotation: parts of sentences, titles, scare quotes."""
    spoken = Cover(piece for quotation in whole for piece in quotation.content)
    return Cover(
        (quoted.start, quoted.end)
        for quoted in document.outer
        if not spoken.touches([(quoted.inner_start, quoted.inner_end)])
    )


def _content(attribution: Attribution, marked: Cover) -> tuple[Range, ...]:
    """The offsets of an attribution's content; marked words that it touches are taken in whole."""
    pieces: list[list[Node]] = []
    last = 0
    for token in attribution.content:
        gap = attribution.sentence.nodes[last : token.index - 1]
        if pieces and all(between.upos == "PUNCT" for between in gap):
            pieces[-1].append(token)
        else:
            pieces.append([token])
        last = token.index
    ranges = [(kept[0].start, kept[-1].end) for kept in map(trimmed, pieces) if kept]
    around = (marked.at(token.start) for token in attribution.content)
    return merged([*ranges, *filter(None, around)])


def _is_work(document: Document, content: tuple[Range, ...]) -> bool:
    """Whether a content is nothing but a title in marks: `She read “War and Peace”`."""
    start, end = content[0]
    quoted = document.quoted_at(end - 2)  # before the closing mark
    alone = quoted is not None and len(content) == 1 and start >= quoted.start - ARTICLE
    return quoted is not None and alone and is_title(document.inner(quoted))


def _with_next_quotations(
    document: Document, reported: Sequence[Quotation], whole: Sequence[Quotation]
) -> tuple[list[Quotation], list[Quotation]]:
    """Quotations with a cue, each with the one that goes on with it: `They are “here to win,” Lee said. “We know how.”`

    Such a quotation has no cue and opens the next sentence; the attribution's cue stands behind its content. Returned
    with the whole quotations that are left.
    """
    loose = {
        quotation.utterance.start: quotation
        for quotation in whole
        if quotation.utterance and quotation.attribution is None
    }
    joined: list[Quotation] = []
    taken: set[tuple[Range, ...]] = set()
    for quotation in reported:
        following = _next_quotation(document, quotation, loose)
        if following is None:
            joined.append(quotation)
        else:
            joined.append(evolve(quotation, kind="mixed", content=merged([*quotation.content, *following.content])))
            taken.add(following.content)
    return joined, [quotation for quotation in whole if quotation.content not in taken]


def _next_quotation(document: Document, quotation: Quotation, loose: Mapping[int, Quotation]) -> Quotation | None:
    """The quotation, of those given by their start, that opens the sentence after a quotation whose cue ends it."""
    attribution = quotation.attribution
    if attribution is None or quotation.content[-1][1] > attribution.cue.start:
        return None
    start = attribution.sentence.end
    while document.shown[start : start + 1].isspace():
        start += 1
    following = loose.get(start)
    return following if following and following.paragraph == quotation.paragraph else None


def _with_next_sentences(
    document: Document, whole: Sequence[Quotation], others: Sequence[Quotation], marked: Cover
) -> Iterator[Quotation]:
    """Whole quotations, each with the sentence that goes on with it: `“No,” Lee said. But “times change.”`

    Such a sentence has marked words and no attribution of its own.
    """
    taken = Cover(piece for quotation in (*whole, *others) for piece in (*quotation.content, *_cue(quotation)))
    for quotation in whole:
        following = _next_sentence(document, quotation)
        if following is None or taken.touches([following]) or not marked.touches([following]):
            yield quotation
        else:
            yield evolve(quotation, kind="mixed", content=merged([*quotation.content, following]))


def _beside_cues(quotations: Iterable[Quotation]) -> Iterator[Quotation]:
    """Quotations whose cue is no part of what it reports, whatever marks and odd tokens take in."""
    for quotation in quotations:
        content = quotation.content
        for cue in _cue(quotation):
            content = without(content, cue)
        if content:
            yield evolve(quotation, content=content) if content != quotation.content else quotation


def _told_apart(document: Document, quotations: Iterable[Quotation]) -> Iterator[Quotation]:
    """Quotations of which those are direct that stand in marks with all their words: `She tweeted “We win!”`"""
    spans = {(quoted.start, quoted.end): quoted for quoted in document.outer}
    for quotation in quotations:
        inside = [spans[piece] for piece in quotation.content if piece in spans]
        if quotation.kind == "mixed" and len(inside) == len(quotation.content):
            content = _pieces(document, inside) or quotation.content
            quotation = evolve(quotation, kind="direct", content=content)
        yield quotation


def _cue(quotation: Quotation) -> list[Range]:
    return [(quotation.attribution.cue.start, quotation.attribution.cue.end)] if quotation.attribution else []


def _next_sentence(document: Document, quotation: Quotation) -> Range | None:
    """The sentence after a quotation and its reporting clause, in the same paragraph."""
    utterance, attribution = quotation.utterance, quotation.attribution
    if utterance is None or attribution is None or attribution.cue.start < utterance.start:
        return None
    end = max(utterance.end, attribution.sentence.end)
    limit = document.paragraphs[utterance.paragraph].end
    following = next(iter(document.trees.between(end, limit)), None)
    return (following.start, following.end) if following and following.start >= end else None


def _retold(document: Document, quotation: Quotation) -> Iterator[Quotation]:
    """Who says that a whole quotation was said: `“No,” Lee said, according to police`."""
    utterance, attribution = quotation.utterance, quotation.attribution
    if utterance is None or attribution is None:
        return
    cue = attribution.cue
    spoken = [quoted for quoted in utterance.quoted_spans if quoted.end <= cue.start]
    for case in cue.following if spoken else ():
        if document.is_quoted(case):
            return
        told = source_preposition(case, document.language)
        if told is not None:
            clause = trimmed(document.trees.nodes(spoken[-1].end, case.start))
            pieces = [*((s.start, s.end) for s in utterance.quoted_spans), (spoken[-1].start, clause[-1].end)]
            told = evolve(told, content=tuple(clause), reliability=told.reliability * UTTERANCE)
            yield Quotation("mixed", merged(pieces), quotation.paragraph, told)
            return
